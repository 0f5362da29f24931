"""From tables to records, a few articles at a time.

Rows come as tuples and are put together here: with 20 spans an article, model instances would take
most of the time. How many queries a page of articles costs does not depend on what is in it, except
that a page with very much text or very many spans is read in several pieces.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.db.models.functions import Length

from annotate.exports.columns import instant, rfc3339
from annotate.exports.decisions import Decisions
from annotate.exports.mirrors import mirrors_of
from annotate.exports.names import Names, names_of
from annotate.exports.parts import Parts
from annotate.exports.publication import language, published, uri, words
from annotate.exports.record import (
    ArticleRecord,
    BlockRecord,
    MirrorRecord,
    ProvenanceRecord,
    PublicationRecord,
    Row,
)
from annotate.exports.selection import Selection, Whose
from annotate.exports.tags import Tags
from annotate.models import Project, Span
from annotate.models.labels import digest_of
from articles.models import Revision

FIRST_PAGE = 10  # articles; few, so that the first byte leaves at once
PAGE = 500  # articles; many, because putting a query together takes longer than running it
MOST_SPANS = 10_000  # in memory at once, unless one article has more
MOST_CHARACTERS = 1_000_000  # code points of text in memory at once, unless one article has more

_ENTRY = (
    "pk",
    "article_id",
    "revision_id",
    "article__external_id",
    "article__title",
    "article__lang",
    "article__address",
    "article__outlet",
    "article__authors",
    "article__tags",
    "article__published_text",
    "article__published_at",
    "article__published_day",
    "article__published_kind",
    "added",
    "length",
)
_REVISION = ("pk", "number", "digest", "text", "blocks", "extractor", "stored")


def records(selection: Selection, row: Row) -> Iterator[ArticleRecord]:
    """Yield each article that a file with such rows is made of, in the order they came in."""
    names = names_of(selection.member.project)
    entries = (
        selection.entries(row)
        .order_by("pk")
        .annotate(added=instant("added_at"), length=Length("revision__text"))
        .values_list(*_ENTRY, named=True)
    )
    last, size = selection.begins_after(), FIRST_PAGE
    while found := list(entries.filter(pk__gt=last)[:size]):
        yield from _page(selection, names, found)
        last, size = found[-1].pk, PAGE


def _page(selection: Selection, names: Names, entries: Sequence[Any]) -> Iterator[ArticleRecord]:
    """Yield the records of some entries, with no more text and spans in memory than allowed."""
    keys = [entry.pk for entry in entries]
    parts = Parts(selection, names, keys)
    mirrors = mirrors_of(selection.member, [entry.revision_id for entry in entries])
    # Deleted spans are counted too: so the index suffices, and all that matters is memory.
    counted = Span.objects.filter(assignment__entry__in=keys).order_by().values_list("assignment__entry")
    counts = dict(counted.annotate(Count("pk")))
    for piece in _pieces(entries, counts):
        inside = [entry.pk for entry in piece]
        tags = Tags(selection, names, parts.submitted, parts.golds, inside)
        decisions = Decisions(selection, names, parts, inside) if parts.golds else None
        if decisions is not None and selection.whose == Whose.GOLD:
            tags.learn(decisions.keys())  # the reviewers' spans are named, though they do not go along
        revisions = _revisions([entry.revision_id for entry in piece])
        for entry in piece:
            yield _record(
                entry,
                revisions.pop(entry.revision_id),
                mirrors=mirrors.get(entry.revision_id, ()),
                parts=parts,
                tags=tags,
                decisions=decisions,
                project=selection.member.project,
            )


def _pieces(entries: Sequence[Any], spans: Mapping[int, int]) -> Iterator[list[Any]]:
    """Cut a page where it would take too much memory."""
    piece: list[Any] = []
    held = characters = 0
    for entry in entries:
        held += spans.get(entry.pk, 0)
        characters += entry.length
        if piece and (held > MOST_SPANS or characters > MOST_CHARACTERS):
            yield piece
            piece, held, characters = [], spans.get(entry.pk, 0), entry.length
        piece.append(entry)
    yield piece


def _revisions(keys: Sequence[int]) -> dict[int, Any]:
    rows = Revision.objects.filter(pk__in=keys).order_by().annotate(stored=instant("stored_at"))
    return {row.pk: row for row in rows.values_list(*_REVISION, named=True)}


def _record(
    entry: Any,
    revision: Any,
    *,
    mirrors: tuple[MirrorRecord, ...],
    parts: Parts,
    tags: Tags,
    decisions: Decisions | None,
    project: Project,
) -> ArticleRecord:
    assignments = parts.assignments(entry.pk)
    spans, relations = tags.of(assignments, decisions.origins if decisions else {})
    settled = decisions.of(entry.pk, tags) if decisions else ()
    times = [rfc3339(entry.added), rfc3339(revision.stored), *parts.times(entry.pk), *tags.times(assignments)]
    times += [one.decided_at for one in settled]
    times += [mirror.imported_at for mirror in mirrors if mirror.imported_at]
    return ArticleRecord(
        id=f"a{entry.article_id}",
        external_id=entry.article__external_id or None,
        title=entry.article__title or None,
        lang=language(entry.article__lang),
        publication=_publication(entry, mirrors),
        text=revision.text,
        text_sha256=revision.digest,
        blocks=tuple(map(_block, revision.blocks)),
        spans=spans,
        relations=relations,
        assignments=parts.of(entry.pk),
        provenance=ProvenanceRecord(
            exported_at=max(times),
            project=project.slug,
            label_set_name=project.label_set_name,
            label_set_version=str(project.label_set_version),
            label_set_sha256=digest_of(project),
            revision_number=revision.number,
            revision_sha256=revision.digest,
            extractor=revision.extractor or None,
        ),
        decisions=settled,
    )


def _block(block: Mapping[str, Any]) -> BlockRecord:
    return BlockRecord(block["kind"], block["start"], block["end"], block.get("level"), block.get("href"))


def _publication(entry: Any, mirrors: tuple[MirrorRecord, ...]) -> PublicationRecord:
    return PublicationRecord(
        url=uri(entry.article__address),
        outlet=entry.article__outlet or None,
        published=published(
            entry.article__published_text, entry.article__published_at, entry.article__published_day
        ),
        published_kind=entry.article__published_kind,
        authors=words(entry.article__authors),
        tags=words(entry.article__tags),
        mirrors=mirrors,
    )
