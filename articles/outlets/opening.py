"""What is article between the headline of a web page and its main part: a lead, a picture's caption."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from articles.outlets import credit_lines
from articles.outlets.base import either
from articles.outlets.figures import is_frame
from articles.outlets.region import headline_of
from articles.outlets.rules import signature
from articles.text.blocks import Kind
from articles.text.tidy import one_line
from articles.text.tree import words_in
from articles.text.walk import Verdict, links_only

_LEAD = re.compile(
    r"(?i)[.#=](?:[\w-]*[-_])?(?:stand-?first|lead|lede|teaser(?:-?text)?|dek|deck|sub-?head(?:line|er|ing)?|sub-?title|summary|"
    r"abstract|intro(?:duction)?|excerpt)(?=[ \]]|$)"
)
_CAPTION = re.compile(
    r"(?i)[.#][\w-]*(?:caption(?!ed\b)(?!s-)|slide-?title\w*|infodescription|__legend\b)|[.#](?:pic-?info|(?:img|image|pic|photo)[-_]?(?:desc\w*|note|txt))\b"
)
_ASIDE = re.compile(
    r"(?i)^(?:nav|aside|footer|form|ul|ol)\b|"
    r"[.#][\w-]*(?:related|recommend|sidebar|share|comment|promo|menu|nav\b|hot\b|hot[-_]|rank|(?<![a-z])ad-|list)"
)
_SHORTEST, _LONGEST = 8, 500  # code points of a lead
_LONGEST_CAPTION = 400
_SHORTEST_PROSE, _LONGEST_PROSE = 50, 2_000  # of a paragraph that nothing names
_SENTENCE_END = tuple('。！？….!?”」’"')
_NOTICE = re.compile(r"(?i)cookie|javascript|newsletter|subscri|浏览器|瀏覽器|登录|登入|订阅|訂閱|版权|版權")
_BYLINE = re.compile(either(credit_lines.BYLINE, credit_lines.BYLINE_AT_AN_END))
_LEADS = ("p", "h2", "h3", "div")
_MORE_THAN_NAMES = 36  # bytes; Chinese characters take three
_PICTURES, _LABELS = ("img", "picture", "amp-img", "a"), ("p", "div", "span")
_PICTURE_BOX = re.compile(r"(?i)[.#][\w-]*(?:image|img|photo|pic|slide|gallery|media|cover|thumb)")
# When it was published, by whom, how long it takes.
_ABOUT = re.compile(
    r"20\d\d|\d\d:\d\d|作者|撰文|[采採][访訪写寫]|[记記]者|[编編][辑輯]|[来來]源|[发發][布佈表]|字[数數]|[阅閱][读讀]"
    r"|^(?:By|By:|by(?= [A-Z])|Published|Updated)\b|\bmin\b"
)
_MOST = 8  # such parts of a page
_MOST_BELOW = 2  # elements below the main part that may hold a picture of it
_PARTS = ("li", "h1", "h3")
_INSIDE = ("figure", "p", "div", "span", "figcaption", "h2", "h3", "section", "dd", "ul", "dl")


def opening_parts(root: HtmlElement, main: HtmlElement, title: str) -> dict[HtmlElement, Verdict]:
    """Return the leads and captions between the headline and the main part, and what each is."""
    headline = headline_of(root, title)
    if headline is None or headline in set(main.iter("h1", "h2")):
        return {}
    said = one_line(words_in(main))
    found = _pictures_above(headline, main)
    for element in _between(root, headline, main):
        if len(found) == _MOST:
            break
        if any(parent in found or _ASIDE.search(signature(parent)) for parent in element.iterancestors()):
            continue
        verdict = _verdict(element) or (
            _below_headline(element) if element.getprevious() is headline else None
        )
        words = one_line(words_in(element))
        if verdict is not None and words and words not in said and words != title:
            found[element] = verdict
    return found | _closing_captions(main)


def _pictures_above(headline: HtmlElement, main: HtmlElement) -> dict[HtmlElement, Verdict]:
    """Return the captions between the beginning of the article's own element and its headline."""
    around = set(main.iterancestors())
    shared = next((one for one in headline.iterancestors() if one in around), None)
    if shared is None or shared.tag in {"html", "body"}:
        return {}
    found: dict[HtmlElement, Verdict] = {}
    for element in shared.iter():
        if element is headline:
            break
        if element.tag != "figcaption" or any(
            _ASIDE.search(signature(one)) for one in element.iterancestors()
        ):
            continue
        if 0 < len(one_line(words_in(element))) <= _LONGEST_CAPTION and _shows_picture(element):
            found[element] = Verdict(kind=Kind.CAPTION)
    return dict(islice(found.items(), _MOST_BELOW))


def _shows_picture(caption: HtmlElement) -> bool:
    """Whether a caption belongs to a picture, as the pictures in a menu have none."""
    figure = next(caption.iterancestors("figure"), None)
    return figure is not None and next(figure.iter("img", "picture", "amp-img"), None) is not None


def _closing_captions(main: HtmlElement) -> dict[HtmlElement, Verdict]:
    """Return the captions of pictures that stand right below the main part."""
    below = main.itersiblings()
    near = (
        element for after in islice(below, _MOST_BELOW) for element in after.iter("figure", "p", "figcaption")
    )
    return {
        element: Verdict(kind=Kind.CAPTION)
        for element in near
        if _is_caption(element)
        and not any(_ASIDE.search(signature(one)) for one in (element, *element.iterancestors()))
    }


def _between(root: HtmlElement, headline: HtmlElement, main: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements that begin after the headline and end before the main part."""
    around = set(main.iterancestors())
    begun = False
    for element in root.iter():
        if element is main:
            return
        if element is headline:
            begun = True
        elif begun and element.tag in _INSIDE and element not in around:
            yield element


def _is_caption(element: HtmlElement) -> bool:
    """Whether an element is a caption by its name."""
    words = one_line(words_in(element))
    named = element.tag == "figure" or is_frame(element) or _CAPTION.search(signature(element)) is not None
    return (named or _is_below_picture(element)) and 0 < len(words) <= _LONGEST_CAPTION


def _is_below_picture(element: HtmlElement) -> bool:
    """Whether an element follows a picture in a box that holds no other words: its caption.

    Where the box is not named for a picture, a few words may be the name of who wrote the article.
    """
    box, before = element.getparent(), element.getprevious()
    if box is None or before is None or before.tag not in _PICTURES or element.tag not in _LABELS:
        return False
    if next(element.iterchildren(*_INSIDE), None) is not None:
        return False
    words = one_line(words_in(element))
    if one_line(words_in(box)) != words:
        return False
    return len(words.encode()) >= _MORE_THAN_NAMES or _PICTURE_BOX.search(signature(box)) is not None


def _verdict(element: HtmlElement) -> Verdict | None:
    """Return what an element is by its name or its words: a caption, a lead, points in a list, or nothing."""
    if _is_caption(element):
        return Verdict(kind=Kind.CAPTION)
    if element.tag == "ul":
        is_points = _LEAD.search(signature(element)) and not links_only(element)
        return Verdict() if is_points and len(words_in(element)) <= _LONGEST else None
    kind = _kind(element)
    return Verdict(kind=kind) if kind else None


def _below_headline(element: HtmlElement) -> Verdict | None:
    """Return what the first element below the headline is: a lead, points in a list, or nothing."""
    words = one_line(words_in(element))
    if not _SHORTEST <= len(words) <= _LONGEST or _ABOUT.search(words) or _NOTICE.search(words):
        return None
    if _BYLINE.fullmatch(words):
        return None
    if next(element.iter("a", "button", "time", "img", "form"), None) is not None:
        return None
    if element.tag == "ul":
        return Verdict() if all(len(one_line(words_in(point))) >= _SHORTEST for point in element) else None
    return Verdict(kind=Kind.PARAGRAPH) if element.tag in _LEADS and not len(element) else None


def _kind(element: HtmlElement) -> Kind | None:
    """Return whether an element is a lead, by its name or its words."""
    name, words = signature(element), one_line(words_in(element))
    if _LEAD.search(name) and len(list(element.iter("p"))) <= 1 and _SHORTEST <= len(words) <= _LONGEST:
        return Kind.PARAGRAPH if next(element.iterdescendants(*_PARTS), None) is None else None
    alone = element.tag == "p" or (
        element.tag == "div" and next(element.iterchildren(*_INSIDE), None) is None
    )
    return Kind.PARAGRAPH if alone and _is_prose(element, words) else None


def _is_prose(element: HtmlElement, words: str) -> bool:
    """Whether a paragraph is long enough, ends as a sentence does, and is no link."""
    if not _SHORTEST_PROSE <= len(words) <= _LONGEST_PROSE or not words.endswith(_SENTENCE_END):
        return False
    linked = sum(len(one_line(words_in(link))) for link in element.iter("a"))
    return linked * 2 < len(words) and not _NOTICE.search(words)
