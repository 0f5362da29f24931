"""What people write to each other about an article."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from annotate.actions.talking import NewComment
from annotate.forms.spans import INCOMPLETE
from annotate.models.talk import LONGEST

_TOO_LONG = ngettext_lazy(
    "A comment has at most %(limit_value)d character, this one has %(show_value)d. Divide it.",
    "A comment has at most %(limit_value)d characters, this one has %(show_value)d. Divide it.",
    "limit_value",
)


class WordsField(forms.CharField):
    """What somebody says. Browsers would cut what is too long silently: here it is refused in words."""

    def __init__(self, *, required: bool) -> None:
        super().__init__(
            label=_("Comment"),
            required=required,
            widget=forms.Textarea(attrs={"rows": 3}),
            validators=[MaxLengthValidator(LONGEST, _TOO_LONG)],
            error_messages={"required": _("Write something first.")},
        )

    def to_python(self, value: object) -> str:
        """Keep one kind of line end."""
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class CommentForm(forms.Form):
    """A comment. ``id`` is made with the form, so that sending it twice says it once."""

    id = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE}
    )
    text = WordsField(required=True)
    span = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    parent = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    @property
    def comment(self) -> NewComment:
        """What the form says, once it is valid."""
        data = self.cleaned_data
        return NewComment(data["id"], data["text"], data["span"], data["parent"])

    def first_error(self) -> str:
        """Return one sentence that says what is wrong."""
        return str(next(iter(self.errors.values()))[0])


class WordsForm(forms.Form):
    """Other words for a comment, or the key of ``earlier`` ones."""

    text = WordsField(required=False)
    earlier = forms.IntegerField(required=False, min_value=1)

    def clean(self) -> dict[str, object]:
        """Ask for one of the two."""
        data = self.cleaned_data
        if not self.errors and not data["text"] and not data["earlier"]:
            raise forms.ValidationError(_("Write something first."))
        return data

    def first_error(self) -> str:
        """Return one sentence that says what is wrong."""
        return str(next(iter(self.errors.values()))[0])


class TurnForm(forms.Form):
    """A thing that is on or off."""

    on = forms.TypedChoiceField(coerce=lambda value: value == "yes", choices=[("yes", ""), ("no", "")])
