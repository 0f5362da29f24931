"""What a reviewer's hands do on the workbench: look, select with the mouse, press keys, tap."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from annotate.models import Entry

#: Where the words stand on the screen: the middle of the line, 30 % into the first and last character.
#: A drag that starts in the very middle of a character selects nothing in Chromium.
PLACES = """
([words, nth]) => {
  const walker = document.createTreeWalker(document.querySelector("#text"), NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => node.parentElement.closest(".blk") ? 1 : 2,
  });
  const nodes = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node);
  const text = nodes.map((node) => node.data).join("");
  let at = -1;
  for (let i = 0; i <= nth; i++) at = text.indexOf(words, at + 1);
  if (at < 0) throw new Error(`Not on the page: ${words}`);
  const point = (offset, end) => {
    let left = offset;
    for (const node of nodes) {
      if (left < node.length || (end && left === node.length)) return [node, left];
      left -= node.length;
    }
    throw new Error("beyond the text");
  };
  const range = document.createRange();
  range.setStart(...point(at, false));
  range.setEnd(...point(at + words.length, true));
  range.startContainer.parentElement.scrollIntoView({block: "center"});
  const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
  const [first, last] = [boxes[0], boxes.at(-1)];
  return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
}
"""

SELECTED = "() => getSelection().toString()"


def ready(page: Page) -> None:
    """Wait until the workbench listens to keys."""
    page.locator("html[data-ready=yes]").wait_for()


def open_article(page: Page, entry: Entry) -> None:
    """Open an article's workbench."""
    page.goto(f"/p/{entry.project.slug}/articles/{entry.pk}/")
    ready(page)


def select(page: Page, words: str, nth: int = 0) -> str:
    """Drag over the words with the mouse; returns what the browser says is selected."""
    left, top, right, bottom = _resting(page, words, nth)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=4)
    page.mouse.move(right, bottom, steps=4)
    page.mouse.up()
    return str(page.evaluate(SELECTED))


def _resting(page: Page, words: str, nth: int) -> list[float]:
    """Return where the words stand once the page has stopped moving."""
    before: list[float] = []
    while (places := page.evaluate(PLACES, [words, nth])) != before:
        before = places
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return before


def tap(page: Page, words: str) -> None:
    """Touch the middle of the words."""
    left, top, _right, _bottom = page.evaluate(PLACES, [words, 0])
    page.touchscreen.tap(left + 8, top)


def saved(page: Page) -> None:
    """Wait until the page says that everything is saved."""
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")


@contextmanager
def writing(page: Page) -> Iterator[None]:
    """Do what the page writes down, and wait until it is saved; a finger's click comes after its tap."""
    with page.expect_response(lambda answer: "request=" in (answer.request.post_data or "")):
        yield
    saved(page)


def submit_anyway(page: Page) -> None:
    """Submit although something is left to look at: once to see the list, once more to mean it."""
    here = page.url
    page.keyboard.press("Control+Enter")
    # A busy machine may be too slow for the list: then it has been submitted already.
    page.wait_for_function(
        "(here) => location.href !== here || document.querySelector('#unfinished:not([hidden])')", arg=here
    )
    page.wait_for_timeout(450)  # milliseconds: what follows at once counts as the same press
    if page.url == here:
        page.keyboard.press("Control+Enter")


def notes(page: Page) -> list[tuple[str, str]]:
    """Return label name and words of every note, in the order of the page."""
    return [
        (note.get_attribute("data-l") or "", note.locator(".q").text_content() or "")
        for note in page.locator("#text .note").all()
    ]


def note_of(page: Page, words: str) -> str:
    """Return all that the note of these words says, blanks folded."""
    note = page.locator("#text .note").filter(has=page.locator(".q", has_text=words)).first
    return " ".join((note.locator(".nb").text_content() or "").split())
