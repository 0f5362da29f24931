"""Through which file a wording came."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from articles.models.articles import RawDocument
from articles.models.imports import ImportedFile
from articles.models.revisions import Revision


class ProvenanceQuerySet(models.QuerySet["Provenance"]):
    """Questions about many provenances."""

    def told_to(self, purpose: str) -> Self:
        """Those that imports with this purpose came through, with the ``own_name`` the file had there.

        What the operator brought is told to all, and so are the samples; what others imported is not.
        """
        own = ImportedFile.objects.filter(
            revision__article=OuterRef("revision__article"),  # which may have been cleaned again since
            raw_sha256=OuterRef("raw__sha256"),
            locator=OuterRef("locator"),
            run__purpose=purpose,
        )
        told = Q(own_name__isnull=False) | Q(imported_by=None) | Q(revision__article__is_sample=True)
        return self.annotate(own_name=Subquery(own.order_by("pk").values("name")[:1])).filter(told)


class Provenance(models.Model):
    """Through which raw document a revision came. One raw file may hold many articles."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="provenances")
    raw = models.ForeignKey(RawDocument, models.PROTECT, related_name="provenances")
    locator = models.CharField(max_length=100, blank=True)  # where in the raw document, as "line 3"
    name = models.CharField(max_length=500)  # of the file
    format = models.CharField(max_length=60)
    mirror_address = models.CharField(max_length=2000, blank=True)
    dropped = models.JSONField(null=True)  # what this file held beside the text; null: as the revision says
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    imported_at = models.DateTimeField(auto_now_add=True)

    objects = ProvenanceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "raw", "locator"],
                name="provenance_stored_once",
                violation_error_message=_("This way to the article is known already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
