"""What the pages of the queue and of distribution take in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from annotate.actions.distribution.handing_out import MOST
from annotate.forms.numbers import Numbers
from annotate.models import Membership

LONGEST_REASON = 500  # characters
LONGEST_REMARK = 2_000  # characters
MOST_REVIEWERS = 20


class SkipForm(forms.Form):
    """Why somebody leaves an article out."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=LONGEST_REASON,
        widget=forms.TextInput,
        error_messages={"required": _("Say in a few words why you leave the article out.")},
    )


class ReturnForm(forms.Form):
    """What is to be done about work that is returned; ``work`` is the assignment's key."""

    work = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    remark = forms.CharField(
        label=_("What is to be done?"),
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what is to be done, so that the reviewer knows.")},
    )

    def clean_remark(self) -> str:
        """Keep one kind of line end."""
        remark: str = self.cleaned_data["remark"]
        return remark.replace("\r\n", "\n")


class Places(models.TextChoices):
    """Which articles are looked for, by their places."""

    FREE = "free", _("With free places")
    NEW = "new", _("Nobody has them")
    ALL = "all", _("All")


class Priority(models.IntegerChoices):
    """How urgent an article is."""

    LOW = -1, _("Low")
    NORMAL = 0, _("Normal")
    HIGH = 1, _("High")
    URGENT = 2, _("Urgent")


class FindForm(forms.Form):
    """Which articles are to be handed out. Every field may be left out."""

    words = forms.CharField(
        label=_("Title or outlet"), required=False, max_length=200, widget=forms.TextInput({"type": "search"})
    )
    outlet = forms.CharField(label=_("Outlet"), required=False, max_length=200)
    places = forms.ChoiceField(label=_("Places"), required=False, choices=Places.choices)


class Scope(models.TextChoices):
    """Which of the articles that were found are meant."""

    CHOSEN = "chosen", _("Those ticked below")
    FOUND = "found", format_lazy(_("All that the filter finds, up to {most}"), most=f"{MOST:,}")


class ChoiceForm(FindForm):
    """Which articles are meant: the ticked ones, or all that the filter finds."""

    scope = forms.ChoiceField(choices=Scope.choices, initial=Scope.CHOSEN)
    entries = Numbers(required=False)

    def clean(self) -> None:
        """Ask for a choice."""
        if self.cleaned_data.get("scope") == Scope.CHOSEN and not self.cleaned_data.get("entries"):
            raise forms.ValidationError(_("Tick the articles first, or choose all that the filter finds."))


class HandOutForm(ChoiceForm):
    """Whom they go to, and how many places of each article."""

    people = Numbers(error_messages={"required": _("Choose at least one person.")})
    each = forms.IntegerField(
        label=_("Places of each article"),
        required=False,
        min_value=0,
        max_value=MOST_REVIEWERS,
        widget=forms.Select(
            choices=[(0, _("All that are free")), *((number, number) for number in range(1, 6))]
        ),
    )
    digest = forms.CharField(required=False, max_length=64)
    request = forms.UUIDField(required=False)

    def __init__(self, *args: Any, members: Iterable[Membership] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._members = {member.pk: member for member in members}

    def clean_people(self) -> list[Membership]:
        """Return the members, in the order in which they are shown."""
        asked = set(self.cleaned_data["people"])
        if not asked <= set(self._members):
            raise forms.ValidationError(_("One of these people has left the project. Choose again."))
        return [member for pk, member in self._members.items() if pk in asked]

    def clean_each(self) -> int:
        """Take nothing for all."""
        return self.cleaned_data["each"] or 0


class WantedForm(ChoiceForm):
    """How many reviewers articles want, and how urgent they are; empty leaves that as it is."""

    required = forms.IntegerField(
        label=_("Reviewers per article"), required=False, min_value=1, max_value=MOST_REVIEWERS
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("As it is")), *((str(value), name) for value, name in Priority.choices)],
    )

    def clean(self) -> None:
        """Ask for something to change."""
        super().clean()
        if not self.errors and self.wanted == {}:
            raise forms.ValidationError(
                _("Say how many reviewers these articles want, or how urgent they are.")
            )

    @property
    def wanted(self) -> dict[str, int]:
        """What is to be set."""
        said = {name: self.cleaned_data.get(name) for name in ("required", "priority")}
        return {name: value for name, value in said.items() if value is not None}


class PlacesForm(forms.Form):
    """The same for one article, on its own page."""

    required = forms.IntegerField(label=_("Reviewers"), min_value=1, max_value=MOST_REVIEWERS)
    priority = forms.TypedChoiceField(label=_("Priority"), coerce=int, choices=Priority.choices)
