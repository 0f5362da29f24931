"""Imports that outlast a request: files are kept, and any process brings them into the project."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_noop

from accounts.models import User
from annotate.actions.entries import Brought, add_revisions, bring_in, known_to, purpose_of, run_for
from annotate.actions.importing.allowed import allowed_to_import
from annotate.actions.noticing import About, notify
from annotate.models import Matter, Notice, Project
from articles.importing import (
    ReadFile,
    Source,
    file_name,
    import_archive,
    in_batches,
    read_file,
    store_batch,
    units_in,
)
from articles.importing.archives import listed_in, members_in
from articles.models import ImportedFile, ImportRun
from articles.problems import ImportProblem
from config.database import writing_much
from jobs import queue, uploads
from jobs.models import Job, Upload
from jobs.queue import Lease

KIND = "import"

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
        if not _keep(job, file):
            bring_in(project, run, [file], by)  # what comes with an address, or after the job has begun
    if is_last:
        queue.send_off(job)
    return run, count


def _keep(job: Job, file: Brought) -> bool:
    """Keep a file with the job; whether it can wait with it."""
    name = file_name(file.name)
    if file.archive is not None:
        return uploads.keep_stream(job, name, file.archive, units=max(1, listed_in(file.archive)))
    if file.raw is None or file.address:
        return False
    return uploads.keep(job, name, file.raw, units=units_in(file.raw))


def run_import(lease: Lease) -> Iterator[None]:
    """Import the files that wait with a job, a batch in each step; yields after every one."""
    importing = _Import(lease)
    with writing_much():
        yield from importing.steps()
    importing.tell()


@dataclass
class _Import:
    """One turn at a job."""

    lease: Lease
    waiting: deque[Upload] = field(default_factory=deque)  # read, and not yet done with
    passed: int = 0  # files of a large archive that have been read

    def __post_init__(self) -> None:
        job = self.lease.job
        self.run = ImportRun.objects.select_related("started_by").get(key=job.key)
        member = allowed_to_import(job)
        self.project, self.by = member.project, member.user
        self.seen = known_to(self.by)

    def steps(self) -> Iterator[None]:
        for batch in in_batches(self._read()):
            if batch[0].is_archive:
                is_large = self.waiting[0].size > settings.UPLOAD_FILE_BYTES
                yield from self._large() if is_large else self._archive(batch[0])
            else:
                self._store(batch)
                yield

    def tell(self) -> None:
        """Let whoever has begun the import know that it has ended, once."""
        with transaction.atomic():
            if not Notice.objects.filter(run=self.run).exists():
                notify([self.by.pk], Matter.IMPORTED, About(self.project, run=self.run), by=None)

    def _read(self) -> Iterator[ReadFile]:
        for upload in uploads.waiting(self.lease.job):
            self.lease.renew()
            self.waiting.append(upload)
            if upload.size > settings.UPLOAD_FILE_BYTES:
                yield ReadFile(Source(b"", upload.name, upload.sha256))
                continue
            raw = uploads.content_of(upload)
            if raw is None:
                yield _damaged(upload)
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

    def _large(self) -> Iterator[None]:
        """Import a large archive: each file in it as a file by itself, whose own bytes are kept."""
        upload = self.waiting[0]
        before = self._finished(self.lease.job)
        for batch in in_batches(self._unpacked(upload)):
            with self.lease.step() as job:
                self._add(store_batch(self.run, batch, seen=self.seen))
                job.done = before + min(self.passed, upload.units)
                job.counts = _counts(self.run)
            yield
        with self.lease.step() as job:
            self._done_with(job, [self.waiting.popleft()])
        yield

    def _unpacked(self, upload: Upload) -> Iterator[ReadFile]:
        """Read the files of a large archive that the run does not have yet."""
        file = uploads.open_file(upload)
        if file is None:
            yield _damaged(upload)
            return
        self.passed, known = 0, self._known(upload)
        try:
            for member in members_in(file, upload.name):
                self.lease.renew()
                self.passed += 1
                source = Source.of(member.raw, f"{upload.name}/{member.locator}")
                if member.problem:
                    yield ReadFile(source, problem=member.problem)
                elif (source.name, source.sha256) not in known:
                    yield read_file(member.raw, source.name)
        except ImportProblem as problem:
            yield ReadFile(Source(b"", upload.name, upload.sha256), problem=problem)

    def _known(self, upload: Upload) -> set[tuple[str, str]]:
        """Return which files of an archive are done with; of the last one perhaps not all."""
        rows = self.run.files.filter(name__startswith=f"{upload.name[-400:]}/").order_by("-pk")
        return set(rows.values_list("name", "raw_sha256")) - set(rows.values_list("name", "raw_sha256")[:1])

    def _add(self, rows: list[ImportedFile]) -> None:
        allowed_to_import(self.lease.job)
        add_revisions(self.project, [row.revision_id for row in rows if row.revision_id], self.by)

    def _done_with(self, job: Job, ended: list[Upload]) -> None:
        if ended:
            job.cursor = ended[-1].position
        uploads.let_go(ended)
        job.done = self._finished(job)
        job.counts = _counts(self.run)

    def _finished(self, job: Job) -> int:
        return job.total - uploads.all_units(job)


def _damaged(upload: Upload) -> ReadFile:
    source = Source.of(b"", upload.name)
    return ReadFile(source, problem=ImportProblem(upload.name, DAMAGED, SEND_AGAIN))


def _counts(run: ImportRun) -> dict[str, int]:
    return dict(run.files.order_by().values_list("outcome").annotate(count=Count("pk")))
