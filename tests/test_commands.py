"""The commands of the Makefile, run as a person runs them."""

import importlib
import importlib.util
import os
import re
import signal
import socket
import stat
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SECONDS = 60
OURS = (
    "DATA_DIR",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "DJANGO_SETTINGS_MODULE",
    "MAKEFLAGS",
    "MAKELEVEL",
    "SECRET_KEY",
)

Start = Callable[..., "subprocess.Popen[str]"]


def surroundings(folder: Path, **settings: str) -> dict[str, str]:
    """Return the environment of a person at a terminal, whose data lie in ``folder``."""
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**inherited, "DATA_DIR": str(folder), **settings}


def start_in(folder: Path, **settings: str) -> "subprocess.Popen[str]":
    """Start ``make run`` in a process group of its own, as a terminal does."""
    return subprocess.Popen(
        ["make", "run"],
        cwd=ROOT,
        env=surroundings(folder, **settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
    )


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start ``make run`` with the settings given; stop it after the test."""
    started: list[subprocess.Popen[str]] = []

    def starter(**settings: str) -> "subprocess.Popen[str]":
        started.append(start_in(tmp_path, **settings))
        return started[-1]

    yield starter
    for process in started:
        press_ctrl_c(process)
        process.communicate(timeout=SECONDS)


@dataclass(frozen=True)
class Site:
    """A site that ``make run`` has started, for tests that only look at it."""

    address: str
    data: Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for all the tests that only look."""
    folder, port = tmp_path_factory.mktemp("data"), free_port()
    process = start_in(folder, PORT=str(port))
    lines_until_ready(process)
    yield Site(f"http://127.0.0.1:{port}", folder)
    press_ctrl_c(process)
    process.communicate(timeout=SECONDS)


def press_ctrl_c(process: "subprocess.Popen[str]") -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)


def lines_until_ready(process: "subprocess.Popen[str]") -> list[str]:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if "Ctrl-C" in line:
            return lines
    pytest.fail("It ended before it was ready:\n" + "\n".join(lines))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310, an address of our own
        return str(answer.read().decode())


def test_make_run_ends_with_four_lines_and_ctrl_c_stops_everything(start: Start, tmp_path: Path) -> None:
    port = free_port()
    process = start(PORT=str(port))

    address, link, data, stop = lines_until_ready(process)[-4:]

    assert address == f"Xiwen is running at http://127.0.0.1:{port}"
    found = re.fullmatch(rf"Sign in once, within 30 minutes: (http://127\.0\.0\.1:{port}/link/\S+/)", link)
    assert found
    assert (data, stop) == (f"Your data are in {tmp_path}", "Press Ctrl-C to stop.")
    page = fetch(found[1])
    assert "<button" in page
    assert fetch(found[1]).count("<button") == page.count("<button")  # looking does not use it up

    press_ctrl_c(process)
    process.wait(SECONDS)

    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)  # nobody is left in the group
    with socket.create_server(("127.0.0.1", port)):
        pass  # and the port is free again


def test_the_secret_is_for_its_owner_only(site: Site) -> None:
    assert stat.S_IMODE((site.data / "secret_key").stat().st_mode) == 0o600


def test_static_files_carry_names_that_never_change_their_contents(site: Site) -> None:
    page = fetch(f"{site.address}/sign-in/")

    style = re.search(r'href="(/static/css/[\w.-]+\.[0-9a-f]{12}\.css)"', page)

    assert style
    with urllib.request.urlopen(f"{site.address}{style[1]}", timeout=SECONDS) as answer:  # noqa: S310, ours
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_machine_without_venv_is_told_which_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    environment = importlib.import_module("environment")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(SystemExit, match=r"module venv is missing.*sudo apt-get install python3\.\d+-venv"):
        environment._make()


def test_a_taken_port_moves_to_the_next_and_make_link_follows(start: Start, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        lines = lines_until_ready(start(PORT=str(port)))
        link = subprocess.run(
            ["make", "link"], cwd=ROOT, env=surroundings(tmp_path), capture_output=True, text=True, check=True
        )

    moved = re.fullmatch(rf"Port {port} is taken; using (\d+) instead\.", lines[-5])
    assert moved
    assert lines[-4] == f"Xiwen is running at http://127.0.0.1:{moved[1]}"
    assert re.fullmatch(rf"http://127\.0\.0\.1:{moved[1]}/link/\S+/\n", link.stdout)


def test_behind_a_proxy_a_taken_port_is_not_left(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said, code = end_of(start(PORT=str(port), SITE_URL="https://xiwen.example.org"))

    assert f"Port {port} is taken. Stop the program that uses it, or set PORT." in said
    assert code != 0


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("HOST", "0.0.0.0", "would offer plain http to the network"),  # noqa: S104, it is refused
        ("SITE_URL", "http://xiwen.example.org", "is plain http, which would show passwords"),
        ("SECRET_KEY", "easy", "SECRET_KEY is weak"),
        ("DATABASE_URL", "mysql://localhost/news", "It must start with sqlite: or postgresql:."),
    ],
)
def test_what_is_unsafe_does_not_start_and_says_why(
    start: Start, name: str, value: str, sentence: str
) -> None:
    said, code = end_of(start(**{"PORT": str(free_port()), name: value}))

    assert sentence in said
    assert "Traceback" not in said
    assert code != 0


def end_of(process: "subprocess.Popen[str]") -> tuple[str, int]:
    said, _ = process.communicate(timeout=SECONDS)
    return said, process.returncode
