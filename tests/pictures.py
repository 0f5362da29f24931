"""Pictures of the main pages, of made-up texts, for docs/pages.md: in three widths, light and dark.

``pytest tests/pictures.py`` makes them in docs/img/pages; ``-k agreement`` only some. No part of the tests.
"""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import ROOT, Visitor
from tests.lived import make_lived

pytestmark = pytest.mark.django_db(transaction=True)

FOLDER = ROOT / "docs" / "img" / "pages"
HAND: dict[str, Any] = {"is_mobile": True, "has_touch": True}
WINDOWS: dict[int, dict[str, Any]] = {
    1440: {"viewport": {"width": 1440, "height": 900}},
    820: {"viewport": {"width": 820, "height": 1180}, **HAND},
    390: {"viewport": {"width": 390, "height": 844}, **HAND},
}  # by their width in pixels
QUALITY = 0.7
SHOWN = (
    "projects",
    "library",
    "project",
    "workbench",
    "adjudicate",
    "agreement",
    "progress",
    "import-result",
    "search",
    "team",
    "export",
)
#: Chromium writes WebP, though Playwright cannot ask it to.
SMALLER = """async ([png, quality]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""


@pytest.fixture
def pen(browser: Browser) -> Page:
    """A page without a policy, that makes pictures smaller."""
    return browser.new_page()


@pytest.mark.parametrize("name", SHOWN)
def test_pictures(name: str, pen: Page, open_window: Callable[..., Visitor]) -> None:
    who, address = make_lived().pages()[name]
    FOLDER.mkdir(parents=True, exist_ok=True)
    for width, options in WINDOWS.items():
        window = open_window(**options, reduced_motion="reduce")
        window.sign_in(who)
        window.page.goto(address)
        window.page.wait_for_load_state("networkidle")
        for scheme in ("light", "dark"):
            window.page.emulate_media(color_scheme=scheme)
            png = base64.b64encode(window.page.screenshot()).decode()
            window.expect("style-src")  # Playwright hides the caret by a style of its own
            webp = base64.b64decode(pen.evaluate(SMALLER, [png, QUALITY]))
            (FOLDER / f"{name}-{width}-{scheme}.webp").write_bytes(webp)
