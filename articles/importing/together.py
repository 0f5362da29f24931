"""Many articles at once, as far as they are alike: all of them new, or all of them unchanged."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.db.models import QuerySet

from articles.importing.alike import Sketched, note_likeness
from articles.importing.rows import Arrival, Source, article_values, revision_values, way_values
from articles.models import Article, Provenance, RawDocument, Revision
from articles.search import add_new
from config.bulk import insert_values

Key = TypeVar("Key")
Place = tuple[str, str]  # the SHA-256 of a file, and the locator in it
TOGETHER = 500  # keys in one question
_OF_NOTE = ("article_id", "number", "text", "digest")  # of a revision that has just been stored


class Incoming(NamedTuple):
    """A document, the file that it was read from, and that file as it is stored."""

    source: Source
    raw: RawDocument
    arrival: Arrival


def store_together(incoming: list[Incoming]) -> dict[Place, Revision]:
    """Store those documents that are one with no stored article; returns theirs by place.

    The others are left to be stored one by one, among them those that come twice. All are samples, or
    none is.
    """
    fresh = [one._replace(arrival=one.arrival.made_ready()) for one in _fresh(incoming)]
    told = [article_values(source, arrival) for source, _, arrival in fresh]
    articles = insert_values(Article, told)
    wordings = [
        revision_values(article, one.arrival, number=1) for article, one in zip(articles, fresh, strict=True)
    ]
    revisions = insert_values(Revision, wordings)
    ready = [one.arrival.ready for one in fresh]
    add_new(zip(articles, revisions, told, (one.terms for one in ready), strict=True))
    note_likeness(
        [
            Sketched(revision, article, one.source.is_sample, some.sketch)
            for revision, article, one, some in zip(revisions, articles, fresh, ready, strict=True)
        ]
    )
    insert_values(
        Provenance,
        [
            way_values(source, raw.pk, arrival, revision, is_first=True)
            for revision, (source, raw, arrival) in zip(revisions, fresh, strict=True)
        ],
    )
    return {
        (source.sha256, arrival.locator): _stored(revision, values)
        for (source, _, arrival), revision, values in zip(fresh, revisions, wordings, strict=True)
    }


def _stored(key: int, values: Mapping[str, Any]) -> Revision:
    """Return a revision as it is read from the database; what few ask for is fetched when they do."""
    return Revision.from_db(connection.alias, ["id", *_OF_NOTE], [key, *(values[name] for name in _OF_NOTE)])


def unchanged(
    source: Source, raw: RawDocument, arrivals: Sequence[Arrival], seen: QuerySet[Revision] | None
) -> dict[str, Revision]:
    """Return, by locator, the revisions of those documents that came this very way before.

    ``raw`` had been stored before. ``seen`` holds the revisions that the importer may know of.
    """
    ways = (
        Provenance.objects.filter(raw=raw, revision__article__is_sample=source.is_sample)
        .select_related("revision__article")
        .only("locator", "revision__digest", "revision__article__address")
    )
    if len(arrivals) <= TOGETHER:  # of an archive, which may hold many more
        ways = ways.filter(locator__in=[arrival.locator for arrival in arrivals])
    came = {(way.locator, way.revision.digest): way.revision for way in ways}
    found = {}
    for arrival in arrivals:
        revision = came.get((arrival.locator, arrival.wording.digest))
        if revision and arrival.address in ("", revision.article.address):
            found[arrival.locator] = revision
    if seen is None:
        return found
    known: set[int] = set()
    for batch in _batches(revision.pk for revision in found.values()):
        known.update(seen.filter(pk__in=batch).values_list("pk", flat=True))
    return {locator: revision for locator, revision in found.items() if revision.pk in known}


def _fresh(incoming: list[Incoming]) -> Iterator[Incoming]:
    """Yield the documents that are one with no stored article and with none before them."""
    is_sample = any(one.source.is_sample for one in incoming)
    taken = _known([one.arrival for one in incoming], is_sample=is_sample)
    for one in incoming:
        keys = {one.arrival.address, one.arrival.wording.digest} - {""}
        if not keys & taken:
            yield one
        taken |= keys


def _known(arrivals: list[Arrival], *, is_sample: bool) -> set[str]:
    """Return those addresses and digests of the arrivals by which one of them may be a stored article.

    As ``find_article`` has it, equal words make one article only if one of the two has no address.
    """
    articles = Article.objects.filter(is_sample=is_sample)
    revisions = Revision.objects.filter(article__is_sample=is_sample)
    named = articles.exclude(address="")  # the words of the constraint, whose index is then used
    known: set[str] = set()
    for addresses in _batches(arrival.address for arrival in arrivals if arrival.address):
        known.update(named.filter(address__in=addresses).values_list("address", flat=True))
    for digests in _batches(arrival.wording.digest for arrival in arrivals):
        bare = articles.filter(address="", digest__in=digests)
        known.update(bare.values_list("digest", flat=True))
    for digests in _batches(arrival.wording.digest for arrival in arrivals if not arrival.address):
        known.update(revisions.filter(digest__in=digests).values_list("digest", flat=True))
    return known


def _batches(keys: Iterable[Key]) -> Iterator[list[Key]]:
    rest = iter(keys)
    while batch := list(islice(rest, TOGETHER)):
        yield batch
