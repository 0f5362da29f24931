"""From tables to what the measures take, a few articles at a time."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models.functions import Length

from annotate.measures.spans import Mark, Work, work_of
from annotate.models import Relation, Span
from annotate.models.spans import RelationQuerySet, SpanQuerySet
from annotate.reports.agreement_work import Choice, Unit
from articles.models import Revision

BATCH = 100  # articles read at once

#: Where a tag comes from that somebody made, here or in another tool; all else was suggested before.
BY_HAND = frozenset({"human", "import"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reviewer made of an article; ``by_hand`` is without the suggestions they accepted."""

    work: Work
    by_hand: Work


@dataclass(frozen=True, slots=True)
class Text:
    """One article as its reviewers read it. ``length`` counts code points."""

    entry: int
    length: int
    day: date | None
    readings: Mapping[int, Reading]  # by reviewer


def texts_of(choice: Choice, units: Sequence[Unit]) -> list[Text]:
    """Read what the reviewers of some articles tagged, by three queries."""
    # Both are asked for by entry as well: by assignment alone, SQLite goes through the whole project.
    within = {
        "assignment__entry__in": [unit.entry for unit in units],
        "assignment__in": [part.assignment for unit in units for part in unit.parts],
    }
    spans = _spans(Span.objects.visible_to(choice.member).filter(**within))
    links = _links(Relation.objects.visible_to(choice.member).filter(**within))
    revisions = Revision.objects.filter(pk__in={unit.revision for unit in units}).order_by()
    lengths = dict(revisions.annotate(length=Length("text")).values_list("pk", "length"))
    return [
        Text(
            unit.entry,
            lengths[unit.revision],
            unit.day,
            {part.reviewer: _reading(spans[part.assignment], links[part.assignment]) for part in unit.parts},
        )
        for unit in units
    ]


def _spans(spans: SpanQuerySet) -> defaultdict[int, list[tuple[Any, ...]]]:
    rows = spans.live().order_by("pk")
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for assignment, *row in rows.values_list(
        "assignment", "pk", "start", "end", "label", "attrs", "origin"
    ).iterator():
        found[assignment].append(tuple(row))
    return found


def _links(relations: RelationQuerySet) -> defaultdict[int, list[tuple[int, int, int]]]:
    rows = relations.live().order_by()
    found: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for assignment, *link in rows.values_list("assignment", "from_span", "to_span", "kind").iterator():
        found[assignment].append((link[0], link[1], link[2]))
    return found


def _reading(spans: Sequence[tuple[Any, ...]], links: Iterable[tuple[int, int, int]]) -> Reading:
    links = list(links)
    whole = _work(spans, links)
    by_hand = [span for span in spans if span[-1] in BY_HAND]
    return Reading(whole, whole if len(by_hand) == len(spans) else _work(by_hand, links))


def _work(spans: Sequence[tuple[Any, ...]], links: Iterable[tuple[int, int, int]]) -> Work:
    place = {pk: number for number, (pk, *_rest) in enumerate(spans)}
    return work_of(
        ((Mark(start, end, label), _values(attrs)) for _pk, start, end, label, attrs, _origin in spans),
        (
            (place[source], place[target], kind)
            for source, target, kind in links
            if source in place and target in place
        ),
    )


def _values(attributes: Mapping[str, object]) -> dict[str, str]:
    """Return what was said of a tag as words that can be compared; what is empty was not said."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, sort_keys=True)
        for name, value in attributes.items()
        if value not in (None, "", [], {})
    }
