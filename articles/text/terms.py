"""What a text is found by.

A folded text is a row of units: words of scripts that put blanks between words, and runs of those
that do not, such as Chinese; a symbol such as 😀 belongs to the runs. ``plain`` joins the units by single
blanks. A word is one term; a run is found by its overlapping pairs of characters, and by its last one.
"""

import re
from hashlib import blake2b
from itertools import pairwise
from operator import add

from articles.text.fold import NOTHING, fold

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


def terms(plain_text: str) -> list[str]:
    """Return the terms of a plain text in order: words, pairs of a run, and the last one of each run."""
    found: list[str] = []
    for unit in plain_text.split(" "):
        if is_run(unit):
            found.extend(map(add, unit, unit[1:]))
            found.append(unit[-1])
        elif unit:
            found.append(unit)
    return found


def marked(sign: str) -> str:
    """Return the term by which one character of a run is found wherever it stands.

    "Any term that begins with it" would be the same, but had thousands of lists to join.
    """
    return f"{_MARK}{sign}"


def signs(plain_text: str) -> list[str]:
    """Return each character of the runs of a plain text once, marked."""
    found = set().union(*filter(is_run, plain_text.split(" ")))
    return [marked(sign) for sign in sorted(found)]


def keys(plain_text: str) -> list[int]:
    """Return a number for each term of a plain text and for each character of its runs, in order.

    They are for an index that knows no order of terms and no beginnings of them.
    """
    found: set[int] = set()
    for unit in plain_text.split(" "):
        if is_run(unit):
            points = list(map(ord, unit))
            found.update(points)
            found.update(first << _POINT_BITS | second for first, second in pairwise(points))
        elif unit:
            found.add(key(unit))
    return sorted(found)


def key(term: str) -> int:
    """Return the number of a term: of one or two characters of a run theirs, of a word a digest's.

    It lies between -(2 ** 63) and 2 ** 63. Two terms share one only if their digests of 63 bits do.
    """
    if not is_run(term):
        return -1 - (int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "big") >> 1)
    first, *second = map(ord, term)
    return first << _POINT_BITS | second[0] if second else first
