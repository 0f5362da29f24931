"""Questions that a planner is to take as they are meant."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull


def any_of(rows: QuerySet[Any]) -> IsNull:
    """Return the condition that one of the rows exists, asked of each row outside until it is known.

    PostgreSQL may gather all rows of an EXISTS beforehand, or join them. That is quicker for a whole table,
    and takes 200 ms where ten rows of a hundred thousand are wanted.
    """
    return IsNull(Subquery(rows.order_by().values("pk")[:1]), rhs=False)


def among(rows: QuerySet[Any], path: str, *, each: bool) -> Q:
    """Return the condition that one of the rows belongs to the row outside, by the path that leads to it.

    ``each`` asks every row outside, else all that the rows belong to are gathered once.
    """
    if each:
        return Q(any_of(rows.filter(**{path: OuterRef("pk")})))
    return Q(pk__in=rows.order_by().values(path))
