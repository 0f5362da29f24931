"""Writing the tags of the gold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

from django.db.models import Q

from accounts.models import User
from annotate.actions.locks import take_the_lock
from annotate.adjudicating.items import Reading
from annotate.adjudicating.tags import Said
from annotate.models import Assignment, Decision, Entry, Span
from annotate.models.labels import labels_of

TOGETHER = 500  # rows in one statement
ORIGIN = "adjudication"


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes into which gold, and when. The gold is locked while somebody writes."""

    entry: Entry
    gold: Assignment
    author: User
    now: datetime


class Result(NamedTuple):
    """One tag for the gold, and the keys of the reviewers' tags that it comes from."""

    said: Said
    origins: Sequence[int]


def results_of(reading: Reading) -> list[Result]:
    """Return what a reading puts into the gold."""
    return [Result(said, reading.spans[said]) for said in reading.said]


def write_spans(pen: Pen, results: Sequence[Result]) -> list[Span]:
    """Store tags of the gold by two statements, and one more for each 500 of them."""
    if not results:
        return []
    labels, text = labels_of(pen.entry.project).by_name, pen.entry.revision.text
    take_the_lock(pen.gold, numbers=len(results))
    last = Assignment.objects.values_list("change_number", flat=True).get(pk=pen.gold.pk)
    return Span.objects.bulk_create(
        [
            Span(
                assignment=pen.gold,
                label=labels[said.label],
                author=pen.author,
                uid=uuid4(),
                number=last - len(results) + 1 + place,
                start=said.start,
                end=said.end,
                words=text[said.start : said.end],
                attrs=said.attributes,
                origin=ORIGIN,
                created_at=pen.now,
                updated_at=pen.now,
            )
            for place, (said, _origins) in enumerate(results)
        ],
        batch_size=TOGETHER,
    )


def told(spans: Iterable[Span], results: Iterable[Result]) -> list[dict[str, Any]]:
    """Return results as a decision keeps them."""
    return [
        {"span": span.pk, "from": list(result.origins)} for span, result in zip(spans, results, strict=True)
    ]


def spans_in(decisions: Iterable[Decision]) -> list[int]:
    """Return the keys of the tags of the gold that these decisions made."""
    return [result["span"] for decision in decisions for result in decision.results]


def has_any(pen: Pen, shapes: Iterable[tuple[int, int, str]]) -> bool:
    """Whether the gold has one of these words with that label already, whoever has put it there."""
    wanted = Q()
    for start, end, label in shapes:
        wanted |= Q(start=start, end=end, label__name=label)
    return bool(wanted) and Span.objects.live().filter(wanted, assignment=pen.gold).exists()


def drop_spans(pen: Pen, decisions: Iterable[Decision]) -> None:
    """Take what these decisions made out of the gold; it can come back."""
    dropped = Span.objects.filter(pk__in=spans_in(decisions), deleted_at=None)
    dropped.update(deleted_at=pen.now, updated_at=pen.now)
