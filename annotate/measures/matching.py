"""Pairing as many as possible of two groups, each with at most one of the other."""

from collections import deque
from collections.abc import Mapping, Sequence

Pairs = dict[int, int]


def maximum_matching(choices: Sequence[Sequence[int]], begun: Mapping[int, int] | None = None) -> Pairs:
    """Return a largest pairing of positions with choices, as ``{position: choice}``.

    ``choices[i]`` lists what ``i`` may be paired with, the best first. Whoever ``begun`` pairs stays
    paired, though perhaps with another. By shortest augmenting paths, without recursion: in a text,
    chains of thousands of overlapping spans occur.
    """
    chosen: Pairs = dict(begun or {})
    taken: Pairs = {choice: position for position, choice in chosen.items()}
    waiting = []
    for position, wanted in enumerate(choices):
        if position in chosen:
            continue
        free = next((choice for choice in wanted if choice not in taken), None)
        if free is None:
            waiting.append(position)
        else:
            chosen[position], taken[free] = free, position
    for position in waiting:
        _augment(position, choices, chosen, taken)
    return chosen


def _augment(position: int, choices: Sequence[Sequence[int]], chosen: Pairs, taken: Pairs) -> None:
    """Pair ``position`` as well, if others can move over to make room."""
    came_from: Pairs = {}  # by which position a choice was reached
    queue = deque([position])
    while queue:
        at = queue.popleft()
        for choice in choices[at]:
            if choice in came_from:
                continue
            came_from[choice] = at
            if choice not in taken:
                _move_over(choice, came_from, chosen, taken)
                return
            queue.append(taken[choice])


def _move_over(free: int, came_from: Pairs, chosen: Pairs, taken: Pairs) -> None:
    """Pair everybody along the path that led to a free choice anew, the last first."""
    choice: int | None = free
    while choice is not None:
        position = came_from[choice]
        left = chosen.get(position)
        chosen[position], taken[choice] = choice, position
        choice = left
