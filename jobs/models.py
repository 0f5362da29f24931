"""Jobs, the files that wait with them, and the processes that do them."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FRESH = timedelta(seconds=30)  # after which a sign of life is none any more


class State(models.TextChoices):
    """How a job stands. ``stopping`` is the wish; the process that does the job grants it."""

    RECEIVING = "receiving", _("receiving files")
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    STOPPING = "stopping", _("stopping")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("given up")


UNDER_WAY = (State.RUNNING, State.STOPPING)
RESUMABLE = (State.RECEIVING, State.STOPPED, State.FAILED)


class JobQuerySet(models.QuerySet["Job"]):
    """Questions about many jobs."""

    def to_take(self) -> Self:
        """Those that wait for somebody, and those whose process has given no sign of life in time."""
        abandoned = Q(state__in=UNDER_WAY, lease_until__lt=timezone.now())
        return self.filter(Q(state=State.WAITING) | abandoned)


class Job(models.Model):
    """Something that is done in steps, by any process that takes it, and goes on where it broke off.

    ``kind`` says what to do and ``subject`` whose it is, both in the words of the floor above.
    ``cursor`` is how far it is: the position of the last file that is done with, or the key of the
    last thing. ``done`` and ``total`` count what the kind counts; ``options`` says how it is to be
    done. Whoever does the job holds a lease, and renews it with every step.
    """

    key = models.UUIDField(unique=True)  # made by the browser, so that a repeated request finds its job
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=100)
    state = models.CharField(max_length=9, choices=State.choices, default=State.RECEIVING)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="jobs")
    options = models.JSONField(default=dict)
    cursor = models.PositiveBigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # by outcome
    problem = models.TextField(blank=True)  # an English sentence, if it failed
    worker = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    heartbeat = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # since the last step that succeeded
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values),
                name="job_state_is_known",
                violation_error_message=_("There is no such state of a job."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNDER_WAY, lease_until__isnull=False) & ~Q(worker="")
                | ~Q(state__in=UNDER_WAY) & Q(lease_until=None, worker=""),
                name="job_has_a_lease_while_it_runs",
                violation_error_message=_("A job that runs has a process that does it, no other has."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.FAILED) & ~Q(problem="") | ~Q(state=State.FAILED) & Q(problem=""),
                name="job_that_failed_says_why",
                violation_error_message=_("A job that failed says why, no other does."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(state__in=["waiting", "running", "stopping"]),
                name="job_to_take",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to come without anybody's doing."""
        return self.state in (State.WAITING, *UNDER_WAY)

    @property
    def may_be_resumed(self) -> bool:
        """Whether somebody may send it on its way (again)."""
        return self.state in RESUMABLE


class Upload(models.Model):
    """A file that waits with its job, the first at position 1. ``size`` counts bytes.

    ``units`` is how much of the job's total it makes up. A large file arrives in several
    transactions, and is no file yet until it ``is_whole``.
    """

    job = models.ForeignKey(Job, models.CASCADE, related_name="uploads")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=500)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    units = models.PositiveIntegerField(default=1)
    is_whole = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "position"],
                name="upload_has_its_place",
                violation_error_message=_("Another file of the job has this place."),
            ),
            models.UniqueConstraint(
                fields=["job", "name", "sha256"],
                name="upload_waits_once",
                violation_error_message=_("The file waits with this job already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Chunk(models.Model):
    """A part of a file that waits, at most ``uploads.CHUNK`` bytes."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["upload", "number"],
                name="chunk_has_its_place",
                violation_error_message=_("Another part of the file has this place."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id}, {self.number}"


class Finding(models.Model):
    """What a job found out about one thing, or did with it, in the words of the floor above."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="findings")
    thing = models.PositiveBigIntegerField()  # its key
    outcome = models.CharField(max_length=10)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["thing"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "thing"],
                name="finding_is_one_of_a_thing",
                violation_error_message=_("The job has said something of this already."),
            ),
        ]
        indexes = [
            models.Index(fields=["job", "outcome", "thing"], name="finding_by_outcome"),  # the filter
        ]

    def __str__(self) -> str:
        return f"{self.thing}: {self.outcome}"


class Worker(models.Model):
    """A process that does jobs, and when it last gave a sign of life. Gone when it stops in order."""

    name = models.CharField(max_length=100, unique=True)
    heartbeat = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
