"""From an extract and what the file says of it to a finished document."""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from articles.outlets import outlet_at, outlet_named
from articles.outlets.base import Outlet
from articles.outlets.findings import Extract, names_in
from articles.outlets.times import Moment, day_in_address, day_in_dateline, from_address
from articles.problems import ImportProblem
from articles.readers.base import Document, Source
from articles.text.addresses import canonical_address
from articles.text.blocks import Block, Dropped, Kind
from articles.text.language import language_of
from articles.text.tidy import one_line

_CATEGORY = re.compile(r"\[([^\[\]]{1,20})\]\s*(?=\S)")
_NO_TAGS = frozenset({"news", "post", "archive", "arhive", "sticky", "md", "rss", "uncategorized", "未分类"})


@dataclass(slots=True)
class Facts:
    """What a file says of its article, beside the article itself.

    ``guessed_names`` are the outlet's as ``outlet_names`` are, but only likely.
    """

    title: str = ""
    address: str | None = None
    mirror: str | None = None
    outlet_names: Sequence[str] = ()
    guessed_names: Sequence[str] = ()
    authors: Sequence[str] = ()
    tags: Sequence[str] = ()
    feed_time: Moment | None = None
    notes: Sequence[str] = ()
    before: list[Dropped] = field(default_factory=list)
    after: list[Dropped] = field(default_factory=list)


def clean_title(title: str) -> str:
    """Return a title with entities read, tags gone and plain blanks only."""
    return one_line(re.sub(r"<[^<>]{1,80}>", "", html.unescape(title)))


def known_outlet(facts: Facts) -> Outlet | None:
    """Return the outlet by the article's address, else by the names that the file gives."""
    by_name = (outlet_named(name) for name in (*facts.outlet_names, *facts.guessed_names))
    return outlet_at(facts.address) or next((outlet for outlet in by_name if outlet), None)


def plain_title(facts: Facts, outlet: Outlet | None) -> tuple[str, str]:
    """Return the title without the feed's category and the site's name, and the category."""
    title = clean_title(facts.title)
    if outlet:
        title = re.sub(outlet.title_suffix, "", title) if outlet.title_suffix else title
        head, dash, site = title.rpartition(" - ")
        title = head if dash and site.casefold() in _names_of(outlet) else title
    match = _CATEGORY.match(title)
    return (title[match.end() :], match[1]) if match else (title, "")


def document(source: Source, name: str, facts: Facts, found: Extract, outlet: Outlet | None) -> Document:
    """Put a document together; raises ImportProblem if no words of an article are there."""
    title, category = plain_title(facts, outlet)
    if not found.blocks and not title:
        raise ImportProblem(
            source.name,
            "It holds no words that belong to an article.",
            "Open the file and check that it is the saved article itself.",
        )
    title = title or found.blocks[0].text.split("\n")[0][:120].strip()
    blocks = (Block(Kind.TITLE, title), *found.blocks)
    published, kind = _published(facts, found, outlet)
    return Document(
        title=title,
        blocks=blocks,
        format=name,
        url=canonical_address(facts.address) if facts.address else None,
        mirror_url=facts.mirror,
        outlet=_outlet_name(facts, outlet),
        published=published,
        published_kind=kind,
        authors=_authors(facts, found, outlet),
        tags=_tags(facts, found, outlet, category),
        lang=language_of("\n".join(block.text for block in blocks)),
        dropped=_dropped(facts, found, len(blocks)),
        notes=(*source.notes, *facts.notes, *_thin(found)),
    )


def _thin(found: Extract) -> Iterable[str]:
    if not found.blocks:
        yield "only a title: the file holds no text of the article"


def _dropped(facts: Facts, found: Extract, blocks: int) -> tuple[Dropped, ...]:
    inside = (replace(piece, after=piece.after + 1) for piece in found.dropped)
    behind = (replace(piece, after=blocks) for piece in facts.after)
    return (*facts.before, *inside, *behind)


def _published(facts: Facts, found: Extract, outlet: Outlet | None) -> tuple[str | None, str]:
    """Choose the time of publication and say whose word it is.

    The page's own where its zone is certain, else the feed's, else the day.
    """
    address = facts.address or ""
    own = found.time if found.time and found.time.instant else None
    written = from_address(address, outlet)
    page = own or (written if written and written.instant else None)
    if page:
        return page.iso(), "page"
    feed = facts.feed_time
    if feed and feed.instant and not (outlet and outlet.feed_is_day):
        return feed.iso(), "feed"
    opening = "\n".join(block.text for block in found.blocks[:4])
    days = (found.time, written, day_in_dateline(opening), day_in_address(address), feed)
    day = next((moment for moment in days if moment), None)
    return (day.day.isoformat(), "day") if day else (None, "unknown")


def _outlet_name(facts: Facts, outlet: Outlet | None) -> str | None:
    if outlet:
        return outlet.name
    names = (*facts.outlet_names, *facts.guessed_names)
    return next((name for name in names if name and name.lower() not in _NO_TAGS), None)


def _names_of(outlet: Outlet) -> set[str]:
    return {name.casefold() for name in (outlet.name, *outlet.aliases)}


def _own_names(facts: Facts, outlet: Outlet | None) -> set[str]:
    return (
        _names_of(outlet)
        if outlet
        else {name.casefold() for name in (*facts.outlet_names, *facts.guessed_names)}
    )


def _authors(facts: Facts, found: Extract, outlet: Outlet | None) -> tuple[str, ...]:
    own = _own_names(facts, outlet)
    named = [name for line in facts.authors for name in names_in(line, outlet)]
    # The head and the page may write the same name in different letters.
    names: dict[str, str] = {}
    for name in (*named, *found.authors):
        names.setdefault(name.casefold(), name)
    return tuple(name for folded, name in names.items() if folded not in own)


def _tags(facts: Facts, found: Extract, outlet: Outlet | None, category: str) -> tuple[str, ...]:
    own = _own_names(facts, outlet) | _NO_TAGS
    tags = (one_line(tag) for tag in (category, *facts.tags, *found.tags))
    return tuple(dict.fromkeys(tag for tag in tags if tag and tag.casefold() not in own))
