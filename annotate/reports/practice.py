"""How newcomers did on the articles they practised on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotate.adjudicating.fates import fates
from annotate.adjudicating.kinds import Fate
from annotate.adjudicating.tags import Said, canonical
from annotate.models import Assignment, Entry, Kind, Membership, Span, State
from annotate.models.work import AssignmentQuerySet


@dataclass(frozen=True, slots=True)
class Result:
    """One person's practice on one article: how many tags came to which end."""

    work: Assignment
    member: int | None  # the key of the membership; None once the person has left
    fates: Counter[Fate]

    @property
    def kept(self) -> int:
        """Tags that stand in the gold just so."""
        return self.fates[Fate.KEPT]

    @property
    def total(self) -> int:
        """Tags of the person, and of the gold those that they missed."""
        return self.fates.total()


def practised(member: Membership) -> AssignmentQuerySet:
    """Return the practice that has been handed in, the newest first."""
    work = Assignment.objects.visible_to(member).filter(kind=Kind.TRAINING, state=State.SUBMITTED)
    return work.filter(is_current=True).select_related("entry__article", "reviewer").order_by("-pk")


def articles_for_practice(member: Membership) -> list[Entry]:
    """Return the articles that newcomers are offered."""
    entries = Entry.objects.live().filter(project=member.project_id, is_training=True)
    return list(entries.select_related("article").order_by("-priority", "pk"))


def results(member: Membership, works: Sequence[Assignment]) -> list[Result]:
    """Compare each of these works with the gold of its article, by three queries."""
    golds = dict(
        Assignment.objects.filter(
            entry__in=[work.entry_id for work in works], kind=Kind.GOLD, is_current=True
        ).values_list("entry", "pk")
    )
    said = _said([*(work.pk for work in works), *golds.values()])
    members = dict(member.project.memberships.filter(removed_at=None).values_list("user", "pk"))
    return [
        Result(
            work,
            members.get(work.reviewer_id or 0),
            Counter(told.fate for told in fates(said[work.pk], said[golds.get(work.entry_id, 0)])),
        )
        for work in works
    ]


def _said(works: Iterable[int]) -> defaultdict[int, list[Said]]:
    found: defaultdict[int, list[Said]] = defaultdict(list)
    spans = Span.objects.live().filter(assignment__in=list(works)).order_by("start", "end", "pk")
    rows = spans.values_list("assignment", "start", "end", "label__name", "attrs")
    for work, start, end, label, attrs in rows:
        found[work].append(Said(start, end, label, canonical(attrs)))
    return found
