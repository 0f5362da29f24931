"""What an adjudicator sends about one item."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from annotate.actions.adjudicating.deciding import Amended, Choice
from annotate.adjudicating.kinds import Reason
from annotate.forms.spans import INCOMPLETE, LARGEST_OFFSET, AskForm

ATTRIBUTE = "attr-"  # before the names of a label and its attribute


class DecisionForm(AskForm):
    """A candidate to ``take``, or all of them; to ``reject`` them; or to ``edit`` words and label.

    Which of the three is said by the button that was pressed. ``seen`` is the decision that the page
    showed, so that nobody overwrites what they have not seen.
    """

    take = forms.CharField(required=False, max_length=300)
    reject = forms.CharField(required=False, max_length=1)
    edit = forms.CharField(required=False, max_length=1)
    base = forms.CharField(required=False, max_length=12)
    label = forms.CharField(required=False, max_length=64)
    start = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_OFFSET)
    end = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_OFFSET)
    reason = forms.ChoiceField(
        required=False,
        choices=[(reason.value, reason.value) for reason in Reason],
        error_messages={"invalid_choice": INCOMPLETE},
    )
    note = forms.CharField(
        required=False,
        max_length=2000,
        error_messages={"max_length": _("The note is too long. Keep it under 2,000 characters.")},
    )
    seen = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    def clean(self) -> dict[str, Any]:
        """Refuse a request that decides nothing or two things, or edits without words."""
        data = super().clean() or {}
        asked = [name for name in ("take", "reject", "edit") if data.get(name)]
        if len(asked) != 1:
            raise ValidationError(INCOMPLETE)
        if asked == ["edit"] and (
            not data.get("label") or data.get("start") is None or data.get("end") is None
        ):
            raise ValidationError(_("Choose a label and words first."))
        return data

    @property
    def choice(self) -> Choice:
        """What was decided. Call on a form that is valid."""
        data = self.cleaned_data
        names = tuple(data["take"].split(",")) if data["take"] else ()
        return Choice(
            readings=(data["base"],) if data["edit"] and data["base"] else names,
            amended=self._amended() if data["edit"] else None,
            reason=Reason(data["reason"] or Reason.NONE),
            note=data["note"],
            seen=data["seen"],
        )

    def _amended(self) -> Amended:
        data = self.cleaned_data
        prefix = f"{ATTRIBUTE}{data['label']}-"
        found = {
            name.removeprefix(prefix): value for name, value in self.data.items() if name.startswith(prefix)
        }
        return Amended(data["label"], data["start"], data["end"], tuple(sorted(found.items())))
