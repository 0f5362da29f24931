"""Finding words in clean HTML and marking them: 臺灣 finds 台湾, case and accents do not matter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape

from articles.text.fold import BLANK, NOTHING, fold

LONGEST_QUERY = 100  # characters
MOST_HITS = 2_000  # marked; a text with more is not read hit by hit

# What nh3 has written: in an attribute there may stand a ">".
_TAG = re.compile(r'(<[^">]*(?:"[^"]*"[^">]*)*>)')
_INLINE = re.compile(r"</?(?:em|strong|code|a|br)\b")


@dataclass(slots=True)
class _Piece:
    """A tag as it is, or words between two tags with the stretches of them that were found."""

    source: str
    is_tag: bool
    start: int = 0  # in its run, code points
    words: str = ""


def pattern_of(query: str) -> re.Pattern[str] | None:
    """Return what finds the query in folded text; None if nothing in it could be found."""
    words = fold(query[:LONGEST_QUERY]).replace(NOTHING, "").split(BLANK)
    parts = [f"{NOTHING}*".join(map(re.escape, word)) for word in words if word]
    return re.compile(f"[{BLANK}{NOTHING}]+".join(parts)) if parts else None


def highlighted(parts: Sequence[str], query: str) -> tuple[list[str], int]:
    """Return the HTML of each part with what was found marked, and how often it was found.

    Marks have the ids ``hit-1``, ``hit-2`` … through all parts. What goes over a bold word, a link or a
    line end is one hit in several marks; nothing is found across two paragraphs.
    """
    pattern = pattern_of(query)
    if pattern is None:
        return list(parts), 0
    marked, count = [], 0
    for part in parts:
        html, hits = _marked(part, pattern, count)
        marked.append(html)
        count += hits
    return marked, count


def _marked(html: str, pattern: re.Pattern[str], before: int) -> tuple[str, int]:
    written: list[str] = []
    count = before
    for run in _runs(html):
        words = "".join(piece.words for piece in run)
        left = max(0, MOST_HITS - count)
        places = [found.span() for found in pattern.finditer(fold(words))][:left]
        written += (_write(piece, places, count + 1) for piece in run)
        count += len(places)
    return "".join(written), count - before


def _runs(html: str) -> Iterator[list[_Piece]]:
    """Yield the pieces of each stretch that is read as one: a tag that is not inline ends it."""
    run: list[_Piece] = []
    length = 0
    for number, source in enumerate(_TAG.split(html)):
        is_tag = number % 2 == 1
        words = "" if is_tag else unescape(source)
        run.append(_Piece(source, is_tag, length, words))
        length += len(words)
        if is_tag and not _INLINE.match(source):
            yield run
            run, length = [], 0
    yield run


def _write(piece: _Piece, places: Sequence[tuple[int, int]], first: int) -> str:
    """Return the piece as HTML; ``first`` is the number of the first of the places."""
    if piece.is_tag:
        return piece.source
    end, at, written = piece.start + len(piece.words), piece.start, []
    for number, (low, high) in enumerate(places, start=first):
        if low >= end or high <= piece.start:
            continue
        begin, stop = max(low, piece.start), min(high, end)
        name = f' id="hit-{number}"' if begin == low else ""
        words = piece.words[begin - piece.start : stop - piece.start]
        written.append(escape(piece.words[at - piece.start : begin - piece.start], quote=False))
        written.append(f'<mark class="hit"{name}>{escape(words, quote=False)}</mark>')
        at = stop
    written.append(escape(piece.words[at - piece.start :], quote=False))
    return "".join(written)
