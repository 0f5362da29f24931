"""What people write to each other about an article."""

from django import forms
from django.utils.translation import gettext_lazy as _

from annotate.actions.talking import NewComment
from annotate.forms.spans import INCOMPLETE
from annotate.models.talk import LONGEST


class CommentForm(forms.Form):
    """A comment. ``id`` is made with the form, so that sending it twice says it once."""

    id = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE}
    )
    text = forms.CharField(
        label=_("Comment"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write something first.")},
    )
    span = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    parent = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """Keep one kind of line end."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @property
    def comment(self) -> NewComment:
        """What the form says, once it is valid."""
        data = self.cleaned_data
        return NewComment(data["id"], data["text"], data["span"], data["parent"])

    def first_error(self) -> str:
        """Return one sentence that says what is wrong."""
        return str(next(iter(self.errors.values()))[0])


class TurnForm(forms.Form):
    """A thing that is on or off."""

    on = forms.TypedChoiceField(coerce=lambda value: value == "yes", choices=[("yes", ""), ("no", "")])
