"""Imports of tags that outlast a request: some hundred texts in each step, all of them one act."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from annotate.actions.entries import purpose_of
from annotate.actions.importing.allowed import allowed_to_import
from annotate.actions.importing.annotated import (
    Bringing,
    Plan,
    Report,
    Text,
    first_report,
    make_vocabulary,
    texts_of,
    vocabulary_of,
)
from annotate.imports.contents import MOST_REMARKS, Contents
from annotate.imports.reading import read
from annotate.imports.units import Unit
from annotate.models import Activity, PendingImport, Project, Verb
from articles.importing import Source
from articles.problems import ImportProblem
from jobs import queue, uploads
from jobs.models import Job, Upload
from jobs.queue import Lease
from jobs.working import JobProblem

KIND = "tagged"
AT_ONCE = 200  # texts that are imported while the browser waits, or in one step of a job

UNDONE = gettext_noop("This import has been undone. Bring the file again if you want its tags.")
DAMAGED = gettext_noop("What was kept of the file is not what had been sent. Bring it again.")
LABELS_GONE = gettext_noop(
    "A label that this import needs has been removed from the project. Undo the import, and bring the file "
    "again."
)


def job_of(activity: Activity) -> Job | None:
    """Return the job that an import of tags is done by, if it is done in the background."""
    return Job.objects.filter(kind=KIND, key=_key(activity)).first()


def _key(activity: Activity) -> UUID:
    return uuid5(activity.project.uid, f"import {activity.pk}")


def takes_long(contents: Contents) -> bool:
    """Whether a file holds so many texts that nobody should wait for them before a page."""
    return contents.texts > AT_ONCE


@transaction.atomic
def confirm_later(pending: PendingImport, contents: Contents, plan: Plan, by: User) -> Activity:
    """Begin to import an upload in the background; a second time the import that was begun is the answer.

    Labels that the project lacks are made at once: raises ValidationError as ``make_vocabulary``.
    """
    locked = PendingImport.objects.select_for_update().defer("content").get(pk=pending.pk)
    if locked.activity is not None:
        return locked.activity
    project = pending.project
    activity = Activity.objects.create(
        project=project,
        actor=by,
        verb=Verb.IMPORT,
        changes=make_vocabulary(project, contents, plan, by),
        answer=first_report(contents, plan).as_json(),
    )
    options = {
        "activity": activity.pk,
        "format": contents.format,
        "unit": str(contents.unit),
        "plan": _as_json(plan),
    }
    job = queue.begin(_key(activity), kind=KIND, subject=purpose_of(project), by=by, options=options)
    uploads.keep(job, pending.name, bytes(pending.content), units=contents.texts)
    queue.send_off(job)
    PendingImport.objects.filter(pk=pending.pk).update(activity=activity, content=b"")
    return activity


def _as_json(plan: Plan) -> dict[str, Any]:
    people = {name: user.pk for name, user in plan.people.items()}
    return {"labels": dict(plan.labels), "links": dict(plan.links), "people": people}


def _plan(told: Mapping[str, Any]) -> Plan:
    users = User.objects.in_bulk(set(told["people"].values()))
    people = {name: users[pk] for name, pk in told["people"].items() if pk in users}
    return Plan(told["labels"], told["links"], people)


def run_import(lease: Lease) -> Iterator[None]:
    """Import the texts of the file that waits with a job; yields after every step.

    The job's cursor is how many texts are done with. Each step lengthens the one activity of the import,
    so that it is undone as one.
    """
    upload = lease.job.uploads.first()
    if upload is None:
        return
    bringing, texts = _opened(lease, upload)
    while lease.job.cursor < len(texts):
        some = texts[lease.job.cursor : lease.job.cursor + AT_ONCE]
        with lease.step() as job:
            _bring(job, bringing, some)
        yield
    with lease.step():
        uploads.let_go([upload])


def _opened(lease: Lease, upload: Upload) -> tuple[Bringing, list[Text]]:
    """Read the file again, as it was read when somebody looked at it."""
    job, options = lease.job, lease.job.options
    member = allowed_to_import(job)
    project, by = member.project, member.user
    raw = uploads.content_of(upload)
    lease.renew()
    try:
        file = read(
            raw or b"",
            upload.name,
            wanted=options["format"],
            unit=Unit(options["unit"]),
            beat=lease.renew,
        )
    except ImportProblem as problem:
        raise JobProblem(DAMAGED) from problem
    lease.renew()
    plan = _plan(options["plan"])
    words = vocabulary_of(project, plan)
    if any(ours is not None and name not in words.labels for name, ours in plan.labels.items()):
        raise JobProblem(LABELS_GONE)
    source = Source.of(raw or b"", upload.name, by=by)
    return Bringing(project, plan, by, source, words), texts_of(file)


def _bring(job: Job, bringing: Bringing, texts: list[Text]) -> None:
    """Do one step, inside its transaction."""
    project = allowed_to_import(job).project
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)  # before the activity, as undoing does
    activity = Activity.objects.select_for_update().get(pk=job.options["activity"])
    if Activity.objects.filter(undoes=activity).exists():
        raise JobProblem(UNDONE)
    report = Report()
    activity.changes += bringing.bring(texts, report)
    activity.answer = _added(activity.answer or {}, report)
    activity.at = timezone.now()  # what is newer than this has been changed since
    activity.save(update_fields=["changes", "answer", "at"])
    job.cursor += len(texts)
    job.done = job.cursor
    job.counts = {name: activity.answer[name] for name in ("spans", "already", "links")}


def _added(told: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Return the report of all steps so far, of which only the first remarks are kept."""
    more = report.as_json()
    counts = {name: told[name] + more[name] for name in ("texts", "spans", "already", "links")}
    remarks = [*told["remarks"], *more["remarks"]]
    beyond = told["more"] + more["more"] + max(0, len(remarks) - MOST_REMARKS)
    return {**counts, "more": beyond, "remarks": remarks[:MOST_REMARKS]}
