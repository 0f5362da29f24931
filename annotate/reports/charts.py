"""Where the bars of a chart stand: geometry for pictures that the server draws. Knows no Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

HEIGHT = 160  # pixels of CSS, from the base line to the highest bar
WIDTH = 100  # percent of the picture, which is as wide as its page
GAP = 0.25  # of a column, between two bars
STEPS = (1, 2, 5)  # times a power of ten: how far apart the lines of the grid may be
LINES = 4  # at most, above the base line


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: across in percent of the picture, upright in pixels; ``y`` counts from the top."""

    x: float
    y: float
    width: float
    height: float
    value: int

    @property
    def middle(self) -> float:
        """Where the bar's label is centred."""
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid: its height, and the value that it stands for."""

    y: float
    value: int


@dataclass(frozen=True, slots=True)
class Columns:
    """A chart of upright bars over a grid that begins at nought."""

    bars: list[Bar]
    lines: list[Line]


def columns(values: Sequence[int]) -> Columns:
    """Return a chart with one bar for each of ``values``, none of which is negative."""
    step = step_for(max(values, default=0))
    top = max(step * ceil(max(values, default=0) / step), step)
    column = WIDTH / max(len(values), 1)
    bars = [
        Bar(
            x=round(number * column + column * GAP / 2, 2),
            y=round(HEIGHT - HEIGHT * value / top, 2),
            width=round(column * (1 - GAP), 2),
            height=round(HEIGHT * value / top, 2),
            value=value,
        )
        for number, value in enumerate(values)
    ]
    lines = [Line(round(HEIGHT - HEIGHT * value / top, 2), value) for value in range(0, top + 1, step)]
    return Columns(bars, lines)


def step_for(highest: int) -> int:
    """Return the distance of the grid's lines: a round number, at most four of which are needed."""
    size = 1
    while True:
        for step in STEPS:
            if step * size * LINES >= highest:
                return step * size
        size *= 10


def shares(values: Sequence[int]) -> list[Bar]:
    """Return one bar cut into parts, each as wide as its value's share of the whole."""
    whole, at, parts = sum(values), 0.0, []
    for value in values:
        part = WIDTH * value / whole if whole else 0.0
        parts.append(Bar(round(at, 2), 0, round(part, 2), 1, value))
        at += part
    return parts
