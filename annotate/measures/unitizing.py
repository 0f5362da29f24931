"""Krippendorff's coefficients for texts cut into units (uα, 2016), with all labels at once.

K. Krippendorff, Y. Mathet, S. Bouvry, A. Widlöcher: On the reliability of unitizing textual continua:
Further developments. Quality & Quantity 50 (2016). The units of one coder must not overlap; for tags
that do, see ``pooling``, and ``layers`` below.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from annotate.measures.spans import Mark
from annotate.measures.values import Measured, Reason, chance_corrected, ratio, undefined

GAP = None  # the value of what nobody tagged
Unit = tuple[int, int, Hashable]  # start, end, value
Table = Mapping[tuple[Hashable, Hashable], Fraction]


@dataclass(frozen=True, slots=True)
class Coincidences:
    """What the coefficients are made of. Those of several texts add up.

    ``pairable`` counts code points, once for each coder; ``observed`` says how many of them coincide
    under which two values; ``squares`` sums the squared lengths of units by value (a gap counts each
    code point by itself), ``crossings`` the squared lengths that units share with units of another.
    """

    pairable: int
    observed: Mapping[tuple[Hashable, Hashable], Fraction]
    squares: Mapping[Hashable, int]
    crossings: Mapping[Hashable, Fraction]


@dataclass(frozen=True, slots=True)
class Coefficients:
    """The family: all values and gaps, units against gaps, values where units meet, and each value.

    ``cover`` is the part of the text in which units meet.
    """

    u: Measured
    binary: Measured
    cu: Measured
    cover: Measured
    by_value: Mapping[Hashable, Measured]


def coincidences(coders: Sequence[Sequence[Unit]], length: int) -> Coincidences:
    """Set the units of two or more coders in one text of ``length`` code points side by side."""
    filled = [list(_filled(units, length)) for units in coders]
    others = len(coders) - 1
    meets: Counter[tuple[Hashable, Hashable]] = Counter()
    crossed: Counter[Hashable] = Counter()
    for first, second in combinations(filled, 2):
        shared: Counter[tuple[int, int]] = Counter()  # with valued units of the other, by (side, unit)
        for i, j, common in _overlaps(first, second):
            left, right = first[i][2], second[j][2]
            meets[left, right] += common
            meets[right, left] += common
            if left is not GAP and right is not GAP:
                shared[0, i] += common
                shared[1, j] += common
        for (side, number), common in shared.items():
            crossed[(first, second)[side][number][2]] += common * common
    squares: Counter[Hashable] = Counter()
    for start, end, value in (unit for units in filled for unit in units):
        squares[value] += end - start if value is GAP else (end - start) ** 2
    return Coincidences(
        len(coders) * length,
        {pair: Fraction(number, others) for pair, number in meets.items()},
        squares,
        {value: Fraction(number, others) for value, number in crossed.items()},
    )


def together(many: Iterable[Coincidences]) -> Coincidences:
    """Add the coincidences of several texts up, as if they were one."""
    pairable, squares = 0, Counter[Hashable]()
    observed: dict[tuple[Hashable, Hashable], Fraction] = {}
    crossings: dict[Hashable, Fraction] = {}
    for one in many:
        pairable += one.pairable
        squares.update(one.squares)
        for pair, number in one.observed.items():
            observed[pair] = observed.get(pair, Fraction()) + number
        for value, number in one.crossings.items():
            crossings[value] = crossings.get(value, Fraction()) + number
    return Coincidences(pairable, observed, squares, crossings)


def coefficients(found: Coincidences) -> Coefficients:
    """Return the whole family of coefficients."""
    values = [value for value in found.squares if value is not GAP]
    if not values:
        nothing = undefined(Reason.NO_SPANS)
        return Coefficients(nothing, nothing, nothing, nothing, {})
    valued = {pair: number for pair, number in found.observed.items() if GAP not in pair}
    meeting = _Margins(valued, found.crossings)
    whole = _Margins(found.observed, {value: Fraction(n) for value, n in found.squares.items()})
    return Coefficients(
        u=whole.alpha(),
        binary=whole.against_rest(GAP),
        cu=meeting.alpha(),
        cover=ratio(meeting.total, found.pairable, Reason.NO_SPANS),
        by_value={value: meeting.of_one(value) for value in values},
    )


def layers(marks: Iterable[Mark]) -> list[Unit]:
    """Return tags that may overlap as units that do not: each carries the set of labels upon it."""
    edges: dict[int, Counter[int]] = {}
    for start, end, label in marks:
        edges.setdefault(start, Counter())[label] += 1
        edges.setdefault(end, Counter())[label] -= 1
    units: list[Unit] = []
    upon: Counter[int] = Counter()
    before = 0
    for place in sorted(edges):
        labels = frozenset(label for label, number in upon.items() if number)
        if labels:
            units.append((before, place, labels))
        upon.update(edges[place])
        before = place
    return units


class _Margins:
    """A table of coincidences with what chance would make of it."""

    def __init__(self, table: Table, squares: Mapping[Hashable, Fraction]) -> None:
        self.table, self.squares = table, squares
        self.sums: dict[Hashable, Fraction] = {}
        for (value, _other), number in table.items():
            self.sums[value] = self.sums.get(value, Fraction()) + number
        self.total = sum(self.sums.values(), Fraction())
        self.chances = self.total**2 - sum(squares.values())  # pairs of code points of unlike units

    def expected(self, value: Hashable) -> Fraction:
        """Return how much of ``value`` chance would put upon itself."""
        own = self.sums.get(value, Fraction())
        return self.total * (own**2 - self.squares.get(value, 0)) / self.chances

    def alpha(self) -> Measured:
        if not self.chances:
            return undefined(Reason.NO_EXPECTED_DISAGREEMENT)
        agreed = sum((self.table.get((value, value), Fraction()) for value in self.sums), Fraction())
        by_chance = sum((self.expected(value) for value in self.sums), Fraction())
        return chance_corrected(self.total - agreed, self.total - by_chance)

    def against_rest(self, value: Hashable) -> Measured:
        """Return the coefficient of the distinction between one value and all others."""
        own = self.sums.get(value, Fraction())
        return chance_corrected(own - self.table.get((value, value), Fraction()), self._apart(own))

    def of_one(self, value: Hashable) -> Measured:
        """Return the coefficient of one value, as a part of all that it meets."""
        own = self.sums.get(value, Fraction())
        apart = self._apart(own)
        if not apart:
            return undefined(Reason.NO_EXPECTED_DISAGREEMENT)
        disagreed = (own - self.table.get((value, value), Fraction())) / own
        return chance_corrected(disagreed, apart / (apart + self.expected(value)))

    def _apart(self, own: Fraction) -> Fraction:
        """Return how much chance would put upon other values."""
        return self.total * own * (self.total - own) / self.chances if self.chances else Fraction()


def _filled(units: Sequence[Unit], length: int) -> Iterator[Unit]:
    """Yield the units with the gaps between them. Raises ValueError if two overlap."""
    place = 0
    for start, end, value in sorted(units, key=lambda unit: unit[:2]):
        if start < place:
            raise ValueError("The units of one coder overlap; merge them, or take one label at a time.")
        if start > place:
            yield place, start, GAP
        yield start, end, value
        place = end
    if place < length:
        yield place, length, GAP


def _overlaps(first: Sequence[Unit], second: Sequence[Unit]) -> Iterator[tuple[int, int, int]]:
    """Yield the positions of each two units that meet, and how many code points they share."""
    i = j = 0
    while i < len(first) and j < len(second):
        end = min(first[i][1], second[j][1])
        yield i, j, end - max(first[i][0], second[j][0])
        i, j = i + (first[i][1] == end), j + (second[j][1] == end)
