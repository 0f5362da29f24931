"""A project's labels, read once a process for each version of its label set."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from annotate.labelsets import (
    AttributeDefinition,
    Choice,
    LabelDefinition,
    LabelSet,
    RelationDefinition,
    sha256_of,
)
from annotate.marking.rows import AttributeView, LabelView
from annotate.models.projects import Label, Project, RelationKind, in_language

ATTRIBUTION = "attributed_to"  # the kind of link that says who is responsible


@dataclass(frozen=True, slots=True)
class ProjectLabels:
    """The labels by key and by name, and the kinds of links by key; what is archived among them.

    ``attribution`` is the kind of link that says who is responsible, if links of it can be made.
    """

    by_pk: dict[int, Label]
    by_name: dict[str, Label]
    kinds: dict[int, RelationKind]
    attribution: RelationKind | None

    def kinds_between(self, start: str, goal: str | None = None) -> list[RelationKind]:
        """Return the kinds of which a link can be made from one label, to another or to any."""
        return [
            kind
            for kind in self.kinds.values()
            if kind.archived_at is None
            and start in kind.from_labels
            and (goal in kind.to_labels if goal is not None else self._goals(kind))
        ]

    def _goals(self, kind: RelationKind) -> list[str]:
        known = (self.by_name.get(name) for name in kind.to_labels)
        return [label.name for label in known if label is not None]


def labels_of(project: Project) -> ProjectLabels:
    """Return the project's labels. They are kept per version: whoever changes a label raises it."""
    return _labels(project.uid, project.label_set_version)


@lru_cache(maxsize=256)
def _labels(project: UUID, _version: int) -> ProjectLabels:
    labels = list(Label.objects.filter(project__uid=project))
    kinds = list(RelationKind.objects.filter(project__uid=project))
    return ProjectLabels(
        {label.pk: label for label in labels},
        {label.name: label for label in labels},
        {kind.pk: kind for kind in kinds},
        next((kind for kind in kinds if kind.name == ATTRIBUTION and kind.archived_at is None), None),
    )


def views_of(project: Project, language: str) -> dict[int, LabelView]:
    """Return how each label looks, by key, in the language of the page."""
    return _views(project.uid, project.label_set_version, language)


@lru_cache(maxsize=256)
def _views(project: UUID, version: int, _language: str) -> dict[int, LabelView]:
    return {pk: _view(label) for pk, label in _labels(project, version).by_pk.items()}


def _view(label: Label) -> LabelView:
    # The digit walks through the first attribute that can still be set.
    ordered = sorted(label.attributes, key=lambda one: bool(one.get("archived")))
    attributes = tuple(map(_attribute, ordered))
    first = attributes[0] if attributes else AttributeView("", "", {})
    return LabelView(
        name=label.name,
        title=label.title,
        slot=label.slot,
        look=label.look,
        attribute=first.name,
        choices=first.choices,
        offered=first.offered,
        more=attributes[1:],
        test=label.test,
        digit=label.digit or 0,
    )


def _attribute(attribute: dict[str, Any]) -> AttributeView:
    choices = attribute["choices"]
    return AttributeView(
        attribute["name"],
        in_language(attribute["titles"]),
        {choice["value"]: in_language(choice["titles"]) for choice in choices},
        () if attribute.get("archived") else tuple(_live(choices)),
    )


def _live(choices: Iterable[dict[str, Any]]) -> list[str]:
    return [choice["value"] for choice in choices if not choice.get("archived")]


def label_set_of(project: Project) -> LabelSet:
    """Return the whole label set as it is now, archived things included, by two queries."""
    return LabelSet(
        project.label_set_name,
        project.label_set_version,
        tuple(_definition(label) for label in Label.objects.filter(project=project)),
        tuple(
            RelationDefinition(
                kind.name,
                tuple(kind.from_labels),
                tuple(kind.to_labels),
                kind.titles,
                kind.archived_at is not None,
            )
            for kind in RelationKind.objects.filter(project=project)
        ),
    )


def _definition(label: Label) -> LabelDefinition:
    return LabelDefinition(
        name=label.name,
        digit=label.digit,
        colour=label.slot,
        pattern=label.pattern,
        titles=label.titles,
        tests=label.tests,
        attributes=tuple(map(_attribute_definition, label.attributes)),
        archived=label.archived_at is not None,
    )


def _attribute_definition(attribute: dict[str, Any]) -> AttributeDefinition:
    return AttributeDefinition(
        attribute["name"],
        attribute["titles"],
        tuple(
            Choice(choice["value"], choice["titles"], choice.get("archived", False))
            for choice in attribute["choices"]
        ),
        attribute.get("prefill"),
        attribute.get("archived", False),
    )


def digest_of(project: Project) -> str:
    """Return the SHA-256 of the label set's JSON file, 64 hexadecimal digits."""
    return _digest(project.uid, project.label_set_version)


@lru_cache(maxsize=256)
def _digest(project: UUID, _version: int) -> str:
    return sha256_of(label_set_of(Project.objects.get(uid=project)))
