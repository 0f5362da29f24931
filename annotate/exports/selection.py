"""What one person's export is made of: which articles, spans, links and parts."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotate.exports.record import Row
from annotate.exports.writers.claims_csv import LABEL as CLAIM
from annotate.models import (
    Assignment,
    Decision,
    Entry,
    Kind,
    Membership,
    Participation,
    Relation,
    Span,
    State,
)
from annotate.models.spans import RelationQuerySet
from annotate.models.states import ASIDE
from config.asking import any_of


class Whose(StrEnum):
    """Whose tags go along."""

    ALL = "all"
    GOLD = "gold"  # what adjudication has settled
    REVIEWERS = "reviewers"  # without the gold
    ONE = "one"  # reviewer


@dataclass(frozen=True, slots=True)
class Selection:
    """What ``member`` may take out of the project; without ``drafts`` only what is submitted.

    An article belongs to it if it has a span, or if somebody has submitted it: whoever has read an
    article and found nothing has said so. Made-up samples leave only with their own project.
    ``person`` is the key of the user whose work alone is wanted.
    """

    member: Membership
    drafts: bool = True
    whose: Whose = Whose.ALL
    person: int | None = None

    LAST: ClassVar[int] = 2**62  # beyond all keys

    def entries(self, row: Row) -> QuerySet[Entry]:
        """Return the articles from which a file with such rows is made."""
        spans = self.spans().filter(assignment__entry=OuterRef("pk"))
        if row is Row.CLAIM:
            return self.all_entries().filter(any_of(spans.filter(label__name=CLAIM)))
        if row is Row.SPAN:
            return self.all_entries().filter(any_of(spans))
        read = self.parts().filter(assignment__entry=OuterRef("pk"), state=State.SUBMITTED)
        return self.all_entries().filter(Q(any_of(spans)) | Q(any_of(read)))

    def begins_after(self) -> int:
        """Return a key behind which all the entries are: few have gold where adjudication has just begun."""
        if self.whose != Whose.GOLD:
            return 0
        golds = Assignment.objects.filter(
            entry__project=self.member.project_id, kind=Kind.GOLD, is_current=True
        )
        first = golds.order_by("entry").values_list("entry", flat=True).first()
        return first - 1 if first is not None else self.LAST

    def all_entries(self) -> QuerySet[Entry]:
        """Return all articles of the project, whether or not somebody has begun."""
        return Entry.objects.filter(self.inside(""), project=self.member.project_id)

    def inside(self, entry: str) -> Q:
        """Return what holds of the entries of the project whose articles may leave, by the path to them."""
        path = f"{entry}__" if entry else ""
        in_project = Q(**{f"{path}removed_at": None})
        if self.member.project.is_sample:
            return in_project
        return in_project & Q(**{f"{path}article__is_sample": False})

    def spans(self) -> QuerySet[Span]:
        """Return the spans of current work that stand and may be seen."""
        spans = Span.objects.visible_to(self.member).live().filter(assignment__is_current=True)
        wanted = spans.filter(self._wanted("assignment__", "author"))
        return wanted if self.drafts else wanted.submitted()

    def relations(self) -> RelationQuerySet:
        """Return the links that have not been deleted; they may lead to spans that have been."""
        return Relation.objects.visible_to(self.member).filter(deleted_at=None)

    def links(self) -> RelationQuerySet:
        """Return the links of current work that stand, between spans that stand, and may be seen."""
        found = self.relations().live().filter(self._wanted("assignment__", "author"))
        current = found.filter(assignment__is_current=True)
        parts = Participation.objects.filter(
            assignment=OuterRef("assignment"), user=OuterRef("author"), state=State.SUBMITTED
        )
        return current if self.drafts else current.filter(Exists(parts))

    def assignments(self) -> QuerySet[Assignment]:
        """Return the current work that may be seen."""
        current = Assignment.objects.visible_to(self.member).filter(is_current=True)
        if self.whose == Whose.ONE:
            theirs = Q(reviewer=self.person) | Q(participations__user=self.person, kind=Kind.SHARED)
            return current.filter(theirs).exclude(kind=Kind.TRAINING).distinct()
        return current.filter(self._wanted("", "reviewer"))

    def parts(self) -> QuerySet[Participation]:
        """Return people's parts in current work that may be seen."""
        parts = Participation.objects.visible_to(self.member).filter(assignment__is_current=True)
        return parts.filter(self._wanted("assignment__", "user"))

    def decisions(self) -> QuerySet[Decision]:
        """Return the decisions that hold about the gold, if that goes along and may be seen."""
        golds = self.assignments().filter(kind=Kind.GOLD)
        return Decision.objects.live().filter(item__assignment__in=golds, item__withdrawn_at=None)

    def _wanted(self, assignment: str, person: str) -> Q:
        """Return what leaves out the work that is not asked for, and what was done for practice."""
        kind = f"{assignment}kind"
        match self.whose:
            case Whose.GOLD:
                return Q(**{kind: Kind.GOLD})
            case Whose.REVIEWERS:
                return ~Q(**{f"{kind}__in": ASIDE})
            case Whose.ONE:
                return Q(**{person: self.person}) & ~Q(**{f"{kind}__in": ASIDE})
        return ~Q(**{kind: Kind.TRAINING})
