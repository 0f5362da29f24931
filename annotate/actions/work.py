"""Beginning, submitting and reopening the work on an article."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotate.actions.adjudicating.reopening import reopened
from annotate.actions.locks import hold, hold_member, take_the_lock, wording_has_changed
from annotate.actions.noticing import About, notify, who_adjudicates
from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.receipts import Answered, Ask, replayed
from annotate.actions.seats import begin_shared, check_share, practise, take_part, take_place
from annotate.actions.tallies import count_done, recount
from annotate.models import Activity, Assignment, Entry, Kind, Matter, Participation, Span, State, Verb, Way
from annotate.models.states import NOT_BEGUN

LONGEST_BEAT = 120  # seconds; a longer silence is not work


def begin(work: Work) -> Assignment:
    """Return the assignment, made now if nobody has begun, with this person taking part.

    Call inside the transaction of the first change: opening a page begins nothing. In independent
    work the first change takes a place; raises Conflict if there is none left.
    """
    if work.assignment is None or not work.has_a_place:
        work.assignment = _begun(work)
    if work.state in ("", State.SKIPPED) or work.assignment.state in NOT_BEGUN:
        work.state = take_part(work.assignment, work.user)
    return work.assignment


def _begun(work: Work) -> Assignment:
    alone = work.project.way == Way.INDEPENDENT
    if alone:
        hold_member(work.project, work.user)
    held = hold(work.entry)
    if held.revision_id != work.entry.revision_id:
        raise Conflict(wording_has_changed())
    if not alone:
        return begin_shared(held)
    if held.is_training:
        return practise(held, work.user)
    check_share(work.project, work.user)
    return take_place(held, work.user, by=work.user)


def submit(work: Work, ask: Ask) -> Answered:
    """Hand this person's part in. The assignment is submitted when everybody's part is."""
    return replayed(work, ask, lambda: _move(work, ask, State.SUBMITTED))


def reopen(work: Work, ask: Ask) -> Answered:
    """Take a submission back, to go on tagging."""
    return replayed(work, ask, lambda: _move(work, ask, State.IN_PROGRESS))


def _held_part(work: Work) -> Participation:
    """Hold the member, then the article, then the work, as everybody does; return this person's part."""
    if not work.has_a_place:
        hold_member(work.project, work.user)
    hold(work.entry)
    assignment = begin(work)
    take_the_lock(assignment)
    parts = Participation.objects.select_related("assignment__entry__project")
    return parts.get(assignment=assignment, user=work.user)


@transaction.atomic
def _move(work: Work, ask: Ask, state: State) -> Answered:
    part = _held_part(work)
    if state == State.SUBMITTED:
        _refuse_what_waits(work, part.assignment)
    if part.state == state:
        raise Conflict(
            _("You have already submitted this article. Reopen it to go on tagging.")
            if state == State.SUBMITTED
            else _("This article is open already. Go on tagging.")
        )
    before = part.state
    if state == State.SUBMITTED:
        part.guidelines_version = part.assignment.entry.project.guidelines_version
    set_state(part, state)
    ready = Entry.objects.ready().filter(pk=work.entry.pk, adjudicated_at=None)
    if state == State.SUBMITTED and ready.exists():
        about = About(work.project, work.entry)
        notify(who_adjudicates(work.project), Matter.READY, about, by=work.user)
    verb = Verb.SUBMIT if state == State.SUBMITTED else Verb.REOPEN
    answer = {"verb": verb, "spans": [], "removed": [], "message": _MESSAGES[verb]()}
    Activity.objects.create(
        project=work.project,
        assignment=part.assignment,
        number=part.assignment.change_number,
        actor=work.user,
        verb=verb,
        changes=[
            {"thing": "participation", "id": part.pk, "before": {"state": before}, "after": {"state": state}}
        ],
        request=ask.request,
        request_sha256=ask.sha256,
        answer=answer,
    )
    work.state = state
    return Answered(answer, part.assignment.change_number)


def set_state(part: Participation, state: State, *, remark: str = "", at: datetime | None = None) -> None:
    """Give somebody's part another state, and the assignment the one that follows from its parts.

    Call while holding the entry and the assignment. ``at`` is when it was submitted, if not now.
    """
    was_submitted, part.state = part.state == State.SUBMITTED, state
    part.submitted_at = (at or timezone.now()) if state == State.SUBMITTED else None
    part.save(update_fields=["state", "submitted_at", "guidelines_version"])
    _settle(part.assignment, remark)
    recount(part)
    count_done(part.assignment.entry_id)
    if was_submitted and part.assignment.kind != Kind.TRAINING:
        reopened(part.assignment.entry)


def _refuse_what_waits(work: Work, assignment: Assignment) -> None:
    """Raise Conflict if tags of this person wait: handed in unsettled, they would be lost silently."""
    waiting = Span.objects.waiting().filter(assignment=assignment, author=work.user).count()
    if waiting:
        raise Conflict(
            ngettext(
                "%(count)s tag waits for you, because the wording has changed. Settle it, then submit.",
                "%(count)s tags wait for you, because the wording has changed. Settle them, then submit.",
                waiting,
            )
            % {"count": waiting}
        )


def _settle(assignment: Assignment, remark: str) -> None:
    """Set the assignment's state from the parts: submitted when no part is still open."""
    states = set(assignment.participations.values_list("state", flat=True))
    order = (State.RETURNED, State.IN_PROGRESS, State.SUBMITTED, State.SKIPPED)
    assignment.state = next(state for state in order if state in states)
    assignment.remark = remark
    assignment.save(update_fields=["state", "remark"])


_MESSAGES = {
    Verb.SUBMIT: lambda: _("Submitted."),
    Verb.REOPEN: lambda: _("Open again. Go on tagging."),
}


def add_active_time(work: Work, seconds: int) -> None:
    """Add ``seconds`` at work to this person's part, if they have begun."""
    if work.assignment is not None:
        Participation.objects.filter(assignment=work.assignment, user=work.user).update(
            active_seconds=F("active_seconds") + min(max(seconds, 0), LONGEST_BEAT)
        )
