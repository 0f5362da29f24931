"""What is settled without a person, and in which order a person sees the candidates."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotate.adjudicating.items import Item, Reading
from annotate.adjudicating.kinds import ItemKind, Rule
from annotate.adjudicating.tags import digest


class Settled(NamedTuple):
    """What a rule takes, and which rule."""

    reading: Reading
    rule: Rule


def settle(item: Item, reviewers: int, *, by_majority: bool) -> Settled | None:
    """Return what the project's rule makes of an item, or None if a person must decide.

    What all tagged alike is always taken. By majority, more than half of the reviewers must have
    tagged the thing with one label; of their ranges the most frequent is taken, of equally frequent
    ones the longest. Equally frequent details over the same words are left to a person.
    """
    if item.kind == ItemKind.AGREED:
        return Settled(item.readings[0], Rule.AGREED)
    backed = [reading for reading in _of_leading_labels(item.readings) if by_majority]
    if 2 * sum(len(reading.reviewers) for reading in backed) <= reviewers:
        return None
    best = max({reading.shape for reading in backed}, key=lambda shape: (_rank(shape, backed), shape))
    found = sorted((one for one in backed if one.shape == best), key=lambda one: -len(one.reviewers))
    if len(found) > 1 and len(found[0].reviewers) == len(found[1].reviewers):
        return None
    return Settled(found[0], Rule.MAJORITY)


def _of_leading_labels(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with the labels that most reviewers gave; of equally many, the first."""
    by_labels: dict[tuple[str, ...], list[Reading]] = {}
    for reading in readings:
        by_labels.setdefault(tuple(sorted({said.label for said in reading.said})), []).append(reading)
    return max(by_labels.values(), key=lambda group: sum(len(one.reviewers) for one in group))


Shape = tuple[tuple[int, int, str], ...]


def _rank(shape: Shape, readings: Iterable[Reading]) -> tuple[int, int, tuple[int, ...]]:
    """Rank a shape by how many tagged so, by its length, and by how early it begins."""
    people = sum(len(reading.reviewers) for reading in readings if reading.shape == shape)
    length = sum(end - start for start, end, _label in shape)
    return people, length, tuple(-start for start, _end, _label in shape)


def shuffled(readings: Iterable[Reading], seed: str) -> list[Reading]:
    """Return the candidates of an item in an order that tells nothing of who they are from.

    The reviewers of an article come in one order all through it, drawn by ``seed``; neither the order
    in which they took the article nor who looks at it makes a difference.
    """
    return sorted(readings, key=lambda reading: min(digest((seed, one)) for one in reading.reviewers))
