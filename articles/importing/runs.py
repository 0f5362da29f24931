"""One act of importing, file by file, each with its outcome."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from articles.importing.rows import Source, file_name
from articles.importing.store import Imported, arrivals_from, known_by, store
from articles.importing.turns import take_turn
from articles.models import ImportedFile, ImportRun, Outcome, Revision
from articles.problems import ImportProblem


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
    transaction for each file. ``seen`` holds the revisions the importer may know of (default: all).
    """
    source = Source.of(raw, name, by=run.started_by)
    try:
        arrivals = arrivals_from(source, address=address)
    except ImportProblem as problem:
        return [record_failure(run, problem, name=source.name, sha256=source.sha256)]
    with transaction.atomic():
        take_turn(known_by(source, arrivals))
        done = run.files.filter(name=source.name, raw_sha256=source.sha256).select_related("revision")
        return list(done) or ImportedFile.objects.bulk_create(
            (_row(run, source, one) for one in store(source, arrivals, seen=seen)), batch_size=500
        )


def record_failure(run: ImportRun, problem: ImportProblem, *, name: str, sha256: str = "") -> ImportedFile:
    """Write down that a file could not be imported, and why: what is wrong and what to do, a line each.

    ``sha256`` stays empty if the file was not even read.
    """
    name = file_name(name)
    locator = problem.source_name.removeprefix(name).strip(", ")[:100]
    known = {"name": name, "locator": locator, "raw_sha256": sha256}
    reason = f"{problem.what}\n{problem.remedy}"
    return run.files.get_or_create(**known, defaults={"outcome": Outcome.FAILED, "reason": reason})[0]


def _row(run: ImportRun, source: Source, imported: Imported) -> ImportedFile:
    return ImportedFile(
        run=run,
        name=source.name,
        locator=imported.locator,
        raw_sha256=source.sha256,
        outcome=imported.outcome,
        reason=imported.reason,
        revision=imported.revision,
    )
