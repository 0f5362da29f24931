"""What there is to do for one member of a project: their own work, then what the queue offers."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from annotate.models.projects import Membership, Way
from annotate.models.work import OPEN_STATES, Assignment, Entry, Kind, Participation, State

#: Returned work first, then what has been begun, then what has only been taken or handed out.
_FIRST = (State.RETURNED, State.IN_PROGRESS, State.ASSIGNED)


class Task(NamedTuple):
    """One article that a member has to do with, and how far they are with it."""

    entry: int
    title: str
    outlet: str
    lang: str
    state: str
    remark: str
    touched_at: datetime
    adjudicated_at: datetime | None


def offered(member: Membership) -> list[QuerySet[Entry]]:
    """Return what the queue offers, best first within each QuerySet, and the first QuerySet first.

    In independent work: articles that others have begun and that want one more reviewer, the fewest
    reviewers first; then those that nobody has. Never one that this person has, or has skipped. In
    shared work: articles that nobody has begun, then those that this person has no part in.

    Two questions with an order that an index gives, instead of one that sorts the whole project.
    """
    entries = Entry.objects.live().filter(project=member.project_id)
    if member.project.way == Way.INDEPENDENT:
        mine = Assignment.objects.filter(
            Q(seat__isnull=False) | Q(state=State.SKIPPED),
            entry=OuterRef("pk"),
            reviewer=member.user_id,
            kind=Kind.OWN,
            is_current=True,
        )
        free = entries.filter(~Exists(mine), taken__lt=F("required"))
        begun = free.filter(taken__gt=0).order_by("taken", "-priority", "pk")
        return [begun, free.filter(taken=0).order_by("-priority", "pk")]
    parts = Participation.objects.filter(assignment=OuterRef("pk"), user=member.user_id)
    joined = Assignment.objects.filter(Exists(parts), entry=OuterRef("pk"), is_current=True)
    new = entries.filter(taken=0, taken__lt=F("required")).exclude(Exists(joined))
    begun = entries.filter(taken__gt=0).exclude(Exists(joined)).order_by("pk")
    return [new.order_by("-priority", "pk"), begun]


def tasks(member: Membership, *states: str) -> QuerySet[Any, tuple[Any, ...]]:
    """Return the member's own work in these states as tuples in the order of ``Task``, most urgent first."""
    stage = Case(*(When(state=state, then=Value(at)) for at, state in enumerate(_FIRST)), default=Value(9))
    if member.project.way == Way.INDEPENDENT:
        own = Assignment.objects.filter(
            entry__project=member.project_id,
            entry__removed_at=None,
            reviewer=member.user_id,
            kind=Kind.OWN,
            is_current=True,
            state__in=states,
        )
        if State.SKIPPED not in states:
            own = own.filter(seat__isnull=False)
        work: QuerySet[Any] = own.order_by(stage, "-entry__priority", "-touched_at", "entry")
        return work.values_list(*_columns("entry", ""))
    parts = Participation.objects.filter(
        assignment__entry__project=member.project_id,
        assignment__entry__removed_at=None,
        assignment__kind=Kind.SHARED,
        assignment__is_current=True,
        user=member.user_id,
        state__in=states,
    )
    work = parts.order_by(
        stage, "-assignment__entry__priority", "-assignment__touched_at", "assignment__entry"
    )
    return work.values_list(*_columns("assignment__entry", "assignment__"))


def open_tasks(member: Membership) -> QuerySet[Any, tuple[Any, ...]]:
    """Return the work that the member has and has not handed in."""
    return tasks(member, *OPEN_STATES)


def _columns(entry: str, work: str) -> tuple[str, ...]:
    article = f"{entry}__article"
    return (
        f"{entry}_id" if entry == "entry" else entry,
        f"{article}__title",
        f"{article}__outlet",
        f"{article}__lang",
        "state",
        f"{work}remark",
        f"{work}touched_at",
        f"{entry}__adjudicated_at",
    )
