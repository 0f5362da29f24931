"""Taking articles from the queue, leaving them out, giving them back, and sending them back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.actions.adjudicating.reopening import finish_as_before, finished_gold
from annotate.actions.distribution.returning import return_abandoned
from annotate.actions.locks import hold, hold_member, take_the_lock, wording_has_changed
from annotate.actions.noticing import About, notify
from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.seats import (
    begin_shared,
    check_share,
    free_place,
    log_work,
    practise,
    take_part,
    take_place,
)
from annotate.actions.work import set_state
from annotate.models import (
    Activity,
    Assignment,
    Entry,
    Kind,
    Matter,
    Membership,
    Participation,
    State,
    Verb,
    Way,
)
from annotate.models.queue import for_practice, offered, open_tasks
from annotate.models.states import ALONE

LAPS = 50  # times that others may have been quicker before somebody is told to ask again


def take_next(member: Membership) -> int | None:
    """Return the entry with which a member goes on; None if nothing is left for them.

    Their own open work comes first. In independent work, the next article of the queue is taken for
    them now. Asking again changes nothing before that article is submitted, skipped or given back.
    Raises Conflict if the member has used up their share.
    """
    first = open_tasks(member).first()
    if first is not None:
        return int(first[0])
    if member.project.way == Way.INDEPENDENT:
        return _take_offered(member)
    return next((found.pk for found in map(_first, offered(member)) if found), None)


def _first(entries: QuerySet[Entry]) -> Entry | None:
    return entries.only("pk").first()


@transaction.atomic
def _take_offered(member: Membership) -> int | None:
    hold_member(member.project, member.user)
    first = open_tasks(member).first()  # taken by another window of theirs, while we waited
    if first is not None:
        return int(first[0])
    exercise = for_practice(member).first()
    if exercise is not None:
        practise(hold(exercise), member.user)
        return exercise.pk
    held = _hold_free(member)
    if held is None and return_abandoned(member.project):
        held = _hold_free(member)
    if held is None:
        return None
    check_share(member.project, member.user)
    take_place(held, member.user, by=member.user)
    return held.pk


def _hold_free(member: Membership) -> Entry | None:
    """Return the best entry with a free place, held; None if there is none.

    What others hold at this moment is passed over at first: they are about to take it. If nothing
    else is left, they are waited for, since an entry may have more than one free place.
    """
    for _lap in range(LAPS):
        for waits in (False, True):
            for entries in offered(member):
                found = _hold_first(entries, waits=waits)
                if found is not None:
                    return found
        # Asked anew: what was new a moment ago may be begun by now, and still have a place.
        if not any(entries.exists() for entries in offered(member)):
            return None
    raise Conflict(_("Too many people take articles at this moment. Try again."))


def _hold_first(entries: QuerySet[Entry], *, waits: bool) -> Entry | None:
    """Hold the first entry that nobody else holds, or wait for the first; None if it is full by then.

    What was waited for in vain is let go of at once: two who hold one and wait for the other would wait
    for ever.
    """
    if waits:
        entries = entries.filter(pk__in=list(entries.values_list("pk", flat=True)[:1]))
    with transaction.atomic():
        held = entries.select_for_update(no_key=True, skip_locked=not waits)
        found = held.only("project", "revision", "required", "taken", "removed_at").first()
        if found is None:
            transaction.set_rollback(True)
    return found


@transaction.atomic
def take(work: Work) -> None:
    """Take this very article, or come back to it. Raises Conflict if there is no place for this person."""
    if work.project.way == Way.INDEPENDENT:
        hold_member(work.project, work.user)
    held = _held(work)
    if work.project.way != Way.INDEPENDENT:
        take_part(begin_shared(held), work.user)
        return
    mine = Assignment.objects.seated().filter(entry=held, reviewer=work.user)
    if held.is_training and not mine.exists():
        practise(held, work.user)
    elif not mine.exists():
        check_share(work.project, work.user)
        take_place(held, work.user, by=work.user)


def _held(work: Work) -> Entry:
    held = hold(work.entry)
    if held.revision_id != work.entry.revision_id:
        raise Conflict(wording_has_changed())
    return held


@transaction.atomic
def skip(work: Work, reason: str) -> Activity | None:
    """Leave an article out: its place is free for somebody else, and it is not offered again.

    What has been tagged is kept. None if it is left out already. Raises Conflict for submitted work.
    """
    held = _held(work)
    assignment = _to_skip(held, work)
    part, _is_new = Participation.objects.get_or_create(assignment=assignment, user=work.user)
    if part.state == State.SKIPPED:
        return None
    if part.state == State.SUBMITTED:
        raise Conflict(_("You have submitted this article. Reopen it before you leave it out."))
    take_the_lock(assignment)
    before = {"seat": assignment.seat, "state": part.state}
    if assignment.seat is not None:
        free_place(held, assignment)
    is_own = assignment.kind in ALONE
    set_state(part, State.SKIPPED, remark=reason if is_own else assignment.remark)
    if not is_own and not assignment.participations.exclude(state=State.SKIPPED).exists():
        Entry.objects.filter(pk=held.pk).update(taken=0)  # nobody is at it: it is as good as new
    after = {"seat": None, "state": State.SKIPPED, "reason": reason}
    return log_work(assignment, work.user, Verb.SKIP, before, after)


def _to_skip(held: Entry, work: Work) -> Assignment:
    if work.project.way != Way.INDEPENDENT:
        return begin_shared(held)
    if held.is_training:
        return practise(held, work.user)
    mine, _is_new = Assignment.objects.get_or_create(
        entry=held,
        kind=Kind.OWN,
        reviewer=work.user,
        is_current=True,
        defaults={"revision_id": held.revision_id},
    )
    return mine


@transaction.atomic
def release(assignment: Assignment, by: User) -> Activity:
    """Free the place of open work; what has been done is kept, and comes back if they take it again.

    Raises Conflict if the work is not open any more.
    """
    held = hold(assignment.entry)
    found = Assignment.objects.open().filter(pk=assignment.pk, entry=held).first()
    if found is None:
        raise Conflict(_("This work has been submitted or given back meanwhile. Look at it again."))
    before = {"seat": found.seat}
    free_place(held, found)
    return log_work(found, by, Verb.RELEASE, before, {"seat": None})


@transaction.atomic
def send_back(assignment: Assignment, by: User, remark: str) -> Activity:
    """Return submitted work to those who did it, with a remark on what is to be done.

    Raises Conflict if nothing of it is submitted any more.
    """
    hold(assignment.entry)
    take_the_lock(assignment)
    parts = assignment.participations.filter(state=State.SUBMITTED).select_related("assignment__entry")
    times, gold = {}, finished_gold(assignment)
    for part in list(parts):
        times[str(part.pk)] = part.submitted_at.isoformat() if part.submitted_at else None
        set_state(part, State.RETURNED, remark=remark)
    if not times:
        raise Conflict(_("This work is not submitted any more, so there is nothing to return."))
    assignment.refresh_from_db()
    before = {"state": State.SUBMITTED, "submitted": times, "gold": gold}
    after = {"state": State.RETURNED, "remark": remark, "number": assignment.change_number}
    readers = assignment.participations.filter(pk__in=times).values_list("user", flat=True)
    notify(readers, Matter.RETURNED, About(assignment.entry.project, assignment.entry), by=by)
    return log_work(assignment, by, Verb.RETURN, before, after)


@transaction.atomic
def take_back_return(assignment: Assignment, by: User, was: Mapping[str, Any]) -> Activity:
    """Let returned work be submitted again, as it ``was`` by the history, and a finished gold hold again.

    The caller has seen that nothing was done to the work since.
    """
    times: dict[str, str] = was["submitted"]
    hold(assignment.entry)
    take_the_lock(assignment)
    for part in assignment.participations.filter(pk__in=times).select_related("assignment__entry"):
        set_state(part, State.SUBMITTED, at=parse_datetime(times[str(part.pk)]))
    if was.get("gold"):  # older entries of the history do not tell of it
        finish_as_before(assignment, was["gold"])
    before, after = {"state": State.RETURNED}, {"state": State.SUBMITTED}
    return log_work(assignment, by, Verb.RETURN, before, after)
