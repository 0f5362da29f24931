"""Two wordings beside each other: which blocks stayed, which changed and how, which came and went."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import regex
from rapidfuzz.distance import Indel, LCSseq

from articles.text.layout import Layout, Stretch
from articles.text.pairing import Pairing

LEAST_ISLAND = 2  # units that stay between two that changed; fewer read better as changed too
MOST_UNITS = 20_000  # of one block, compared word by word; a longer one is shown as replaced

# A word of an alphabet, a number, or one character as a reader sees it.
_UNIT = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Greek}\p{M}]+|\p{N}+|\X", regex.VERSION1)


class Fate(StrEnum):
    """What became of words, or of a block."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and whether they stayed, went or came."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One block, old, new or both. ``block`` is its number in the new text, in the old one if it is gone."""

    fate: Fate
    block: int
    pieces: tuple[Piece, ...]


def compare(old: str, old_blocks: Sequence[Stretch], new: str, new_blocks: Sequence[Stretch]) -> list[Row]:
    """Return the blocks of both texts in reading order; one that moved is shown where it stands now."""
    before, after = Layout(old, old_blocks), Layout(new, new_blocks)
    pairing = Pairing(before, after)
    partner = {home: block for block, home in enumerate(pairing.home) if home is not None}
    gone = [block for block, home in enumerate(pairing.home) if home is None]
    rows = []
    for block in range(len(after.blocks)):
        mate = partner.get(block)
        while mate is not None and gone and gone[0] < mate:
            rows.append(_gone(before, gone.pop(0)))
        words = after.words_of(block)
        if mate is None:
            rows.append(Row(Fate.NEW, block, (Piece(Fate.NEW, words),)))
        elif before.words_of(mate) == words:
            rows.append(Row(Fate.SAME, block, (Piece(Fate.SAME, words),)))
        else:
            rows.append(Row(Fate.CHANGED, block, differences(before.words_of(mate), words)))
    return [*rows, *(_gone(before, block) for block in gone)]


def _gone(old: Layout, block: int) -> Row:
    return Row(Fate.GONE, block, (Piece(Fate.GONE, old.words_of(block)),))


def changed_blocks(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many blocks differ: what came, went or was rewritten; a rewritten one counts once."""
    numbers = {words: number for number, words in enumerate({*old, *new})}
    steps = Indel.opcodes([numbers[words] for words in old], [numbers[words] for words in new])
    came = gone = changed = 0
    for step in [*steps, None]:
        if step is None or step.tag == "equal":
            changed += max(came, gone)
            came = gone = 0
        else:
            gone += step.src_end - step.src_start
            came += step.dest_end - step.dest_start
    return changed


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces by which one stretch of words differs from another, whole words at a time."""
    ours, theirs = _UNIT.findall(old), _UNIT.findall(new)
    if max(len(ours), len(theirs)) > MOST_UNITS:
        return Piece(Fate.GONE, old), Piece(Fate.NEW, new)
    pieces: list[Piece] = []
    for fate, words in _joined(_steps(ours, theirs)):
        if words:
            pieces.append(Piece(fate, words))
    return tuple(pieces)


def _steps(ours: list[str], theirs: list[str]) -> list[tuple[list[str], list[str], bool]]:
    """Return what went, what came, and whether both are the same, in order."""
    numbers = {unit: number for number, unit in enumerate({*ours, *theirs})}
    ops = LCSseq.opcodes([numbers[unit] for unit in ours], [numbers[unit] for unit in theirs])
    return [
        (ours[op.src_start : op.src_end], theirs[op.dest_start : op.dest_end], op.tag == "equal")
        for op in ops
    ]


def _joined(steps: list[tuple[list[str], list[str], bool]]) -> Iterator[tuple[Fate, str]]:
    """Yield runs of one fate; islands of very few units between changes go with them."""
    gone: list[str] = []
    came: list[str] = []
    for place, (old, new, is_same) in enumerate(steps):
        is_island = len(new) < LEAST_ISLAND and 0 < place < len(steps) - 1
        if is_same and not is_island:
            yield Fate.GONE, "".join(gone)
            yield Fate.NEW, "".join(came)
            yield Fate.SAME, "".join(new)
            gone, came = [], []
        else:
            gone += old
            came += new
    yield Fate.GONE, "".join(gone)
    yield Fate.NEW, "".join(came)
