"""What somebody looks for, read from what they typed, and where a text holds it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from articles.text.fold import NOTHING, chinese_signs_for, fold
from articles.text.terms import LONGEST_WORD, WORD_SIGN, is_run, key, plain, units

MOST_PHRASES = 16  # in one search
MOST_NEEDED = 4  # characters that are asked for beforehand: more leave out hardly anything else
BEFORE, AFTER = 40, 110  # characters shown around what was found

_QUOTES = {'"': '"', "＂": "＂", "“": "”", "”": "“", "„": "“", "「": "」", "『": "』", "«": "»"}
_QUOTED = "|".join(f"{opening}[^{closing}]*{closing}?" for opening, closing in _QUOTES.items())
_ASKED = re.compile(rf"(?P<minus>(?<!\S)[-－−])?(?:(?P<quoted>{_QUOTED})|(?P<bare>[^\s{''.join(_QUOTES)}]+))")


@dataclass(frozen=True)
class Phrase:
    """Words and runs that stand one behind the other, with nothing but blanks and punctuation between."""

    units: tuple[str, ...]

    @cached_property
    def plain(self) -> str:
        """The phrase as a piece of a plain text: whole words, but any part of a run at the ends."""
        before = "" if is_run(self.units[0]) else " "
        after = "" if is_run(self.units[-1]) else " "
        return f"{before}{' '.join(self.units)}{after}"

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms that stand one behind the other wherever the phrase does; see ``opens_last``."""
        found: list[str] = []
        for place, unit in enumerate(self.units, start=1):
            pairs = [unit[at : at + 2] for at in range(len(unit) - 1)] if is_run(unit) else [unit]
            ends = is_run(unit) and (place < len(self.units) or len(unit) == 1)
            found += [*pairs, unit[-1]] if ends else pairs
        return tuple(found)

    @property
    def opens_last(self) -> bool:
        """Whether the last term is one character, with which a term may begin."""
        return is_run(self.units[-1]) and len(self.units[-1]) == 1

    @property
    def is_one_sign(self) -> bool:
        """Whether all of the phrase is one character of a run."""
        return self.opens_last and len(self.units) == 1

    @property
    def keys(self) -> list[int]:
        """The keys that a text with the phrase has, in order."""
        return sorted(set(map(key, self.terms)))

    @property
    def is_one_key(self) -> bool:
        """Whether a text with the keys of the phrase is sure to hold the phrase."""
        return len(self.terms) == 1

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What the phrase looks like in a folded text of which ``NOTHING`` is left."""
        first, last = self.units[0], self.units[-1]
        whole = not is_run(last) and len(last) < LONGEST_WORD
        pieces = ["" if is_run(first) else rf"(?<!{WORD_SIGN})", re.escape(first)]
        for before, unit in pairwise(self.units):
            must_part = is_run(before) == is_run(unit)
            pieces += [" +" if must_part else " *", re.escape(unit)]
        pieces.append(rf"(?!{WORD_SIGN})" if whole else "")
        return re.compile("".join(pieces))


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: all that is ``wanted`` and nothing that is ``unwanted``."""

    wanted: tuple[Phrase, ...]
    unwanted: tuple[Phrase, ...] = ()

    @classmethod
    def of(cls, words: str) -> "Query":
        """Read what somebody typed: words, phrases in quotation marks, a minus before what must not be.

        Any text can be read. What holds no letter, digit or symbol is left out.
        """
        wanted: dict[Phrase, None] = {}
        unwanted: dict[Phrase, None] = {}
        for asked in _ASKED.finditer(words):
            if found := tuple(units(asked["quoted"] or asked["bare"])):
                (unwanted if asked["minus"] else wanted)[Phrase(found)] = None
        return cls(tuple(wanted), tuple(unwanted))

    @property
    def needed(self) -> list[str]:
        """Sets of Chinese characters, of each of which a text that fits holds one, as it is written."""
        signs = dict.fromkeys(sign for phrase in self.wanted for sign in "".join(phrase.units))
        return [found for sign in signs if (found := chinese_signs_for(sign))][:MOST_NEEDED]

    def fits(self, text: str) -> bool:
        """Whether ``text`` holds all that is wanted and nothing that is unwanted."""
        held = plain(text)
        return all(phrase.plain in held for phrase in self.wanted) and not any(
            phrase.plain in held for phrase in self.unwanted
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, found or around what was found."""

    text: str
    is_found: bool = False


def places(text: str, phrases: Iterable[Phrase]) -> list[tuple[int, int]]:
    """Return where ``text`` holds any of the phrases: ranges in code points, in order, none overlapping."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(_spans(fold(text), phrases)):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _spans(folded: str, phrases: Iterable[Phrase]) -> Iterator[tuple[int, int]]:
    """Yield where the phrases stand, with the accents and the like that belong to their last sign."""
    kept = [at for at, sign in enumerate(folded) if sign != NOTHING]
    plain_text = folded.replace(NOTHING, "")
    ends = [*kept[1:], len(folded)]
    for phrase in phrases:
        for match in phrase.pattern.finditer(plain_text):
            yield kept[match.start()], ends[match.end() - 1]


def pieces(text: str, phrases: Iterable[Phrase]) -> list[Piece]:
    """Cut the whole ``text`` into what was found and what lies around it."""
    return list(_cut(text, places(text, phrases), 0, len(text)))


def excerpt(text: str, phrases: Iterable[Phrase]) -> list[Piece]:
    """Return the words around the first place that was found, else the first words, as one line."""
    found = places(text, phrases)
    at = found[0][0] if found else 0
    start, end = max(0, at - BEFORE), min(len(text), at + AFTER)
    while start > 0 and _clings(text[start]):
        start -= 1
    while end < len(text) and _clings(text[end]):
        end += 1
    cut = list(_cut(text, found, start, end))
    before = [Piece("…")] if start else []
    return [*before, *cut, *([Piece("…")] if end < len(text) else [])]


def _clings(sign: str) -> bool:
    """Whether a sign must not be parted from the one before it."""
    return fold(sign) == NOTHING


def _cut(text: str, found: list[tuple[int, int]], start: int, end: int) -> Iterator[Piece]:
    at = start
    for first, last in found:
        first, last = max(first, at), min(last, end)  # noqa: PLW2901 - only what lies inside is shown
        if first < last:
            if at < first:
                yield Piece(text[at:first])
            yield Piece(text[first:last], is_found=True)
            at = last
    if at < end:
        yield Piece(text[at:end])
