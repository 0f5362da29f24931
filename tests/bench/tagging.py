"""How fast tags are saved: latency of one client, rate and latency of 8 and 32. Not run by pytest.

    python -m tests.bench.tagging [--clients 1 8 32] [--seconds 8]

Starts the production server on a new database: SQLite, and PostgreSQL where it is installed. Each
client is a reviewer with a session of their own who tags in one article of a shared project; the
clients run in a process of their own, on the same two cores as the server. Milliseconds.
"""

import argparse
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

from tests.postgres import NoPostgres, private_postgres

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 30
ARTICLES = 40  # for each client
TAGS = 30  # in each article, as a reviewer leaves there; then the next article is opened

PREPARE = """
import json, sys
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from articles.text.blocks import Block
from tests.makers import make_entry, make_member, make_project, make_user
store = import_module(settings.SESSION_ENGINE).SessionStore
owner = make_user("owner")
owner.is_superuser = True
owner.save()
project = make_project(owner)
sentence = "市长王𠮷表示，新桥😀明年通车，工程已花费三亿元。"
blocks = [Block("title", "桥"), *[Block("paragraph", sentence * 4) for _ in range(12)]]
seats = []
with transaction.atomic():
    for _ in range(int(sys.argv[1])):
        user = make_member(project)
        entries = [make_entry(project, *blocks) for _ in range(int(sys.argv[2]))]
        session = store()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        seats.append({"cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
            "paths": [f"/p/{project.slug}/articles/{entry.pk}/" for entry in entries],
            "length": len(entries[0].revision.text)})
print(json.dumps(seats))
"""


class Seat(NamedTuple):
    """One client's session, articles, and the length of their text in code points."""

    cookie: str
    paths: list[str]
    length: int


def main() -> None:
    """Measure on each database and print a line for each number of clients."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=8)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", f"sqlite:///{folder}/bench.sqlite3", folder, wanted)
    try:
        with private_postgres() as address, tempfile.TemporaryDirectory() as folder:
            _measure("PostgreSQL", address, folder, wanted)
    except NoPostgres as missing:
        sys.stdout.write(f"PostgreSQL: {missing}\n")


def _measure(name: str, address: str, folder: str, wanted: argparse.Namespace) -> None:
    port = free_port()
    env = os.environ | {
        "DATABASE_URL": address,
        "DATA_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    run_python(["manage.py", "migrate", "--verbosity=0"], env)
    run_python(["manage.py", "collectstatic", "--noinput", "--verbosity=0"], env)
    many = max(wanted.clients)
    code = f"import django; django.setup()\n{PREPARE}"
    seats = [
        Seat(**seat)
        for seat in json.loads(run_python(["-c", code, str(many), str(ARTICLES * len(wanted.clients))], env))
    ]
    with running_server(port, env):
        for number, clients in enumerate(wanted.clients):
            load = Load(port, seats[:clients], wanted.seconds, first=number * ARTICLES)
            load.run()
            _print(name, load)


def run_python(command: list[str], env: dict[str, str]) -> str:
    """Run Python in the project and return what it prints."""
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=env, check=True, capture_output=True)
    return done.stdout.decode()


@contextmanager
def running_server(port: int, env: dict[str, str]) -> Iterator[None]:
    """Start the production server and stop it at the end."""
    command = [sys.executable, "scripts/serve.py"]
    server = subprocess.Popen(command, cwd=ROOT, env=env | {"PORT": str(port)}, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                connection = HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
                connection.request("GET", "/health/")
                connection.getresponse().read()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=START_SECONDS)


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


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
