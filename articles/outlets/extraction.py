"""From a page's tree to the blocks of its article, with what was left out and what was learned."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml.html import HtmlElement

from articles.outlets import general
from articles.outlets.base import Outlet
from articles.outlets.figures import caption_marks
from articles.outlets.rules import Rules, rules_for
from articles.outlets.times import Moment, read_time
from articles.text.blocks import Block, Dropped, Kind, Reason
from articles.text.tidy import one_line
from articles.text.tree import words_in
from articles.text.walk import Piece, Verdict, Walker

HEAD = 5
"""How many pieces at the beginning may be a line that holds only a time."""

_LONGEST_SUBHEADING = 40  # code points of wide text; Latin text may have twice as many
_SHORTEST_PARAGRAPH = 15
_SENTENCE_END = tuple("。．.；;，,：:、”」》")
_QUESTION = tuple("？?")
_CAPTION_LABEL = re.compile(general.CAPTION_LABEL)
_BYLINE = re.compile(general.BYLINE)
_ROLE_ALONE = re.compile(r"[（(]?(?:特[约約])?[记記]者\s*[：:]")
_SPEAKER = re.compile(r"[^：:]{1,12}[：:]")
_NOT_A_NAME = re.compile(r"\bnull\b|[（(【].*?[）)】]|[记記]者|[采採][访訪]")
_AND = re.compile(r"\s*[,，、/;；&]\s*|\s+(?:and|und|et)\s+")
_KEY = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Extract:
    """What a page holds: the article's blocks (no title among them) and what was left out.

    ``Dropped.after`` counts the blocks kept before it, without a title.
    """

    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    time: Moment | None = None
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def extract(
    root: HtmlElement,
    outlet: Outlet | None,
    *,
    title: str = "",
    address: str = "",
    marks: Mapping[HtmlElement, Verdict] | None = None,
) -> Extract:
    """Take the article out of a tree that holds it, by the general rules and the outlet's own.

    ``title`` is known to be shown elsewhere, so that its repetition is left out; ``address`` is
    the article's own, so that links into it are not taken for links to others; ``marks`` says
    beforehand what some elements are.
    """
    rules = rules_for(outlet)
    whole = len(one_line(words_in(root)))
    captions = caption_marks(root) if outlet and outlet.unmarked_captions else {}
    walker = Walker(
        lambda element: rules.judge(element, whole=whole, address=address), {**captions, **(marks or {})}
    )
    pieces = walker.walk(root)
    found = Extract()
    _read_links(root, outlet, found)
    _read_instant(root, found)
    _read_head(pieces, outlet, found)
    pieces = _cut_words(_split_lines(pieces, rules), rules)
    _drop_opening_links(pieces)
    _judge_lines(pieces, rules, title)
    _mark_bylines(pieces)
    _drop_related(pieces)
    _raise_headings(pieces)
    _read_authors(pieces, outlet, found)
    if outlet and outlet.ends_in_author_note:
        _drop_author_note(pieces, found)
    _settle(pieces, found)
    return found


def key(text: str) -> str:
    """Return what two spellings of one title have in common: its letters and figures."""
    return _KEY.sub("", text).casefold()


def _read_links(root: HtmlElement, outlet: Outlet | None, found: Extract) -> None:
    """Take the tags from links that lead to a tag's own page."""
    pattern = outlet.tag_links if outlet else ""
    for link in root.iter("a", "ok", "span"):
        href = link.get("href", "")
        if not href:
            continue
        roles = (link.get("rel") or "").split()
        if "author" in roles:
            found.authors.extend(names_in(words_in(link), outlet))
        match = re.search(pattern, unquote(href)) if pattern else None
        if match is None and "tag" not in roles:
            continue
        name = one_line(words_in(link)) or (match.groupdict().get("tag", "") if match else "")
        if name and name not in found.tags:
            found.tags.append(name)


def _read_instant(root: HtmlElement, found: Extract) -> None:
    """Take the time of a ``<time datetime>`` that names hour and zone."""
    for element in root.iter("time"):
        moment = read_time(element.get("datetime", ""))
        if moment is not None and moment.instant is not None:
            if moment.instant.time().isoformat() != "00:00:00":
                found.time = moment
            return


def _read_head(pieces: list[Piece], outlet: Outlet | None, found: Extract) -> None:
    """Take a line that holds a time, with or without names before it, from the beginning."""
    for piece in [piece for piece in pieces if piece.reason is None][:HEAD]:
        *before, last = piece.text.split("\n")
        moment = read_time(last, outlet.zone if outlet else "")
        if moment is None or len(before) > 1:
            continue
        piece.reason = Reason.TIME_LINE
        found.time = found.time or moment
        found.authors.extend(names_in(before[0] if before else "", outlet))
        return


def names_in(line: str, outlet: Outlet | None) -> list[str]:
    """Return the persons that a line of names holds; the outlet itself is none."""
    own = {name.casefold() for name in (outlet.name, *outlet.aliases)} if outlet else set()
    if one_line(line).casefold() in own:
        return []
    names = (one_line(name).strip("：: 。.-–—|") for name in _AND.split(_NOT_A_NAME.sub(" ", line)))
    return list(
        dict.fromkeys(name for name in names if name and name.casefold() not in own and len(name) < 60)
    )


def _split_lines(pieces: list[Piece], rules: Rules) -> list[Piece]:
    """Part a paragraph into its lines if it ends in one that is not article."""
    result: list[Piece] = []
    for piece in pieces:
        lines = piece.text.split("\n")
        if piece.reason is not None or len(lines) == 1 or rules.line(lines[-1]) is None:
            result.append(piece)
            continue
        if rules.line(piece.text) is not None:
            result.append(piece)
            continue
        result.extend(_regrouped(piece, lines, rules))
    return result


def _regrouped(piece: Piece, lines: list[str], rules: Rules) -> Iterable[Piece]:
    """Yield the article's lines together and each of the others alone."""
    kept: list[str] = []
    for line in lines:
        says = rules.line(line)
        if says is None:
            kept.append(line)
            continue
        if kept:
            yield Piece(piece.kind, "\n".join(kept), piece.level)
            kept = []
        yield Piece(piece.kind, line)
    if kept:
        yield Piece(piece.kind, "\n".join(kept), piece.level)


def _cut_words(pieces: list[Piece], rules: Rules) -> list[Piece]:
    """Take out of the paragraphs the words that are not article."""
    result: list[Piece] = []
    for piece in pieces:
        result.append(piece)
        cut = None if piece.reason else rules.cut(piece.text, caption=piece.kind is Kind.CAPTION)
        if cut is None:
            continue
        rest, words, reason = cut
        if rest:
            piece.text = rest
            result.append(Piece(piece.kind, words, reason=reason))
        else:
            piece.reason = reason
    return result


def _drop_opening_links(pieces: list[Piece]) -> None:
    """Leave out the short links before the first paragraph: columns, authors, languages."""
    for piece in [piece for piece in pieces if piece.reason is None][:HEAD]:
        if piece.kind is Kind.PARAGRAPH and not piece.linked and len(piece.text) >= _SHORTEST_PARAGRAPH:
            return
        if piece.linked and len(piece.text) < _SHORTEST_PARAGRAPH:
            piece.reason = Reason.PAGE_FURNITURE


def _drop_author_note(pieces: list[Piece], found: Extract) -> None:
    """Leave out the last paragraph if it begins with the author's name, as such notes do."""
    kept = [piece for piece in pieces if piece.reason is None and piece.kind is Kind.PARAGRAPH]
    if len(kept) > HEAD and any(kept[-1].text.startswith(name) for name in found.authors):
        kept[-1].reason = Reason.AUTHOR_NOTE


def _judge_lines(pieces: list[Piece], rules: Rules, title: str) -> None:
    """Say of every paragraph by its words whether it is article."""
    title_key, ended, seen = key(title), None, 0
    for piece in pieces:
        if piece.reason is not None:
            continue
        ended = ended or rules.end(piece.text)
        if ended:
            piece.reason = ended
            continue
        if piece.kind is Kind.CAPTION or (piece.small and piece.after_image):
            piece.kind = Kind.CAPTION
            piece.text = _CAPTION_LABEL.sub("", piece.text).strip()
        says = rules.line(piece.text)
        if isinstance(says, Reason):
            piece.reason = says
        elif says is not None:
            piece.kind = says
        elif not piece.text:
            piece.reason = Reason.LABEL
        elif title_key and seen < HEAD and key(piece.text) == title_key:
            piece.reason = Reason.DUPLICATE_TITLE
        seen += piece.kind is not Kind.CAPTION


def _mark_bylines(pieces: list[Piece]) -> None:
    """Find the lines that name reporters, editors and translators.

    ``记者：…`` opens an answer in interviews, so it counts only near the ends of the text.
    """
    kept = [piece for piece in pieces if piece.reason is None and piece.kind is not Kind.CAPTION]
    for number, piece in enumerate(kept):
        if piece.kind is not Kind.PARAGRAPH or not _BYLINE.fullmatch(piece.text):
            continue
        inside = 2 <= number < len(kept) - 4
        if inside and _ROLE_ALONE.match(piece.text):
            continue
        piece.kind = Kind.BYLINE


def _drop_related(pieces: list[Piece]) -> None:
    """Leave out the linked lines that follow a label such as ``相关新闻``."""
    follows = False
    for piece in pieces:
        if piece.reason is Reason.RELATED_LINKS:
            follows = True
        elif piece.reason is None:
            follows = follows and piece.linked
            if follows:
                piece.reason = Reason.RELATED_LINKS


def _raise_headings(pieces: list[Piece]) -> None:
    """Make sub-headings of the paragraphs that are bold and short; a bold lead stays as it is."""
    kept = [piece for piece in pieces if piece.reason is None and piece.kind is not Kind.CAPTION]
    last = len(kept) - 1
    for number, piece in enumerate(kept):
        if piece.kind is Kind.HEADING and not _is_heading(piece.text):
            piece.kind, piece.level = Kind.PARAGRAPH, None
        if piece.kind is not Kind.PARAGRAPH or not piece.bold or number in {0, last}:
            continue
        if _is_subheading(piece.text):
            piece.kind, piece.level = Kind.HEADING, 3


def _is_subheading(text: str) -> bool:
    """Whether a bold paragraph reads like a sub-heading and not like a sentence."""
    if "\n" in text or text.endswith(_SENTENCE_END) or not _fits_heading(text, factor=1):
        return False
    return not (text.endswith(_QUESTION) and _SPEAKER.match(text))


def _is_heading(text: str) -> bool:
    """Whether what a page marks as a heading reads like one and not like a lead."""
    return _fits_heading(text, factor=3) and not text.endswith("。")


def _fits_heading(text: str, *, factor: int) -> bool:
    width = sum(2 if sign > "\u2e80" else 1 for sign in text)
    return width <= 2 * _LONGEST_SUBHEADING * factor


def _read_authors(pieces: list[Piece], outlet: Outlet | None, found: Extract) -> None:
    """Take reporters' names from where the outlet writes them: the beginning and the end."""
    if outlet is None or not outlet.authors:
        return
    texts = [piece.text for piece in pieces if piece.reason is None]
    for text in (*texts[:4], *texts[4:][-4:]):
        for pattern in outlet.authors:
            match = re.search(pattern, text[:400])
            if match:
                found.authors.extend(names_in(match["author"], outlet))
    found.authors = list(dict.fromkeys(found.authors))


def _settle(pieces: list[Piece], found: Extract) -> None:
    """Turn the pieces into blocks and dropped words."""
    for piece in pieces:
        if piece.reason is not None:
            found.dropped.append(Dropped(piece.text, piece.reason, len(found.blocks)))
            continue
        href = piece.href if piece.linked else None
        found.blocks.append(Block(piece.kind, piece.text, piece.level, href))
