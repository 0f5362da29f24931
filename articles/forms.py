"""What the pages of the library take in."""

from collections.abc import Iterable
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.models import InUse


class LibraryForm(forms.Form):
    """Which articles of the library are shown. Every field may be left out."""

    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    outlet = forms.ChoiceField(
        label=_("Outlet"),
        required=False,
        error_messages={"invalid_choice": _("No article is from this outlet. Choose another.")},
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *InUse.choices],
        error_messages={"invalid_choice": _("There is no such state. Choose another.")},
    )

    def __init__(self, data: QueryDict, *, outlets: Iterable[str]) -> None:
        super().__init__(data)
        field = cast("forms.ChoiceField", self.fields["outlet"])
        field.choices = [("", _("All")), *((outlet, outlet) for outlet in outlets)]
