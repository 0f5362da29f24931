"""Whether open pages that ask what is new slow down those who tag. Not run by pytest.

    python -m tests.bench.polling [--clients 8] [--pages 0 8 50] [--every 4] [--seconds 12]

Starts the production server on a new database: SQLite, and PostgreSQL where it is installed. Reviewers tag
as in ``tests.bench.tagging``; beside them open pages ask every few seconds, at the articles of the first of
them, and note that somebody is there. Milliseconds. What one question costs in a large database is measured
by ``tests.bench.questions``.
"""

import argparse
import json
import statistics
import sys
import threading
import time
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.bench.serving import Seat, free_port, on_each_database, running_server, take_seats
from tests.bench.tagging import Load

ARTICLES = 60  # for each client


def main() -> None:
    """Measure on each database and print a line for each number of open pages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--pages", type=int, nargs="+", default=[0, 8, 50])
    parser.add_argument("--every", type=float, default=4)
    parser.add_argument("--seconds", type=float, default=12)
    wanted = parser.parse_args()
    on_each_database(partial(_measure, wanted))


def _measure(wanted: argparse.Namespace, name: str, env: dict[str, str]) -> None:
    seats = take_seats(wanted.clients + max(wanted.pages), ARTICLES * len(wanted.pages), env)
    taggers, readers = seats[: wanted.clients], seats[wanted.clients :]
    port = free_port()
    with running_server(port, env):
        for number, pages in enumerate(wanted.pages):
            first = number * ARTICLES
            load = Load(port, taggers, wanted.seconds, first=first)
            asking = Asking(port, readers[:pages], [seat.paths[first] for seat in taggers], wanted)
            asking.begin()
            load.run()
            asking.end()
            _print(name, load, asking)


class Asking:
    """Open pages: the milliseconds of each question, by whether there was anything new."""

    def __init__(self, port: int, readers: list[Seat], paths: list[str], wanted: argparse.Namespace) -> None:
        self.port, self.paths, self.every = port, paths, wanted.every
        self.taken: dict[int, list[float]] = {200: [], 204: []}
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._ask, args=(seat, number)) for number, seat in enumerate(readers)
        ]

    def begin(self) -> None:
        """Open the pages, not all at the same moment."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Close the pages."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, seat: Seat, number: int) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        path = self.paths[number % len(self.paths)]
        known: dict[str, object] = {}
        if self._over.wait(self.every * number / len(self._threads)):
            return
        while True:
            began = time.perf_counter()
            headers = {"Cookie": seat.cookie, "Accept": "application/json"}
            connection.request("GET", f"{path}changes/?{urlencode(known)}", headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            self.taken[answer.status].append((time.perf_counter() - began) * 1000)
            if answer.status == 200:
                news = json.loads(body)
                known = {"since": news["change"], "stand": news["stand"]}
            if self._over.wait(self.every):
                return


def _print(name: str, load: Load, asking: Asking) -> None:
    ordered = sorted(load.taken)
    p95, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.95, 0.99))
    sys.stdout.write(
        f"{name:10} {len(load.seats):3} clients, {len(asking._threads):3} open pages"
        f" {len(ordered) / load.seconds:7.0f} tags/s  p50 {statistics.median(ordered):6.1f}"
        f"  p95 {p95:6.1f}  p99 {p99:6.1f}  longest {ordered[-1]:6.1f}  errors {len(load.failed)};"
        f" questions: {_line(asking.taken[204])} nothing new, {_line(asking.taken[200])} news\n"
    )
    for problem in load.failed[:3]:
        sys.stdout.write(f"  {problem}\n")


def _line(taken: list[float]) -> str:
    if not taken:
        return "0"
    ordered = sorted(taken)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{len(taken)} of p50 {statistics.median(ordered):.1f} p95 {p95:.1f}"


if __name__ == "__main__":
    main()
