"""Short ways to sign in with second factors in tests."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from accounts.models import User

WORDS = "墨水-und-Papier-9"


def give_app(person: User) -> str:
    """Give the person an authenticator app and recovery codes, and return the app's secret."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return str(secret)


def code_of(secret: str, *, steps: int = 0) -> str:
    """Return what the app shows now, or so many steps of 30 seconds later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def recovery_codes_of(person: User) -> list[str]:
    found = Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES)
    return list(found.wrap().get_unused_codes())


def sign_in(client: Client, name: str, password: str = WORDS, **more: str):
    return client.post("/sign-in/", {"name": name, "password": password, **more})


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")
