"""One step of tagging: the lock, the change, and its place in the history."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.actions.locks import place_is_gone, take_the_lock
from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.ranges import block_around
from annotate.actions.receipts import Answered, Ask
from annotate.actions.work import begin
from annotate.models import Activity, Assignment, Relation, Span, State, Verb
from annotate.models.labels import ProjectLabels, labels_of
from annotate.models.reading import SpanRow, rows_between, rows_under_lock


@dataclass(slots=True)
class Step:
    """A change under way. The assignment's row is locked from ``open_step`` to the end of the transaction.

    ``change`` is the change number after the step; ``rows`` the live spans of the blocks it touches.
    """

    work: Work
    assignment: Assignment
    labels: ProjectLabels
    change: int
    rows: list[SpanRow]
    now: datetime
    changes: list[dict[str, Any]] = field(default_factory=list)

    def note(self, thing: Span | Relation, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Keep what changed, for the history and for undo."""
        name = "span" if isinstance(thing, Span) else "relation"
        self.changes.append({"thing": name, "id": thing.pk, "before": before, "after": after})


def open_step(work: Work, *, start: int, end: int, numbers: int = 1) -> Step:
    """Lock the assignment, raise its change number by ``numbers`` and read ``[start, end)``'s blocks.

    The lock is the UPDATE itself. Raises Conflict if this person has submitted or left the article out
    meanwhile, or the work was left behind on an earlier wording.
    """
    first, last = block_around(work.entry.revision, start)[0], block_around(work.entry.revision, end - 1)[1]
    if work.is_visit:
        return _visit(work, first, last)
    assignment = begin(work)
    take_the_lock(assignment, numbers=numbers)
    rows, change, state = rows_under_lock(assignment.pk, work.user.pk, first, last)
    if state == State.SUBMITTED:
        work.state = state
        raise Conflict(_("You have submitted this article. Reopen it to go on tagging."))
    if state == State.SKIPPED:  # in another window, since the door was passed: ``begin`` has seen to the rest
        raise Conflict(place_is_gone())
    return Step(work, assignment, labels_of(work.project), change, rows, timezone.now())


def _visit(work: Work, first: int, last: int) -> Step:
    """Open a step of a manager in work of others: they do not begin to take part by it."""
    assignment = work.assignment
    assert assignment is not None  # noqa: S101 - there is nothing to visit else
    take_the_lock(assignment)
    assignment.refresh_from_db(fields=["state", "change_number"])
    if assignment.state == State.SUBMITTED:
        raise Conflict(_("This work has been submitted. Return it to its reviewer first."))
    rows = rows_between(assignment.pk, first, last)
    return Step(work, assignment, labels_of(work.project), assignment.change_number, rows, timezone.now())


def close_step(
    step: Step,
    ask: Ask,
    verb: Verb,
    answer: dict[str, Any],
    *,
    ranges: tuple[tuple[int, int], ...],
    rows: list[SpanRow] | None = None,
    undoes: Activity | None = None,
) -> Answered:
    """Write the step into the history, which is its receipt as well."""
    done = Activity.objects.create(
        project=step.work.project,
        assignment=step.assignment,
        number=step.change,
        actor=step.work.user,
        verb=verb,
        changes=step.changes,
        undoes=undoes,
        request=ask.request,
        request_sha256=ask.sha256,
        answer=answer,
    )
    is_step = undoes is None
    return Answered(
        answer,
        step.change,
        ranges,
        rows,
        can_undo=True if is_step else None,
        can_redo=False if is_step else None,
        act=done.pk,
    )


def told(step: Step, rows: list[SpanRow]) -> list[dict[str, Any]]:
    """Return what the client is told of these spans."""
    return [
        {
            "number": row.number,
            "id": str(UUID(row.uid)),
            "label": step.labels.by_pk[row.label_id].name,
            "start": row.start,
            "end": row.end,
            "attrs": row.attrs,
            "sources": [link.number for link in row.led_by(step.labels.attribution)],
        }
        for row in rows
    ]
