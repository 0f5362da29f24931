"""Columns as the text that files hold, made by the database: much faster than objects made in Python."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, TextField
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler


class UtcText(Func):
    """A time as RFC 3339 in UTC, to the second."""

    output_field = TextField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """Take the text that Django stores, which is in UTC and may end in microseconds."""
        template = "replace(substr(%(expressions)s, 1, 19), ' ', 'T') || 'Z'"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """Format the time, whatever date style the server prefers."""
        template = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
        return self.as_sql(compiler, connection, template=template, **extra)


def utc(name: str) -> UtcText:
    """Return the time ``name`` as text."""
    return UtcText(F(name))


def plain(name: str) -> Cast:
    """Return the UUID or JSON ``name`` as the database's own text."""
    return Cast(name, TextField())


def dashed(uuid: str) -> str:
    """Return a UUID with its dashes, which SQLite does not store."""
    if len(uuid) > 32:  # noqa: PLR2004 a UUID is 32 hexadecimal digits
        return uuid
    return f"{uuid[:8]}-{uuid[8:12]}-{uuid[12:16]}-{uuid[16:20]}-{uuid[20:]}"
