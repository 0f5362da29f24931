"""From a sentence to the part that a label means: the quotation, or who is quoted.

``static/js/narrow.js`` follows the same rules; both are held to ``tests/vectors/narrowing.json``. ``text``
is always one block, since a quotation that is never closed runs to its end. Offsets are code points.
"""

import re
from functools import lru_cache

from annotate.marking import units
from annotate.marking.quoted import said, stretches
from annotate.marking.speaking import Attribution, attributions, end_of_lead, governing

_HAS_WORDS = re.compile(r"[A-Za-z\u4e00-\u9fff]")
_ENGLISH_END = re.compile(r"[a-z0-9]\.")


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the outermost quoted stretches of a block, their marks included."""
    return list(stretches(text))


def quotation(text: str, sentence: tuple[int, int]) -> tuple[int, int]:
    """Return the words of somebody else in a sentence.

    A quotation in marks, unless it is a term or only part of what is reported; then the reported
    clause; in the middle of a long quotation, all of it; else the sentence.
    """
    start, end = sentence
    found = attributions(text, sentence)
    begun = [stretch for stretch in said(text) if start <= stretch[0] < end]
    if begun:
        longest = max(begun, key=lambda stretch: stretch[1] - stretch[0])
        return units.trim(text, *(_mixed_clause(text, sentence, longest, found) or longest))
    around = next((stretch for stretch in said(text) if stretch[0] < start < stretch[1]), None)
    if around:
        return units.trim(text, *around)
    main = governing(text, found)
    return units.trim(text, *(_reported(text, sentence, main, found) if main else sentence))


def speaker(
    text: str, sentence: tuple[int, int], quote: tuple[int, int] | None = None
) -> tuple[int, int] | None:
    """Return who speaks in a sentence, with title and bracketed Latin name; None if nobody is named.

    In a sentence that only continues a quotation, or is followed by 他说, the speaker is sought around
    the quotation. With ``quote``, a span that begins in the sentence, the speaker of just these words
    is preferred: the last to speak before them, else the first after them.
    """
    found = attributions(text, sentence)
    main = (quote and _speaker_of(text, quote, found)) or governing(text, found)
    if main:
        return main.source
    around = next((each for each in stretches(text) if each[0] < sentence[1] and sentence[0] < each[1]), None)
    return _speaker_around(text, around) if around else None


def speakers(text: str, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """Return everybody who is said to speak in a sentence, in its order, each once."""
    # As in the browser, a later reading of the same place replaces an earlier one.
    return list({one.source[0]: one.source for one in attributions(text, sentence)}.values())


@lru_cache(maxsize=16)  # a block is asked about once for each of its quotes
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(units.sentences(text))


def _speaker_of(text: str, quote: tuple[int, int], found: list[Attribution]) -> Attribution | None:
    before = [one for one in found if one.cue[1] <= quote[0]]
    after = [one for one in found if one.source[0] >= quote[1]]
    return before[-1] if before else governing(text, after)


def _speaker_around(text: str, quoted: tuple[int, int]) -> tuple[int, int] | None:
    """Return who speaks in the sentence where a quotation begins, or else right behind it."""
    opening = next((each for each in _sentences(text) if each[0] <= quoted[0] < each[1]), None)
    before = governing(text, attributions(text, opening)) if opening else None
    if before:
        return before.source
    following = next((each for each in _sentences(text) if each[0] == quoted[1]), None)
    after = next(iter(attributions(text, following)), None) if following else None
    return after.source if after and after.source[0] == quoted[1] else None


def _mixed_clause(
    text: str, sentence: tuple[int, int], quoted: tuple[int, int], found: list[Attribution]
) -> tuple[int, int] | None:
    """Return the whole reported clause, if the quoted words are only part of it."""
    before = [one for one in found if one.cue[1] <= quoted[0] and quoted[1] <= sentence[1]]
    if not before:
        return None
    clause = _reported(text, sentence, before[-1], found)
    besides = _HAS_WORDS.search(text, clause[0], quoted[0])
    return clause if besides and quoted[1] <= clause[1] else None


def _reported(
    text: str, sentence: tuple[int, int], main: Attribution, found: list[Attribution]
) -> tuple[int, int]:
    """Return what ``main`` says: the words after the cue, or those before a source that comes last."""
    start = end_of_lead(text, main.cue[1], sentence[1])
    following = next((one for one in found if one.cue[0] >= start), None)
    limit = _clause_before(text, start, following) if following else sentence[1]
    after = units.trim(text, start, limit)
    if after[1] - after[0] > 1:
        return _without_full_stop(text, after)
    return sentence[0], main.source[0] if main.source[0] > sentence[0] else sentence[1]


def _clause_before(text: str, start: int, following: Attribution) -> int:
    """Return the end of the last clause before another one speaks."""
    end = following.cue[0] if following.inherited else min(following.source[0], following.cue[0])
    cut = max(text.rfind("，", start, end + 1), text.rfind("；", start, end + 1))
    return cut if cut > start else end


def _without_full_stop(text: str, words: tuple[int, int]) -> tuple[int, int]:
    """Return the words without the full stop of an English sentence."""
    start, end = words
    return (start, end - 1) if _ENGLISH_END.fullmatch(text, max(start, end - 2), end) else words
