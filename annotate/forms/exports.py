"""What the export page lets one choose."""

from django import forms

from annotate.exports.selection import Selection, Whose
from annotate.exports.writers import WRITERS, Writer
from annotate.models import Membership

FIRST = next(iter(WRITERS))


class ExportForm(forms.Form):
    """Which format, whose tags, and whether drafts. Whatever is missing or unknown takes its default.

    A box that is not ticked sends nothing, so a hidden 0 goes before it: the last value counts.
    """

    whose = forms.CharField(required=False, max_length=40)
    drafts = forms.ChoiceField(choices=[("0", "0"), ("1", "1")], required=False)
    kind = forms.ChoiceField(choices=[(name, name) for name in WRITERS], required=False)
    check = forms.CharField(required=False)
    count = forms.CharField(required=False)

    @property
    def with_drafts(self) -> bool:
        """Whether drafts go along; they do unless somebody says no."""
        return self._chosen("drafts") != "0"

    @property
    def chosen_whose(self) -> str:
        """Whose tags go along: ``all``, ``gold``, ``reviewers``, or the handle of one of them."""
        return self._chosen("whose") or Whose.ALL

    def selection(self, member: Membership) -> Selection:
        """Return what is asked for; a handle that nobody has counts as left out."""
        chosen = self.chosen_whose
        if chosen in set(Whose) - {Whose.ONE}:
            return Selection(member, self.with_drafts, Whose(chosen))
        people = Membership.objects.filter(project=member.project_id, handle=chosen)
        person = people.values_list("user_id", flat=True).first()
        return Selection(member, self.with_drafts, Whose.ONE if person else Whose.ALL, person)

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

    @property
    def wants_counts(self) -> bool:
        """Whether everything is to be counted now, however much there is."""
        return self.wants_check or self._chosen("count") == "1"

    def _chosen(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))
