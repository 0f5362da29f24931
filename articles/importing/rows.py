"""What is stored of one document: the rows, made but not yet written.

Rows are values by the names of their columns. Objects are made of them only where one article is stored
by itself: of many at once they would take a tenth of the time of an import.
"""

import hashlib
import json
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
from config.bulk import Encoded

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
class Prepared:
    """What can be made of a document beforehand, without the database.

    ``terms`` of its text and its ``sketch`` are what it is found by; ``blocks`` and ``dropped`` are
    written as they are stored.
    """

    terms: Findable
    sketch: tuple[int, ...]
    blocks: Encoded
    dropped: Encoded


@dataclass(frozen=True, slots=True)
class Arrival:
    """One document of a file, ready to be stored."""

    document: Document
    locator: str
    address: str  # "" if none names the article
    wording: Wording
    published: Published
    prepared: Prepared | None = None

    @property
    def ready(self) -> Prepared:
        """What is prepared; takes as long as half of the reading if it is not yet."""
        return self.prepared or _prepared(self)

    def made_ready(self) -> "Arrival":
        """Return the arrival with all that needs no database, so that none of it keeps the store waiting."""
        return self if self.prepared else replace(self, prepared=_prepared(self))

    def to_hand_over(self) -> "Arrival":
        """Return the arrival made ready, for another process: what is written down already stays behind."""
        return replace(
            self.made_ready(),
            document=replace(self.document, blocks=(), dropped=()),
            wording=replace(self.wording, blocks=[]),
        )


def _prepared(arrival: Arrival) -> Prepared:
    text, verbatim = arrival.wording.text, arrival.document.verbatim is not None
    return Prepared(
        findable(title_of(arrival), text, verbatim=verbatim),
        sketch_of(text),
        Encoded.of(arrival.wording.blocks),
        Encoded.of(
            [
                {"text": piece.text, "reason": str(piece.reason), "after": piece.after}
                for piece in arrival.document.dropped
            ]
        ),
    )


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


def article_values(source: Source, arrival: Arrival) -> dict[str, Any]:
    """Return what is stored of the article of a document that nobody has brought before."""
    return {
        "address": arrival.address,
        "digest": arrival.wording.digest,
        "is_sample": source.is_sample,
        **described(arrival),
    }


def revision_values(article: int, arrival: Arrival, *, number: int) -> dict[str, Any]:
    """Return what is stored of the wording of a document, as a revision of the article with this key."""
    document, wording, ready = arrival.document, arrival.wording, arrival.ready
    notes = list(document.notes)
    if document.url and not arrival.address:
        notes.append(HOME_PAGE)
    return {
        "article_id": article,
        "number": number,
        "text": wording.text,
        "digest": wording.digest,
        "blocks": ready.blocks,
        "dropped": ready.dropped,
        "notes": notes,
        "verbatim": document.verbatim is not None,
        "extractor": EXTRACTOR,
        "as_of": arrival.published.as_of,
    }


def way_values(
    source: Source, raw: int, arrival: Arrival, revision: int, *, is_first: bool
) -> dict[str, Any]:
    """Return how a revision came in. What the first way dropped is what the revision says."""
    return {
        "revision_id": revision,
        "raw_id": raw,
        "locator": arrival.locator,
        "name": source.name,
        "format": arrival.document.format[:60],
        "mirror_address": mirror_of(arrival),
        "dropped": None if is_first else arrival.ready.dropped,
        "imported_by_id": source.by.pk if source.by else None,
    }


def new_article(source: Source, arrival: Arrival) -> Article:
    """Return the article of a document that nobody has brought before."""
    return Article(**article_values(source, arrival))


def new_revision(article: Article, arrival: Arrival, *, number: int) -> Revision:
    """Return the wording of a document as a revision of its article."""
    values = revision_values(article.pk, arrival, number=number)
    read = {name: json.loads(values[name]) for name in ("blocks", "dropped")}
    revision = Revision(**values | read)
    revision.article = article
    return revision


def new_way(
    source: Source, raw: RawDocument, arrival: Arrival, revision: Revision, *, is_first: bool
) -> Provenance:
    """Return how a revision came in."""
    values = way_values(source, raw.pk, arrival, revision.pk, is_first=is_first)
    return Provenance(**values | {"dropped": values["dropped"] and json.loads(values["dropped"])})


def mirror_of(arrival: Arrival) -> str:
    """Return the address of the mirror that a document came through, if any."""
    return (arrival.document.mirror_url or "")[:2000]
