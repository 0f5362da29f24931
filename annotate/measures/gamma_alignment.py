"""Which spans of several annotators meant the same: the alignment of least disorder (after Mathet 2015).

A group holds at most one span of each annotator; an alignment puts every span into exactly one group. Floats
here, unlike elsewhere in this package: the search compares very many sums, and γ is drawn by lot anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import comb, fsum

from annotate.measures.spans import Mark

MOST_GROUPS = 50_000  # that could be part of an alignment; more take too long
MOST_STEPS = 50_000  # of the search
TIE = 1e-9  # what a group more has to save: of alignments as good, one of few groups is best

Continuum = Sequence[Sequence[Mark]]  # the spans of each annotator
Group = tuple[Mark | None, ...]  # of each annotator one span or none, in the order of annotators


class TooLargeError(Exception):
    """There is more to align than can be gone through in good time."""

    def __init__(self) -> None:
        super().__init__("Too many spans of this text could be aligned. Measure γ of shorter texts.")


@dataclass(frozen=True, slots=True)
class Dissimilarity:
    """How unlike two spans are. ``alpha`` weighs places, ``beta`` labels, ``empty`` is for a missing span."""

    alpha: float = 3.0
    beta: float = 1.0
    empty: float = 1.0

    def of_places(self, one: Mark, other: Mark) -> float:
        """Return 0 for the same range, ``empty`` for neighbours as long, more for what is far apart."""
        apart = abs(one.start - other.start) + abs(one.end - other.end)
        return self.empty * (apart / (one.end - one.start + other.end - other.start)) ** 2

    def of_labels(self, one: Mark, other: Mark) -> float:
        """Return 0 for the same label, else ``empty``."""
        return 0.0 if one.label == other.label else self.empty

    def of(self, one: Mark, other: Mark) -> float:
        """Return both, weighted."""
        return self.alpha * self.of_places(one, other) + self.beta * self.of_labels(one, other)


@dataclass(frozen=True, slots=True)
class Alignment:
    """All spans in groups. ``disorder`` is the groups' sum by the mean number of spans of an annotator."""

    groups: tuple[Group, ...]
    disorder: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A group by the positions of its spans among all spans, in ``mask`` as bits."""

    members: tuple[int, ...]
    mask: int
    cost: float


def best_alignment(continuum: Continuum, unlike: Dissimilarity) -> Alignment:
    """Return the alignment of least disorder, exactly.

    Needs two annotators and one span. Raises ``TooLargeError`` if more than ``MOST_GROUPS`` groups are worth
    considering, or the search takes more than ``MOST_STEPS`` steps.
    """
    spans = sorted((mark, who) for who, marks in enumerate(continuum) for mark in marks)
    candidates = _candidates(spans, len(continuum), unlike)
    chosen = _cheapest_cover(candidates, len(spans))
    groups = tuple(_group(candidate, spans, len(continuum)) for candidate in chosen)
    total = fsum(candidate.cost - TIE for candidate in chosen)
    return Alignment(groups, total * len(continuum) / len(spans))


def _group(candidate: _Candidate, spans: Sequence[tuple[Mark, int]], people: int) -> Group:
    group: list[Mark | None] = [None] * people
    for member in candidate.members:
        mark, who = spans[member]
        group[who] = mark
    return tuple(group)


def _candidates(spans: Sequence[tuple[Mark, int]], people: int, unlike: Dissimilarity) -> list[_Candidate]:
    """Return all groups that cost less than their spans would alone, and all single spans.

    A group costs the mean of all its pairs, where a pair without both spans counts as ``empty``: a span alone
    costs ``empty``. The paper keeps more (cost up to ``empty`` for each annotator), but no best alignment
    needs a group that is dearer than its spans apart. ``TIE`` is added to each.
    """
    pairs = comb(people, 2)
    apart = [[unlike.of(one, other) for other, _who in spans] for one, _who in spans]
    most = people * pairs * unlike.empty  # what the pairs of a group worth considering add up to at most
    found: list[_Candidate] = []
    partial: list[tuple[tuple[int, ...], float]] = [((), 0.0)]
    for who in range(people):
        mine = [place for place, (_mark, whose) in enumerate(spans) if whose == who]
        grown = [
            ((*members, place), total)
            for members, before in partial
            for place in mine
            if (total := before + sum(apart[place][member] for member in members)) <= most
        ]
        partial += grown
        if len(partial) > MOST_GROUPS:
            raise TooLargeError
    for members, total in partial[1:]:
        missing = pairs - comb(len(members), 2)
        cost = (total + missing * unlike.empty) / pairs + TIE
        if len(members) == 1 or cost < len(members) * (unlike.empty + TIE):
            found.append(_Candidate(members, sum(1 << member for member in members), cost))
    return found


def _cheapest_cover(candidates: Sequence[_Candidate], size: int) -> list[_Candidate]:
    """Return the cheapest candidates that hold every span exactly once (A*, from the first span to the last).

    What is still to come costs at least the shares of the spans not yet held, so the first complete cover
    that comes up is a cheapest one.
    """
    shares = _shares(candidates, size)
    by_first: list[list[_Candidate]] = [[] for _place in range(size)]
    for candidate in candidates:
        by_first[min(candidate.members)].append(candidate)
    reached: dict[int, tuple[float, _Candidate | None]] = {0: (0.0, None)}
    waiting, done, everything = [(0.0, 0)], set[int](), (1 << size) - 1
    while (held := heappop(waiting)[1]) != everything:
        if held in done:
            continue
        done.add(held)
        if len(done) > MOST_STEPS:
            raise TooLargeError
        first = (~held & (held + 1)).bit_length() - 1
        for candidate in by_first[first]:
            if candidate.mask & held:
                continue
            then, cost = held | candidate.mask, reached[held][0] + candidate.cost
            if then not in reached or cost < reached[then][0]:
                reached[then] = cost, candidate
                extra = cost - sum(part for place, part in enumerate(shares) if then >> place & 1)
                heappush(waiting, (extra, then))
    return _way_back(reached, everything)


def _way_back(reached: dict[int, tuple[float, _Candidate | None]], held: int) -> list[_Candidate]:
    """Return by which candidates all spans came to be held, the first span's first."""
    chosen: list[_Candidate] = []
    while (candidate := reached[held][1]) is not None:
        chosen.append(candidate)
        held &= ~candidate.mask
    return chosen[::-1]


def _shares(candidates: Sequence[_Candidate], size: int) -> list[float]:
    """Return of each span what it costs at least: the shares of no candidate add up to more than its cost.

    An equal part of the cheapest candidate first, then what the candidates leave over, span by span.
    """
    holding: list[list[_Candidate]] = [[] for _place in range(size)]
    for candidate in candidates:
        for member in candidate.members:
            holding[member].append(candidate)
    shares = [min(each.cost / len(each.members) for each in those) for those in holding]
    for place, those in enumerate(holding):
        left = min(each.cost - sum(map(shares.__getitem__, each.members)) for each in those)
        shares[place] += max(left, 0.0)
    return shares
