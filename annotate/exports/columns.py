"""Columns as the text that files hold, made by the database: much faster than objects made in Python."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, TextField
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler


class Instant(Func):
    """A time as the database's own text, UTC, which begins with a day and a time to the second."""

    output_field = TextField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """Take the text that Django stores, which is in UTC."""
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AS text)", **extra)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """Format the time, whatever zone and date style the server prefers."""
        template = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
        return self.as_sql(compiler, connection, template=template, **extra)


def instant(name: str) -> Instant:
    """Return the time ``name`` as text for ``rfc3339``."""
    return Instant(F(name))


def rfc3339(instant: str) -> str:
    """Return a time read with ``instant`` as files hold it."""
    return f"{instant[:10]}T{instant[11:19]}Z"


def plain(name: str) -> Cast:
    """Return the UUID or JSON ``name`` as the database's own text."""
    return Cast(name, TextField())


def dashed(uuid: str) -> str:
    """Return a UUID with its dashes, which SQLite does not store."""
    if "-" in uuid:
        return uuid
    return f"{uuid[:8]}-{uuid[8:12]}-{uuid[12:16]}-{uuid[16:20]}-{uuid[20:]}"
