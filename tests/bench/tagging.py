"""How fast tags are saved: latency of one client, rate and latency of 8 and 32. Not run by pytest.

    python -m tests.bench.tagging [--clients 1 8 32] [--seconds 8]

Starts the production server on a new database: SQLite, and PostgreSQL where it is installed. Each
client is a reviewer with a session of their own who tags in one article of a shared project; the
clients run in a process of their own, on the same two cores as the server. Milliseconds.
"""

import argparse
import statistics
import sys
import threading
import time
from functools import partial
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.bench.serving import Seat, free_port, on_each_database, running_server, take_seats

ARTICLES = 40  # for each client
TAGS = 30  # in each article, as a reviewer leaves there; then the next article is opened


def main() -> None:
    """Measure on each database and print a line for each number of clients."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=8)
    wanted = parser.parse_args()
    on_each_database(partial(_measure, wanted))


def _measure(wanted: argparse.Namespace, name: str, env: dict[str, str]) -> None:
    seats = take_seats(max(wanted.clients), ARTICLES * len(wanted.clients), env)
    port = free_port()
    with running_server(port, env):
        for number, clients in enumerate(wanted.clients):
            load = Load(port, seats[:clients], wanted.seconds, first=number * ARTICLES)
            load.run()
            _print(name, load)


class Load:
    """Some clients at work: the milliseconds of each tag, and what failed.

    ``first`` is the number of the article that they begin with: each load gets articles of its own.
    """

    def __init__(self, port: int, seats: list[Seat], seconds: float, *, first: int) -> None:
        self.port, self.seats, self.seconds, self.first = port, seats, seconds, first
        self.taken: list[float] = []
        self.failed: list[str] = []
        self._start = threading.Barrier(len(seats))

    def run(self) -> None:
        """Let every seat tag, all at once."""
        threads = [threading.Thread(target=self._tag, args=(seat,)) for seat in self.seats]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _tag(self, seat: Seat) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        token = "k" * 32
        headers = {
            "Cookie": f"{seat.cookie}; csrftoken={token}",
            "X-CSRFToken": token,
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self._start.wait()
        deadline = time.monotonic() + self.seconds
        place = self.first * TAGS
        while time.monotonic() < deadline:
            place += 1
            began = time.perf_counter()
            status, answer = _post(connection, seat, headers, place)
            self.taken.append((time.perf_counter() - began) * 1000)
            if status != 201 and "already tagged" not in answer:
                self.failed.append(f"{status} {answer[:200]}")


def _post(connection: HTTPConnection, seat: Seat, headers: dict[str, str], place: int) -> tuple[int, str]:
    at = place * 37 % (seat.length - 20)
    fields: dict[str, Any] = {
        "request": uuid4(),
        "id": uuid4(),
        "label": ("claim", "quote", "source", "opinion")[place % 4],
        "start": at,
        "end": at + 3 + place % 9,
    }
    path = seat.paths[place // TAGS % len(seat.paths)]
    connection.request("POST", f"{path}spans/", urlencode(fields), headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def _print(name: str, load: Load) -> None:
    ordered = sorted(load.taken)
    p95, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.95, 0.99))
    sys.stdout.write(
        f"{name:10} {len(load.seats):3} clients {len(ordered) / load.seconds:7.0f} tags/s"
        f"  p50 {statistics.median(ordered):6.1f}  p95 {p95:6.1f}  p99 {p99:6.1f}"
        f"  longest {ordered[-1]:6.1f}  errors {len(load.failed)}\n"
    )
    for problem in load.failed[:3]:
        sys.stdout.write(f"  {problem}\n")


if __name__ == "__main__":
    main()
