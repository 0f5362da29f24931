"""Who has worked on some articles, and how far they have come."""

from collections import defaultdict
from collections.abc import Sequence

from annotate.exports.columns import instant, rfc3339
from annotate.exports.names import Names
from annotate.exports.record import AssignmentRecord
from annotate.exports.selection import Selection
from annotate.models import Kind, State


class Parts:
    """The assignments of some entries, and people's parts in them."""

    def __init__(self, selection: Selection, names: Names, entries: Sequence[int]) -> None:
        self._names = names
        self._records: defaultdict[int, list[AssignmentRecord]] = defaultdict(list)
        self._times: defaultdict[int, list[str]] = defaultdict(list)
        self._assignments: defaultdict[int, list[int]] = defaultdict(list)
        self.submitted: set[tuple[int, int]] = set()  # (assignment, user)
        self.golds: set[int] = set()  # assignments
        self.reviewers: defaultdict[int, set[int]] = defaultdict(
            set
        )  # those with work of their own, by entry
        begun = self._read_parts(selection, entries)
        self._read_assignments(selection, entries, begun)

    def of(self, entry: int) -> tuple[AssignmentRecord, ...]:
        """Return one record for each person's part in the article, by handle."""
        return tuple(sorted(self._records[entry], key=lambda part: (part.annotator, part.kind)))

    def assignments(self, entry: int) -> list[int]:
        """Return the keys of the article's assignments, the oldest first."""
        return sorted(self._assignments[entry])

    def times(self, entry: int) -> list[str]:
        """Return when people began and submitted."""
        return self._times[entry]

    def _read_parts(self, selection: Selection, entries: Sequence[int]) -> set[tuple[int, int]]:
        """Read the parts, and return (assignment, user) of them all."""
        begun = set()
        rows = (
            selection.parts()
            .filter(assignment__entry__in=entries)
            .order_by()
            .values_list(
                "assignment__entry",
                "assignment",
                "assignment__kind",
                "user",
                "state",
                "active_seconds",
                "guidelines_version",
                instant("began_at"),
                instant("submitted_at"),
            )
        )
        for entry, assignment, kind, user, state, seconds, version, began, submitted in rows:
            times = [rfc3339(time) for time in (began, submitted) if time]
            self._times[entry] += times
            handle = self._names.handles[user]
            self._records[entry].append(
                AssignmentRecord(
                    handle,
                    state,
                    kind,
                    times[1] if submitted else None,
                    seconds,
                    version if submitted else None,
                )
            )
            begun.add((assignment, user))
            if state == State.SUBMITTED:
                self.submitted.add((assignment, user))
        return begun

    def _read_assignments(
        self, selection: Selection, entries: Sequence[int], begun: set[tuple[int, int]]
    ) -> None:
        rows = selection.assignments().filter(entry__in=entries).order_by()
        for entry, pk, kind, reviewer, state in rows.values_list(
            "entry", "pk", "kind", "reviewer_id", "state"
        ):
            self._assignments[entry].append(pk)
            if kind == Kind.GOLD:
                self.golds.add(pk)
            if kind == Kind.OWN:
                self.reviewers[entry].add(reviewer)
            if kind == Kind.OWN and (pk, reviewer) not in begun:
                self._records[entry].append(AssignmentRecord(self._names.handles[reviewer], state, kind))
