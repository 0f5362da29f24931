"""Storing documents: raw bytes, article, revision and the way they came."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from accounts.models import User
from articles.importing.door import read_documents
from articles.importing.identity import find_article, identity_of
from articles.importing.published import Published, published
from articles.importing.turns import take_turn
from articles.importing.wording import Wording, wording_of
from articles.models import Article, Outcome, Provenance, RawDocument, Revision
from articles.problems import ImportProblem
from articles.readers.base import Document
from articles.text import EXTRACTOR
from articles.text.tidy import storable

MERGED = gettext_noop(
    "The same text is stored already; one of the two came without an address, so they are one."
)
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


def file_name(name: str) -> str:
    """Return the name of a file so that it can be stored; of a long one the end, which tells more."""
    return storable(name)[0][-500:] or "-"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One document of a file, ready to be stored."""

    document: Document
    locator: str
    address: str  # "" if none names the article
    wording: Wording
    published: Published


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one document. ``reason`` is an English sentence where the outcome needs one."""

    revision: Revision
    outcome: Outcome
    locator: str
    reason: str = ""


def import_bytes(
    raw: bytes, name: str, *, by: User | None = None, address: str | None = None, is_sample: bool = False
) -> list[Imported]:
    """Store every article in a file, all of them or none, and say what became of each.

    Raises ImportProblem if the file cannot be read. The bytes are kept only with an article read
    from them: what nobody can read stays with whoever has it.
    """
    source = Source.of(raw, name, by=by, is_sample=is_sample)
    arrivals = arrivals_from(source, address=address)
    with transaction.atomic():
        take_turn(known_by(source, arrivals))
        return store(source, arrivals)


def arrivals_from(source: Source, *, address: str | None = None) -> list[Arrival]:
    """Read a file and make its documents ready; raises ImportProblem."""
    documents = read_documents(source.raw, source.name, address=address)
    found = []
    for count, document in enumerate(documents, start=1):
        locator = document.locator or (f"article {count}" if len(documents) > 1 else "")
        wording = wording_of(document)
        if not wording.text.strip():
            raise ImportProblem(
                ", ".join(filter(None, (source.name, locator))),
                gettext_noop("It holds no text."),
                gettext_noop("Look whether it is the right file, and import it again."),
            )
        moment = published(document.published, document.published_kind)
        found.append(Arrival(document, locator[:100], identity_of(document.url), wording, moment))
    return found


def known_by(source: Source, arrivals: Iterable[Arrival]) -> set[str]:
    """Return everything that the file and its articles are known by."""
    keys = {source.sha256}
    for arrival in arrivals:
        keys |= {arrival.address or arrival.wording.digest, arrival.wording.digest}
    return keys


def store(
    source: Source, arrivals: Iterable[Arrival], *, seen: QuerySet[Revision] | None = None
) -> list[Imported]:
    """Store what was read from one file, inside a transaction that has taken its turn.

    ``seen`` holds the revisions that the importer may know of (default: all). An article outside of
    it is "new" to them, whoever else has it, so that an import tells nobody what others read.
    """
    raw = RawDocument.objects.only("pk").filter(sha256=source.sha256).first()
    raw = raw or RawDocument.objects.create(sha256=source.sha256, content=source.raw, size=len(source.raw))
    return [_store_one(source, raw, arrival, seen) for arrival in arrivals]


def _store_one(
    source: Source, raw: RawDocument, arrival: Arrival, seen: QuerySet[Revision] | None
) -> Imported:
    article = find_article(arrival.address, arrival.wording.digest, is_sample=source.is_sample)
    if article is None:
        article = Article.objects.create(
            address=arrival.address,
            digest=arrival.wording.digest,
            is_sample=source.is_sample,
            **_described(arrival),
        )
        revision = _add_revision(article, arrival, number=1)
        _add_way(source, raw, arrival, revision, ways=[])
        return Imported(revision, Outcome.NEW, arrival.locator)
    merged = bool(article.address) != bool(arrival.address)
    _complete(article, arrival)
    stored = {one.pk: one for one in article.revisions.only("article", "digest", "number", "as_of")}
    known = set(stored if seen is None else seen.filter(article=article).values_list("pk", flat=True))
    same = next((one for one in stored.values() if one.digest == arrival.wording.digest), None)
    revision = same or _revise(article, arrival, list(stored.values()))
    ways = list(revision.provenances.values_list("raw", "locator", "mirror_address")) if same else []
    another_way = _add_way(source, raw, arrival, revision, ways=ways)
    outcome = _outcome(revision.pk, known, another_way=another_way)
    reason = MERGED if merged and outcome == Outcome.DUPLICATE else ""
    return Imported(revision, outcome, arrival.locator, reason)


def _outcome(revision: int, known: set[int], *, another_way: bool) -> Outcome:
    if not known:
        return Outcome.NEW
    if revision not in known:
        return Outcome.REVISED
    return Outcome.DUPLICATE if another_way else Outcome.UNCHANGED


def _described(arrival: Arrival) -> dict[str, Any]:
    """Return what an article says of itself, cut to what fits."""
    document, moment = arrival.document, arrival.published
    first_line = arrival.wording.text.strip().split("\n", 1)[0]
    return {
        "title": (document.title.strip() or first_line)[:1000],
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


def _complete(article: Article, arrival: Arrival) -> None:
    """Give a known article what it lacked: its address, and what another way tells of it."""
    changes: dict[str, Any] = {}
    if arrival.address and not article.address:
        changes["address"] = arrival.address
    described = _described(arrival)
    if article.published_kind != "unknown":
        described = {name: value for name, value in described.items() if not name.startswith("published")}
    changes |= {
        name: value
        for name, value in described.items()
        if value and getattr(article, name) in ("", [], None, "unknown")
    }
    _change(article, changes)


def _revise(article: Article, arrival: Arrival, stored: list[Revision]) -> Revision:
    """Add a wording; the article is described by the newest, which need not be the last to come in."""
    moment = arrival.published.as_of
    earlier = [revision.as_of for revision in stored if revision.as_of]
    if not earlier or (moment and moment >= max(earlier)):
        described = _described(arrival)
        _change(article, {name: value for name, value in described.items() if value})
    return _add_revision(article, arrival, number=max(revision.number for revision in stored) + 1)


def _change(article: Article, changes: dict[str, Any]) -> None:
    if changes:
        for name, value in changes.items():
            setattr(article, name, value)
        article.save(update_fields=list(changes))


def _add_revision(article: Article, arrival: Arrival, *, number: int) -> Revision:
    document, wording = arrival.document, arrival.wording
    notes = list(document.notes)
    if document.url and not arrival.address:
        notes.append(HOME_PAGE)
    return Revision.objects.create(
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


def _dropped(arrival: Arrival) -> list[dict[str, Any]]:
    return [
        {"text": piece.text, "reason": str(piece.reason), "after": piece.after}
        for piece in arrival.document.dropped
    ]


def _add_way(
    source: Source,
    raw: RawDocument,
    arrival: Arrival,
    revision: Revision,
    *,
    ways: list[tuple[int, str, str]],
) -> bool:
    """Note how the revision came in; returns whether the earlier ways led through other mirrors.

    ``ways`` are those known so far: raw document, locator and address of the mirror.
    """
    mirror = (arrival.document.mirror_url or "")[:2000]
    if (raw.pk, arrival.locator) in {way[:2] for way in ways}:
        return False
    Provenance.objects.create(
        revision=revision,
        raw=raw,
        locator=arrival.locator,
        name=source.name,
        format=arrival.document.format[:60],
        mirror_address=mirror,
        dropped=_dropped(arrival) if ways else None,  # the first way is the revision's own
        imported_by=source.by,
    )
    return bool(ways) and mirror not in {way[2] for way in ways}
