"""What the pages of cleaning again take in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotate.actions.importing.recleaning import Outcome

MOST_CHOSEN = 50  # a page


class BeginForm(forms.Form):
    """The button that begins a dry run; made anew with each page."""

    request = forms.UUIDField()


class NumbersField(forms.Field):
    """Numbers that came under one name."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        """Return the numbers; what is none is left out."""
        found = (str(one) for one in value or ())
        return [int(one) for one in found if one.isascii() and one.isdigit() and len(one) < 19][:MOST_CHOSEN]  # noqa: PLR2004 - what a database holds


class ApplyForm(forms.Form):
    """Which articles are taken over, and whether the team's work moves to the new wording."""

    request = forms.UUIDField()
    chosen = NumbersField(required=False)
    everything = forms.BooleanField(required=False)
    moves = forms.BooleanField(required=False)

    def clean(self) -> None:
        """Check that something was chosen."""
        if not self.cleaned_data.get("everything") and not self.cleaned_data.get("chosen"):
            raise forms.ValidationError(_("Choose at least one article that would change."))


class OutcomeForm(forms.Form):
    """Which articles of a dry run are shown."""

    outcome = forms.ChoiceField(required=False, choices=[("", ""), *((one, one) for one in Outcome)])
