"""How fast an article opens, and how fast a key is answered. Not run by pytest.

    python -m tests.bench.opening [--runs 15]

Starts the production server on a new SQLite database, with one article of 1,200 characters and 20
spans, and one of 200,000 characters and 5,000 spans. Milliseconds, medians; weights in bytes as
they travel, compressed. On a machine with other work, look at the processor time.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from http.client import HTTPConnection
from typing import NamedTuple

from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests.bench.serving import free_port, run_python, running_server
from tests.chromium import launch

TAGS = 5  # in each window

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

# When the scripts listen to keys, and when the frame after that was drawn.
WATCH = """new MutationObserver((_, watch) => {
  if (document.documentElement?.dataset.ready !== "yes") return;
  watch.disconnect();
  window.readyAt = performance.now();
}).observe(document, {attributes: true, subtree: true, attributeFilter: ["data-ready"]});
"""

# From the key to the painted change, and to the frame with the answer of the server.
KEY = """
(key) => new Promise((resolve) => {
  const state = document.querySelector("#save-state");
  const told = {};
  const began = performance.now();
  const drawn = (act) => requestAnimationFrame(() => setTimeout(() => act(performance.now() - began), 0));
  new MutationObserver((_, watch) => {
    told.saving ||= state.dataset.state === "saving";
    if (!told.saving || state.dataset.state !== "saved") return;
    watch.disconnect();
    drawn((at) => resolve([told.handled, told.painted, at]));
  }).observe(state, {attributes: true});
  document.dispatchEvent(new KeyboardEvent("keydown", {key, code: `Digit${key}`, bubbles: true}));
  told.handled = performance.now() - began;
  drawn((at) => { told.painted = at; });
})
"""

# Four seconds of scrolling, 120 pixels a frame: how long the frames took.
SCROLL = """
() => new Promise((resolve) => {
  const frames = [];
  let last = performance.now();
  const step = () => {
    const now = performance.now();
    frames.push(now - last);
    last = now;
    scrollBy({top: 120, behavior: "instant"});
    if (frames.length < 240) requestAnimationFrame(step);
    else resolve(frames);
  };
  requestAnimationFrame(step);
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
    for _ in range(runs + 2):  # the first answers come from a server that has just started
        began = time.perf_counter()
        connection.request("GET", site.made[name], headers=headers)
        body = connection.getresponse().read()
        taken.append((time.perf_counter() - began) * 1000)
    sys.stdout.write(f"{name:6} article, answer of the server    {statistics.median(taken[2:]):7.1f} ms")
    sys.stdout.write(f"  ({len(body):,} bytes of HTML before compression)\n")


def _in_the_browser(browser: Browser, site: Site, runs: int) -> None:
    for name in ("short", "long"):
        taken: dict[str, list[float]] = {}
        for _ in range(runs if name == "short" else max(3, runs // 3)):
            page = _window(browser, site)
            for visit in ("first visit", "later visit"):
                for what, milliseconds in _open(page, site.made[name]).items():
                    taken.setdefault(f"{what}, {visit}", []).append(milliseconds)
            page.wait_for_load_state("networkidle")
            for what, milliseconds in {**_press(page), **_scroll(page)}.items():
                taken.setdefault(what, []).append(milliseconds)
            page.context.close()
        for what, measured in taken.items():
            sys.stdout.write(f"{name:6} article, {what:36}{statistics.median(measured):7.1f} ms\n")
        _weigh(_window(browser, site), name, site.made[name])


def _window(browser: Browser, site: Site) -> Page:
    """Return a window in which nothing has been fetched yet."""
    origin = f"http://127.0.0.1:{site.port}"
    context = browser.new_context(base_url=origin, viewport={"width": 1440, "height": 900})
    context.add_init_script(WATCH)
    context.add_cookies([{"name": site.made["name"], "value": site.made["value"], "url": origin}])
    return context.new_page()


def _open(page: Page, path: str) -> dict[str, float]:
    """Open the article; returns when it could be tagged, and what the page's own thread has worked."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(path)
    page.locator("html[data-ready=yes]").wait_for()
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    return {"ready to tag": page.evaluate("readyAt"), "processor": metrics["TaskDuration"] * 1000}


def _press(page: Page) -> dict[str, float]:
    """Tag a sentence and undo it, a few times."""
    stages: list[list[float]] = []
    for _ in range(TAGS):
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.wait_for_timeout(150)
        stages.append(page.evaluate(KEY, "4"))
        page.keyboard.press("z")
        page.wait_for_timeout(300)
    handled, painted, confirmed = (statistics.median(each) for each in zip(*stages, strict=True))
    return {
        "key handled": handled,
        "key to painted frame": painted,
        "key to frame confirmed by the server": confirmed,
    }


def _scroll(page: Page) -> dict[str, float]:
    frames = sorted(page.evaluate(SCROLL))
    return {
        "frame while scrolling": frames[len(frames) // 2],
        "the same, 95 of 100": frames[len(frames) * 95 // 100],
    }


def _weigh(page: Page, name: str, path: str) -> None:
    """Print what a first visit fetches, as it travels: compressed, without and with headers."""
    fetched: list[Response] = []
    page.on("response", lambda response: fetched.append(response))  # noqa: PLW0108 - Playwright takes no bound built-in
    page.goto(path)
    page.wait_for_load_state("networkidle")
    sizes = {response.url: response.request.sizes() for response in fetched}
    bodies = {address: size["responseBodySize"] for address, size in sizes.items()}
    scripts = sum(size for address, size in bodies.items() if address.endswith(".js"))
    headers = sum(size["responseHeadersSize"] for size in sizes.values())
    sys.stdout.write(
        f"{name:6} article, first visit: {sum(bodies.values()):,} bytes, scripts {scripts:,},"
        f" in {len(sizes)} answers with {headers:,} bytes of headers\n"
    )
    page.context.close()


if __name__ == "__main__":
    main()
