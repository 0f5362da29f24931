"""A new database on each kind of server, with reviewers in it, and the production server in front of it."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from tests.postgres import NoPostgres, private_postgres

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 30

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


def on_each_database(
    measure: Callable[[str, dict[str, str]], None], settings: str = "config.settings"
) -> None:
    """Measure with SQLite, and with PostgreSQL where it is installed: a new database, migrated.

    ``measure`` takes the name to print and the environment in which the project uses that database.
    """
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", _migrated(f"sqlite:///{folder}/bench.sqlite3", folder, settings))
    try:
        with private_postgres() as address, tempfile.TemporaryDirectory() as folder:
            measure("PostgreSQL", _migrated(address, folder, settings))
    except NoPostgres as missing:
        sys.stdout.write(f"PostgreSQL: {missing}\n")


def _migrated(address: str, folder: str, settings: str) -> dict[str, str]:
    env = os.environ | {"DATABASE_URL": address, "DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": settings}
    run_python(["manage.py", "migrate", "--verbosity=0"], env)
    return env


def take_seats(people: int, articles: int, env: dict[str, str]) -> list[Seat]:
    """Make a project in which each of the people has so many articles, and collect what the server sends."""
    run_python(["manage.py", "collectstatic", "--noinput", "--verbosity=0"], env)
    code = f"import django; django.setup()\n{PREPARE}"
    made = run_python(["-c", code, str(people), str(articles)], env)
    return [Seat(**seat) for seat in json.loads(made)]


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


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
