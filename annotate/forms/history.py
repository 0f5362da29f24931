"""Looking for acts in the history of an article."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from annotate.models import Verb

#: Which acts belong together, by the name of the kind.
KINDS: Mapping[str, tuple[str, ...]] = {
    "tagged": (Verb.CREATE,),
    "changed": (Verb.CHANGE, Verb.LINK, Verb.SETTLE, Verb.REVERT),
    "deleted": (Verb.DELETE, Verb.BRING_BACK),
    "undone": (Verb.UNDO, Verb.REDO),
    "work": (
        Verb.SUBMIT, Verb.REOPEN, Verb.TAKE, Verb.ASSIGN, Verb.RELEASE, Verb.SKIP, Verb.RETURN,
        Verb.TAKE_OUT, Verb.PUT_BACK, Verb.MOVE_PIN,
    ),
    "talk": (Verb.COMMENT, Verb.RESOLVE),
    "settled": (Verb.MERGE, Verb.DECIDE),
}  # fmt: skip

_NAMES = (
    ("", _("All that was done")),
    ("tagged", _("Tags made")),
    ("changed", _("Tags changed")),
    ("deleted", _("Tags deleted and restored")),
    ("undone", _("Steps undone and redone")),
    ("work", _("Work on the article")),
    ("talk", _("Comments")),
    ("settled", _("Adjudication")),
)


class HistoryForm(forms.Form):
    """Whose acts, and of which kind. What it cannot read is left out."""

    who = forms.ChoiceField(label=_("Person"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=_NAMES, required=False)

    def __init__(self, data: Any, *, people: Sequence[User], person: int | None) -> None:
        self.usual = str(person or "")
        super().__init__({"who": data.get("who", self.usual), "kind": data.get("kind", "")})
        names = [(str(one.pk), one.name) for one in people]
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)  # noqa: S101 - for the type checker
        who.choices = [("", _("Everybody")), *names]

    def chosen(self) -> tuple[int | None, str]:
        """Return the key of the person, and the kind; None and "" for all."""
        self.is_valid()
        who = self.cleaned_data.get("who")
        return (int(who) if who else None), self.cleaned_data.get("kind", "")
