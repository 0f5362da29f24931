"""Make the Python environment in ``.venv``. Needs nothing but Python itself."""

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)


def enter(lock: str) -> None:
    """Make ``.venv`` hold what the lock file ``lock`` lists. Does nothing if it does already.

    The development lock holds all of the other: whoever has the first needs not install the second.
    Ends the program with a sentence if this machine lacks something.
    """
    if sys.version_info < OLDEST:
        sys.exit(f"Xiwen needs Python 3.11 or newer; this is {sys.version.split()[0]}. Install python3.11.")
    wanted = _fingerprint(lock)
    stamps = [VENV / f"{name}.stamp" for name in {lock, "requirements-dev.lock"}]
    if _works() and any(stamp.exists() and stamp.read_text() == _fingerprint(stamp.stem) for stamp in stamps):
        return
    print(f"Installing what {lock} lists into .venv. This takes a minute, once.", flush=True)
    if not _works():
        _make()
    _pip("install", "--require-hashes", "--no-deps", "-r", str(ROOT / lock))
    (VENV / f"{lock}.stamp").write_text(wanted)


def python() -> str:
    """Return the path of the environment's Python."""
    return str(VENV / "bin" / "python")


def _fingerprint(lock: str) -> str:
    content = (ROOT / lock).read_bytes() + sys.version.encode()
    return hashlib.sha256(content).hexdigest()


def _works() -> bool:
    """Whether ``.venv`` is there, whole, and of the Python that runs us."""
    if not Path(python()).exists():
        return False
    ask = [python(), "-c", "import pip, sys; print(sys.version_info[:2])"]
    answer = subprocess.run(ask, check=False, capture_output=True, text=True)
    return answer.stdout.strip() == str(sys.version_info[:2])


def _make() -> None:
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        version = ".".join(map(str, sys.version_info[:2]))
        sys.exit(
            f"Python's module {missing[0]} is missing. Install it and try again: "
            f"sudo apt-get install python{version}-venv"
        )
    _run([sys.executable, "-m", "venv", "--clear", str(VENV)], "The environment .venv could not be made.")


def _pip(*words: str) -> None:
    quiet = ("-qq", "--disable-pip-version-check", "--no-input")
    _run(
        [python(), "-m", "pip", *words, *quiet],
        "The packages could not be installed. Check the network and try again.",
    )


def _run(command: list[str], trouble: str) -> None:
    if subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode != 0:
        sys.exit(trouble)
