"""How long the queue takes at 100,000 articles. Not run by pytest.

    python -m tests.bench.queueing [--articles 100000]
    python -m tests.postgres python -m tests.bench.queueing

Worst cases: ``busy`` has the first half of the independent project, so that the queue passes over all
of it; in the shared project they have submitted everything but the last article. Milliseconds, medians.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator

BATCH = 5_000  # rows
TIMES = 15
BUDGET = 100  # milliseconds


def main() -> int:
    """Start this very module again with the settings of the site; return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "DATA_DIR": folder,
            "ALLOWED_HOSTS": "testserver",
            "DEBUG": "yes",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "BENCH_ARTICLES": str(asked.articles),
        }
        environment = {**os.environ, **settings}
        code = "from tests.bench import queueing; queueing.measure()"
        for command in (["manage.py", "migrate", "-v0"], ["-c", code]):
            status = subprocess.run([sys.executable, *command], check=False, env=environment).returncode
            if status:
                return status
    return 0


def measure() -> None:
    """Furnish the database, ask, and print the medians."""
    import django  # noqa: PLC0415 - only this process has the settings

    django.setup()
    from tests.bench.queued import cases, furnish  # noqa: PLC0415

    room = furnish(int(os.environ["BENCH_ARTICLES"]))
    slowest = 0.0
    for name, act in cases(room):
        took = statistics.median(_times(act))
        slowest = max(slowest, took)
        sys.stdout.write(f"{name:58} {took:7.1f} ms\n")
    sys.stdout.write(f"{'slowest':58} {slowest:7.1f} ms of {BUDGET}\n")


def _times(act: Callable[[], object]) -> Iterator[float]:
    for _time in range(TIMES):
        began = time.perf_counter()
        act()
        yield (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
