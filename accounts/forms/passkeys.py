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
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

STUMBLES = (AttributeError, KeyError, TypeError, ValueError)


def _unknown() -> ValidationError:
    return ValidationError(
        _("This passkey is not known here, or has not answered. Try again, or another way.")
    )


class AddForm(AddWebAuthnForm):
    """A new passkey."""

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


class _Checked:
    """Checks an answer to a challenge."""

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
