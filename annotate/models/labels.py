"""A project's labels, read once a process for each version of its label set."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from annotate.marking.rows import LabelView
from annotate.models.projects import Label, Project, RelationKind, in_language


@dataclass(frozen=True, slots=True)
class ProjectLabels:
    """The labels by key and by name, and the kind of link that says who is responsible."""

    by_pk: dict[int, Label]
    by_name: dict[str, Label]
    attribution: RelationKind | None


def labels_of(project: Project) -> ProjectLabels:
    """Return the project's labels. They are kept per version: whoever changes a label raises it."""
    return _labels(project.uid, project.label_set_version)


@lru_cache(maxsize=256)
def _labels(project: UUID, _version: int) -> ProjectLabels:
    labels = list(Label.objects.filter(project__uid=project))
    attribution = RelationKind.objects.filter(project__uid=project, name="attributed_to").first()
    return ProjectLabels(
        {label.pk: label for label in labels}, {label.name: label for label in labels}, attribution
    )


def views_of(project: Project, language: str) -> dict[int, LabelView]:
    """Return how each label looks, by key, in the language of the page."""
    return _views(project.uid, project.label_set_version, language)


@lru_cache(maxsize=256)
def _views(project: UUID, version: int, _language: str) -> dict[int, LabelView]:
    return {pk: _view(label) for pk, label in _labels(project, version).by_pk.items()}


def _view(label: Label) -> LabelView:
    first: dict[str, Any] = label.attributes[0] if label.attributes else {"name": "", "choices": []}
    return LabelView(
        name=label.name,
        title=label.title,
        slot=label.slot,
        attribute=first["name"],
        choices={choice["value"]: in_language(choice["titles"]) for choice in first["choices"]},
        test=label.test,
        digit=label.digit,
    )
