"""Asks a furnished database for pages; see ``tests.bench.searching``, which starts it with the settings."""

import math
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote_plus, urlencode

import django
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

django.setup()

from annotate.models import Entry  # noqa: E402
from tests.bench.newsroom import OUTLETS, Newsroom, furnish  # noqa: E402

TIMES = 20  # each page is asked for
BUDGET = 100  # milliseconds
LONGEST = 1000  # milliseconds spent on one page
WORDS = (
    "中国", "的", "习近平", "普京", "普", "林河市", "罕见词语", "没有这个词", "putin", '"human rights"', "😀",
    "台湾海峡", "乌克兰总统泽连斯基", "普京 习近平", "中国 -习近平", "的 罕见词语", "中国报道",
)  # fmt: skip
FILTERS: tuple[dict[str, str], ...] = (
    {"outlet": OUTLETS[0]}, {"outlet": OUTLETS[-1]}, {"lang": "zh"}, {"lang": "en"},
    {"first": "2021-03-01", "last": "2021-03-31"}, {"last": "2020-01-03"},
    {"outlet": OUTLETS[3], "lang": "zh-Hant", "first": "2022-01-01"},
)  # fmt: skip
OF_TEAMS: tuple[dict[str, str], ...] = (
    {"label": "quote"}, {"state": "assigned"}, {"state": "in_progress"}, {"state": "submitted"},
    {"state": "mine"}, {"label": "claim", "state": "submitted", "outlet": OUTLETS[-1], "lang": "en"},
)  # fmt: skip
LISTS: tuple[dict[str, str], ...] = (
    {}, {"page": "2000"}, {"order": "newest"}, {"order": "oldest"}, {"order": "title"}, {"order": "outlet"},
    {"order": "newest", "page": "1500"}, {"order": "title", "page": "9999"}, {"outlet": OUTLETS[0]},
    {"outlet": OUTLETS[-1]}, {"state": "assigned"}, {"state": "in_progress"}, {"state": "submitted"},
    {"state": "mine"}, {"words": "中国"}, {"words": "第99"}, {"words": "没有这个词"}, {"words": "东日报"},
    {"words": "中国", "outlet": OUTLETS[0], "state": "submitted", "order": "newest"},
    {"state": "submitted", "order": "title"}, {"outlet": OUTLETS[-1], "order": "oldest", "page": "2"},
)  # fmt: skip
OF_LIBRARY: tuple[dict[str, str], ...] = (
    {}, {"page": "2000"}, {"page": "1000"}, {"title": "中国"}, {"title": "第99"}, {"title": "没有这个词"},
    {"outlet": OUTLETS[0]}, {"outlet": OUTLETS[-1]}, {"state": "used"}, {"state": "unused"},
    {"title": "中国", "outlet": OUTLETS[0], "state": "used"},
)  # fmt: skip


class Page(NamedTuple):
    """One page that is asked for: the kind of page, who asks, and the address."""

    kind: str
    user: str
    address: str


def asked(kind: str, user: str, address: str, *queries: dict[str, str]) -> Iterator[Page]:
    """Yield one page for each query."""
    for query in queries:
        yield Page(kind, user, f"{address}?{urlencode(query)}" if query else address)


def pages(room: Newsroom) -> Iterator[Page]:
    """Yield all that is asked for."""
    every = tuple({"words": words} for words in WORDS)
    narrowed = tuple({"words": words, **one} for words in ("中国", "普京") for one in FILTERS)
    teams = tuple({"words": words, **one} for words in ("中国", "普京") for one in OF_TEAMS)
    deep = ({"words": "中国", "page": "50"}, {"words": "普京", "page": "50"})
    search = "/library/search/"
    yield from asked("library search", "librarian", search, *every, *deep, *narrowed)
    for project, user in ((room.shared, "busy"), (room.apart, "lone"), (room.small, "busy")):
        kind, search = f"{project.name} search", f"/p/{project.slug}/search/"
        yield from asked(kind, user, search, *every, *deep, *narrowed, *teams)
        tags = tuple({"place": "tags", **query} for query in (*every, *deep, *narrowed, *teams))
        yield from asked(f"{project.name} tags", user, search, *tags)
    yield from asked("library list", "librarian", "/library/", *OF_LIBRARY)
    for project, user in ((room.shared, "busy"), (room.shared, "librarian"), (room.apart, "lone")):
        yield from asked(f"{project.name} list ({user})", user, f"/p/{project.slug}/", *LISTS)
        yield from asked("end page", user, f"/p/{project.slug}/done/", {})
        entries = Entry.objects.filter(project=project)
        for entry in (entries[0], entries[len(entries) // 2]):
            yield from asked("workbench", user, f"/p/{project.slug}/articles/{entry.pk}/", {})
    yield from asked("projects", "busy", "/projects/", {})


class Taken(NamedTuple):
    """The milliseconds of some requests, by the clock and of a processor, both sorted; the queries of one."""

    clock: list[float]
    processor: list[float]
    queries: int


def spent() -> float:
    """Return the seconds that this process, and the server of the database for it, have been running."""
    here = time.process_time()
    if connection.vendor == "sqlite":
        return here
    server = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return here + int(server.read_text().split()[0]) / 1e9


def measure(browser: Client, address: str) -> Taken:
    """Ask for a page again and again."""
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(address)
    queries = len(captured)  # now: the next request forgets them
    assert answer.status_code == 200, (address, answer.status_code)
    clock: list[float] = []
    processor: list[float] = []
    while len(clock) < TIMES and sum(clock) < LONGEST:
        began, before = time.perf_counter(), spent()
        browser.get(address)
        processor.append((spent() - before) * 1000)
        clock.append((time.perf_counter() - began) * 1000)
    return Taken(sorted(clock), sorted(processor), queries)


def main(name: str, number: int, wanted: str) -> None:
    """Furnish the database if it is empty, ask, and print a line for each page."""
    is_new = not Entry.objects.exists()
    room = furnish(number) if is_new else Newsroom.found()
    sys.stdout.write(f"{name}: {number} articles\n median    p95  processor  queries (ms; ! over {BUDGET})\n")
    kinds: dict[str, list[Taken]] = {}
    browsers = {}
    for page in pages(room):
        if wanted not in f"{page.kind} {page.address}":
            continue
        if page.user not in browsers:
            browsers[page.user] = Client(SERVER_NAME="localhost")
            browsers[page.user].force_login(get_user_model().objects.get(username=page.user))
        taken = measure(browsers[page.user], page.address)
        kinds.setdefault(page.kind, []).append(taken)
        sys.stdout.write(f"{line(taken)}  {page.kind}: {unquote_plus(page.address)}\n")
        sys.stdout.flush()
    sys.stdout.write("in all; of each page the median\n")
    for kind, times in kinds.items():
        sys.stdout.write(f"{summary(times)}  {kind}, {len(times)} pages\n")


def line(taken: Taken) -> str:
    """Return what one page takes."""
    late = taken.clock[math.ceil(len(taken.clock) * 0.95) - 1]
    middle, running = statistics.median(taken.clock), statistics.median(taken.processor)
    return f"{'!' if late > BUDGET else ' '}{middle:6.1f} {late:6.1f} {running:10.1f} {taken.queries:8}"


def summary(times: list[Taken]) -> str:
    """Return the median page and the slowest one, by the clock and of a processor."""
    clock = [statistics.median(one.clock) for one in times]
    running = [statistics.median(one.processor) for one in times]
    return (
        f"clock {statistics.median(clock):6.1f}, slowest {max(clock):6.1f}; "
        f"processor {statistics.median(running):6.1f}, most {max(running):6.1f}"
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
