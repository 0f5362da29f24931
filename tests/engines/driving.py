"""Driving Firefox and WebKitGTK with what Debian brings, without a package of ours.

Both understand WebDriver's commands: WebKit's driver over HTTP, Firefox over the socket of its Marionette.
"""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from base64 import b64decode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol

SECONDS = 60  # the longest that starting an engine, or one command, may take
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key of an element in WebDriver's JSON
MINI_BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"


class Missing(Exception):
    """The engine is not installed; says what to install."""


class Failed(Exception):
    """The engine has refused a command."""


class Engine(Protocol):
    """What both engines can do."""

    def go(self, address: str) -> None:
        """Open a page and wait until it is loaded."""

    def run(self, script: str, *given: object) -> Any:
        """Run the body of a JavaScript function in the page and return what it returns."""

    def press(self, keys: str, *, holding: str = "") -> None:
        """Press keys one after the other; WebDriver's private characters stand for named ones."""

    def set_cookie(self, name: str, value: str) -> None:
        """Set a cookie for the site of the present page."""

    def picture(self) -> bytes:
        """Return what the window shows, as PNG."""


class Commands:
    """The commands of WebDriver, over whichever way ``_ask`` goes."""

    def _ask(self, name: str, parameters: dict[str, Any]) -> Any:
        raise NotImplementedError

    def go(self, address: str) -> None:
        """See ``Engine``."""
        self._ask("go", {"url": address})

    def run(self, script: str, *given: object) -> Any:
        """See ``Engine``."""
        return self._ask("run", {"script": script, "args": list(given)})

    def press(self, keys: str, *, holding: str = "") -> None:
        """See ``Engine``."""
        typed = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        down = [{"type": "keyDown", "value": holding}] if holding else []
        up = [{"type": "keyUp", "value": holding}] if holding else []
        keyboard = {"type": "key", "id": "keyboard", "actions": [*down, *typed, *up]}
        self._ask("press", {"actions": [keyboard]})

    def set_cookie(self, name: str, value: str) -> None:
        """See ``Engine``."""
        self._ask("cookie", {"cookie": {"name": name, "value": value, "path": "/"}})

    def picture(self) -> bytes:
        """See ``Engine``."""
        return b64decode(self._ask("picture", {}))


class Marionette(Commands):
    """Firefox: JSON messages with their length before them."""

    NAMES = {
        "go": "WebDriver:Navigate",
        "run": "WebDriver:ExecuteScript",
        "press": "WebDriver:PerformActions",
        "cookie": "WebDriver:AddCookie",
        "picture": "WebDriver:TakeScreenshot",
    }

    def __init__(self, port: int) -> None:
        self._socket = _connect(port)
        self._socket.settimeout(SECONDS)
        self._number = 0
        self._read()  # the greeting
        self._send("WebDriver:NewSession", {})

    def _ask(self, name: str, parameters: dict[str, Any]) -> Any:
        answer = self._send(self.NAMES[name], parameters)
        return answer.get("value") if isinstance(answer, dict) else answer

    def _send(self, command: str, parameters: dict[str, Any]) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _kind, _number, problem, result = self._read()
        if problem:
            raise Failed(f"{command}: {problem['message']}")
        return result

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._receive(1)
        return json.loads(self._receive(int(length[:-1])))

    def _receive(self, size: int) -> bytes:
        got = b""
        while len(got) < size:
            more = self._socket.recv(size - len(got))
            if not more:
                raise Failed("The browser has gone away.")
            got += more
        return got


class WebDriver(Commands):
    """WebKitGTK: requests to its driver."""

    PATHS = {
        "go": ("POST", "/url"),
        "run": ("POST", "/execute/sync"),
        "press": ("POST", "/actions"),
        "cookie": ("POST", "/cookie"),
        "picture": ("GET", "/screenshot"),
    }

    def __init__(self, port: int, browser: str) -> None:
        self._base = f"http://127.0.0.1:{port}/session"
        options = {"webkitgtk:browserOptions": {"binary": browser, "args": ["--automation"]}}
        made = self._send("POST", "", {"capabilities": {"alwaysMatch": options}})
        self._base += f"/{made['sessionId']}"

    def _ask(self, name: str, parameters: dict[str, Any]) -> Any:
        method, path = self.PATHS[name]
        return self._send(method, path, parameters)

    def _send(self, method: str, path: str, parameters: dict[str, Any]) -> Any:
        body = json.dumps(parameters).encode() if method == "POST" else None
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self._base + path, body, headers, method=method)  # noqa: S310 - ours
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - ours
                return json.load(answer)["value"]
        except urllib.error.HTTPError as refused:
            raise Failed(f"{path}: {json.load(refused)['value']['message']}") from refused


@contextmanager
def firefox() -> Iterator[Engine]:
    """Start Debian's Firefox without a window; raises Missing."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    if found is None:
        raise Missing("Firefox is missing. Install it: sudo apt-get install firefox-esr")
    port = _free_port()
    with ExitStack() as stack:
        profile = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        Path(profile, "user.js").write_text(f'user_pref("marionette.port", {port});\n', encoding="utf-8")
        stack.enter_context(_running([found, "--headless", "--marionette", "--profile", profile]))
        yield Marionette(port)


@contextmanager
def webkit() -> Iterator[Engine]:
    """Start Debian's WebKitGTK on a screen of its own; raises Missing."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("xvfb-run")
    browser = next(iter(sorted(map(str, Path("/").glob(MINI_BROWSERS[1:])))), None)
    if not (driver and screen and browser):
        packages = "webkit2gtk-driver xvfb xauth"
        raise Missing(f"WebKitGTK is missing. Install it: sudo apt-get install {packages}")
    port = _free_port()
    with _running([screen, "-a", "-s", "-screen 0 1280x900x24", driver, f"--port={port}"]):
        _connect(port).close()
        yield WebDriver(port, browser)


@contextmanager
def _running(words: list[str]) -> Iterator[None]:
    """Run a program and everything that it starts, until the end of the block."""
    env = dict(os.environ)
    if os.geteuid() == 0:  # as in a container, where its sandbox does not start
        env["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"
    process = subprocess.Popen(
        words, env=env, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        os.killpg(process.pid, 15)
        process.wait(SECONDS)


def _connect(port: int) -> socket.socket:
    """Return a connection to an engine that may still be starting."""
    latest = time.monotonic() + SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        except OSError:
            if time.monotonic() > latest:
                raise
            time.sleep(0.1)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])
