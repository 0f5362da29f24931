"""Letting go of what nobody comes back for: files of jobs that were never begun, and old results."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from jobs.models import Chunk, Finding, Job, State, Upload

UNBEGUN = timedelta(days=7)  # after which an upload that was never finished is given up
ABANDONED = timedelta(days=30)  # after which a job that was stopped, or failed, is given up
RESULTS = timedelta(days=90)  # after which what a job found out goes
PART = 64  # chunks in one statement: 16 MB


def clean_up() -> int:
    """Remove the files of jobs that nobody has sent on their way in time; returns how many jobs.

    The job itself stays and says so. What waits, runs or is done is not touched.
    """
    now = timezone.now()
    touched = Coalesce("heartbeat", "created_at")
    old = Q(state=State.RECEIVING, created_at__lt=now - UNBEGUN)
    old |= Q(state__in=(State.STOPPED, State.FAILED), touched_at__lt=now - ABANDONED)
    jobs = list(Job.objects.annotate(touched_at=touched).filter(old).values_list("pk", flat=True))
    for job in jobs:
        _give_up(job)
    Finding.objects.filter(job__finished_at__lt=now - RESULTS).delete()
    return len(jobs)


def _give_up(key: int) -> None:
    """Let go of a job's files, unless somebody has sent it on its way just now."""
    held = Job.objects.filter(pk=key, state__in=(State.RECEIVING, State.STOPPED, State.FAILED))
    if held.update(state=State.EXPIRED, problem="", finished_at=timezone.now()):
        remove_files(Upload.objects.filter(job=key).values_list("pk", flat=True))


def remove_files(uploads: Iterable[int]) -> None:
    """Remove these files, in short transactions: a large one would hold up all who write."""
    for upload in list(uploads):
        chunks = Chunk.objects.filter(upload=upload).order_by("number").values_list("pk", flat=True)
        while some := list(chunks[:PART]):
            with transaction.atomic():
                Chunk.objects.filter(pk__in=some).delete()
        Upload.objects.filter(pk=upload).delete()
