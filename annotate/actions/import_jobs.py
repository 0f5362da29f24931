"""Imports that outlast a request: files are kept, and any process brings them into the project."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext_noop

from accounts.models import User
from annotate.actions.entries import Brought, add_revisions, bring_in, known_to, purpose_of, run_for
from annotate.models import Membership, Project
from annotate.roles import Act, may
from articles.importing import (
    ReadFile,
    file_name,
    import_archive,
    in_batches,
    read_file,
    store_batch,
    units_in,
)
from articles.models import ImportedFile, ImportRun
from articles.problems import ImportProblem
from jobs import queue, uploads
from jobs.models import Job, Upload
from jobs.queue import Lease
from jobs.working import JobProblem

KIND = "import"

GONE = gettext_noop("The project has been deleted. Restore it, and resume the import.")
NO_RIGHT = gettext_noop("Whoever began this import may no longer bring articles into the project.")
DAMAGED = gettext_noop("What was kept of the file is not what had been sent.")
SEND_AGAIN = gettext_noop("Send it again.")


def job_of(run: ImportRun) -> Job | None:
    """Return the job that an import is done by, if it is done in the background."""
    return Job.objects.filter(kind=KIND, key=run.key).first()


def receive(
    project: Project, key: UUID, files: Iterable[Brought], by: User, *, is_last: bool
) -> tuple[ImportRun, int]:
    """Keep files for the import with this key, and begin it with the last; returns how many they were.

    The same files may be sent twice. Raises ImportRun.DoesNotExist if the key is of another import.
    """
    run = run_for(project, key, by)
    try:
        job = queue.begin(key, kind=KIND, subject=purpose_of(project), by=by)
    except Job.DoesNotExist as error:
        raise ImportRun.DoesNotExist from error
    count = 0
    for count, file in enumerate(files, start=1):  # noqa: B007 - the last count is the answer
        if file.raw is None or file.address or not _keep(job, file.name, file.raw):
            bring_in(project, run, [file], by)  # what comes with an address, or after the job has begun
    if is_last:
        queue.send_off(job)
    return run, count


def _keep(job: Job, name: str, raw: bytes) -> bool:
    return uploads.keep(job, file_name(name), raw, units=units_in(raw))


def run_import(lease: Lease) -> Iterator[None]:
    """Import the files that wait with a job, a batch in each step; yields after every one."""
    yield from _Import(lease).steps()


@dataclass
class _Import:
    """One turn at a job."""

    lease: Lease
    waiting: deque[Upload] = field(default_factory=deque)  # read, and not yet done with

    def __post_init__(self) -> None:
        job = self.lease.job
        self.run = ImportRun.objects.select_related("started_by").get(key=job.key)
        self.project, self.by = _allowed(job)
        self.seen = known_to(self.by)

    def steps(self) -> Iterator[None]:
        for batch in in_batches(self._read()):
            if batch[0].is_archive:
                yield from self._archive(batch[0])
            else:
                self._store(batch)
                yield

    def _read(self) -> Iterator[ReadFile]:
        for upload in uploads.waiting(self.lease.job):
            self.lease.renew()
            self.waiting.append(upload)
            raw = uploads.content_of(upload)
            if raw is None:
                damaged = read_file(b"", upload.name)
                problem = ImportProblem(upload.name, DAMAGED, SEND_AGAIN)
                yield ReadFile(damaged.source, problem=problem)
            else:
                yield read_file(raw, upload.name)

    def _store(self, batch: list[ReadFile]) -> None:
        with self.lease.step() as job:
            rows = store_batch(self.run, batch, seen=self.seen)
            self._add(rows)
            ended = [self.waiting.popleft() for file in batch if file.ends]
            self._done_with(job, ended)

    def _archive(self, archive: ReadFile) -> Iterator[None]:
        """Import an archive, which stores its own steps; an interrupted one goes on where it broke off."""
        upload, source = self.waiting[0], archive.source
        before, count = self._finished(self.lease.job), 0
        for rows in import_archive(self.run, source.brought_by(self.by), seen=self.seen):
            count += len(rows)
            with self.lease.step() as job:
                self._add(rows)
                job.done = before + min(count, upload.units)
                job.counts = _counts(self.run)
            yield
        with self.lease.step() as job:
            self._done_with(job, [self.waiting.popleft()])
        yield

    def _add(self, rows: list[ImportedFile]) -> None:
        _allowed(self.lease.job)
        add_revisions(self.project, [row.revision_id for row in rows if row.revision_id], self.by)

    def _done_with(self, job: Job, ended: list[Upload]) -> None:
        if ended:
            job.cursor = ended[-1].position
        uploads.let_go(ended)
        job.done = self._finished(job)
        job.counts = _counts(self.run)

    def _finished(self, job: Job) -> int:
        return job.total - uploads.all_units(job)


def _allowed(job: Job) -> tuple[Project, User]:
    """Return for which project and in whose name; raises JobProblem if that is over."""
    member = (
        Membership.objects.filter(
            user=job.started_by_id, project=int(job.subject.removeprefix("project ")), removed_at=None
        )
        .select_related("project", "user")
        .first()
    )
    if member is None or not may(member.role, Act.IMPORT):
        raise JobProblem(NO_RIGHT)
    if member.project.deleted_at is not None:
        raise JobProblem(GONE)
    return member.project, member.user


def _counts(run: ImportRun) -> dict[str, int]:
    return dict(run.files.order_by().values_list("outcome").annotate(count=Count("pk")))
