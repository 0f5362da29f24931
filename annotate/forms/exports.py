"""What the export page lets one choose."""

from django import forms

from annotate.exports.writers import WRITERS, Writer

FIRST = next(iter(WRITERS))


class ExportForm(forms.Form):
    """Which format, and whether drafts go along. Whatever is missing or unknown takes its default.

    A box that is not ticked sends nothing, so a hidden 0 goes before it: the last value counts.
    """

    drafts = forms.ChoiceField(choices=[("0", "0"), ("1", "1")], required=False)
    kind = forms.ChoiceField(choices=[(name, name) for name in WRITERS], required=False)
    check = forms.CharField(required=False)

    @property
    def with_drafts(self) -> bool:
        """Whether drafts go along; they do unless somebody says no."""
        return self._chosen("drafts") != "0"

    @property
    def chosen_kind(self) -> str:
        """The format that is shown."""
        return self._chosen("kind") or FIRST

    @property
    def writer(self) -> Writer:
        """The writer of the format that is shown."""
        return WRITERS[self.chosen_kind]

    @property
    def wants_check(self) -> bool:
        """Whether all spans are to be checked now, however many there are."""
        return self._chosen("check") == "1"

    def _chosen(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))
