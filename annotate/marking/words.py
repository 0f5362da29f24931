"""What is one word though a dictionary would cut it: names of foreigners, and the terms of a project.

``static/js/units.js`` follows the same rules, so that a cursor and a double click take such a word whole;
both are held to ``tests/vectors/units.json``. All offsets are code points and half-open.
"""

import re
from collections.abc import Iterable, Iterator

from annotate.marking.lexicon import LATIN_NAME, MIDDLE_DOTS, NAME_CHARACTERS

_DOTTED = f"[{NAME_CHARACTERS}]{{1,8}}(?:[{MIDDLE_DOTS}][{NAME_CHARACTERS}]{{1,8}})+"
_NAME = re.compile(f"{_DOTTED}(?:{LATIN_NAME})?|{LATIN_NAME}")
SHORTEST_TERM = 2  # code points


def terms_in(text: str, glossary: str) -> list[str]:
    """Return the terms of a glossary, one a line, that occur in ``text``, each once, the longest first."""
    terms = {line.strip() for line in glossary.splitlines()}
    found = [term for term in terms if len(term) >= SHORTEST_TERM and term in text]
    return sorted(found, key=lambda term: (-len(term), term))


def whole_words(text: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """Return the stretches of a block that no cursor stops inside, in the order of the text.

    These are foreign names with a middle dot and the Latin name behind them, Latin names in brackets, and
    ``terms``. The longest wins where two overlap, then the first.
    """
    kept: list[tuple[int, int]] = []
    for start, end in sorted(_candidates(text, terms), key=lambda found: (found[0] - found[1], found[0])):
        if not any(start < other[1] and other[0] < end for other in kept):
            kept.append((start, end))
    return sorted(kept)


def _candidates(text: str, terms: Iterable[str]) -> Iterator[tuple[int, int]]:
    for name in _NAME.finditer(text):
        yield name.span()
    for term in set(terms):
        if len(term) >= SHORTEST_TERM:
            yield from (found.span() for found in re.finditer(re.escape(term), text))
