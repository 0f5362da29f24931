"""What the pages of accounts take in."""

from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_PASSWORD = 256  # characters; hashing a longer one only costs time


def password_field(
    label: "_StrPromise | str", *, autocomplete: str, help_text: "_StrPromise | str" = ""
) -> forms.CharField:
    """Return a field for a password, which is never trimmed and never shown again."""
    return forms.CharField(
        label=label,
        max_length=LONGEST_PASSWORD,
        strip=False,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


_NAME = pgettext_lazy("person", "Name")


def name_field(label: "_StrPromise | str" = _NAME) -> forms.CharField:
    """Return a field for a person's name."""
    return forms.CharField(
        label=label,
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class SignInForm(forms.Form):
    """A name, or an e-mail address, and a password."""

    name = name_field(_("Name or e-mail address"))
    password = password_field(_("Password"), autocomplete="current-password")


class NewPersonForm(forms.Form):
    """A name and a password of one's own, the latter twice: nobody can tell it to whoever forgets it."""

    name = name_field()
    password = password_field(
        _("Password"), autocomplete="new-password", help_text=_("At least 8 characters.")
    )
    again = password_field(_("Password again"), autocomplete="new-password")

    def clean_again(self) -> str:
        """Check that the password has been written twice alike."""
        return _same(self)


class PasswordForm(forms.Form):
    """A new password; the old one where there is one."""

    old = password_field(_("Present password"), autocomplete="current-password")
    password = password_field(
        _("New password"), autocomplete="new-password", help_text=_("At least 8 characters.")
    )
    again = password_field(_("New password again"), autocomplete="new-password")

    def __init__(self, data: QueryDict | None = None, *, has_password: bool) -> None:
        super().__init__(data)
        if not has_password:
            del self.fields["old"]

    def clean_again(self) -> str:
        """Check that the new password has been written twice alike."""
        return _same(self)


def _same(form: forms.Form) -> str:
    again: str = form.cleaned_data["again"]
    if "password" in form.cleaned_data and form.cleaned_data["password"] != again:
        raise forms.ValidationError(_("The two passwords differ. Write the same one twice."))
    return again


def own_name(code: str) -> str:
    """Return the name of a language in that language, so that whoever reads it finds it."""
    name: str = get_language_info(code)["name_local"]
    return name


class LanguageForm(forms.Form):
    """The language of the pages; empty: as the browser asks."""

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[
            ("", _("As the browser asks")),
            *((code, own_name(code)) for code, _name in settings.LANGUAGES),
        ],
        error_messages={"invalid_choice": _("Xiwen does not speak this language yet. Choose another.")},
    )


@cache
def zone_names() -> tuple[str, ...]:
    """Return the names of places that the time zones are called by, without old and technical ones."""
    places = ("Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/")
    own = (*places, "Indian/", "Pacific/")
    return tuple(sorted(name for name in available_timezones() if name.startswith(own)))


class ProfileForm(LanguageForm):
    """What somebody may choose for themselves."""

    display_name = forms.CharField(
        label=_("Display name"),
        required=False,
        max_length=40,
        help_text=_("What others read on the pages. Leave it empty to be called by your user name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=lambda: [
            ("", _("That of the site (%(zone)s)") % {"zone": settings.TIME_ZONE}),
            *((name, name.replace("_", " ")) for name in zone_names()),
        ],
        error_messages={"invalid_choice": _("There is no such time zone. Choose one from the list.")},
    )
    field_order = ["display_name", "language", "time_zone"]
