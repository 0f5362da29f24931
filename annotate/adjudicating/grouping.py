"""Which tags of several reviewers are about the same thing: connected components, without recursion."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush

from annotate.adjudicating.tags import Tag, alike

Place = tuple[int, int]  # a range of code points
Group = list[Tag]


class Unions:
    """Numbers from 0, joined step by step into sets."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def find(self, one: int) -> int:
        """Return the number that stands for the set of ``one``."""
        while self._parents[one] != one:
            self._parents[one] = self._parents[self._parents[one]]
            one = self._parents[one]
        return one

    def join(self, one: int, other: int) -> None:
        """Make the sets of two numbers one; the smaller number stands for it."""
        low, high = sorted((self.find(one), self.find(other)))
        self._parents[high] = low

    def sets(self) -> list[list[int]]:
        """Return the sets, each in order, by their smallest numbers."""
        found: dict[int, list[int]] = {}
        for one in range(len(self._parents)):
            found.setdefault(self.find(one), []).append(one)
        return list(found.values())


class _Near:
    """The ranges that one which begins further on may still be alike to, by what they belong to."""

    def __init__(self) -> None:
        self.by_owner: dict[int, dict[int, None]] = {}
        self._owner_of: dict[int, int] = {}
        self._leaving: list[tuple[int, int]] = []

    def add(self, number: int, place: Place, *, owner: int) -> None:
        """Add a range by its number."""
        self.by_owner.setdefault(owner, {})[number] = None
        self._owner_of[number] = owner
        heappush(self._leaving, (place[0] + place[1], number))

    def forget(self, start: int) -> None:
        """Let go of what is behind: nothing that begins after the middle of a range is alike to it."""
        while self._leaving and self._leaving[0][0] < 2 * start:
            number = heappop(self._leaving)[1]
            owner = self._owner_of.pop(number)
            del self.by_owner[owner][number]
            if not self.by_owner[owner]:
                del self.by_owner[owner]

    def give(self, owner: int, other: int) -> None:
        """Let all that belongs to one owner belong to another."""
        given = self.by_owner.pop(owner)
        self.by_owner.setdefault(other, {}).update(given)
        self._owner_of.update(dict.fromkeys(given, other))


def components(tags: Iterable[Tag]) -> list[Group]:
    """Group tags of one label each: joined where two reviewers' ranges are alike.

    Two tags of the same reviewer are never joined directly, only through a colleague's.
    """
    by_label: dict[str, list[Tag]] = {}
    for tag in sorted(tags, key=lambda tag: (tag.said.start, tag.said.end, tag.reviewer, tag.pk)):
        by_label.setdefault(tag.said.label, []).append(tag)
    return [group for label in sorted(by_label) for group in _components(by_label[label])]


def _components(tags: Sequence[Tag]) -> Iterator[Group]:
    """Group the tags of one label, which are sorted by their ranges."""
    nodes: dict[Place, Group] = {}
    for tag in tags:
        nodes.setdefault((tag.said.start, tag.said.end), []).append(tag)
    places, people = list(nodes), [{tag.reviewer for tag in group} for group in nodes.values()]
    unions, near = Unions(len(places)), _Near()
    for number, place in enumerate(places):
        near.forget(place[0])
        for root, others in list(near.by_owner.items()):
            if any(
                len(people[one] | people[number]) > 1 and alike(places[one], place)
                for one in reversed(others)
            ):
                near.give(root, number)
                unions.join(root, number)
        near.add(number, place, owner=number)
    for joined in unions.sets():
        yield [tag for one in joined for tag in nodes[places[one]]]


def linked(groups: Sequence[Group]) -> list[list[Group]]:
    """Put groups together that are different labels of different reviewers over the same words.

    Where one reviewer has both labels, they are two things, not a disagreement about one.
    """
    unions, near = Unions(len(groups)), _Near()
    people = [{tag.reviewer for tag in group} for group in groups]
    nodes = sorted(
        {(tag.said.start, tag.said.end, owner) for owner, group in enumerate(groups) for tag in group}
    )
    for number, (start, end, owner) in enumerate(nodes):
        near.forget(start)
        for other, ranges in near.by_owner.items():
            is_apart = unions.find(other) != unions.find(owner) and people[other].isdisjoint(people[owner])
            if is_apart and any(alike(nodes[one][:2], (start, end)) for one in reversed(ranges)):
                unions.join(other, owner)
        near.add(number, (start, end), owner=owner)
    return [[groups[number] for number in joined] for joined in unions.sets()]
