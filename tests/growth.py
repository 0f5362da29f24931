"""Whether more input takes longer in proportion: that a hostile text cannot keep the server busy."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
TIMES = 4
# In proportion it is 4, by the square 16. One of a few runs is disturbed by little else.
MOST = 9
RUNS = 5
NOISE = 0.01  # seconds of processor time; what takes less says nothing


def is_in_proportion(make: Callable[[int], T], act: Callable[[T], object], size: int) -> bool:
    """Whether ``act`` takes at most in proportion longer for ``make(4 * size)`` than for ``make(size)``."""
    little, much = make(size), make(TIMES * size)
    ratios = (_seconds(act, much) / max(_seconds(act, little), NOISE / MOST) for _ in range(RUNS))
    return any(ratio <= MOST for ratio in ratios)


def _seconds(act: Callable[[T], object], given: T) -> float:
    """Return processor time, so that other processes do not count."""
    begun = time.process_time()
    act(given)
    return time.process_time() - begun
