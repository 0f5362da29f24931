"""How far a number would move with other texts: bootstrap intervals, the same at every run."""

from collections.abc import Callable, Sequence
from random import Random

ROUNDS = 1000
SEED = 2016
LEAST = 5  # texts: of fewer, an interval says nothing
CONFIDENCE = 0.95

Statistic = Callable[[Sequence[float]], float | None]


def intervals(
    texts: Sequence[Sequence[float]],
    statistics: Sequence[Statistic],
    *,
    rounds: int = ROUNDS,
    every_round: Callable[[], None] = lambda: None,
) -> list[tuple[float, float] | None]:
    """Return an interval that holds 95 % of what each statistic would be with texts drawn anew.

    A text is a row of numbers that add up over texts; a statistic is a function of the sums. There is
    no interval for fewer than five texts, or where most draws leave the statistic undefined.
    """
    if len(texts) < LEAST:
        return [None for _statistic in statistics]
    columns = list(zip(*texts, strict=True))
    places, draw = range(len(texts)), Random(SEED)  # noqa: S311 - meant to be repeatable
    found: list[list[float]] = [[] for _statistic in statistics]
    for _round in range(rounds):
        drawn = draw.choices(places, k=len(texts))
        sums = [sum(map(column.__getitem__, drawn)) for column in columns]
        for values, statistic in zip(found, statistics, strict=True):
            value = statistic(sums)
            if value is not None:
                values.append(value)
        every_round()
    return [_middle(values) if 2 * len(values) >= rounds else None for values in found]


def _middle(values: list[float]) -> tuple[float, float]:
    """Return between which two values the middle 95 % lie."""
    values.sort()
    cut = round(len(values) * (1 - CONFIDENCE) / 2)
    return values[cut], values[-1 - cut]
