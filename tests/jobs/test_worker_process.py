"""The process that does jobs, as ``make run`` starts it, keeps it alive and stops it."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.serving import SECONDS, Caller, Site, free_port, signed_in, start

pytestmark = pytest.mark.database  # the site that is started uses it


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = start(tmp_path, PORT=str(free_port()), WORKERS="1")
    site.lines_until_ready()
    yield site
    site.press_ctrl_c()


def children_of(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def master_of(site: Site) -> int:
    """Return the process that the others are children of: make itself, or the one that make started."""
    [child, *more] = children_of(site.process.pid)
    return site.process.pid if more else child


def until(true, what: str) -> None:
    latest = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < latest, what
        time.sleep(0.1)


def import_in_background(owner: Caller, text: str) -> str:
    project = re.findall(r'href="(/p/[\w-]+/)"', owner.get("/projects/").text)[0]
    answer = owner.post(f"{project}import/", run=uuid4(), text=text, background=1, last=1)
    return str(re.findall(r"/p/[\w-]+/import/\d+/", answer.text)[0])


def test_jobs_are_done_also_after_every_process_was_killed_and_ctrl_c_leaves_none(site: Site) -> None:
    owner, master = signed_in(site), master_of(site)
    before = children_of(master)
    assert len(before) == 2

    for pid in before:
        os.kill(pid, signal.SIGKILL)
    until(lambda: len(set(children_of(master)) - set(before)) == 2, "They were not replaced.")
    result = import_in_background(owner, "题目😀\n\n第一段𠮷 e\u0301。\r\n\r\n第二段。")

    until(lambda: 'data-state="done"' in owner.get(result).text, "The import was not done.")
    assert "题目😀" in owner.get(result).text
    site.press_ctrl_c()
    assert children_of(master) == []
    assert "Traceback" not in "\n".join(site.said)
