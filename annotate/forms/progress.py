"""What the page of progress is asked for."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from annotate.models import Membership
from annotate.reports.progress import Asked

DAYS = 30  # unless something else is asked for


class ProgressForm(forms.Form):
    """A length of time and a person. What cannot be read counts as left out."""

    ALL = "all"

    days = forms.ChoiceField(
        label=_("Time"),
        required=False,
        choices=[
            ("7", _("The last 7 days")),
            (str(DAYS), _("The last 30 days")),
            ("90", _("The last 90 days")),
            (ALL, _("From the beginning")),
        ],
    )

    def __init__(self, asked: Mapping[str, str]) -> None:
        # As a copy with the usual time in it, so that the page shows what it is made by.
        super().__init__({"days": str(DAYS), **asked})

    def asked(self, member: Membership) -> Asked:
        """Return what is asked for, offering the people of whom the member may know."""
        self._offer_people(member)
        self.is_valid()
        days = self.cleaned_data.get("days") or str(DAYS)
        length = None if days == self.ALL else int(days)
        return Asked(member, length, self.cleaned_data.get("person"))

    def _offer_people(self, member: Membership) -> None:
        members = member.project.memberships.select_related("user").order_by("user__username")
        if member.is_blind:
            members = members.filter(user=member.user_id)
        people = [(one.user_id, one.user.name) for one in members]
        self.fields["person"] = forms.TypedChoiceField(
            label=_("Person"),
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", _("Everybody")), *people],
        )
