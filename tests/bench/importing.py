"""How fast articles come in: files and JSON lines a second, and memory. Not run by pytest.

    python -m tests.bench.importing [--files 20000] [--articles 6000]

Files are those of the corpus beside this checkout, again and again under other addresses. The
database is a new SQLite file in a temporary folder, unless DATABASE_URL names another that is empty.
"""

# ruff: noqa: E402 the settings read the environment as soon as a model is imported

import argparse
import json
import os
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from uuid import uuid4

import django

FOLDER = tempfile.TemporaryDirectory()
os.environ["DATA_DIR"] = FOLDER.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command
from django.db import connection

from articles import readers
from articles.importing import begin_run, in_batches, read_documents, read_file, store_batch
from articles.models import Outcome
from articles.problems import ImportProblem
from tests.articles.mutants import saved_files

CORPUS = 5_513  # files
PARSED = 2_000  # files that are only read
SIGNS = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
ADDRESS = re.compile(rb"https?://[\w.-]+/")


def main() -> None:
    """Read and store the corpus and a file of JSON lines, and print the figures beside their budgets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--articles", type=int, default=6_000)
    wanted = parser.parse_args()
    call_command("migrate", verbosity=0)
    sys.stdout.write(f"{connection.vendor}\n")
    _parse_files()
    _store_files(wanted.files)
    _json_lines(wanted.articles)


def _parse_files() -> None:
    files = [(path.name, path.read_bytes()) for path in saved_files()[:: max(1, CORPUS // PARSED)]]
    begun = time.process_time()
    for name, raw in files:
        try:
            readers.read(raw, name)
        except ImportProblem:
            continue
    _print("saved files parsed", len(files) / (time.process_time() - begun), 400)


def _again(count: int) -> Iterator[tuple[str, bytes]]:
    """Yield so many files: those of the corpus, from the second time on under other addresses."""
    files = saved_files()
    for number in range(count):
        path, turn = files[number % len(files)], number // len(files)
        raw = path.read_bytes()
        mark = f"\\g<0>again-{turn}/".encode()
        yield f"{turn}/{path.name}", ADDRESS.sub(mark, raw) if turn else raw


def _store_files(count: int) -> None:
    run = begin_run(uuid4(), by=None)
    early = 0.0
    begun, began = time.perf_counter(), time.process_time()
    done = 0
    for batch in in_batches(read_file(raw, name) for name, raw in _again(count)):
        store_batch(run, batch)
        done += len(batch)
        if not early and done >= min(count // 2, CORPUS):  # the largest files have been by then
            early = _peak()
    _print(
        "saved files stored",
        count / (time.process_time() - began),
        200,
        count / (time.perf_counter() - begun),
    )
    failed = run.files.filter(outcome=Outcome.FAILED).count()
    grown = _peak() - early
    sys.stdout.write(
        f"  {count} files, {failed} failed; memory +{grown:.0f} MiB since {min(count // 2, CORPUS)}\n"
    )


def _paragraph(chance: random.Random) -> str:
    """Return words that no other article has, or each would be compared with all the others."""
    return f"“{''.join(chance.choices(SIGNS, k=60))}😀𠮷。”"


def _json_lines(count: int) -> None:
    chance = random.Random(1)  # noqa: S311 - the same every time
    lines = [
        {
            "id": number,
            "title": f"第 {number} 篇",
            "url": f"https://n.example/a/{number}",
            "text": "\n".join(_paragraph(chance) for _ in range(8)),
        }
        for number in range(count)
    ]
    raw = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()
    begun = time.process_time()
    read_documents(raw, "articles.jsonl")
    _print("JSON lines parsed", count / (time.process_time() - begun), 3_000)
    begun, began = time.perf_counter(), time.process_time()
    run = begin_run(uuid4(), by=None)
    for batch in in_batches([read_file(raw, "articles.jsonl")]):
        store_batch(run, batch)
    _print(
        "JSON lines stored",
        count / (time.process_time() - began),
        1_500,
        count / (time.perf_counter() - begun),
    )


def _print(what: str, rate: float, budget: int, whole: float = 0) -> None:
    """Print a rate by processor time and, where a database has its part, by the clock."""
    clock = f"   {whole:,.0f}/s by the clock" if whole else ""
    sys.stdout.write(f"{what:<20} {rate:>8,.0f}/s   budget {budget:>6,}/s{clock}\n")
    sys.stdout.flush()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # KiB to MiB


if __name__ == "__main__":
    main()
