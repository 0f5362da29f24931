"""γ and γ-cat: agreement on places and labels of spans at once (after Mathet and others 2015).

Chance is drawn by lot: what annotators might have done is what they did, moved along the text. The draws are
the same at every run, and do not depend on the order of annotators.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil
from random import Random
from statistics import fmean, pstdev

from annotate.measures.gamma_alignment import Alignment, Continuum, Dissimilarity, best_alignment
from annotate.measures.spans import Mark
from annotate.measures.values import Measured, Reason, chance_corrected, undefined

SEED = 2015
LEAST_DRAWS = 30
MOST_DRAWS = 2000
CONFIDENT = 1.96  # standard errors: 95 times of 100


@dataclass(frozen=True, slots=True)
class Gamma:
    """What was measured. ``alignment`` is None if there is nothing to align.

    ``gamma_cat`` counts a span without a partner as a full disagreement with each annotator who lacks it and
    reproduces the values of pygamma-agreement; ``gamma_cat_of_pairs`` compares the labels of partners alone.
    """

    gamma: Measured
    gamma_cat: Measured
    gamma_cat_of_pairs: Measured
    alignment: Alignment | None = None
    draws: int = 0


def gamma(
    continuum: Continuum, unlike: Dissimilarity | None = None, *, precision: float = 0.05, seed: int = SEED
) -> Gamma:
    """Return γ of the spans of each annotator of one text; ``unlike`` is α = 3, β = 1, Δ∅ = 1 if not given.

    Draws 30 times, and more often if the expected disorder would else be off by more than ``precision``
    (a part of it) 5 times of 100; never more than 2,000 times. γ is undefined without a span or a second
    annotator. Raises ``TooLargeError`` as ``best_alignment`` does.
    """
    people = sorted(sorted(marks) for marks in continuum)
    if len(people) < 2 or not any(people):  # noqa: PLR2004 - one agrees with nobody
        nothing = undefined(Reason.NO_VALUES if any(people) else Reason.NO_SPANS)
        return Gamma(nothing, nothing, nothing)
    unlike = unlike or Dissimilarity()
    observed = best_alignment(people, unlike)
    drawn = _by_chance(people, unlike, Random(seed), precision)  # noqa: S311 - meant to be repeatable
    expected = fmean(each.disorder for each in drawn)
    return Gamma(
        chance_corrected(Fraction(observed.disorder), Fraction(expected)),
        _of_labels(observed, drawn, unlike, unpaired=unlike.empty),
        _of_labels(observed, drawn, unlike, unpaired=0.0),
        observed,
        len(drawn),
    )


def _by_chance(people: Continuum, unlike: Dissimilarity, draw: Random, precision: float) -> list[Alignment]:
    """Return the best alignments of as many drawn continua as the precision asks for."""
    drawn = [best_alignment(shuffled(people, draw), unlike) for _draw in range(LEAST_DRAWS)]
    disorders = [each.disorder for each in drawn]
    variation = pstdev(disorders) / fmean(disorders) if any(disorders) else 0.0
    wanted = min(ceil((variation * CONFIDENT / precision) ** 2), MOST_DRAWS)
    drawn += [best_alignment(shuffled(people, draw), unlike) for _draw in range(LEAST_DRAWS, wanted)]
    return drawn


def shuffled(people: Continuum, draw: Random) -> list[list[Mark]]:
    """Return as many annotators as there are, each one drawn from ``people`` and moved along the text.

    The text reaches from the first span to the last. What would start behind its end starts again at its
    beginning. Any two are moved by amounts at least half a mean span apart, while there is room for that.
    """
    spans = [mark for marks in people for mark in marks]
    start, end = min(mark.start for mark in spans), max(mark.end for mark in spans)
    least = fmean(mark.end - mark.start for mark in spans) / 2
    result: list[list[Mark]] = []
    while not any(result):  # who tagged nothing may be drawn as well, but not only
        moves = _moves(len(people), end - start, least, draw)
        result = [_moved(draw.choice(people), by, start, end) for by in moves]
    return result


def _moves(count: int, length: int, least: float, draw: Random) -> list[int]:
    """Draw by how many code points each is moved."""
    moves: list[int] = []
    for _one in range(count):
        free = [by for by in range(length) if all(abs(by - other) >= least for other in moves)]
        moves.append(draw.choice(free or range(length)))
    return moves


def _moved(marks: Sequence[Mark], by: int, start: int, end: int) -> list[Mark]:
    """Return the spans that much later, those that would start at the end or behind it from the start on."""
    moved = []
    for mark in marks:
        back = end - start if mark.start + by >= end else 0
        moved.append(Mark(mark.start + by - back, mark.end + by - back, mark.label))
    return moved


def _of_labels(
    observed: Alignment, drawn: Sequence[Alignment], unlike: Dissimilarity, *, unpaired: float
) -> Measured:
    """Return how far the labels of spans in one group agree; draws that pair nothing say nothing."""
    seen = label_disorder(observed, unlike, unpaired=unpaired)
    by_chance = [label_disorder(each, unlike, unpaired=unpaired) for each in drawn]
    known = [each for each in by_chance if each is not None]
    if seen is None or not known:
        return undefined(Reason.NO_VALUES)
    return chance_corrected(Fraction(seen), Fraction(fmean(known)))


def label_disorder(alignment: Alignment, unlike: Dissimilarity, *, unpaired: float) -> float | None:
    """Return the mean unlikeness of labels over the pairs in groups, or None if no pair has a weight.

    Pairs far apart weigh less, and those of a group of n spans 1 / (n - 1). A span beside nothing is a pair
    of weight ``unpaired`` that is wholly unlike.
    """
    total = weights = 0.0
    for group in alignment.groups:
        spans = [mark for mark in group if mark is not None]
        alone = unpaired * len(spans) * (len(group) - len(spans))
        total += alone * unlike.empty
        weights += alone
        for one, other in combinations(spans, 2):
            weight = max(0.0, 1 - unlike.alpha * unlike.of_places(one, other)) / (len(spans) - 1)
            total += weight * unlike.of_labels(one, other)
            weights += weight
    return total / weights if weights else None
