"""Who somebody is, found by a query whose SQL is made once: it stands before every tag."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.backends import ModelBackend
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from accounts.models import SECOND_FACTORS, User
from config.prepared import Prepared

_FIELDS = tuple(field.attname for field in User._meta.concrete_fields)


def _user(pk: int) -> QuerySet[User, tuple[Any, ...]]:
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    return User.objects.filter(pk=pk).annotate(has=Exists(factors)).values_list(*_FIELDS, "has")


_USER = Prepared(_user, pk=int)


class Backend(ModelBackend):
    """Signs in by name, or by an e-mail address that has been verified, and password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_kwargs: Any,
    ) -> User | None:
        """Return the person whose name or address and password these are.

        An unknown name costs the time of hashing a password too, so that the time tells nothing.
        """
        del request
        person = _called(username or "")
        if person is None:
            User().set_password(password)
            return None
        fits = person.check_password(password or "")
        return person if fits and self.user_can_authenticate(person) else None

    def get_user(self, user_id: int) -> User | None:
        """Return the person of a session, unless they may no longer sign in."""
        rows = _USER.rows(pk=user_id)
        if not rows:
            return None
        *fields, has_second_factor = rows[0]
        user = User.from_db(DEFAULT_DB_ALIAS, _FIELDS, fields)
        user.has_second_factor = bool(has_second_factor)
        return user if self.user_can_authenticate(user) else None


def _called(name: str) -> User | None:
    """Return who types this; names hold no @, addresses do."""
    if "@" in name:
        address = EmailAddress.objects.filter(email__iexact=name.strip(), verified=True).select_related(
            "user"
        )
        found = address.first()
        return found.user if found else None
    try:
        return User.objects.get_by_natural_key(name)
    except User.DoesNotExist:
        return None
