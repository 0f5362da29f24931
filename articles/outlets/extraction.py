"""From a page's tree to the blocks of its article, with what was left out and what was learned."""

from collections.abc import Iterable, Mapping

from lxml.html import HtmlElement

from articles.outlets import edges, findings, headings, paragraphs
from articles.outlets.base import Outlet
from articles.outlets.figures import caption_marks, layout_marks
from articles.outlets.findings import Extract
from articles.outlets.rules import Rules, rules_for
from articles.text.blocks import Block, Dropped, Kind
from articles.text.tidy import one_line
from articles.text.tree import strip_scripts, words_in
from articles.text.walk import Piece, Verdict, Walker


def extract(
    root: HtmlElement,
    outlet: Outlet | None,
    *,
    title: str = "",
    address: str = "",
    marks: Mapping[HtmlElement, Verdict] | None = None,
    clocks: Iterable[HtmlElement] | None = None,
) -> Extract:
    """Take the article out of a tree that holds it, by the general rules and the outlet's own.

    ``title`` is known to be shown elsewhere, so that its repetition is left out; ``address`` is
    the article's own, so that links into it are not taken for links to others; ``marks`` says
    beforehand what some elements are, and ``clocks`` which of them may tell the time. Scripts are
    taken out of the tree.
    """
    rules = rules_for(outlet)
    strip_scripts(root)
    whole = len(one_line(words_in(root)))
    captions = layout_marks(root) | (caption_marks(root) if outlet and outlet.unmarked_captions else {})
    walker = Walker(
        lambda element: rules.judge(element, whole=whole, address=address), {**captions, **(marks or {})}
    )
    pieces = paragraphs.part_title(walker.walk(root), title)
    found = Extract()
    findings.read_links(root, outlet, found)
    if clocks is None:
        findings.read_instant(root, outlet, found)
    else:
        findings.read_clocks(clocks, outlet.zone if outlet else "", found)
    findings.read_head(pieces, outlet, found)
    if outlet and outlet.own_time_misleads:
        found.time = None
    _settle(_judged(pieces, rules, title, address, found), found)
    return found


def extract_paragraphs(texts: Iterable[str], outlet: Outlet | None) -> Extract:
    """Take the article out of the paragraphs of a plain text; some may be notices, appeals and links."""
    rules = rules_for(outlet)
    pieces = edges.part_lines([Piece(Kind.PARAGRAPH, text) for text in texts], rules)
    paragraphs.drop_link_bars(pieces)
    paragraphs.judge_lines(pieces, rules, "")
    edges.drop_appeals(pieces)
    edges.drop_closing_lines(pieces)
    found = Extract()
    _settle(pieces, found)
    return found


def _judged(pieces: list[Piece], rules: Rules, title: str, address: str, found: Extract) -> list[Piece]:
    """Say of every piece what it is; each question may rest on the answers before it."""
    outlet = rules.outlet
    pieces = paragraphs.split_lines(pieces, rules)
    paragraphs.mark_captions(pieces, rules)
    pieces = paragraphs.cut_words(pieces, rules)
    paragraphs.drop_opening_links(pieces)
    paragraphs.drop_link_bars(pieces)
    paragraphs.judge_lines(pieces, rules, title)
    if outlet and outlet.opening_list_is_byline:
        findings.read_opening_list(pieces, found)
    paragraphs.drop_listed_comments(pieces)
    paragraphs.mark_bylines(pieces)
    hosts = outlet.hosts if outlet else edges.home_of(address)
    paragraphs.drop_related(pieces, hosts)
    described = outlet is not None and outlet.is_described
    if not described:
        edges.drop_surroundings(pieces, hosts)
    headings.raise_headings(pieces)
    headings.drop_orphan_headings(pieces)
    if not described:
        edges.drop_closing_lines(pieces)
    findings.read_authors(pieces, outlet, title, found)
    if outlet and outlet.author_notes:
        pieces = paragraphs.drop_author_notes(pieces, outlet.author_notes, found)
    return pieces


def _settle(pieces: list[Piece], found: Extract) -> None:
    """Turn the pieces into blocks and dropped words."""
    for piece in pieces:
        if piece.reason is not None:
            found.dropped.append(Dropped(piece.text, piece.reason, len(found.blocks)))
            continue
        href = piece.href if piece.linked else None
        # The title is the only heading of the first order.
        level = max(2, piece.level) if piece.level else None
        found.blocks.append(Block(piece.kind, piece.text, level, href))
