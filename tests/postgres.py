"""A PostgreSQL of our own, on a socket in a folder of its own, gone when the tests are.

``python -m tests.postgres pytest -k export`` runs any command on it.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pwd import getpwnam

START_SECONDS = 30
# Tests need no promise that outlives a power cut.
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


class NoPostgres(Exception):
    """PostgreSQL is not installed, or did not start."""


def programs() -> Path:
    """Return the folder that holds ``initdb`` and ``postgres``; Debian keeps it out of PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    found = debian[-1] if debian else shutil.which("initdb")
    if found is None:
        raise NoPostgres("PostgreSQL is missing. Install it: sudo apt-get install postgresql")
    return Path(found).resolve().parent


def servant() -> str | None:
    """Return the user who shall run the server: its programs refuse root. None if we are not root."""
    if os.geteuid() != 0:
        return None
    try:
        return getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


@contextmanager
def private_postgres() -> Iterator[str]:
    """Start a server, yield its address for ``DATABASE_URL``, and stop it."""
    folder = Path(tempfile.mkdtemp(prefix="xiwen-postgres-", dir="/tmp"))  # a socket needs a short path
    try:
        _make(folder, servant())
        with _server(folder, servant()):
            yield f"postgresql://xiwen@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(folder: Path, user: str | None) -> None:
    if user is not None:
        shutil.chown(folder, user)
    initdb: list[str | Path] = [
        programs() / "initdb",
        "-D",
        folder / "data",
        "-U",
        "xiwen",
        "--auth=trust",
        "--no-sync",
    ]
    outcome = subprocess.run(
        [*initdb, "--encoding=UTF8", "--locale=C.UTF-8"],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        user=user,
        group=_group(user),
        extra_groups=None if user is None else [],
    )
    if outcome.returncode != 0:
        raise NoPostgres(f"PostgreSQL's initdb failed:\n{outcome.stderr}")


def _group(user: str | None) -> int | None:
    return None if user is None else getpwnam(user).pw_gid


@contextmanager
def _server(folder: Path, user: str | None) -> Iterator[None]:
    options = [word for option in HASTY for word in ("-c", option)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [
                programs() / "postgres",
                "-D",
                folder / "data",
                "-k",
                folder,
                "-c",
                "listen_addresses=",
                *options,
            ],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            process_group=0,  # Ctrl-C is for us; the server is stopped when nobody uses it any more
            user=user,
            group=_group(user),
            extra_groups=None if user is None else [],
        )
    try:
        _wait_for(server, folder)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(START_SECONDS)


def _wait_for(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    ask: list[str | Path] = [programs() / "pg_isready", "-q", "-h", folder, "-U", "xiwen"]
    latest = time.monotonic() + START_SECONDS
    while subprocess.run(ask, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > latest:
            raise NoPostgres(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
        time.sleep(0.05)


def main(command: list[str]) -> int:
    """Run ``command`` with ``DATABASE_URL`` set; return its exit code."""
    # Being told to end is no reason to leave the server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with private_postgres() as address:
        return subprocess.run(command, check=False, env={**os.environ, "DATABASE_URL": address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
