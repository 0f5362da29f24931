"""Queries whose SQL is made once.

Django builds a query anew each time: 3 ms for the door and 2 ms for the spans under the lock, of a
whole budget of 5 ms for a tag. The SQL only differs in its parameters, so it is kept.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

FIRST_STAND_IN = 1_900_000_000  # numbers that no other parameter of a query has
LARGEST = 2**63 - 1  # that a column can hold

Stand = int | str


class Prepared:
    """A ``values_list`` query in which only the named parameters change.

    ``make`` builds the queryset from stand-ins for the parameters, of the types given by ``types``
    (int or str). Each parameter must reach the SQL as it is: no slices, no transformed values.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, tuple[Any, ...]]], **types: type[Stand]) -> None:
        self._make = make
        self._stand_ins: dict[str, Stand] = {
            name: FIRST_STAND_IN + place if kind is int else f"\x02{name}\x03"
            for place, (name, kind) in enumerate(types.items())
        }
        self._made: dict[str, tuple[str, list[tuple[str | None, Any]], Any, Any]] = {}

    def rows(self, **values: Stand) -> list[tuple[Any, ...]]:
        """Run the query with these parameters and return its tuples.

        There are none for a number that no column can hold: addresses may name any, and databases stumble.
        """
        if any(isinstance(value, int) and abs(value) > LARGEST for value in values.values()):
            return []
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor not in self._made:
            self._made[connection.vendor] = self._compile()
        sql, places, compiler, converters = self._made[connection.vendor]
        parameters = [values[name] if name else constant for name, constant in places]
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            found = cursor.fetchall()
        return [tuple(row) for row in compiler.apply_converters(found, converters)]

    def _compile(self) -> tuple[str, list[tuple[str | None, Any]], Any, Any]:
        query = self._make(**self._stand_ins).query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        names: Mapping[Any, str] = {stand_in: name for name, stand_in in self._stand_ins.items()}
        places = [(names.get(value), value) for value in parameters]
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        return sql, places, compiler, converters
