"""What the offsets of a file count, and how many code points that is."""

from enum import StrEnum

from annotate.marking.graphemes import widen

_LAST_NARROW = "\uffff"  # the last character that is one unit in UTF-16


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
        self._edges = None if _counts_alike(text, unit) else _edges(text, unit)

    def point(self, offset: int) -> int | None:
        """Return the code point at ``offset``, or None if it is outside or inside of a character."""
        if self._edges is None:
            return offset if 0 <= offset <= self._length else None
        return self._edges[offset] if 0 <= offset < len(self._edges) else None


def _counts_alike(text: str, unit: Unit) -> bool:
    """Whether the unit and code points are the same in this text."""
    match unit:
        case Unit.UTF_16:
            return max(text, default="") <= _LAST_NARROW
        case Unit.LINE_ENDS_ONCE:
            return "\r\n" not in text
        case Unit.CLUSTERS:
            return text.isascii() and "\r\n" not in text
    return True


def _edges(text: str, unit: Unit) -> list[int | None]:
    """Return, for each offset in the unit, the code point there; None inside of a character."""
    edges: list[int | None] = []
    if unit is Unit.CLUSTERS:
        return [*_clusters(text), len(text)]
    for at, sign in enumerate(text):
        if unit is Unit.LINE_ENDS_ONCE and sign == "\n" and text[at - 1 : at] == "\r":
            continue
        edges.append(at)
        if unit is Unit.UTF_16 and sign > _LAST_NARROW:
            edges.append(None)
    return [*edges, len(text)]


def _clusters(text: str) -> list[int]:
    starts = []
    at = 0
    while at < len(text):
        starts.append(at)
        at = max(widen(text, at, at + 1)[1], at + 1)
    return starts


def same_in_all(text: str, units: tuple[Unit, ...]) -> bool:
    """Whether all these units count the text alike."""
    return all(_counts_alike(text, unit) for unit in units)
