"""A real Chromium that reports whatever a person would never see: errors, blocked code, foreign requests."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from accounts.models import User
from tests.cast import just_signed_in

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "test-results"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# Chromium's own line for any answer from 400 on. Refusals are a normal part of the site's talk; an
# answer from 500 on is caught by its number.
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of \d+")
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  const {violatedDirective, blockedURI, sample} = event;
  console.error(`Blocked by the security policy: ${violatedDirective} ${blockedURI} ${sample}`);
});
"""
#: Waits for what moves to an end; what turns for ever is not waited for.
AT_REST = """
() => Promise.allSettled(
  document.getAnimations()
    .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished),
)
"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Visitor:
    """One person's browser window, with cookies and storage of its own.

    ``trouble`` collects what went wrong unseen; the test fails at its end if any is left. A test
    that provokes trouble names it beforehand with ``expect``.
    """

    context: BrowserContext
    page: Page
    origin: str
    trouble: list[str] = field(default_factory=list)
    expected: list[re.Pattern[str]] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Do not count trouble that matches the regular expression ``pattern``."""
        self.expected.append(re.compile(pattern))

    def unexpected(self) -> list[str]:
        """Return the trouble that no ``expect`` has named."""
        return [line for line in self.trouble if not any(one.search(line) for one in self.expected)]

    def sign_in(self, user: User) -> None:
        """Sign ``user`` in without the form, for tests that are about something else."""
        client = just_signed_in(user)
        client.get("/account/")  # brings the cookie that any page before the first one would have brought
        self.context.add_cookies(
            [
                {"name": name, "value": cookie.value, "url": self.origin}
                for name, cookie in client.cookies.items()
            ]
        )

    def watch(self) -> None:
        """Begin to note trouble on every page of this window."""
        self.context.add_init_script(TELL_VIOLATIONS)
        self.context.on("request", self._note_foreign)
        self.context.on("response", self._note_failure)
        self.context.on("console", self._note_message)
        self.context.on("weberror", lambda error: self.trouble.append(f"Uncaught: {error.error}"))

    def _note_foreign(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:", "about:")):
            self.trouble.append(f"A request left the site: {request.method} {request.url}")

    def _note_failure(self, response: Response) -> None:
        if response.status >= 500:
            self.trouble.append(f"The server failed: {response.status} {response.url}")

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not REFUSED.search(message.text):
            self.trouble.append(f"Console: {message.text}")


def open_window(browser: Browser, origin: str, **options: Any) -> Visitor:
    """Open a fresh window on the site at ``origin``; ``options`` are Playwright's, such as ``viewport``."""
    usual: dict[str, Any] = {
        "base_url": origin,
        "locale": "en-GB",
        "viewport": {"width": 1280, "height": 800},
    }
    context = browser.new_context(**{**usual, **options})
    context.set_default_timeout(10_000)  # milliseconds
    visitor = Visitor(context, context.new_page(), origin)
    visitor.watch()
    return visitor


def keep_picture(page: Page, name: str) -> Path:
    """Save what the window shows as ``test-results/<name>.png`` and return the path."""
    PICTURES.mkdir(exist_ok=True)
    path = PICTURES / (re.sub(r"[^\w-]+", "-", name) + ".png")
    page.screenshot(path=path)
    return path


def assert_accessible(page: Page, within: str = "html", *, only: Sequence[str] = ()) -> None:
    """Fail if axe finds fault with the part of the page that the CSS selector ``within`` names.

    ``only`` names rules of axe, instead of all those of WCAG 2.2 AA and its good practice.
    """
    assert AXE.exists(), "axe-core is missing. Run: npm ci"
    # Not a script element: the security policy would rightly block it, as it would the style elements
    # in which axe would copy style sheets of style sheets for its one rule about turned screens.
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(AT_REST)  # a colour on its way to another is not to be judged
    faults = page.evaluate(
        "async ([within, rules]) => (await axe.run(within, rules)).violations",
        [within, {"runOnly": only or RULES, "preload": False}],
    )
    lines = [_describe(fault, node) for fault in faults for node in fault["nodes"]]
    assert not lines, f"{urlsplit(page.url).path} is not accessible:\n" + "\n".join(lines)


def _describe(fault: Mapping[str, str], node: Mapping[str, str]) -> str:
    where, how = node["html"][:300], node["failureSummary"]
    return f"{fault['id']} ({fault['impact']}): {fault['help']}\n    {where}\n    {how}"
