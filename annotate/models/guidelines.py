"""The rules by which a team tags, version by version."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotate.models.projects import Project

LONGEST_SUMMARY = 200  # characters
BUILT_IN = 0  # the number of what comes with the site, in the language of whoever reads it


class Guidelines(models.Model):
    """One version of a project's guidelines, Markdown. It never changes; a change is a new version.

    Versions count from one. ``Project.guidelines_version`` is the number of the present one, ``BUILT_IN``
    while there is none. A version without words stands for the built-in guidelines. ``restores`` is the
    number of the earlier version whose words this one brings back.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="guidelines")
    number = models.PositiveIntegerField()
    text = models.TextField(_("guidelines"), blank=True)
    summary = models.CharField(_("what changed"), max_length=LONGEST_SUMMARY, blank=True)
    restores = models.PositiveIntegerField(null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                name="guidelines_version_is_unique",
                violation_error_message=_("The guidelines have such a version already."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="guidelines_versions_count_from_one",
                violation_error_message=_("Versions of the guidelines count from one."),
            ),
            models.CheckConstraint(
                condition=Q(restores=None) | Q(restores__lt=models.F("number")),
                name="guidelines_restore_what_was_before",
                violation_error_message=_("Only an earlier version can be brought back."),
            ),
        ]

    def __str__(self) -> str:
        return f"guidelines {self.number} of {self.project_id}"
