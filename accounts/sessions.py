"""Sessions in the database, each with its person and device, found by a query whose SQL is made once."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Session
from config.prepared import Prepared

DEVICE = "device"  # in the session: what its browser says of itself
SINCE = "since"  # in the session: when its person signed in, as ISO 8601
_FIELDS = ("session_key", "session_data", "expire_date", "seen_at")


def _session(key: str) -> QuerySet[Session, tuple[Any, ...]]:
    return Session.objects.filter(session_key=key).values_list(*_FIELDS)


_SESSION = Prepared(_session, key=str)


class SessionStore(db.SessionStore):
    """Django's own store, quicker to look up: it stands before every tag."""

    seen_at: datetime | None = None  # when the row was written last

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model that the rows are of."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row for these data, with what the list of a person's sessions shows."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101 - as get_model_class says
        user = data.get("_auth_user_id")
        since = data.get(SINCE)
        row.user_id = int(user) if user else None
        row.device = data.get(DEVICE, "")
        row.signed_in_at = datetime.fromisoformat(since) if since else None
        row.seen_at = timezone.now()
        return row

    def _get_session_from_db(self) -> Session | None:
        rows = _SESSION.rows(key=self.session_key) if self.session_key else []
        found = Session.from_db(DEFAULT_DB_ALIAS, _FIELDS, rows[0]) if rows else None
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        self.seen_at = found.seen_at
        return found
