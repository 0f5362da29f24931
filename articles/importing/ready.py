"""Texts that somebody else has read from a file, with their own blocks: imports with tags."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from articles.importing.identity import identity_of
from articles.importing.published import published
from articles.importing.rows import Arrival, Source
from articles.importing.store import Imported, known_by, store
from articles.importing.turns import take_turn
from articles.importing.wording import wording_of
from articles.models import Revision
from articles.readers.base import Document
from articles.text.blocks import PlacedBlock

_LONGEST_LOCATOR = 80  # characters, so that a number fits behind


@dataclass(frozen=True, slots=True)
class Ready:
    """A document that can be stored as it is. ``blocks`` lie in its verbatim text, if it has its own."""

    document: Document
    blocks: tuple[PlacedBlock, ...] = ()


def with_places(texts: Iterable[Ready]) -> list[Ready]:
    """Give each text of a file a place of its own in it, by which it is known when the file comes again."""
    taken: set[str] = set()
    placed = []
    for count, text in enumerate(texts, start=1):
        locator = text.document.locator[:_LONGEST_LOCATOR]
        if not locator or locator in taken:
            locator = f"{locator} text {count}".strip()
        taken.add(locator)
        placed.append(replace(text, document=replace(text.document, locator=locator)))
    return placed


def import_ready(
    source: Source, texts: Iterable[Ready], *, seen: QuerySet[Revision] | None
) -> list[Imported]:
    """Store texts that were read from a file; returns what became of each, in their order.

    Call inside a transaction, with texts that have places (``with_places``): all of the file or some.
    ``seen`` holds the revisions that the importer may know of (None: all).
    """
    arrivals = [_arrival(text) for text in texts]
    take_turn(known_by(source, arrivals))
    return store(source, arrivals, seen=seen)


def _arrival(text: Ready) -> Arrival:
    document = text.document
    wording = wording_of(document, own=text.blocks)
    moment = published(document.published, document.published_kind)
    return Arrival(document, document.locator, identity_of(document.url), wording, moment)
