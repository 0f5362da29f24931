"""Lay the blocks of two wordings side by side, and the characters of those that were rewritten."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.fuzz import ratio

from articles.text.layout import Layout, Stretch

LEAST_ALIKE = 40.0  # per cent, for two blocks to be one that was rewritten
MOST_COMPARED = 40_000  # pairs of blocks between two that stayed; of more, neighbours only
NEIGHBOURS = 8  # blocks
LONG = 4_000  # code points of a block that are compared
MOST_CELLS = 25_000_000  # code points of one block times those of the other, laid side by side

Step = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Steps:
    """How an old block becomes a new one; ``starts`` are the places in the old one."""

    starts: list[int]
    steps: list[Step]


class Pairing:
    """``home`` holds for each old block the new one that took its place, or None.

    ``same`` says for each whether it stands there word for word, ``elsewhere`` where else it does, if
    in one place only.
    """

    def __init__(self, old: Layout, new: Layout) -> None:
        self._old, self._new = old, new
        self.home: list[int | None] = [None] * len(old.blocks)
        self._before: list[int] = [0] * len(old.blocks)  # the new block where an old one would stand
        self._steps: dict[int, Steps | None] = {}
        ours = [old.words_of(block) for block in range(len(old.blocks))]
        theirs = [new.words_of(block) for block in range(len(new.blocks))]
        for tag, i1, i2, j1, j2 in _runs(ours, theirs):
            for block in range(i1, i2):
                self._before[block] = min(j1 + (block - i1 if tag == "equal" else 0), len(theirs) - 1)
                if tag == "equal":
                    self.home[block] = j1 + block - i1
            if tag == "replace":
                self._pair(ours, theirs, (i1, i2), (j1, j2))
        once = _found_once(theirs)
        self.elsewhere = [once.get(words) for words in ours]
        self.same = [home is not None and theirs[home] == ours[i] for i, home in enumerate(self.home)]

    def expected(self, block: int, start: int) -> int:
        """Return about where in the new text a place of an old block would stand."""
        home = self.home[block]
        if home is None:
            return self._new.blocks[self._before[block]][0]
        mapped = self.mapped(block, start, start + 1)
        first, last = self._new.blocks[home]
        return mapped[0] if mapped else min(first + start - self._old.blocks[block][0], max(first, last - 1))

    def mapped(self, block: int, start: int, end: int) -> Stretch | None:
        """Return the part of the new block that stands for a part of the old one; it may be empty."""
        home = self.home[block]
        if home is None or end > self._old.blocks[block][1]:
            return None
        if block not in self._steps:
            self._steps[block] = _steps(self._old.words_of(block), self._new.words_of(home))
        steps = self._steps[block]
        if steps is None:
            return None
        ours, theirs = self._old.blocks[block][0], self._new.blocks[home][0]
        return theirs + _forward(steps, start - ours, 0), theirs + _forward(steps, end - ours, 1)

    def _pair(self, ours: list[str], theirs: list[str], old: Stretch, new: Stretch) -> None:
        """Match the rewritten blocks between two that stayed, the most alike first."""
        near = None if (old[1] - old[0]) * (new[1] - new[0]) <= MOST_COMPARED else NEIGHBOURS
        alike = []
        for i in range(*old):
            for j in range(*new):
                if near is None or abs((i - old[0]) - (j - new[0])) <= near:
                    score = ratio(_sample(ours[i]), _sample(theirs[j]), score_cutoff=LEAST_ALIKE)
                    if score:
                        alike.append((-score, abs((i - old[0]) - (j - new[0])), i, j))
        taken: set[int] = set()
        for _score, _apart, i, j in sorted(alike):
            if self.home[i] is None and j not in taken:
                self.home[i], self._before[i] = j, j
                taken.add(j)


def _sample(words: str) -> str:
    """Return the words, or the two ends of very many: they tell as well whether two blocks are alike."""
    return words if len(words) <= LONG else words[: LONG // 2] + words[-LONG // 2 :]


def _runs(ours: list[str], theirs: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the runs of equal and of other blocks; one after another is taken for rewritten."""
    numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))
    ops = LCSseq.opcodes([numbers[one] for one in ours], [numbers[one] for one in theirs])
    held: tuple[int, int, int, int] | None = None
    for op in ops:
        if op.tag == "equal":
            if held:
                yield ("replace", *held)
                held = None
            yield op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end
        else:
            first = held or (op.src_start, op.src_start, op.dest_start, op.dest_start)
            held = (first[0], op.src_end, first[2], op.dest_end)
    if held:
        yield ("replace", *held)


def _found_once(blocks: list[str]) -> dict[str, int]:
    counted = Counter(blocks)
    return {words: number for number, words in enumerate(blocks) if counted[words] == 1}


def _steps(old: str, new: str) -> Steps | None:
    """Return how the old block becomes the new one; None if they are too long to be compared."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle[0]) * len(middle[1]) > MOST_CELLS:
        return None
    steps = [(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in Indel.opcodes(old, new)]
    return Steps([step[1] for step in steps], steps)


def _common(one: str, other: str) -> int:
    """Return how many code points two texts begin with alike."""
    shorter = min(len(one), len(other))
    if one[:shorter] == other[:shorter]:
        return shorter
    low, high = 0, shorter
    while low < high - 1:
        middle = (low + high) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle)
    return low


def _forward(steps: Steps, point: int, is_end: int) -> int:
    """Return where a place of the old block lies in the new one.

    A place in what was left out lies at its edge; an end does not take in what was put in after it.
    """
    at = bisect_right(steps.starts, point - is_end) - 1
    tag, start, _end, home, _home_end = steps.steps[at]  # of two that begin here, the one put in comes first
    return home + point - start if tag == "equal" else home
