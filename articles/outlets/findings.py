"""What a page tells of its article beside the text: when, by whom, about what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time
from urllib.parse import unquote

from lxml.html import HtmlElement

from articles.outlets.base import Outlet
from articles.outlets.times import Moment, read_time
from articles.text.blocks import Block, Dropped, Kind, Reason
from articles.text.tidy import one_line
from articles.text.tree import words_in
from articles.text.walk import Piece

HEAD = 5
"""How many pieces at the beginning may be something else than the article's text."""

_ENDS = 4  # paragraphs at the beginning and at the end in which reporters are named
_DATED = re.compile(
    r"(?<!\d)(?P<day>20\d\d([-/.])\d{1,2}\2\d{1,2}(?!\d)|20\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)"
    r"(?:\s?(?:星期|[周週])[一二三四五六日天])?(?:\s{0,3}(?P<clock>\d{1,2}:\d\d(?::\d\d)?))?"
)
_SAYS_MORE = re.compile("[。！？!?；;，,：:【】（）()]")
_DAY_BEHIND = re.compile(r"\s{1,3}20\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?(?:\s\d{1,2}:\d\d)?$")
_LONGEST_DATED = 44  # code points
_PROSE = 60  # code points; a line this long is no names and no time
_OPENING = 400  # code points of a paragraph in which they are
_LONGEST_NAME = 60  # code points
_NOT_A_NAME = re.compile(
    r"\bnull\b|^\W*(?:More (?:stories )?)?[Bb]y\b|[（(【].*?[）)】]|[记記]者|[采採][访訪]"
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NO_NAMES = frozenset(["more", "admin", "unknown", "editor", "null", "anonymous"])
_POST = re.compile(r"BBC|记者|記者|编辑|編輯|发自|發自|特派|Correspondent|Editor", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:作者|[撰][文稿]|采写|文)\s?[：:/／|｜丨︱]\s?(?:作者\s?[|｜丨]\s?)?"
    r"(?P<author>[^：:/／|｜，。；\n]{2,40}?)(?:\s+[来來]源.*|；翻[译譯].*)?"
    r"|(?:BY|By) (?P<signer>[^，。\n]{2,30})"
    r"|[\u4e00-\u9fff·]{0,12}[记記]者\s?[：:]?\s?(?P<staff>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4}){0,3})"
    r"(?:\s?[／/]\s?[\u4e00-\u9fff]{2,8}[报報][导導道])?"
    r"|[\u4e00-\u9fff]{2,6}[记記]者\s(?P<reporter>[\u4e00-\u9fff]{2,4})\s?[发發]自.{2,8}"
)
_LEADING = re.compile(
    r"[【（(\[]\s?[记記]者\s?(?P<author>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4}){0,3})\s?[／/]"
)
_REPORTER = re.compile(r"^.{0,12}[记記]者\s*")
_SPACED_NAMES = re.compile(r"[\u4e00-\u9fff]{2,4}(?: [\u4e00-\u9fff]{2,4})+")
_AND = re.compile(r"\s*[,，、/;；&]\s*|\s+(?:and|und|et)\s+")


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


def read_links(root: HtmlElement, outlet: Outlet | None, found: Extract) -> None:
    """Take tags and authors from links that lead to the pages of these."""
    pattern = outlet.tag_links if outlet else ""
    for link in root.iter("a", "ok", "span"):
        href = link.get("href", "")
        if not href:
            continue
        roles = (link.get("rel") or "").split()
        if "author" in roles:
            found.authors.extend(names_in(words_in(link), outlet))
        match = re.search(pattern, unquote(href)) if pattern else None
        if match is not None or "tag" in roles:
            name = one_line(words_in(link)) or (match.groupdict().get("tag", "") if match else "")
            found.tags.extend([name] if name and name not in found.tags and "://" not in name else [])


def read_instant(root: HtmlElement, outlet: Outlet | None, found: Extract) -> None:
    """Take the time of the first ``<time datetime>`` that names the hour, and the zone unless it is known."""
    for element in root.iter("time", "abbr"):
        moment = read_time(element.get("datetime", element.get("title", "")), outlet.zone if outlet else "")
        if moment is not None and moment.instant is not None:
            midnight = moment.instant.time().isoformat() == "00:00:00"
            found.time = None if midnight else moment
            return


def read_clocks(clocks: Iterable[HtmlElement], zone: str, found: Extract) -> None:
    """Take the day of the first of the elements, and its hour from the first that has it for that day.

    Midnight is a day.
    """
    said = (element.get("datetime") or element.get("title") or "" for element in clocks)
    moments = [moment for moment in (read_time(words, zone) for words in said) if moment is not None]
    if not moments:
        return
    day = moments[0].day
    hours = (one for one in moments if one.day == day and one.instant and one.instant.time() != time())
    found.time = next(hours, Moment(day))


def read_head(pieces: list[Piece], outlet: Outlet | None, found: Extract) -> None:
    """Take a line that holds a time, with or without names before it, from the beginning."""
    begun = False
    for piece in [piece for piece in pieces if piece.reason is None][:HEAD]:
        # A bold day below text is a heading, as in diaries.
        if begun and piece.bold:
            continue
        begun = begun or len(piece.text) >= _PROSE
        *before, last = piece.text.split("\n")
        zone = outlet.zone if outlet else ""
        moment = read_time(last, zone) or (None if begun or before else _dated(piece, zone))
        if moment is None or len(before) > 1:
            continue
        piece.reason = Reason.TIME_LINE
        found.time = found.time or moment
        found.authors.extend(names_in(before[0] if before else "", outlet))
        return


def _dated(piece: Piece, zone: str) -> Moment | None:
    """Return the time in a line that holds little else: a name, a place, how long the reading takes."""
    match = _DATED.search(piece.text) if len(piece.text) <= _LONGEST_DATED else None
    if match is None or piece.kind is not Kind.PARAGRAPH:
        return None
    if _SAYS_MORE.search(piece.text[: match.start()] + piece.text[match.end() :]):
        return None
    day = re.sub(r"\s", "", match["day"])
    return read_time(f"{day} {match['clock']}" if match["clock"] else day, zone)


def read_opening_list(pieces: list[Piece], found: Extract) -> None:
    """Take the list of the author's name, post and place that stands before the first paragraph."""
    for piece in pieces:
        if piece.reason is not None or piece.kind is Kind.CAPTION:
            continue
        if piece.kind is not Kind.LIST_ITEM:
            return
        piece.kind = Kind.BYLINE
        if not _POST.search(piece.text):
            found.authors.extend(names_in(piece.text, None))


def read_authors(pieces: list[Piece], outlet: Outlet | None, title: str, found: Extract) -> None:
    """Take reporters' names from where the outlet writes them: the title, the beginning and the end."""
    kept = [piece for piece in pieces if piece.reason is None]
    for piece in kept:
        signed = _SIGNED.fullmatch(_bare(piece.text)) if piece.kind is Kind.BYLINE else None
        if signed:
            found.authors.extend(names_in(_parted(signed[signed.lastgroup or 0]), outlet))
    texts = [piece.text for piece in kept]
    leading = (_LEADING.match(text) for text in texts[:_ENDS]) if outlet is None else ()
    found.authors.extend(name for match in leading if match for name in names_in(match["author"], outlet))
    lead = re.match(outlet.lead_author, texts[0]) if outlet and outlet.lead_author and texts else None
    if lead:
        found.authors.extend(names_in(lead["author"], outlet))
    signatures = [piece.text for piece in kept if piece.kind is Kind.BYLINE]
    for text in (title, *texts[:_ENDS], *signatures, *texts[_ENDS:][-_ENDS:]):
        for pattern in outlet.authors if outlet else ():
            match = re.search(pattern, text[:_OPENING])
            if match:
                found.authors.extend(names_in(_parted(match["author"]), outlet))
    found.authors = list(dict.fromkeys(found.authors))


def _bare(line: str) -> str:
    """Return a line without the parentheses or the sign around it."""
    line = _DAY_BEHIND.sub("", line.strip("◎ "))
    return line[1:-1] if line.startswith(("（", "(")) and line.endswith(("）", ")")) else line


def _parted(names: str) -> str:
    """Put marks between Chinese names that only blanks part, and leave out the paper before them."""
    names = _REPORTER.sub("", names)
    return names.replace(" ", "、") if _SPACED_NAMES.fullmatch(names) else names


def names_in(line: str, outlet: Outlet | None) -> list[str]:
    """Return the persons that a line of names holds; the outlet itself is none."""
    own = {name.casefold() for name in (outlet.name, *outlet.aliases)} if outlet else set()
    if one_line(line).casefold() in own:
        return []
    names = (one_line(name).strip("：: 。.-–—|") for name in _AND.split(_NOT_A_NAME.sub(" ", line)))
    return [name for name in dict.fromkeys(names) if _is_name(name) and name.casefold() not in own]


def _is_name(name: str) -> bool:
    return len(name) < _LONGEST_NAME and bool(_LETTERS.search(name)) and name.casefold() not in _NO_NAMES
