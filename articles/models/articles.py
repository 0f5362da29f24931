"""What was saved, and the articles that it came to."""

from collections.abc import Collection
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
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
