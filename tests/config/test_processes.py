"""Work in several processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.processes import in_order

ROOT = Path(__file__).parent.parent.parent
#: Asks far more than it reads answers, and then waits to be killed.
SCRIPT = """
import time
from config.processes import in_order
from tests.config.test_processes import whoever

if __name__ == "__main__":
    answers = in_order(whoever, range(1000), processes=2)
    print(*{next(answers) for _ in range(40)}, flush=True)
    time.sleep(60)
"""
PATIENCE = 20  # seconds, for a machine that is busy


def told_late(number: int) -> int:
    """Return who did it, the later the smaller the number."""
    time.sleep(0.05 if number == 0 else 0)
    return number * 2


def whoever(_number: int) -> int:
    return os.getpid()


def is_alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.site
def test_answers_come_in_the_order_of_the_questions():
    assert list(in_order(told_late, range(40), processes=2)) == [number * 2 for number in range(40)]


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
