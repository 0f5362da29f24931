"""What is added up over articles before anything is divided."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from annotate.measures.comparing import Comparison, Counts, LinkCounts, compare, total
from annotate.measures.pooling import Continuum, continuum, pooled
from annotate.measures.spans import Work, merged
from annotate.measures.unitizing import Coincidences, coincidences, layers, together
from annotate.reports.agreement_rows import Text

FOLDED_AT = 200  # tables of coincidences, so that they do not take more memory with every article
ANY = 0  # stands for all labels together, where one number stands for a label
Pair = tuple[int, int]  # two reviewers, the lower key first


class LabelCounts(defaultdict[int, Counts]):
    """Counts by label, and over all labels under ``ANY``."""

    def __init__(self) -> None:
        super().__init__(Counts)

    def add(self, more: Mapping[int, Counts]) -> None:
        """Add counts by label."""
        for label, counts in more.items():
            self[label] = total((self[label], counts))
            self[ANY] = total((self[ANY], counts))


@dataclass(slots=True)
class Shared:
    """What was compared between two reviewers, or in a week; ``articles`` counts them."""

    articles: int = 0
    counts: LabelCounts = field(default_factory=LabelCounts)

    def add(self, more: Mapping[int, Counts]) -> None:
        """Add one article."""
        self.articles += 1
        self.counts.add(more)


@dataclass(slots=True)
class Layer:
    """Counts and sums over everything compared: of all tags, or of those made by hand."""

    counts: LabelCounts = field(default_factory=LabelCounts)
    texts: list[dict[int, Continuum]] = field(default_factory=list)  # one for each article, by label


class Sums:
    """Everything that a report is made of; only with ``reviewer``, if one is given."""

    def __init__(self, reviewer: int | None = None) -> None:
        self.reviewer = reviewer
        self.all, self.by_hand = Layer(), Layer()
        self.pairs: defaultdict[Pair, Shared] = defaultdict(Shared)
        self.weeks: defaultdict[date, Shared] = defaultdict(Shared)
        self.articles: dict[int, LabelCounts] = {}
        self.confused: Counter[Pair] = Counter()
        self.values: defaultdict[tuple[int, str], Counter[tuple[str, str]]] = defaultdict(Counter)
        self.links: defaultdict[int, LinkCounts] = defaultdict(LinkCounts)
        self._meets: list[Coincidences] = []
        self.marked: Counter[tuple[int, int]] = Counter()  # code points by reviewer and label
        self.read: Counter[int] = Counter()  # code points by reviewer
        self.suggested = 0  # spans that were accepted, not made

    def add(self, text: Text) -> None:
        """Compare the reviewers of one article with each other."""
        article = LabelCounts()
        for pair in self._pairs(text):
            counts = self._compare(text, pair)
            self.pairs[pair].add(counts)
            article.add(counts)
        self.articles[text.entry] = article
        if text.day is not None:
            week = self.weeks[text.day - timedelta(days=text.day.weekday())]
            week.articles += 1
            week.counts.add({label: counts for label, counts in article.items() if label != ANY})
        works = {reviewer: reading.work for reviewer, reading in text.readings.items()}
        by_hand = {reviewer: reading.by_hand for reviewer, reading in text.readings.items()}
        groups = list(self._groups(text))
        sums = _continua(works, groups, text.length)
        self.all.texts.append(sums)
        self.by_hand.texts.append(sums if works == by_hand else _continua(by_hand, groups, text.length))
        self._meets += _meets(works, groups, text.length)
        if len(self._meets) > FOLDED_AT:
            self._meets = [self.meets]
        self._count(text)

    @property
    def meets(self) -> Coincidences:
        """What coincides, each set of labels on the same words taken as a value."""
        return together(self._meets)

    def _pairs(self, text: Text) -> Iterator[Pair]:
        for pair in combinations(sorted(text.readings), 2):
            if self.reviewer is None or self.reviewer in pair:
                yield pair

    def _groups(self, text: Text) -> Iterator[tuple[int, ...]]:
        """Yield who is compared at once: all, or the one who is asked for with each other one."""
        if self.reviewer is None:
            yield tuple(text.readings)
        else:
            yield from self._pairs(text)

    def _compare(self, text: Text, pair: Pair) -> Mapping[int, Counts]:
        first, second = (text.readings[reviewer] for reviewer in pair)
        found = compare(first.work, second.work)
        self.all.counts.add(found.by_label)
        if first.work is first.by_hand and second.work is second.by_hand:
            self.by_hand.counts.add(found.by_label)
        else:
            self.by_hand.counts.add(compare(first.by_hand, second.by_hand).by_label)
        self._add_details(found)
        return found.by_label

    def _add_details(self, found: Comparison) -> None:
        self.confused.update(found.confused)
        for place, table in found.values.items():
            self.values[place].update(table)
        for kind, counts in found.links.items():
            before = self.links[kind]
            self.links[kind] = LinkCounts(before.links + counts.links, before.same + counts.same)

    def _count(self, text: Text) -> None:
        for reviewer, reading in text.readings.items():
            self.read[reviewer] += text.length
            self.suggested += len(reading.work.marks) - len(reading.by_hand.marks)
            for label, ranges in _ranges(reading.work).items():
                self.marked[reviewer, label] += sum(end - start for start, end in ranges)


def _ranges(work: Work) -> dict[int, list[tuple[int, int]]]:
    """Return what a reviewer marked, by label and for all together, overlaps merged."""
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for start, end, label in work.marks:
        found[label].append((start, end))
        found[ANY].append((start, end))
    return {label: merged(ranges) for label, ranges in found.items()}


def _continua(
    works: Mapping[int, Work], groups: Iterable[tuple[int, ...]], length: int
) -> dict[int, Continuum]:
    """Return the sums for uα by label; those of ``ANY`` are there in any case."""
    ranges = {reviewer: _ranges(work) for reviewer, work in works.items()}
    labels = {ANY}.union(*ranges.values())
    groups = list(groups)
    return {
        label: pooled(
            continuum([ranges[reviewer].get(label, []) for reviewer in group], length) for group in groups
        )
        for label in labels
    }


def _meets(
    works: Mapping[int, Work], groups: Iterable[tuple[int, ...]], length: int
) -> Iterator[Coincidences]:
    units = {reviewer: layers(work.marks) for reviewer, work in works.items()}
    for group in groups:
        yield coincidences([units[reviewer] for reviewer in group], length)
