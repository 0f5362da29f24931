"""How well a stretch of text fits what people tag: whole words, from one pause to the next."""

import unicodedata

_OPENING = frozenset("“‘「『《〈（(【〔[")
_PAUSE = frozenset("，。、；：！？…,.;:!?\n")


def fit(text: str, start: int, end: int) -> int:
    """Return how well the edges of ``[start, end)`` fit, from -4 to 2: what begins or ends at a pause fits.

    A word of an alphabet or a number that is cut does not, nor does a blank or a closing sign at the
    beginning, or an opening one at the end.
    """
    return _at_start(text, start) + _at_end(text, end)


def _at_start(text: str, start: int) -> int:
    first, before = text[start], text[start - 1] if start else "\n"
    if first.isspace() or first in _PAUSE or _closes(first) or _is_inside(before, first):
        return -2
    return int(before.isspace() or before in _PAUSE or before in _OPENING)


def _at_end(text: str, end: int) -> int:
    last, after = text[end - 1], text[end] if end < len(text) else "\n"
    if last.isspace() or last in _OPENING or _is_inside(last, after):
        return -2
    return int(after.isspace() or after in _PAUSE or last in _PAUSE or _closes(after))


def _closes(sign: str) -> bool:
    return unicodedata.category(sign) in ("Pe", "Pf")


def _is_inside(left: str, right: str) -> bool:
    """Whether a word of an alphabet, or a number, goes on from one character to the next."""
    return _is_of_a_word(left) and _is_of_a_word(right)


def _is_of_a_word(sign: str) -> bool:
    category = unicodedata.category(sign)
    return category in ("Ll", "Lu", "Lt", "Nd", "Mn")
