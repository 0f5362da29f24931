"""What becomes of the gold when work on an article is opened again, or goes to another wording."""

from django.utils import timezone

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
