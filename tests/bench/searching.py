"""How fast lists and searches are with 100,000 made-up articles and 2,000,000 tags. Not run by pytest.

    python -m tests.bench.searching [--articles 100000] [--only "library search"]

On a new database each: SQLite, and PostgreSQL where it is installed. Three projects: all articles in shared
work, all in independent work, every hundredth. Of each page the median and the 95th percentile by the clock,
the median by the processors (on a busy machine the only figure to compare; a server's second process is not
in it), and how many queries it takes. Filling takes about ten minutes a database.
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
    parser.add_argument("--only", default="", help="a pattern of kinds and addresses")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", f"sqlite:///{folder}/bench.sqlite3", folder, wanted)
    try:
        with private_postgres() as address, tempfile.TemporaryDirectory() as folder:
            _measure("PostgreSQL", address, folder, wanted)
    except NoPostgres as missing:
        sys.stdout.write(f"PostgreSQL: {missing}\n")


def _measure(name: str, address: str, folder: str, wanted: argparse.Namespace) -> None:
    env = os.environ | {
        "DATABASE_URL": address,
        "DATA_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "tests.settings",  # those of production, without collected static files
    }
    for command in (
        ["manage.py", "migrate", "--verbosity=0"],
        ["-m", "tests.bench.searches", name, str(wanted.articles), wanted.only],
    ):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=env, check=True)


if __name__ == "__main__":
    main()
