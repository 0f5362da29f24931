"""What the labels, people and articles of a report are called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotate.models import Entry, Label, Membership, RelationKind


@dataclass(frozen=True, slots=True)
class ArticleName:
    """An article of a report; ``key`` is the article's, as exports use it."""

    key: int
    title: str


@dataclass(frozen=True, slots=True)
class Names:
    """Names by key. Labels that are archived and people who have left keep theirs."""

    labels: Mapping[int, Label]
    kinds: Mapping[int, RelationKind]
    people: Mapping[int, Membership]

    def handle(self, reviewer: int) -> str:
        """Return how files call a reviewer."""
        found = self.people.get(reviewer)
        return found.handle if found else f"person-{reviewer}"

    def shown(self, reviewer: int, to: Membership) -> str:
        """Return how pages call a reviewer: to those who work blind, others have no names."""
        found = self.people.get(reviewer)
        if found is None or (to.is_blind and reviewer != to.user_id):
            return self.handle(reviewer)
        return str(found.user)


def names_in(member: Membership, reviewers: Iterable[int]) -> Names:
    """Read the names by three queries."""
    people = Membership.objects.filter(project=member.project_id, user__in=list(reviewers))
    return Names(
        {label.pk: label for label in Label.objects.filter(project=member.project_id)},
        {kind.pk: kind for kind in RelationKind.objects.filter(project=member.project_id)},
        {person.user_id: person for person in people.select_related("user")},
    )


def articles_in(member: Membership, entries: Iterable[int]) -> dict[int, ArticleName]:
    """Return the articles of some entries, by entry."""
    rows = Entry.objects.filter(project=member.project_id, pk__in=list(entries)).order_by()
    return {
        entry: ArticleName(article, title)
        for entry, article, title in rows.values_list("pk", "article_id", "article__title")
    }
