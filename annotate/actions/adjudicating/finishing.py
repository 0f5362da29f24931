"""Finishing the gold of an article, which ends blindness, and opening it again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotate.actions.adjudicating.gold import Pen
from annotate.actions.adjudicating.lessons import count_lessons
from annotate.actions.adjudicating.merging import not_ready
from annotate.actions.adjudicating.reopening import reopened
from annotate.actions.adjudicating.sittings import open_gold, tell
from annotate.actions.locks import hold, take_the_lock
from annotate.actions.noticing import About, notify
from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.receipts import Answered, Ask, replayed
from annotate.models import Assignment, DecisionItem, Entry, Matter, Participation, State, Verb


def finish(work: Work, ask: Ask) -> Answered:
    """Let the gold be what holds of this article; from now on its reviewers see it, and each other's work.

    Raises Conflict while something is undecided, a reviewer has the article open, or it is finished.
    """
    return replayed(work, ask, lambda: _finish(work, ask))


@transaction.atomic
def _finish(work: Work, ask: Ask) -> Answered:
    hold(work.entry)
    if not Entry.objects.ready().filter(pk=work.entry.pk).exists():
        raise Conflict(not_ready())
    pen = open_gold(work)
    undecided = DecisionItem.objects.undecided().filter(assignment=pen.gold).count()
    if undecided:
        raise Conflict(
            ngettext(
                "%(count)s thing is still undecided. Decide about it, then finish.",
                "%(count)s things are still undecided. Decide about them, then finish.",
                undecided,
            )
            % {"count": undecided}
        )
    _close(pen)
    count_lessons(pen.gold)
    reviewers = Assignment.objects.seated().filter(entry=work.entry).values_list("reviewer", flat=True)
    notify(reviewers, Matter.SETTLED, About(work.project, work.entry), by=work.user)
    change = _state(pen.gold, State.IN_PROGRESS, State.SUBMITTED)
    return tell(pen, ask, Verb.SUBMIT, [change], {"message": _("Finished. The reviewers see the outcome.")})


def _close(pen: Pen) -> None:
    Assignment.objects.filter(pk=pen.gold.pk).update(state=State.SUBMITTED)
    parts = Participation.objects.filter(assignment=pen.gold)
    parts.update(state=State.SUBMITTED, submitted_at=pen.now)
    Entry.objects.filter(pk=pen.entry.pk).update(adjudicated_at=pen.now)
    pen.entry.adjudicated_at = pen.now


def _state(gold: Assignment, before: State, after: State) -> dict[str, object]:
    return {"thing": "gold", "id": gold.pk, "before": {"state": before}, "after": {"state": after}}


def reopen(work: Work, ask: Ask) -> Answered:
    """Take the finishing back, to decide otherwise. Raises Conflict if the gold is not finished."""
    return replayed(work, ask, lambda: _reopen(work, ask))


@transaction.atomic
def _reopen(work: Work, ask: Ask) -> Answered:
    hold(work.entry)
    gold = work.assignment
    if gold is None or not Assignment.objects.filter(pk=gold.pk, state=State.SUBMITTED).exists():
        raise Conflict(_("This article is open already. Go on deciding."))
    take_the_lock(gold)
    reopened(work.entry)
    pen = Pen(work.entry, gold, work.user, timezone.now())
    change = _state(gold, State.SUBMITTED, State.IN_PROGRESS)
    return tell(pen, ask, Verb.REOPEN, [change], {"message": _("Open again. Go on deciding.")})
