"""Agreement on values: the κ family for two or more raters, and Krippendorff's α, which bears gaps."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from annotate.measures.values import Measured, Reason, chance_corrected, undefined

Table = Sequence[Sequence[int]]  # how often the first rater chose the row, the second the column
Value = str | int
#: How far two values are apart, given how often each value occurs.
Distance = Callable[[Value, Value, Mapping[Value, int]], Fraction]


def kappa(agreed: Fraction, by_chance: Fraction) -> Measured:
    """Return agreement beyond chance as a part of what was possible beyond chance."""
    return chance_corrected(1 - agreed, 1 - by_chance)


def observed_agreement(table: Table) -> Fraction:
    """Return the part on which two raters agree."""
    return Fraction(sum(row[i] for i, row in enumerate(table)), sum(map(sum, table)))


def cohen_kappa(table: Table) -> Measured:
    """Return Cohen's κ (1960): each rater has habits of their own."""
    rows, columns = _margins(table)
    chance = sum((row * column for row, column in zip(rows, columns, strict=True)), Fraction())
    return kappa(observed_agreement(table), chance)


def scott_pi(table: Table) -> Measured:
    """Return Scott's π (1955): both raters have the same habits."""
    chance = sum((share * share for share in _shares(table)), Fraction())
    return kappa(observed_agreement(table), chance)


def bennett_s(table: Table) -> Measured:
    """Return Bennett's S (1954): chance takes every category alike."""
    return kappa(observed_agreement(table), Fraction(1, len(table)))


def gwet_ac1(table: Table) -> Measured:
    """Return Gwet's AC1 (2008), which stays calm where nearly everything is of one category."""
    chance = sum((share * (1 - share) for share in _shares(table)), Fraction())
    return kappa(observed_agreement(table), chance / (len(table) - 1))


def fleiss_kappa(subjects: Sequence[Sequence[Value]]) -> tuple[Measured, Fraction, Fraction]:
    """Return Fleiss' κ (1971) with the agreement observed and expected; a row holds a subject's ratings.

    All subjects have the same number of ratings, which is at least two.
    """
    raters = len(subjects[0])
    agreeing = sum(n * (n - 1) for ratings in subjects for n in Counter(ratings).values())
    agreed = Fraction(agreeing, len(subjects) * raters * (raters - 1))
    counts = Counter(rating for ratings in subjects for rating in ratings)
    chance = sum((Fraction(n, len(subjects) * raters) ** 2 for n in counts.values()), Fraction())
    return kappa(agreed, chance), agreed, chance


def nominal(first: Value, second: Value, _counts: Mapping[Value, int]) -> Fraction:
    """Values are the same or they are not."""
    return Fraction(first != second)


def ordinal(first: Value, second: Value, counts: Mapping[Value, int]) -> Fraction:
    """Values have an order: as far apart as others were chosen between them."""
    low, high = sorted((Fraction(first), Fraction(second)))
    between = sum(n for value, n in counts.items() if low <= Fraction(value) <= high)
    return (between - Fraction(counts[first] + counts[second], 2)) ** 2


def interval(first: Value, second: Value, _counts: Mapping[Value, int]) -> Fraction:
    """Values are numbers whose differences mean something."""
    return (Fraction(first) - Fraction(second)) ** 2


def ratio_scale(first: Value, second: Value, _counts: Mapping[Value, int]) -> Fraction:
    """Values are numbers whose zero means something."""
    low, high = Fraction(first), Fraction(second)
    return ((low - high) / (low + high)) ** 2 if low + high else Fraction()


def alpha(units: Mapping[tuple[Value, ...], int], distance: Distance = nominal) -> Measured:
    """Return Krippendorff's α. A unit is the values that it got, missing ones left out; mapped to how often.

    What got one value only says nothing about agreement.
    """
    pairable = {values: n for values, n in units.items() if len(values) > 1 and n}
    counts: Counter[Value] = Counter()
    meets: dict[tuple[Value, Value], Fraction] = {}
    for values, number in pairable.items():
        once = Counter(values)
        for value, n in once.items():
            counts[value] += n * number
            for other, m in once.items():
                pairs = n * (m - (value == other)) * number
                meets[value, other] = meets.get((value, other), Fraction()) + Fraction(pairs, len(values) - 1)
    if not counts:
        return undefined(Reason.NO_VALUES)
    disagreed = sum((n * distance(*pair, counts) for pair, n in meets.items()), Fraction())
    by_chance = sum(
        (
            n * m * distance(value, other, counts)
            for value, n in counts.items()
            for other, m in counts.items()
        ),
        Fraction(),
    )
    return chance_corrected(disagreed * (counts.total() - 1), by_chance)


def pairs_in(table: Table) -> Counter[tuple[Value, ...]]:
    """Return a table of two raters as units for ``alpha``."""
    return Counter({(i, j): n for i, row in enumerate(table) for j, n in enumerate(row)})


def _margins(table: Table) -> tuple[list[Fraction], list[Fraction]]:
    whole = sum(map(sum, table))
    columns = zip(*table, strict=True)
    return [Fraction(sum(row), whole) for row in table], [Fraction(sum(one), whole) for one in columns]


def _shares(table: Table) -> list[Fraction]:
    return [(row + column) / 2 for row, column in zip(*_margins(table), strict=True)]
