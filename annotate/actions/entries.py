"""Bringing articles into a project, taking them out and putting them back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from annotate.actions.tallies import let_go, take_up
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
    back = _come_back(project, [entry.pk for entry in entries.values() if entry.removed_at])
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
    entries = _entries(project, wanted)
    changes = [_change(entries[article], was=None, now="in") for article in absent]
    changes += [_change(entry, was="out", now="in") for entry in back]
    return [entries[article] for article in reversed(wanted)], changes


def _come_back(project: Project, out: list[int]) -> list[Entry]:
    """Put entries back that had been taken out at any time, and return them."""
    if not out:
        return []
    held = Entry.objects.select_for_update(no_key=True).filter(pk__in=out, removed_at__isnull=False)
    back = list(held.order_by("pk"))
    _put_in_place(project, [entry.pk for entry in back])
    return back


@transaction.atomic
def take_out(project: Project, entries: Iterable[int], by: User) -> Activity | None:
    """Take articles out of their project, by the keys of their entries, as one act.

    The work on them is kept, and comes back with them. Those that are out already, or of another
    project, are passed over; returns None if none is left.
    """
    return _move(project, entries, by, Verb.TAKE_OUT)


@transaction.atomic
def put_back(project: Project, entries: Iterable[int], by: User) -> Activity | None:
    """Put articles back that were taken out in the last 30 days, as one act; None if there are none."""
    return _move(project, entries, by, Verb.PUT_BACK)


def _move(project: Project, entries: Iterable[int], by: User, verb: Verb) -> Activity | None:
    """Write that entries are in or out, count what has been handed in for them, and say so in the history."""
    its = Entry.objects.filter(project=project, pk__in=list(entries))
    moved = its.live() if verb == Verb.TAKE_OUT else its.in_trash()
    held = list(moved.select_for_update(no_key=True).order_by("pk"))
    keys = [entry.pk for entry in held]
    if not keys:
        return None
    if verb == Verb.TAKE_OUT:
        its.filter(pk__in=keys).update(removed_at=timezone.now(), removed_by=by)
        let_go(project.pk, keys)
        changes = [_change(entry, was="in", now="out") for entry in held]
    else:
        _put_in_place(project, keys)
        changes = [_change(entry, was="out", now="in") for entry in held]
    only = held[0] if len(held) == 1 else None
    return Activity.objects.create(project=project, actor=by, verb=verb, entry=only, changes=changes)


def _put_in_place(project: Project, held: list[int]) -> None:
    Entry.objects.filter(pk__in=held).update(removed_at=None, removed_by=None)
    take_up(project.pk, held)


def _entries(project: Project, articles: Iterable[int]) -> dict[int, Entry]:
    found = Entry.objects.filter(project=project, article__in=list(articles))
    return {entry.article_id: entry for entry in found}


def _change(entry: Entry, *, was: str | None, now: str) -> dict[str, object]:
    before = {} if was is None else {"state": was}
    return {"thing": "entry", "id": entry.pk, "before": before, "after": {"state": now}}
