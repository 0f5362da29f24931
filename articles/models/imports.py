"""Runs of imports, and what became of each file."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.revisions import Revision


class ImportRun(models.Model):
    """One act of importing: some files, each with its outcome."""

    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="import_runs"
    )
    key = models.UUIDField(unique=True)  # made by the browser, so that batches and repeats find their run
    purpose = models.CharField(max_length=100, blank=True)  # whose run it is, in the words of the floor above
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"import {self.pk}"


class Outcome(models.TextChoices):
    """What became of a file."""

    NEW = "new", _("new")
    REVISED = "revised", _("revised")
    UNCHANGED = "unchanged", _("unchanged")
    DUPLICATE = "duplicate", _("duplicate")
    FAILED = "failed", _("failed")


class ImportedFile(models.Model):
    """One article read from a file of an import run, or the reason why none could be."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="files")
    name = models.CharField(max_length=500)
    locator = models.CharField(max_length=100, blank=True)
    raw_sha256 = models.CharField(max_length=64)
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    reason = models.TextField(blank=True)  # a sentence, where the outcome needs one
    revision = models.ForeignKey(Revision, models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(outcome=Outcome.FAILED) & Q(revision__isnull=True) & ~Q(reason=""))
                | (~Q(outcome=Outcome.FAILED) & Q(revision__isnull=False)),
                name="imported_file_has_a_revision_or_a_reason",
                violation_error_message=_("A failed file has a reason, any other a revision."),
            ),
            models.UniqueConstraint(
                fields=["run", "name", "locator", "raw_sha256"],
                name="imported_file_counted_once",
                violation_error_message=_("This file is in the import already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.outcome}"
