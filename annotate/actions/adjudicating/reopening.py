"""What becomes of the gold when work on an article is opened again, or goes to another wording."""

from django.db.models import Max
from django.utils import timezone

from annotate.actions.adjudicating.lessons import count_lessons
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
