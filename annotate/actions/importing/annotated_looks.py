"""Looking into a large file of tagged texts in the background, before it is imported."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from django.utils.translation import gettext_noop

from accounts.models import User
from annotate.actions.entries import purpose_of
from annotate.imports.contents import Contents, contents_of
from annotate.imports.reading import read
from annotate.imports.units import Unit
from annotate.models import PendingImport
from articles.problems import ImportProblem
from jobs import queue
from jobs.models import Finding, Job
from jobs.queue import Lease
from jobs.working import JobProblem

KIND = "look"
QUICKLY_READ = 2**20  # bytes: some 0.2 seconds of a processor
READ, PROBLEM = "read", "problem"  # what came of it

GONE = gettext_noop("The file has been imported, or has waited for more than a day. Upload it again.")


def is_large(pending: PendingImport) -> bool:
    """Whether nobody should wait for a page until the file is read."""
    return len(pending.content) > QUICKLY_READ


def look_for(pending: PendingImport, wanted: str, unit: Unit | None) -> Job | None:
    """Return the job that looks into an upload, read in this way, if somebody has begun it."""
    return Job.objects.filter(kind=KIND, key=_key(pending, wanted, unit)).first()


def look_of(pending: PendingImport, job: int) -> Job | None:
    """Return the job with this key if it looks into this upload."""
    return Job.objects.filter(kind=KIND, pk=job, options__pending=pending.pk).first()


def begin_look(pending: PendingImport, wanted: str, unit: Unit | None, by: User) -> Job:
    """Let a worker look into an upload, read in this way; a second time the same job is the answer."""
    options = {"pending": pending.pk, "format": wanted, "unit": str(unit or "")}
    subject = purpose_of(pending.project)
    job = queue.begin(
        _key(pending, wanted, unit), kind=KIND, subject=subject, by=by, total=1, options=options
    )
    queue.send_off(job)
    return job


def _key(pending: PendingImport, wanted: str, unit: Unit | None) -> UUID:
    return uuid5(pending.project.uid, f"look {pending.pk} {wanted} {unit or ''}")


def found_by(job: Job) -> Contents | None:
    """Return what a look has found, None if it is not at its end; raises ImportProblem as reading."""
    finding = Finding.objects.filter(job=job).first()
    if finding is None:
        return None
    if finding.outcome == PROBLEM:
        raise ImportProblem(*finding.detail["problem"])
    return Contents.from_json(finding.detail)


def run_look(lease: Lease) -> Iterator[None]:
    """Read the file, and keep what it holds with the job."""
    options = lease.job.options
    pending = PendingImport.objects.waiting().filter(pk=options["pending"], activity=None).first()
    if pending is None:
        raise JobProblem(GONE)
    unit = Unit(options["unit"]) if options["unit"] else None
    try:
        file = read(
            bytes(pending.content), pending.name, wanted=options["format"], unit=unit, beat=lease.renew
        )
        outcome, detail = READ, contents_of(file, pending.name).as_json()
    except ImportProblem as problem:
        outcome, detail = PROBLEM, {"problem": [problem.source_name, problem.what, problem.remedy]}
    with lease.step() as job:
        Finding.objects.update_or_create(
            job=job, thing=pending.pk, defaults={"outcome": outcome, "detail": detail}
        )
        job.done = 1
    yield
