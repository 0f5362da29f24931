"""Starting Debian's Chromium, for the browser tests and the benchmarks. Knows no Django."""

import os
import shutil

import pytest
from playwright.sync_api import Browser, Playwright

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def launch(playwright: Playwright) -> Browser:
    """Start Debian's Chromium; the one that Playwright would download is not needed."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.fail("Chromium is missing. Install it: sudo apt-get install chromium")
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()  # Chromium's sandbox refuses root
    return playwright.chromium.launch(executable_path=found, args=[*FLAGS, *sandbox])
