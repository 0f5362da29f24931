"""Import the whole corpus, and say what became of it by format and outlet. Not run by pytest.

    python -m tests.bench.corpus [--markdown]

The files are those beside this checkout; the database is a new SQLite file in a temporary folder. The
table counts files by outcome; the figures of the gold are those that the tests demand.
"""

# ruff: noqa: E402 the settings read the environment as soon as a model is imported

import argparse
import csv
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from uuid import uuid4

import django

FOLDER = tempfile.TemporaryDirectory()
os.environ["DATA_DIR"] = FOLDER.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command

from articles.importing import begin_run, in_batches, read_file, store_batch
from articles.models import Article, ImportedFile, ImportRun, Outcome, Revision
from tests.shared import shared

OTHERS = 5  # files: an outlet with fewer in a format is counted with the others
WHOLE_PAGES = "E"

Rows = dict[str, dict[str, str]]


def main() -> None:
    """Import, and print a table by format and outlet, one by format, and what failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--markdown", action="store_true", help="print tables for the documentation")
    bar = " | " if parser.parse_args().markdown else "  "
    call_command("migrate", verbosity=0)
    files = _manifest()
    run = begin_run(uuid4(), by=None)
    begun = time.perf_counter()
    for batch in in_batches(read_file(shared("corpus", path).read_bytes(), path) for path in files):
        store_batch(run, batch)
    seconds = time.perf_counter() - begun
    sys.stdout.write(f"{len(files)} files in {seconds:.0f} s\n")
    for line in _table(_counted(run, files), bar):
        sys.stdout.write(line + "\n")
    kinds = Counter(Article.objects.order_by().values_list("published_kind", flat=True))
    sys.stdout.write(f"articles {Article.objects.count()}, revisions {Revision.objects.count()}\n")
    sys.stdout.write(f"time of publication: {dict(kinds)}\n")
    for name, reason in run.files.filter(outcome=Outcome.FAILED).values_list("name", "reason"):
        sys.stdout.write(f"failed: {name}: {' '.join(reason.split(chr(10)))}\n")


def _manifest() -> Rows:
    """Return what is known of each file, by its path."""
    with shared("corpus", "MANIFEST.tsv").open(encoding="utf-8") as manifest:
        return {row["path"]: row for row in csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE)}


def _counted(run: ImportRun, files: Rows) -> dict[tuple[str, str], Counter[str]]:
    """Count the outcomes by format and outlet; the few of small outlets together."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    found = ImportedFile.objects.filter(run=run).values_list("name", "outcome", "revision__article__outlet")
    for name, outcome, outlet in found:
        file = files.get(name) or next(row for path, row in files.items() if path.endswith(name))
        counts[file["format"], outlet or ""][outcome] += 1
    return _gathered(counts)


def _gathered(counts: dict[tuple[str, str], Counter[str]]) -> dict[tuple[str, str], Counter[str]]:
    gathered: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (kind, outlet), outcomes in counts.items():
        is_few = kind == WHOLE_PAGES or not outlet or outcomes.total() < OTHERS
        gathered[kind, "others, or none named" if is_few else outlet] += outcomes
    return gathered


def _table(counts: dict[tuple[str, str], Counter[str]], bar: str) -> Iterator[str]:
    yield bar.join(["format", f"{'outlet':<24}", *(f"{one.value:>9}" for one in Outcome)])
    yield bar.join(["---"] * (2 + len(Outcome)))
    for (kind, outlet), outcomes in sorted(counts.items()):
        yield bar.join([f"{kind:<6}", f"{outlet:<24}", *(f"{outcomes[one]:>9}" for one in Outcome)])
    total: Counter[str] = sum(counts.values(), Counter())
    yield bar.join(["all   ", f"{'':<24}", *(f"{total[one]:>9}" for one in Outcome)])


if __name__ == "__main__":
    main()
