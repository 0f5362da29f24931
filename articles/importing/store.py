"""Storing documents: raw bytes, article, revision and the way they came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from accounts.models import User
from articles.importing.alike import Sketched, note_likeness
from articles.importing.archives import Member, is_archive, members
from articles.importing.door import read_documents
from articles.importing.identity import find_article, identity_of
from articles.importing.published import published
from articles.importing.rows import (
    Arrival,
    Source,
    described,
    mirror_of,
    new_article,
    new_revision,
    new_way,
)
from articles.importing.together import Incoming, Place, store_together, unchanged
from articles.importing.turns import take_turn
from articles.importing.wording import wording_of
from articles.models import Article, Outcome, RawDocument, Revision
from articles.problems import ImportProblem
from articles.search import add, refresh
from config.bulk import insert_objects

MERGED = gettext_noop(
    "The same text is stored already; one of the two came without an address, so they are one."
)

LONGEST_LOCATOR = 80  # characters of a place in a file
IN_ARCHIVE = 14  # characters of a place in a file of an archive, whose own place comes before


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
    """Read a file and make its documents ready; raises ImportProblem.

    Of an archive, all files in it; ``arrivals_in`` takes them one by one.
    """
    if not is_archive(source.raw):
        return _arrivals(source.raw, source.name, "", address)
    return [arrival for member in members(source.raw, source.name) for arrival in arrivals_in(source, member)]


def arrivals_in(source: Source, member: Member) -> list[Arrival]:
    """Read one file of an archive and make its documents ready; raises ImportProblem."""
    if member.problem:
        raise member.problem
    return _arrivals(member.raw, f"{source.name}, {member.locator}", member.locator, None)


def _arrivals(raw: bytes, name: str, inside: str, address: str | None) -> list[Arrival]:
    """Return the documents of a file; ``inside`` is its place in an archive, if it is in one."""
    documents = read_documents(raw, name, address=address)
    found: dict[str, Arrival] = {}
    for count, document in enumerate(documents, start=1):
        own = document.locator[: IN_ARCHIVE if inside else LONGEST_LOCATOR]
        locator = ", ".join(filter(None, (inside, own)))
        if len(documents) > 1 and (not own or locator in found):
            locator = f"{locator} article {count}".strip()
        wording = wording_of(document)
        if not wording.text.strip():
            raise ImportProblem(
                ", ".join(filter(None, (name, locator.removeprefix(inside).strip(", ")))),
                gettext_noop("It holds no text."),
                gettext_noop("Look whether it is the right file, and import it again."),
            )
        moment = published(document.published, document.published_kind)
        found[locator] = Arrival(document, locator, identity_of(document.url), wording, moment)
    return list(found.values())


def known_by(source: Source, arrivals: Iterable[Arrival]) -> set[str]:
    """Return everything that the file and its articles are known by."""
    keys = {source.sha256}
    for arrival in arrivals:
        keys |= {arrival.address or arrival.wording.digest, arrival.wording.digest}
    return keys


def store(
    source: Source, arrivals: Sequence[Arrival], *, seen: QuerySet[Revision] | None = None
) -> list[Imported]:
    """Store what was read from one file, inside a transaction that has taken its turn.

    ``seen`` holds the revisions that the importer may know of (default: all). An article outside of
    it is "new" to them, whoever else has it, so that an import tells nobody what others read.
    """
    return store_many([(source, arrivals)], seen=seen)[0]


def store_many(
    files: Sequence[tuple[Source, Sequence[Arrival]]], *, seen: QuerySet[Revision] | None = None
) -> list[list[Imported]]:
    """Store what was read from several files, as ``store`` does; returns what became of each file's.

    No two of the files may be known by the same thing (see ``known_by``).
    """
    raws, same = _raws(files, seen)
    others = [
        Incoming(source, raws[source.sha256], arrival)
        for source, arrivals in files
        for arrival in arrivals
        if (source.sha256, arrival.locator) not in same
    ]
    # What is left then may be one with these, so these are stored before.
    fresh = store_together(others) if len(others) > 1 else {}
    found = {place: (revision, Outcome.UNCHANGED) for place, revision in same.items()}
    found |= {place: (revision, Outcome.NEW) for place, revision in fresh.items()}
    return [
        [
            Imported(*found[place], arrival.locator)
            if (place := (source.sha256, arrival.locator)) in found
            else _store_one(source, raws[source.sha256], arrival, seen)
            for arrival in arrivals
        ]
        for source, arrivals in files
    ]


def _raws(
    files: Sequence[tuple[Source, Sequence[Arrival]]], seen: QuerySet[Revision] | None
) -> tuple[dict[str, RawDocument], dict[Place, Revision]]:
    """Return the files as they are stored, by SHA-256, and what came from them this very way before."""
    wanted = {source.sha256: source for source, _ in files}
    raws = {raw.sha256: raw for raw in RawDocument.objects.only("sha256").filter(sha256__in=wanted)}
    same = {
        (source.sha256, locator): revision
        for source, arrivals in files
        if source.sha256 in raws
        for locator, revision in unchanged(source, raws[source.sha256], arrivals, seen).items()
    }
    new = [source.as_raw() for sha256, source in wanted.items() if sha256 not in raws]
    insert_objects(new)
    return raws | {raw.sha256: raw for raw in new}, same


def _store_one(
    source: Source, raw: RawDocument, arrival: Arrival, seen: QuerySet[Revision] | None
) -> Imported:
    article = find_article(arrival.address, arrival.wording.digest, is_sample=source.is_sample)
    arrival = arrival.made_ready()
    if article is None:
        article = new_article(source, arrival)
        article.save(force_insert=True)
        revision = new_revision(article, arrival, number=1)
        revision.save(force_insert=True)
        new_way(source, raw, arrival, revision, is_first=True).save(force_insert=True)
        add([revision], [arrival.ready.terms])
        note_likeness([Sketched.of(revision, arrival.ready.sketch)])
        return Imported(revision, Outcome.NEW, arrival.locator)
    merged = bool(article.address) != bool(arrival.address)
    is_changed = _complete(article, arrival)
    stored = {one.pk: one for one in article.revisions.only("article", "digest", "number", "as_of")}
    known = set(stored if seen is None else seen.filter(article=article).values_list("pk", flat=True))
    same = next((one for one in stored.values() if one.digest == arrival.wording.digest), None)
    revision = same or _revise(article, arrival, list(stored.values()))
    if is_changed or same is None:
        refresh([article.pk])
    if same is None:
        note_likeness([Sketched.of(revision, arrival.ready.sketch)])
    another_way = _add_way(source, raw, arrival, revision)
    outcome = _outcome(revision.pk, known, another_way=another_way)
    reason = MERGED if merged and outcome == Outcome.DUPLICATE else ""
    return Imported(revision, outcome, arrival.locator, reason)


def _outcome(revision: int, known: set[int], *, another_way: bool) -> Outcome:
    if not known:
        return Outcome.NEW
    if revision not in known:
        return Outcome.REVISED
    return Outcome.DUPLICATE if another_way else Outcome.UNCHANGED


def _complete(article: Article, arrival: Arrival) -> bool:
    """Give a known article what it lacked, as its address; returns whether it lacked anything."""
    changes: dict[str, Any] = {}
    if arrival.address and not article.address:
        changes["address"] = arrival.address
    told = described(arrival)
    if article.published_kind != "unknown":
        told = {name: value for name, value in told.items() if not name.startswith("published")}
    changes |= {
        name: value
        for name, value in told.items()
        if value and getattr(article, name) in ("", [], None, "unknown")
    }
    _change(article, changes)
    return bool(changes)


def _revise(article: Article, arrival: Arrival, stored: list[Revision]) -> Revision:
    """Add a wording; the article is described by the newest, which need not be the last to come in."""
    moment = arrival.published.as_of
    earlier = [revision.as_of for revision in stored if revision.as_of]
    if not earlier or (moment and moment >= max(earlier)):
        told = described(arrival)
        _change(article, {name: value for name, value in told.items() if value})
    revision = new_revision(article, arrival, number=max(revision.number for revision in stored) + 1)
    revision.save(force_insert=True)
    return revision


def _change(article: Article, changes: dict[str, Any]) -> None:
    if changes:
        for name, value in changes.items():
            setattr(article, name, value)
        article.save(update_fields=list(changes))


def _add_way(source: Source, raw: RawDocument, arrival: Arrival, revision: Revision) -> bool:
    """Note how the revision came in; returns whether the earlier ways led through other mirrors."""
    ways = list(revision.provenances.values_list("raw", "locator", "mirror_address"))
    if (raw.pk, arrival.locator) in {way[:2] for way in ways}:
        return False
    new_way(source, raw, arrival, revision, is_first=not ways).save(force_insert=True)
    return bool(ways) and mirror_of(arrival) not in {way[2] for way in ways}
