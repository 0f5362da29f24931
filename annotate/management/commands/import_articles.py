"""``manage.py import_articles PATH…``: bring saved articles in, from files and folders."""

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from annotate.actions.entries import add_revisions, purpose_of
from annotate.models import Project
from articles.importing import (
    ReadFile,
    Source,
    begin_run,
    documents_in,
    file_name,
    import_archive,
    import_into_run,
    in_batches,
    put_together,
    read_ahead,
    read_file,
    record_failure,
    store_batch,
    too_large,
    wording_of,
)
from articles.importing.sentences import problem_sentence
from articles.models import ImportedFile, ImportRun, Outcome
from articles.problems import ImportProblem
from articles.readers.base import Document
from articles.text.blocks import Kind
from config.database import writing_much
from config.processes import ProcessGone, collecting_rarely, in_order

Thing = TypeVar("Thing")

TOGETHER = 100  # articles that are given to the project in one act
MOST_JOBS = 64
GONE = (
    "A process that read files has ended, perhaps for want of memory. What is stored is stored: run the same "
    "command again, with fewer --jobs."
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file to import; ``name`` is its path below the folder that was given."""

    path: Path
    name: str

    def read(self) -> bytes:
        """Return the bytes; raises ImportProblem if they cannot be had or are too many."""
        try:
            if self.path.stat().st_size > settings.UPLOAD_FILE_BYTES:
                raise too_large(self.name)
            return self.path.read_bytes()
        except FileNotFoundError as error:
            raise ImportProblem(self.name, "There is no such file or folder.", "Check the path.") from error
        except IsADirectoryError as error:
            raise ImportProblem(self.name, "There is no file in this folder.", "Check the path.") from error
        except OSError as error:
            remedy = "Look at its permissions and at the disk."
            raise ImportProblem(self.name, f"It cannot be read: {error.strerror}.", remedy) from error


class Command(BaseCommand):
    help = (
        "Import saved articles. Folders are searched through, hidden files left out. "
        "Safe to run again: what is known is called unchanged."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
        parser.add_argument("--project", metavar="SLUG", help="give the articles to this project as well")
        parser.add_argument("--dry-run", action="store_true", help="store nothing, say what would happen")
        parser.add_argument(
            "--jsonl", action="store_true", help="with --dry-run: print every article as a line of JSON"
        )
        parser.add_argument(
            "--jobs", type=int, default=1, metavar="N", help="read the files in this many processes"
        )

    def handle(
        self, *, paths: list[Path], project: str | None, dry_run: bool, jsonl: bool, jobs: int, **options: Any
    ) -> None:
        if jobs not in range(1, MOST_JOBS + 1):
            raise CommandError(f"--jobs takes a number from 1 to {MOST_JOBS}.")
        if jsonl and not dry_run:
            raise CommandError("--jsonl shows what would be stored. Give it together with --dry-run.")
        target = _project(project) if project else None
        files = list(_files(paths))
        if jsonl:
            problems = self._print(files)
        elif dry_run:
            problems = self._rehearse(files)
        else:
            problems = self._import(files, target, jobs=jobs)
        if problems:
            listing = "\n".join(f"  {problem}" for problem in problems)
            raise CommandError(f"{len(problems)} could not be imported:\n{listing}")

    def _import(self, files: list[Found], project: Project | None, *, jobs: int) -> list[str]:
        # The history needs a name; whoever founded the project answers for what comes into it here.
        by = project.created_by if project else None
        run = begin_run(uuid4(), by=by, purpose=purpose_of(project) if project else "command line")
        shelf = _Shelf(project, by)
        read = self._read(files, jobs)
        try:
            with collecting_rarely(), writing_much():
                return self._tell(map(shelf.take, _stored(run, read)), {one.name: one.path for one in files})
        except ProcessGone as error:
            raise CommandError(GONE) from error
        finally:  # also when somebody stops the import: what is stored shall be where it was to go
            shelf.empty()

    def _read(self, files: list[Found], jobs: int) -> Iterator[ReadFile]:
        if jobs == 1:
            return map(_read, self._with_progress(files, len(files)))
        ahead = in_order(_read_ahead, files, processes=jobs)
        return put_together(chain.from_iterable(self._with_progress(ahead, len(files))))

    def _rehearse(self, files: list[Found]) -> list[str]:
        rows = (_rehearse(found) for found in self._with_progress(files, len(files)))
        return self._tell(rows, {one.name: one.path for one in files})

    def _tell(self, imported: Iterable[list[ImportedFile]], paths: dict[str, Path]) -> list[str]:
        """Print how many files came to what, and return what went wrong."""
        outcomes: Counter[str] = Counter()
        problems: list[str] = []
        for rows in imported:
            for row in rows:
                outcomes[row.outcome] += 1
                if row.outcome == Outcome.FAILED:
                    where = ", ".join(filter(None, (str(paths.get(row.name, row.name)), row.locator)))
                    problems.append(f"{where}: {problem_sentence(row.reason)}")
        width = max(map(len, Outcome.values))
        for outcome in Outcome.values:
            self.stdout.write(f"{outcome:<{width}} {outcomes[outcome]}")
        return problems

    def _print(self, files: list[Found]) -> list[str]:
        """Print every article as it would be stored, and return what went wrong."""
        problems = []
        for found in self._with_progress(files, len(files)):
            try:
                for document in documents_in(found.read(), found.name):
                    if isinstance(document, ImportProblem):
                        problems.append(_told(found, document))
                    else:
                        self.stdout.write(json.dumps(_shown(found.path, document), ensure_ascii=False))
            except ImportProblem as problem:
                problems.append(_told(found, problem))
        return problems

    def _with_progress(self, things: Iterable[Thing], total: int) -> Iterator[Thing]:
        """Yield what there is of each file and say on a terminal how many are done."""
        on_terminal = self.stderr.isatty()
        for count, thing in enumerate(things, start=1):
            yield thing
            if on_terminal:
                ending = "\n" if count == total else ""
                self.stderr.write(f"\r{count}/{total}", self.style.NOTICE, ending=ending)


class _Shelf:
    """Gathers what was imported and gives it to the project, a hundred articles at a time."""

    def __init__(self, project: Project | None, by: User | None) -> None:
        self.project, self.by = project, by
        self.revisions: list[int] = []

    def take(self, rows: list[ImportedFile]) -> list[ImportedFile]:
        self.revisions += [row.revision_id for row in rows if row.revision_id]
        if len(self.revisions) >= TOGETHER:
            self.empty()
        return rows

    def empty(self) -> None:
        if self.project and self.by:
            add_revisions(self.project, self.revisions, self.by)
        self.revisions = []


def _project(slug: str) -> Project:
    found = Project.objects.filter(slug=slug, deleted_at=None).select_related("created_by").first()
    if found is None:
        known = Project.objects.filter(deleted_at=None).values_list("slug", flat=True)[:20]
        raise CommandError(f"There is no project “{slug}”. Choose one of: {', '.join(known) or 'none yet'}.")
    return found


def _files(paths: Iterable[Path]) -> Iterator[Found]:
    """Yield the files, a folder's in the order of their names; a path that holds none, itself."""
    for path in paths:
        inside = [
            found for found in sorted(path.rglob("*")) if found.is_file() and not _is_hidden(found, path)
        ]
        for found in inside:
            yield Found(found, found.relative_to(path).as_posix())
        if not inside:
            yield Found(path, path.name)


def _is_hidden(found: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in found.relative_to(folder).parts)


def _read(found: Found) -> ReadFile:
    try:
        return read_file(found.read(), found.name)
    except ImportProblem as problem:  # without a fingerprint: the file was not even read
        return ReadFile(Source(b"", file_name(found.name), ""), problem=problem)


def _read_ahead(found: Found) -> Iterator[ReadFile]:
    """Read a file and do all that can be done without the database, for the process that stores."""
    return read_ahead(_read(found))


def _stored(run: ImportRun, files: Iterable[ReadFile]) -> Iterator[list[ImportedFile]]:
    """Store files as they are read, a batch in each transaction; yields what became of them."""
    for batch in in_batches(files):
        if batch[0].is_archive:
            yield from import_archive(run, batch[0].source.brought_by(run.started_by))
        else:
            yield store_batch(run, batch)


def _import_one(run: ImportRun, found: Found) -> list[ImportedFile]:
    try:
        raw = found.read()
    except ImportProblem as problem:
        return [record_failure(run, problem, name=found.name)]
    return import_into_run(run, raw, found.name)


def _told(found: Found, problem: ImportProblem) -> str:
    where = problem.source_name.replace(found.name, str(found.path), 1)
    return f"{where}: {problem.what} {problem.remedy}"


def _rehearse(found: Found) -> list[ImportedFile]:
    """Import one file as if in earnest, and take it back."""
    with transaction.atomic():
        rows = _import_one(begin_run(uuid4(), by=None), found)
        transaction.set_rollback(True)
    return rows


def _shown(path: Path, document: Document) -> dict[str, Any]:
    """Return an article as ``--jsonl`` shows it."""
    wording = wording_of(document)
    return {
        "path": path.as_posix(),
        "title": document.title,
        "url": document.url,
        "mirror_url": document.mirror_url,
        "outlet": document.outlet,
        "published": document.published,
        "published_kind": document.published_kind,
        "authors": list(document.authors),
        "tags": list(document.tags),
        "lang": document.lang,
        "paragraphs": [
            {"kind": block["kind"], "text": wording.text[block["start"] : block["end"]]}
            for block in wording.blocks
            if block["kind"] != Kind.TITLE
        ],
        "dropped": [{"text": piece.text, "reason": str(piece.reason)} for piece in document.dropped],
    }
