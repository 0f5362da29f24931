"""Sentences and clauses, the units that a cursor steps by, and the rule that keeps a span tidy.

``static/js/units.js`` follows the same rules; both are held to ``tests/vectors/units.json``. All
offsets are code points and half-open.
"""

import re
from collections.abc import Iterator, Mapping

from annotate.marking.lexicon import ABBREVIATIONS, BLANK, EDGES, PAIRS

_STOP = re.compile(rf"[。！？!?；;…]+[”’」』）)》】〕]*|\.[\"”’)\]]*(?={BLANK}|\Z)|\n")
_NO_WORDS = re.compile(rf"(?:[。！？!?；;…，,、：:.\"”’」』）)》】〕—·]|{BLANK})*")
_GOES_ON = re.compile(r"[，,、]")
_GOES_ON_IN_ENGLISH = re.compile(rf"{BLANK}*[a-z]")
_ENGLISH_STOPS = ".!?;"
_LAST_WORD = re.compile(r"[A-Za-z.]+\Z")
_LONGEST_ABBREVIATION = 12  # as far as a full stop looks back
_INITIALS = re.compile(r"[A-Z]|(?:[A-Z]\.)+[A-Z]")
_CLAUSE_STOP = re.compile(r"(?:[，、：]|[,:](?![0-9/]))[\"”’」』）)》】〕]*")
_BLANK = re.compile(BLANK)
_EDGE = re.compile(rf"[{EDGES}]|{BLANK}")
_ONLY_EDGES = re.compile(rf"(?:[{EDGES}]|{BLANK})*")
_MARK = re.compile("[\n" + re.escape("".join(PAIRS)) + "]")

_OPENING_OF = {pair[1]: pair[0] for pair in PAIRS}
_OPENINGS = frozenset(_OPENING_OF.values())


def sentences(text: str, base: int = 0) -> list[tuple[int, int]]:
    """Return the sentences of a block, without the blanks around them; ``base`` is added to each offset.

    A sentence also ends at a line feed. Marks that stand alone belong to the sentence before them
    on their line; a line of nothing but marks holds no sentence.
    """
    pieces: list[tuple[int, int]] = []
    start = 0
    for end in _sentence_ends(text):
        if not _NO_WORDS.fullmatch(text, start, end):
            pieces.append((start, end))
        elif pieces and text[start - 1] != "\n":
            pieces[-1] = (pieces[-1][0], end)
        start = end
    return _spans(text, pieces, base)


def clauses(text: str, sentence: tuple[int, int], base: int = 0) -> list[tuple[int, int]]:
    """Return the clauses of a sentence: each ends after ，、： and closing marks.

    ``sentence`` counts from the start of ``text``; ``base`` is added to what is returned.
    """
    start, end = sentence
    pieces: list[tuple[int, int]] = []
    for stop in _CLAUSE_STOP.finditer(text, start, end):
        pieces.append((start, stop.end()))
        start = stop.end()
    if start < end:
        pieces.append((start, end))
    return _spans(text, pieces, base)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop blanks and ，。；：、 at both ends of a span, and half a pair of marks at either end.

    A half whose partner is all that is missing is made whole instead: a span never grows but by
    such a mark and the ，。 that part it from the words. If nothing is left, start and end are equal.
    """
    line_end = text.find("\n", end)
    partners = _partners(text, text.rfind("\n", 0, start) + 1, len(text) if line_end < 0 else line_end)
    length = -1
    while length != end - start:
        length = end - start
        start, end = _whole_pairs(text, start, end, partners)
        start, end = _without(_EDGE, text, start, end)
    return start, end


def _sentence_ends(text: str) -> Iterator[int]:
    """Yield where sentences end, in ascending order; the last is the end of the text."""
    counted = straight = last = 0
    for stop in _STOP.finditer(text):
        end = stop.end()
        straight += text.count('"', counted, end)
        counted = end
        # The straight mark closes here if one is open.
        if straight % 2 == 1 and text.startswith('"', end):
            end += 1
        if not _goes_on(text, stop, end):
            last = end
            yield end
    if last != len(text):
        yield len(text)


def _goes_on(text: str, stop: re.Match[str], end: int) -> bool:
    """Whether the sentence goes on behind the stop and its closing marks, which reach to ``end``."""
    mark = text[stop.start()]
    if mark == "\n":
        return False
    if _GOES_ON.match(text, end):
        return True
    if mark not in _ENGLISH_STOPS:
        return False
    if _GOES_ON_IN_ENGLISH.match(text, end):
        return True
    word = _LAST_WORD.search(text, max(0, stop.start() - _LONGEST_ABBREVIATION), stop.start())
    return mark == "." and word is not None and _is_abbreviation(word.group())


def _is_abbreviation(word: str) -> bool:
    return word in ABBREVIATIONS or _INITIALS.fullmatch(word) is not None


def _spans(text: str, pieces: list[tuple[int, int]], base: int) -> list[tuple[int, int]]:
    """Return the pieces without blanks at their ends, each offset plus ``base``; empty ones are left out."""
    spans = (_without(_BLANK, text, start, end) for start, end in pieces)
    return [(base + start, base + end) for start, end in spans if start < end]


def _without(unwanted: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``[start, end)`` less the characters at both ends that match ``unwanted``."""
    while start < end and unwanted.match(text, start):
        start += 1
    while start < end and unwanted.match(text, end - 1):
        end -= 1
    return start, end


def _whole_pairs(text: str, start: int, end: int, partners: Mapping[int, int]) -> tuple[int, int]:
    """Make whole, or else drop, half a pair at one end of a span."""
    if start >= end:
        return start, end
    closing, opening = partners.get(start, start), partners.get(end - 1, end - 1)
    if closing < start:
        return start + 1, end
    if opening > end - 1:
        return start, end - 1
    if closing >= end:
        return (start, closing + 1) if _ONLY_EDGES.fullmatch(text, end, closing) else (start + 1, end)
    if opening < start:
        return (opening, end) if _ONLY_EDGES.fullmatch(text, opening + 1, start) else (start, end - 1)
    return start, end


def _partners(text: str, start: int, end: int) -> dict[int, int]:
    """Return where the other half of each mark in ``[start, end)`` stands; pairs lie on one line."""
    partners: dict[int, int] = {}
    unclosed: dict[str, list[int]] = {}
    for found in _MARK.finditer(text, start, end):
        mark, at = found.group(), found.start()
        if mark == "\n":
            unclosed.clear()
        elif mark in _OPENINGS:
            unclosed.setdefault(mark, []).append(at)
        elif unclosed.get(_OPENING_OF[mark]):
            opening = unclosed[_OPENING_OF[mark]].pop()
            partners[opening], partners[at] = at, opening
    return partners
