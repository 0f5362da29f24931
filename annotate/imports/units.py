"""What the offsets of a file count, and how many code points that is."""

import re
from bisect import bisect_left
from collections.abc import Callable
from enum import StrEnum

from annotate.marking.graphemes import starts_of_clusters

_WIDE = re.compile("[\U00010000-\U0010ffff]")  # two units in UTF-16
# What most often makes several code points one: accents, joiners, variation selectors, skins, flags.
_PUT_TOGETHER = re.compile(
    "[\u0300-\u036f\u20d0-\u20ff\u200d\ufe00-\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]|\r\n"
)
_CR_LF = re.compile("\r\n")

Counter = Callable[[int], int | None]  # from an offset in some unit to the code point there


class Unit(StrEnum):
    """What a tool counts as one."""

    CODE_POINTS = "code-points"
    UTF_16 = "utf-16"
    CLUSTERS = "clusters"  # what a reader takes for one character
    LINE_ENDS_ONCE = "line-ends-once"  # code points, but CR LF as one


class Ruler:
    """Turns offsets of one text from a unit into code points."""

    def __init__(self, text: str, unit: Unit) -> None:
        self._length = len(text)
        self._point = _COUNTERS[unit](text)

    def point(self, offset: int) -> int | None:
        """Return the code point at ``offset``, or None if it is outside or inside of a character."""
        point = self._point(offset) if offset >= 0 else None
        return None if point is None or point > self._length else point


def _counts_alike(text: str, unit: Unit) -> bool:
    """Whether the unit and code points are the same in this text."""
    match unit:
        case Unit.UTF_16:
            return _WIDE.search(text) is None
        case Unit.LINE_ENDS_ONCE:
            return "\r\n" not in text
        case Unit.CLUSTERS:
            return text.isascii() and "\r\n" not in text
    return True


def _by_code_points(_text: str) -> Counter:
    return lambda offset: offset


def _by_utf_16(text: str) -> Counter:
    """Count by where the wide characters stand: there are few, and texts may be long."""
    wide = [found.start() + number for number, found in enumerate(_WIDE.finditer(text))]

    def point(offset: int) -> int | None:
        before = bisect_left(wide, offset)
        is_inside = before > 0 and wide[before - 1] + 1 == offset
        return None if is_inside else offset - before

    return point


def _by_clusters(text: str) -> Counter:
    edges = [*starts_of_clusters(text), len(text)]
    return lambda offset: edges[offset] if offset < len(edges) else None


def _with_line_ends_once(text: str) -> Counter:
    ends = [found.start() - number for number, found in enumerate(_CR_LF.finditer(text))]
    return lambda offset: offset + bisect_left(ends, offset)


_COUNTERS: dict[Unit, Callable[[str], Counter]] = {
    Unit.CODE_POINTS: _by_code_points,
    Unit.UTF_16: _by_utf_16,
    Unit.CLUSTERS: _by_clusters,
    Unit.LINE_ENDS_ONCE: _with_line_ends_once,
}


def puts_together(text: str) -> bool:
    """Whether some character of the text is likely to be several code points."""
    return _PUT_TOGETHER.search(text) is not None


def same_in_all(text: str, units: tuple[Unit, ...]) -> bool:
    """Whether all these units count the text alike."""
    return all(_counts_alike(text, unit) for unit in units)
