"""Collect the messages of the code into the catalogues, and compile them. For translators.

Needs Debian's package gettext; running Xiwen does not, as the compiled files are kept.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_Hans", "zh_Hant")
# No message stands in these: scripts of the pages read their words from the page.
IGNORED = (
    ".*",
    "__pycache__",
    "data",
    "docs",
    "node_modules",
    "sample",
    "scripts",
    "static",
    "staticfiles",
    "test-results",
    "tests",
)
# No dates and no persons: a catalogue changes only when a message does.
METADATA = {
    "Project-Id-Version": "Xiwen",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def main() -> None:
    """Collect and compile every language, and say what is left to translate."""
    for language in LANGUAGES:
        catalogue = collected(language)
        path = source(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))
        left = sum(not entry.translated() for entry in catalogue)
        print(f"{language}: {len(catalogue)} messages, {left} to translate")


def source(language: str, root: Path = ROOT) -> Path:
    """Return the path of a language's catalogue in the checkout ``root``."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def collected(language: str) -> polib.POFile:
    """Return a language's catalogue with every message of the code and no other. Writes nothing.

    It is made in a copy of the code. Ends the program with a sentence if that cannot be done.
    """
    with tempfile.TemporaryDirectory(prefix="xiwen-messages-") as folder:
        copy = Path(folder) / "xiwen"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*IGNORED))
        (copy / "locale").mkdir(exist_ok=True)
        command = [sys.executable, "manage.py", "makemessages", "--locale", language]
        command += ["--no-obsolete", "--no-wrap", "--add-location", "file"]
        env = {**os.environ, "DATA_DIR": folder}  # the secret key made there goes with the copy
        outcome = subprocess.run(command, cwd=copy, env=env, check=False, capture_output=True, text=True)
        if outcome.returncode != 0:
            sys.exit(f"makemessages failed:\n{outcome.stderr}")
        catalogue = polib.pofile(str(source(language, copy)), wrapwidth=0)
    catalogue.header = ""
    catalogue.metadata = {**METADATA, "Language": language}
    catalogue.metadata_is_fuzzy = False
    return catalogue


if __name__ == "__main__":
    main()
