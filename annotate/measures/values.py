"""A measured number, or why there is none."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Reason(StrEnum):
    """Why a number cannot be given. Nothing compared is not agreement."""

    NO_SPANS = "no spans"
    NO_VALUES = "no values to compare"
    NO_EXPECTED_DISAGREEMENT = "no expected disagreement"


@dataclass(frozen=True, slots=True)
class Measured:
    """An exact number, or None with the reason."""

    value: Fraction | None
    reason: Reason | None = None

    def as_float(self) -> float | None:
        """Return the number as it is shown and stored."""
        return None if self.value is None else float(self.value)


def undefined(reason: Reason) -> Measured:
    """Return no number, with the reason."""
    return Measured(None, reason)


def ratio(part: Fraction | int, whole: Fraction | int, otherwise: Reason) -> Measured:
    """Return ``part / whole``, undefined if there is no whole."""
    return Measured(Fraction(part) / whole) if whole else undefined(otherwise)


def chance_corrected(observed: Fraction | int, expected: Fraction | int) -> Measured:
    """Return ``1 - observed / expected`` of two disagreements, undefined if none was to be expected."""
    if not expected:
        return undefined(Reason.NO_EXPECTED_DISAGREEMENT)
    return Measured(1 - Fraction(observed) / expected)
