"""Where on a whole web page the article is, if nothing is known of the outlet."""

import re
from collections.abc import Mapping, Sequence

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
# Names of what holds an article and nothing else.
_BODY = re.compile(
    r"(?i)\[itemprop=articleBody\]|[.#](?:article[-_]?(?:body|content|text)|post[-_]?(?:content|body)|entry-content|"
    r"story[-_]?body|field--?name-(?:field-)?body|rich_media_content|js_content)\b"
)
_IMPRINT = re.compile(r"举报电话|版权所有|版權所有|All Rights Reserved|ICP备|ICP证|备案|(?i:copyright ©)")
_IMPRINT_WITHIN = 400  # code points
_LIKELY_FACTOR = 1.5
_BODY_FACTOR = 0.7  # it holds everything, so that a part is only passed over if it holds clearly less
_NEVER_ALL = frozenset({"blockquote", "ul", "ol"})  # a part of an article, however long
# Of a part's own words, in those beside it: with the same names, or with names that differ by their figures.
_LEAST_SAME, _LEAST_ALIKE = 0.2, 0.4
_NUMBERED = re.compile(r"\d{4}")
_CLIMB = 4  # levels between a part of an article and those beside it
_LEAST_LOOSE_WORDS = 60  # code points of prose that stands in no paragraph of its own
_BARE_PARTS = frozenset({"section", "article"})  # that need no name to be parts of one article
# Parts of a page whose prose is no article, however much it is, unless they hold nearly the whole page.
_AROUND = re.compile(
    r"(?i)^(?:nav|aside|footer)\b|\[hidden\]|\[display:none\]|"
    r"[.#](?:(?:[\w-]*[-_])?(?:side-?bar|footer|modal|pop-?up|cookies?)|(?:is-|js-)?hidden)(?=[ \[]|$)"
)
_AROUND_FACTOR = 0.2
_NEARLY_ALL = 0.8
_MOST_WEIGHED = 40  # such parts of a page, whose words are counted


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
    around = _Around(root)
    best = max(scores, key=lambda element: scores[element] * _likelihood(element) * around.factor(element))
    return _with_siblings(_above_lists(best))


class _Around:
    """Which elements lie in a part of the page that is named for something around the article."""

    def __init__(self, root: HtmlElement) -> None:
        self._most = _NEARLY_ALL * len(one_line(words_in(root)))
        self._known: dict[HtmlElement, bool] = {}
        self._weighed = 0

    def factor(self, element: HtmlElement) -> float:
        """Return by how much the prose in an element counts less for where it stands."""
        path: list[HtmlElement] = []
        above: HtmlElement | None = element
        while above is not None and above not in self._known:
            path.append(above)
            above = above.getparent()
        inside = above is not None and self._known[above]
        for one in reversed(path):
            inside = inside or self._is_around(one)
            self._known[one] = inside
        return _AROUND_FACTOR if inside else 1.0

    def _is_around(self, element: HtmlElement) -> bool:
        if element.tag in {"html", "body"} or not _AROUND.search(signature(element)):
            return False
        self._weighed += 1
        return self._weighed <= _MOST_WEIGHED and len(one_line(words_in(element))) < self._most


def _above_lists(part: HtmlElement) -> HtmlElement:
    """Return what holds a list or a quotation: neither is a whole article."""
    parent = part.getparent()
    if part.tag in _NEVER_ALL and parent is not None and parent.tag != "html":
        return parent
    return part


def _with_siblings(part: HtmlElement) -> HtmlElement:
    """Return the element that also holds the parts like this one: some pages cut an article in pieces."""
    inside = part
    for _ in range(_CLIMB):
        parent = inside.getparent()
        if parent is None or parent.tag in {"html", "body"}:
            break
        beside = [one for one in parent.iterchildren(str(inside.tag)) if one is not inside]
        beside = [one for one in beside if _holds_prose(one)]
        # Nobody names the lines of an article, and all of them are its own.
        lines = signature(inside) == "div" and _BODY.search(signature(parent)) is not None
        if beside and (lines or _are_pieces(inside, beside)):
            return parent
        inside = parent
    return part


def _are_pieces(part: HtmlElement, beside: Sequence[HtmlElement]) -> bool:
    """Whether enough prose stands in the elements beside a part that are built like it."""
    own, name, exactly = _prose_in(part), _name(part), signature(part)
    same = [one for one in beside if exactly != part.tag and signature(one) == exactly]
    alike = [one for one in beside if name and _name(one) == name]
    return (bool(same) and sum(map(_prose_in, same)) >= _LEAST_SAME * own) or (
        bool(alike) and sum(map(_prose_in, alike)) >= _LEAST_ALIKE * own
    )


def _name(element: HtmlElement) -> str:
    """Return what an element shares with those built like it, "" if its makers gave it no name.

    That is the classes without their figures; of one that only wraps another, those of that one. What is
    numbered as in a database is a post among others and no piece of an article.
    """
    if _NUMBERED.search(element.get("id", "")):
        return ""
    classes = element.get("class", "")
    if not classes and len(element) == 1:
        classes = element[0].get("class", "")
    named = classes or element.tag in _BARE_PARTS
    return re.sub(r"\d+", "", " ".join((str(element.tag), *classes.split()))) if named else ""


def _prose_in(element: HtmlElement) -> int:
    """Return how many code points of prose an element holds."""
    return sum(map(_prose, element.iter("p", "div", "section", "td", "li")))


def _holds_prose(element: HtmlElement) -> bool:
    if any(_prose(one) >= _LEAST_WORDS for one in element.iter("p")):
        return True
    return any(_prose(one) >= _LEAST_LOOSE_WORDS for one in element.iter("div", "section", "span"))


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
    if element.tag in {"p", "pre", "blockquote"}:
        size = len(one_line(words_in(element)))
        size -= sum(len(one_line(words_in(link))) for link in element.iter("a"))
    else:
        own = [element.text or "", *(child.tail or "" for child in element)]
        size = len(one_line("".join(own)))
    # Asked last: most elements hold no words of their own, and all that is inside of them is long.
    return 0 if size and _IMPRINT.search(words_in(element)[:_IMPRINT_WITHIN]) else size


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
