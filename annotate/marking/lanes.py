"""Which line under the text belongs to which span, and where marks begin and end."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

LANES = 5  # lines that fit between two rows of text; deeper ones share the last


class Drawn(NamedTuple):
    """A span as far as drawing cares: code points ``[start, end)``, its colour slot, its number."""

    number: int
    start: int
    end: int
    slot: int


class Segment(NamedTuple):
    """A stretch ``[start, end)`` over which the same spans lie, the outermost first."""

    start: int
    end: int
    spans: tuple[Drawn, ...]


def lanes(spans: Iterable[Drawn]) -> dict[int, int]:
    """Return the lane of each span by number: short spans nearest the text, no two crossing in one.

    Greedy interval colouring, shortest first, so that a long quotation's line runs below the
    opinion inside it.
    """
    placed: list[tuple[int, int, int]] = []
    lane_of: dict[int, int] = {}
    for span in sorted(spans, key=lambda span: (span.end - span.start, span.slot, span.start, span.number)):
        taken = {lane for start, end, lane in placed if start < span.end and span.start < end}
        lane = next(free for free in range(len(taken) + 1) if free not in taken)
        lane_of[span.number] = lane
        placed.append((span.start, span.end, lane))
    return lane_of


def segments(start: int, end: int, spans: Sequence[Drawn], lane_of: dict[int, int]) -> list[Segment]:
    """Cut ``[start, end)`` wherever a span begins or ends; outermost is the highest lane."""
    inside = [span for span in spans if span.start < end and span.end > start]
    cuts = {start, end}
    for span in inside:
        cuts.update((max(span.start, start), min(span.end, end)))
    edges = sorted(cuts)
    by_lane = sorted(inside, key=lambda span: -lane_of[span.number])
    return [
        Segment(left, right, tuple(span for span in by_lane if span.start <= left and span.end >= right))
        for left, right in pairwise(edges)
    ]
