"""What adjudication decided, for files that have room for it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from annotate.adjudicating.stored import keys_in
from annotate.exports.columns import instant, rfc3339
from annotate.exports.names import Names
from annotate.exports.parts import Parts
from annotate.exports.record import DecisionRecord
from annotate.exports.selection import Selection
from annotate.exports.tags import Tags

_COLUMNS = (
    "item__assignment__entry",
    "item__kind",
    "outcome",
    "rule",
    "adjudicator",
    "reason",
    "note",
    "item__spans",
    "chosen",
    "results",
)


class Decisions:
    """The decisions about some entries, by entry, in the order of the text."""

    def __init__(self, selection: Selection, names: Names, parts: Parts, entries: Collection[int]) -> None:
        self._names = names
        self._parts = parts
        self._rows: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
        self.origins: dict[int, Sequence[int]] = {}  # of the tags of the gold, all by their keys
        found = selection.decisions().filter(item__assignment__entry__in=entries)
        ordered = found.order_by("item__start", "item__end", "item__pk")
        for entry, *row in ordered.values_list(*_COLUMNS, instant("decided_at")):
            self._rows[entry].append(tuple(row))
            self.origins |= {result["span"]: result["from"] for result in row[8]}

    def keys(self) -> list[int]:
        """Return the keys of all reviewers' tags that were decided about."""
        return [key for rows in self._rows.values() for row in rows for key in keys_in(row[6])]

    def of(self, entry: int, tags: Tags) -> tuple[DecisionRecord, ...]:
        """Return the decisions about one entry."""
        return tuple(self._record(entry, row, tags) for row in self._rows[entry])

    def _record(self, entry: int, row: tuple[Any, ...], tags: Tags) -> DecisionRecord:
        kind, outcome, rule, adjudicator, reason, note, spans, chosen, results, decided = row
        return DecisionRecord(
            kind=kind,
            outcome=outcome,
            rule=rule or None,
            adjudicator=self._names.handles[adjudicator] if adjudicator else None,
            is_own=adjudicator in self._parts.reviewers[entry],
            reason=reason,
            note=note or None,
            spans=tags.ids(keys_in(spans)),
            chosen=tags.ids(chosen),
            results=tags.ids([result["span"] for result in results]),
            decided_at=rfc3339(decided),
        )
