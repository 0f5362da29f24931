"""What the pages of the guidelines take in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from annotate.actions.guidelines import Draft
from annotate.labelsets.highlighting import LONGEST_QUERY
from annotate.models.guidelines import LONGEST_SUMMARY

LONGEST_GUIDELINES = 100_000  # characters


def one_kind_of_line_end(text: str) -> str:
    """Return the text as it is kept, so that saving the same words again changes nothing."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class GuidelinesForm(forms.Form):
    """Guidelines as somebody has written them, and what the members are told about it."""

    base = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Guidelines"),
        required=False,
        strip=False,
        max_length=LONGEST_GUIDELINES,
        help_text=_(
            "Markdown. A heading that names a label, or ends in its name in braces such as {quote}, is shown "
            "beside the text for that label. Leave everything empty to use the built-in guidelines."
        ),
        widget=forms.Textarea(attrs={"rows": 24, "class": "code"}),
    )
    summary = forms.CharField(
        label=_("What changed"),
        required=False,
        max_length=LONGEST_SUMMARY,
        help_text=_("One line for those who know the last version. It stands in the notice."),
    )
    tells = forms.BooleanField(label=_("Tell the members"), required=False, initial=True)

    def clean_text(self) -> str:
        """Keep one kind of line end; nothing but blanks is nothing."""
        text = one_kind_of_line_end(self.cleaned_data["text"])
        return text if text.strip() else ""

    @property
    def draft(self) -> Draft:
        """What the form says, once it is valid."""
        data = self.cleaned_data
        return Draft(data["text"], data["base"], " ".join(data["summary"].split()), tells=data["tells"])


class LookForm(forms.Form):
    """What somebody looks for in the guidelines. What makes no sense is left out of account."""

    q = forms.CharField(required=False, max_length=LONGEST_QUERY)
    label = forms.CharField(required=False, max_length=64)

    @property
    def words(self) -> str:
        """The words that are looked for, or an empty text."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""

    @property
    def about(self) -> str:
        """The name of the label that the guidelines are wanted for, or an empty text."""
        return str(self.cleaned_data.get("label", "")) if self.is_valid() else ""


class CompareForm(forms.Form):
    """Two versions by their numbers. The newer one is the present one if it is left out."""

    older = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    newer = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)

    def versions(self, present: int) -> tuple[int, int]:
        """Return the older and the newer one; what is no number stands for the last change."""
        data = self.cleaned_data if self.is_valid() else {}
        newer = present if data.get("newer") is None else data["newer"]
        older = max(0, newer - 1) if data.get("older") is None else data["older"]
        return min(older, newer), max(older, newer)
