"""What the pages of projects and teams take in."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.db import models
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from annotate.actions.projects import REQUIRED
from annotate.forms.guidelines import LONGEST_GUIDELINES, one_kind_of_line_end
from annotate.forms.rules import MOST_REVIEWERS
from annotate.models import Project, State, Way
from annotate.models.projects import ROLE_NAMES
from annotate.roles import Role

# These turn the direction of what follows them on the page: U+202A to U+202E, U+2066 to U+2069.
TURNING = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
MOST_LETTERS = 20  # invitations sent at once


def one_line(text: str) -> str:
    """Return ``text`` on one line, without signs that would break or turn the lines it is shown in."""
    kept = (
        " " if sign.isspace() else sign
        for sign in text
        if sign not in TURNING and (unicodedata.category(sign) != "Cc" or sign.isspace())
    )
    return " ".join("".join(kept).split())


class ProjectForm(forms.Form):
    """A project to be. ``request`` is made with the form, so that sending it twice founds one."""

    request = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=100)
    way = forms.ChoiceField(
        label=_("How the team works"),
        initial=Way.SHARED,
        widget=forms.RadioSelect,
        choices=[
            (Way.SHARED.value, _("Shared: everybody sees the tags of all, and adds to them.")),
            (
                Way.INDEPENDENT.value,
                _("Independent: each reviewer tags alone and sees nobody else’s tags, to measure agreement."),
            ),
        ],
        help_text=_("This cannot be changed later."),
    )
    required = forms.IntegerField(
        label=_("Reviewers per article"),
        required=False,
        initial=REQUIRED[Way.INDEPENDENT],
        min_value=1,
        max_value=MOST_REVIEWERS,
        help_text=_("Where reviewers work independently. Can be changed later, also for single articles."),
    )
    guidelines = forms.CharField(
        label=_("Guidelines"),
        required=False,
        max_length=LONGEST_GUIDELINES,
        help_text=_("Markdown. Leave this empty to use the built-in guidelines."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    label_set = forms.ChoiceField(
        label=_("Labels"),
        required=False,
        help_text=_(
            "They can be changed later, under Settings. In a file: as exported from another project."
        ),
    )
    label_file = forms.FileField(
        label=_("File with labels"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml,.json,.xml,.txt"}),
    )

    DEFAULT, FILE = "", "file"

    def __init__(
        self, data: Any = None, files: Any = None, *, initial: Any = None, projects: Iterable[Project] = ()
    ) -> None:
        super().__init__(data, files, initial=initial)
        field = self.fields["label_set"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (self.DEFAULT, _("Claim, quote, source and opinion")),
                *((one.slug, _("Those of “%(name)s”") % {"name": one.name}) for one in projects),
                (self.FILE, _("From the file below")),
            ]
        self.order_fields(["name", "way", "required", "label_set", "label_file", "guidelines"])

    def clean(self) -> dict[str, Any]:
        """Want a file where one is to be read."""
        data = super().clean() or {}
        if data.get("label_set") == self.FILE and not data.get("label_file"):
            self.add_error("label_file", _("Choose the file."))
        return data

    def clean_name(self) -> str:
        """Take out what would break or turn a line."""
        return _named(self)

    def clean_guidelines(self) -> str:
        """Keep one kind of line end."""
        return one_kind_of_line_end(self.cleaned_data["guidelines"])


class SettingsForm(forms.Form):
    """What a manager may change about a project."""

    name = forms.CharField(label=_("Name"), max_length=100)

    def clean_name(self) -> str:
        """Take out what would break or turn a line."""
        return _named(self)


def _named(form: forms.Form) -> str:
    name = one_line(form.cleaned_data["name"])
    if not name:
        raise forms.ValidationError(_("Write a name that can be seen."))
    return name


class RoleForm(forms.Form):
    """A role for somebody."""

    role = forms.ChoiceField(
        label=_("Role"),
        initial=Role.REVIEWER.value,
        choices=lambda: [(role.value, capfirst(ROLE_NAMES[role])) for role in Role],
    )


class InvitationForm(RoleForm):
    """Whom a link lets in, how many of them, and for how long."""

    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        initial=7,
        choices=[(1, _("1 day")), (7, _("7 days")), (30, _("30 days"))],
    )
    seats = forms.IntegerField(
        label=pgettext_lazy("how many", "People"), min_value=1, max_value=50, initial=1
    )
    emails = forms.CharField(
        label=_("Send it by e-mail to"),
        required=False,
        max_length=4000,
        help_text=_("Up to 20 addresses, separated by commas or blanks. Each gets a link of their own."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    field_order = ["role", "seats", "days", "emails"]

    def __init__(self, data: QueryDict | None = None, *, has_mail: bool = False) -> None:
        super().__init__(data)
        if not has_mail:
            del self.fields["emails"]

    def clean_emails(self) -> list[str]:
        """Return the addresses, each once."""
        words = self.cleaned_data["emails"].replace(",", " ").replace(";", " ").replace("，", " ").split()
        addresses = list(dict.fromkeys(word.lower() for word in words))
        if len(addresses) > MOST_LETTERS:
            raise forms.ValidationError(_("Send at most 20 letters at a time."))
        for address in addresses:
            if not is_address(address):
                raise forms.ValidationError(
                    _("“%(word)s” is not an e-mail address. Correct it or take it out."),
                    params={"word": address[:80]},
                )
        return addresses


class TransferForm(forms.Form):
    """The colleague who takes somebody's open work over."""

    to = forms.IntegerField(min_value=1, max_value=2**62)


def is_address(word: str) -> bool:
    """Whether this looks like an e-mail address."""
    try:
        validate_email(word)
    except forms.ValidationError:
        return False
    return True


class Order(models.TextChoices):
    """How a project's articles are put in order."""

    ADDED = "added", _("As added")
    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")
    TITLE = "title", _("By title")
    OUTLET = "outlet", _("By outlet")


class ArticleFilterForm(forms.Form):
    """Which of a project's articles are shown, and in which order. Every field may be left out."""

    MINE = "mine"

    words = forms.CharField(
        label=_("Title or outlet"), required=False, max_length=200, widget=forms.TextInput({"type": "search"})
    )
    outlet = forms.CharField(label=_("Outlet"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Every state")),
            (State.ASSIGNED.value, _("Not started")),
            (State.IN_PROGRESS.value, _("In progress")),
            (State.SUBMITTED.value, _("Submitted")),
            (MINE, _("Left for me")),
        ],
    )
    order = forms.ChoiceField(label=_("Order"), required=False, choices=Order.choices)
