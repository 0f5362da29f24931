"""Who somebody is, found by a query whose SQL is made once: it stands before every tag."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from accounts.models import User
from config.prepared import Prepared

_FIELDS = tuple(field.attname for field in User._meta.concrete_fields)


def _user(pk: int) -> QuerySet[User, tuple[Any, ...]]:
    return User.objects.filter(pk=pk).values_list(*_FIELDS)


_USER = Prepared(_user, pk=int)


class Backend(ModelBackend):
    """Signs in by name and password, as Django does."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person of a session, unless they may no longer sign in."""
        rows = _USER.rows(pk=user_id)
        user = User.from_db(DEFAULT_DB_ALIAS, _FIELDS, rows[0]) if rows else None
        return user if user is not None and self.user_can_authenticate(user) else None
