"""How fast lists and searches are with 100,000 made-up articles and 2,000,000 tags. Not run by pytest.

    python -m tests.bench.searching [--articles 100000] [--only "library search"]

On a new database each: SQLite, and PostgreSQL where it is installed. Three projects: all articles in shared
work, all in independent work, every hundredth. Of each page the median and the 95th percentile by the clock,
the median by the processors (on a busy machine the only figure to compare; a server's second process is not
in it), and how many queries it takes. Filling takes about ten minutes a database.
"""

import argparse
import subprocess
import sys
from functools import partial

from tests.bench.serving import ROOT, on_each_database


def main() -> None:
    """Measure on each database."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--only", default="", help="a pattern of kinds and addresses")
    wanted = parser.parse_args()
    # The settings of production, without collected static files.
    on_each_database(partial(_measure, wanted), "tests.settings")


def _measure(wanted: argparse.Namespace, name: str, env: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tests.bench.searches", name, str(wanted.articles), wanted.only]
    subprocess.run(command, cwd=ROOT, env=env, check=True)


if __name__ == "__main__":
    main()
