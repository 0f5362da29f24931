"""Check that the catalogues hold every message, translated and compiled. ``messages.py`` writes them.

Checking needs Debian's package gettext; running Xiwen does not, as the compiled files are kept.
"""

import contextlib
import gettext
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_Hans",)
SOURCES = ("accounts", "annotate", "articles", "config", "templates", "locale")


def main() -> None:
    """End with a list of what is wrong, if anything is."""
    trouble = [line for path in _catalogues(ROOT) for line in _faults(path)]
    if trouble:
        sys.exit(
            "\n".join([*trouble, "Run .venv/bin/python scripts/messages.py, then translate what is left."])
        )


def _catalogues(root: Path) -> list[Path]:
    return [root / "locale" / language / "LC_MESSAGES" / "django.po" for language in LANGUAGES]


def _faults(path: Path) -> Iterator[str]:
    name = path.relative_to(ROOT)
    if not path.exists():
        yield f"{name} is missing."
        return
    catalogue = polib.pofile(str(path))
    yield from (f"{name}: not translated: {entry.msgid!r}" for entry in catalogue.untranslated_entries())
    yield from (f"{name}: to be looked at (fuzzy): {entry.msgid!r}" for entry in catalogue.fuzzy_entries())
    known = {entry.msgid for entry in catalogue if not entry.obsolete}
    wanted = _messages_of_the_code(path)
    yield from (f"{name}: missing: {message!r}" for message in sorted(wanted - known))
    yield from (f"{name}: no longer used: {message!r}" for message in sorted(known - wanted))
    if not _is_compiled(catalogue, path.with_suffix(".mo")):
        yield f"{name}: the compiled file is older than this one."


def _messages_of_the_code(path: Path) -> set[str]:
    """Return what the code and the templates ask to be translated, found in a copy of them."""
    with tempfile.TemporaryDirectory(prefix="xiwen-catalogues-") as folder:
        for source in SOURCES:
            if (ROOT / source).exists():
                shutil.copytree(ROOT / source, Path(folder) / source)
        shutil.copy(ROOT / "manage.py", folder)
        _make_messages(Path(folder))
        found = polib.pofile(str(Path(folder) / path.relative_to(ROOT)))
        return {entry.msgid for entry in found if not entry.obsolete}


def _make_messages(root: Path) -> None:
    (root / "locale").mkdir(exist_ok=True)
    languages = [word for language in LANGUAGES for word in ("--locale", language)]
    command = [sys.executable, "manage.py", "makemessages", "--no-wrap", "--no-location", *languages]
    command += [
        "--ignore=.venv",
        "--ignore=node_modules",
        "--ignore=data",
        "--ignore=tests",
        "--ignore=scripts",
    ]
    outcome = subprocess.run(
        command, check=False, cwd=root, capture_output=True, text=True, env={**os.environ}
    )
    if outcome.returncode != 0:
        sys.exit(f"makemessages failed:\n{outcome.stderr}")


def _is_compiled(catalogue: polib.POFile, path: Path) -> bool:
    if not path.exists():
        return False
    fresh = gettext.GNUTranslations(io.BytesIO(catalogue.to_binary()))
    with path.open("rb") as file, contextlib.suppress(OSError):
        kept = gettext.GNUTranslations(file)
        return _pairs(kept) == _pairs(fresh)
    return False


def _pairs(translations: gettext.GNUTranslations) -> dict[object, str]:
    pairs: dict[object, str] = dict(vars(translations)["_catalog"])
    pairs.pop("", None)  # the header, which holds the day
    return pairs


if __name__ == "__main__":
    main()
