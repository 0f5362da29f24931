"""Founding projects, changing what they are, deleting and restoring them."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.actions.activities import log
from annotate.actions.label_sets import keep_version, store
from annotate.labelsets import LabelSet, load_default, without_archived
from annotate.models import Activity, Guidelines, Membership, Project, Verb, Way
from annotate.models.guidelines import BUILT_IN
from annotate.models.labelsets import Cause
from annotate.roles import Role

LONGEST_SLUG = 40  # characters; leaves room for a suffix
REQUIRED = {Way.SHARED: 1, Way.INDEPENDENT: 2}  # reviewers per article, where nobody says otherwise
UNNAMED = "labels"  # what a label set is called whose file gives it no name
#: What the settings page changes.
FIELDS = (
    "name", "required", "share_limit", "returns_after", "merge_rule", "second_factor_required",
)  # fmt: skip


def found_project(
    by: User,
    *,
    name: str,
    way: str = Way.SHARED,
    guidelines: str = "",
    required: int | None = None,
    is_sample: bool = False,
    labels: LabelSet | None = None,
    uid: uuid.UUID | None = None,
) -> Project:
    """Create a project with ``by`` as its manager, and with ``labels``, else the default label set.

    Of the labels only what can be used is taken, without what is archived.
    ``required`` reviewers read each article; two at first where they work independently.
    ``guidelines`` are their first version; without them the built-in ones hold. ``uid`` is made by the
    form that asks, so that a form sent twice founds one project.
    """
    uid = uid or uuid.uuid4()
    fields = {"name": name, "way": way, "is_sample": is_sample}
    fields["required"] = required or REQUIRED[Way(way)]
    labels = without_archived(labels or load_default())
    try:
        return _found(by, uid, fields, labels, guidelines)
    except IntegrityError:  # founded a moment ago, or the address taken since we looked
        same = Project.objects.of(by).filter(uid=uid, created_by=by).first()
        return same or _found(by, uuid.uuid4(), fields, labels, guidelines)


@transaction.atomic
def _found(by: User, uid: uuid.UUID, fields: dict[str, Any], labels: LabelSet, guidelines: str) -> Project:
    project = Project.objects.create(
        uid=uid,
        slug=_free_slug(fields["name"]),
        label_set_name=labels.name or UNNAMED,
        label_set_version=labels.version,
        created_by=by,
        guidelines_version=1 if guidelines else BUILT_IN,
        **fields,
    )
    if guidelines:
        Guidelines.objects.create(project=project, number=1, text=guidelines, author=by)
    store(project, labels)
    keep_version(project, cause=Cause.FOUNDED, by=by)
    Membership.objects.create(project=project, user=by, role=Role.MANAGER, handle=f"{Role.MANAGER}-1")
    log(project, by, Verb.FOUND, {}, {"way": project.way})
    return project


def _free_slug(name: str) -> str:
    """Return a slug that no project has; a name without Latin letters gets a random one."""
    stem = slugify(name)[:LONGEST_SLUG].strip("-") or f"p-{uuid.uuid4().hex[:8]}"
    if not Project.objects.filter(slug=stem).exists():
        return stem
    return f"{stem}-{uuid.uuid4().hex[:6]}"


@transaction.atomic
def change_settings(project: Project, by: User, **wanted: str | int | None) -> Activity | None:
    """Give the project another name or other rules of work; None if nothing differs."""
    kept = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    before = {field: getattr(kept, field) for field in FIELDS if field in wanted}
    changed = [field for field in before if before[field] != wanted[field]]
    if not changed:
        return None
    for field in changed:
        setattr(kept, field, wanted[field])
    kept.save(update_fields=changed)
    return log(
        kept,
        by,
        Verb.SETTINGS,
        {field: before[field] for field in changed},
        {field: wanted[field] for field in changed},
    )


@transaction.atomic
def trash_project(project: Project, by: User) -> Activity:
    """Delete the project. Everything in it is kept, and a manager can restore it for 30 days."""
    standing = Project.objects.filter(pk=project.pk, deleted_at=None)
    if not standing.update(deleted_at=timezone.now(), deleted_by=by):
        raise ValidationError(_("This project has been deleted already."))
    return log(project, by, Verb.TRASH, {"deleted": False}, {"deleted": True})


@transaction.atomic
def restore_project(project: Project, by: User) -> None:
    """Take the deletion back."""
    deleted = Project.objects.in_trash().filter(pk=project.pk)
    if not deleted.update(deleted_at=None, deleted_by=None):
        raise ValidationError(_("This project is not among the deleted ones of the last 30 days."))
    log(project, by, Verb.RESTORE, {"deleted": True}, {"deleted": False})
