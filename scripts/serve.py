"""Prepare the database and the static files, then serve. ``make run`` and the container end here."""

import errno
import gc
import hashlib
import io
import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.exceptions import ImproperlyConfigured  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.management.base import CommandError  # noqa: E402
from django.db import OperationalError, connections  # noqa: E402
from gunicorn.app.wsgiapp import WSGIApplication  # noqa: E402
from jobkeeper import JobKeeper  # noqa: E402

from config import env  # noqa: E402

MOST_PORTS = 20  # tried one after the other


def main(words: list[str]) -> None:
    """Prepare everything, print four lines when the server answers, and serve until Ctrl-C.

    ``--static`` makes the static files and nothing else, for the building of an image.
    """
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        if words == ["--static"]:
            django.setup()
            prepare_static_files()
            return
        door = open_door()
        django.setup()
        prepare_static_files()
        prepare_database()
        lines = greeting()
    except (ImproperlyConfigured, CommandError, OperationalError) as problem:
        sys.exit(f"Xiwen does not start. {problem}")
    serve(door, lines)


def open_door() -> socket.socket:
    """Return a socket that listens, and tell the settings its address unless they know a better one.

    A taken port moves to the next, with a sentence; but not behind a proxy, which would not follow.
    """
    host = env.host("HOST", default="127.0.0.1")
    first = env.whole("PORT", default=8000, least=1, most=65535)
    last = first if "SITE_URL" in os.environ else min(first + MOST_PORTS, 65535)
    for port in range(first, last + 1):
        try:
            door = socket.create_server((host, port), family=_family(host), backlog=2048)
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE:
                raise ImproperlyConfigured(
                    f"HOST={host} PORT={port} cannot be used: {problem.strerror}. Set others."
                ) from problem
            continue
        # Whoever connects before gunicorn takes over would wait 40 ms for the end of each answer.
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if port != first:
            print(f"Port {first} is taken; using {port} instead.", flush=True)
        name = f"[{host}]" if ":" in host else host
        os.environ.setdefault("SITE_URL", f"http://{name if env.is_loopback(host) else 'localhost'}:{port}")
        return door
    raise ImproperlyConfigured(f"Port {first} is taken. Stop the program that uses it, or set PORT.")


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def prepare_database() -> None:
    """Bring the database up to date; on the very first run, add the first person and the samples."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("first_run", stdout=io.StringIO())


def prepare_static_files() -> None:
    """Give the static files names that carry a hash of their contents, unless they have them already."""
    stamp = Path(settings.STATIC_ROOT) / "stamp"
    wanted = _fingerprint()
    if not stamp.exists() or stamp.read_text() != wanted:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(wanted)


def _fingerprint() -> str:
    """Return a digest of all that the static files are made of: ours, the packages, and the making."""
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for path in [
        ROOT / "config/storage.py",
        ROOT / "config/static.py",
        *sorted((ROOT / "static").rglob("*")),
    ]:
        if path.is_file():
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def _address_file() -> Path:
    return Path(settings.DATA_DIR) / "address"


def greeting() -> str:
    """Return the four lines that a person needs: where, how to get in, where the data are, how to stop."""
    link = io.StringIO()
    call_command("link", stdout=link)
    return (
        f"Xiwen is running at {settings.SITE_URL}\n"
        f"Sign in once, within 30 minutes: {link.getvalue().strip()}\n"
        f"Your data are in {settings.DATA_DIR}\n"
        "Press Ctrl-C to stop."
    )


def serve(door: socket.socket, lines: str) -> None:
    """Hand the listening socket to gunicorn, and say ``lines`` as soon as it answers."""
    _address_file().write_text(settings.SITE_URL)  # for commands that print addresses
    close_connections()
    sys.argv = ["gunicorn"]  # it reads gunicorn.conf.py in this folder, and no words of ours
    application = WSGIApplication()
    application.cfg.set("bind", [f"fd://{door.fileno()}"])
    application.cfg.set("when_ready", lambda _server: _say(lines))
    application.cfg.set("on_exit", lambda _server: _address_file().unlink(missing_ok=True))
    JobKeeper(application).run()


def close_connections() -> None:
    """Close what is open, pools included: the processes to come must not talk on the same line."""
    connections.close_all()
    for connection in connections.all(initialized_only=True):
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def _say(lines: str) -> None:
    gc.collect()
    gc.freeze()  # the processes about to part keep sharing what is loaded now
    print(lines, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
