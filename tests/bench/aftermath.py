"""What months of work leave behind, for the benchmarks of pages: gold, talk, notices, history, trash, runs.

Comes on top of ``tests.bench.newsroom``, stored past the actions like it. The same each time, but for
the days of what lies in the trash, which is kept for 30 days only.
"""

import random
from collections.abc import Iterable, Sequence
from datetime import timedelta
from importlib import import_module
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from annotate.actions.entries import purpose_of
from annotate.actions.importing.recleaning import LOOK, Outcome
from annotate.adjudicating.kinds import Fate, ItemKind, Reason
from annotate.adjudicating.kinds import Outcome as Decided
from annotate.models import (
    Activity,
    Assignment,
    Comment,
    Decision,
    DecisionItem,
    Entry,
    Kind,
    Label,
    Lesson,
    Matter,
    Merge,
    Notice,
    Participation,
    Project,
    Span,
    State,
    Verb,
    WorkDay,
)
from articles.models import ImportedFile, ImportRun
from articles.models import Outcome as Imported
from jobs.models import Finding, Job
from jobs.models import State as Stage
from tests.bench.newsroom import NOW, Newsroom

READY, FINISHED = 20_000, 20_000  # articles of the independent project, of 100,000
COMMENTS = 20_000  # in each large project
NOTICES = 10_000  # of each of two people
LONG_HISTORY = 3_000  # acts on one article
OUT, DELETED = 3_000, 20_000  # articles taken out, and tags deleted
FILES = 100_000  # of one import, and articles of one dry run
AT_ONCE = 5_000  # rows


def live_on(room: Newsroom) -> None:
    """Add what is not there yet."""
    if Comment.objects.exists():
        return
    chance = random.Random(11)  # noqa: S311 - the same each time
    _hand_in(room, chance)
    _count()
    _adjudicate(room, chance)
    for project in (room.shared, room.apart):
        _talk(project, room)
        _remember(project, room)
    _throw_away(room)
    _import(room)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM (ANALYZE)")


def _part(number: int) -> int:
    """Return so many of 100,000 articles in the proportion of those that there are."""
    return max(1, number * Entry.objects.count() // 201_000)


def _hand_in(room: Newsroom, chance: random.Random) -> None:
    """Let two reviewers each submit articles of the independent project that nobody has begun."""
    people = list(User.objects.filter(username__startswith="reviewer-").order_by("pk"))
    free = Entry.objects.filter(project=room.apart, taken=0).order_by("pk")[: _part(READY + FINISHED)]
    entries = list(free)
    works = []
    for entry in entries:
        entry.taken, entry.done, entry.taker = 2, 2, people[0]
        works += [
            Assignment(
                entry=entry, revision_id=entry.revision_id, kind=Kind.OWN, state=State.SUBMITTED,
                reviewer=person, seat=seat,
            )
            for seat, person in enumerate(chance.sample(people, 2), start=1)
        ]  # fmt: skip
    done = Assignment.objects.bulk_create(works, batch_size=AT_ONCE)
    Entry.objects.bulk_update(entries, ["taken", "done", "taker"], batch_size=AT_ONCE)
    parts = (
        Participation(
            assignment=work, user=work.reviewer, state=State.SUBMITTED,
            submitted_at=NOW - timedelta(days=chance.randrange(200)),
        )
        for work in done
    )  # fmt: skip
    Participation.objects.bulk_create(parts, batch_size=AT_ONCE)


def _count() -> None:
    """Fill the tallies from what is there, as the migration does."""
    WorkDay.objects.all().delete()
    apps.get_model("annotate", "LabelDay").objects.all().delete()
    migration = import_module("annotate.migrations.0010_tallies_of_before")
    with transaction.atomic():  # it reads on while it writes
        migration.count_what_is_there(apps, None)


def _adjudicate(room: Newsroom, chance: random.Random) -> None:
    """Finish some of these articles, a decision on each; every third says what the guidelines lack."""
    entries = list(Entry.objects.filter(project=room.apart, done=2).order_by("-pk")[: _part(FINISHED)])
    for number, entry in enumerate(entries):
        entry.adjudicated_at = NOW - timedelta(minutes=number)
    Entry.objects.bulk_update(entries, ["adjudicated_at"], batch_size=AT_ONCE)
    golds = Assignment.objects.bulk_create(
        (
            Assignment(entry=one, revision_id=one.revision_id, kind=Kind.GOLD, state=State.SUBMITTED)
            for one in entries
        ),
        batch_size=AT_ONCE,
    )
    Merge.objects.bulk_create(
        (Merge(assignment=one, signature="", merged_at=NOW) for one in golds), batch_size=AT_ONCE
    )
    Participation.objects.bulk_create(
        (
            Participation(assignment=one, user=room.librarian, state=State.SUBMITTED, submitted_at=NOW)
            for one in golds
        ),
        batch_size=AT_ONCE,
    )
    _decide(golds, room)
    _learn(entries, room, chance)


def _decide(golds: list[Assignment], room: Newsroom) -> None:
    labels = list(Label.objects.filter(project=room.apart))
    reading = [{"tags": [[2, 6, labels[0].name, {}, [], []]]}]
    items = DecisionItem.objects.bulk_create(
        (
            DecisionItem(assignment=one, key="made up", kind=ItemKind.PARTIAL, start=2, end=6, spans=reading)
            for one in golds
        ),
        batch_size=AT_ONCE,
    )
    Decision.objects.bulk_create(
        (
            Decision(
                item=item, outcome=Decided.REJECTED, adjudicator=room.librarian, decided_at=NOW,
                reason=Reason.GUIDELINE_GAP if number % 3 == 0 else Reason.SLIP,
            )
            for number, item in enumerate(items)
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip


def _learn(entries: list[Entry], room: Newsroom, chance: random.Random) -> None:
    labels = list(Label.objects.filter(project=room.apart))
    works = Assignment.objects.filter(entry__in=[one.pk for one in entries], kind=Kind.OWN).order_by("pk")
    Lesson.objects.bulk_create(
        (
            Lesson(assignment=work, label=chance.choice(labels), fate=chance.choice(list(Fate)), number=3)
            for work in works
        ),
        batch_size=AT_ONCE,
    )


def _talk(project: Project, room: Newsroom) -> None:
    """Say something about every fifth article, and tell two people about it."""
    entries = list(Entry.objects.filter(project=project).order_by("pk")[::5][: _part(COMMENTS)])
    comments = Comment.objects.bulk_create(
        (
            Comment(entry=entry, author=room.librarian, uid=UUID(int=number), text=f"第 {number} 条意见")
            for number, entry in enumerate(entries)
        ),
        batch_size=AT_ONCE,
    )
    for person in (room.busy, room.lone, room.librarian):
        told = comments[: _part(NOTICES) // 2]
        Notice.objects.bulk_create(
            (
                Notice(
                    user=person, matter=Matter.MENTION, project=project, entry=comment.entry, comment=comment,
                    actor=room.librarian, read_at=NOW if number % 2 else None,
                )
                for number, comment in enumerate(told)
            ),
            batch_size=AT_ONCE,
        )  # fmt: skip
        User.objects.filter(pk=person.pk).update(unread=Notice.objects.unread().filter(user=person).count())


def _remember(project: Project, room: Newsroom) -> None:
    """Write down who submitted what, and a long history of the project's first article."""
    works = Assignment.objects.filter(entry__project=project).order_by("pk")
    acts = (
        Activity(
            project=project, assignment_id=work, actor=room.busy, verb=Verb.SUBMIT, number=number,
            changes=[{"thing": "part", "id": work, "before": {"state": "in_progress"},
                      "after": {"state": "submitted"}}],
        )
        for work, number in _numbered(works.values_list("pk", flat=True))
    )  # fmt: skip
    Activity.objects.bulk_create(acts, batch_size=AT_ONCE)


def _numbered(works: Iterable[int]) -> Iterable[tuple[int, int]]:
    for place, work in enumerate(works):
        for number in range(1, (LONG_HISTORY if place == 0 else 1) + 1):
            yield work, number


def _throw_away(room: Newsroom) -> None:
    """Take articles out and delete tags, a second apart."""
    now = timezone.now()
    entries = list(Entry.objects.filter(project=room.shared).order_by("-pk")[: _part(OUT)])
    for number, entry in enumerate(entries):
        entry.removed_at, entry.removed_by = now - timedelta(seconds=number), room.librarian
    Entry.objects.bulk_update(entries, ["removed_at", "removed_by"], batch_size=AT_ONCE)
    spans = list(Span.objects.filter(author=room.busy).order_by("pk")[::7][: _part(DELETED)])
    for number, span in enumerate(spans):
        span.deleted_at, span.deleted_by = now - timedelta(seconds=number), room.busy
    Span.objects.bulk_update(spans, ["deleted_at", "deleted_by"], batch_size=AT_ONCE // 5)


def _import(room: Newsroom) -> None:
    """Bring in all articles by one import, and look through all of them in one dry run."""
    run = ImportRun.objects.create(
        started_by=room.librarian, key=UUID(int=1), purpose=purpose_of(room.shared)
    )
    entries: Sequence[tuple[int, int]] = list(
        Entry.objects.filter(project=room.shared).order_by("pk").values_list("pk", "revision")[: _part(FILES)]
    )
    ImportedFile.objects.bulk_create(
        (
            ImportedFile(
                run=run, name=f"{number}.html", raw_sha256=f"{number:064x}", revision_id=revision,
                outcome=Imported.UNCHANGED if number % 100 else Imported.NEW,
            )
            for number, (_entry, revision) in enumerate(entries)
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    look = Job.objects.create(
        key=UUID(int=2), kind=LOOK, subject=purpose_of(room.shared), state=Stage.DONE, total=len(entries),
        done=len(entries), started_by=room.librarian,
    )  # fmt: skip
    Finding.objects.bulk_create(
        (
            Finding(job=look, thing=entry, outcome=Outcome.SAME if number % 4 else Outcome.CHANGE)
            for number, (entry, _revision) in enumerate(entries)
        ),
        batch_size=AT_ONCE,
    )
