"""What today's rules make of the bytes that were imported once."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_noop

from articles.importing.archives import is_archive, members
from articles.importing.rows import Arrival, Source, new_revision, new_way
from articles.importing.store import arrivals_from, arrivals_in
from articles.importing.turns import take_turn
from articles.models import Article, Cause, Provenance, Revision
from articles.problems import ImportProblem
from articles.search import refresh

NO_ARTICLE = gettext_noop("The stored file holds no article here by today's rules.")
SEE_THE_FILE = gettext_noop("The text stays as it is. Download the file and look at what it holds.")


@dataclass(frozen=True, slots=True)
class Recleaned:
    """One wording and what it would be today: ``arrival``, or None if it stays as it is.

    ``stored`` is the revision that has today's wording already, if one has. ``problem`` is set if
    the bytes cannot be read any more.
    """

    revision: Revision
    way: Provenance | None = None
    arrival: Arrival | None = None
    stored: Revision | None = None
    problem: ImportProblem | None = None


def reclean(revisions: QuerySet[Revision]) -> Iterator[Recleaned]:
    """Read again what these wordings came from, one after another, and change nothing.

    A text that is kept as it came is no matter of cleaning, and left out.
    """
    again = Again()
    for key in revisions.filter(verbatim=False).order_by("pk").values_list("pk", flat=True).iterator():
        revision = Revision.objects.select_related("article").get(pk=key)
        way = revision.provenances.select_related("raw").order_by("pk").first()
        if way is not None:
            yield again.read(revision, way)


class Again:
    """Reads files again. Articles of one file that come one after another have it read once."""

    def __init__(self) -> None:
        self._file: _OpenFile | None = None

    def read(self, revision: Revision, way: Provenance) -> Recleaned:
        """Return what this wording, which came this way, would be today."""
        try:
            arrival = self._arrival(way)
        except ImportProblem as problem:
            return Recleaned(revision, way, problem=problem)
        if arrival is None:
            return Recleaned(revision, way, problem=ImportProblem(way.name, NO_ARTICLE, SEE_THE_FILE))
        if arrival.wording.digest == revision.digest:
            return Recleaned(revision, way)
        known = revision.article.revisions.filter(digest=arrival.wording.digest).first()
        return Recleaned(revision, way, arrival, known)

    def _arrival(self, way: Provenance) -> Arrival | None:
        is_open = self._file is not None and self._file.source.sha256 == way.raw.sha256
        if self._file and is_open and (found := self._file.find(way.locator)):
            return found
        self._file = None  # unless it can be opened
        self._file = _OpenFile(Source.of(bytes(way.raw.content), way.name))
        return self._file.find(way.locator)


class _OpenFile:
    """A file that is read once from its beginning to its end: an archive file by file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._coming = self._parts()
        self._read: dict[str, Arrival] = {}

    def find(self, locator: str) -> Arrival | None:
        """Return the article there, if it has not been passed by already."""
        while locator not in self._read:
            part = next(self._coming, None)
            if part is None:
                return None
            self._read = {one.locator: one for one in part}
        return self._read[locator]

    def _parts(self) -> Iterator[list[Arrival]]:
        if not is_archive(self.source.raw):
            yield arrivals_from(self.source)
            return
        for member in members(self.source.raw, self.source.name):
            with suppress(ImportProblem):
                yield arrivals_in(self.source, member)


def store_recleaned(found: Recleaned) -> Revision | None:
    """Keep the wording of today beside the one before, which is not touched; None if there is none.

    Whoever knows where the one before came from knows it of this one.
    """
    if found.arrival is None or found.way is None:
        return None
    article, way = found.revision.article, found.way
    with transaction.atomic():
        take_turn({article.address or article.digest, found.arrival.wording.digest})
        Article.objects.select_for_update(no_key=True).get(pk=article.pk)
        if known := article.revisions.filter(digest=found.arrival.wording.digest).first():
            return known
        last = article.revisions.aggregate(last=Max("number"))["last"]
        revision = new_revision(article, found.arrival, number=last + 1)
        revision.cause, revision.as_of = Cause.RECLEANED, found.revision.as_of
        revision.save(force_insert=True)
        source = Source(b"", way.name, way.raw.sha256, way.imported_by)
        new_way(source, way.raw, found.arrival, revision, is_first=True).save(force_insert=True)
        refresh([article.pk])
    return revision
