"""What ``make test`` and ``make run`` do on a machine that lacks something."""

import importlib
import importlib.util
import os
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).parent.parent / "scripts"
PACKAGES = "chromium postgresql nodejs npm gettext"


@pytest.fixture
def install_programs(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The step of ``make test``, on a machine that has none of the programs."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    names = runpy.run_path(str(SCRIPTS / "test.py"), run_name="making")
    monkeypatch.setitem(names["install_programs"].__globals__, "_has", lambda _program: False)
    return names["install_programs"]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What is run instead of being run, for a root who has apt-get."""
    asked: list[list[str]] = []

    def note(words: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        asked.append(words)
        return subprocess.CompletedProcess(words, returncode=0)

    monkeypatch.setattr(subprocess, "run", note)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda program: f"/usr/bin/{program}")
    return asked


def test_whoever_is_not_root_is_told_what_to_install(
    install_programs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(SystemExit, match=f"sudo apt-get install {PACKAGES}$"):
        install_programs()


def test_root_gets_what_is_missing_without_a_question(
    install_programs: Any, commands: list[list[str]]
) -> None:
    install_programs()

    assert commands[0] == ["apt-get", "-qq", "update"]
    assert commands[1][:4] == ["apt-get", "-qq", "install", "--yes"]
    assert commands[1][-5:] == PACKAGES.split()


def test_a_machine_without_venv_is_told_which_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    environment = importlib.import_module("environment")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(SystemExit, match=r"module venv is missing.*sudo apt-get install python3\.\d+-venv"):
        environment._make()
