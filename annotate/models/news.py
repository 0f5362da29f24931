"""What somebody ought to know, and has perhaps not seen yet."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotate.models.guidelines import Guidelines
from annotate.models.projects import Project
from annotate.models.talk import Comment
from annotate.models.work import Entry
from articles.models import ImportRun


class Matter(models.TextChoices):
    """What a notice is about."""

    MENTION = "mention", _("somebody mentions you")
    REPLY = "reply", _("somebody answers you")
    RETURNED = "returned", _("an article comes back to you")
    HANDED = "handed", _("articles are handed to you")
    READY = "ready", _("an article can be adjudicated")
    SETTLED = "settled", _("an article of yours is settled")
    IMPORTED = "imported", _("an import has ended")
    RULES = "rules", _("the guidelines have changed")


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about many notices."""

    def unread(self) -> Self:
        """Notices that their reader has not seen."""
        return self.filter(read_at=None)

    def of_members(self) -> Self:
        """Notices whose reader still belongs to the project; the others lead nowhere."""
        return self.filter(
            project__deleted_at=None,
            project__memberships__user=models.F("user"),
            project__memberships__removed_at=None,
        )


class Notice(models.Model):
    """One thing that one person ought to know. It leads to where it is about."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    matter = models.CharField(max_length=8, choices=Matter.choices)
    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    run = models.ForeignKey(ImportRun, models.CASCADE, null=True, related_name="+")
    guidelines = models.ForeignKey(Guidelines, models.CASCADE, null=True, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    count = models.PositiveIntegerField(default=1)  # of what has been handed out
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(matter__in=Matter.values),
                name="notice_matter_is_known",
                violation_error_message=_("There are no such notices."),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_of_person"),  # the page of notices
            models.Index(
                fields=["id"], condition=Q(read_at=None, mailed_at=None), name="notice_to_mail"
            ),  # what the worker asks for
        ]

    def __str__(self) -> str:
        return f"{self.matter} for {self.user_id}"
