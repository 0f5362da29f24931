"""What somebody may want to look at before they hand an article in. It never keeps anybody from doing so.

The project's label set says what is missing. A label whose attribute is filled in from the quotation marks
is about the words of others, so each of its tags wants a link to who said them, if the set has such links.
The first attribute of a label is asked for, unless a rule fills it in: then a person has decided already.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

QUOTING = "quotation_marks"  # the rule that fills in how words are quoted


class Lack(StrEnum):
    """What a line of the list is about, in the order in which they are shown."""

    WAITING = "waiting"  # a tag of an earlier wording: handed in unsettled, it would be lost
    UNLINKED = "unlinked"
    UNANSWERED = "unanswered"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Rules:
    """What tags of each label should have: kinds of links, and the attribute that is asked for, by name."""

    links: Mapping[str, Sequence[str]]
    attributes: Mapping[str, str]


class Link(NamedTuple):
    """A kind of link: its name, and the labels from which it leads."""

    name: str
    from_labels: Sequence[str]


class Tag(NamedTuple):
    """A tag: its number, its range in code points, its label, its attributes, kinds of links from it."""

    number: int
    start: int
    end: int
    label: str
    values: Mapping[str, str]
    links: frozenset[str]


class Talk(NamedTuple):
    """An open thread: the key of its first comment, and the number of the tag that it is about, if any."""

    comment: int
    tag: int | None


class Line(NamedTuple):
    """One thing to look at. ``missing`` names a kind of link or an attribute; ``comment`` is for talk."""

    tag: int | None
    missing: str = ""
    comment: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The lines that lack the same. ``label`` is empty for talk and for what waits."""

    lack: Lack
    label: str
    missing: str
    lines: tuple[Line, ...]


def rules_of(labels: Mapping[str, Sequence[Mapping[str, Any]]], links: Iterable[Link]) -> Rules:
    """Return the rules that follow from a label set.

    ``labels`` holds for each label that is in use its attributes as the database keeps them.
    """
    asked: dict[str, str] = {}
    quoting = set()
    for name, attributes in labels.items():
        live = [one for one in attributes if not one.get("archived")]
        if live and not live[0].get("prefill"):
            asked[name] = str(live[0]["name"])
        if any(one.get("prefill") == QUOTING for one in live):
            quoting.add(name)
    kinds = list(links)
    wanted = {name: [kind.name for kind in kinds if name in kind.from_labels] for name in labels}
    return Rules({name: wanted[name] for name in labels if name in quoting and wanted[name]}, asked)


def unfinished(
    tags: Iterable[Tag], talks: Iterable[Talk], waiting: Iterable[int], rules: Rules
) -> list[Group]:
    """Return what is left to look at, group by group, each in the order of the text.

    A tag that may be linked in several ways lacks a link if it has none of them. ``waiting`` are numbers of
    tags of an earlier wording.
    """
    ordered = sorted(tags, key=lambda tag: (tag.start, tag.end, tag.number))
    groups = [_group(Lack.WAITING, "", "", (Line(number) for number in waiting))]
    for label, kinds in rules.links.items():
        bare = (tag for tag in ordered if tag.label == label and not tag.links.intersection(kinds))
        groups.append(_group(Lack.UNLINKED, label, kinds[0], (Line(tag.number, kinds[0]) for tag in bare)))
    for label, name in rules.attributes.items():
        unset = (tag for tag in ordered if tag.label == label and not tag.values.get(name))
        groups.append(_group(Lack.UNANSWERED, label, name, (Line(tag.number, name) for tag in unset)))
    groups.append(_group(Lack.TALK, "", "", (Line(talk.tag, "", talk.comment) for talk in talks)))
    return [group for group in groups if group.lines]


def _group(lack: Lack, label: str, missing: str, lines: Iterable[Line]) -> Group:
    return Group(lack, label, missing, tuple(lines))
