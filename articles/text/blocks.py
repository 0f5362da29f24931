"""The parts of an article: what is kept, and what was left out and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a block is; these kinds and no others."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    BLOCKQUOTE = "blockquote"
    CAPTION = "caption"
    TABLE_ROW = "table_row"
    BYLINE = "byline"


class Reason(StrEnum):
    """Why a piece of the source is not part of the article."""

    MENU = "menu"
    PROMOTION = "promotion"
    SHARE = "share"
    RELATED_LINKS = "related_links"
    ADVERTISEMENT = "advertisement"
    CREDIT = "credit"
    PLAYER = "player"
    RELATIVE_TIME = "relative_time"
    TIME_LINE = "time_line"
    FEED_FOOTER = "feed_footer"
    DUPLICATE_TITLE = "duplicate_title"
    TRACKER = "tracker"
    LABEL = "label"
    SCRIPT = "script"
    EMPTY = "empty"
    SUBSCRIPTION = "subscription"
    MIRROR_ADDRESS = "mirror_address"
    COMMENTS = "comments"
    COPYRIGHT = "copyright"
    AUTHOR_NOTE = "author_note"
    EMBED = "embed"
    HIDDEN = "hidden"
    PAGE_FURNITURE = "page_furniture"


@dataclass(frozen=True, slots=True)
class Block:
    r"""One part of the article's text.

    ``level`` is that of a heading (2 to 6); ``href`` is set if the whole block is one link.
    A single line break of the source is ``\\n`` inside ``text``.
    """

    kind: str
    text: str
    level: int | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """Words of the source that are not part of the article.

    ``after`` counts the kept blocks before them, the title included.
    """

    text: str
    reason: str
    after: int


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """Where a block lies in the canonical text: code points, half-open."""

    kind: str
    start: int
    end: int
    level: int | None = None
    href: str | None = None


def ranges_in(blocks: Iterable[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Return where stored blocks lie, in code points."""
    return [(block["start"], block["end"]) for block in blocks]
