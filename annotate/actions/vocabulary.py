"""Giving a project further labels and kinds of links."""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from annotate.models import Label, Project, RelationKind

DIGITS = range(1, 10)
SLOTS = range(1, 9)  # colours

Change = dict[str, Any]


def add_labels(project: Project, names: Collection[str]) -> tuple[list[Label], list[Change]]:
    """Give the project labels with free digits and colours; the label set's version rises.

    Call inside a transaction that holds the project's lock; the changes are for the caller's activity.
    Raises ValidationError if a name is taken or there are not enough digits.
    """
    if not names:
        return [], []
    known = list(Label.objects.filter(project=project))
    taken = sorted({label.name for label in known} & set(names))
    if taken:
        raise ValidationError(
            _("The label “%(name)s” is there already or has been removed. Choose another one.")
            % {"name": taken[0]}
        )
    live = [label for label in known if label.archived_at is None]
    digits = [digit for digit in DIGITS if digit not in {label.digit for label in live}]
    if len(names) > len(digits):
        raise ValidationError(
            _(
                "A project has at most nine labels, so only %(left)s of these %(count)s fit: %(names)s. "
                "Choose labels that are there for the others, or leave them out."
            )
            % {"left": len(digits), "count": len(names), "names": ", ".join(names)}
        )
    slots = _slots([label.slot for label in live], len(names))
    made = Label.objects.bulk_create(
        Label(project=project, name=name, digit=digit, slot=slot, titles={"en": name})
        for name, digit, slot in zip(names, digits, slots, strict=False)
    )
    _raise_version(project)
    return made, [_added("label", label.pk) for label in made]


def _slots(used: list[int], wanted: int) -> list[int]:
    """Return colours, those that are used least first."""
    chosen: list[int] = []
    for _count in range(wanted):
        chosen.append(min(SLOTS, key=(used + chosen).count))
    return chosen


def add_relation_kinds(
    project: Project, kinds: Iterable[tuple[str, list[str], list[str]]]
) -> tuple[list[RelationKind], list[Change]]:
    """Give the project kinds of links: name, labels they start from, labels they lead to."""
    made = RelationKind.objects.bulk_create(
        RelationKind(
            project=project, name=name, titles={"en": name}, from_labels=from_labels, to_labels=to_labels
        )
        for name, from_labels, to_labels in kinds
    )
    if made:
        _raise_version(project)
    return made, [_added("relation kind", kind.pk) for kind in made]


def _raise_version(project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(label_set_version=F("label_set_version") + 1)
    project.refresh_from_db(fields=["label_set_version"])


def _added(thing: str, pk: int) -> Change:
    return {"thing": thing, "id": pk, "before": {"live": False}, "after": {"live": True}}
