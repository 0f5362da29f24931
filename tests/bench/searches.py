"""Asks a furnished database for pages; see ``tests.bench.searching``, which starts it with the settings."""

import math
import os
import re
import statistics
import sys
import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote_plus

import django
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

django.setup()

from annotate.models import Entry  # noqa: E402
from tests.bench.addresses import pages  # noqa: E402
from tests.bench.aftermath import live_on  # noqa: E402
from tests.bench.newsroom import Newsroom, furnish  # noqa: E402

TIMES, FEWEST = int(os.environ.get("TIMES", "20")), 3  # that each page is asked for
BUDGET = 100  # milliseconds
LONGEST = 1000  # milliseconds spent on one page


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
    while len(clock) < TIMES and (sum(clock) < LONGEST or len(clock) < FEWEST):
        began, before = time.perf_counter(), spent()
        browser.get(address)
        processor.append((spent() - before) * 1000)
        clock.append((time.perf_counter() - began) * 1000)
    return Taken(sorted(clock), sorted(processor), queries)


def main(name: str, number: int, wanted: str) -> None:
    """Furnish the database if it is empty, ask, and print a line for each page."""
    room = Newsroom.found() if Entry.objects.exists() else furnish(number)
    live_on(room)
    sys.stdout.write(f"{name}: {number} articles\n median    p95  processor  queries (ms; ! over {BUDGET})\n")
    kinds: dict[str, list[tuple[str, Taken]]] = {}
    browsers = {}
    for page in pages(room):
        if not re.search(wanted, f"{page.kind} {unquote_plus(page.address)}"):
            continue
        if page.user not in browsers:
            browsers[page.user] = Client(SERVER_NAME="localhost")
            browsers[page.user].force_login(get_user_model().objects.get(username=page.user))
        taken = measure(browsers[page.user], page.address)
        kinds.setdefault(page.kind, []).append((unquote_plus(page.address), taken))
        sys.stdout.write(f"{line(taken)}  {page.kind}: {unquote_plus(page.address)}\n")
        sys.stdout.flush()
    sys.stdout.write("\n| pages of | | processor | most | clock | most | queries | the slowest |\n")
    for kind, times in kinds.items():
        sys.stdout.write(f"{summary(kind, times)}\n")


def line(taken: Taken) -> str:
    """Return what one page takes; one whose processor time is above the budget is marked."""
    late = taken.clock[math.ceil(len(taken.clock) * 0.95) - 1]
    middle, running = statistics.median(taken.clock), statistics.median(taken.processor)
    return f"{'!' if running > BUDGET else ' '}{middle:6.1f} {late:6.1f} {running:10.1f} {taken.queries:8}"


def summary(kind: str, times: list[tuple[str, Taken]]) -> str:
    """Return the row of a table: of the pages of a kind the median and the slowest, by both times."""
    running = [statistics.median(taken.processor) for _address, taken in times]
    clock = [statistics.median(taken.clock) for _address, taken in times]
    slowest = max(zip(running, (address for address, _taken in times), strict=True))[1]
    queries = sorted({taken.queries for _address, taken in times})
    told = f"{queries[0]}" if len(queries) == 1 else f"{queries[0]}–{queries[-1]}"
    figures = (statistics.median(running), max(running), statistics.median(clock), max(clock))
    return (
        f"| {kind} | {len(times)} | "
        + " | ".join(f"{one:.0f}" for one in figures)
        + f" | {told} | {slowest} |"
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
