"""The quoted stretches of a block, as ``static/js/quoted.js`` reads them. Offsets are code points."""

import re
from collections import Counter
from functools import lru_cache

from annotate.marking.lexicon import QUOTE_PAIRS, TERM_ENDS

LONGEST_TERM = 6

_CLOSING_OF = {pair[0]: pair[1] for pair in QUOTE_PAIRS}
_CLOSINGS = frozenset(_CLOSING_OF.values())
_MARK = re.compile('["' + re.escape("".join(QUOTE_PAIRS)) + "]")
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_DIGIT = re.compile(r"[0-9]")
_INTRODUCES = "：:，,"
_BEFORE_TERM = re.compile(TERM_ENDS)
_SENTENCE_MARK = re.compile(r"[，。！？,!?]")


class _Open:
    """The marks that are open at one place of a block, the outermost first."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self._closings: list[str] = []
        self._waiting: Counter[str] = Counter()

    def push(self, start: int, closing: str) -> None:
        self.starts.append(start)
        self._closings.append(closing)
        self._waiting[closing] += 1

    def close(self, mark: str) -> int | None:
        """Close with ``mark`` and all that is open inside; return where the outermost of them began."""
        depth = self._depth_closed_by(mark)
        if depth is None:
            return None
        start = self.starts[depth]
        self._waiting.subtract(self._closings[depth:])
        del self.starts[depth:], self._closings[depth:]
        return start

    def _depth_closed_by(self, mark: str) -> int | None:
        if self._waiting[mark]:
            return len(self._closings) - 1 - self._closings[::-1].index(mark)
        # Mixed-up pairs such as 「…” occur.
        mixed_up = mark in _CLOSINGS and mark != "’" and len(self.starts) == 1
        return 0 if mixed_up else None


@lru_cache(maxsize=64)  # a block is asked about once for each of its quotes
def stretches(text: str) -> tuple[tuple[int, int], ...]:
    """Return the outermost quoted stretches of a block with their marks; an unclosed one runs to its end."""
    found: list[tuple[int, int]] = []
    still_open = _Open()
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        apostrophe = mark == "’" and _LATIN_LETTER.match(text, at + 1)
        start = None if apostrophe else still_open.close(mark)
        if start is not None:
            if not still_open.starts:
                found.append((start, at + 1))
        elif mark in _CLOSING_OF or (mark == '"' and _opens(text, at, still_open)):
            still_open.push(at, _CLOSING_OF.get(mark, mark))
    if still_open.starts:
        found.append((still_open.starts[0], len(text)))
    return tuple(found)


def is_term(text: str, stretch: tuple[int, int]) -> bool:
    """Whether the quoted words are a term or a name rather than what somebody says."""
    start, end = stretch
    if start == 0 or text[start - 1] in _INTRODUCES:
        return False
    if _BEFORE_TERM.match(text, end):
        return True
    if _SENTENCE_MARK.search(text, start + 1, end - 1):
        return False
    return end - start - 2 <= LONGEST_TERM or text.count(text[start:end]) > 1


@lru_cache(maxsize=64)
def said(text: str) -> tuple[tuple[int, int], ...]:
    """Return the quoted stretches of a block that are somebody's words, not terms or names."""
    return tuple(stretch for stretch in stretches(text) if not is_term(text, stretch))


@lru_cache(maxsize=64)
def mask(text: str) -> str:
    """Return the block with every quotation turned into closing marks, so that no cue is read inside."""
    pieces: list[str] = []
    last = 0
    for start, end in said(text):
        pieces += text[last:start], "”" * (end - start)
        last = end
    return "".join(pieces) + text[last:]


def _opens(text: str, at: int, still_open: _Open) -> bool:
    """Whether the straight mark at ``at`` opens a quotation; after a digit it is an inch mark."""
    return not still_open.starts and not (at and _DIGIT.match(text, at - 1))
