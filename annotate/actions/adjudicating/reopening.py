"""What becomes of the gold when work on an article is opened again, or goes to another wording."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from annotate.actions.adjudicating.lessons import count_lessons
from annotate.actions.adjudicating.reading import handed_in
from annotate.models import Assignment, Entry, Kind, Lesson, Participation, State


def reopened(entry: Entry) -> None:
    """Take the article out of what is finished: somebody works on it again.

    Call inside the transaction that opens the work, while holding the entry. The gold is kept with all
    its decisions; once the work is handed in again, only what has changed is to be decided anew.
    """
    gold = Assignment.objects.filter(entry=entry, kind=Kind.GOLD, is_current=True)
    gold.filter(state=State.SUBMITTED).update(state=State.IN_PROGRESS, touched_at=timezone.now())
    parts = Participation.objects.filter(assignment__in=gold.values("pk"), state=State.SUBMITTED)
    parts.update(state=State.IN_PROGRESS, submitted_at=None)
    Lesson.objects.filter(assignment__entry=entry).delete()
    Entry.objects.filter(pk=entry.pk, adjudicated_at__isnull=False).update(adjudicated_at=None)
    entry.adjudicated_at = None


def finished_gold(work: Assignment) -> dict[str, Any]:
    """Return how the gold of the work's article was finished, as the history keeps it; {} if it is not."""
    golds = Assignment.objects.filter(entry=work.entry_id, kind=Kind.GOLD, is_current=True)
    gold = golds.filter(state=State.SUBMITTED, entry__adjudicated_at__isnull=False).first()
    if gold is None:
        return {}
    parts = gold.participations.filter(state=State.SUBMITTED, submitted_at__isnull=False)
    times = {str(pk): at.isoformat() for pk, at in parts.values_list("pk", "submitted_at") if at}
    return {"id": gold.pk, "others": _others(work), "submitted": times}


def finish_as_before(work: Assignment, told: Mapping[str, Any]) -> None:
    """Let the gold hold again as ``finished_gold`` has told of it, now that ``work`` is as it was.

    Does nothing if other work on the article is open or has changed meanwhile: adjudicators see it among
    what is to be settled then. Call inside the transaction that closes the work, while holding the entry.
    """
    is_ready = Entry.objects.ready().filter(pk=work.entry_id).exists()
    golds = Assignment.objects.filter(pk=told["id"], is_current=True, state=State.IN_PROGRESS)
    if not is_ready or _others(work) != told["others"] or not golds.update(state=State.SUBMITTED):
        return
    for pk, at in told["submitted"].items():
        part = Participation.objects.filter(assignment=told["id"], pk=pk)
        part.update(state=State.SUBMITTED, submitted_at=parse_datetime(at))
    finished_again(work.entry)


def _others(work: Assignment) -> list[list[int]]:
    """Return what else is handed in of the article, and as of which change."""
    return [[other.pk, other.change] for other in handed_in(work.entry) if other.pk != work.pk]


def finished_again(entry: Entry) -> None:
    """Let a finished gold hold again, after the work has come back to the wording that it is on.

    Call inside the transaction that brings it back, while holding the entry; does nothing if the gold of
    that wording was never finished.
    """
    golds = Assignment.objects.filter(entry=entry, kind=Kind.GOLD, is_current=True, state=State.SUBMITTED)
    gold = golds.first()
    if gold is None:
        return
    parts = Participation.objects.filter(assignment=gold)
    entry.adjudicated_at = parts.aggregate(last=Max("submitted_at"))["last"]
    Entry.objects.filter(pk=entry.pk).update(adjudicated_at=entry.adjudicated_at)
    gold.entry = entry
    count_lessons(gold)
