"""What a file will hold, counted before it is made."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from annotate.exports.record import Row
from annotate.exports.selection import Selection
from annotate.exports.writers.claims_csv import LABEL as CLAIM
from annotate.models import Label, Membership, Participation, RelationKind, State


@dataclass(frozen=True, slots=True)
class PersonCount:
    """What one person has done: their spans, and the articles they have submitted."""

    handle: str
    name: str
    spans: int
    submitted: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Articles and spans of a selection; ``left_out`` articles have nothing that could leave."""

    articles: int
    left_out: int
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


def count(selection: Selection) -> Counts:
    """Count by eight queries, however much there is."""
    parts = Participation.objects.filter(
        assignment=OuterRef("assignment"), user=OuterRef("author"), state=State.SUBMITTED
    )
    groups = (
        selection.spans()
        .filter(assignment__entry__in=selection.all_entries())
        .order_by()
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
    articles = selection.entries(Row.ARTICLE).count()
    return Counts(
        articles=articles,
        left_out=selection.all_entries().count() - articles,
        spans=labels.total(),
        drafts=drafts,
        by_label=_by_label(selection, labels),
        by_person=_by_person(selection, people),
        links=_links(selection),
    )


def _links(selection: Selection) -> tuple[tuple[RelationKind, int], ...]:
    """Pair the kinds of links with their numbers; an archived kind is shown only if it is still in use."""
    inside = selection.links().filter(assignment__entry__in=selection.all_entries()).order_by()
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


def _by_person(selection: Selection, spans: Counter[int]) -> tuple[PersonCount, ...]:
    read = (
        selection.parts()
        .filter(assignment__entry__in=selection.all_entries())
        .order_by()
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
