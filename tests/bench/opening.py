"""How fast an article opens, and how fast a key is answered. Not run by pytest.

    python -m tests.bench.opening [--runs 15]

Starts the production server on a new SQLite database, with one article of 1,200 characters and 20
spans, and one of 200,000 characters and 5,000 spans. Milliseconds, medians; weights in bytes as
they travel, compressed.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from http.client import HTTPConnection
from typing import Any, NamedTuple

from playwright.sync_api import Page, Response, sync_playwright

from tests.bench.tagging import free_port, run_python, running_server
from tests.chromium import launch

PREPARE = """
import json
from importlib import import_module
from uuid import uuid4
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from annotate.models import Assignment, Kind, Participation, Span, State
from articles.text.blocks import Block
from tests.makers import make_entry, make_project, make_user
owner = make_user("owner")
owner.is_superuser = True
owner.save()
project = make_project(owner)
labels = list(project.labels.all())

def paragraph(number):  # no two alike, so that nothing is read once for all
    return (f"市长王𠮷{number}表示，新桥😀明年通车，工程已花费{number}亿元。"
        f"专家李明认为，这不会改变两岸的交通。"
        f"“路在{number}号桥下还要修两年。”工程师陈{number}说，船只可以绕行。据《河报》报道，附近的店主对此并不高兴，"
        f"其中{number % 90 + 3}人已经写信给市议会，要求在夏天以前说明计划、花费和工期。")

def article(characters, spans):
    many = max(1, characters // len(paragraph(1000)))
    paragraphs = [Block("paragraph", paragraph(1000 + number)) for number in range(many)]
    entry = make_entry(project, Block("title", "一座桥"), *paragraphs)
    assignment = Assignment.objects.create(
        entry=entry, revision=entry.revision, kind=Kind.SHARED, state=State.IN_PROGRESS, change_number=spans)
    Participation.objects.create(assignment=assignment, user=owner)
    text, now = entry.revision.text, timezone.now()
    blocks = entry.revision.blocks[1:]
    rows = []
    for number in range(spans):
        block = blocks[number % len(blocks)]
        start = block["start"] + number // len(blocks) * 29 % 110
        end = start + 4 + number % 12
        rows.append(Span(assignment=assignment, label=labels[number % 4], author=owner, uid=uuid4(),
            number=number + 1, start=start, end=end, words=text[start:end], created_at=now, updated_at=now))
    Span.objects.bulk_create(rows, ignore_conflicts=True)
    return f"/p/{project.slug}/articles/{entry.pk}/"

session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(owner.pk), settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = owner.get_session_auth_hash()
session.save()
print(json.dumps({"name": settings.SESSION_COOKIE_NAME, "value": session.session_key,
    "short": article(1200, 20), "long": article(200_000, 5_000)}))
"""

# From the key to the painted change: what the scripts took, and when the next frame was there.
KEY = """
(key) => new Promise((resolve) => {
  const began = performance.now();
  document.dispatchEvent(new KeyboardEvent("keydown", {key, code: `Digit${key}`, bubbles: true}));
  const handled = performance.now() - began;
  requestAnimationFrame(() => setTimeout(() => resolve([handled, performance.now() - began]), 0));
})
"""


class Site(NamedTuple):
    """Where the server is, and what the bench made in it."""

    port: int
    made: dict[str, str]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
        env["DJANGO_SETTINGS_MODULE"] = "config.settings"
        run_python(["manage.py", "migrate", "--verbosity=0"], env)
        made = json.loads(run_python(["-c", f"import django; django.setup()\n{PREPARE}"], env))
        site = Site(free_port(), made)
        with running_server(site.port, env):
            for name in ("short", "long"):
                _on_the_server(site, name, runs)
            with sync_playwright() as playwright:
                _in_the_browser(launch(playwright), site, runs)


def _on_the_server(site: Site, name: str, runs: int) -> None:
    connection = HTTPConnection("127.0.0.1", site.port)
    headers = {"Cookie": f"{site.made['name']}={site.made['value']}"}
    taken, body = [], b""
    for _ in range(runs + 2):
        began = time.perf_counter()
        connection.request("GET", site.made[name], headers=headers)
        body = connection.getresponse().read()
        taken.append((time.perf_counter() - began) * 1000)
    sys.stdout.write(f"{name:6} article, answer of the server    {statistics.median(taken[2:]):7.1f} ms")
    sys.stdout.write(f"  ({len(body):,} bytes of HTML before compression)\n")


def _in_the_browser(browser: Any, site: Site, runs: int) -> None:
    origin = f"http://127.0.0.1:{site.port}"
    cookie = {"name": site.made["name"], "value": site.made["value"], "url": origin}
    for name in ("short", "long"):
        weights: dict[str, int] = {}
        ready, again, handled, painted, confirmed = [], [], [], [], []
        for _ in range(runs if name == "short" else max(3, runs // 4)):
            context = browser.new_context(base_url=origin, viewport={"width": 1440, "height": 900})
            context.add_cookies([cookie])
            page = context.new_page()
            page.on("response", lambda response: weights.setdefault(*_weight(response)))  # noqa: B023 - same loop
            page.goto(site.made[name])
            page.locator("html[data-ready=yes]").wait_for()
            ready.append(page.evaluate("performance.now()"))
            page.goto(site.made[name])
            page.locator("html[data-ready=yes]").wait_for()
            again.append(page.evaluate("performance.now()"))
            figures = _press(page)
            handled.append(figures[0])
            painted.append(figures[1])
            confirmed.append(figures[2])
            context.close()
        _print(name, "ready to tag, first visit", ready)
        _print(name, "ready to tag, later visits", again)
        _print(name, "key handled", handled)
        _print(name, "key to painted frame", painted)
        _print(name, "key to confirmed by the server", confirmed)
        total = sum(weights.values())
        scripts = sum(size for address, size in weights.items() if address.endswith(".js"))
        sys.stdout.write(f"{name:6} article, first visit             {total:7,} bytes, scripts {scripts:,}\n")


def _press(page: Page) -> tuple[float, float, float]:
    """Tag the first sentence and undo it; returns the milliseconds of the three stages."""
    page.keyboard.press("j")
    page.keyboard.press("j")
    began = time.perf_counter()
    handled, painted = page.evaluate(KEY, "4")
    page.locator("#save-state[data-state=saved]").wait_for()
    confirmed = (time.perf_counter() - began) * 1000
    page.keyboard.press("z")
    page.wait_for_timeout(150)
    return handled, painted, confirmed


def _weight(response: Response) -> tuple[str, int]:
    sizes = response.request.sizes()
    return response.url, sizes["responseBodySize"] + sizes["responseHeadersSize"]


def _print(name: str, what: str, taken: list[float]) -> None:
    sys.stdout.write(f"{name:6} article, {what:31}{statistics.median(taken):7.1f} ms\n")


if __name__ == "__main__":
    main()
