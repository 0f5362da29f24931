"""Taking jobs, holding on to them, and what a person may do to one.

The row is the truth: whoever changes it asks for the state that allows the change, so that two who act
at once never both succeed.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from jobs.models import FRESH, RESUMABLE, UNDER_WAY, Job, State, Worker
from jobs.uploads import all_units

LEASE = timedelta(seconds=30)  # after the last step: longer than any step should take
RENEW_AFTER = 5.0  # seconds
MOST_ATTEMPTS = 3  # to do the same step, each of which ended with the death of its process
TOO_OFTEN = gettext_noop(
    "It broke off three times at the same place. Tell whoever runs this site, or resume it to try again."
)


class LeaseLost(Exception):
    """Another process has taken the job over, or it is gone."""


def begin(
    key: UUID,
    *,
    kind: str,
    subject: str,
    by: User,
    total: int = 0,
    options: Mapping[str, object] | None = None,
) -> Job:
    """Return the job with this key, made if it is new, ready to receive files.

    ``total`` and ``options`` are for a job that works on something else than files.

    Raises Job.DoesNotExist if the key is of somebody else's job, or of one about something else.
    """
    job, _created = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "subject": subject,
            "started_by": by,
            "total": total,
            "options": dict(options or {}),
        },
    )
    if (job.kind, job.subject, job.started_by_id) != (kind, subject, by.pk):
        raise Job.DoesNotExist
    return job


def send_off(job: Job) -> bool:
    """Let any process take the job, at first or again; whether that was possible."""
    with transaction.atomic():
        held = Job.objects.select_for_update().filter(pk=job.pk, state__in=RESUMABLE).first()
        if held is None:
            return False
        if not held.done:  # nothing is done with yet, and perhaps more has come
            held.total = all_units(held) or held.total
        held.state, held.problem, held.attempts, held.finished_at = State.WAITING, "", 0, None
        held.save(update_fields=["total", "state", "problem", "attempts", "finished_at"])
    return True


def stop(job: Job) -> bool:
    """Ask that the job be stopped; whether there was anything to stop.

    A process that is at it finishes its step first. Without one the job stops at once.
    """
    now = timezone.now()
    with transaction.atomic():
        held = Job.objects.select_for_update().filter(pk=job.pk).first()
        if held is None or not (held.is_open or held.state == State.RECEIVING):
            return False
        if held.lease_until is not None and held.lease_until >= now:
            held.state = State.STOPPING
        else:
            held.state, held.worker, held.lease_until = State.STOPPED, "", None
        held.save(update_fields=["state", "worker", "lease_until"])
    return True


def take(worker: str, kinds: Collection[str]) -> "Lease | None":
    """Take the job that has waited longest, or one whose process is gone; None if there is none."""
    ready = Job.objects.to_take().filter(kind__in=kinds).order_by("pk")
    if not ready.exists():  # so that idle processes never ask for the lock to write
        return None
    with transaction.atomic():
        job = ready.select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.worker, job.heartbeat = worker, timezone.now()
        job.lease_until = job.heartbeat + LEASE
        job.attempts += 1
        if job.state == State.WAITING:
            job.state = State.RUNNING
        job.save(update_fields=["worker", "heartbeat", "lease_until", "attempts", "state"])
    return Lease(job, worker)


@dataclass(slots=True)
class Lease:
    """A job in the hands of one process. ``job`` is the row as of the last step."""

    job: Job
    worker: str
    renewed: float = field(default_factory=monotonic)  # seconds, of no clock that others have

    @contextmanager
    def step(self) -> Iterator[Job]:
        """Do one step inside: a transaction that counts only as long as the job is ours.

        What is set on the job inside is stored with it, and the lease is renewed. Raises LeaseLost.
        """
        with transaction.atomic():
            job = Job.objects.select_for_update().filter(pk=self.job.pk, worker=self.worker).first()
            if job is None:
                raise LeaseLost
            yield job
            job.heartbeat = timezone.now()
            job.lease_until = job.heartbeat + LEASE
            job.attempts = 0
            job.save(
                update_fields=["cursor", "done", "total", "counts", "heartbeat", "lease_until", "attempts"]
            )
        self.job, self.renewed = job, monotonic()

    def renew(self) -> None:
        """Give a sign of life before a step is done, if the last is some seconds ago."""
        if monotonic() - self.renewed < RENEW_AFTER:
            return
        now, self.renewed = timezone.now(), monotonic()
        held = Job.objects.filter(pk=self.job.pk, worker=self.worker)
        if not held.update(heartbeat=now, lease_until=now + LEASE):
            raise LeaseLost

    @property
    def is_to_stop(self) -> bool:
        """Whether somebody wants the job stopped, as of now."""
        return Job.objects.filter(pk=self.job.pk, state=State.STOPPING).exists()

    def end(self, state: State, *, problem: str = "") -> None:
        """Let go of the job: done, stopped, failed, or waiting for another process.

        A job that somebody wants stopped is not handed on, but stopped.
        """
        with transaction.atomic():
            job = Job.objects.select_for_update().filter(pk=self.job.pk, worker=self.worker).first()
            if job is None:
                return
            if job.state == State.STOPPING and state == State.WAITING:
                state = State.STOPPED
            job.state, job.problem, job.worker, job.lease_until = state, problem, "", None
            if state in (State.DONE, State.FAILED):
                job.finished_at = timezone.now()
            if state == State.DONE:
                job.total = job.done
            job.save()
        self.job = job


def beat(worker: str) -> None:
    """Say that a process is there to do jobs; and forget those that have been silent for a day."""
    now = timezone.now()
    with transaction.atomic():
        Worker.objects.update_or_create(name=worker, defaults={"heartbeat": now})
        Worker.objects.filter(heartbeat__lt=now - timedelta(days=1)).delete()


def leave(worker: str) -> None:
    """Say that a process is no longer there."""
    Worker.objects.filter(name=worker).delete()


def somebody_works() -> bool:
    """Whether any process is there to do jobs: it has given a sign of life just now."""
    latest = timezone.now() - FRESH
    if Worker.objects.filter(heartbeat__gte=latest).exists():
        return True
    return Job.objects.filter(state__in=UNDER_WAY, heartbeat__gte=latest).exists()
