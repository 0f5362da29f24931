"""Many files at a time: read first, by any process, then stored, some articles in each transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import QuerySet

from articles.importing.archives import is_archive
from articles.importing.rows import Arrival, Source
from articles.importing.steps import Taken, store_step
from articles.importing.store import arrivals_from, known_by
from articles.importing.turns import take_turn
from articles.models import ImportedFile, ImportRun, RawDocument, Revision
from articles.problems import ImportProblem

MOST_TOGETHER = 300  # articles in one transaction
MOST_CHARACTERS = 150_000  # of the texts in one transaction: a tenth of a second, for others want to write
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

    @property
    def characters(self) -> int:
        """How many characters the texts of its articles have, code points."""
        return sum(len(one.wording.text) for one in self.arrivals)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to do that needs no database."""
        return all(one.prepared for one in self.arrivals)

    def made_ready(self) -> "ReadFile":
        """Return the file with what its articles are found by: see ``Arrival.made_ready``."""
        return (
            self if self.is_ready else replace(self, arrivals=tuple(map(Arrival.made_ready, self.arrivals)))
        )


def read_ahead(file: ReadFile) -> Iterator[ReadFile]:
    """Part a file and make the parts ready, for a process that only stores: see ``put_together``.

    Only the first part has the bytes of the file with it.
    """
    source = file.source
    for part in _parts(file):
        yield replace(part, source=source, arrivals=tuple(map(Arrival.to_hand_over, part.arrivals)))
        source = replace(source, raw=b"")


def put_together(parts: Iterable[ReadFile]) -> Iterator[ReadFile]:
    """Give the parts that ``read_ahead`` made of files, one after another, the bytes of their file back."""
    source: Source | None = None
    for part in parts:
        yield part if source is None else replace(part, source=source)
        source = None if part.ends else source or part.source


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

    An archive is a batch of its own. A file of many articles is parted. Draw the batches outside of
    transactions: what takes long is done to them here.
    """
    return map(_made_ready, _batches(files))


def _batches(files: Iterable[ReadFile]) -> Iterator[list[ReadFile]]:
    batch: list[ReadFile] = []
    room = _Room.empty()
    for part in (part for file in files for part in _parts(file)):
        if batch and (part.is_archive or not room.holds(part)):
            yield batch
            batch, room = [], _Room.empty()
        batch.append(part)
        room.take(part)
        if part.is_archive:
            yield batch
            batch, room = [], _Room.empty()
    if batch:
        yield batch


@dataclass
class _Room:
    """What still fits into a batch."""

    files: int
    articles: int
    characters: int
    bytes: int

    @classmethod
    def empty(cls) -> "_Room":
        return cls(MOST_TOGETHER, MOST_TOGETHER, MOST_CHARACTERS, MOST_BYTES)

    def take(self, part: ReadFile) -> None:
        self.files -= 1
        self.articles -= len(part.arrivals)
        self.characters -= part.characters
        self.bytes -= len(part.source.raw)

    def holds(self, part: ReadFile) -> bool:
        return (
            self.files > 0
            and len(part.arrivals) <= self.articles
            and part.characters <= self.characters
            and len(part.source.raw) <= self.bytes
        )


def _made_ready(batch: list[ReadFile]) -> list[ReadFile]:
    """Return the files with what their articles are found by, unless they came before."""
    # Of a file of many parts the first part is stored when the next is made ready.
    whole = {file.source.sha256 for file in batch if file.ends and not file.is_ready}
    before = set(RawDocument.objects.filter(sha256__in=whole).values_list("sha256", flat=True))
    return [file if file.source.sha256 in before else file.made_ready() for file in batch]


def _parts(file: ReadFile) -> Iterator[ReadFile]:
    """Part a file of many articles; the last part is the one that ends it."""
    some: list[Arrival] = []
    characters = 0
    for one in file.arrivals:
        length = len(one.wording.text)
        if some and (len(some) == MOST_TOGETHER or characters + length > MOST_CHARACTERS):
            yield replace(file, arrivals=tuple(some), ends=False)
            some, characters = [], 0
        some.append(one)
        characters += length
    yield replace(file, arrivals=tuple(some))


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
            taken = [
                Taken(file.source.brought_by(run.started_by), file.arrivals, file.problem) for file in group
            ]
            rows += store_step(run, taken, seen=seen)
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
