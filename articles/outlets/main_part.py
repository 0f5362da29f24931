"""Where on a whole web page the article is, if nothing is known of the outlet."""

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

from articles.outlets.rules import signature
from articles.text.blocks import Reason
from articles.text.tags import SILENT_TAGS
from articles.text.tidy import one_line
from articles.text.tree import words_in
from articles.text.walk import Verdict

_HOLDERS = frozenset(("p", "div", "td", "section", "article", "pre", "blockquote", "main", "span", "li"))
_LEAST_WORDS = 20  # code points of a paragraph that counts
_DECAY = (1.0, 0.5, 0.2)
_UNLIKELY = re.compile(
    r"(?i)[.#]\S*(?:comment|foot|header\b|sidebar|side-?bar|menu|nav\b|related|recommend|share|sponsor|promo|hot-?news|"
    r"rank|copyright|bottom|disclaimer|cookie|banner|popup|modal|login)|^(?:nav|aside|footer|header|form)\b"
)
_LIKELY = re.compile(
    r"(?i)\[itemprop=articleBody\]|[.#](?:article[-_]?(?:body|content|text|main)|art(?:i)?body|post[-_]?(?:content|body)|"
    r"entry-content|js_content|rich_media_content|story[-_]?body|content-article|main-?content|text_?con|rm_txt_con|art_context\w*|endText)\b|^article\b"
)
_IMPRINT = re.compile(r"举报电话|版权所有|版權所有|All Rights Reserved|ICP备|ICP证|备案|(?i:copyright ©)")
_IMPRINT_WITHIN = 400  # code points
_LIKELY_FACTOR = 1.5
_BODY_FACTOR = 0.7  # it holds everything, so that a part is only passed over if it holds clearly less
_NEVER_ALL = frozenset({"blockquote", "ul", "ol"})  # a part of an article, however long
_CLIMB = 3  # levels between a part of an article and those beside it


def main_part(root: HtmlElement) -> HtmlElement:
    """Return the element that holds most of the page's prose."""
    scores: dict[HtmlElement, float] = {}
    for element in root.iter(*_HOLDERS):
        size = _prose(element)
        if size < _LEAST_WORDS:
            continue
        holder = element.getparent() if element.tag in {"p", "span", "li"} else element
        for share in _DECAY:
            if holder is None or holder.tag == "html":
                break
            scores[holder] = scores.get(holder, 0.0) + share * size
            holder = holder.getparent()
    if not scores:
        bodies = root.findall("body")
        return bodies[0] if bodies else root
    best = max(scores, key=lambda element: scores[element] * _likelihood(element))
    parent = best.getparent()
    if best.tag in _NEVER_ALL and parent is not None and parent.tag != "html":
        return parent
    return _with_siblings(best)


def _with_siblings(part: HtmlElement) -> HtmlElement:
    """Return the element that also holds the parts like this one: some pages cut an article in pieces."""
    inside = part
    for _ in range(_CLIMB):
        parent = inside.getparent()
        if parent is None or parent.tag in {"html", "body"}:
            break
        name = signature(inside)
        if inside.attrib and any(
            sibling is not inside and signature(sibling) == name and _holds_prose(sibling)
            for sibling in parent.iterchildren(str(inside.tag))
        ):
            return parent
        inside = parent
    return part


def _holds_prose(element: HtmlElement) -> bool:
    return any(_prose(one) >= _LEAST_WORDS for one in element.iter("p"))


def furniture_marks(main: HtmlElement, beside: Mapping[HtmlElement, Verdict]) -> dict[HtmlElement, Verdict]:
    """Return what leaves out all but the main part and what is named beside it, and accounts for it."""
    # What is around the article says nothing of it: some sites keep articles in list items.
    marks: dict[HtmlElement, Verdict] = {main: Verdict(), **beside}
    for kept in (main, *beside):
        marks |= dict.fromkeys(kept.iterancestors(), Verdict())
    for around in [element for element in marks if element is not main and element not in beside]:
        for child in around:
            if child not in marks and isinstance(child.tag, str) and child.tag not in SILENT_TAGS:
                marks[child] = Verdict(reason=Reason.PAGE_FURNITURE)
    return marks


def _prose(element: HtmlElement) -> int:
    """Return how many code points of words stand in an element itself and not in links."""
    if _IMPRINT.search(words_in(element)[:_IMPRINT_WITHIN]):
        return 0
    if element.tag in {"p", "pre", "blockquote"}:
        words = len(one_line(words_in(element)))
        return words - sum(len(one_line(words_in(link))) for link in element.iter("a"))
    own = [element.text or "", *(child.tail or "" for child in element)]
    return len(one_line("".join(own)))


def _likelihood(element: HtmlElement) -> float:
    words = len(one_line(words_in(element))) or 1
    linked = sum(len(one_line(words_in(link))) for link in element.iter("a"))
    factor = max(0.05, 1 - linked / words)
    name = signature(element)
    if _LIKELY.search(name):
        return factor * _LIKELY_FACTOR
    if element.tag == "body":
        return factor * _BODY_FACTOR
    return factor * 0.3 if _UNLIKELY.search(name) else factor
