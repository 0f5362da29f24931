"""Every version that a project's label set has had."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from annotate.models.projects import Project


class Cause(models.TextChoices):
    """How a version of a label set came about."""

    FOUNDED = "founded", _("The project began with it")
    CHANGED = "changed", _("Changed by hand")
    IMPORTED = "imported", _("Taken over from a file")
    TAGS = "tags", _("Labels came with imported tags")
    RESTORED = "restored", _("An earlier version again")
    FOUND = "found", _("As it was when versions began to be kept")


class LabelSetVersion(models.Model):
    """One version of a project's label set, as data in the form of a file. It never changes.

    ``number`` is what ``Project.label_set_version`` was or is; ``restores`` the number of the version
    that this one brings back.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="label_set_versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    cause = models.CharField(max_length=8, choices=Cause.choices)
    restores = models.PositiveIntegerField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                name="label_set_version_is_unique",
                violation_error_message=_("The label set has such a version already."),
            ),
            models.CheckConstraint(
                condition=Q(restores=None) & ~Q(cause=Cause.RESTORED)
                | Q(restores__lt=F("number"), cause=Cause.RESTORED),
                name="label_set_restores_what_was_before",
                violation_error_message=_("Only an earlier version can be brought back."),
            ),
        ]

    def __str__(self) -> str:
        return f"label set {self.number} of {self.project_id}"
