"""django-allauth's forms for passkeys, which take whatever is sent to them for an answer that may be wrong.

What a browser says is JSON of many parts. Where one is missing, the library below stumbles.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

STUMBLES = (AttributeError, KeyError, TypeError, ValueError)
UNREADABLE = (RecursionError, ValueError)  # raised by Python's reader of JSON


def _unknown() -> ValidationError:
    return ValidationError(
        _("This passkey is not known here, or has not answered. Try again, or another way.")
    )


class AnswerField(forms.JSONField):
    """What a browser says. Too deep a nesting or too long a number is no JSON either."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """Read the answer."""
        try:
            return super().to_python(value)
        except UNREADABLE as error:
            raise _unknown() from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return what the page repeats: nothing, for another answer comes with another challenge."""
        del data
        return initial


class AddForm(AddWebAuthnForm):
    """A new passkey."""

    credential = AnswerField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True

    def clean(self) -> dict[str, Any]:
        """Check what the browser has made."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except (ValidationError, *STUMBLES) as error:
            raise _unknown() from error
        return cleaned


class _Checked(forms.Form):
    """Checks an answer to a challenge."""

    credential = AnswerField()

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ValidationError as error:
            raise _limited(error) from error
        except STUMBLES as error:
            raise _unknown() from error


def _limited(error: ValidationError) -> ValidationError:
    """Return the sentence about too many attempts as it is, and our own for everything else."""
    return error if error.code == "too_many_login_attempts" else _unknown()


class AuthenticateForm(_Checked, AuthenticateWebAuthnForm):
    """The second step of signing in."""


class LoginForm(_Checked, LoginWebAuthnForm):
    """Signing in by the passkey alone."""


class ReauthenticateForm(_Checked, ReauthenticateWebAuthnForm):
    """Saying again who one is."""
