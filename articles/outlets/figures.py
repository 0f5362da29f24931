"""Captions that no tag and no class marks: the one paragraph beside a medium, the cell below a picture."""

from lxml.html import HtmlElement

from articles.text.blocks import Kind
from articles.text.tree import words_in
from articles.text.walk import Verdict

_MEDIA = "//*[@data-e2e='image-placeholder' or @data-e2e='media-player']"
_PICTURES = ("img", "amp-img")
_FRAMES = ("table", "dl")
_LONGEST = 160  # code points of a cell that is a caption
_MOST_CHILDREN = 20  # of a wrapper that holds a medium and its caption
_CLIMB = 6  # levels between a medium and the wrapper that also holds its caption


def caption_marks(root: HtmlElement) -> dict[HtmlElement, Verdict]:
    """Return the paragraphs that are captions because they share a wrapper with a medium alone."""
    marks: dict[HtmlElement, Verdict] = {}
    for medium in root.xpath(_MEDIA):
        paragraph = _beside(medium)
        if paragraph is not None:
            marks[paragraph] = Verdict(kind=Kind.CAPTION)
    return marks


def layout_marks(root: HtmlElement) -> dict[HtmlElement, Verdict]:
    """Return the tables and lists that only put captions below pictures."""
    return {table: Verdict(kind=Kind.CAPTION) for table in root.iter(*_FRAMES) if is_frame(table)}


def is_frame(table: HtmlElement) -> bool:
    """Whether a table or a list holds pictures and, in cells of their own, at most a few words for each."""
    if table.tag not in _FRAMES:
        return False
    pictures = sum(1 for _ in table.iter(*_PICTURES))
    if not pictures or next(table.iterdescendants(*_FRAMES), None) is not None:
        return False
    filled = [cell for cell in table.iter("td", "th", "dd") if words_in(cell).strip()]
    return 0 < len(filled) <= pictures and all(_is_below(cell) for cell in filled)


def _is_below(cell: HtmlElement) -> bool:
    """Whether a cell is short, and no picture stands beside it."""
    if len(words_in(cell).strip()) > _LONGEST:
        return False
    row = cell.getparent()
    beside = [one for one in row if one is not cell] if row is not None and row.tag == "tr" else []
    return all(next(one.iter(*_PICTURES), None) is None for one in beside)


def _beside(medium: HtmlElement) -> HtmlElement | None:
    """Return the only paragraph outside the medium in the smallest wrapper that has any."""
    wrapper = medium
    for _ in range(_CLIMB):
        parent = wrapper.getparent()
        if parent is None or parent.tag in {"main", "body"} or len(parent) > _MOST_CHILDREN:
            return None
        wrapper = parent
        inside = set(medium.iter("p"))
        outside = [
            paragraph
            for paragraph in wrapper.iter("p")
            if paragraph not in inside and paragraph.get("role") != "text" and words_in(paragraph).strip()
        ]
        if outside:
            return outside[0] if len(outside) == 1 else None
    return None
