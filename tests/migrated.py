"""An SQLite database with all tables, kept between runs: to make them by the migrations takes eight seconds.

It lies in pytest's own folder under a name that changes with every migration and every package, so that a
changed one is never missed. PostgreSQL is new each time.
"""

import hashlib
import os
import shutil
import sqlite3
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from django.conf import settings

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".pytest_cache" / "migrated"


def target() -> Path | None:
    """Return where Django makes the test database, if it is a file of SQLite's."""
    database: dict[str, Any] = settings.DATABASES["default"]
    return Path(database["TEST"]["NAME"]) if database["ENGINE"] == "config.sqlite" else None


def kept() -> Path:
    """Return where the database of these very migrations is kept."""
    told = hashlib.sha256()
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        told.update(f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    told.update("\n".join(sorted(f"{one.name} {one.version}" for one in distributions())).encode())
    told.update(sqlite3.sqlite_version.encode())
    return FOLDER / f"{told.hexdigest()[:32]}.sqlite3"


def lay_out() -> bool:
    """Put the kept database where Django looks for it; whether there is one."""
    to, source = target(), kept()
    if to is None or not source.exists():
        return False
    shutil.copyfile(source, to)
    return True


def keep() -> None:
    """Keep the database that has just been made, instead of older ones."""
    made, to = target(), kept()
    if made is None or to.exists() or not made.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    draft = to.with_suffix(f".{os.getpid()}")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(made)
    try:
        connection.execute("VACUUM INTO ?", [str(draft)])
    finally:
        connection.close()
    for old in FOLDER.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    draft.replace(to)  # whole or not at all, if two runs keep theirs at once
