"""Lighthouse on the workbench, the library and a project, mobile and desktop. Not run by pytest.

    python -m tests.bench.lighthouse [--command lighthouse] [--reports FOLDER]

Starts the production server on a new SQLite database and runs Lighthouse with Debian's Chromium; npx fetches
it if no command is given. Prints the four scores of each page, and what keeps one under 100.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.opening import PREPARE
from tests.bench.serving import free_port, run_python, running_server
from tests.chromium import FLAGS

COMMAND = "npx --yes lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
WANTED = 95  # of 100
GOOD = 0.9  # what an audit has to reach not to be named


def main() -> None:
    """Measure every page and end with an error if one falls short."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--command", default=COMMAND)
    parser.add_argument("--reports", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
        env["DJANGO_SETTINGS_MODULE"] = "config.settings"
        run_python(["manage.py", "migrate", "--verbosity=0"], env)
        made = json.loads(run_python(["-c", f"import django; django.setup()\n{PREPARE}"], env))
        workbench = made["short"]
        pages = {"workbench": workbench, "project": workbench.split("articles/")[0], "library": "/library/"}
        port = free_port()
        with running_server(port, env):
            fine = [
                _measure(asked, f"{name} {device}", f"http://127.0.0.1:{port}{path}", made, Path(folder))
                for name, path in pages.items()
                for device in ("mobile", "desktop")
            ]
    sys.exit(not all(fine))


def _measure(asked: argparse.Namespace, name: str, address: str, made: dict[str, str], folder: Path) -> bool:
    """Print the scores of one page; returns whether all are as wanted."""
    report = _report(asked.command, name, address, f"{made['name']}={made['value']}", folder)
    if asked.reports:
        asked.reports.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / "report.json", asked.reports / f"{name.replace(' ', '-')}.json")
    scores = [round(100 * report["categories"][one]["score"]) for one in CATEGORIES]
    shown = "  ".join(f"{one} {score}" for one, score in zip(CATEGORIES, scores, strict=True))
    paint = report["audits"]["largest-contentful-paint"]["displayValue"]
    sys.stdout.write(f"{name:20} {shown}  largest paint {paint}\n")
    for line in _short_of(report):
        sys.stdout.write(f"{'':22}{line}\n")
    return all(score >= WANTED for score in scores)


def _report(command: str, name: str, address: str, cookie: str, folder: Path) -> Any:
    sandbox = "--no-sandbox " if os.geteuid() == 0 else ""
    words = [
        *shlex.split(command),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={folder / 'report.json'}",
        f"--chrome-flags=--headless=new {sandbox}{' '.join(FLAGS)}",
        f"--extra-headers={json.dumps({'Cookie': cookie})}",
        *(["--preset=desktop"] if name.endswith("desktop") else []),
    ]
    env = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
    subprocess.run(words, check=True, env=env, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))


def _short_of(report: Any) -> list[str]:
    """Return which audits keep a category below its best."""
    weighed = {
        audit["id"]
        for category in report["categories"].values()
        for audit in category["auditRefs"]
        if audit["weight"] > 0
    }
    found = [report["audits"][one] for one in weighed]
    return [f"{one['score']}  {one['id']}: {one['title']}" for one in found if _score(one) < GOOD]


def _score(audit: Any) -> float:
    """Return 1 for what does not apply to the page."""
    return 1.0 if audit["score"] is None else float(audit["score"])


if __name__ == "__main__":
    main()
