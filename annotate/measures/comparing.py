"""Two people's tags of one text side by side: what both found, and why the rest is not the same.

Every function here gives the same for either order of the two.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from annotate.measures.matching import Pairs, maximum_matching
from annotate.measures.spans import Link, Mark, Work, iou, is_mostly_same, meetings
from annotate.measures.values import Measured, Reason, ratio


class Counts(NamedTuple):
    """What a comparison found of one label, or of all. ``spans`` counts those of both people.

    ``same``, ``exact`` and ``overlapping`` count pairs; of the spans that are in no pair of ``same``,
    ``boundary``, ``label`` and ``missing`` say why. ``spans = 2 * same + boundary + label + missing``.
    """

    spans: int = 0
    same: int = 0
    exact: int = 0
    overlapping: int = 0
    boundary: int = 0
    label: int = 0
    missing: int = 0

    @property
    def paired(self) -> int:
        """How many spans have a partner."""
        return 2 * self.same

    @property
    def f1(self) -> Measured:
        """Span F1: same label, at least half of the covered code points shared."""
        return f1(self.same, self.spans)

    @property
    def exact_f1(self) -> Measured:
        """Span F1 that asks for the same range."""
        return f1(self.exact, self.spans)

    @property
    def overlap_f1(self) -> Measured:
        """Span F1 for which one shared code point is enough."""
        return f1(self.overlapping, self.spans)


def f1(pairs: int, of_both: int) -> Measured:
    """Return ``2 * pairs / of_both``: undefined, not 1, where neither found anything."""
    return ratio(2 * pairs, of_both, Reason.NO_SPANS)


def total(many: Iterable[Counts]) -> Counts:
    """Add counts up, which comes before any division."""
    return Counts(*map(sum, zip(*many, strict=True)))


class LinkCounts(NamedTuple):
    """Links of one kind: how many both people made, and how many pairs join the same spans."""

    links: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two works of one text have in common. Labels, kinds and attributes without any are absent."""

    by_label: Mapping[int, Counts]
    links: Mapping[int, LinkCounts]
    values: Mapping[tuple[int, str], Counter[tuple[str, str]]]  # both gave one, by label and attribute
    confused: Counter[tuple[int, int]]  # the same words under two labels, the lower number first
    pairs: Pairs  # positions of marks that mean the same


def compare(first: Work, second: Work) -> Comparison:
    """Set two people's work in one text side by side."""
    if first.marks <= second.marks:
        return _compare(first, second)
    found = _compare(second, first)  # so that neither order can choose other pairs among equals
    turned = {
        key: Counter({(right, left): n for (left, right), n in table.items()})
        for key, table in found.values.items()
    }
    pairs = {right: left for left, right in found.pairs.items()}
    return Comparison(found.by_label, found.links, turned, found.confused, pairs)


def _compare(first: Work, second: Work) -> Comparison:
    met = list(meetings(first.marks, second.marks))
    alike = [(i, j) for i, j in met if first.marks[i].label == second.marks[j].label]
    pairs = _paired(first.marks, second.marks, alike, is_mostly_same)
    others = _Others(first.marks, second.marks, pairs, met)
    exact = Counter(mark.label for mark in set(first.marks).intersection(second.marks))
    overlapping = Counter(first.marks[i].label for i in _paired(first.marks, second.marks, alike, _always))
    same = Counter(first.marks[i].label for i in pairs)
    spans = Counter(mark.label for mark in (*first.marks, *second.marks))
    by_label = {
        label: Counts(number, same[label], exact[label], overlapping[label], *others.by_label[label])
        for label, number in spans.items()
    }
    return Comparison(
        by_label, _links(first, second, pairs), _values(first, second, pairs), others.confused, pairs
    )


def _always(_first: Mark, _second: Mark) -> bool:
    return True


def _paired(
    first: tuple[Mark, ...],
    second: tuple[Mark, ...],
    met: Iterable[tuple[int, int]],
    fit: Callable[[Mark, Mark], bool],
) -> Pairs:
    """Pair as many as possible of those that met and fit; equal ranges begin as pairs."""
    choices: list[list[int]] = [[] for _mark in first]
    begun = {}
    for i, j in met:
        if first[i] == second[j]:
            begun[i] = j
        if fit(first[i], second[j]):
            choices[i].append(j)
    for i, wanted in enumerate(choices):
        if len(wanted) > 1:
            wanted.sort(key=lambda j, mark=first[i]: (-iou(mark, second[j]), j))  # type: ignore[misc]
    return maximum_matching(choices, begun)


class _Others:
    """Why the marks that are in no pair are in none, as (boundary, label, missing) by label."""

    def __init__(
        self,
        first: tuple[Mark, ...],
        second: tuple[Mark, ...],
        pairs: Pairs,
        met: Iterable[tuple[int, int]],
    ) -> None:
        paired = set(pairs.values())
        left_over = [(i, j) for i, j in met if i not in pairs and j not in paired]
        unlike = [(i, j) for i, j in left_over if first[i].label != second[j].label]
        renamed = _paired(first, second, unlike, is_mostly_same)
        self.confused: Counter[tuple[int, int]] = Counter()
        for i, j in renamed.items():
            low, high = sorted((first[i].label, second[j].label))
            self.confused[low, high] += 1
        self.by_label: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
        alike = {(i, j) for i, j in met if first[i].label == second[j].label}
        self._sort(first, set(pairs), set(renamed), {i for i, _j in alike})
        self._sort(second, paired, set(renamed.values()), {j for _i, j in alike})

    def _sort(self, marks: tuple[Mark, ...], paired: set[int], renamed: set[int], cut: set[int]) -> None:
        for number, mark in enumerate(marks):
            if number in paired:
                continue
            reason = 1 if number in renamed else 0 if number in cut else 2
            self.by_label[mark.label][reason] += 1


def _links(first: Work, second: Work, pairs: Pairs) -> dict[int, LinkCounts]:
    """Count links, and those whose two ends are pairs of the same spans."""
    mapped = {
        Link(pairs[link.source], pairs[link.target], link.kind)
        for link in first.links
        if link.source in pairs and link.target in pairs
    }
    both = Counter(link.kind for link in (*first.links, *second.links))
    same = Counter(link.kind for link in mapped & second.links)
    return {kind: LinkCounts(number, same[kind]) for kind, number in both.items()}


def _values(first: Work, second: Work, pairs: Pairs) -> dict[tuple[int, str], Counter[tuple[str, str]]]:
    """Count which values the two gave to what both tagged; who gave none is left out."""
    tables: dict[tuple[int, str], Counter[tuple[str, str]]] = {}
    for i, j in pairs.items():
        left, right = first.attributes[i], second.attributes[j]
        for name in left.keys() & right.keys():
            table = tables.setdefault((first.marks[i].label, name), Counter())
            table[left[name], right[name]] += 1
    return tables
