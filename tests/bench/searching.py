"""How fast articles and tags are found among 100,000 made-up articles. Not run by pytest.

    python -m tests.bench.searching [--articles 100000]

On a new database each: SQLite, and PostgreSQL where it is installed. A project holds all the articles,
another every hundredth; both have tags. Medians of nine, in milliseconds, of the question and of the
whole page as the browser gets it. Then how many articles a second were made searchable.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.postgres import NoPostgres, private_postgres

ROOT = Path(__file__).parent.parent.parent


def main() -> None:
    """Measure on each database."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=100_000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", f"sqlite:///{folder}/bench.sqlite3", folder, wanted.articles)
    try:
        with private_postgres() as address, tempfile.TemporaryDirectory() as folder:
            _measure("PostgreSQL", address, folder, wanted.articles)
    except NoPostgres as missing:
        sys.stdout.write(f"PostgreSQL: {missing}\n")


def _measure(name: str, address: str, folder: str, articles: int) -> None:
    env = os.environ | {
        "DATABASE_URL": address,
        "DATA_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    for command in (
        ["manage.py", "migrate", "--verbosity=0"],
        ["-m", "tests.bench.searches", name, str(articles)],
    ):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=env, check=True)


if __name__ == "__main__":
    main()
