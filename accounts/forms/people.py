"""What the pages about other people's accounts take in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import name_field


class RightsForm(forms.Form):
    """What somebody may do on the whole site."""

    administrator = forms.BooleanField(
        label=_("Administrator"),
        required=False,
        help_text=_("Adds and closes accounts, gives these rights, and sees the library."),
    )
    librarian = forms.BooleanField(
        label=_("Librarian"),
        required=False,
        help_text=_("Sees every article of the site, not only those of their projects."),
    )


class AddressForm(forms.Form):
    """An address for which the administrator vouches."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("May be left out. You vouch that it is theirs: they sign in by it."),
    )


class NewAccountForm(RightsForm, AddressForm):
    """Somebody who is to have an account."""

    name = name_field()

    field_order = ["name", "email", "administrator", "librarian"]


class PeopleFilterForm(forms.Form):
    """Which people are shown. Every field may be left out."""

    OPEN, CLOSED, RIGHTS = "open", "closed", "rights"

    words = forms.CharField(
        label=_("Name or address"), required=False, max_length=200, widget=forms.TextInput({"type": "search"})
    )
    who = forms.ChoiceField(
        label=_("Who"),
        required=False,
        choices=[
            ("", _("Everybody")),
            (OPEN, _("Open accounts")),
            (CLOSED, _("Closed accounts")),
            (RIGHTS, _("Administrators and librarians")),
        ],
    )
