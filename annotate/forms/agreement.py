"""What the page of agreement is asked for."""

from datetime import date

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from annotate.models import Assignment, Kind, Label, Membership, State
from annotate.reports.agreement_work import Choice


class DayInput(forms.DateInput):
    """A day, chosen from a calendar where the browser has one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AgreementForm(forms.Form):
    """A label, a reviewer and a length of time. What cannot be read counts as left out."""

    label = forms.TypedChoiceField(label=_("Label"), required=False, coerce=int, empty_value=None)
    reviewer = forms.TypedChoiceField(label=_("Reviewer"), required=False, coerce=int, empty_value=None)
    since = forms.DateField(label=_("Submitted from"), required=False, widget=DayInput)
    until = forms.DateField(label=_("Submitted to"), required=False, widget=DayInput)

    def __init__(self, data: object, *, member: Membership) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.member = member
        self._offer("label", _("All labels"), _labels(member))
        self._offer("reviewer", _("All reviewers"), _reviewers(member))
        self.is_valid()

    @property
    def label_key(self) -> int | None:
        """The label that is asked for; None for all."""
        found: int | None = self.cleaned_data.get("label")
        return found

    @property
    def choice(self) -> Choice:
        """Which work is asked for."""
        since: date | None = self.cleaned_data.get("since")
        until: date | None = self.cleaned_data.get("until")
        return Choice(self.member, self.cleaned_data.get("reviewer"), since, until)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but a label is asked for: then there may be less to compare."""
        return self.choice != Choice(self.member)

    def _offer(self, name: str, everything: object, choices: list[tuple[int, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - as declared above
        field.choices = [("", everything), *choices]
        field.widget.choices = field.choices


def _labels(member: Membership) -> list[tuple[int, str]]:
    return [(label.pk, label.title) for label in Label.objects.filter(project=member.project_id)]


def _reviewers(member: Membership) -> list[tuple[int, str]]:
    """Return who has submitted something; to those who work blind, others have no names."""
    submitted = Assignment.objects.visible_to(member).filter(
        reviewer=OuterRef("user"), kind=Kind.OWN, is_current=True, state=State.SUBMITTED
    )
    people = Membership.objects.filter(Exists(submitted), project=member.project_id)
    return [
        (one.user_id, one.handle if member.is_blind and one.user_id != member.user_id else str(one.user))
        for one in people.select_related("user")
    ]
