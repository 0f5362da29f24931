"""Texts that somebody else has read from a file, with their own blocks: imports with tags."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
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


def import_ready(
    raw: bytes, name: str, texts: Iterable[Ready], *, by: User | None, seen: QuerySet[Revision] | None
) -> list[Imported]:
    """Store texts that were read from these bytes; returns what became of each, in their order.

    Call inside a transaction. ``seen`` holds the revisions that the importer may know of (None: all).
    """
    source = Source.of(raw, name, by=by)
    taken: set[str] = set()
    arrivals = []
    for count, text in enumerate(texts, start=1):
        locator = text.document.locator[:_LONGEST_LOCATOR]
        if not locator or locator in taken:
            locator = f"{locator} text {count}".strip()
        taken.add(locator)
        arrivals.append(_arrival(text, locator))
    take_turn(known_by(source, arrivals))
    return store(source, arrivals, seen=seen)


def _arrival(text: Ready, locator: str) -> Arrival:
    document = text.document
    wording = wording_of(document, own=text.blocks)
    moment = published(document.published, document.published_kind)
    return Arrival(document, locator, identity_of(document.url), wording, moment)
