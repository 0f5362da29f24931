"""Keeping the counts of what has been handed in."""

from collections.abc import Mapping
from datetime import UTC, date
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from annotate.models import Assignment, Entry, Participation, Span, State
from annotate.models.tallies import LabelDay, WorkDay
from annotate.models.work import ASIDE


def recount(part: Participation) -> None:
    """Bring the tallies to what this part amounts to now: nothing unless it has been handed in.

    Call inside the transaction that changes the part's state, under its assignment's lock. Nobody
    else changes the tallies of this person, so that no two reviewers wait for each other.
    """
    counted, wanted = part.counted, _contents(part)
    if counted == wanted:
        return
    project = part.assignment.entry.project_id
    _add(project, part.user_id, counted, -1)
    _add(project, part.user_id, wanted, 1)
    part.counted = wanted
    part.save(update_fields=["counted"])


def count_done(entry: int) -> None:
    """Bring ``Entry.done`` to how many works on the entry stand as submitted, gold and practice aside.

    Call inside the transaction that changes the state of one of them, or which of them are current.
    """
    done = Assignment.objects.filter(entry=OuterRef("pk"), is_current=True, state=State.SUBMITTED)
    number = done.exclude(kind__in=ASIDE).order_by().values("entry").annotate(number=Count("pk"))
    Entry.objects.filter(pk=entry).update(done=Coalesce(Subquery(number.values("number")), 0))


def _contents(part: Participation) -> dict[str, Any]:
    """Return ``{day, seconds, labels: {key of the label: tags}}``, or nothing for work that is open."""
    if part.state != State.SUBMITTED or part.submitted_at is None or part.assignment.kind in ASIDE:
        return {}
    spans = Span.objects.live().filter(assignment=part.assignment_id)
    if part.assignment.reviewer_id != part.user_id:  # own work may hold tags of who had it before
        spans = spans.filter(author=part.user_id)
    labels = spans.order_by().values_list("label").annotate(number=Count("pk"))
    return {
        "day": part.submitted_at.astimezone(UTC).date().isoformat(),
        "seconds": part.active_seconds,
        "labels": {str(label): number for label, number in labels},
    }


def _add(project: int, user: int, contents: Mapping[str, Any], sign: int) -> None:
    if not contents:
        return
    place: dict[str, Any] = {
        "project_id": project,
        "user_id": user,
        "day": date.fromisoformat(contents["day"]),
    }
    labels: dict[str, int] = contents["labels"]
    work, _new = WorkDay.objects.get_or_create(**place)
    WorkDay.objects.filter(pk=work.pk).update(
        articles=F("articles") + sign,
        tags=F("tags") + sign * sum(labels.values()),
        seconds=F("seconds") + sign * contents["seconds"],
    )
    for label, number in sorted(labels.items()):
        tally, _new = LabelDay.objects.get_or_create(**place, label_id=int(label))
        LabelDay.objects.filter(pk=tally.pk).update(tags=F("tags") + sign * number)
