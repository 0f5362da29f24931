"""What there is to do for one member of a project: their own work, then what the queue offers."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from accounts.models import User
from annotate.models.projects import Membership, Way
from annotate.models.states import ALONE, OPEN_STATES, Kind, State
from annotate.models.work import Assignment, Entry, EntryQuerySet, Participation

NEAR = 1000  # entries that are asked one by one

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
    shared work: articles that nobody has begun, then those that are not done and in which this person
    has no part.
    """
    entries = Entry.objects.live().filter(project=member.project_id, is_training=False)
    if member.project.way == Way.INDEPENDENT:
        free = entries.filter(~Exists(_had(member)), taken__lt=F("required"))
        begun = free.filter(pk__in=_begun_by_others(member, free)).order_by("taken", "-priority", "pk")
        return [begun, free.filter(taken=0, taker=None).order_by("-priority", "pk")]
    parts = Participation.objects.filter(assignment=OuterRef("pk"), user=member.user_id)
    joined = Assignment.objects.filter(Exists(parts), entry=OuterRef("pk"), is_current=True)
    new = entries.filter(taken=0, taker=None, taken__lt=F("required"))
    begun = entries.filter(adjudicated_at=None, done=0, taken=1)
    return [
        new.exclude(Exists(joined)).order_by("-priority", "pk"),
        begun.exclude(Exists(joined)).order_by("pk"),
    ]


def first_left(entries: EntryQuerySet, user: User) -> int | None:
    """Return the first of the entries, in their order, that this person has neither submitted nor skipped.

    What nobody has submitted comes before what only this person has not: an index knows that at once,
    while to find the other all that somebody has ever submitted must be gone through, unless one of the
    first thousand will do.
    """
    done = Participation.objects.filter(
        assignment__entry=OuterRef("pk"),
        assignment__is_current=True,
        user=user,
        state__in=[State.SUBMITTED, State.SKIPPED],
    )
    new = entries.filter(~Exists(done), done=0).values_list("pk", flat=True).first()
    if new is not None:
        return new
    others = entries.exclude(done=0)
    near = list(others.values_list("pk", flat=True)[: NEAR + 1])
    found = others.filter(pk__in=near).left_for(user, each=True).values_list("pk", flat=True).first()
    if found is not None or len(near) <= NEAR:
        return found
    return others.left_for(user).values_list("pk", flat=True).first()


def for_practice(member: Membership) -> QuerySet[Entry]:
    """Return the articles for practice that a newcomer has not had: who has handed in nothing else yet."""
    mine = Assignment.objects.filter(
        entry=OuterRef("pk"), kind__in=ALONE, reviewer=member.user_id, is_current=True
    )
    exercises = Entry.objects.live().filter(project=member.project_id, is_training=True)
    done = Assignment.objects.filter(entry__project=member.project_id, reviewer=member.user_id)
    handed_in = done.filter(kind=Kind.OWN, is_current=True, state=State.SUBMITTED)
    return exercises.filter(~Exists(handed_in), ~Exists(mine)).order_by("-priority", "pk")


def _had(member: Membership) -> QuerySet[Assignment]:
    """Return the member's work on the entry outside by which they do not get it again."""
    return Assignment.objects.filter(
        Q(seat__isnull=False) | Q(state=State.SKIPPED) | Q(kind=Kind.TRAINING),
        entry=OuterRef("pk"),
        reviewer=member.user_id,
        kind__in=ALONE,
        is_current=True,
    )


def _begun_by_others(member: Membership, free: QuerySet[Entry]) -> list[int]:
    """Return, for each colleague, the best entry of which they are the ``taker``.

    An index leads to each at once. Without it, somebody who is far ahead of the others would make the
    database go through all their own work to find that none of it can be offered to them.
    """
    best = free.filter(taken__gt=0, taker=OuterRef("user")).order_by("taken", "-priority", "pk")
    others = Membership.objects.filter(project=member.project_id).exclude(user=member.user_id)
    found = others.annotate(best=Subquery(best.values("pk")[:1])).values_list("best", flat=True)
    return [pk for pk in found if pk is not None]


def tasks(member: Membership, *states: str) -> QuerySet[Any, tuple[Any, ...]]:
    """Return the member's own work in these states as tuples in the order of ``Task``."""
    alone = member.project.way == Way.INDEPENDENT
    columns = _columns("entry", "") if alone else _columns("assignment__entry", "assignment__")
    return own_work(member, *states).values_list(*columns)


def own_work(member: Membership, *states: str) -> QuerySet[Any]:
    """Return the member's own work in these states: assignments, or parts where the team shares its work.

    Open work comes the most urgent first, other work the newest first.
    """
    is_open = set(states) <= set(OPEN_STATES)
    if member.project.way == Way.INDEPENDENT:
        own = Assignment.objects.filter(
            entry__project=member.project_id,
            entry__removed_at=None,
            reviewer=member.user_id,
            kind__in=ALONE,
            is_current=True,
            state__in=states,
        )
        if State.SKIPPED not in states:
            own = own.filter(Q(seat__isnull=False) | Q(kind=Kind.TRAINING))
        return own.order_by(*(_urgent("") if is_open else ("-pk",)))
    parts = Participation.objects.filter(
        assignment__entry__project=member.project_id,
        assignment__entry__removed_at=None,
        assignment__kind=Kind.SHARED,
        assignment__is_current=True,
        user=member.user_id,
        state__in=states,
    )
    return parts.order_by(*(_urgent("assignment__") if is_open else ("-pk",)))


def _urgent(work: str) -> tuple[Any, ...]:
    stage = Case(*(When(state=state, then=Value(at)) for at, state in enumerate(_FIRST)), default=Value(9))
    return stage, f"-{work}entry__priority", f"-{work}touched_at", f"{work}entry"


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
