"""A site that ``make run`` has started, as a person at a terminal starts it and uses it."""

import os
import re
import signal
import subprocess
import time
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from socket import create_server
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import psycopg
import pytest

ROOT = Path(__file__).parent.parent
SECONDS = 60  # the longest that starting, stopping or an answer may take on a busy machine
OURS = (
    "DATA_DIR",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "DJANGO_SETTINGS_MODULE",
    "MAKEFLAGS",
    "MAKELEVEL",
    "SECRET_KEY",
)


@dataclass
class Site:
    """One start of the site: its process, what it has said, and where its data lie."""

    process: "subprocess.Popen[bytes]"
    data: Path
    log: Path
    env: dict[str, str]

    @property
    def said(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines()

    @property
    def address(self) -> str:
        return next(line.split()[-1] for line in self.said if line.startswith("Xiwen is running at "))

    def lines_until_ready(self) -> list[str]:
        latest = time.monotonic() + SECONDS
        while not (said := self.said) or "Ctrl-C" not in said[-1]:
            if self.process.poll() is not None or time.monotonic() > latest:
                pytest.fail("It was not ready:\n" + "\n".join(self.said))
            time.sleep(0.02)
        return said

    def press_ctrl_c(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(SECONDS)


def start(folder: Path, **settings: str) -> Site:
    """Start ``make run`` on data of its own, in a process group of its own, as a terminal does."""
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    data, log = folder / "data", folder / "log"
    env = {**inherited, **own_database(), "DATA_DIR": str(data), **settings}
    with log.open("wb") as said:
        process = subprocess.Popen(
            ["make", "run"],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
    return Site(process, data, log, env)


def own_database() -> dict[str, str]:
    """Return the address of a new database, if the tests run on PostgreSQL."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        return {}
    name = f"site_{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return {"DATABASE_URL": urlsplit(address)._replace(path=f"/{name}").geturl()}


def free_port() -> int:
    with create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


@dataclass
class Answer:
    status: int
    text: str
    headers: dict[str, str]


@dataclass
class Caller:
    """Somebody who asks the site over the network, with a jar for cookies. Fit for many threads."""

    site: Site
    jar: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> Answer:
        return self._ask(path, None)

    def post(self, path: str, **fields: object) -> Answer:
        token = next(cookie.value for cookie in self.jar if cookie.name == "csrftoken")
        return self._ask(path, urlencode({"csrfmiddlewaretoken": token, **fields}).encode())

    def _ask(self, path: str, body: bytes | None) -> Answer:
        address = path if "://" in path else self.site.address + path
        request = urllib.request.Request(address, body, {"Accept": "application/json, */*"})  # noqa: S310, ours
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return Answer(answer.status, answer.read().decode(), dict(answer.headers))
        except HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.read().decode(), dict(refused.headers))


def signed_in(site: Site) -> Caller:
    """Sign in by a link of ``make link``."""
    said = subprocess.run(
        ["make", "link"], cwd=ROOT, env=site.env, capture_output=True, text=True, check=True
    )
    caller, link = Caller(site), said.stdout.strip()
    found = re.findall(r'name="request" value="([^"]+)"', caller.get(link).text)
    assert caller.post(link, request=found[0]).status == 200
    return caller
