"""Writing many rows at once, in a third of the time that it takes one by one or by ``bulk_create``."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import DateField, DateTimeField, Field, JSONField, Model
from django.utils import timezone


def insert_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values the database's driver takes as they are; all names are our own.

    On PostgreSQL they are copied, so a list of numbers is given as its text, ``{1,2}``.
    """
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copying = f"COPY {table} ({names}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(copying) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", list(rows))  # noqa: S608


def insert_objects(objects: Sequence[Model]) -> None:
    """Insert new objects of one model and give them their keys, as ``bulk_create`` does.

    Inside a transaction, for models whose key is counted up. Fields that change their value when they
    are saved, other than dates, times and JSON, are not known here.
    """
    if not objects:
        return
    options = type(objects[0])._meta
    now = timezone.now()
    set_now = [field.attname for field in options.concrete_fields if getattr(field, "auto_now_add", False)]
    for one, key in zip(objects, _new_keys(type(objects[0]), len(objects)), strict=True):
        one.pk = key
        for name in set_now:
            setattr(one, name, now)
    insert_rows(
        options.db_table,
        [str(field.column) for field in options.concrete_fields],
        _rows(objects, options.concrete_fields),
    )
    for one in objects:
        one._state.adding, one._state.db = False, connection.alias


def _rows(objects: Sequence[Model], fields: Sequence[Any]) -> Iterator[list[Any]]:
    changes = [
        (place, change) for place, field in enumerate(fields) if (change := _as_the_driver_takes(field))
    ]
    for values in map(attrgetter(*(field.attname for field in fields)), objects):
        row = list(values)
        for place, change in changes:
            if row[place] is not None:
                row[place] = change(row[place])
        yield row


def _as_the_driver_takes(field: "Field[Any, Any]") -> Callable[[Any], Any] | None:
    if isinstance(field, JSONField):
        return lambda value: connection.ops.adapt_json_value(value, field.encoder)
    if isinstance(field, DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, DateField):
        return connection.ops.adapt_datefield_value
    return None


def _new_keys(model: type[Model], number: int) -> Iterable[int]:
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, column, number],
            )
            return [key for (key,) in cursor.fetchall()]
        # Nobody else writes while this transaction lasts.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = last[0] + 1 if last else 1
    return range(first, first + number)
