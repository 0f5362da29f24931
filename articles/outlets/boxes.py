"""Boxes that sites put between the paragraphs of an article: what one may sign, press or read instead.

Nothing in their names need tell what they are. They are told by standing among the paragraphs without being
built as these are, and by holding a form, links, or a few words that are no sentence.
"""

import re
from collections import Counter

from lxml.html import HtmlElement

from articles.outlets.rules import signature
from articles.text.blocks import Reason
from articles.text.tidy import one_line
from articles.text.tree import words_in
from articles.text.walk import Verdict

_BOXES = frozenset({"div", "section", "aside"})
_FORMS = ("form", "input", "select")
_ARTICLE = (
    "figure",
    "img",
    "picture",
    "amp-img",
    "video",
    "audio",
    "iframe",
    "blockquote",
    "table",
    "pre",
    "ul",
    "ol",
)
_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong")
_ENDS = ("。", "！", "？", "…", "”", "」", "』", "）", ")", ".", "!", "?", "’", '"', "：", ":")
# What one presses: the whole of a link's words, or their beginning.
_PRESSED = re.compile(
    r"(?i:subscribe|sign up|join|donate|support|learn more|read more|download|get started).{0,24}"
    r"|(?:立即|[马馬]上|免[费費])?(?:[订訂][阅閱]|加入|捐|[赞贊]助|支持|下[载載]|[点點][击擊此我]|[领領]取|了解更多|[报報]名|[购購][买買]).{0,12}"
)
_LEAST_PARAGRAPHS = 3  # built alike, for another to be odd
_PROSE = 20  # code points of a paragraph that counts
_LARGEST = 400  # code points of a box
_MOST_WITH_LINKS = 160
_FEW_WORDS = 30
_LEAST_SHARE, _MOSTLY = 0.2, 0.6  # of its words that are links


def box_marks(main: HtmlElement) -> dict[HtmlElement, Verdict]:
    """Return what leaves out the boxes among the paragraphs of the main part of a page."""
    holder = _holder(main)
    if holder is None:
        return {}
    usual, count = Counter(signature(one) for one in holder if _holds_prose(one)).most_common(1)[0]
    if count < _LEAST_PARAGRAPHS:
        return {}
    odd = (one for one in holder if one.tag in _BOXES and signature(one) != usual)
    judged = ((one, _reason(one)) for one in odd)
    return {one: Verdict(reason=reason) for one, reason in judged if reason is not None}


def usual_marks(main: HtmlElement) -> dict[HtmlElement, Verdict]:
    """Return what keeps the paragraphs that are built as most of an article's are, whatever their name tells.

    ``<p class="paywall">`` is what a site would hide from some readers.
    """
    paragraphs = [one for one in main.iter("p") if _holds_prose(one)]
    if len(paragraphs) < _LEAST_PARAGRAPHS:
        return {}
    usual, count = Counter(map(signature, paragraphs)).most_common(1)[0]
    if count * 2 <= len(paragraphs) or usual == "p":
        return {}
    return {one: Verdict() for one in paragraphs if signature(one) == usual}


def _holder(main: HtmlElement) -> HtmlElement | None:
    """Return the element whose children are the most paragraphs of prose, alone or each in one of its own."""
    counts: Counter[HtmlElement] = Counter()
    for paragraph in main.iter("p"):
        parent = paragraph.getparent()
        if parent is None or not _holds_prose(paragraph):
            continue
        above = parent.getparent()
        alone = above is not None and parent is not main and len(parent) == 1
        counts[above if alone and above is not None else parent] += 1
    return counts.most_common(1)[0][0] if counts else None


def _holds_prose(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and len(one_line(words_in(element))) >= _PROSE


def _reason(box: HtmlElement) -> Reason | None:
    """Return why a box is no article, or None if it may be."""
    words = one_line(words_in(box))
    if not words or len(words) > _LARGEST:
        return None
    if next(box.iter(*_FORMS), None) is not None:
        return Reason.PROMOTION
    if next(box.iter(*_ARTICLE), None) is not None:
        return None
    if next(box.iter("button"), None) is not None:
        return Reason.PROMOTION
    if len(words) <= _MOST_WITH_LINKS and (reason := _reason_of_links(box, words)):
        return reason
    few = len(words) <= _FEW_WORDS and not words.endswith(_ENDS)
    return Reason.PAGE_FURNITURE if few and next(box.iter(*_HEADS), None) is None else None


def _reason_of_links(box: HtmlElement, words: str) -> Reason | None:
    links = [one_line(words_in(link)) for link in box.iter("a")]
    linked = sum(len(link) for link in links)
    if linked >= _MOSTLY * len(words):
        return Reason.RELATED_LINKS
    asks = linked >= _LEAST_SHARE * len(words) or any(_PRESSED.fullmatch(link) for link in links)
    return Reason.PROMOTION if asks else None
