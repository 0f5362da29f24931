"""Bringing articles into a project, taking them out and putting them back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from annotate.models import Activity, Entry, Project, Verb
from articles.importing import begin_run, import_into_run, record_failure, too_large
from articles.models import ImportedFile, ImportRun, Revision
from articles.problems import ImportProblem


def purpose_of(project: Project) -> str:
    """Return by which words the floor below files the imports of a project."""
    return f"project {project.pk}"


def run_for(project: Project, key: UUID, by: User) -> ImportRun:
    """Return the import with this key, begun if it is new.

    Raises ImportRun.DoesNotExist if the key is of somebody else's import or of another project's.
    """
    return begin_run(key, by=by, purpose=purpose_of(project))


def known_to(user: User) -> QuerySet[Revision] | None:
    """Return the revisions that an import may tell this person about; None means all.

    They are those that the person's projects work on or have imported. A librarian sees everything.
    """
    if user.may_see_library:
        return None
    projects = list(Project.objects.of(user))
    pinned = Entry.objects.filter(project__in=projects, revision=OuterRef("pk"))
    purposes = [purpose_of(project) for project in projects]
    imported = ImportedFile.objects.filter(run__purpose__in=purposes, revision=OuterRef("pk"))
    return Revision.objects.filter(Exists(pinned) | Exists(imported))


@dataclass(frozen=True, slots=True)
class Brought:
    """One file, or pasted text, that somebody brings; without bytes if it is too large to be read.

    ``archive`` is a large archive, open, that waits for a job; ``problem`` says what else is wrong.
    """

    name: str
    raw: bytes | None
    address: str | None = None
    archive: IO[bytes] | None = None
    problem: ImportProblem | None = None


def bring_in(project: Project, run: ImportRun, files: Iterable[Brought], by: User) -> int:
    """Import files into the project, one transaction for each, and return how many they were.

    What became of each is written down in the run; a file that fails stops nothing.
    """
    seen = known_to(by)
    revisions: list[int] = []  # no more than numbers: the texts of 100 files need not fit into memory
    count = 0
    for count, file in enumerate(files, start=1):  # noqa: B007 - the last count is the answer
        if file.raw is None:
            record_failure(run, file.problem or too_large(file.name), name=file.name)
            continue
        rows = import_into_run(run, file.raw, file.name, address=file.address, seen=seen)
        revisions += [row.revision_id for row in rows if row.revision_id]
    add_revisions(project, revisions, by)
    return count


def add_revisions(project: Project, revisions: Sequence[int], by: User) -> list[Entry]:
    """Give the project an entry for the article of each revision, as ``add_articles`` does."""
    found = Revision.objects.only("article").in_bulk(revisions)
    return add_articles(project, [found[pk] for pk in revisions], by)


@transaction.atomic
def add_articles(project: Project, revisions: Iterable[Revision], by: User) -> list[Entry]:
    """Give the project an entry for each revision's article; returns the entries in that order.

    An article that is there already keeps its pinned revision; one that had been taken out comes
    back. What is new or came back makes one activity.
    """
    entries, changes = put_in(project, revisions, by)
    if changes:
        Activity.objects.create(project=project, actor=by, verb=Verb.ADD, changes=changes)
    return entries


def put_in(
    project: Project, revisions: Iterable[Revision], by: User
) -> tuple[list[Entry], list[dict[str, object]]]:
    """Do as ``add_articles``, inside a transaction, and leave the changes to the caller's activity."""
    wanted = {revision.article_id: revision for revision in reversed(list(revisions))}
    if not wanted:
        return [], []
    # The lock keeps two imports at once from adding one article twice; no_key lets tagging go on.
    project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    entries = _entries(project, wanted)
    absent = [article for article in reversed(wanted) if article not in entries]
    back = [entry for entry in entries.values() if entry.removed_at]
    Entry.objects.bulk_create(
        Entry(
            project=project,
            article_id=article,
            revision=wanted[article],
            required=project.required,
            added_by=by,
        )
        for article in absent
    )
    Entry.objects.filter(pk__in=[entry.pk for entry in back]).update(removed_at=None)
    entries = _entries(project, wanted)
    changes = [_change(entries[article], was=None, now="in") for article in absent]
    changes += [_change(entry, was="out", now="in") for entry in back]
    return [entries[article] for article in reversed(wanted)], changes


@transaction.atomic
def take_out(entry: Entry, by: User) -> Activity | None:
    """Take an article out of its project, or return None if it is out.

    The work on it is kept, and comes back with it.
    """
    return _move(entry, by, Verb.TAKE_OUT)


@transaction.atomic
def put_back(entry: Entry, by: User) -> Activity | None:
    """Put an article back that had been taken out of its project, or return None if it is in."""
    return _move(entry, by, Verb.PUT_BACK)


def _move(entry: Entry, by: User, verb: Verb) -> Activity | None:
    """Write that an entry is in or out and say so in the history, unless it was so before."""
    out = verb == Verb.TAKE_OUT
    removed_at = timezone.now() if out else None
    if not Entry.objects.filter(pk=entry.pk, removed_at__isnull=out).update(removed_at=removed_at):
        return None
    entry.removed_at = removed_at
    was, now = ("in", "out") if out else ("out", "in")
    changes = [_change(entry, was=was, now=now)]
    return Activity.objects.create(project=entry.project, actor=by, verb=verb, changes=changes)


def _entries(project: Project, articles: Iterable[int]) -> dict[int, Entry]:
    found = Entry.objects.filter(project=project, article__in=list(articles))
    return {entry.article_id: entry for entry in found}


def _change(entry: Entry, *, was: str | None, now: str) -> dict[str, object]:
    before = {} if was is None else {"state": was}
    return {"thing": "entry", "id": entry.pk, "before": before, "after": {"state": now}}
