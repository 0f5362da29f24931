"""Links of the gold: what the reviewers linked among the tags that were chosen."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import uuid4

from django.db.models import Q, QuerySet

from annotate.actions.adjudicating.gold import TOGETHER, Pen, spans_in
from annotate.adjudicating.stored import keys_in
from annotate.models import Decision, DecisionItem, Kind, Relation, State

Ends = tuple[int, int, int]  # a tag, what it is linked to, the kind of link: their keys


class _Link(NamedTuple):
    source: int
    target: int
    kind: int
    start: int  # where the two of them begin and end
    end: int


def relink(pen: Pen, item: DecisionItem | None = None) -> None:
    """Let the gold have the links of the chosen tags of which both ends are in it, and no others.

    Of one ``item`` by five queries; else of all items, by four and one for each 500 new links.
    """
    links = _links(pen, keys_in(item.spans) if item else None)
    homes = _Homes(pen, links if item else None)
    wanted = {
        (source, target, link.kind)
        for link in links
        for source in homes.chosen[link.source]
        if (target := homes.of(link.target)) is not None and target != source
    }
    present = Relation.objects.filter(assignment=pen.gold, deleted_at=None)
    if item:
        mine = spans_in(Decision.objects.filter(item=item))
        present = present.filter(Q(from_span__in=mine) | Q(to_span__in=mine))
    rows = present.values_list("pk", "from_span_id", "to_span_id", "kind_id")
    standing: dict[Ends, int] = {(source, target, kind): pk for pk, source, target, kind in rows}
    gone = [pk for ends, pk in standing.items() if ends not in wanted]
    Relation.objects.filter(pk__in=gone).update(deleted_at=pen.now)
    _link(pen, sorted(wanted - standing.keys()))


def _links(pen: Pen, touched: list[int] | None) -> list[_Link]:
    """Return the reviewers' links, or those of the tags with these keys."""
    links = Relation.objects.live().filter(
        assignment__entry=pen.entry,
        assignment__kind=Kind.OWN,
        assignment__is_current=True,
        assignment__state=State.SUBMITTED,
    )
    if touched is not None:
        links = links.filter(Q(from_span__in=touched) | Q(to_span__in=touched))
    ends = ("from_span__start", "to_span__start", "from_span__end", "to_span__end")
    rows = links.order_by().values_list("from_span_id", "to_span_id", "kind_id", *ends)
    return [
        _Link(source, target, kind, min(places[:2]), max(places[2:]))
        for source, target, kind, *places in rows
    ]


class _Homes:
    """Where the reviewers' tags have come to in the gold."""

    def __init__(self, pen: Pen, links: list[_Link] | None) -> None:
        """Read the decisions about all items, or about those near some links."""
        self.chosen: defaultdict[int, list[int]] = defaultdict(list)  # what was made of a tag itself
        self._first: dict[int, int] = {}  # what was made of the thing that a tag is about
        for kept, results in self._decisions(pen, links):
            for result in results:
                for key in result["from"]:
                    self.chosen[key].append(result["span"])
            if results:
                self._first.update(dict.fromkeys(keys_in(kept), results[0]["span"]))

    def of(self, tag: int) -> int | None:
        """Return the tag of the gold that stands for a reviewer's, chosen or not; None if there is none."""
        return self.chosen[tag][0] if tag in self.chosen else self._first.get(tag)

    def _decisions(self, pen: Pen, links: list[_Link] | None) -> QuerySet[Decision, tuple[Any, ...]]:
        held = Decision.objects.live().filter(item__assignment=pen.gold, item__withdrawn_at=None)
        if links is not None:
            low = min((link.start for link in links), default=0)
            high = max((link.end for link in links), default=0)
            held = held.filter(item__start__lt=high, item__end__gt=low)
        return held.order_by("item__start", "pk").values_list("item__spans", "results")


def _link(pen: Pen, ends: Iterable[Ends]) -> None:
    Relation.objects.bulk_create(
        [
            Relation(
                assignment=pen.gold,
                kind_id=kind,
                from_span_id=source,
                to_span_id=target,
                author=pen.author,
                uid=uuid4(),
                created_at=pen.now,
            )
            for source, target, kind in ends
        ],
        batch_size=TOGETHER,
    )
