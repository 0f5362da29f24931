"""Work in several processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.processes import MOST_WAITING, ProcessGone, in_order

ROOT = Path(__file__).parent.parent.parent
#: Asks far more than it reads answers, and then waits to be killed.
SCRIPT = """
import time
from config.processes import in_order
from tests.config.test_processes import whoever

if __name__ == "__main__":
    answers = in_order(whoever, range(1000), processes=2)
    print(*{pid for _ in range(40) for pid in next(answers)}, flush=True)
    time.sleep(60)
"""
PATIENCE = 20  # seconds, for a machine that is busy


def told_late(number: int) -> Iterator[int]:
    """Yield the number as often as it says, the later the smaller it is."""
    time.sleep(0.05 if number == 0 else 0)
    yield from [number] * number


def whoever(number: int) -> list[int | bytes]:
    """Return who does it, and from the fortieth on more than goes into a line."""
    return [os.getpid(), *([bytes(2**20)] if number >= 40 else [])]


def dead_at_three(number: int) -> list[int]:
    if number == 3:
        os._exit(1)
    return [number]


def large(number: int) -> Iterator[bytes]:
    for _ in range(number):
        yield b"x" * (MOST_WAITING // 2 + 1)


def is_alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.site
def test_answers_come_in_the_order_of_the_questions():
    answers = in_order(told_late, range(12), processes=2)

    assert [list(some) for some in answers] == [[number] * number for number in range(12)]


@pytest.mark.site
def test_a_process_that_is_killed_is_told_of():
    with pytest.raises(ProcessGone):
        list(map(list, in_order(dead_at_three, range(6), processes=2)))


@pytest.mark.site
def test_what_is_made_waits_when_nobody_takes_it_and_none_of_it_is_lost():
    assert [len(one) for some in in_order(large, [3], processes=4) for one in some] == [
        MOST_WAITING // 2 + 1
    ] * 3
    assert list(in_order(large, [], processes=2)) == []


@pytest.mark.site
@pytest.mark.skipif(not Path("/proc").exists(), reason="needs the list of processes as Linux keeps it")
def test_processes_end_with_the_one_that_began_them_even_if_it_is_killed():
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # Python complains of what a killed process leaves
        text=True,
    ) as first:
        assert first.stdout
        others = [int(pid) for pid in first.stdout.readline().split()]
        assert others
        assert all(map(is_alive, others))
        os.kill(first.pid, signal.SIGKILL)

    until = time.monotonic() + PATIENCE
    while any(map(is_alive, others)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(is_alive, others))
