"""Which paragraphs are sub-headings, and which headings stand above nothing.

Every function here takes the pieces of one page in reading order and settles one question.
"""

import re
from collections.abc import Sequence

from articles.text.blocks import Kind, Reason
from articles.text.walk import Piece

SENTENCE_END = tuple("。．.；;，,：:、")
"""What no title ends with."""

QUESTION = tuple("？?")

_LONGEST_SUBHEADING = 80  # columns; Chinese characters take two
_LONGEST_HEADING = 240
_MOST_ORPHANS = 2  # headings above nothing but links
_SHORTEST_PARAGRAPH = 15
_WIDE_FROM = "\u2e80"
_QUOTE_BEGIN, _QUOTE_END = tuple("“「"), tuple("”」》")
_ANNOUNCES = tuple("：:")
_NO_HEADING = tuple("—▲△↑↓")  # whose words, or which picture
_ASKER = re.compile(r"(?:\S{0,6}[记記]者|主持人|本[刊报報站]|[问問]|Q)\s?[：:]")
_NUMBERED = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[.．、)）]\s?\S")
_SPEAKER = re.compile(r"[^：:]{1,12}[：:]")
_BELOW_ORPHANS = frozenset({Reason.RELATED_LINKS, Reason.PROMOTION, Reason.SUBSCRIPTION})
# What is quoted at the end is a sentence, or a speaker comes before it.
_QUOTED_SENTENCE = re.compile(
    "[。！？!?][”」》]$|[，；,;][^“「《”」》]*[”」]$|^[^“「]{0,30}[：:，,]\\s?[“「]"
)


def raise_headings(pieces: list[Piece]) -> None:
    """Make sub-headings of the paragraphs that are bold and short; a bold lead stays as it is."""
    kept = [piece for piece in pieces if piece.reason is None and piece.kind is not Kind.CAPTION]
    last = len(kept) - 1
    # Where most of a text is bold, that says nothing of one paragraph.
    asks = sum(piece.bold and _is_question(piece.text) for piece in kept) > 1
    plain = 2 * sum(len(piece.text) for piece in kept if piece.bold) < sum(len(piece.text) for piece in kept)
    numbered = sum(piece.bold and _NUMBERED.match(piece.text) is not None for piece in kept) > 1
    for number, piece in enumerate(kept):
        if piece.kind is Kind.HEADING and not _is_heading(piece.text):
            piece.kind, piece.level = Kind.PARAGRAPH, None
        elif (
            plain
            and piece.bold
            and (number > 0 or (numbered and _NUMBERED.match(piece.text)))
            and number < last
            and _heads(piece, kept[max(0, number - 1)], kept[number + 1 :], asks=asks)
        ):
            piece.kind, piece.level = Kind.HEADING, 3


def _heads(piece: Piece, above: Piece, below: Sequence[Piece], *, asks: bool) -> bool:
    """Whether a bold paragraph is a sub-heading.

    It is not if it is the quotation that a colon announces, or the names before the date that
    closes a text, or one of the questions of an interview, which ``asks`` several.
    """
    if piece.kind is not Kind.PARAGRAPH or not _is_subheading(piece.text):
        return False
    if _is_question(piece.text) and (asks or _ASKER.match(piece.text)):
        return False
    if piece.text.startswith(_QUOTE_BEGIN) and above.text.endswith(_ANNOUNCES):
        return False
    return any(len(following.text) >= _SHORTEST_PARAGRAPH for following in below)


def _is_question(text: str) -> bool:
    """Whether a paragraph begins with a speaker and ends as a question."""
    return text.endswith(QUESTION) and _SPEAKER.match(text) is not None


def _is_heading(text: str) -> bool:
    """Whether what a page marks as a heading reads like one and not like a lead."""
    return _width(text) <= _LONGEST_HEADING and not text.endswith("。") and not text.startswith(_NO_HEADING)


def _is_subheading(text: str) -> bool:
    """Whether a bold paragraph reads like a sub-heading and not like a sentence."""
    if "\n" in text or text.endswith(SENTENCE_END) or text.startswith(_NO_HEADING):
        return False
    if text.endswith(_QUOTE_END) and _QUOTED_SENTENCE.search(text):
        return False
    return _width(text) <= _LONGEST_SUBHEADING


def _width(text: str) -> int:
    return sum(2 if sign > _WIDE_FROM else 1 for sign in text)


def drop_orphan_headings(pieces: list[Piece]) -> None:
    """Leave out the last headings if nothing is left below them but links to other articles and appeals.

    A digest, whose every heading stands above links, keeps them all.
    """
    orphans: list[Piece] = []
    has_more = False
    for piece in reversed(pieces):
        if piece.reason in _BELOW_ORPHANS:
            has_more = True
        elif piece.reason is None:
            if not has_more or piece.kind is not Kind.HEADING:
                break
            orphans.append(piece)
            has_more = False
    if len(orphans) <= _MOST_ORPHANS:
        for piece in orphans:
            piece.reason = Reason.RELATED_LINKS
