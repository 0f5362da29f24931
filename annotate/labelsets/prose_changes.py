"""How one version of a text differs from another, line by line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from articles.text.compare import Fate, Piece, Row, compare

CONTEXT = 1  # lines that stayed, shown before and after one that did not
MOST_LINES = 2_000  # of both versions together; of longer texts only what is different is looked at whole

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Change:
    """One line, old, new or both; or some that stayed, of which only the number is told."""

    fate: Fate
    pieces: tuple[Piece, ...]
    left_out: int = 0  # lines


def changes_between(old: str, new: str) -> list[Change]:
    """Return the lines that differ with their neighbours, in the order of the new text."""
    before, after = _lines(old), _lines(new)
    if len(before) + len(after) > MOST_LINES:
        return _as_wholes(old, new)
    # A text without lines has one empty block, which is nothing to be shown.
    rows = [row for row in compare(old, before, new, after) if any(piece.text for piece in row.pieces)]
    near = _near_changes(rows)
    changes: list[Change] = []
    for is_near, group in groupby(enumerate(rows), key=lambda numbered: numbered[0] in near):
        found = [row for _number, row in group]
        if is_near:
            changes += (Change(row.fate, row.pieces) for row in found)
        else:
            changes.append(Change(Fate.SAME, (), len(found)))
    return changes


def _lines(text: str) -> list[tuple[int, int]]:
    return [line.span() for line in _LINE.finditer(text)]


def _near_changes(rows: Sequence[Row]) -> set[int]:
    return {
        near
        for number, row in enumerate(rows)
        if row.fate != Fate.SAME
        for near in range(number - CONTEXT, number + CONTEXT + 1)
    }


def _as_wholes(old: str, new: str) -> list[Change]:
    """Return what differs between the beginnings and the ends that are alike, as two lumps."""
    ours, theirs = old.splitlines(), new.splitlines()
    head = _alike(zip(ours, theirs, strict=False))
    rest = min(len(ours), len(theirs)) - head
    tail = min(rest, _alike(zip(reversed(ours), reversed(theirs), strict=False)))
    gone, came = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    wholes = [
        Change(Fate.SAME, (), head),
        Change(Fate.GONE, (Piece(Fate.GONE, "\n".join(gone)),)),
        Change(Fate.NEW, (Piece(Fate.NEW, "\n".join(came)),)),
        Change(Fate.SAME, (), tail),
    ]
    return [one for one in wholes if one.left_out or any(piece.text for piece in one.pieces)]


def _alike(pairs: Iterator[tuple[str, str]]) -> int:
    number = 0
    for one, other in pairs:
        if one != other:
            break
        number += 1
    return number
