"""One act of importing, file by file, each with its outcome."""

import re
from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from articles.importing.archives import is_archive, members
from articles.importing.rows import Arrival, Source
from articles.importing.steps import Taken, record_failure, store_step
from articles.importing.store import arrivals_from, arrivals_in, known_by
from articles.importing.turns import take_turn
from articles.models import ImportedFile, ImportRun, Revision
from articles.problems import ImportProblem

_INSIDE = re.compile(r", (?:line|row|item) \d+.*\Z| article \d+\Z")  # what follows the place of a file
STEP = 100  # articles of an archive that are stored in one transaction


def begin_run(key: UUID, *, by: User | None, purpose: str = "") -> ImportRun:
    """Return the run with this key, made if it is not there yet; batches of one import share it.

    Raises ImportRun.DoesNotExist if the key is of somebody else's run, or of one for another purpose.
    """
    run, _created = ImportRun.objects.get_or_create(key=key, defaults={"started_by": by, "purpose": purpose})
    if run.started_by_id != (by.pk if by else None) or run.purpose != purpose:
        raise ImportRun.DoesNotExist
    return run


def import_into_run(
    run: ImportRun,
    raw: bytes,
    name: str,
    *,
    address: str | None = None,
    seen: QuerySet[Revision] | None = None,
) -> list[ImportedFile]:
    """Import one file and write down what became of it; a file that fails never raises.

    The same bytes under the same name count once in a run, so that a batch may be sent twice. One
    transaction for each file, of an archive for each step. ``seen`` holds the revisions the importer
    may know of (default: all).
    """
    source = Source.of(raw, name, by=run.started_by)
    if is_archive(raw):
        return [row for rows in import_archive(run, source, seen=seen) for row in rows]
    try:
        arrivals = arrivals_from(source, address=address)
    except ImportProblem as problem:
        return [record_failure(run, problem, name=source.name, sha256=source.sha256)]
    return _store(run, source, arrivals, seen)


def import_archive(
    run: ImportRun, source: Source, *, seen: QuerySet[Revision] | None = None
) -> Iterator[list[ImportedFile]]:
    """Import the files of an archive, some in each step and transaction; yields what became of them.

    What the run has of it already comes first and is not read again, so that an import which broke
    off can go on. A file that fails stops nothing.
    """
    done = list(run.files.filter(name=source.name, raw_sha256=source.sha256))
    if done:
        yield done
    known = {row.locator for row in done} | {_INSIDE.sub("", row.locator) for row in done}
    ready: list[Arrival] = []
    try:
        for member in members(source.raw, source.name):
            if member.locator in known:
                continue
            try:
                ready += arrivals_in(source, member)
            except ImportProblem as problem:
                yield [record_failure(run, problem, name=source.name, sha256=source.sha256)]
            if len(ready) >= STEP:
                yield _store(run, source, ready, seen)
                ready = []
    except ImportProblem as problem:
        yield [record_failure(run, problem, name=source.name, sha256=source.sha256)]
    if ready:
        yield _store(run, source, ready, seen)


def _store(
    run: ImportRun, source: Source, arrivals: list[Arrival], seen: QuerySet[Revision] | None
) -> list[ImportedFile]:
    ready = [one.made_ready() for one in arrivals]
    with transaction.atomic():
        take_turn(known_by(source, ready))
        return store_step(run, [Taken(source, ready)], seen=seen)
