"""Collect the messages of the code into the catalogues, and compile them. For translators.

Needs gettext's programs to collect; compiling needs only the development packages.
"""

import re
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_Hans",)
# No dates, no line numbers: a catalogue changes only when a message does.
WRITTEN = re.compile(r"^(POT-Creation-Date|PO-Revision-Date)$")


def main() -> None:
    """Collect and compile every language, and say what is left to translate."""
    for language in LANGUAGES:
        collect(language)
        catalogue = polib.pofile(str(source(language)))
        catalogue.metadata = {
            key: value for key, value in catalogue.metadata.items() if not WRITTEN.match(key)
        }
        catalogue.save()
        catalogue.save_as_mofile(str(source(language).with_suffix(".mo")))
        left = [entry.msgid for entry in catalogue if not entry.obsolete and not entry.translated()]
        print(f"{language}: {len(catalogue)} messages, {len(left)} to translate")  # noqa: T201


def source(language: str) -> Path:
    """Return the catalogue of a language."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def collect(language: str) -> None:
    """Bring the catalogue up to date with the code."""
    command = [sys.executable, "manage.py", "makemessages", "--locale", language, "--no-obsolete"]
    command += ["--add-location", "file", "--no-wrap"]
    for folder in ("node_modules", ".venv", "tests", "staticfiles"):
        command += ["--ignore", folder]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603


if __name__ == "__main__":
    main()
