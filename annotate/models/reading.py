"""Spans as the page reads them: one query, tuples instead of model instances."""

import json
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from accounts.models import name_at
from annotate.models.projects import RelationKind
from annotate.models.spans import Span
from annotate.models.work import Participation
from config.prepared import Prepared


class Linked(NamedTuple):
    """What a span is linked to: the number and words of the other span, the key of the kind of link."""

    number: int
    words: str
    kind_id: int


class SpanRow(NamedTuple):
    """A live span, its author's name, and what it is linked to, first what was linked first.

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
    links: tuple[Linked, ...] = ()

    def led_by(self, kind: RelationKind | None) -> list[Linked]:
        """Return what it is linked to by links of this kind."""
        return [link for link in self.links if kind is not None and link.kind_id == kind.pk]


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
_LINK = ("goal_number", "goal_words", "link_kind", "goal_deleted")
_LINKS = slice(len(_FIELDS), len(_FIELDS) + len(_LINK))


def spans_of(assignment_id: int) -> QuerySet[Span, tuple[Any, ...]]:
    """Return the live spans of an assignment as tuples in the order of ``SpanRow``, then one link.

    A span with several links comes once for each: ``once`` brings them together. What is rarely looked at
    is left as text: to make objects of it takes a third of the time of the query.
    """
    return (
        Span.objects.live()
        .filter(assignment=assignment_id)
        .annotate(
            link=FilteredRelation("links", condition=Q(links__deleted_at=None)),
            attrs_text=Cast("attrs", TextField()),
            author_name=name_at("author"),
            uid_text=Cast("uid", TextField()),
            goal_number=F("link__to_span__number"),
            goal_words=F("link__to_span__words"),
            link_kind=F("link__kind_id"),
            goal_deleted=Cast("link__to_span__deleted_at", TextField()),
        )
        .order_by("start", "end", "pk", "link__pk")
        .values_list(*_FIELDS, *_LINK)
    )


def rows_between(assignment_id: int, start: int, end: int) -> list[SpanRow]:
    """Return the live spans that touch ``[start, end)``, in reading order."""
    return once(spans_of(assignment_id).filter(start__lt=end, end__gt=start))


def once(tuples: Any) -> list[SpanRow]:
    """Turn tuples into rows, each span once, with all of its links whose other end stands."""
    rows: dict[int, SpanRow] = {}
    for found in tuples:
        pk, attrs = found[0], found[_ATTRS]
        if pk not in rows:
            read = {} if attrs == "{}" else json.loads(attrs)
            rows[pk] = SpanRow._make((*found[:_ATTRS], read, *found[_ATTRS + 1 : len(_FIELDS)], ()))
        number, words, kind, deleted = found[_LINKS]
        if number is not None and deleted is None:
            rows[pk] = rows[pk]._replace(links=(*rows[pk].links, Linked(number, words, kind)))
    return list(rows.values())


def _under_lock(assignment: int, user: int, start: int, end: int) -> QuerySet[Span, tuple[Any, ...]]:
    mine = Participation.objects.filter(assignment=OuterRef("assignment"), user=user)
    return (
        spans_of(assignment)
        .filter(start__lt=end, end__gt=start)
        .annotate(change=F("assignment__change_number"), part_state=Subquery(mine.values("state")))
        .values_list(*_FIELDS, *_LINK, "change", "part_state")
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
