"""Spans as the page reads them: one query, tuples instead of model instances."""

from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from accounts.models import name_at
from annotate.models.spans import Span
from annotate.models.work import Participation
from config.prepared import Prepared


class SpanRow(NamedTuple):
    """A live span, its author's name, and the source that it is linked to (number, words)."""

    pk: int
    number: int
    start: int
    end: int
    label_id: int
    words: str
    attrs: dict[str, str]
    author_id: int
    author: str
    uid: UUID
    source: int | None = None
    said_by: str | None = None


_FIELDS = (
    "pk",
    "number",
    "start",
    "end",
    "label_id",
    "words",
    "attrs",
    "author_id",
    "author_name",
    "uid",
)
_SOURCE = ("source_number", "source_words", "source_deleted", "source_kind")
_ATTRIBUTION = "attributed_to"


def spans_of(assignment_id: int) -> QuerySet[Span, tuple[Any, ...]]:
    """Return the live spans of an assignment as tuples in the order of ``SpanRow``.

    A span with several sources comes once for each: ``once`` keeps the first.
    """
    return (
        Span.objects.live()
        .filter(assignment=assignment_id)
        .annotate(
            link=FilteredRelation("links", condition=Q(links__deleted_at=None)),
            author_name=name_at("author"),
            source_number=F("link__to_span__number"),
            source_words=F("link__to_span__words"),
            source_deleted=F("link__to_span__deleted_at"),
            source_kind=F("link__kind__name"),  # an import may bring links of other kinds
        )
        .order_by("start", "end", "pk", "link__pk")
        .values_list(*_FIELDS, *_SOURCE)
    )


def rows_between(assignment_id: int, start: int, end: int) -> list[SpanRow]:
    """Return the live spans that touch ``[start, end)``, in reading order."""
    return once(spans_of(assignment_id).filter(start__lt=end, end__gt=start))


def once(tuples: Any) -> list[SpanRow]:
    """Turn tuples into rows, each span once, with the first of its sources that stands."""
    rows: dict[int, SpanRow] = {}
    for found in tuples:
        row = SpanRow(*found[: len(SpanRow._fields)])
        deleted, kind = found[len(SpanRow._fields) : len(SpanRow._fields) + 2]
        if deleted is not None or kind != _ATTRIBUTION:
            row = row._replace(source=None, said_by=None)
        if row.pk not in rows or rows[row.pk].source is None:
            rows[row.pk] = row
    return list(rows.values())


def _under_lock(assignment: int, user: int, start: int, end: int) -> QuerySet[Span, tuple[Any, ...]]:
    mine = Participation.objects.filter(assignment=OuterRef("assignment"), user=user)
    return (
        spans_of(assignment)
        .filter(start__lt=end, end__gt=start)
        .annotate(change=F("assignment__change_number"), part_state=Subquery(mine.values("state")))
        .values_list(*_FIELDS, *_SOURCE, "change", "part_state")
    )


_UNDER_LOCK = Prepared(_under_lock, assignment=int, user=int, start=int, end=int)


def rows_under_lock(assignment_id: int, user_id: int, start: int, end: int) -> tuple[list[SpanRow], int, str]:
    """Return the rows, the assignment's change number and this person's state.

    One query where there are spans: it stands in the path of every tag, after the lock.
    """
    found = _UNDER_LOCK.rows(assignment=assignment_id, user=user_id, start=start, end=end)
    if found:
        return once(found), found[0][-2], found[0][-1]
    change, state = Participation.objects.values_list("assignment__change_number", "state").get(
        assignment=assignment_id, user=user_id
    )
    return [], change, state
