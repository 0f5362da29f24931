"""How fast articles come in, and how much memory that takes. Not run by pytest.

    python -m tests.bench.importing [--files 20000] [--articles 6000] [--rounds 3] [--processes 2]

Files are those of the corpus beside this checkout, again and again under other addresses and with other
texts. The database is a new SQLite file in a temporary folder, unless DATABASE_URL names another that is
empty. Rates are of processor time, medians of the rounds; by the clock, a busy machine is slower.
"""

# ruff: noqa: E402 the settings read the environment as soon as a model is imported

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from uuid import uuid4

import django

FOLDER = tempfile.TemporaryDirectory()
os.environ["DATA_DIR"] = FOLDER.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command
from django.db import connection

from articles import readers
from articles.importing import ReadFile, begin_run, in_batches, read_documents, read_file, store_batch
from articles.models import ImportRun, Outcome
from articles.problems import ImportProblem
from config.database import writing_much
from config.processes import collecting_rarely
from tests.articles.mutants import saved_files

ROOT = Path(__file__).parent.parent.parent
CORPUS = 5_513  # files
COMMANDED = 5_400  # files that the command imports in a round
LINES = 6_000  # in each of four files
ROUND = 1_500  # files that are read, and stored, in a round
WEIGHED = (1_000, 5_000, 10_000, 20_000)  # files after which the memory is looked at
SIGNS = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
ADDRESS = re.compile(rb"https?://[\w.-]+/")
COMMON = re.compile("|".join("的一是不了在人有").encode())


def main() -> None:
    """Read and store the corpus and files of JSON lines, and print the figures beside their budgets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--articles", type=int, default=6_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only-processes", action="store_true", help="compare one process with several only")
    wanted = parser.parse_args()
    call_command("migrate", verbosity=0)
    sys.stdout.write(f"{connection.vendor}, load {os.getloadavg()[0]:.1f}\n")
    if not wanted.only_processes:
        with collecting_rarely():
            _parse_files(wanted.rounds)
            _store_files(wanted.files)
            _json_lines(wanted.articles, wanted.rounds)
    _several_processes(wanted.processes, wanted.rounds)


def _parse_files(rounds: int) -> None:
    files = [(path.name, path.read_bytes()) for path in saved_files()[:: max(1, CORPUS // ROUND)]]
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        for name, raw in files:
            try:
                readers.read(raw, name)
            except ImportProblem:
                continue
        taken.append(len(files) / (time.process_time() - begun))
    _print("saved files parsed", taken, 400)


def _again(count: int) -> Iterator[tuple[str, bytes]]:
    """Yield so many files: those of the corpus, from the second time on as other articles."""
    files = saved_files()
    random.Random(1).shuffle(files)  # noqa: S311 - the same every time
    for number in range(count):
        path, turn = files[number % len(files)], number // len(files)
        raw = path.read_bytes()
        if turn:
            raw = ADDRESS.sub(f"\\g<0>again-{turn}/".encode(), raw)
            raw = COMMON.sub(chr(0x3400 + turn).encode(), raw)
        yield f"{turn}/{path.name}", raw


def _store_files(count: int) -> None:
    """Import files as the command does, and look at the memory on the way."""
    run = begin_run(uuid4(), by=None)
    files, done = _again(count), 0
    rates, clocks, weights = [], [], []
    while some := list(islice(files, min(ROUND, next((at for at in WEIGHED if at > done), count) - done))):
        rate, clock = _stored(run, (read_file(raw, name) for name, raw in some), len(some))
        done += len(some)
        rates.append(rate)
        clocks.append(clock)
        if done in WEIGHED:
            weights.append(f"{_memory():.0f} MiB at {done:,}")
    _print("saved files stored", rates, 200, clocks)
    failed = run.files.filter(outcome=Outcome.FAILED).count()
    sys.stdout.write(f"  {count:,} files, {failed} failed; memory {', '.join(weights)}\n")


def _stored(run: ImportRun, files: Iterable[ReadFile], count: int) -> tuple[float, float]:
    """Store files; returns how many a second by processor time, and by the clock."""
    begun, began = time.perf_counter(), time.process_time()
    with writing_much():
        for batch in in_batches(files):
            store_batch(run, batch)
    return count / (time.process_time() - began), count / (time.perf_counter() - begun)


def _paragraph(chance: random.Random) -> str:
    """Return words that no other article has, or each would be compared with all the others."""
    return f"“{''.join(chance.choices(SIGNS, k=60))}😀𠮷。”"


def _lines(count: int, chance: random.Random) -> bytes:
    lines = (
        {
            "title": f"第 {number} 篇",
            "url": f"https://n.example/{chance.random()}/{number}",
            "text": "\n".join(_paragraph(chance) for _ in range(8)),
        }
        for number in range(count)
    )
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()


def _json_lines(count: int, rounds: int) -> None:
    chance = random.Random(1)  # noqa: S311 - the same every time
    parsed, rates, clocks = [], [], []
    for _ in range(rounds):
        raw = _lines(count, chance)
        begun = time.process_time()
        read_documents(raw, "articles.jsonl")
        parsed.append(count / (time.process_time() - begun))
        run = begin_run(uuid4(), by=None)
        rate, clock = _stored(run, (read_file(each, "articles.jsonl") for each in [raw]), count)
        rates.append(rate)
        clocks.append(clock)
    _print("JSON lines parsed", parsed, 3_000)
    _print("JSON lines stored", rates, 1_500, clocks)


def _several_processes(processes: int, rounds: int) -> None:
    """Import the same by the command, read by one process and by several, in turns: files, then lines."""
    with tempfile.TemporaryDirectory() as files, tempfile.TemporaryDirectory() as lines:
        for number, path in enumerate(saved_files()[:: CORPUS // COMMANDED]):
            (Path(files) / f"{number}{path.suffix}").symlink_to(path)
        chance = random.Random(2)  # noqa: S311 - the same every time
        for number in range(4):
            (Path(lines) / f"{number}.jsonl").write_bytes(_lines(LINES, chance))
        for what, folder in (("files", files), ("lines", lines)):
            taken: dict[int, list[float]] = {1: [], processes: []}
            for _ in range(rounds):
                for jobs, seconds in taken.items():
                    seconds.append(_by_command(folder, jobs))
            medians = {jobs: statistics.median(seconds) for jobs, seconds in taken.items()}
            listed = ", ".join(f"--jobs {jobs} {seconds:.1f} s" for jobs, seconds in medians.items())
            times = medians[1] / medians[processes]
            sys.stdout.write(f"{what} by the command and the clock: {listed}, {times:.2f} times\n")
            sys.stdout.flush()


def _by_command(folder: str, jobs: int) -> float:
    """Import a folder into a database that holds no article; returns the seconds by the clock."""
    with tempfile.TemporaryDirectory() as data:
        env = os.environ | {"DATA_DIR": data}
        clear = ["flush", "--no-input"] if connection.vendor == "postgresql" else ["migrate"]
        subprocess.run([sys.executable, "manage.py", *clear, "-v0"], cwd=ROOT, env=env, check=True)
        begun = time.perf_counter()
        command = [sys.executable, "manage.py", "import_articles", folder, "--jobs", str(jobs)]
        subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True)
        return time.perf_counter() - begun


def _print(what: str, rates: list[float], budget: int, clocks: list[float] | None = None) -> None:
    clock = f"   {statistics.median(clocks):,.0f}/s by the clock" if clocks else ""
    span = f"{min(rates):,.0f} to {max(rates):,.0f}"
    sys.stdout.write(
        f"{what:<20} {statistics.median(rates):>7,.0f}/s ({span})   budget {budget:,}/s{clock}\n"
    )
    sys.stdout.flush()


def _memory() -> float:
    """Return the memory that is this process's own now, in MiB.

    Not what it shares with all others that have the file of the database mapped (``mmap_size``): that
    grows with the database, up to 256 MiB, and the system takes it back when it needs it.
    """
    _size, resident, shared, *_others = map(int, Path("/proc/self/statm").read_text().split())
    return (resident - shared) * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
