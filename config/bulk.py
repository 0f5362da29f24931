"""Writing many rows at once, in a third of the time that it takes one by one or by ``bulk_create``."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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


class Encoded(str):
    """JSON that is written already, and goes into its column as it is."""

    __slots__ = ()

    @classmethod
    def of(cls, value: Any) -> "Encoded":
        """Write a value as a field of a model would."""
        return cls("[]" if value == [] else json.dumps(value))


def insert_values(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> Sequence[int]:
    """Insert rows by the names of their attributes, all the same, and return their keys in order.

    What is left out is as the model has it. No objects are made, which would take as long as
    the writing. For what else holds see ``insert_objects``.
    """
    if not rows:
        return ()
    keys = _new_keys(model, len(rows))
    fields = {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}
    given = [fields[name] for name in rows[0]]
    usual = [field for name, field in fields.items() if name not in rows[0]]
    now = timezone.now()
    values = [now if getattr(field, "auto_now_add", False) else field.get_default() for field in usual]
    [constants] = _changed([values], usual)
    insert_rows(
        model._meta.db_table,
        [str(field.column) for field in (model._meta.pk, *given, *usual)],
        (
            (key, *row, *constants)
            for key, row in zip(keys, _changed((row.values() for row in rows), given), strict=True)
        ),
    )
    return keys


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
    return _changed(map(attrgetter(*(field.attname for field in fields)), objects), fields)


def _changed(rows: Iterable[Iterable[Any]], fields: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield rows as the driver takes them."""
    changes = [
        (place, change) for place, field in enumerate(fields) if (change := _as_the_driver_takes(field))
    ]
    for values in rows:
        row = list(values)
        for place, change in changes:
            if row[place] is not None:
                row[place] = change(row[place])
        yield row


def _as_the_driver_takes(field: "Field[Any, Any]") -> Callable[[Any], Any] | None:
    if isinstance(field, JSONField):
        return lambda value: value if isinstance(value, Encoded) else Encoded.of(value)
    if isinstance(field, DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, DateField):
        return connection.ops.adapt_datefield_value
    return None


def _new_keys(model: type[Model], number: int) -> Sequence[int]:
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
