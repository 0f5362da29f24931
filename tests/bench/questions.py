"""What one question of an open page costs in a large database. Not run by pytest.

    DATABASE_URL=… DJANGO_SETTINGS_MODULE=tests.settings python -m tests.bench.questions

The database is one that ``tests.bench.newsroom`` has filled. Of each kind of answer: milliseconds by the
clock and of the processor, medians and 95th percentiles; statements, session and person included.
"""

import statistics
import sys
import time
from collections.abc import Callable
from uuid import uuid4

import django
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

django.setup()

from annotate.access import work_of  # noqa: E402
from annotate.actions.receipts import Ask  # noqa: E402
from annotate.actions.tagging.spans import NewTag, tag  # noqa: E402
from annotate.actions.talking import NewComment, say  # noqa: E402
from annotate.models import Assignment, Entry, Span  # noqa: E402
from annotate.roles import Act  # noqa: E402
from tests.annotate.live.pages import OpenPage, open_page  # noqa: E402
from tests.bench.newsroom import Newsroom  # noqa: E402

TIMES = 200


def main() -> None:
    """Print a line for each kind of answer."""
    settings.LIVE_SECONDS = 4
    settings.ALLOWED_HOSTS = ["*"]
    room = Newsroom.found()
    sys.stdout.write(f"{connection.vendor}: {Entry.objects.count()} entries, {Span.objects.count()} tags\n")
    shared = _entry(room.shared.pk)
    # What was stored past the actions has raised no number.
    Assignment.objects.filter(entry=shared).update(change_number=F("change_number") + 10_000)
    earlier = Span.objects.live().filter(assignment__entry=shared, author=room.lone)
    earlier.update(deleted_at=timezone.now())  # what an earlier run has left
    page = open_page(room.busy, shared)
    page.ask()
    _measure("nothing new, shared", page.ask, 204)
    alone = open_page(room.lone, _entry(room.apart.pk))
    alone.ask()
    _measure("nothing new, alone", alone.ask, 204)
    _measure("one tag of a teammate", lambda: _after_a_tag(room, shared, page), 200)
    say(work_of(room.lone, room.shared.slug, shared.pk, Act.TAG), NewComment(uuid4(), "真的吗？"))
    page.ask()
    _measure("nothing new, with comments", page.ask, 204)
    health = Client()
    _measure("(a page that asks nothing)", lambda: health.get("/health/"), 200)


def _entry(project: int) -> Entry:
    entries = Entry.objects.filter(project=project, comments=None).select_related("project", "revision")
    return entries.order_by("pk")[entries.count() // 3]


def _after_a_tag(room: Newsroom, entry: Entry, page: OpenPage) -> object:
    """Let a teammate tag, which is not measured, and ask."""
    work = work_of(room.lone, room.shared.slug, entry.pk, Act.TAG)
    end = len(entry.revision.text)
    own = Span.objects.live().filter(assignment=work.assignment, author=work.user).count()
    place = own * 3 % (end - 10)
    tag(work, Ask(uuid4(), "0" * 64), NewTag(uuid4(), "claim", place, place + 5 + own // 90))
    _pause()
    return page.ask()


_began: list[tuple[float, float]] = []


def _pause() -> None:
    """What came before is not counted."""
    _began[:] = [(time.perf_counter(), time.process_time())]


def _measure(name: str, ask: Callable[[], object], status: int) -> None:
    clock: list[float] = []
    processor: list[float] = []
    for _ in range(TIMES):
        _pause()
        answer = ask()
        began, spent = _began[0]
        clock.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - spent))
        assert getattr(answer, "status_code", 0) == status, answer
    with CaptureQueriesContext(connection) as asked:
        ask()
    clock.sort()
    sys.stdout.write(
        f"  {name:28} {statistics.median(clock):6.2f} ms, p95 {clock[int(TIMES * 0.95)]:6.2f};"
        f" processor {statistics.median(processor):6.2f} ms; {len(asked)} statements\n"
    )


if __name__ == "__main__":
    main()
