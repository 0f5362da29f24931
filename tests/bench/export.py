"""How fast an export leaves: spans a second, first byte, memory. Not run by pytest.

    python -m tests.bench.export [--articles 2000] [--spans 20] [--runs 5]

The database is a new SQLite file in a temporary folder, unless DATABASE_URL names another that is
empty. Figures are medians; memory is how far the process's peak rises above what it was before.
"""

# ruff: noqa: E402 the settings read the environment as soon as a model is imported

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from typing import NamedTuple
from uuid import uuid4

import django

FOLDER = tempfile.TemporaryDirectory()
os.environ["DATA_DIR"] = FOLDER.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from annotate.exports.download import pieces
from annotate.exports.proof import Proof
from annotate.exports.selection import Selection
from annotate.exports.writers import WRITERS
from annotate.models import (
    Assignment,
    Entry,
    Kind,
    Label,
    Membership,
    Participation,
    Project,
    Relation,
    Span,
    State,
)
from articles.text.blocks import Block
from tests.makers import make_project, make_revision, make_user

PARAGRAPH = "市长王𠮷表示：“新桥😀明年通车。”专家认为这不会改变局势，工程已花费三亿元，没有人知道以后。"
BLOCKS = (Block("title", "一座桥"), *[Block("paragraph", PARAGRAPH)] * 24)  # about 1,200 code points
LABELS = ("claim", "quote", "source", "opinion")


class Figures(NamedTuple):
    """What one run measured: spans a second, twice; seconds to the first byte; bytes in all."""

    rate: float
    processor_rate: float
    first: float
    size: int


def main() -> None:
    """Fill a database, export it several times, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--spans", type=int, default=20)
    parser.add_argument("--runs", type=int, default=5)
    wanted = parser.parse_args()
    call_command("migrate", verbosity=0)
    member = make_work(wanted.articles, wanted.spans)
    total = wanted.articles * wanted.spans
    idle = _peak()
    sys.stdout.write(f"{wanted.articles} articles x {wanted.spans} spans\n")
    for name in WRITERS:
        runs = [_run(member, name, total) for _ in range(wanted.runs)]
        sys.stdout.write(
            f"{name:8} {statistics.median(run.rate for run in runs):>9,.0f} spans/s"
            f" ({statistics.median(run.processor_rate for run in runs):,.0f} a second of processor time)"
            f"  first byte {statistics.median(run.first for run in runs) * 1000:6.1f} ms"
            f"  {runs[0].size / 1e6:7.1f} MB  memory +{_peak() - idle:.0f} MiB\n"
        )


def _run(member: Membership, name: str, total: int) -> Figures:
    began, busy = time.perf_counter(), time.process_time()
    first, size = 0.0, 0
    for piece in pieces(Selection(member), WRITERS[name], Proof()):
        first = first or time.perf_counter() - began
        size += len(piece.encode())
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    return Figures(total / seconds, total / busy, first, size)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # KiB to MiB


def make_work(articles: int, spans: int) -> Membership:
    """Make a project with submitted work of this size, and return its manager."""
    user = make_user()
    project = make_project(user)
    labels = [project.labels.get(name=name) for name in LABELS]
    for first in range(0, articles, 100):
        with transaction.atomic():
            for _ in range(min(100, articles - first)):
                _make_article(project, labels, spans)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as PostgreSQL does by itself after a while
    return Membership.objects.select_related("project").get(project=project, user=user)


def _make_article(project: Project, labels: list[Label], spans: int) -> None:
    now = timezone.now()
    user = project.created_by
    revision = make_revision(*BLOCKS)
    entry = Entry.objects.create(project=project, article=revision.article, revision=revision)
    work = Assignment.objects.create(entry=entry, revision=revision, kind=Kind.SHARED, state=State.SUBMITTED)
    Participation.objects.create(assignment=work, user=user, state=State.SUBMITTED, submitted_at=now)
    made = Span.objects.bulk_create(
        Span(
            assignment=work,
            label=labels[number % len(labels)],
            author=user,
            uid=uuid4(),
            number=number,
            start=number % 1000,
            end=number % 1000 + 20 + number // 1000,
            words=revision.text[number % 1000 : number % 1000 + 20 + number // 1000],
            attrs={"quote_type": "direct"} if number % 4 == 1 else {},
            created_at=now,
            updated_at=now,
        )
        for number in range(spans)
    )
    Relation.objects.bulk_create(
        Relation(
            assignment=work,
            kind=project.relation_kinds.get(),
            from_span=made[number],
            to_span=made[number + 1],
            author=user,
            uid=uuid4(),
            created_at=now,
        )
        for number in range(1, spans - 1, 4)
    )


if __name__ == "__main__":
    main()
