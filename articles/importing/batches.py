"""Many files at a time: read first, by any process, then stored, some articles in each transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import QuerySet

from articles.importing.archives import is_archive
from articles.importing.rows import Arrival, Source
from articles.importing.runs import record_failure, row_of
from articles.importing.store import arrivals_from, known_by, store_many
from articles.importing.turns import take_turn
from articles.models import ImportedFile, ImportRun, Revision
from articles.problems import ImportProblem

MOST_TOGETHER = 50  # articles in one transaction
MOST_BYTES = 8 * 2**20  # of the files in one transaction
_ENTRY = b"PK\x01\x02"  # before each entry of the list in an archive


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that has been read, or a part of one that holds many articles; ``ends`` with the last part.

    An archive is not read yet: it has no arrivals and no problem.
    """

    source: Source
    arrivals: tuple[Arrival, ...] = ()
    problem: ImportProblem | None = None
    ends: bool = True

    @property
    def is_archive(self) -> bool:
        """Whether the files in it are still to be read, one after another."""
        return not self.arrivals and self.problem is None


def read_file(raw: bytes, name: str, *, address: str | None = None) -> ReadFile:
    """Read a file; what is wrong with it is part of the answer. Asks no database."""
    source = Source.of(raw, name)
    if is_archive(raw):
        return ReadFile(source)
    try:
        return ReadFile(source, tuple(arrivals_from(source, address=address)))
    except ImportProblem as problem:
        return ReadFile(source, problem=problem)


def units_in(raw: bytes) -> int:
    """Return for how many a file counts in the progress of an import: an archive for what it lists."""
    return max(1, raw.count(_ENTRY)) if is_archive(raw) else 1


def in_batches(files: Iterable[ReadFile]) -> Iterator[list[ReadFile]]:
    """Put files together so that each batch is one short transaction, their order kept.

    An archive is a batch of its own. A file of many articles is parted.
    """
    batch: list[ReadFile] = []
    articles = size = 0
    for part in (part for file in files for part in _parts(file)):
        count, length = len(part.arrivals), len(part.source.raw)
        if batch and (part.is_archive or articles + count > MOST_TOGETHER or size + length > MOST_BYTES):
            yield batch
            batch, articles, size = [], 0, 0
        batch.append(part)
        articles, size = articles + count, size + length
        if part.is_archive or len(batch) == MOST_TOGETHER:
            yield batch
            batch, articles, size = [], 0, 0
    if batch:
        yield batch


def _parts(file: ReadFile) -> Iterator[ReadFile]:
    for at in range(0, max(1, len(file.arrivals)), MOST_TOGETHER):
        stop = at + MOST_TOGETHER
        yield replace(file, arrivals=file.arrivals[at:stop], ends=stop >= len(file.arrivals))


def store_batch(
    run: ImportRun, batch: list[ReadFile], *, seen: QuerySet[Revision] | None = None
) -> list[ImportedFile]:
    """Store files that have been read, in one transaction, and write down what became of each.

    What the run has already is left as it is, so that a batch may be stored twice. ``seen`` holds the
    revisions the importer may know of (default: all). Archives are for ``import_archive``.
    """
    rows: list[ImportedFile] = []
    with transaction.atomic():
        take_turn({key for file in batch for key in known_by(file.source, file.arrivals)})
        for group in _apart(batch):
            rows += _store_group(run, group, seen)
    return rows


def _apart(batch: list[ReadFile]) -> Iterator[list[ReadFile]]:
    """Part the files so that no two of a group hold the same: what comes twice is known the second time."""
    group: list[ReadFile] = []
    taken: set[str] = set()
    for file in batch:
        keys = known_by(file.source, file.arrivals)
        if keys & taken:
            yield group
            group, taken = [], set()
        group.append(file)
        taken |= keys
    yield group


def _store_group(
    run: ImportRun, group: list[ReadFile], seen: QuerySet[Revision] | None
) -> list[ImportedFile]:
    stored = _stored(run, group)
    rows = [
        record_failure(run, file.problem, name=file.source.name, sha256=file.source.sha256)
        for file in group
        if file.problem
    ]
    rows += stored.values()
    sources = [file.source.brought_by(run.started_by) for file in group]
    fresh = [
        [one for one in file.arrivals if (source.sha256, one.locator) not in stored]
        for file, source in zip(group, sources, strict=True)
    ]
    files = [(source, arrivals) for source, arrivals in zip(sources, fresh, strict=True) if arrivals]
    made = store_many(files, seen=seen)
    new = (row_of(run, source, one) for (source, _), some in zip(files, made, strict=True) for one in some)
    return rows + ImportedFile.objects.bulk_create(new, batch_size=500)


def _stored(run: ImportRun, group: list[ReadFile]) -> dict[tuple[str, str], ImportedFile]:
    """Return what the run has of these files, by SHA-256 and the place in the file."""
    names = {file.source.sha256: file.source.name for file in group}
    places = {one.locator for file in group for one in file.arrivals}
    rows = run.files.filter(name__in=set(names.values()), locator__in=places)
    return {(row.raw_sha256, row.locator): row for row in rows if names.get(row.raw_sha256) == row.name}
