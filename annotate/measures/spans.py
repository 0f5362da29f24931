"""What one person tagged in one text, and how ranges meet. Ranges are half-open, in code points."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

Range = tuple[int, int]


class Mark(NamedTuple):
    """One tagged range. ``label`` is any number that stands for a label."""

    start: int
    end: int
    label: int


class Link(NamedTuple):
    """A link between two marks of the same work, by their positions in it."""

    source: int
    target: int
    kind: int


@dataclass(frozen=True, slots=True)
class Work:
    """One person's marks in one text, sorted, each range and label once; attributes stand beside them."""

    marks: tuple[Mark, ...]
    attributes: tuple[Mapping[str, str], ...] = ()
    links: frozenset[Link] = frozenset()


def work_of(
    marks: Iterable[tuple[Mark, Mapping[str, str]]], links: Iterable[tuple[int, int, int]] = ()
) -> Work:
    """Return the work with these marks; ``links`` are (from, to, kind) by position in ``marks``.

    A mark that occurs twice counts once: the first occurrence lends its attributes, both their links.
    """
    given = list(marks)
    order = sorted({mark for mark, _attributes in given})
    place = {mark: number for number, mark in enumerate(order)}
    attributes: dict[Mark, Mapping[str, str]] = {}
    for mark, values in given:
        attributes.setdefault(mark, values)
    places = [place[mark] for mark, _attributes in given]
    joined = frozenset(Link(places[source], places[target], kind) for source, target, kind in links)
    return Work(tuple(order), tuple(attributes[mark] for mark in order), joined)


def shared(first: Range | Mark, second: Range | Mark) -> int:
    """Return how many code points two ranges share."""
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))


def iou(first: Range | Mark, second: Range | Mark) -> Fraction:
    """Return the shared code points as a part of all that either covers."""
    common = shared(first, second)
    return Fraction(common, first[1] - first[0] + second[1] - second[0] - common)


def is_mostly_same(first: Mark, second: Mark) -> bool:
    """Whether ``iou`` is at least one half, in whole numbers."""
    common = shared(first, second)
    return 3 * common >= first.end - first.start + second.end - second.start


def meetings(first: Sequence[Mark], second: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """Yield the positions of each two marks that share a code point; both sequences are sorted."""
    starts = [mark.start for mark in second]
    longest = max((mark.end - mark.start for mark in second), default=0)
    for i, mark in enumerate(first):
        for j in range(bisect_left(starts, mark.start - longest + 1), bisect_left(starts, mark.end)):
            if second[j].end > mark.start:
                yield i, j


def merged(ranges: Iterable[Range]) -> list[Range]:
    """Return the ranges sorted, those that overlap made one; those that only touch stay two."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def common_length(first: Sequence[Range], second: Sequence[Range]) -> int:
    """Return how many code points two merged sequences of ranges share."""
    i = j = total = 0
    while i < len(first) and j < len(second):
        total += shared(first[i], second[j])
        if first[i][1] <= second[j][1]:
            i += 1
        else:
            j += 1
    return total
