"""Uploads between the moment they come and the moment they are imported."""

from django.db import transaction

from accounts.models import User
from annotate.actions.importing.annotated import Plan, import_annotated
from annotate.imports.foreign import ForeignFile
from annotate.models import Activity, PendingImport, Project

MOST_WAITING = 5  # uploads of one person in one project; of more the oldest go


@transaction.atomic
def keep_upload(project: Project, by: User, *, name: str, raw: bytes) -> PendingImport:
    """Keep a file until it is confirmed, for a day at most; what has waited too long goes."""
    PendingImport.objects.expired().delete()
    kept = PendingImport.objects.create(project=project, uploaded_by=by, name=name[-500:], content=raw)
    own = PendingImport.objects.filter(project=project, uploaded_by=by).order_by("-pk")
    older = list(own.values_list("pk", flat=True)[MOST_WAITING:])
    PendingImport.objects.filter(pk__in=older).delete()
    return kept


@transaction.atomic
def confirm(pending: PendingImport, file: ForeignFile, plan: Plan, by: User) -> Activity:
    """Import an upload; a second time the first import is the answer. Raises as ``import_annotated``."""
    locked = PendingImport.objects.select_for_update().defer("content").get(pk=pending.pk)
    if locked.activity is not None:
        return locked.activity
    activity, _report = import_annotated(
        pending.project, file, raw=bytes(pending.content), name=pending.name, plan=plan, by=by
    )
    PendingImport.objects.filter(pk=pending.pk).update(activity=activity, content=b"")
    return activity
