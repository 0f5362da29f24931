"""A text with its blocks: which block holds a place, what surrounds a stretch, where graphemes end."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import regex

Stretch = tuple[int, int]

# Flags pair off from the left: without the first half, each would be counted from the start of its run.
_CLUSTER = regex.compile(r"\p{RI}{2}[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*+|\X", regex.VERSION1)


class Layout:
    """A text and its blocks in order. All offsets are code points."""

    def __init__(self, text: str, blocks: Sequence[Stretch]) -> None:
        self.text = text
        self.blocks = list(blocks) or [(0, len(text))]
        self._starts = [start for start, _end in self.blocks]
        self._edges: dict[int, list[int]] = {}

    def block_at(self, point: int) -> int:
        """Return the number of the block that holds ``point``, or of the last one before it."""
        return max(0, bisect_right(self._starts, point) - 1)

    def words_of(self, block: int) -> str:
        """Return the text of a block."""
        start, end = self.blocks[block]
        return self.text[start:end]

    def crosses(self, start: int, end: int) -> bool:
        """Whether a stretch reaches beyond the block in which it begins."""
        return end > self.blocks[self.block_at(start)][1]

    def around(self, start: int, end: int, most: int) -> tuple[str, str]:
        """Return up to ``most`` code points before and after a stretch, within its blocks."""
        left = max(self.blocks[self.block_at(start)][0], start - most)
        right = max(end, min(self.blocks[self.block_at(end - 1)][1], end + most))
        return self.text[left:start], self.text[end:right]

    def beyond(self, start: int, end: int, most: int) -> tuple[str, str]:
        """Return up to ``most`` code points before and after the blocks of a stretch."""
        left, right = self.blocks[self.block_at(start)][0], self.blocks[self.block_at(end - 1)][1]
        return self.text[max(0, left - most) : left], self.text[right : right + most]

    def holds(self, start: int, end: int, *, may_cross: bool) -> bool:
        """Whether a stretch can be tagged: it cuts no grapheme, and leaves its block only if it may."""
        if not self.blocks[self.block_at(start)][0] <= start < end <= len(self.text):
            return False
        if self.crosses(start, end) and not may_cross:
            return False
        return self._is_edge(start) and self._is_edge(end)

    def tidied(self, start: int, end: int) -> Stretch:
        """Widen a stretch of one block to whole graphemes, then leave out blanks at both ends."""
        block = self.block_at(start)
        if start >= end:
            return start, start
        edges = self._edges_of(block)
        start = edges[bisect_right(edges, start) - 1]
        end = edges[min(bisect_left(edges, end), len(edges) - 1)]
        words = self.text[start:end]
        return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())

    def grapheme_near(self, point: int) -> Stretch:
        """Return the grapheme at a place, or the last one of the block before it."""
        block = self.block_at(min(max(point, 0), len(self.text) - 1))
        edges = self._edges_of(block)
        at = min(max(bisect_right(edges, point) - 1, 0), len(edges) - 2)
        return edges[at], edges[at + 1]

    def _is_edge(self, point: int) -> bool:
        block = self.block_at(max(0, point - 1))
        if point in self.blocks[block] or point in self.blocks[self.block_at(point)]:
            return True
        edges = self._edges_of(block)
        at = bisect_right(edges, point) - 1
        return point > edges[-1] or edges[at] == point

    def _edges_of(self, block: int) -> list[int]:
        """Return where the graphemes of a block begin, and where the last of them ends."""
        if block not in self._edges:
            start, end = self.blocks[block]
            found = _CLUSTER.finditer(self.text, start, end)
            self._edges[block] = [*(match.start() for match in found), end]
        return self._edges[block]
