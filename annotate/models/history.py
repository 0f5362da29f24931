"""The append-only record of who did what."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotate.models.projects import Membership, Project
from annotate.models.work import Assignment, Entry, settled_for


class Verb(models.TextChoices):
    """What was done."""

    CREATE = "create", _("tagged")
    CHANGE = "change", _("changed a tag")
    DELETE = "delete", _("deleted a tag")
    LINK = "link", _("changed a link")
    UNDO = "undo", _("undid")
    REDO = "redo", _("redid")
    SUBMIT = "submit", _("submitted")
    REOPEN = "reopen", _("reopened")
    FOUND = "found", _("created the project")
    SETTINGS = "settings", _("changed the settings")
    INVITE = "invite", _("invited")
    REVOKE = "revoke", _("revoked an invitation")
    JOIN = "join", _("joined")
    ROLE = "role", _("changed a role")
    REMOVE = "remove", _("removed a member")
    ADD = "add", _("added articles")
    IMPORT = "import", _("imported tags")
    TAKE_OUT = "take_out", _("took out an article")
    PUT_BACK = "put_back", _("put back an article")
    TRASH = "trash", _("deleted the project")
    RESTORE = "restore", _("restored the project")
    MOVE_PIN = "move_pin", _("moved the work to another wording")
    SETTLE = "settle", _("settled a tag of an earlier wording")
    TAKE = "take", _("took an article")
    ASSIGN = "assign", _("handed out an article")
    RELEASE = "release", _("gave an article back")
    SKIP = "skip", _("skipped an article")
    RETURN = "return", _("returned an article")
    TRANSFER = "transfer", _("handed work over")
    MERGE = "merge", _("brought the reviewers’ tags together")
    DECIDE = "decide", _("settled a disagreement")
    COMMENT = "comment", _("commented")
    RESOLVE = "resolve", _("resolved a comment")
    LABELS = "labels", _("changed the labels")
    BRING_BACK = "bring_back", _("brought a deleted tag back")
    REVERT = "revert", _("put a tag back as it was")
    GUIDELINES = "guidelines", _("changed the guidelines")


#: Verbs that a person can take back by the undo key.
STEPS = (
    Verb.CREATE, Verb.CHANGE, Verb.DELETE, Verb.LINK, Verb.SETTLE, Verb.BRING_BACK, Verb.REVERT
)  # fmt: skip
#: What is done to an article as a whole, and says nothing of anybody's tags.
OF_ARTICLES = (Verb.MOVE_PIN, Verb.TAKE_OUT, Verb.PUT_BACK)


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Questions about many acts."""

    def visible_to(self, member: Membership) -> Self:
        """Acts in the member's project, without those that blindness hides."""
        acts = self.filter(project=member.project_id)
        if member.is_blind:
            is_open = Q(assignment__isnull=False) & settled_for(member, "assignment__entry")
            is_open |= Q(entry__isnull=False) & (settled_for(member, "entry") | Q(verb__in=OF_ARTICLES))
            return acts.filter(is_open | Q(assignment__reviewer=member.user_id))
        return acts


class Activity(models.Model):
    """One act of one person, and the receipt for the request that asked for it.

    ``changes`` is a list of ``{thing, id, before, after}`` with the fields that changed: ids and
    values, never article text, names or addresses. ``number`` is the assignment's change number
    after the act. ``answer`` is what the client was told; the same request is answered so again.
    What is about one article, but nobody's work on it, names its ``entry``.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="activities")
    assignment = models.ForeignKey(Assignment, models.CASCADE, null=True, related_name="activities")
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+", db_index=False)
    number = models.PositiveIntegerField(null=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="activities")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    changes = models.JSONField(default=list)
    undoes = models.OneToOneField("self", models.CASCADE, null=True, related_name="undone_by")
    request = models.UUIDField(null=True)
    request_sha256 = models.CharField(max_length=64, blank=True)
    answer = models.JSONField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "request"],
                condition=Q(request__isnull=False),
                name="activity_answers_a_request_once",
                violation_error_message=_("This request has been answered already."),
            ),
            models.UniqueConstraint(
                fields=["assignment", "number"],
                condition=Q(assignment__isnull=False),
                name="activity_number_is_unique_in_its_assignment",
                violation_error_message=_("Another act has this number."),
            ),
        ]
        indexes = [
            models.Index(fields=["project", "id"], name="activity_of_project"),  # the project's history
            models.Index(
                fields=["entry", "id"], condition=Q(entry__isnull=False), name="activity_of_entry"
            ),  # the article's history; no tag is written into it
        ]

    def __str__(self) -> str:
        return f"{self.verb} by {self.actor_id}"
