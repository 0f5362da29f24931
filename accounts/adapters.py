"""How django-allauth behaves here: its machinery, our rules and sentences."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.account.utils import get_login_redirect_url
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions.account_letters import send_asked_letter
from accounts.actions.attempts import begin_attempt, forget
from accounts.actions.people import free_name, tidy_name
from accounts.models import User
from accounts.preferences import keep_language
from accounts.sessions import DEVICE, SINCE

FIRST_VISIT = "first_visit"  # in the session: this person has never been here before
MAY_SIGN_UP = "may_sign_up"  # in the session: until when (seconds since 1970) an invitation opens the door
BACKEND = "accounts.backends.Backend"
LONGEST_DEVICE = 200  # characters
FRESH = 300  # seconds for which signing in counts as having said who one is

_PATIENCE = _("Too many attempts have failed. Wait a minute and try again.")
_WRONG_CODE = _("This code is not the right one. Wait for the next one and try again.")


def is_of_this_site(request: HttpRequest, address: str | None) -> bool:
    """Whether this is the address of a page of this site, under the name by which it was asked.

    A bare word is none: Django would take it for the name of a view, and stumble where there is none.
    """
    return (address or "").startswith(("/", "http")) and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


class AccountAdapter(DefaultAccountAdapter):
    """Signing in: who has come, from where, and where they go."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _PATIENCE,
        "rate_limited": _PATIENCE,
        "incorrect_password": _("This is not your present password. Write it again."),
        "incorrect_code": _WRONG_CODE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people come in by an invitation."""
        del request
        return False

    def clean_username(self, username: str, shallow: bool = False) -> str:  # noqa: FBT001, FBT002 - as it is called
        """Return the name as it is stored."""
        del shallow
        return tidy_name(username)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Send the link to an address that is surely the person's, to no other."""
        if EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists():
            super().send_password_reset_mail(user, email, context)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address: a proxy that gunicorn trusts names it last."""
        named = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
        return named if named and request.is_secure() else request.META.get("REMOTE_ADDR", "")

    def is_safe_url(self, url: str | None) -> bool:
        """Whether this is a page of this site under the name it was asked by, and no other host."""
        return is_of_this_site(context.request, url)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whether a person must say again who they are: not within minutes of having done so."""
        del app
        records = get_authentication_records(context.request, context.request.user)
        return not any(time.time() - record["at"] < FRESH for record in records)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return whose name and password these are. Raises ValidationError after too many failures."""
        attempt = begin_attempt(str(credentials.get("username", "")), self.get_client_ip(request))
        person = authenticate(request, **credentials)
        if not isinstance(person, User):
            return None
        forget(attempt)
        return person

    def login(self, request: HttpRequest, user: User) -> None:
        """Open the session, and note since when and in which browser."""
        is_first = user.last_login is None
        login(request, user, backend=BACKEND)
        request.session[SINCE] = timezone.now().isoformat()
        request.session[DEVICE] = request.headers.get("User-Agent", "")[:LONGEST_DEVICE]
        request.session.pop(MAY_SIGN_UP, None)
        if is_first:
            request.session[FIRST_VISIT] = True

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Send the person where they wanted to go, in their language."""
        response = redirect(get_login_redirect_url(request, kwargs.get("redirect_url")))
        if user.language:
            keep_language(response, user.language)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Say to somebody who has proven who they are that their account is closed."""
        del user
        messages.error(request, _("Your account has been closed. Ask whoever runs this site."))
        return redirect("sign-in")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send the letter of this name in our words, if this site sends mail.

        A failure stands in the log. It is told only to people who know that there is such an account.
        """
        page = self.request.build_absolute_uri(reverse("account"))
        sent = send_asked_letter(template_prefix, email, {**context, "page": page})
        if settings.HAS_MAIL and not sent and self.request.user.is_authenticated:
            messages.error(self.request, _("The mail server has not taken the letter. Try again later."))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Codes from a telephone, passkeys, recovery codes."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": _WRONG_CODE}

    def get_totp_issuer(self) -> str:
        """Return what the telephone calls this site."""
        return f"Xiwen {context.request.get_host()}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return what the browser calls this site, and the name to which passkeys are bound."""
        return {
            "id": context.request.get_host().rpartition(":")[0] or context.request.get_host(),
            "name": "Xiwen",
        }

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 - as it is called
        """Return what a new passkey is called, until its owner says otherwise."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def _get_user_identifier(self, user: User) -> str:
        return user.username


class VouchedAdapter(DefaultSocialAccountAdapter):
    """People for whom an OpenID Connect provider vouches."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Let only those in as new people who have just opened a good invitation.

        An address that anybody here has, verified or not, is no new person's.
        """
        emails = [address.email.lower() for address in sociallogin.email_addresses]
        is_invited = request.session.get(MAY_SIGN_UP, 0) > time.time()
        return is_invited and not EmailAddress.objects.filter(email__in=emails).exists()

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Forget addresses that the provider has not verified."""
        del request
        sociallogin.email_addresses = [one for one in sociallogin.email_addresses if one.verified is True]

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Ask new people nothing: the provider has said who they are."""
        del request, sociallogin
        return True

    def authenticate_by_email(self, sociallogin: Any) -> tuple[User, str] | None:
        """Return whose address this is, if both we and the provider have verified it."""
        verified = [address.email for address in sociallogin.email_addresses if address.verified is True]
        for email in verified:
            known = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user")
            if found := known.first():
                return found.user, email
        return None

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Give a new person a name that is free and keeps our rules."""
        del request
        person: User = sociallogin.user
        wanted = [data.get("username"), data.get("name"), (data.get("email") or "").partition("@")[0]]
        person.username = free_name([word for word in wanted if word])
        person.email = ""  # an address counts when it is verified, and is kept apart
        return person

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_kwargs: Any) -> None:
        """Lead back to the sign-in page with a sentence; the provider's own words stay in the log."""
        del request, provider
        raise PermissionDenied(
            gettext("The sign-in service has not vouched for you. Go back to the sign-in page and try again.")
        )
