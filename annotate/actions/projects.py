"""Founding projects and changing what they are."""

import uuid

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from annotate.labelsets import LabelSet, load_default
from annotate.models import Activity, Label, Membership, Project, RelationKind, Verb, Way
from annotate.roles import Role

LONGEST_SLUG = 40  # characters; leaves room for a suffix


@transaction.atomic
def found_project(
    by: User, *, name: str, way: str = Way.SHARED, guidelines: str = "", is_sample: bool = False
) -> Project:
    """Create a project with the default label set and ``by`` as its manager."""
    labels = load_default()
    project = Project.objects.create(
        slug=_free_slug(name),
        name=name,
        way=way,
        guidelines=guidelines,
        is_sample=is_sample,
        label_set_name=labels.name,
        created_by=by,
    )
    _store_labels(project, labels)
    Membership.objects.create(project=project, user=by, role=Role.MANAGER, handle="manager-1")
    Activity.objects.create(
        project=project,
        actor=by,
        verb=Verb.FOUND,
        changes=[{"thing": "project", "id": project.pk, "before": {}, "after": {"way": way}}],
    )
    return project


def _free_slug(name: str) -> str:
    """Return a slug that no project has; a name without Latin letters gets a random one."""
    stem = slugify(name)[:LONGEST_SLUG] or f"p-{uuid.uuid4().hex[:8]}"
    if not Project.objects.filter(slug=stem).exists():
        return stem
    return f"{stem}-{uuid.uuid4().hex[:6]}"


def _store_labels(project: Project, labels: LabelSet) -> None:
    Label.objects.bulk_create(
        Label(
            project=project,
            name=label.name,
            digit=label.digit,
            slot=label.slot,
            titles=dict(label.titles),
            tests=dict(label.tests),
            attributes=[attribute.as_json() for attribute in label.attributes],
        )
        for label in labels.labels
    )
    RelationKind.objects.bulk_create(
        RelationKind(
            project=project,
            name=relation.name,
            titles=dict(relation.titles),
            from_labels=list(relation.from_labels),
            to_labels=list(relation.to_labels),
        )
        for relation in labels.relations
    )
