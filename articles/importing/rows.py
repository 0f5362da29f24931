"""What is stored of one document: the rows, made but not yet written."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from accounts.models import User
from articles.importing.published import Published
from articles.importing.wording import Wording
from articles.models import Article, Provenance, RawDocument, Revision
from articles.readers.base import Document
from articles.search import Findable, findable
from articles.text import EXTRACTOR
from articles.text.sketch import sketch_of
from articles.text.tidy import storable

HOME_PAGE = "the address names no single article, so the article is known by its text"


@dataclass(frozen=True, slots=True)
class Source:
    """One file on its way in. ``sha256`` is of its bytes."""

    raw: bytes
    name: str
    sha256: str
    by: User | None = None
    is_sample: bool = False

    @classmethod
    def of(cls, raw: bytes, name: str, *, by: User | None = None, is_sample: bool = False) -> "Source":
        """Return the source with a name that can be stored."""
        return cls(raw, file_name(name), hashlib.sha256(raw).hexdigest(), by, is_sample)

    def brought_by(self, by: User | None) -> "Source":
        """Return the same file in somebody's name."""
        return replace(self, by=by)

    def as_raw(self) -> RawDocument:
        """Return the row that keeps the bytes, which nobody has brought before."""
        return RawDocument(sha256=self.sha256, content=self.raw, size=len(self.raw))


def file_name(name: str) -> str:
    """Return the name of a file so that it can be stored; of a long one the end, which tells more."""
    return storable(name)[0][-500:] or "-"


@dataclass(frozen=True, slots=True)
class Found:
    """What a new article is found by: the terms of its text, and its sketch for those that are alike."""

    terms: Findable
    sketch: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One document of a file, ready to be stored."""

    document: Document
    locator: str
    address: str  # "" if none names the article
    wording: Wording
    published: Published
    prepared: Found | None = None

    @property
    def found(self) -> Found:
        """What the article is found by; takes as long as half of the reading if it is not prepared."""
        return self.prepared or _found(self)

    def made_ready(self) -> "Arrival":
        """Return the arrival with what it is found by, so that nothing of this keeps the store waiting.

        The blocks of its document stay behind, which are in the wording: less to keep and to hand over.
        """
        if self.prepared:
            return self
        return replace(self, prepared=_found(self), document=replace(self.document, blocks=()))


def _found(arrival: Arrival) -> Found:
    text, verbatim = arrival.wording.text, arrival.document.verbatim is not None
    return Found(findable(title_of(arrival), text, verbatim=verbatim), sketch_of(text))


def title_of(arrival: Arrival) -> str:
    """Return the title, else the first line of the text, cut to what fits."""
    first_line = arrival.wording.text.strip().split("\n", 1)[0]
    return (arrival.document.title.strip() or first_line)[:1000]


def described(arrival: Arrival) -> dict[str, Any]:
    """Return what an article says of itself, cut to what fits."""
    document, moment = arrival.document, arrival.published
    return {
        "title": title_of(arrival),
        "outlet": (document.outlet or "")[:200],
        "authors": list(document.authors),
        "tags": list(document.tags),
        "lang": (document.lang or "")[:35],
        "published_at": moment.at,
        "published_day": moment.day,
        "published_text": moment.text,
        "published_kind": moment.kind,
        "external_id": (document.external_id or "")[:200],
    }


def new_article(source: Source, arrival: Arrival) -> Article:
    """Return the article of a document that nobody has brought before."""
    return Article(
        address=arrival.address,
        digest=arrival.wording.digest,
        is_sample=source.is_sample,
        **described(arrival),
    )


def new_revision(article: Article, arrival: Arrival, *, number: int) -> Revision:
    """Return the wording of a document as a revision of its article."""
    document, wording = arrival.document, arrival.wording
    notes = list(document.notes)
    if document.url and not arrival.address:
        notes.append(HOME_PAGE)
    return Revision(
        article=article,
        number=number,
        text=wording.text,
        digest=wording.digest,
        blocks=wording.blocks,
        dropped=_dropped(arrival),
        notes=notes,
        verbatim=document.verbatim is not None,
        extractor=EXTRACTOR,
        as_of=arrival.published.as_of,
    )


def new_way(
    source: Source, raw: RawDocument, arrival: Arrival, revision: Revision, *, is_first: bool
) -> Provenance:
    """Return how a revision came in. What the first way dropped is what the revision says."""
    return Provenance(
        revision=revision,
        raw=raw,
        locator=arrival.locator,
        name=source.name,
        format=arrival.document.format[:60],
        mirror_address=mirror_of(arrival),
        dropped=None if is_first else _dropped(arrival),
        imported_by=source.by,
    )


def mirror_of(arrival: Arrival) -> str:
    """Return the address of the mirror that a document came through, if any."""
    return (arrival.document.mirror_url or "")[:2000]


def _dropped(arrival: Arrival) -> list[dict[str, Any]]:
    return [
        {"text": piece.text, "reason": str(piece.reason), "after": piece.after}
        for piece in arrival.document.dropped
    ]
