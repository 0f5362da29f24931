"""Krippendorff's αU of 1995 and 2004, which squares how far the ends of units are apart.

It grows harsh with distance and is hard to explain, so reports show ``pooling.u_alpha`` instead; it is
here for comparison with older studies. The units of one coder must not overlap.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from annotate.measures.spans import Range
from annotate.measures.values import Measured, chance_corrected


class Disagreement(NamedTuple):
    """What was observed, and what chance would lead to."""

    observed: Fraction
    expected: Fraction

    @property
    def alpha(self) -> Measured:
        """The coefficient of one category."""
        return chance_corrected(*self)


class _Section(NamedTuple):
    start: int
    end: int
    is_unit: bool


def disagreement(coders: Sequence[Sequence[Range]], length: int, begin: int = 0) -> Disagreement:
    """Return the disagreement of two or more coders on one category in ``[begin, begin + length)``."""
    cut = [list(_sections(units, begin, begin + length)) for units in coders]
    number = len(coders)
    apart = sum(_distance(*pair) for first, second in combinations(cut, 2) for pair in _meet(first, second))
    lengths = [end - start for units in coders for start, end in units]
    gaps = [one.end - one.start for sections in cut for one in sections if not one.is_unit]
    pairable = number * length
    chances = pairable * (pairable - 1) - sum(one * (one - 1) for one in lengths)
    by_chance = sum((_expected_of(one, len(lengths), gaps) for one in lengths), Fraction())
    return Disagreement(
        Fraction(2 * apart, number * (number - 1) * length**2),
        Fraction(2, length) * by_chance / chances if chances else Fraction(),
    )


def overall(categories: Iterable[Disagreement]) -> Measured:
    """Return the coefficient of several categories: disagreements are added up before dividing."""
    found = list(categories)
    return chance_corrected(sum(one.observed for one in found), sum(one.expected for one in found))


def _expected_of(length: int, units: int, gaps: Iterable[int]) -> Fraction:
    met = Fraction((units - 1) * (2 * length**3 - 3 * length**2 + length), 3)
    return met + length**2 * sum(gap - length + 1 for gap in gaps if gap >= length)


def _sections(units: Sequence[Range], begin: int, end: int) -> Iterator[_Section]:
    place = begin
    for start, stop in sorted(units):
        if start > place:
            yield _Section(place, start, is_unit=False)
        yield _Section(start, stop, is_unit=True)
        place = stop
    if place < end:
        yield _Section(place, end, is_unit=False)


def _meet(first: Sequence[_Section], second: Sequence[_Section]) -> Iterator[tuple[_Section, _Section]]:
    i = j = 0
    while i < len(first) and j < len(second):
        yield first[i], second[j]
        end = min(first[i].end, second[j].end)
        i, j = i + (first[i].end == end), j + (second[j].end == end)


def _distance(first: _Section, second: _Section) -> int:
    """Return the squared distance of two sections that meet."""
    if first.is_unit and second.is_unit:
        return (first.start - second.start) ** 2 + (first.end - second.end) ** 2
    if not first.is_unit:
        first, second = second, first
    is_inside = first.is_unit and second.start <= first.start and first.end <= second.end
    return (first.end - first.start) ** 2 if is_inside else 0
