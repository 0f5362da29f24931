"""Changing a set: moving, replacing, archiving; and taking over another one without losing anything."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from annotate.labelsets.definitions import (
    MOST_DIGITS,
    AttributeDefinition,
    Choice,
    LabelDefinition,
    LabelSet,
    RelationDefinition,
)


class _Archivable(Protocol):
    @property
    def archived(self) -> bool: ...


class _Named(_Archivable, Protocol):
    @property
    def name(self) -> str: ...


Thing = TypeVar("Thing", bound=_Named)


def put(things: Sequence[Thing], name: str, thing: Thing) -> tuple[Thing, ...]:
    """Return the things with the one called ``name`` replaced; at the end if none is called so."""
    if all(one.name != name for one in things):
        return (*things, thing)
    return tuple([thing if one.name == name else one for one in things])


def moved(things: Sequence[Thing], name: str, steps: int) -> tuple[Thing, ...]:
    """Return the things with one of them ``steps`` places further down among those not archived, or up."""
    live = [one for one in things if not one.archived]
    rest = [one for one in things if one.archived]
    at = next((place for place, one in enumerate(live) if one.name == name), None)
    if at is not None:
        live.insert(max(at + steps, 0), live.pop(at))
    return (*live, *rest)


def with_label(labels: LabelSet, name: str, label: LabelDefinition) -> LabelSet:
    """Return the set with a label replaced or added; links follow a label to its new name."""
    renamed = {name: label.name}
    relations = tuple(
        replace(one, from_labels=_called(one.from_labels, renamed), to_labels=_called(one.to_labels, renamed))
        for one in labels.relations
    )
    return replace(labels, labels=put(labels.labels, name, label), relations=relations)


def _called(names: Iterable[str], renamed: dict[str, str]) -> tuple[str, ...]:
    return tuple(renamed.get(name, name) for name in names)


def free_digit(labels: LabelSet, wanted: int | None = None) -> int | None:
    """Return ``wanted`` if no label in use has it, else the first digit that none has, if there is one."""
    taken = {label.digit for label in labels.live}
    if wanted is not None and wanted not in taken:
        return wanted
    return next((digit for digit in range(1, MOST_DIGITS + 1) if digit not in taken), None)


def taken_over(present: LabelSet, wanted: LabelSet, used: Collection[str]) -> LabelSet:
    """Return ``wanted``, with what is used at present and missing there kept as archived.

    ``used`` holds the names of the labels that carry spans and of the kinds that have links. Those keep
    their attributes and values; nothing else does.
    """
    labels = [_kept_parts(label, present) if label.name in used else label for label in wanted.labels]
    named = {label.name for label in labels}
    labels += [
        replace(label, archived=True)
        for label in present.labels
        if label.name in used and label.name not in named
    ]
    kinds = {one.name for one in wanted.relations}
    relations = list(wanted.relations)
    relations += [
        replace(one, archived=True) for one in present.relations if one.name in used and one.name not in kinds
    ]
    known = {label.name for label in labels}
    return replace(
        wanted,
        labels=tuple(labels),
        relations=tuple(_among(one, known) for one in relations),
    )


def _kept_parts(label: LabelDefinition, present: LabelSet) -> LabelDefinition:
    old = next((one for one in present.labels if one.name == label.name), label)
    before = {one.name: one for one in old.attributes}
    attributes = tuple(_kept_choices(one, before.get(one.name, one)) for one in label.attributes)
    return replace(
        label, attributes=_with_archived(attributes, old.attributes, lambda one: one.name, _archive_attribute)
    )


def _kept_choices(attribute: AttributeDefinition, old: AttributeDefinition) -> AttributeDefinition:
    choices = _with_archived(attribute.choices, old.choices, lambda one: one.value, _archive_choice)
    return replace(attribute, choices=choices)


Kept = TypeVar("Kept", bound=_Archivable)


def _with_archived(
    new: tuple[Kept, ...], old: tuple[Kept, ...], key: Callable[[Kept], str], archive: Callable[[Kept], Kept]
) -> tuple[Kept, ...]:
    there = {key(one) for one in new}
    return (*new, *(archive(one) for one in old if key(one) not in there))


def _archive_attribute(attribute: AttributeDefinition) -> AttributeDefinition:
    return replace(attribute, archived=True)


def _archive_choice(choice: Choice) -> Choice:
    return replace(choice, archived=True)


def _among(relation: RelationDefinition, known: Collection[str]) -> RelationDefinition:
    """Return the kind of link without the labels that are gone for good."""
    from_labels = tuple(name for name in relation.from_labels if name in known)
    to_labels = tuple(name for name in relation.to_labels if name in known)
    return replace(relation, from_labels=from_labels, to_labels=to_labels)


def without_archived(labels: LabelSet) -> LabelSet:
    """Return only what can be used, as another project may begin with."""
    live = tuple(
        replace(label, attributes=tuple(map(_live_choices, _live(label.attributes)))) for label in labels.live
    )
    known = {label.name for label in live}
    relations = tuple(_among(one, known) for one in labels.relations if not one.archived)
    whole = tuple(one for one in relations if one.from_labels and one.to_labels)
    return replace(labels, labels=live, relations=whole)


def _live_choices(attribute: AttributeDefinition) -> AttributeDefinition:
    return replace(attribute, choices=tuple(_live(attribute.choices)))


def _live(things: Iterable[Kept]) -> list[Kept]:
    return [thing for thing in things if not thing.archived]
