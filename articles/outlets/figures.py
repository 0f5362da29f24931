"""Captions that no tag and no class marks: the one paragraph beside a medium."""

from lxml.html import HtmlElement

from articles.text.blocks import Kind
from articles.text.tree import words_in
from articles.text.walk import Verdict

_MEDIA = "//*[@data-e2e='image-placeholder' or @data-e2e='media-player']"
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
