"""What searching takes for the same: 臺灣 and 台湾, Ａ and a, é and e.

Folding keeps the length: one code point becomes one code point, so that a place in the folded text
is the same place in the text. Only keys for searching are folded, never what is stored to be read.
"""

import unicodedata
from functools import cache

from articles.text.traditional import SIMPLIFIED, TRADITIONAL

BLANK = " "  # stands for everything between words: blanks, punctuation, control characters
NOTHING = "\u00ad"  # stands for what has no place of its own: accents, joiners, variation selectors

_SIMPLIFIED = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))
#: Combining accents, marks around symbols, variation selectors, colours of skin.
_IGNORED = (
    range(0x0300, 0x0370),
    range(0x20D0, 0x2100),
    range(0xFE00, 0xFE10),
    range(0x1F3FB, 0x1F400),
    range(0xE0100, 0xE01F0),
)
#: Chinese characters, and what is one of them in another shape: radicals, in circles and squares,
#: and those that Unicode keeps for older encodings.
_CHINESE = (range(0x3400, 0xA000), range(0x20000, 0x40000))
_OTHER_SHAPES = (
    range(0x2E80, 0x2FE0),
    range(0x3000, 0x3040),
    range(0x3190, 0x31A0),
    range(0x3200, 0x3400),
    range(0xF900, 0xFB00),
    range(0x1F200, 0x1F300),
    range(0x2F800, 0x2FA20),
)
_FIRST_SYMBOL = 0x2000  # below, signs such as © and ° are no words


class _Table(dict[int, str]):
    """Learns what becomes of a code point when it meets it first."""

    def __missing__(self, point: int) -> str:
        self[point] = found = _folded(chr(point))
        return found


_TABLE = _Table()


def fold(text: str) -> str:
    """Return ``text`` as searching sees it, of the same length in code points.

    Simplified, lower case, of ordinary width, without accents; what separates words is a blank.
    """
    return text.translate(_TABLE)


def chinese_signs_for(folded: str) -> str:
    """Return all signs that are folded to this Chinese character, itself among them; "" for other signs.

    A text whose folded form holds the character is sure to hold one of them.
    """
    is_chinese = any(ord(folded) in signs for signs in _CHINESE)
    return folded + _others().get(folded, "") if is_chinese else ""


@cache
def _others() -> dict[str, str]:
    """Return the signs that are folded to each Chinese character, itself not among them."""
    signs = {*TRADITIONAL, *(chr(point) for points in _OTHER_SHAPES for point in points)}
    found: dict[str, str] = {}
    for sign in sorted(signs):
        if (folded := fold(sign)) != sign:
            found[folded] = found.get(folded, "") + sign
    return found


def _folded(sign: str) -> str:
    if any(ord(sign) in signs for signs in _IGNORED) or unicodedata.category(sign) == "Cf":
        return NOTHING
    plain = _one(unicodedata.normalize("NFKC", sign), sign)
    plain = _one(_without_accents(plain), plain)
    plain = _one(plain.lower(), plain)
    return _SIMPLIFIED.get(plain, plain) if _is_of_words(plain) else BLANK


def _one(changed: str, sign: str) -> str:
    """Return what a sign was changed to, unless that would change the length."""
    return changed if len(changed) == 1 else sign


def _without_accents(sign: str) -> str:
    parts = unicodedata.normalize("NFD", sign)
    return unicodedata.normalize("NFC", "".join(part for part in parts if ord(part) not in _IGNORED[0]))


def _is_of_words(sign: str) -> bool:
    category = unicodedata.category(sign)
    return category[0] in "LNM" or (category == "So" and ord(sign) >= _FIRST_SYMBOL)
