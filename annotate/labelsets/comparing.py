"""What is different between two versions of a label set, thing by thing."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from annotate.labelsets.definitions import (
    AttributeDefinition,
    Choice,
    LabelDefinition,
    LabelSet,
    RelationDefinition,
)


class What(StrEnum):
    """What has become of a thing."""

    ADDED = "added"
    REMOVED = "removed"
    ARCHIVED = "archived"
    BACK = "brought back"
    CHANGED = "changed"
    MOVED = "moved"


class Difference(NamedTuple):
    """One thing that is different: a label, or an attribute or choice of one, or a kind of link.

    ``names`` lead from the label or kind inwards, and to what surrounds them where things have changed
    places; ``parts`` say what of it has changed, as field names.
    """

    kind: str  # "label", "attribute", "choice" or "relation"
    what: What
    names: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


_LABEL = ("titles", "tests", "digit", "colour", "pattern")
_ATTRIBUTE = ("titles", "prefill")
_RELATION = ("titles", "from_labels", "to_labels")

Thing = LabelDefinition | AttributeDefinition | Choice | RelationDefinition


def differences(old: LabelSet, new: LabelSet) -> list[Difference]:
    """Return what ``new`` has otherwise than ``old``, labels first, in the order of the new set."""
    found = [*_between("label", (), old.labels, new.labels, _LABEL)]
    found += _between("relation", (), old.relations, new.relations, _RELATION)
    return found


def _between(
    kind: str, outer: tuple[str, ...], old: Sequence[Thing], new: Sequence[Thing], parts: tuple[str, ...]
) -> Iterator[Difference]:
    before = {_key(one): one for one in old}
    for thing in new:
        names = (*outer, _key(thing))
        past = before.pop(_key(thing), None)
        if past is None:
            yield Difference(kind, What.ADDED, names)
            continue
        if past.archived != thing.archived:
            yield Difference(kind, What.ARCHIVED if thing.archived else What.BACK, names)
        changed = tuple(part for part in parts if getattr(past, part) != getattr(thing, part))
        if changed:
            yield Difference(kind, What.CHANGED, names, changed)
        yield from _inside(names, past, thing)
    for name in before:
        yield Difference(kind, What.REMOVED, (*outer, name))
    if _order(old, new) != _order(new, old):
        yield Difference(kind, What.MOVED, outer)


def _order(things: Sequence[Thing], others: Sequence[Thing]) -> list[str]:
    shared = {_key(one) for one in others if not one.archived} & {
        _key(one) for one in things if not one.archived
    }
    return [_key(one) for one in things if _key(one) in shared]


def _inside(names: tuple[str, ...], old: Thing, new: Thing) -> Iterator[Difference]:
    if isinstance(old, LabelDefinition) and isinstance(new, LabelDefinition):
        yield from _between("attribute", names, old.attributes, new.attributes, _ATTRIBUTE)
    if isinstance(old, AttributeDefinition) and isinstance(new, AttributeDefinition):
        yield from _between("choice", names, old.choices, new.choices, ("titles",))


def _key(thing: Thing) -> str:
    return thing.value if isinstance(thing, Choice) else thing.name
