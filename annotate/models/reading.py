"""Spans as the page reads them: one query, tuples instead of model instances."""

import json
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from accounts.models import name_at
from annotate.models.spans import Span
from annotate.models.work import Participation
from config.prepared import Prepared


class SpanRow(NamedTuple):
    """A live span, its author's name, and the source that it is linked to (number, words).

    ``uid`` is written as the database does, with or without dashes.
    """

    pk: int
    number: int
    start: int
    end: int
    label_id: int
    words: str
    attrs: dict[str, str]
    author_id: int
    author: str
    uid: str
    source: int | None = None
    said_by: str | None = None


_FIELDS = (
    "pk",
    "number",
    "start",
    "end",
    "label_id",
    "words",
    "attrs_text",
    "author_id",
    "author_name",
    "uid_text",
)
_ATTRS = SpanRow._fields.index("attrs")
_SOURCE = ("source_number", "source_words", "source_deleted", "source_kind")
_SOURCES = slice(len(_FIELDS), len(_FIELDS) + len(_SOURCE))
_ATTRIBUTION = "attributed_to"


def spans_of(assignment_id: int) -> QuerySet[Span, tuple[Any, ...]]:
    """Return the live spans of an assignment as tuples in the order of ``SpanRow``.

    A span with several sources comes once for each: ``once`` keeps the first. What is rarely looked at is
    left as text: to make objects of it takes a third of the time of the query.
    """
    return (
        Span.objects.live()
        .filter(assignment=assignment_id)
        .annotate(
            link=FilteredRelation("links", condition=Q(links__deleted_at=None)),
            attrs_text=Cast("attrs", TextField()),
            author_name=name_at("author"),
            uid_text=Cast("uid", TextField()),
            source_number=F("link__to_span__number"),
            source_words=F("link__to_span__words"),
            source_deleted=Cast("link__to_span__deleted_at", TextField()),
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
        pk, attrs = found[0], found[_ATTRS]
        if pk in rows and rows[pk].source is not None:
            continue
        source, words, deleted, kind = found[_SOURCES]
        if deleted is not None or kind != _ATTRIBUTION:
            source = words = None
        read = {} if attrs == "{}" else json.loads(attrs)
        rows[pk] = SpanRow._make((*found[:_ATTRS], read, *found[_ATTRS + 1 : len(_FIELDS)], source, words))
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
