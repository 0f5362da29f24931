"""What a text is found by.

A folded text is a row of units: words of scripts that put blanks between words, and runs of those
that do not, such as Chinese; a symbol such as 😀 belongs to the runs. ``plain`` joins the units by single
blanks. A word is one term; a run is found by its overlapping pairs of characters, and by its last one.
"""

import re
import struct
from array import array
from hashlib import blake2b

from articles.text.fold import BLANK, NOTHING, fold

LONGEST_WORD = 64  # characters; of a longer one only these are looked at

#: Thai to Tibetan, Burmese, Khmer, symbols, and from the CJK radicals on everything.
_WITHOUT_BLANKS = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2190-\u2bff\u2e80-\U0010ffff"
_RUN = f"[{_WITHOUT_BLANKS}]+"
#: A character of a word, in a folded text.
WORD_SIGN = f"[^ {NOTHING}{_WITHOUT_BLANKS}]"
_MARK = "·"  # punctuation, which no term holds
_POINT_BITS = 21  # of a code point
_UNIT = re.compile(f"{_RUN}|{WORD_SIGN}+")
_IS_RUN = re.compile(_RUN)
_OF_ONE_KIND = re.compile(f"{_RUN}(?: {_RUN})*|{WORD_SIGN}+(?: {WORD_SIGN}+)*")  # of a plain text
_ENCODING = "utf-32-le"


def is_run(unit: str) -> bool:
    """Whether a unit is of a script without blanks between words."""
    return bool(_IS_RUN.match(unit))


def units(text: str) -> list[str]:
    """Return the words and runs of ``text``, folded, in order."""
    return [
        unit if len(unit) <= LONGEST_WORD or is_run(unit) else unit[:LONGEST_WORD]
        for unit in _UNIT.findall(fold(text).replace(NOTHING, ""))
    ]


def plain(text: str) -> str:
    """Return the units of ``text`` with one blank around each."""
    return f" {' '.join(units(text))} "


def terms(plain_text: str) -> str:
    """Return the terms of a plain text in order with blanks between them.

    They are words, the pairs of a run, and the last character of each run.
    """
    return " ".join(_pairs(some) if is_run(some) else some for some in _OF_ONE_KIND.findall(plain_text))


def _pairs(runs: str) -> str:
    """Return the pairs of runs, and the last character of each; the runs have a blank between them.

    All of it is done on whole arrays: one by one the pairs would take five times as long.
    """
    points = _points(runs)
    found = _points(BLANK) * (3 * len(points))
    found[0::3] = points
    found[1:-3:3] = points[1:]  # a blank behind the last character of a run, which so stands alone
    at = runs.find(BLANK)
    while at >= 0:  # a blank and the first character of the next run are no pair
        found[3 * at + 1] = points[at]
        at = runs.find(BLANK, at + 1)
    return found.tobytes().decode(_ENCODING)


def _points(text: str) -> "array[int]":
    """Return the code points of a text, four bytes each."""
    found = array("I")
    found.frombytes(text.encode(_ENCODING))
    return found


def marked(sign: str) -> str:
    """Return the term by which one character of a run is found wherever it stands.

    "Any term that begins with it" would be the same, but had thousands of lists to join.
    """
    return f"{_MARK}{sign}"


def signs(plain_text: str) -> str:
    """Return each character of the runs of a plain text once, marked, with blanks between them."""
    return " ".join(map(marked, _signs(plain_text)))


def _signs(plain_text: str) -> str:
    return "".join(_IS_RUN.findall("".join(sorted(set(plain_text)))))


def keys(plain_text: str) -> set[int]:
    """Return a number for each term of a plain text and for each character of its runs.

    They are for an index that knows no order of terms and no beginnings of them.
    """
    found = set(map(ord, _signs(plain_text)))
    for some in _OF_ONE_KIND.findall(plain_text):
        found.update(_keys_of_pairs(some) if is_run(some) else map(key, some.split(BLANK)))
    return found


def _keys_of_pairs(runs: str) -> set[int]:
    """Return the keys of the pairs of runs, which have a blank between them."""
    count = len(runs) - 1
    firsts, seconds = (array("I", bytes(8 * count)) for _ in range(2))
    points = _points(runs)
    firsts[0::2], seconds[0::2] = points[:-1], points[1:]
    # Each pair has 64 bits of one very large number, so that all are put together at once.
    shifted = int.from_bytes(firsts, "little") << _POINT_BITS | int.from_bytes(seconds, "little")
    pairs = struct.unpack(f"<{count}q", shifted.to_bytes(8 * count, "little"))
    found = set(pairs)
    at = runs.find(BLANK)
    while at >= 0:
        found -= {pairs[at - 1], pairs[at]}
        at = runs.find(BLANK, at + 1)
    return found


def key(term: str) -> int:
    """Return the number of a term: of one or two characters of a run theirs, of a word a digest's.

    It lies between -(2 ** 63) and 2 ** 63. Two terms share one only if their digests of 63 bits do.
    """
    if not is_run(term):
        return -1 - (int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "big") >> 1)
    first, *second = map(ord, term)
    return first << _POINT_BITS | second[0] if second else first
