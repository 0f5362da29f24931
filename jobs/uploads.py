"""Files that wait with a job, in the database: any process on any machine may be the one that does it."""

import hashlib
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Sum

from jobs.models import Chunk, Job, State, Upload

CHUNK = 256 * 1024  # bytes


def keep(job: Job, name: str, raw: bytes, *, units: int = 1) -> bool:
    """Keep a file with its job until the job is done with it; the same one is kept once.

    False if the job takes no more files.
    """
    sha256 = hashlib.sha256(raw).hexdigest()
    with transaction.atomic():
        # The lock gives every file a place of its own, also if two requests bring files at once.
        held = Job.objects.select_for_update().get(pk=job.pk)
        if Upload.objects.filter(job=job, name=name, sha256=sha256).exists():
            return True
        if held.state != State.RECEIVING:
            return False
        last = Upload.objects.filter(job=job).order_by("-position").values_list("position", flat=True)[:1]
        position = next(iter(last), 0) + 1
        upload = Upload.objects.create(
            job=job, position=position, name=name, size=len(raw), sha256=sha256, units=units
        )
        Chunk.objects.bulk_create(
            Chunk(upload=upload, number=number, content=raw[at : at + CHUNK])
            for number, at in enumerate(range(0, len(raw), CHUNK))
        )
    return True


def all_units(job: Job) -> int:
    """Return how much the files that wait with the job make up together."""
    return Upload.objects.filter(job=job).aggregate(sum=Sum("units"))["sum"] or 0


def waiting(job: Job) -> Iterator[Upload]:
    """Yield the files that the job has not done yet, in their order."""
    position = job.cursor
    while upload := Upload.objects.filter(job=job, position__gt=position).order_by("position").first():
        yield upload
        position = upload.position


def content_of(upload: Upload) -> bytes | None:
    """Return the bytes of a file; None if they are no longer those that came."""
    chunks = upload.chunks.order_by("number").values_list("content", flat=True)
    raw = b"".join(bytes(chunk) for chunk in chunks)
    return raw if hashlib.sha256(raw).hexdigest() == upload.sha256 else None


def let_go(uploads: Iterable[Upload]) -> None:
    """Remove files that their job is done with."""
    keys = [upload.pk for upload in uploads]
    Chunk.objects.filter(upload__in=keys).delete()
    Upload.objects.filter(pk__in=keys).delete()
