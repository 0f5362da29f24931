"""What the pages of cleaning again take in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from annotate.actions.importing.recleaning import Outcome
from annotate.forms.numbers import Numbers


class BeginForm(forms.Form):
    """The button that begins a dry run; made anew with each page."""

    request = forms.UUIDField()


class ApplyForm(forms.Form):
    """Which articles are taken over, and whether the team's work moves to the new wording."""

    request = forms.UUIDField()
    chosen = Numbers(required=False)
    everything = forms.BooleanField(required=False)
    moves = forms.BooleanField(required=False)

    def clean(self) -> None:
        """Check that something was chosen."""
        if not self.cleaned_data.get("everything") and not self.cleaned_data.get("chosen"):
            raise forms.ValidationError(_("Choose at least one article that would change."))


class OutcomeForm(forms.Form):
    """Which articles of a dry run are shown."""

    outcome = forms.ChoiceField(required=False, choices=[("", ""), *((one, one) for one in Outcome)])
