"""Keeping the counts of what has been handed in.

The tallies are the sum of ``Participation.counted`` over the present work on the articles that are in
their project: one that is taken out takes its part along, and brings it back.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from annotate.models import Assignment, Entry, Participation, Span, State
from annotate.models.states import ASIDE
from annotate.models.tallies import LabelDay, WorkDay

_ARTICLES, _SECONDS = "articles", "seconds"  # beside the labels, whose names are numbers


def recount(part: Participation) -> None:
    """Bring the tallies to what this part amounts to now: nothing unless it has been handed in.

    Call inside the transaction that changes the part's state, while holding its entry and under its
    assignment's lock. Hardly anybody else changes the tallies of this person, so that no two reviewers
    wait for each other.
    """
    counted, wanted = part.counted, _contents(part)
    if counted == wanted:
        return
    held = Entry.objects.values_list("project", "removed_at").get(pk=part.assignment.entry_id)
    if held[1] is None:
        _add(held[0], part.user_id, counted, -1)
        _add(held[0], part.user_id, wanted, 1)
    part.counted = wanted
    part.save(update_fields=["counted"])


def let_go(project: int, entries: Iterable[int]) -> None:
    """Count no more what was handed in for these entries of a project, which are held and taken out."""
    _count_all(project, entries, -1)


def take_up(project: int, entries: Iterable[int]) -> None:
    """Count again what was handed in for these entries of a project, which are held and put back."""
    _count_all(project, entries, 1)


def _count_all(project: int, entries: Iterable[int], sign: int) -> None:
    parts = Participation.objects.filter(assignment__entry__in=list(entries), assignment__is_current=True)
    sums: defaultdict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for user, counted in parts.exclude(counted={}).order_by().values_list("user", "counted"):
        sums[user, counted["day"]].update(counted["labels"])
        sums[user, counted["day"]].update({_ARTICLES: 1, _SECONDS: counted["seconds"]})
    for (user, day), numbers in sorted(sums.items()):  # in one order, so that nobody waits in a circle
        articles, seconds = numbers.pop(_ARTICLES), numbers.pop(_SECONDS)
        _add(project, user, {"day": day, "seconds": seconds, "labels": numbers}, sign, articles=articles)


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


def _add(project: int, user: int, contents: Mapping[str, Any], sign: int, *, articles: int = 1) -> None:
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
        articles=F("articles") + sign * articles,
        tags=F("tags") + sign * sum(labels.values()),
        seconds=F("seconds") + sign * contents["seconds"],
    )
    for label, number in sorted(labels.items()):
        tally, _new = LabelDay.objects.get_or_create(**place, label_id=int(label))
        LabelDay.objects.filter(pk=tally.pk).update(tags=F("tags") + sign * number)
