"""Krippendorff's uα (2016) of one label against the rest, made of sums that add up over texts.

With two values, label and gap, the coefficient needs four numbers of each text. So texts can be pooled,
left out and drawn anew without looking at any span again. Overlapping units of one coder are merged
before, as the coefficient knows no overlap.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from annotate.measures.categories import kappa
from annotate.measures.spans import Range, common_length
from annotate.measures.values import Measured, Reason, chance_corrected, undefined

Number = Fraction | int


class Continuum(NamedTuple):
    """What uα needs of one text, or of several. Code points count once for each coder.

    ``marked`` of the ``pairable`` are inside units, ``squares`` sums the squared lengths of the units,
    and ``agreed`` of the marked coincide with another coder's, each coder taken equally.
    """

    pairable: int = 0
    marked: int = 0
    squares: int = 0
    agreed: Fraction = Fraction()


def continuum(coders: Sequence[Sequence[Range]], length: int) -> Continuum:
    """Return the sums of two or more coders' units in a text of ``length`` code points.

    The units of a coder are sorted and do not overlap: see ``spans.merged``.
    """
    common = sum(common_length(first, second) for first, second in combinations(coders, 2))
    lengths = [end - start for units in coders for start, end in units]
    return Continuum(
        len(coders) * length,
        sum(lengths),
        sum(length * length for length in lengths),
        Fraction(2 * common, len(coders) - 1),
    )


def pooled(many: Iterable[Continuum]) -> Continuum:
    """Add several texts up, as if they were one."""
    pairable = marked = squares = 0
    agreed = Fraction()
    for one in many:
        pairable += one.pairable
        marked += one.marked
        squares += one.squares
        agreed += one.agreed
    return Continuum(pairable, marked, squares, agreed)


def observed(of: Continuum) -> Fraction:
    """Return how many code points two coders see differently."""
    return 2 * (of.marked - of.agreed)


def expected(of: Continuum) -> Fraction:
    """Return how many code points two coders would see differently by chance."""
    gaps = of.pairable - of.marked
    chances = of.pairable**2 - of.squares - gaps
    return Fraction(2 * of.pairable * of.marked * gaps, chances) if chances else Fraction()


def u_alpha(of: Continuum) -> Measured:
    """Return uα of one label against the rest."""
    return joint_u_alpha([of])


def joint_u_alpha(labels: Sequence[Continuum]) -> Measured:
    """Return uα of several labels, each against the rest: disagreements are added up before dividing."""
    if not any(label.marked for label in labels):
        return undefined(Reason.NO_SPANS)
    return chance_corrected(sum(map(observed, labels), Fraction()), sum(map(expected, labels), Fraction()))


def character_kappa(of: Continuum, shares: Sequence[Fraction] = ()) -> Measured:
    """Return κ of the single code points, inside or outside: Fleiss' for any number of coders.

    With ``shares``, the part of the text that each of two coders marked, it is Cohen's.
    """
    if not of.marked:
        return undefined(Reason.NO_SPANS)
    agreed = 1 - observed(of) / of.pairable
    inside = Fraction(of.marked, of.pairable)
    first, second = shares or (inside, inside)
    return kappa(agreed, first * second + (1 - first) * (1 - second))
