"""Beginning, submitting and reopening the work on an article."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.receipts import Answered, Ask, replayed
from annotate.actions.tallies import count_done, recount
from annotate.models import Activity, Assignment, Entry, Kind, Participation, Span, State, Verb, Way

LONGEST_BEAT = 120  # seconds; a longer silence is not work


def begin(work: Work) -> Assignment:
    """Return the assignment, made now if nobody has begun, with this person taking part.

    Call inside the transaction of the first change: opening a page begins nothing.
    """
    if work.assignment is None:
        _stay_with(work.entry)
        own = work.project.way != Way.SHARED
        work.assignment, _new = Assignment.objects.get_or_create(
            entry=work.entry,
            kind=Kind.OWN if own else Kind.SHARED,
            reviewer=work.user if own else None,
            is_current=True,
            defaults={"revision_id": work.entry.revision_id, "state": State.IN_PROGRESS},
        )
    if not work.state:
        part, _new = Participation.objects.get_or_create(assignment=work.assignment, user=work.user)
        work.state = part.state
    return work.assignment


def _stay_with(entry: Entry) -> None:
    """Keep the entry on its wording until the end of the transaction, or raise Conflict if it has left."""
    held = Entry.objects.select_for_update(no_key=True).filter(pk=entry.pk, revision=entry.revision_id)
    if not held.values_list("pk", flat=True).first():
        raise Conflict(wording_has_changed())


def wording_has_changed() -> str:
    """Say that the article has another wording by now."""
    return _("The wording of this article has changed since you opened it. Reload the page and do it again.")


def take_the_lock(assignment: Assignment, *, numbers: int = 1) -> None:
    """Raise the change number, which is the lock. Raises Conflict if the work was left behind.

    Work on an earlier wording is never changed.
    """
    current = Assignment.objects.filter(pk=assignment.pk, is_current=True)
    if not current.update(change_number=F("change_number") + numbers, touched_at=timezone.now()):
        raise Conflict(wording_has_changed())


def submit(work: Work, ask: Ask) -> Answered:
    """Hand this person's part in. The assignment is submitted when everybody's part is."""
    return replayed(work, ask, lambda: _move(work, ask, State.SUBMITTED))


def reopen(work: Work, ask: Ask) -> Answered:
    """Take a submission back, to go on tagging."""
    return replayed(work, ask, lambda: _move(work, ask, State.IN_PROGRESS))


@transaction.atomic
def _move(work: Work, ask: Ask, state: State) -> Answered:
    assignment = begin(work)
    take_the_lock(assignment)
    if state == State.SUBMITTED:
        _refuse_what_waits(work, assignment)
    part = Participation.objects.select_related("assignment").get(assignment=assignment, user=work.user)
    if part.state == state:
        raise Conflict(
            _("You have already submitted this article. Reopen it to go on tagging.")
            if state == State.SUBMITTED
            else _("This article is open already. Go on tagging.")
        )
    before, part.state = part.state, state
    part.submitted_at = timezone.now() if state == State.SUBMITTED else None
    part.save(update_fields=["state", "submitted_at"])
    _settle(part.assignment)
    recount(part)
    count_done(work.entry.pk)
    verb = Verb.SUBMIT if state == State.SUBMITTED else Verb.REOPEN
    answer = {"verb": verb, "spans": [], "removed": [], "message": _MESSAGES[verb]()}
    Activity.objects.create(
        project=work.project,
        assignment=assignment,
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


def _settle(assignment: Assignment) -> None:
    """Set the assignment's state from the parts: submitted when no part is still open."""
    is_open = assignment.participations.exclude(state__in=[State.SUBMITTED, State.SKIPPED]).exists()
    assignment.state = State.IN_PROGRESS if is_open else State.SUBMITTED
    assignment.save(update_fields=["state"])


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
