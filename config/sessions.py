"""Sessions in the database, as Django keeps them, found by a query whose SQL is made once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.utils import timezone

from config.prepared import Prepared

_FIELDS = ("session_key", "session_data", "expire_date")


def _session(key: str) -> QuerySet[Session, tuple[Any, ...]]:
    return Session.objects.filter(session_key=key).values_list(*_FIELDS)


_SESSION = Prepared(_session, key=str)


class SessionStore(db.SessionStore):
    """Django's own store, quicker to look up: it stands before every tag."""

    def _get_session_from_db(self) -> Session | None:
        rows = _SESSION.rows(key=self.session_key) if self.session_key else []
        found = Session.from_db(DEFAULT_DB_ALIAS, _FIELDS, rows[0]) if rows else None
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found
