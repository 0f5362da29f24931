"""What one person's export is made of: which articles, spans, links and parts."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotate.exports.record import Row
from annotate.exports.writers.claims_csv import LABEL as CLAIM
from annotate.models import Assignment, Entry, Membership, Participation, Relation, Span, State


@dataclass(frozen=True, slots=True)
class Selection:
    """What ``member`` may take out of the project; without ``drafts`` only what is submitted.

    An article belongs to it if it has a span, or if somebody has submitted it: whoever has read an
    article and found nothing has said so. Made-up samples leave only with their own project.
    """

    member: Membership
    drafts: bool = True

    def entries(self, row: Row) -> QuerySet[Entry]:
        """Return the articles from which a file with such rows is made."""
        spans = self.spans().filter(assignment__entry=OuterRef("pk"))
        if row is Row.CLAIM:
            return self.all_entries().filter(Exists(spans.filter(label__name=CLAIM)))
        if row is Row.SPAN:
            return self.all_entries().filter(Exists(spans))
        read = self.parts().filter(assignment__entry=OuterRef("pk"), state=State.SUBMITTED)
        return self.all_entries().filter(Q(Exists(spans)) | Q(Exists(read)))

    def all_entries(self) -> QuerySet[Entry]:
        """Return all articles of the project, whether or not somebody has begun."""
        entries = Entry.objects.live().filter(project=self.member.project_id)
        return entries if self.member.project.is_sample else entries.filter(article__is_sample=False)

    def spans(self) -> QuerySet[Span]:
        """Return the spans of current work that stand and may be seen."""
        spans = Span.objects.visible_to(self.member).live().filter(assignment__is_current=True)
        return spans if self.drafts else spans.submitted()

    def relations(self) -> QuerySet[Relation]:
        """Return the links that have not been deleted; they may lead to spans that have been."""
        return Relation.objects.visible_to(self.member).filter(deleted_at=None)

    def assignments(self) -> QuerySet[Assignment]:
        """Return the current work that may be seen."""
        return Assignment.objects.visible_to(self.member).filter(is_current=True)

    def parts(self) -> QuerySet[Participation]:
        """Return people's parts in current work that may be seen."""
        return Participation.objects.visible_to(self.member).filter(assignment__is_current=True)
