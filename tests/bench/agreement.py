"""How long it takes to measure agreement, and to show it once it is measured. Not run by pytest.

    python -m tests.bench.agreement [--articles 500] [--reviewers 3] [--spans 25] [--runs 3]

The database is a new SQLite file in a temporary folder, unless DATABASE_URL names another that is
empty. Seconds are medians; memory is how far the process's peak rises above what it was before.
"""

# ruff: noqa: E402 the settings read the environment as soon as a model is imported

import argparse
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from uuid import uuid4

import django

FOLDER = tempfile.TemporaryDirectory()
os.environ["DATA_DIR"] = FOLDER.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from accounts.models import User
from annotate.models import Assignment, Entry, Kind, Label, Participation, Project, Span, State, Way
from annotate.reports.agreement import Measuring, keep, standing
from annotate.reports.agreement_work import Choice
from articles.text.blocks import Block
from tests.makers import make_member, make_project, make_revision, make_user

PARAGRAPH = "市长王𠮷表示：“新桥😀明年通车。”专家认为这不会改变局势，工程已花费三亿元，没有人知道以后。"
BLOCKS = (Block("title", "一座桥"), *[Block("paragraph", PARAGRAPH)] * 24)  # about 1,200 code points

PLAIN = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}  # none collected


def main() -> None:
    """Fill a database and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--reviewers", type=int, default=3)
    parser.add_argument("--spans", type=int, default=25)
    parser.add_argument("--runs", type=int, default=3)
    wanted = parser.parse_args()
    call_command("migrate", verbosity=0)
    project = _fill(wanted.articles, wanted.reviewers, wanted.spans)
    choice = Choice(project.memberships.get(user=project.created_by))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    client = Client(headers={"host": "localhost"})
    client.force_login(project.created_by)
    figures = [_run(choice, client) for _number in range(wanted.runs)]
    compared, whole, known, shown = (statistics.median(column) for column in zip(*figures, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before

    spans = Span.objects.count()
    _say(f"{wanted.articles:,} articles, {wanted.reviewers} reviewers, {spans:,} spans")
    _say(f"measured            {whole:8.2f} s, with intervals")
    _say(f"  read and compared {compared:8.2f} s")
    _say(f"asked what is known {known * 1000:8.1f} ms")
    _say(f"page, once measured {shown * 1000:8.1f} ms")
    _say(f"memory              {peak / 1024:8.1f} MiB over what it was before")


def _run(choice: Choice, client: Client) -> tuple[float, float, float, float]:
    """Return the seconds until all is compared, until it is stored, to ask for it, and to show it."""
    measuring = Measuring(choice)
    compared = _seconds(lambda: list(measuring.steps()))
    content = _seconds(lambda: keep(choice, measuring.measured, measuring.content()))
    known = _seconds(lambda: standing(choice))
    address = f"/p/{choice.member.project.slug}/agreement/"
    with override_settings(STORAGES=settings.STORAGES | PLAIN):
        shown = _seconds(lambda: client.get(address))
    return compared, compared + content, known, shown


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _fill(articles: int, reviewers: int, spans: int) -> Project:
    """Let some reviewers read articles: most of their tags are alike, some differ, some are missing."""
    project = make_project(make_user("manager"), way=Way.INDEPENDENT)
    people = [make_member(project) for _number in range(reviewers)]
    labels = list(project.labels.all())
    chance = random.Random(1)  # noqa: S311 - the same tags at every run
    with transaction.atomic():
        for _number in range(articles):
            revision = make_revision(*BLOCKS)
            entry = Entry.objects.create(project=project, article=revision.article, revision=revision)
            seen = [_place(chance, len(revision.text)) for _span in range(spans)]
            for person in people:
                _read(entry, person, [_differently(chance, place) for place in seen], labels)
    return project


def _place(chance: random.Random, length: int) -> tuple[int, int, int]:
    start = chance.randrange(length - 60)
    return start, start + chance.randrange(4, 50), chance.randrange(4)


def _differently(chance: random.Random, place: tuple[int, int, int]) -> tuple[int, int, int]:
    start, end, label = place
    if chance.random() < 0.2:
        return start, end + chance.randrange(1, 10), label
    return (start, end, (label + 1) % 4) if chance.random() < 0.1 else place


def _read(entry: Entry, person: User, places: list[tuple[int, int, int]], labels: list[Label]) -> None:
    now = timezone.now()
    work = Assignment.objects.create(
        entry=entry, revision=entry.revision, kind=Kind.OWN, reviewer=person, state=State.SUBMITTED
    )
    Participation.objects.create(assignment=work, user=person, state=State.SUBMITTED, submitted_at=now)
    Span.objects.bulk_create(
        Span(
            assignment=work,
            label=labels[label],
            author=person,
            uid=uuid4(),
            number=number,
            start=start,
            end=end,
            words=entry.revision.text[start:end],
            attrs={"source_type": "person"} if number % 3 else {},
            created_at=now,
            updated_at=now,
        )
        for number, (start, end, label) in enumerate(sorted(set(places)), start=1)
    )


if __name__ == "__main__":
    main()
