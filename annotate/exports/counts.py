"""What a file will hold, counted before it is made."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from annotate.exports.record import Row
from annotate.exports.selection import Selection
from annotate.exports.writers.claims_csv import LABEL as CLAIM
from annotate.models import Assignment, Label, Membership, Participation, RelationKind, State

FEW_WORKS = 500  # assignments, whose tags are counted while somebody waits
MOST_LEFT_OUT = 5_000  # articles


@dataclass(frozen=True, slots=True)
class PersonCount:
    """What one person has done: their spans, and the articles they have submitted."""

    handle: str
    name: str
    spans: int
    submitted: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Articles and spans of a selection; ``left_out`` articles have nothing that could leave.

    That is None where there are more of them than anybody wants counted.
    """

    articles: int
    left_out: int | None
    spans: int
    drafts: int
    by_label: tuple[tuple[Label, int], ...]
    by_person: tuple[PersonCount, ...]
    links: tuple[tuple[RelationKind, int], ...] = ()

    @property
    def submitted(self) -> int:
        """How many of the spans their authors have submitted."""
        return self.spans - self.drafts

    def rows(self, row: Row) -> int:
        """Return how many rows of this kind a file will have."""
        if row is Row.ARTICLE:
            return self.articles
        if row is Row.SPAN:
            return self.spans
        return sum(number for label, number in self.by_label if label.name == CLAIM)


def count(selection: Selection, works: Sequence[int] | None = None) -> Counts:
    """Count by eight queries: with a million spans that takes seconds.

    ``works`` are the keys of the only assignments with anything in them, if they are known to be few.
    """
    parts = Participation.objects.filter(
        assignment=OuterRef("assignment"), user=OuterRef("author"), state=State.SUBMITTED
    )
    groups = (
        _inside(selection.spans(), selection, works)
        .annotate(done=Exists(parts))
        .values_list("label_id", "author_id", "done")
        .annotate(number=Count("pk"))
    )
    labels: Counter[int] = Counter()
    people: Counter[int] = Counter()
    drafts = 0
    for label, author, done, number in groups:
        labels[label] += number
        people[author] += number
        drafts += 0 if done else number
    filled = selection.entries(Row.ARTICLE)
    articles = (filled if works is None else filled.filter(assignments__in=works).distinct()).count()
    return Counts(
        articles=articles,
        left_out=_left_out(selection, articles, None if works is None else MOST_LEFT_OUT),
        spans=labels.total(),
        drafts=drafts,
        by_label=_by_label(selection, labels),
        by_person=_by_person(selection, people, works),
        links=_links(selection, works),
    )


def few_works(selection: Selection) -> list[int] | None:
    """Return the assignments in which there may be anything of the selection; None if they are many."""
    member = selection.member
    current = Assignment.objects.filter(
        entry__project=member.project_id, entry__removed_at=None, is_current=True
    ).order_by()
    if not member.is_blind:
        return _few(current)
    # What a blind member may see, by two indexes: as one question all work of the project is gone through.
    own = _few(current.filter(participations__user=member.user_id))
    settled = _few(current.filter(entry__adjudicated_at__isnull=False))
    return None if own is None or settled is None else sorted({*own, *settled})


def _few(works: QuerySet[Assignment]) -> list[int] | None:
    found = list(works.values_list("pk", flat=True)[: FEW_WORKS + 1])
    return found if len(found) <= FEW_WORKS else None


def _inside(rows: QuerySet[Any], selection: Selection, works: Sequence[int] | None) -> QuerySet[Any]:
    """Return the rows on articles that may leave, of these works only if any are named."""
    rows = rows.filter(selection.inside("assignment__entry")).order_by()
    return rows if works is None else rows.filter(assignment__in=works)


def _left_out(selection: Selection, articles: int, most: int | None) -> int | None:
    """Return how many articles stay out; None if there are more than ``most``."""
    entries = selection.all_entries().order_by().values("pk")
    if most is None:
        return entries.count() - articles
    number = entries[: articles + most + 1].count() - articles
    return number if number <= most else None


def _links(selection: Selection, works: Sequence[int] | None) -> tuple[tuple[RelationKind, int], ...]:
    """Pair the kinds of links with their numbers; an archived kind is shown only if it is still in use."""
    inside = _inside(selection.links(), selection, works)
    numbers = dict(inside.values_list("kind_id").annotate(number=Count("pk")))
    kinds = RelationKind.objects.filter(project=selection.member.project_id)
    return tuple(
        (kind, numbers.get(kind.pk, 0)) for kind in kinds if kind.archived_at is None or kind.pk in numbers
    )


def _by_label(selection: Selection, numbers: Counter[int]) -> tuple[tuple[Label, int], ...]:
    """Pair the labels with their numbers; an archived label is shown only if it is still in use."""
    labels = Label.objects.filter(project=selection.member.project_id)
    return tuple(
        (label, numbers[label.pk]) for label in labels if label.archived_at is None or numbers[label.pk]
    )


def _by_person(
    selection: Selection, spans: Counter[int], works: Sequence[int] | None
) -> tuple[PersonCount, ...]:
    read = (
        _inside(selection.parts(), selection, works)
        .values_list("user_id")
        .annotate(number=Count("pk", filter=Q(state=State.SUBMITTED)))
    )
    submitted = dict(read)
    people = Membership.objects.filter(
        project=selection.member.project_id, user__in={*spans, *submitted}
    ).select_related("user")
    return tuple(
        PersonCount(person.handle, person.user.name, spans[person.user_id], submitted.get(person.user_id, 0))
        for person in people
    )
