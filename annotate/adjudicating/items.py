"""From the tags of several reviewers to the things to decide about.

What one reviewer says about a thing is their *reading* of it: usually one tag, two where they cut in
halves what a colleague left whole. Readings that say the same are one candidate.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from annotate.adjudicating.grouping import Group, components, linked
from annotate.adjudicating.kinds import ItemKind
from annotate.adjudicating.tags import Link, Said, Tag, digest


@dataclass(frozen=True)
class Reading:
    """What some reviewers say about a thing, all the same: their tags by what they say."""

    said: tuple[Said, ...]
    reviewers: tuple[int, ...]
    spans: Mapping[Said, tuple[int, ...]]  # the keys of the tags that say it

    @property
    def shape(self) -> tuple[tuple[int, int, str], ...]:
        """The words and labels, without the details."""
        return tuple(said.shape for said in self.said)

    @property
    def length(self) -> int:
        """How many code points are tagged, those tagged twice counted twice."""
        return sum(said.end - said.start for said in self.said)

    @cached_property
    def name(self) -> str:
        """Twelve hexadecimal digits that stand for what is said, and tell nothing of who says it."""
        return digest(self.said)[:12]

    @property
    def keys(self) -> list[int]:
        """The keys of all the tags, in order."""
        return sorted(key for keys in self.spans.values() for key in keys)


@dataclass(frozen=True)
class Item:
    """One thing that at least one reviewer tagged.

    ``key`` is the same whenever the same reviewers' same tags come together, in whatever order.
    """

    key: str
    kind: ItemKind
    readings: tuple[Reading, ...]
    tags: tuple[Tag, ...]

    @property
    def start(self) -> int:
        """Where the first tag begins, in code points."""
        return min(tag.said.start for tag in self.tags)

    @property
    def end(self) -> int:
        """Where the last tag ends."""
        return max(tag.said.end for tag in self.tags)

    @property
    def spans(self) -> list[int]:
        """The keys of the tags, in order."""
        return sorted(tag.pk for tag in self.tags)


def items_of(tags: Collection[Tag], links: Iterable[Link], reviewers: int) -> list[Item]:
    """Part all tags into items, in the order of the text. ``reviewers`` is how many have read it."""
    groups = linked(components(tags))
    named = _with_sources(groups, tags, links)
    found = [_item([[named[tag.pk] for tag in group] for group in groups], reviewers) for groups in groups]
    return sorted(found, key=lambda item: (item.start, item.end, item.key))


def _item(groups: Sequence[Group], reviewers: int) -> Item:
    tags = tuple(sorted((tag for group in groups for tag in group), key=lambda tag: (tag.said, tag.reviewer)))
    readings = readings_of(tags)
    kind = ItemKind.LABEL if len(groups) > 1 else _kind(readings, reviewers)
    return Item(digest([(tag.reviewer, tag.said) for tag in tags]), kind, readings, tags)


def _kind(readings: Sequence[Reading], reviewers: int) -> ItemKind:
    if sum(len(reading.reviewers) for reading in readings) < reviewers:
        return ItemKind.PARTIAL
    if len(readings) == 1:
        return ItemKind.AGREED
    return ItemKind.DETAILS if len({reading.shape for reading in readings}) == 1 else ItemKind.BOUNDARY


def readings_of(tags: Iterable[Tag]) -> tuple[Reading, ...]:
    """Return the different readings of one thing, those of most reviewers first."""
    by_reviewer: defaultdict[int, list[Tag]] = defaultdict(list)
    for tag in tags:
        by_reviewer[tag.reviewer].append(tag)
    alike: defaultdict[tuple[Said, ...], list[int]] = defaultdict(list)
    for reviewer, own in sorted(by_reviewer.items()):
        alike[tuple(sorted({tag.said for tag in own}))].append(reviewer)
    return tuple(
        Reading(said, tuple(people), _keys(by_reviewer, people))
        for said, people in sorted(alike.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    )


def _keys(by_reviewer: Mapping[int, list[Tag]], people: Iterable[int]) -> dict[Said, tuple[int, ...]]:
    keys: defaultdict[Said, list[int]] = defaultdict(list)
    for reviewer in people:
        for tag in by_reviewer[reviewer]:
            keys[tag.said].append(tag.pk)
    return {said: tuple(sorted(found)) for said, found in keys.items()}


def _with_sources(
    things: Sequence[Sequence[Group]], tags: Collection[Tag], links: Iterable[Link]
) -> dict[int, Tag]:
    """Return the tags by key, with what they link to where reviewers differ about it.

    Whose links lead to more things than a colleague's does not contradict: a link stands or falls with
    what it leads to. Only where each has a link that the other lacks must somebody choose.
    """
    by_key = {tag.pk: tag for tag in tags}
    thing_of = {tag.pk: number for number, groups in enumerate(things) for group in groups for tag in group}
    targets: defaultdict[int, set[tuple[str, int]]] = defaultdict(set)
    told: defaultdict[int, list[str]] = defaultdict(list)
    for link in links:
        if link.from_tag in by_key and link.to_tag in by_key:
            to = by_key[link.to_tag].said
            targets[link.from_tag].add((link.kind, thing_of[link.to_tag]))
            told[link.from_tag].append(f"{link.kind} {to.label} {to.start} {to.end}")
    same: defaultdict[tuple[int, Said], list[int]] = defaultdict(list)
    for tag in tags:
        same[thing_of[tag.pk], tag.said].append(tag.pk)
    for keys in same.values():
        if _contradict([targets[key] for key in keys if key in targets]):
            for key in keys:
                tag = by_key[key]
                by_key[key] = tag._replace(said=tag.said._replace(sources=tuple(sorted(told[key]))))
    return by_key


def _contradict(sets: Sequence[set[tuple[str, int]]]) -> bool:
    """Whether each of some two sets holds something that the other lacks."""
    by_size = sorted(sets, key=len)
    return any(not small <= big for small, big in pairwise(by_size))
