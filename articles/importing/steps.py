"""One step of an import: files that have been read are stored, and what became of each is written down."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from articles.importing.door import stumbled_over
from articles.importing.rows import Arrival, Source, file_name
from articles.importing.store import Imported, store_many
from articles.importing.together import Place
from articles.models import ImportedFile, ImportRun, Outcome, Revision
from articles.problems import READER_FAULTS, ImportProblem
from config.bulk import insert_objects

MOST_NAMED = 500  # places in files, in one question

logger = logging.getLogger(__name__)

#: What a document that cannot be stored looks like. It must not stop the others.
_FAULTS = (DatabaseError, *READER_FAULTS)


class Taken(NamedTuple):
    """One file: what was read from it, or why nothing was."""

    source: Source
    arrivals: Sequence[Arrival] = ()
    problem: ImportProblem | None = None


def store_step(
    run: ImportRun, files: Sequence[Taken], *, seen: QuerySet[Revision] | None = None
) -> list[ImportedFile]:
    """Store files and write down what became of each document, in their order.

    Call in a transaction that has taken its turn, with files of which no two are known by the same
    thing. What the run has already is left as it is. ``seen`` holds the revisions that the importer may
    know of (default: all).
    """
    before = {_key(row): row for row in _before(run, files)}
    fresh = [
        (source, [one for one in arrivals if (source.name, one.locator, source.sha256) not in before])
        for source, arrivals, _problem in files
    ]
    made = _stored([file for file in fresh if file[1]], seen)
    rows = [before.get(_key(row), row) for row in _rows(run, files, made)]
    insert_objects([row for row in rows if _key(row) not in before])
    return rows


def record_failure(run: ImportRun, problem: ImportProblem, *, name: str, sha256: str = "") -> ImportedFile:
    """Write down that a file could not be imported, and why.

    ``sha256`` stays empty if the file was not even read.
    """
    row = _failure(run, problem, file_name(name), sha256)
    known = {"name": row.name, "locator": row.locator, "raw_sha256": row.raw_sha256}
    return run.files.get_or_create(**known, defaults={"outcome": row.outcome, "reason": row.reason})[0]


def _key(row: ImportedFile) -> tuple[str, str, str]:
    return row.name, row.locator, row.raw_sha256


def _before(run: ImportRun, files: Sequence[Taken]) -> QuerySet[ImportedFile]:
    """Return what the run has of these files, and perhaps of others."""
    names = {file.source.name for file in files}
    places = {one.locator for file in files for one in file.arrivals}
    places |= {_place_of(file.problem, file.source.name) for file in files if file.problem}
    digests = {file.source.sha256 for file in files}
    rows = run.files.filter(name__in=names, raw_sha256__in=digests)
    return rows.filter(locator__in=places) if len(places) <= MOST_NAMED else rows


def _stored(
    files: Sequence[tuple[Source, Sequence[Arrival]]], seen: QuerySet[Revision] | None
) -> dict[Place, Imported | ImportProblem]:
    """Store documents, all together if that goes well, else one by one; returns what became of each."""
    try:
        with transaction.atomic():
            return _stored_at_once(files, seen)
    except _FAULTS:
        pass
    made: dict[Place, Imported | ImportProblem] = {}
    for source, arrivals in files:
        for one in arrivals:
            try:
                with transaction.atomic():
                    made |= _stored_at_once([(source, [one])], seen)
            except _FAULTS:
                logger.exception("A document of an imported file could not be stored.")
                made[source.sha256, one.locator] = stumbled_over(source.name)
    return made


def _stored_at_once(
    files: Sequence[tuple[Source, Sequence[Arrival]]], seen: QuerySet[Revision] | None
) -> dict[Place, Imported | ImportProblem]:
    made = store_many(files, seen=seen)
    return {
        (source.sha256, one.locator): one
        for (source, _arrivals), some in zip(files, made, strict=True)
        for one in some
    }


def _rows(
    run: ImportRun, files: Sequence[Taken], made: Mapping[Place, Imported | ImportProblem]
) -> Iterator[ImportedFile]:
    """Yield what is to be written down; of what was known to the run, only by what it is known."""
    for source, arrivals, problem in files:
        if problem is not None:
            yield _failure(run, problem, source.name, source.sha256)
        for arrival in arrivals:
            row = ImportedFile(
                run_id=run.pk, name=source.name, locator=arrival.locator, raw_sha256=source.sha256
            )
            match made.get((source.sha256, arrival.locator)):
                case Imported() as imported:
                    row.outcome, row.reason = imported.outcome, imported.reason
                    row.revision_id = imported.revision.pk
                case ImportProblem() as fault:
                    row.outcome, row.reason = Outcome.FAILED, _reason(fault)
            yield row


def _failure(run: ImportRun, problem: ImportProblem, name: str, sha256: str) -> ImportedFile:
    return ImportedFile(
        run=run,
        name=name,
        locator=_place_of(problem, name),
        raw_sha256=sha256,
        outcome=Outcome.FAILED,
        reason=_reason(problem),
    )


def _place_of(problem: ImportProblem, name: str) -> str:
    return problem.source_name.removeprefix(name).strip(", ")[:100]


def _reason(problem: ImportProblem) -> str:
    """Return what is wrong and what to do, a line each."""
    return f"{problem.what}\n{problem.remedy}"
