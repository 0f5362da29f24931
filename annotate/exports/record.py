"""What an export says about one article: the one shape that every writer receives.

Offsets count Unicode code points of ``ArticleRecord.text`` and are half-open. Times are RFC 3339 in
UTC, to the second. People appear by the handle they have in the project, never by name or login.
Spans, links and blocks are named tuples, because there are millions of them and a frozen dataclass takes
five times as long to make.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

SCHEMA_VERSION = "1.0"
TOOL = "xiwen"
TOOL_VERSION = "0.1.0"

CONTEXT = 40  # code points shown on each side of a span

# How far the author of a span or link has come with the article.
DRAFT = "draft"
SUBMITTED = "submitted"
GOLD = "gold"  # settled, and the article is finished


class Row(StrEnum):
    """What one row of a file stands for, and so which articles the file needs at all."""

    ARTICLE = "article"
    SPAN = "span"
    CLAIM = "claim"


class SpanRecord(NamedTuple):
    """One tag. The first five fields are the order in which spans are written."""

    start: int
    end: int
    label: str
    annotator: str
    id: str
    text: str
    attrs: Mapping[str, object]
    status: str
    origin: str
    note: str | None
    created_at: str
    updated_at: str
    made_from: tuple[str, ...] = ()  # the ids of the reviewers' spans, in the gold


class BlockRecord(NamedTuple):
    """One part of the text. ``level`` is that of a heading; ``href`` is set if the block is one link."""

    kind: str
    start: int
    end: int
    level: int | None = None
    href: str | None = None


class RelationRecord(NamedTuple):
    """A directed link between two spans of the article, by their ids, in the order of the fields."""

    from_id: str
    to_id: str
    type: str
    id: str
    annotator: str
    status: str


@dataclass(frozen=True, slots=True)
class AssignmentRecord:
    """One person's part in the article. ``active_seconds`` is None if they have not begun.

    ``guidelines`` is the version that held when it was submitted, 0 for the built-in ones.
    """

    annotator: str
    state: str
    kind: str
    submitted_at: str | None = None
    active_seconds: int | None = None
    guidelines: int | None = None


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What was decided about one disagreement: the spans it was about, those chosen, those of the gold.

    ``adjudicator`` is None where the project's rule decided. ``is_own`` says that the adjudicator was
    one of the reviewers.
    """

    kind: str
    outcome: str
    rule: str | None
    adjudicator: str | None
    is_own: bool
    reason: str
    note: str | None
    spans: tuple[str, ...]
    chosen: tuple[str, ...]
    results: tuple[str, ...]
    decided_at: str


@dataclass(frozen=True, slots=True)
class MirrorRecord:
    """One raw document through which the article came."""

    raw_sha256: str
    name: str | None
    mirror_url: str | None
    imported_at: str | None


@dataclass(frozen=True, slots=True)
class PublicationRecord:
    """Where and when the article was published.

    ``published`` is a date-time with its zone where the instant is known, else the day, else None.
    """

    url: str | None
    outlet: str | None
    published: str | None
    published_kind: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    mirrors: tuple[MirrorRecord, ...]

    @property
    def day(self) -> str:
        """The day of publication as YYYY-MM-DD, empty if it is unknown."""
        return (self.published or "")[:10]


@dataclass(frozen=True, slots=True)
class ProvenanceRecord:
    """Which project and which wording of the article the tags belong to."""

    exported_at: str  # time of the newest change that the record holds
    project: str
    label_set_name: str
    label_set_version: str
    label_set_sha256: str
    revision_number: int
    revision_sha256: str
    extractor: str | None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """One wording of one article with everything tagged in it, spans in reading order."""

    id: str
    external_id: str | None
    title: str | None
    lang: str | None
    publication: PublicationRecord
    text: str
    text_sha256: str
    blocks: tuple[BlockRecord, ...]
    spans: tuple[SpanRecord, ...]
    relations: tuple[RelationRecord, ...]
    assignments: tuple[AssignmentRecord, ...]
    provenance: ProvenanceRecord
    decisions: tuple[DecisionRecord, ...] = ()

    def before(self, span: SpanRecord) -> str:
        """Return up to 40 code points of the text before the span."""
        return self.text[max(0, span.start - CONTEXT) : span.start]

    def after(self, span: SpanRecord) -> str:
        """Return up to 40 code points of the text after the span."""
        return self.text[span.end : span.end + CONTEXT]

    def links(self) -> dict[str, list[RelationRecord]]:
        """Return the relations by the id of the span that they start from."""
        links: dict[str, list[RelationRecord]] = {}
        for relation in self.relations:
            links.setdefault(relation.from_id, []).append(relation)
        return links
