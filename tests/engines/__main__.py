"""Open an article, tag, undo and submit in Firefox and WebKit. Run on demand, not by pytest.

    python -m tests.engines [firefox] [webkit] [--pictures FOLDER]

Starts the production server on a new SQLite database. An engine that is not installed is left out, with
the reason. Ends with an error if a step fails.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench.serving import free_port, run_python, running_server
from tests.engines.driving import Engine, Failed, Missing, firefox, webkit

ENGINES = {"firefox": firefox, "webkit": webkit}
PATIENCE = 20  # seconds for one step
CONTROL, ENTER, SHIFT = "\ue009", "\ue007", "\ue008"  # as WebDriver writes the keys

PREPARE = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from articles.text.blocks import Block
from tests.makers import make_entry, make_member, make_project, make_user
owner = make_user("owner")
owner.is_superuser = True
owner.save()
project = make_project(owner)
text = "市长王𠮷表示：“新桥😀明年通车，cafe\\u0301也会开。”专家李明认为，这不会改变两岸的交通。"
made = []
for _ in range(2):
    user = make_member(project)
    entry = make_entry(project, Block("title", "一座桥"), *[Block("paragraph", text)] * 8)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    made.append({"session": session.session_key, "path": f"/p/{project.slug}/articles/{entry.pk}/"})
print(json.dumps({"cookie": settings.SESSION_COOKIE_NAME, "made": made}))
"""


class Site(NamedTuple):
    """Where the server is, and for whom there is which article."""

    origin: str
    cookie: str
    session: str
    path: str


def main() -> None:
    """Walk in every engine that is asked for and there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("engines", nargs="*", choices=[[], *ENGINES], metavar="engine")
    parser.add_argument("--pictures", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/engines.sqlite3"}
        env["DJANGO_SETTINGS_MODULE"] = "config.settings"
        run_python(["manage.py", "migrate", "--verbosity=0"], env)
        told = json.loads(run_python(["-c", f"import django; django.setup()\n{PREPARE}"], env))
        port = free_port()
        with running_server(port, env):
            sites = [Site(f"http://127.0.0.1:{port}", told["cookie"], **one) for one in told["made"]]
            names = asked.engines or ENGINES
            fine = [_try(name, site, asked.pictures) for name, site in zip(names, sites, strict=False)]
    sys.exit(not all(fine))


def _try(name: str, site: Site, pictures: Path | None) -> bool:
    """Walk in one engine and say how it went."""
    try:
        with ENGINES[name]() as engine:
            try:
                walk(engine, site)
            finally:
                if pictures:
                    pictures.mkdir(parents=True, exist_ok=True)
                    (pictures / f"{name}.png").write_bytes(engine.picture())
    except Missing as missing:
        sys.stdout.write(f"{name:8} left out: {missing}\n")
    except (AssertionError, Failed, OSError) as problem:
        sys.stdout.write(f"{name:8} FAILED: {problem}\n")
        return False
    else:
        sys.stdout.write(f"{name:8} opened, tagged, undone, done again, found after a reload, submitted\n")
    return True


def walk(engine: Engine, site: Site) -> None:
    """Do what a reviewer does with an article."""
    engine.go(f"{site.origin}/sign-in/")
    engine.set_cookie(site.cookie, site.session)
    engine.go(site.origin + site.path)
    _until(engine, "the page is ready", 'return document.documentElement.dataset.ready === "yes"')
    engine.press("jj2")
    _saved(engine)
    _is(
        engine,
        "the quotation is tagged, and nothing else",
        NOTES,
        [["quote", "“新桥😀明年通车，cafe\u0301也会开。”"]],
    )
    _is(engine, "its line is drawn", LINE, "underline dashed")
    engine.press("z")
    _saved(engine)
    _is(engine, "the tag is undone", NOTES, [])
    engine.press("z", holding=SHIFT)
    _saved(engine)
    engine.go(site.origin + site.path)
    _until(engine, "the page is ready", 'return document.documentElement.dataset.ready === "yes"')
    _is(engine, "the tag is there after a reload", "return document.querySelectorAll('.note').length", 1)
    engine.press(ENTER, holding=CONTROL)
    _until(engine, "another page comes", f"return location.pathname !== {json.dumps(site.path)}")
    engine.go(site.origin + site.path)
    _is(
        engine,
        "the article is submitted",
        "return Boolean(document.querySelector('[action$=\"/reopen/\"]'))",
        True,
    )


NOTES = """return [...document.querySelectorAll(".note")].map((one) =>
  [one.dataset.l, one.querySelector(".q").textContent])"""
LINE = """const how = getComputedStyle(document.querySelector("#text mark"));
  return `${how.textDecorationLine} ${how.textDecorationStyle}`"""
SAVED = 'return document.querySelector("#save-state").dataset.state === "saved"'


def _saved(engine: Engine) -> None:
    _until(engine, "everything is saved", SAVED)


def _until(engine: Engine, what: str, script: str) -> None:
    _wait(lambda: engine.run(script), what, wanted=True)


def _is(engine: Engine, what: str, script: str, wanted: object) -> None:
    _wait(lambda: engine.run(script), what, wanted=wanted)


def _wait(ask: Callable[[], Any], what: str, *, wanted: object) -> None:
    latest = time.monotonic() + PATIENCE
    while (found := ask()) != wanted:
        if time.monotonic() > latest:
            raise AssertionError(f"Not so: {what}. Found {found!r} instead of {wanted!r}.")
        time.sleep(0.05)


if __name__ == "__main__":
    main()
