"""Giving a project further labels and kinds of links."""

from collections.abc import Collection, Iterable, Iterator
from itertools import zip_longest
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.actions.label_sets import keep_version
from annotate.imports.values import as_said
from annotate.labelsets import MOST_DIGITS, free_slot, usual_pattern
from annotate.labelsets.parsing import MOST_LABELS
from annotate.models import Label, Project, RelationKind
from annotate.models.labelsets import Cause
from articles.importing.sentences import listed

Change = dict[str, Any]


def add_labels(project: Project, names: Collection[str], by: User) -> tuple[list[Label], list[Change]]:
    """Give the project labels with free digits and colours; the label set's version rises.

    When all nine digits are taken, labels are without one. Call inside a transaction that holds the
    project's lock; the changes are for the caller's activity. Raises ValidationError if a name is taken
    or there would be too many labels.
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
    if len(names) + len(known) > MOST_LABELS:
        raise ValidationError(
            _(
                "A project has at most %(most)s labels, so only %(left)s of these %(count)s fit: %(names)s. "
                "Choose labels that are there for the others, or leave them out."
            )
            % {
                "most": MOST_LABELS,
                "left": MOST_LABELS - len(known),
                "count": len(names),
                "names": listed(names),
            }
        )
    made = Label.objects.bulk_create(_new(project, names, live, after=len(known)))
    _raise_version(project, by)
    return made, [_added("label", label.pk) for label in made]


def _new(project: Project, names: Collection[str], live: list[Label], *, after: int) -> Iterator[Label]:
    """Make labels with the colours that are used least and the digits that are free."""
    taken = [label.slot for label in live]
    used = {label.digit for label in live}
    digits = [digit for digit in range(1, MOST_DIGITS + 1) if digit not in used]
    for position, (name, digit) in enumerate(zip_longest(names, digits[: len(names)]), start=after):
        slot = free_slot(taken)
        taken.append(slot)
        yield Label(
            project=project,
            name=name,
            position=position,
            digit=digit,
            slot=slot,
            pattern=usual_pattern(slot),
            titles={"en": name},
        )


def add_relation_kinds(
    project: Project, kinds: Iterable[tuple[str, list[str], list[str]]], by: User
) -> tuple[list[RelationKind], list[Change]]:
    """Give the project kinds of links: name, labels they start from, labels they lead to."""
    after = RelationKind.objects.filter(project=project).count()
    made = RelationKind.objects.bulk_create(
        RelationKind(
            project=project,
            name=name,
            position=position,
            titles={"en": as_said(name)},
            from_labels=from_labels,
            to_labels=to_labels,
        )
        for position, (name, from_labels, to_labels) in enumerate(kinds, start=after)
    )
    if made:
        _raise_version(project, by)
    return made, [_added("relation kind", kind.pk) for kind in made]


def _raise_version(project: Project, by: User) -> None:
    Project.objects.filter(pk=project.pk).update(label_set_version=F("label_set_version") + 1)
    project.refresh_from_db(fields=["label_set_version"])
    keep_version(project, cause=Cause.TAGS, by=by)


def _added(thing: str, pk: int) -> Change:
    return {"thing": thing, "id": pk, "before": {"live": False}, "after": {"live": True}}
