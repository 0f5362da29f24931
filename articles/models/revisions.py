"""The wordings of articles, and how each is found again."""

from datetime import UTC, date, time
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article


class Cause(models.TextChoices):
    """Why a revision exists."""

    PUBLISHED = "published", _("published")
    RECLEANED = "recleaned", _("cleaned again")
    CORRECTED = "corrected", _("corrected")


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Questions about many revisions."""

    def newest_first(self) -> Self:
        """By the time of publication, not by the order in which they came in."""
        return self.order_by(F("as_of").desc(nulls_last=True), "-number")


class Revision(models.Model):
    """One wording of an article. Never changed once stored.

    ``text`` is the canonical text; ``blocks`` is a list of ``{kind, start, end}`` (and ``level``,
    ``href`` where there is one) with half-open ranges in Unicode code points of ``text``;
    ``dropped`` a list of ``{text, reason, after}`` where ``after`` counts the blocks before it.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 of text in UTF-8
    blocks = models.JSONField()
    dropped = models.JSONField(default=list)
    notes = models.JSONField(default=list)  # what the reader had to mend or could not know
    verbatim = models.BooleanField(default=False)  # kept byte for byte: spans may cross blocks
    extractor = models.CharField(max_length=40)
    cause = models.CharField(max_length=9, choices=Cause.choices, default=Cause.PUBLISHED)
    as_of = models.DateTimeField(null=True)  # when this wording was published, as far as it is known
    stored_at = models.DateTimeField(auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "digest"],
                name="revision_wording_stored_once",
                violation_error_message=_("This wording of the article is stored already."),
            ),
            models.UniqueConstraint(
                fields=["article", "number"],
                name="revision_number_is_taken_once",
                violation_error_message=_("The article has a revision of this number."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1) & Q(cause__in=Cause.values) & ~Q(text=""),
                name="revision_is_numbered_and_not_empty",
                violation_error_message=_("A revision has a number, a cause and a text."),
            ),
        ]
        indexes = [
            models.Index(fields=["digest"], name="revision_digest"),  # the same wording elsewhere
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.number})"

    @property
    def day(self) -> date | None:
        """The day of publication, where no hour of it is known: ``as_of`` is its first moment in UTC."""
        at = self.as_of and self.as_of.astimezone(UTC)
        return at.date() if at and at.time() == time() else None


class SearchRow(models.Model):
    """How one wording is found again. ``articles/search`` writes and asks these rows, and nothing else.

    ``place`` puts them in order: see ``articles/search/places.py``. ``plain`` is the folded text.
    """

    place = models.BigAutoField(primary_key=True)  # always given; as this SQLite takes it for its row number
    article = models.ForeignKey(Article, models.CASCADE, related_name="search_rows")
    revision = models.OneToOneField(Revision, models.CASCADE, related_name="search_row")
    plain = models.TextField()

    class Meta:
        ordering = ["-place"]
        indexes = [
            # Walking the hits: which article, which wording.
            models.Index(fields=["place", "article", "revision"], name="searchrow_without_its_text"),
        ]

    def __str__(self) -> str:
        return str(self.place)
