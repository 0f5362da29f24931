"""Where a character as a reader sees it begins and ends: an e with its accent, a family of emoji."""

import regex

# Before such a character a new cluster begins, whatever stands further left; only a prepended mark binds it.
_BEGINS = regex.compile(
    r"(?<!\p{GCB=Prepend}|\r)[\p{GCB=Other}\p{GCB=LF}\p{GCB=CR}--\p{Extended_Pictographic}--\p{InCB=Consonant}]",
    regex.VERSION1,
)
# Flags pair off from the left; \X alone would count them anew from the start of the run each time.
_CLUSTER = regex.compile(r"\p{RI}{2}[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*+|\X", regex.VERSION1)


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the least span around ``[start, end)`` that cuts no extended grapheme cluster.

    Offsets are code points. Only the neighbourhood of the two ends is read, so that ``text`` may be long.
    Source: Unicode Standard Annex 29, as the package regex implements it.
    """
    return _cluster_around(text, start)[0], _cluster_around(text, end)[1]


def starts_of_clusters(text: str) -> list[int]:
    """Return where each extended grapheme cluster begins, in code points."""
    return [cluster.start() for cluster in _CLUSTER.finditer(text)]


def _cluster_around(text: str, point: int) -> tuple[int, int]:
    """Return the cluster that ``point`` cuts; an empty one at ``point`` if it cuts none."""
    if not 0 < point < len(text):
        return point, point
    begin = point
    while begin > 0 and not _BEGINS.match(text, begin):
        begin -= 1
    if begin == point:
        return point, point
    cluster = next(each for each in _CLUSTER.finditer(text, begin) if each.end() > point)
    return cluster.span() if cluster.start() < point else (point, point)
