"""What has been measured about how far reviewers agree."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotate.models.projects import Project


class AgreementReport(models.Model):
    """How far the reviewers of a project agree, kept so that it is measured once.

    ``key`` is the SHA-256 of the work that is compared and of the rules of measuring: other work or
    other rules make another report. ``selection`` says which work was asked for. ``content`` is empty
    until it is measured; if that is done in the background, ``uid`` is the key of the job.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="agreement_reports")
    selection = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=64)
    content = models.JSONField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    measured_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "key"],
                name="agreement_is_measured_once",
                violation_error_message=_("This has been measured already."),
            ),
            models.CheckConstraint(
                condition=Q(content__isnull=True, measured_at__isnull=True)
                | Q(content__isnull=False, measured_at__isnull=False),
                name="agreement_that_is_measured_has_a_time",
                violation_error_message=_("What has been measured says when."),
            ),
        ]
        indexes = [
            models.Index(fields=["project", "selection", "measured_at"], name="agreement_latest"),
        ]

    def __str__(self) -> str:
        return f"agreement in {self.project_id}: {self.key[:8]}"
