"""Spans and links of a few articles, from rows to records. This is where an export spends its time."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from functools import lru_cache
from typing import Any

from annotate.exports.columns import dashed, instant, plain, rfc3339
from annotate.exports.names import Names
from annotate.exports.record import DRAFT, GOLD, SUBMITTED, RelationRecord, SpanRecord
from annotate.exports.selection import Selection
from annotate.models import Span

_COLUMNS = ("pk", "assignment_id", "author_id", "label_id", "start", "end", "words", "note", "origin")


class Tags:
    """The spans and links in the assignments of some entries, by assignment.

    ``submitted`` holds who has submitted what, as (assignment, user); ``golds`` which assignments are gold.
    """

    def __init__(
        self,
        selection: Selection,
        names: Names,
        submitted: Collection[tuple[int, int]],
        golds: Set[int],
        entries: Collection[int],
    ) -> None:
        self._selection = selection
        self._names = names
        self._submitted = submitted
        self._golds = golds
        self._homes: dict[int, int] = {}  # of the spans, where there is gold: their assignments
        self._gold_keys: dict[str, int] = {}  # of the spans of the gold, by id
        self._renamed: dict[int, Mapping[str, str]] = {}
        self._ids: dict[int, str] = {}  # of the spans by key
        self._times: dict[int, str] = {}  # of the newest change, by assignment
        self._spans = self._read_spans(entries)
        self._relations = self._read_relations(entries)

    def of(
        self, assignments: Collection[int], origins: Mapping[int, Sequence[int]]
    ) -> tuple[tuple[SpanRecord, ...], tuple[RelationRecord, ...]]:
        """Return the spans and links of one article, in the order in which they are written.

        ``origins`` tells, by the keys of the spans of the gold, those of the spans they were made from.
        """
        if len(assignments) > 1:
            self._tell_apart(assignments)
        for gold in self._golds & set(assignments):
            self._spans[gold] = [
                span._replace(made_from=self.ids(origins.get(self._gold_keys[span.id], ())))
                for span in self._spans[gold]
            ]
        spans = [span for assignment in assignments for span in self._spans[assignment]]
        relations = [link for assignment in assignments for link in self._relations[assignment]]
        return tuple(sorted(spans)), tuple(sorted(relations))

    def learn(self, keys: Collection[int]) -> None:
        """Learn the ids of further spans, which are named and do not go along themselves."""
        spans = Span.objects.visible_to(self._selection.member).filter(pk__in=keys).order_by()
        for pk, assignment, uid in spans.values_list("pk", "assignment_id", plain("uid")):
            self._ids.setdefault(pk, dashed(uid))
            self._homes.setdefault(pk, assignment)

    def ids(self, keys: Iterable[int]) -> tuple[str, ...]:
        """Return the ids of spans by their keys, without those that nobody may see or that are gone."""
        known = ((key, self._ids[key]) for key in keys if key in self._ids)
        return tuple(self._renamed.get(self._homes[key], {}).get(name, name) for key, name in known)

    def _tell_apart(self, assignments: Collection[int]) -> None:
        """Rename spans whose id another assignment has: clients make ids, unique in one assignment only."""
        taken: set[str] = set()
        for assignment in assignments:
            ids = {span.id for span in self._spans[assignment]}
            new = {name: f"{name}-{assignment}" for name in ids & taken}
            taken |= ids
            if new:
                self._renamed[assignment] = new
                self._rename(assignment, new)

    def _rename(self, assignment: int, new: Mapping[str, str]) -> None:
        self._spans[assignment] = [
            span._replace(id=new.get(span.id, span.id)) for span in self._spans[assignment]
        ]
        self._relations[assignment] = [
            link._replace(from_id=new.get(link.from_id, link.from_id), to_id=new.get(link.to_id, link.to_id))
            for link in self._relations[assignment]
        ]

    def times(self, assignments: Collection[int]) -> list[str]:
        """Return when the spans and links in each of these were changed last."""
        return [self._times[assignment] for assignment in assignments if assignment in self._times]

    def _read_spans(self, entries: Collection[int]) -> defaultdict[int, list[SpanRecord]]:
        rows = (
            self._selection.spans()
            .filter(assignment__entry__in=entries)
            .order_by()
            .values_list(
                *_COLUMNS, plain("uid"), plain("attrs"), instant("created_at"), instant("updated_at")
            )
        )
        found: defaultdict[int, list[SpanRecord]] = defaultdict(list)
        for row in rows.iterator():
            found[row[1]].append(self._span(row))
        self._times = {
            assignment: max(span.updated_at for span in spans) for assignment, spans in found.items()
        }
        return found

    def _span(self, row: tuple[Any, ...]) -> SpanRecord:
        pk, assignment, author, label, start, end, words, note, origin, uid, attrs, created, updated = row
        self._ids[pk] = public_id = dashed(uid)
        is_done = (assignment, author) in self._submitted
        if self._golds:
            self._homes[pk] = assignment
            if assignment in self._golds:
                self._gold_keys[public_id] = pk
        return SpanRecord(
            start,
            end,
            self._names.labels[label],
            self._names.handles[author],
            public_id,
            words,
            _attributes(attrs),
            self._status(assignment, is_done=is_done),
            origin,
            note or None,
            (first := rfc3339(created)),
            first if updated == created else rfc3339(updated),
        )

    def _read_relations(self, entries: Collection[int]) -> defaultdict[int, list[RelationRecord]]:
        rows = (
            self._selection.relations()
            .filter(assignment__entry__in=entries)
            .order_by()
            .values_list(
                "assignment_id",
                "author_id",
                "kind_id",
                "from_span_id",
                "to_span_id",
                plain("uid"),
                instant("created_at"),
            )
        )
        found: defaultdict[int, list[RelationRecord]] = defaultdict(list)
        for assignment, author, kind, from_span, to_span, uid, created in rows.iterator():
            status = self._status(assignment, is_done=(assignment, author) in self._submitted)
            if not self._leaves(from_span, to_span, status):
                continue
            self._times[assignment] = max(rfc3339(created), self._times.get(assignment, ""))
            found[assignment].append(
                RelationRecord(
                    self._ids[from_span],
                    self._ids[to_span],
                    self._names.relations[kind],
                    dashed(uid),
                    self._names.handles[author],
                    status,
                )
            )
        return found

    def _status(self, assignment: int, *, is_done: bool) -> str:
        if not is_done:
            return DRAFT
        return GOLD if assignment in self._golds else SUBMITTED

    def _leaves(self, from_span: int, to_span: int, status: str) -> bool:
        """Whether a link goes into the file: only with both its ends, and a draft only among drafts."""
        wanted = self._selection.drafts or status != DRAFT
        return wanted and from_span in self._ids and to_span in self._ids


@lru_cache(maxsize=4096)
def _attributes(text: str) -> Mapping[str, object]:
    """Parse attributes, sorted by name, as the two databases keep them in different orders.

    The same few wordings come again and again, so the result is shared: never change it.
    """
    return dict(sorted(json.loads(text).items()))
