"""Where the bars, points and lines of agreement stand.

Widths are percentages of the picture, so that pictures fill a narrow page as well as a wide one while
their letters keep their size; heights are pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor

from annotate.measures.comparing import Counts

HEIGHT = 160  # pixels between 0 and 1 in the plot over time
LEFT, RIGHT = 5.0, 95.0  # per cent: between these stand points, so that their labels fit
FIRST_WEEK = 11.0  # per cent: to the left of it stand the numbers of the grid
NARROWEST = 9.0  # per cent: a part that is narrower has no room for its number
MOST_LABELS = 6  # of points: more would overlap on a phone
FEW = 10  # tags: of fewer, numbers mean little
FIRM, TENTATIVE = 0.8, 0.667  # Krippendorff's thresholds


def percent(value: float) -> str:
    """Return a place or a width as SVG wants it, whatever the language of the page."""
    return f"{value:.2f}%"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: tags that have a partner, or why they have none."""

    kind: str  # same, boundary, label or missing
    count: int
    x: str
    width: str
    middle: str
    has_room: bool


def parts_of(counts: Counts) -> list[Part]:
    """Return a bar of all tags of a comparison, cut by what became of them; none if there are none."""
    numbers = {
        "same": 2 * counts.same,
        "boundary": counts.boundary,
        "label": counts.label,
        "missing": counts.missing,
    }
    at, parts = 0.0, []
    for kind, number in numbers.items():
        width = 100 * number / counts.spans if counts.spans else 0.0
        if number:
            parts.append(
                Part(kind, number, percent(at), percent(width), percent(at + width / 2), width >= NARROWEST)
            )
        at += width
    return parts


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis of uα from ``lowest`` to 1, with marks."""

    lowest: float
    zero: str
    tentative: str
    firm: str

    def at(self, value: float) -> str:
        """Return where a value stands; what lies below the axis stands at its end."""
        share = (max(value, self.lowest) - self.lowest) / (1 - self.lowest)
        return percent(LEFT + share * (RIGHT - LEFT))


def scale_of(values: Sequence[float]) -> Scale:
    """Return an axis that holds 0, 1 and all values down to -1."""
    lowest = max(-1.0, min(0.0, floor(min(values, default=0.0) * 5) / 5))
    bare = Scale(lowest, "", "", "")
    return Scale(lowest, bare.at(0), bare.at(TENTATIVE), bare.at(FIRM))


@dataclass(frozen=True, slots=True)
class Point:
    """One week in the plot over time."""

    x: str
    y: int
    above: int  # where its number stands
    is_few: bool
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A line between two weeks that follow each other in the plot."""

    x1: str
    y1: int
    x2: str
    y2: int


def points_of(places: Sequence[int], values: Sequence[float], tags: Sequence[int]) -> list[Point]:
    """Return a point for each week; ``places`` count weeks from any day on."""
    first, last = min(places, default=0), max(places, default=0)
    every = -(-len(places) // MOST_LABELS) if places else 1
    points = []
    for number, (place, value, count) in enumerate(zip(places, values, tags, strict=True)):
        share = (place - first) / (last - first) if last > first else 0.5
        y = round(HEIGHT * (1 - value))
        is_labelled = (len(places) - 1 - number) % every == 0
        points.append(
            Point(percent(FIRST_WEEK + share * (RIGHT - FIRST_WEEK)), y, y - 10, count < FEW, is_labelled)
        )
    return points


def segments_of(points: Sequence[Point]) -> list[Segment]:
    """Return the lines between the points."""
    return [Segment(one.x, one.y, two.x, two.y) for one, two in pairwise(points)]
