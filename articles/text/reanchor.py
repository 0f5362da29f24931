"""Carry stretches of one wording over to another. Offsets are code points, half-open.

A stretch lands in one of four ways. *Exact*: the same words between the same words, in the same
paragraph as far as the two wordings can be laid side by side. *Moved*: the same words between the
same words, in another paragraph. *Changed*: the words or what surrounds them differ, but not by
much; ``score`` says how alike they are, and a person has to agree. *Orphan*: nothing like it is left.

What surrounds the words is up to 40 code points before and after them in their block. Words that
occur several times are told apart by it, then by what stands beyond the block, and by the place that
the paragraph has among the others; where nothing tells them apart, the verdict is *changed*.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from articles.text.layout import Layout, Stretch
from articles.text.pairing import Pairing

CONTEXT = 40  # code points before and after
LEAST_SCORE = 0.75  # below, nothing is proposed
MOST_PLACES = 32  # of the same words that are looked at
BESIDE = 0.2  # of likeness of context that counts for the paragraph where the words are expected


class Verdict(StrEnum):
    """How a stretch came over to another wording."""

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a stretch lies now. ``score`` is the likeness of words and surroundings, 0 to 1.

    An orphan has no place: its ``start`` and ``end`` name the grapheme nearest to where it would stand.
    """

    verdict: Verdict
    score: float
    start: int
    end: int


def reanchor(
    old: str,
    old_blocks: Sequence[Stretch],
    new: str,
    new_blocks: Sequence[Stretch],
    spans: Sequence[Stretch],
) -> list[Placed]:
    """Return the place of each stretch of ``old`` in ``new``, in the order given.

    The blocks lie in their texts in order and do not overlap. A stretch that crosses blocks, as
    annotated imports have them, may do so in the new text as well; any other lies within one block.
    """
    carrier = _Carrier(Layout(old, old_blocks), Layout(new, new_blocks))
    return [carrier.place(start, end) for start, end in spans]


class _Carrier:
    """Two wordings laid side by side."""

    def __init__(self, old: Layout, new: Layout) -> None:
        self._old, self._new = old, new
        self._pairing = Pairing(old, new)
        self._places: dict[str, list[int]] = {}

    def place(self, start: int, end: int) -> Placed:
        block = self._old.block_at(start)
        home = self._pairing.home[block]
        if home is not None and self._pairing.same[block]:
            shift = self._new.blocks[home][0] - self._old.blocks[block][0]
            if end <= self._old.blocks[block][1] or self._continues(start, end, shift):
                return Placed(Verdict.EXACT, 1.0, start + shift, end + shift)
        moved = self._pairing.elsewhere[block]
        if moved is not None and end <= self._old.blocks[block][1]:
            shift = self._new.blocks[moved][0] - self._old.blocks[block][0]
            return Placed(Verdict.MOVED, 1.0, start + shift, end + shift)
        expected = self._pairing.expected(block, start)
        kept = self._unchanged(start, end, expected, home)
        if kept is not None and kept.verdict in (Verdict.EXACT, Verdict.MOVED):
            return kept
        rewritten = self._rewritten(start, end, block)
        best = max((one for one in (kept, rewritten) if one), key=lambda one: one.score, default=None)
        if best is not None and best.score >= LEAST_SCORE:
            return best
        return Placed(Verdict.ORPHAN, best.score if best else 0.0, *self._new.grapheme_near(expected))

    def _continues(self, start: int, end: int, shift: int) -> bool:
        """Whether a stretch over several blocks stands in the new text as it did."""
        same = self._new.text[start + shift : end + shift] == self._old.text[start:end]
        return same and end + shift <= len(self._new.text)

    def _unchanged(self, start: int, end: int, expected: int, home: int | None) -> Placed | None:
        """Return the best of the places where the same words stand."""
        near = self._in_place(start, end, expected)
        if near is not None:
            return near
        words = self._old.text[start:end]
        around = self._old.around(start, end, CONTEXT)
        beyond = self._old.beyond(start, end, CONTEXT)
        crosses = self._old.crosses(start, end)
        found: list[tuple[float, float, int, int]] = []
        for at in self._occurrences(start, end):
            stop = at + len(words)
            if not self._new.holds(at, stop, may_cross=crosses):
                continue
            likeness = _likeness(around, self._new.around(at, stop, CONTEXT))
            wide = _likeness(beyond, self._new.beyond(at, stop, CONTEXT))
            bonus = BESIDE if self._new.block_at(at) == home else 0.0
            found.append((likeness + bonus, wide, -abs(at - expected), at))
        if not found:
            return None
        found.sort(reverse=True)
        likeness, wide, _distance, at = found[0]
        at_home = self._new.block_at(at) == home
        likeness -= BESIDE if at_home else 0.0
        is_alone = len(found) == 1 or found[1][:2] < found[0][:2] or at_home
        place = (at, at + len(words))
        if likeness == 1.0 and is_alone:
            return Placed(Verdict.EXACT if at_home else Verdict.MOVED, 1.0, *place)
        return Placed(Verdict.CHANGED, round((1 + likeness) / 2, 3), *place)

    def _in_place(self, start: int, end: int, expected: int) -> Placed | None:
        """Return the very place where the words are expected, if they stand there between the same words."""
        stop = expected + end - start
        if self._new.text[expected:stop] != self._old.text[start:end]:
            return None
        if not self._new.holds(expected, stop, may_cross=self._old.crosses(start, end)):
            return None
        if self._old.around(start, end, CONTEXT) != self._new.around(expected, stop, CONTEXT):
            return None
        is_home = self._new.block_at(expected) == self._pairing.home[self._old.block_at(start)]
        return Placed(Verdict.EXACT, 1.0, expected, stop) if is_home else None

    def _occurrences(self, start: int, end: int) -> list[int]:
        """Return where the words stand in the new text; of very many those with more around them."""
        for more in (0, 10, CONTEXT):
            left = max(self._old.blocks[self._old.block_at(start)][0], start - more)
            needle = self._old.text[left : min(len(self._old.text), end + more)]
            if needle not in self._places:
                self._places[needle] = _all_of(self._new.text, needle)
            places = self._places[needle]
            if len(places) <= MOST_PLACES:
                return [at + start - left for at in places]
        return [at + start - left for at in places[:MOST_PLACES]]

    def _rewritten(self, start: int, end: int, block: int) -> Placed | None:
        """Return what became of the words in the block that took the old block's place."""
        mapped = self._pairing.mapped(block, start, end)
        if mapped is None:
            return None
        left, right = self._new.tidied(*mapped)
        if left >= right:
            return None
        words = Levenshtein.normalized_similarity(self._old.text[start:end], self._new.text[left:right])
        around = _likeness(self._old.around(start, end, CONTEXT), self._new.around(left, right, CONTEXT))
        return Placed(Verdict.CHANGED, round((words + around) / 2, 3), left, right)


def _likeness(one: tuple[str, str], other: tuple[str, str]) -> float:
    """Return how alike two surroundings are, 0 to 1: the mean of before and after."""
    if one == other:
        return 1.0
    before, after = (Levenshtein.normalized_similarity(*pair) for pair in zip(one, other, strict=True))
    return (before + after) / 2


def _all_of(text: str, words: str) -> list[int]:
    """Return where ``words`` begin in ``text``, overlapping ones too, no more than can be used."""
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) <= MOST_PLACES:
        found.append(at)
        at = text.find(words, at + 1)
    return found
