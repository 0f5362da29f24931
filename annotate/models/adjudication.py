"""What adjudication decides about, and what it has decided."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from annotate.adjudicating.kinds import Fate, ItemKind, Outcome, Reason, Rule
from annotate.models.projects import Label, Membership
from annotate.models.work import Assignment

KIND_NAMES = {
    ItemKind.AGREED: _("all agree"),
    ItemKind.BOUNDARY: _("different boundaries"),
    ItemKind.LABEL: _("different labels"),
    ItemKind.DETAILS: _("different details"),
    ItemKind.PARTIAL: _("tagged by some only"),
}
OUTCOME_NAMES = {
    Outcome.TAKEN: _("taken"),
    Outcome.EDITED: _("edited"),
    Outcome.REJECTED: _("rejected"),
}
RULE_NAMES = {Rule.AGREED: _("all agreed"), Rule.MAJORITY: _("majority")}
REASON_NAMES = {
    Reason.NONE: _("no reason given"),
    Reason.AMBIGUOUS_TEXT: _("the text is ambiguous"),
    Reason.GUIDELINE_GAP: _("the guidelines say nothing about it"),
    Reason.SLIP: _("a slip"),
    Reason.TASTE: _("a matter of taste"),
}
FATE_NAMES = {
    Fate.KEPT: _("kept"),
    Fate.DETAILS: _("kept with other details"),
    Fate.BOUNDARY: _("boundaries changed"),
    Fate.LABEL: _("label changed"),
    Fate.REJECTED: _("not kept"),
    Fate.MISSED: _("missed"),
}


class Merge(models.Model):
    """When the reviewers' tags were last brought together in a gold, and what they were then.

    ``signature`` is the SHA-256 of whose work it was, of the change numbers of that work, and of the
    rule: where it differs from the present one, the reviewers have changed something since.
    """

    assignment = models.OneToOneField(Assignment, models.CASCADE, primary_key=True, related_name="merge")
    signature = models.CharField(max_length=64)
    merged_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"merge of {self.assignment_id}"


class DecisionItemQuerySet(models.QuerySet["DecisionItem"]):
    """Questions about many decision items."""

    def live(self) -> Self:
        """Items that the reviewers' present tags make up."""
        return self.filter(withdrawn_at=None)

    def undecided(self) -> Self:
        """Live items about which nothing has been decided."""
        decided = Decision.objects.filter(item=OuterRef("pk"), withdrawn_at=None)
        return self.live().filter(~Exists(decided))


class DecisionItem(models.Model):
    """One thing that at least one reviewer tagged: what a decision is about.

    ``key`` tells the item by what its tags say (who tagged which words with which label and details),
    so that bringing the same tags together again finds the same items. ``spans`` holds the tags by
    what they say, as ``adjudicating.stored`` writes them; ``[start, end)`` reaches from the first to
    the last of their code points. An item whose tags have changed is withdrawn, and another one takes
    its place.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="items")  # the gold
    key = models.CharField(max_length=32)
    kind = models.CharField(max_length=8, choices=[(kind, KIND_NAMES[kind]) for kind in ItemKind])
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    spans = models.JSONField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = DecisionItemQuerySet.as_manager()

    class Meta:
        ordering = ["start", "end", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "key"],
                condition=Q(withdrawn_at=None),
                name="item_stands_once",
                violation_error_message=_("This is to be decided once."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(ItemKind)),
                name="item_kind_is_known",
                violation_error_message=_("This is not a kind of disagreement."),
            ),
        ]
        indexes = [models.Index(fields=["assignment", "start"], name="item_by_place")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.start}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Questions about many decisions."""

    def live(self) -> Self:
        """Decisions that hold."""
        return self.filter(withdrawn_at=None)

    def of_current(self, member: Membership) -> Self:
        """Decisions that hold about the articles of the member's project, as they are worked on now."""
        current = {"item__assignment__is_current": True, "item__assignment__entry__removed_at": None}
        return self.live().filter(item__assignment__entry__project=member.project_id, **current)


class Decision(models.Model):
    """What was decided about an item, by a person or (``rule``) by what the project lets settle itself.

    ``chosen`` holds the keys of the reviewers' tags that were taken or, if the outcome is edited,
    started from. ``results`` is a list of ``{span, from}``: the key of a tag of the gold, and of the
    tags that it was made from. A decision that was taken back or overtaken is withdrawn, never deleted.
    """

    item = models.ForeignKey(DecisionItem, models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=8, choices=[(one, OUTCOME_NAMES[one]) for one in Outcome])
    rule = models.CharField(max_length=8, blank=True, choices=[(rule, RULE_NAMES[rule]) for rule in Rule])
    adjudicator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="decisions"
    )
    reason = models.CharField(
        max_length=14, default=Reason.NONE, choices=[(reason, REASON_NAMES[reason]) for reason in Reason]
    )
    note = models.TextField(blank=True)  # for the managers: what the guidelines do not say
    chosen = models.JSONField(default=list)
    results = models.JSONField(default=list)
    decided_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(withdrawn_at=None),
                name="decision_holds_once",
                violation_error_message=_("This has been decided already."),
            ),
            models.CheckConstraint(
                condition=Q(rule="", adjudicator__isnull=False)
                | Q(rule__in=list(Rule), adjudicator__isnull=True),
                name="decision_is_a_persons_or_a_rules",
                violation_error_message=_("A person decides, or a rule."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=list(Outcome), reason__in=list(Reason)),
                name="decision_outcome_and_reason_are_known",
                violation_error_message=_("Choose what becomes of it, and why."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["item"], condition=Q(reason=Reason.GUIDELINE_GAP), name="decision_guideline_gap"
            ),  # the list for those who write the guidelines
        ]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.item_id}"


class Lesson(models.Model):
    """How many of a reviewer's tags in one article came to the same end, counted when the gold is finished.

    ``assignment`` is the reviewer's own; ``label`` is the tag's, or the gold's where they missed one.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="lessons")
    label = models.ForeignKey(Label, models.CASCADE, related_name="+")
    fate = models.CharField(max_length=8, choices=[(fate, FATE_NAMES[fate]) for fate in Fate])
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "label", "fate"],
                name="lesson_is_counted_once",
                violation_error_message=_("This has been counted already."),
            ),
            models.CheckConstraint(
                condition=Q(fate__in=list(Fate)),
                name="lesson_fate_is_known",
                violation_error_message=_("This cannot become of a tag."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.fate} in {self.assignment_id}"
