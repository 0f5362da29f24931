"""Read many spoilt files and say what goes wrong. Not run by pytest.

    python -m tests.bench.fuzz [--count 10000] [--seed 1]

Files of the corpus beside this checkout are cut, spliced, flipped, garbled, nested, packed, and read.
Each must come to whole articles or to a sentence, within two seconds.
"""

# ruff: noqa: E402 the settings read the environment as soon as a model is imported

import argparse
import os
import sys
import tempfile
import time
from collections import Counter

import django

FOLDER = tempfile.TemporaryDirectory()
os.environ["DATA_DIR"] = FOLDER.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from tests.articles.mutants import faults, mutants


def main() -> None:
    """Read the mutants, print every fault and the slowest of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    begun = time.perf_counter()
    wrong = 0
    slowest: Counter[str] = Counter()
    for mutant in mutants(wanted.count, wanted.seed):
        since = time.perf_counter()
        for fault in faults(mutant):
            wrong += 1
            sys.stdout.write(f"{fault}\n")
        slowest[mutant.name] = round((time.perf_counter() - since) * 1000)
        slowest = Counter(dict(slowest.most_common(5)))
    seconds = time.perf_counter() - begun
    sys.stdout.write(f"{wanted.count} files in {seconds:.0f} s, {wrong} faults\n")
    for name, milliseconds in slowest.most_common():
        sys.stdout.write(f"  {milliseconds:>6} ms  {name}\n")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
