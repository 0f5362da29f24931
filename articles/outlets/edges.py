"""What stands around the article of a site that nobody has described: appeals, links home, closing lines.

Every function here takes the pieces of one page in reading order and settles one question. On the pages
of described outlets their own rules say it better.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from articles.outlets.appeals import columns_of, is_appeal
from articles.outlets.rules import Rules
from articles.text.blocks import Kind, Reason
from articles.text.walk import Piece

_KEEPS = frozenset({Kind.CAPTION, Kind.BYLINE, Kind.TABLE_ROW})
_CLOSES = frozenset(
    {
        *(Reason.RELATED_LINKS, Reason.PROMOTION, Reason.SUBSCRIPTION, Reason.SHARE, Reason.COPYRIGHT),
        *(Reason.COMMENTS, Reason.AUTHOR_NOTE, Reason.MENU, Reason.PAGE_FURNITURE, Reason.FEED_FOOTER),
    }
)
_ENDS = ("。", "！", "？", "…", "”", "」", "』", "）", ")", ".", "!", "?", "’", '"')
_LONG_LINE = 60  # columns of a line that is prose though no mark ends it; Chinese characters take two
_LONGEST_BUTTON = 8  # code points
_SHORTEST_TITLE = 6  # code points of a link that may be another article's title
_MOST_HEADINGS = 2  # that are links, or above links; more of them are a digest
_LONGEST_NOTICE = 80  # code points
_RIGHTS = re.compile(
    r"(?:^|[，,。\s])[转轉][载載](?:时|時)?[请請須须需必务務]{1,2}.{0,12}(?:[注註]明|[标標]明|保留|附上|[联聯][系繫絡络]|授[权權])"
    r"|(?:[如若]有?|涉[及嫌]|存在)[^。“「]{0,12}(?:侵[权權犯]|版[权權]|不[实實妥])[^。]{0,40}"
    r"(?:[联聯][系繫絡络]|告知|通知|[删刪]除|提交|[处處]理)"
)
_PATH = re.compile("/[^/]")
_BULLET = re.compile(r"[▶►▌◤◢★☆●■▍»›>☞👉🔗•·]\s?\S")
_NUMBER = re.compile(r"(?:0?\d|1\d|[一二三四五六七八九十]|PART\s?\.?\s?\d{1,2}|Part\s?\d{1,2})[.、]?")


def home_of(address: str) -> Sequence[str]:
    """Return the host of an address, as the only one that its site surely has."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return ()
    return (host.removeprefix("www."),) if host else ()


def part_lines(pieces: list[Piece], rules: Rules) -> list[Piece]:
    """Part the paragraphs of a plain text whose first or last line is no article into their lines."""
    result: list[Piece] = []
    for piece in pieces:
        lines = piece.text.split("\n")
        around = any(_is_around(line, rules) for line in (lines[0], lines[-1]))
        if len(lines) > 1 and around and rules.line(piece.text) is None:
            result.extend(Piece(piece.kind, line) for line in lines)
        else:
            result.append(piece)
    return result


def _is_around(line: str, rules: Rules) -> bool:
    return isinstance(rules.line(line), Reason) or is_appeal(line)


def drop_surroundings(pieces: list[Piece], hosts: Sequence[str]) -> None:
    """Leave out the appeals, the links to other pages of ``hosts``, and the figures above headings."""
    drop_appeals(pieces)
    _drop_links_home(pieces, hosts)
    _drop_buttons(pieces, hosts)
    _drop_section_numbers(pieces)


def drop_appeals(pieces: list[Piece]) -> None:
    """Leave out the short paragraphs that ask something of the readers, or say who may print the article."""
    for piece in pieces:
        if piece.reason is not None or piece.kind in _KEEPS:
            continue
        if len(piece.text) <= _LONGEST_NOTICE and _RIGHTS.search(piece.text):
            piece.reason = Reason.COPYRIGHT
        elif is_appeal(piece.text):
            piece.reason = Reason.PROMOTION


def _drop_links_home(pieces: list[Piece], hosts: Sequence[str]) -> None:
    """Leave out the headings and list items that are one link to another page of the site.

    Paragraphs are judged with those of described outlets. A digest, whose headings are all links, keeps them.
    """
    linked = [piece for piece in pieces if piece.reason is None and _leads_home(piece, hosts)]
    linked = [piece for piece in linked if hosts and len(piece.text) >= _SHORTEST_TITLE]
    digest = sum(piece.kind is Kind.HEADING for piece in linked) > _MOST_HEADINGS
    for piece in linked:
        if _BULLET.match(piece.text) or (piece.kind is Kind.HEADING and not digest):
            piece.reason = Reason.RELATED_LINKS


def _leads_home(piece: Piece, hosts: Sequence[str]) -> bool:
    if not piece.linked or not piece.href:
        return False
    return _PATH.match(piece.href) is not None or any(host in piece.href for host in hosts)


def _drop_buttons(pieces: list[Piece], hosts: Sequence[str]) -> None:
    """Leave out the paragraphs that are one short link to the site's own pages: what one may press."""
    for piece in pieces:
        short = len(piece.text) <= _LONGEST_BUTTON and not piece.text.endswith(_ENDS)
        # Where nobody knows what is home, a path is.
        if piece.reason is None and piece.kind is Kind.PARAGRAPH and short and _leads_home(piece, hosts):
            piece.reason = Reason.PAGE_FURNITURE


def _drop_section_numbers(pieces: list[Piece]) -> None:
    """Leave out the figures that stand above a heading, in a box of their own."""
    kept = [piece for piece in pieces if piece.reason is None]
    for piece, below in pairwise(kept):
        if _NUMBER.fullmatch(piece.text) and (below.bold or below.kind is Kind.HEADING):
            piece.reason = Reason.LABEL


def drop_closing_lines(pieces: list[Piece]) -> None:
    """Leave out the short lines behind the first appeal or notice that follows the last prose."""
    prose = [number for number, piece in enumerate(pieces) if piece.reason is None and _is_prose(piece)]
    closing = pieces[prose[-1] + 1 :] if prose else []
    if sum(piece.reason is None and piece.kind is Kind.HEADING for piece in closing) > _MOST_HEADINGS:
        return
    closed: Reason | None = None
    for piece in closing:
        if piece.reason in _CLOSES:
            closed = closed or piece.reason
        elif piece.reason is None and piece.kind not in _KEEPS and piece.kind is not Kind.LIST_ITEM:
            piece.reason = closed


def _is_prose(piece: Piece) -> bool:
    if piece.kind in _KEEPS or piece.kind is Kind.HEADING or piece.linked:
        return False
    if len(piece.text) >= _LONG_LINE or piece.text.endswith(_ENDS):
        return True
    return columns_of(piece.text) >= _LONG_LINE
