"""What today's rules make of the bytes that were imported once."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet

from articles.importing.rows import Arrival, Source, new_revision, new_way
from articles.importing.store import arrivals_from
from articles.importing.turns import take_turn
from articles.models import Article, Cause, Provenance, RawDocument, Revision
from articles.problems import ImportProblem
from articles.search import refresh


@dataclass(frozen=True, slots=True)
class Recleaned:
    """One wording and what it would be today: ``arrival``, or None if it stays as it is.

    ``problem`` is set if the bytes cannot be read any more.
    """

    revision: Revision
    source: Source
    arrival: Arrival | None = None
    problem: ImportProblem | None = None


def reclean(revisions: QuerySet[Revision]) -> Iterator[Recleaned]:
    """Read again what these wordings came from, one after another, and change nothing.

    A text that is kept as it came is no matter of cleaning, and left out.
    """
    for key in revisions.filter(verbatim=False).order_by("pk").values_list("pk", flat=True).iterator():
        revision = Revision.objects.select_related("article").get(pk=key)
        way = revision.provenances.select_related("raw").order_by("pk").first()
        if way is not None:
            yield _again(revision, way)


def _again(revision: Revision, way: Provenance) -> Recleaned:
    source = Source.of(bytes(way.raw.content), way.name)
    try:
        arrivals = {one.locator: one for one in arrivals_from(source)}
    except ImportProblem as problem:
        return Recleaned(revision, source, problem=problem)
    arrival = arrivals.get(way.locator)
    known = set(revision.article.revisions.values_list("digest", flat=True))
    if arrival is None or arrival.wording.digest in known:
        return Recleaned(revision, source)
    return Recleaned(revision, source, arrival)


def store_recleaned(found: Recleaned) -> Revision | None:
    """Keep the wording of today beside the one before, which is not touched; None if there is nothing new."""
    if found.arrival is None:
        return None
    article = found.revision.article
    with transaction.atomic():
        take_turn({article.address or article.digest, found.arrival.wording.digest})
        Article.objects.select_for_update(no_key=True).get(pk=article.pk)
        if article.revisions.filter(digest=found.arrival.wording.digest).exists():
            return None
        last = article.revisions.aggregate(last=Max("number"))["last"]
        revision = new_revision(article, found.arrival, number=last + 1)
        revision.cause, revision.as_of = Cause.RECLEANED, found.revision.as_of
        revision.save(force_insert=True)
        raw = RawDocument.objects.only("pk").get(sha256=found.source.sha256)
        new_way(found.source, raw, found.arrival, revision, is_first=True).save(force_insert=True)
        refresh([article.pk])
    return revision
