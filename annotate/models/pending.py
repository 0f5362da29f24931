"""What has been uploaded and waits for somebody to look at it and confirm."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from annotate.models.history import Activity
from annotate.models.projects import Project

KEPT = timedelta(hours=24)


class PendingImportQuerySet(models.QuerySet["PendingImport"]):
    """Questions about many uploads that wait."""

    def waiting(self) -> Self:
        """Those that nobody has waited too long with."""
        return self.filter(uploaded_at__gt=timezone.now() - KEPT)

    def expired(self) -> Self:
        """Those that may go."""
        return self.filter(uploaded_at__lte=timezone.now() - KEPT)


class PendingImport(models.Model):
    """A file of tagged texts between its upload and its import. The bytes go when it is imported.

    ``activity`` is the import once it has happened, so that a form sent twice imports once.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=500)
    content = models.BinaryField()
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = PendingImportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["uploaded_at"], name="pending_import_by_age"),  # which may go
        ]

    def __str__(self) -> str:
        return self.name
