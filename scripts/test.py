"""``make test``: get what the tests need, run all of them, the cheapest first, stop at the first failure."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import environment

ROOT = environment.ROOT
BIN = environment.VENV / "bin"
NODE = ROOT / "node_modules"
# The program that shows whether a Debian package is there, and the package.
PACKAGES = {
    "chromium": "chromium",
    "initdb": "postgresql",
    "node": "nodejs",
    "npm": "npm",
    "xgettext": "gettext",
}
# What is tested to its last branch: who may do what, where a span lies, what leaves, what is measured.
WHOLE = (
    "annotate/roles.py",
    "annotate/access.py",
    "annotate/adjudicating/*",
    "annotate/marking/*",
    "annotate/measures/*",
    "annotate/exports/writers/*",
    "articles/text/*",
)


@dataclass(frozen=True)
class Step:
    """One command. ``shown`` lets its output through while it runs; else only a failure is shown."""

    words: Sequence[str | Path]
    shown: bool = False
    env: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        named = [Path(word).name if isinstance(word, Path) else word for word in self.words]
        return shlex.join([*(f"{name}={value}" for name, value in self.env.items()), *named])


def steps() -> Iterable[Step]:
    """Every check, in order of cost."""
    python, manage = BIN / "python", ROOT / "manage.py"
    # Measuring takes as long again; once for each change is enough. pyproject.toml holds the floor.
    coverage = ["--cov", "--cov-report=", "--cov-fail-under=0"] if os.environ.get("CI") == "true" else []
    pytest: list[str | Path] = [BIN / "pytest", "--numprocesses=auto"]
    site = {"SITE_URL": "https://xiwen.example.org"}
    yield Step([BIN / "ruff", "format", "--check", "."])
    yield Step([BIN / "ruff", "check", "."])
    yield Step([BIN / "lint-imports"])
    yield Step([NODE / ".bin/biome", "ci"])
    yield Step([NODE / ".bin/tsc"])
    yield Step(["node", "--test", *sorted(str(path) for path in Path("tests/js").glob("**/*.test.*js"))])
    yield Step([BIN / "djlint", "--check", "templates"])
    yield Step([BIN / "djlint", "--lint", "templates"])
    yield Step([BIN / "deptry", "."])
    yield Step([python, ROOT / "scripts/catalogues.py"])
    yield Step([python, manage, "check", "--deploy", "--fail-level", "WARNING"], env=site)
    yield Step([python, manage, "makemigrations", "--check", "--dry-run"])
    yield Step([BIN / "mypy", "."])
    yield Step([*pytest, "-m", "not database and not browser and not site", *coverage], shown=True)
    further = [*coverage, "--cov-append"] if coverage else []
    yield Step([*pytest, "-m", "database and not browser and not site", *further], shown=True)
    if coverage:
        yield Step([BIN / "coverage", "report"])
        yield Step([BIN / "coverage", "report", f"--include={','.join(WHOLE)}", "--fail-under=100"])
    # What asks no database has passed already.
    on_postgres = [python, "-m", "tests.postgres", *pytest]
    yield Step([*on_postgres, "-m", "database and not browser"], shown=True)
    yield Step([*pytest, "-m", "browser or site"], shown=True)


def main() -> None:
    """Install, run, and end with the exit code of the first command that failed."""
    began = time.monotonic()
    os.chdir(ROOT)
    install_programs()
    environment.enter("requirements-dev.lock")
    install_node_packages()
    with tempfile.TemporaryDirectory(prefix="xiwen-make-test-") as data:
        for step in steps():
            run(step, {**os.environ, "DATA_DIR": data, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"})
    print(f"Everything passed in {time.monotonic() - began:.0f} s.")


def install_programs() -> None:
    """Install Debian's packages that are missing if we are root; else say which are."""
    missing = [package for program, package in PACKAGES.items() if not _has(program)]
    if not missing:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        sys.exit(f"The tests need more. Install it: sudo apt-get install {' '.join(missing)}")
    print(f"Installing Debian's packages: {', '.join(missing)}.", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", *missing]):
        command = ["apt-get", "-qq", *words]
        if subprocess.run(command, check=False, env=quiet, stdin=subprocess.DEVNULL).returncode != 0:
            sys.exit(f"Failed: {shlex.join(command)}")


def _has(program: str) -> bool:
    debian = Path("/usr/lib/postgresql").glob(f"*/bin/{program}")  # not in PATH
    return shutil.which(program) is not None or any(debian)


def install_node_packages() -> None:
    """Install what ``package-lock.json`` lists, unless it is installed already."""
    stamp = NODE / "stamp"
    wanted = sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if subprocess.run(["npm", "ci", "--silent"], check=False, stdin=subprocess.DEVNULL).returncode != 0:
        sys.exit("Failed: npm ci. Check the network and try again.")
    stamp.write_text(wanted)


def run(step: Step, env: Mapping[str, str]) -> None:
    """Run one step; if it fails, show what it said, name it and end."""
    began = time.monotonic()
    if step.shown:
        print(f"\n{step}", flush=True)
    outcome = subprocess.run(
        step.words,
        check=False,
        env={**env, **step.env},
        stdin=subprocess.DEVNULL,
        stdout=None if step.shown else subprocess.PIPE,
        stderr=None if step.shown else subprocess.STDOUT,
        text=True,
    )
    if outcome.returncode != 0:
        print(outcome.stdout or "", flush=True)
        sys.exit(f"Failed: {step}")
    elif not step.shown:
        print(f"{time.monotonic() - began:5.1f} s  {step}", flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
