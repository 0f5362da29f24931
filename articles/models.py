"""Raw documents, articles and their revisions."""

from collections.abc import Collection
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from articles.outlets.clocks import on_its_own_clock


class RawDocument(models.Model):
    """The bytes of one imported file, kept for ever under their SHA-256. ``size`` counts bytes."""

    sha256 = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256[:12]


class PublishedKind(models.TextChoices):
    """How well the time of publication is known."""

    PAGE = "page", _("the page's own time")
    FEED = "feed", _("the feed's time")
    DAY = "day", _("the day only")
    UNKNOWN = "unknown", _("unknown")


class InUse(models.TextChoices):
    """Whether any project works on an article."""

    YES = "used", _("in a project")
    NO = "unused", _("in no project yet")


#: An article that a project has now. The floor above names these relations; nothing else of it is known here.
_USED = Q(entries__removed_at=None, entries__project__deleted_at=None, entries__isnull=False)


def holding(field: str, words: str) -> Q:
    """Return the condition that a field holds words, in capitals or not.

    Chinese knows no capitals, and PostgreSQL takes several times as long to make some.
    """
    has_capitals = words.lower() != words.upper()
    return Q(**{f"{field}__{'icontains' if has_capitals else 'contains'}": words})


class ArticleQuerySet(models.QuerySet["Article"]):
    """Questions about many articles."""

    def real(self) -> Self:
        """All but the made-up samples, which never count."""
        return self.filter(is_sample=False)

    def matching(self, words: str) -> Self:
        """Articles whose title or outlet holds ``words``."""
        return self.filter(holding("title", words) | holding("outlet", words)) if words else self

    def by_use(self, state: str) -> Self:
        """Articles that some project works on, or that none does. Then the former are gathered once."""
        if state == InUse.YES:
            return self.filter(Exists(Article.objects.filter(_USED, pk=OuterRef("pk"))))
        entries = Article._meta.get_field("entries").related_model._base_manager  # joined to no article again
        used = entries.filter(removed_at=None, project__deleted_at=None)
        return self.exclude(pk__in=used.values("article"))

    def uses(self, articles: Collection[int]) -> dict[int, int]:
        """Return how many projects have each of these articles; those that none has are left out."""
        counted = self.filter(_USED, pk__in=articles).order_by().annotate(uses=Count("entries"))
        return dict(counted.values_list("pk", "uses"))

    def outlets(self) -> "models.QuerySet[Article, str]":
        """Return the outlets of these articles, each once, in the order of their names."""
        named = self.exclude(outlet="").order_by("outlet")
        return named.values_list("outlet", flat=True).distinct()

    def for_list(self) -> Self:
        """Only what a list shows of an article."""
        return self.only("title", "outlet", "lang", "published_day", "published_text", "added_at")


class Article(models.Model):
    """One published piece, whatever mirrors it came through.

    Its identity is its canonical address; without one, the digest of its first text. Samples live
    apart: importing one in earnest makes another article, which stays when the samples go.
    """

    address = models.CharField(_("address"), max_length=2000, blank=True)
    digest = models.CharField(max_length=64)  # SHA-256 of the first text stored
    title = models.CharField(_("title"), max_length=1000)
    outlet = models.CharField(_("outlet"), max_length=200, blank=True)
    authors = models.JSONField(default=list)
    tags = models.JSONField(default=list)
    lang = models.CharField(_("language"), max_length=35, blank=True)  # BCP 47
    published_at = models.DateTimeField(_("published"), null=True)
    published_day = models.DateField(_("day of publication"), null=True)
    published_text = models.CharField(max_length=40, blank=True)  # as read: keeps the page's own zone
    published_kind = models.CharField(
        max_length=7, choices=PublishedKind.choices, default=PublishedKind.UNKNOWN
    )
    external_id = models.CharField(max_length=200, blank=True)
    is_sample = models.BooleanField(default=False)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["address", "is_sample"],
                condition=~Q(address=""),
                name="article_address_is_its_identity",
                violation_error_message=_("Another article has this address."),
            ),
            models.UniqueConstraint(
                fields=["digest", "is_sample"],
                condition=Q(address=""),
                name="article_without_address_is_known_by_its_text",
                violation_error_message=_("Another article without an address has this text."),
            ),
            models.CheckConstraint(
                condition=Q(published_kind__in=PublishedKind.values),
                name="article_published_kind_is_known",
                violation_error_message=_("Say how the time of publication is known."),
            ),
        ]
        indexes = [
            # The library. Without is_sample: SQLite looks no "NOT is_sample" up in an index.
            models.Index(fields=["-added_at", "-id"], name="article_library_order"),
            models.Index(fields=["outlet", "is_sample"], name="article_outlet"),  # the library's filter
            models.Index(fields=["lang"], name="article_lang"),  # the search's filter
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def published_there(self) -> datetime | None:
        """The time of publication on the clock of the outlet; None if only the day is known, or nothing."""
        at, written = self.published_at, self.published_text
        return at and on_its_own_clock(at, as_read=written, address=self.address, outlet=self.outlet)


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


class Sketch(models.Model):
    """What a revision's text is like, as ``text.sketch`` makes it; empty if the text is too short."""

    revision = models.OneToOneField(Revision, models.CASCADE, primary_key=True, related_name="sketch")
    hashes = models.BinaryField()  # as text.sketch packs them, the smallest first

    def __str__(self) -> str:
        return f"sketch of {self.revision_id}"


class SketchKey(models.Model):
    """One of the smallest hashes of a sketch: those that share it may be alike."""

    sketch = models.ForeignKey(Sketch, models.CASCADE, related_name="keys", db_index=False)
    value = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["value", "sketch"],
                name="sketch_key_stored_once",
                violation_error_message=_("This revision has this key already."),
            ),
        ]
        indexes = [models.Index(fields=["sketch"], name="sketch_key_of")]  # what goes with a revision

    def __str__(self) -> str:
        return f"{self.value:08x}"


class Likeness(models.Model):
    """Two articles of which some wordings are nearly the same. ``score`` (0 to 1) is the greatest found.

    They are shown to each other's readers, and never merged.
    """

    first = models.ForeignKey(Article, models.CASCADE, related_name="likenesses")
    second = models.ForeignKey(Article, models.CASCADE, related_name="liked_by")
    score = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="likeness_is_one_per_pair",
                violation_error_message=_("These two articles are linked already."),
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second"), score__range=(0, 1)),
                name="likeness_names_the_older_first",
                violation_error_message=_("Two different articles are alike, the older one first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"
