"""A project's label set: changing it as a whole, keeping every version, bringing an earlier one back."""

from collections.abc import Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.actions.activities import log
from annotate.actions.problems import Conflict
from annotate.labelsets import LabelSet, as_data, parse, taken_over
from annotate.labelsets.writing import attribute_data
from annotate.models import Activity, Label, LabelSetVersion, Project, Relation, RelationKind, Span, Verb
from annotate.models.labels import label_set_of
from annotate.models.labelsets import Cause

_LABEL_FIELDS = (
    "position", "digit", "slot", "pattern", "titles", "tests", "attributes", "archived_at",
)  # fmt: skip
_KIND_FIELDS = ("position", "titles", "from_labels", "to_labels", "archived_at")


@transaction.atomic
def change_labels(
    project: Project, by: User, wanted: LabelSet, *, seen: int, cause: Cause = Cause.CHANGED
) -> Activity | None:
    """Give the project this label set in place of the one of version ``seen``; None if nothing differs.

    What carries tags and is not in ``wanted`` is archived, so that nothing is lost; the rest goes. Raises
    Conflict if somebody has changed the set meanwhile, LabelSetProblem if it breaks a rule.
    """
    return _change(project, by, wanted, seen=seen, cause=cause)


@transaction.atomic
def restore_labels(project: Project, by: User, version: LabelSetVersion, *, seen: int) -> Activity | None:
    """Make an earlier version the present one again, as a new version. Raises as ``change_labels``."""
    wanted = parse(version.definition)
    return _change(project, by, wanted, seen=seen, cause=Cause.RESTORED, restores=version.number)


def take_back_labels(project: Project, by: User, *, before: int, after: int) -> None:
    """Undo a change of the label set: the version before it is restored.

    Raises ValidationError if the set has been changed since, Conflict if somebody is changing it.
    """
    version = LabelSetVersion.objects.filter(project=project, number=before).first()
    if version is None or project.label_set_version != after:
        raise ValidationError(_("This has been changed since, so it cannot be undone. Change it again."))
    restore_labels(project, by, version, seen=after)


def _change(
    project: Project, by: User, wanted: LabelSet, *, seen: int, cause: Cause, restores: int | None = None
) -> Activity | None:
    kept = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if kept.label_set_version != seen:
        raise Conflict(
            _("Somebody has changed the labels meanwhile. Look at them as they are now, and do it again.")
        )
    present = label_set_of(kept)
    named = replace(wanted, name=wanted.name or present.name, version=present.version)
    new = parse(as_data(taken_over(present, named, used_names(kept))))
    if new == present:
        return None
    _keep(kept, present, cause=Cause.FOUND, by=None)
    kept.label_set_name, kept.label_set_version = new.name, seen + 1
    kept.save(update_fields=["label_set_name", "label_set_version"])
    store(kept, new)
    _keep(kept, replace(new, version=seen + 1), cause=cause, by=by, restores=restores)
    return log(kept, by, Verb.LABELS, {"version": seen}, {"version": seen + 1})


def used_names(project: Project) -> set[str]:
    """Return the names of the labels that carry tags and of the kinds that have links, deleted ones too."""
    spans, relations = Span.objects.filter(label=OuterRef("pk")), Relation.objects.filter(kind=OuterRef("pk"))
    labels = Label.objects.filter(Exists(spans), project=project).values_list("name", flat=True)
    kinds = RelationKind.objects.filter(Exists(relations), project=project).values_list("name", flat=True)
    return {*labels, *kinds}


def keep_version(project: Project, *, cause: Cause, by: User) -> None:
    """Keep the label set as it is now as the version that the project says it has."""
    _keep(project, label_set_of(project), cause=cause, by=by)


def _keep(
    project: Project, labels: LabelSet, *, cause: Cause, by: User | None, restores: int | None = None
) -> None:
    LabelSetVersion.objects.get_or_create(
        project=project,
        number=labels.version,
        defaults={"definition": as_data(labels), "cause": cause, "made_by": by, "restores": restores},
    )


def store(project: Project, labels: LabelSet) -> None:
    """Write the rows of a label set; those that it does not name go. Call inside a transaction."""
    # Digits may change places, and are unique at every moment.
    Label.objects.filter(project=project).update(digit=None)
    _store_labels(project, labels)
    _store_kinds(project, labels)


def _store_labels(project: Project, labels: LabelSet) -> None:
    rows = {row.name: row for row in Label.objects.filter(project=project)}
    now = timezone.now()
    wanted = []
    for position, label in enumerate(labels.labels):
        row = rows.pop(label.name, None) or Label(project=project, name=label.name)
        row.position, row.digit, row.slot, row.pattern = position, label.digit, label.colour, label.pattern
        row.titles, row.tests = dict(label.titles), dict(label.tests)
        row.attributes = [attribute_data(one) for one in label.attributes]
        row.archived_at = (row.archived_at or now) if label.archived else None
        wanted.append(row)
    Label.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
    Label.objects.bulk_update([row for row in wanted if row.pk], _LABEL_FIELDS)
    Label.objects.bulk_create(row for row in wanted if not row.pk)


def _store_kinds(project: Project, labels: LabelSet) -> None:
    rows = {row.name: row for row in RelationKind.objects.filter(project=project)}
    now = timezone.now()
    wanted = []
    for position, kind in enumerate(labels.relations):
        row = rows.pop(kind.name, None) or RelationKind(project=project, name=kind.name)
        row.position, row.titles = position, dict(kind.titles)
        row.from_labels, row.to_labels = list(kind.from_labels), list(kind.to_labels)
        row.archived_at = (row.archived_at or now) if kind.archived else None
        wanted.append(row)
    RelationKind.objects.filter(pk__in=_keys(rows.values())).delete()
    RelationKind.objects.bulk_update([row for row in wanted if row.pk], _KIND_FIELDS)
    RelationKind.objects.bulk_create(row for row in wanted if not row.pk)


def _keys(rows: Iterable[RelationKind]) -> list[int]:
    return [row.pk for row in rows]
