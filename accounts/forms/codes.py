"""django-allauth's forms for codes in the words of this site: its Chinese calls the same things otherwise."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _


class ActivateAppForm(ActivateTOTPForm):
    """A code that shows that the app has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Authenticator code")
        self.fields["code"].widget.attrs.pop("placeholder")


class _Worded:
    """Calls the code by its word."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")  # type: ignore[attr-defined]
        self.fields["code"].widget.attrs.pop("placeholder")  # type: ignore[attr-defined]


class SecondStepForm(_Worded, AuthenticateForm):
    """A code of the app or a recovery code, to sign in."""


class AgainForm(_Worded, ReauthenticateForm):
    """A code of the app or a recovery code, to show that it is still the same person."""
