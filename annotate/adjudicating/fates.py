"""What became of one reviewer's tags about one thing."""

from collections.abc import Sequence
from typing import NamedTuple

from annotate.adjudicating.kinds import Fate
from annotate.adjudicating.tags import Said, alike, overlap


class Told(NamedTuple):
    """One line of what a reviewer is told: their tag, what the gold has instead, and how that differs.

    ``mine`` is None where the reviewer missed something, ``gold`` where their tag was not kept.
    """

    fate: Fate
    mine: Said | None
    gold: Said | None


def fates(mine: Sequence[Said], gold: Sequence[Said]) -> list[Told]:
    """Return one line for each of the reviewer's tags, and for each of the gold's that they missed."""
    told = [_fate(said, gold) for said in mine]
    met = {line.gold for line in told}
    return [*told, *(Told(Fate.MISSED, None, said) for said in gold if said not in met)]


def _fate(said: Said, gold: Sequence[Said]) -> Told:
    nearest = max(gold, key=lambda one: _closeness(said, one), default=None)
    if nearest is None or not overlap((said.start, said.end), (nearest.start, nearest.end)):
        return Told(Fate.REJECTED, said, None)
    if nearest.label != said.label:
        # Another label over other words is another thing, not a correction of this one.
        is_same = alike((said.start, said.end), (nearest.start, nearest.end))
        return Told(Fate.LABEL, said, nearest) if is_same else Told(Fate.REJECTED, said, None)
    if nearest.shape != said.shape:
        return Told(Fate.BOUNDARY, said, nearest)
    return Told(Fate.KEPT if nearest == said else Fate.DETAILS, said, nearest)


def _closeness(said: Said, other: Said) -> tuple[float, bool, float, bool]:
    """Rank by the same label on the same words, the same label, the same words, the same details."""
    shared = overlap((said.start, said.end), (other.start, other.end))
    return (float(said.label == other.label and shared > 0), said.shape == other.shape, shared, said == other)
