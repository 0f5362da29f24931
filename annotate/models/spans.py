"""Tagged stretches of text, and the links between them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotate.models.projects import KEPT, Label, Membership, RelationKind
from annotate.models.states import Kind, State
from annotate.models.work import Assignment, Participation, settled_for
from articles.text.reanchor import Verdict

VERDICT_NAMES = {
    Verdict.EXACT: _("exact"),
    Verdict.MOVED: _("moved"),
    Verdict.CHANGED: _("changed"),
    Verdict.ORPHAN: _("not found"),
}
UNSURE = (Verdict.CHANGED, Verdict.ORPHAN)  # a person has to say what becomes of these


class SpanQuerySet(models.QuerySet["Span"]):
    """Questions about many spans at once."""

    def live(self) -> Self:
        """Spans that have not been deleted."""
        return self.filter(deleted_at=None)

    def visible_to(self, member: Membership) -> Self:
        """Spans of the member's project, without those that blindness hides."""
        spans = self.filter(assignment__entry__project=member.project_id)
        if member.is_blind:
            is_open = settled_for(member, "assignment__entry")
            # Work that was handed over brings the tags of who had it before.
            own = Q(author=member.user_id) | Q(assignment__reviewer=member.user_id)
            return spans.filter(is_open | own & ~Q(assignment__kind=Kind.GOLD))
        return spans

    def submitted(self) -> Self:
        """Spans whose author has submitted the article, or who took it over; the others are drafts."""
        parts = Participation.objects.filter(
            assignment=OuterRef("assignment"), user=OuterRef("author"), state=State.SUBMITTED
        )
        handed_in = Q(assignment__kind=Kind.OWN, assignment__state=State.SUBMITTED)
        return self.filter(Exists(parts) | handed_in & ~Q(assignment__reviewer=F("author")))

    def waiting(self) -> Self:
        """Spans of which a person has yet to say whether they still hold: the wording has changed."""
        return self.filter(settled=False)

    def in_trash(self) -> Self:
        """Spans that somebody has deleted and that can still be restored: their work goes on."""
        # By its own index first: else all spans of a project would be gone through.
        recent = Span.objects.filter(deleted_by__isnull=False, deleted_at__gt=timezone.now() - KEPT)
        going_on = self.filter(assignment__is_current=True, assignment__entry__removed_at=None)
        return going_on.filter(pk__in=recent.order_by().values("pk"))

    def crossing(self, start: int, end: int) -> Self:
        """Spans that share at least one code point with ``[start, end)``."""
        return self.filter(start__lt=end, end__gt=start)


class Span(models.Model):
    """One stretch of one revision, tagged by one person with one label.

    Offsets count Unicode code points in ``Revision.text`` and are half-open, so that the tagged
    words are ``text[start:end]``. Browsers count UTF-16 units instead; the only code that converts
    between the two is ``static/js/offsets.js``. ``uid`` is the client's; ``number`` is short, for
    the page, and unique within the assignment like ``uid``.

    A span that came over from another revision knows from which one (``carried_from``), how, and how
    alike words and surroundings are (``score``, 0 to 1). What could not be carried surely waits until
    somebody settles it, and is not live till then; an orphan keeps its old words, and its range is
    one grapheme about where it would stand.

    Who has deleted a span stands in ``deleted_by``, and it is in the trash then; a span that went
    because its making was taken back, or its words have changed, is not.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="spans")
    label = models.ForeignKey(Label, models.PROTECT, related_name="spans")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="spans")
    uid = models.UUIDField()
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField()  # kept, so that a later revision can be searched for them
    attrs = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    origin = models.CharField(max_length=12, default="human")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="carried_to")
    verdict = models.CharField(
        max_length=7, blank=True, choices=[(verdict, VERDICT_NAMES[verdict]) for verdict in Verdict]
    )
    score = models.FloatField(null=True)
    settled = models.BooleanField(default=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        ordering = ["start", "end", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="span_ends_after_it_starts",
                violation_error_message=_("A span must hold at least one character."),
            ),
            models.UniqueConstraint(
                fields=["assignment", "author", "label", "start", "end"],
                condition=Q(deleted_at=None),
                name="span_tagged_once_per_label",
                violation_error_message=_("You have already tagged these words with this label."),
            ),
            models.UniqueConstraint(
                fields=["assignment", "uid"],
                name="span_uid_is_unique_in_its_assignment",
                violation_error_message=_("Another span of this article has this identifier."),
            ),
            models.UniqueConstraint(
                fields=["assignment", "number"],
                name="span_number_is_unique_in_its_assignment",
                violation_error_message=_("Another span of this article has this number."),
            ),
            models.CheckConstraint(
                condition=Q(verdict="", score=None) | Q(verdict__in=list(Verdict), score__range=(0, 1)),
                name="span_score_belongs_to_a_verdict",
                violation_error_message=_("A span that was carried over has a verdict and a score."),
            ),
            models.CheckConstraint(
                condition=Q(settled=True) | Q(verdict__in=UNSURE, deleted_at__isnull=False),
                name="span_that_waits_is_not_live",
                violation_error_message=_("A span that waits for a person does not count yet."),
            ),
            models.CheckConstraint(
                condition=Q(deleted_by=None) | Q(deleted_at__isnull=False),
                name="span_with_a_deleter_is_deleted",
                violation_error_message=_("A span that stands has not been deleted by anybody."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["assignment"], condition=Q(settled=False), name="span_waiting"
            ),  # what the workbench asks for
            models.Index(fields=["assignment", "start"], name="span_by_place"),  # the rows of a page
            models.Index(
                fields=["label", "assignment"],
                condition=Q(deleted_at=None),
                name="span_of_label",  # which articles have a label
            ),
            models.Index(
                fields=["deleted_at"], condition=Q(deleted_by__isnull=False), name="span_in_trash"
            ),  # few among many
        ]

    def __str__(self) -> str:
        return f"{self.label_id}: {self.words[:40]}"


class RelationQuerySet(models.QuerySet["Relation"]):
    """Questions about many relations at once."""

    def live(self) -> Self:
        """Relations that stand, between spans that stand."""
        return self.filter(deleted_at=None, from_span__deleted_at=None, to_span__deleted_at=None)

    def visible_to(self, member: Membership) -> Self:
        """Relations of the member's project between spans that the member may see."""
        relations = self.filter(assignment__entry__project=member.project_id)
        if member.is_blind:
            is_open = settled_for(member, "assignment__entry")
            made = Q(from_span__author=member.user_id, to_span__author=member.user_id)
            own = made | Q(assignment__reviewer=member.user_id)
            return relations.filter(is_open | own & ~Q(assignment__kind=Kind.GOLD))
        return relations


class Relation(models.Model):
    """A directed, typed link between two spans of one assignment."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="relations")
    kind = models.ForeignKey(RelationKind, models.PROTECT, related_name="relations")
    from_span = models.ForeignKey(Span, models.CASCADE, related_name="links")
    to_span = models.ForeignKey(Span, models.CASCADE, related_name="linked_from")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uid = models.UUIDField()
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_span", "to_span", "kind"],
                condition=Q(deleted_at=None),
                name="relation_stands_once",
                violation_error_message=_("These two are linked already."),
            ),
            models.UniqueConstraint(
                fields=["assignment", "uid"],
                name="relation_uid_is_unique_in_its_assignment",
                violation_error_message=_("Another link of this article has this identifier."),
            ),
            models.CheckConstraint(
                condition=~Q(from_span=F("to_span")),
                name="relation_joins_two_spans",
                violation_error_message=_("A span cannot be linked to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_span_id} → {self.to_span_id}"
