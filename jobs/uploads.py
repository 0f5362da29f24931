"""Files that wait with a job, in the database: any process on any machine may be the one that does it."""

import hashlib
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any

from django.db import transaction
from django.db.models import Max, Sum

from jobs.models import Chunk, Job, State, Upload

CHUNK = 256 * 1024  # bytes
TOGETHER = 8  # chunks in one transaction: others want to write as well


def keep(job: Job, name: str, raw: bytes, *, units: int = 1) -> bool:
    """Keep a file with its job until the job is done with it; the same one is kept once.

    False if the job takes no more files.
    """
    return keep_stream(job, name, io.BytesIO(raw), units=units)


def keep_stream(job: Job, name: str, file: IO[bytes], *, units: int = 1) -> bool:
    """Do as ``keep`` with a file that may be larger than the memory, in several transactions."""
    sha256, size = _measured(file)
    with transaction.atomic():
        # The lock gives every file a place of its own, also if two requests bring files at once.
        held = Job.objects.select_for_update().get(pk=job.pk)
        upload = Upload.objects.filter(job=job, name=name, sha256=sha256).first()
        if upload is not None and upload.is_whole:
            return True
        if held.state != State.RECEIVING:
            return False
        if upload is None:
            last = Upload.objects.filter(job=job).aggregate(last=Max("position"))["last"] or 0
            upload = Upload.objects.create(
                job=job, position=last + 1, name=name, size=size, sha256=sha256, units=units, is_whole=False
            )
        numbers = iter(range(-(-size // CHUNK)))
        _keep_some(upload, file, numbers)
        if size <= TOGETHER * CHUNK:
            return _is_whole(job, upload)
    while _keep_some(upload, file, numbers):
        pass
    with transaction.atomic():
        return _is_whole(job, upload)


def _measured(file: IO[bytes]) -> tuple[str, int]:
    """Return the SHA-256 of a file and its size in bytes, and go back to its beginning."""
    digest, size = hashlib.sha256(), 0
    while part := file.read(CHUNK):
        digest.update(part)
        size += len(part)
    file.seek(0)
    return digest.hexdigest(), size


def _keep_some(upload: Upload, file: IO[bytes], numbers: Iterator[int]) -> bool:
    """Keep the next parts of a file; whether there were any. Another request may bring the same."""
    some = [
        Chunk(upload=upload, number=number, content=file.read(CHUNK)) for number in islice(numbers, TOGETHER)
    ]
    Chunk.objects.bulk_create(some, ignore_conflicts=True)
    return bool(some)


def _is_whole(job: Job, upload: Upload) -> bool:
    """Say that all of a file has arrived, unless the job has begun without it meanwhile."""
    held = Job.objects.select_for_update().get(pk=job.pk)
    if held.state != State.RECEIVING:
        let_go([upload])
        return False
    Upload.objects.filter(pk=upload.pk).update(is_whole=True)
    return True


def all_units(job: Job) -> int:
    """Return how much the files that wait with the job make up together."""
    return Upload.objects.filter(job=job, is_whole=True).aggregate(sum=Sum("units"))["sum"] or 0


def waiting(job: Job) -> Iterator[Upload]:
    """Yield the files that the job has not done yet, in their order."""
    position = job.cursor
    whole = Upload.objects.filter(job=job, is_whole=True).order_by("position")
    while upload := whole.filter(position__gt=position).first():
        yield upload
        position = upload.position


def content_of(upload: Upload) -> bytes | None:
    """Return the bytes of a file; None if they are no longer those that came."""
    chunks = upload.chunks.order_by("number").values_list("content", flat=True)
    raw = b"".join(bytes(chunk) for chunk in chunks)
    return raw if hashlib.sha256(raw).hexdigest() == upload.sha256 else None


class StoredFile(io.RawIOBase):
    """A file that waits, read part by part: it may be larger than the memory."""

    def __init__(self, upload: Upload) -> None:
        self._upload, self._at = upload, 0
        self._part: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that it can be read from anywhere."""
        return True

    def tell(self) -> int:
        """Return the present place, in bytes from the beginning."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, counted in bytes from the beginning, from here or from the end."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._upload.size}[whence]
        if start + offset < 0:
            raise ValueError
        self._at = start + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Read as much as fits, or as is left of the present part."""
        number, start = divmod(self._at, CHUNK)
        some = self._content(number)[start : start + len(buffer)]
        buffer[: len(some)] = some
        self._at += len(some)
        return len(some)

    def _content(self, number: int) -> bytes:
        if self._part[0] != number:
            found = self._upload.chunks.filter(number=number).values_list("content", flat=True).first()
            self._part = (number, bytes(found or b""))
        return self._part[1]


def open_file(upload: Upload) -> IO[bytes] | None:
    """Return a large file to be read part by part; None if its bytes are no longer those that came."""
    file = io.BufferedReader(StoredFile(upload), CHUNK)
    sha256, _size = _measured(file)
    return file if sha256 == upload.sha256 else None


def let_go(uploads: Iterable[Upload]) -> None:
    """Remove files that their job is done with."""
    keys = [upload.pk for upload in uploads]
    Chunk.objects.filter(upload__in=keys).delete()
    Upload.objects.filter(pk__in=keys).delete()
