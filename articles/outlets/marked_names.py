"""The names that the makers of a page mark as its author's: ``.author-name``, ``itemprop="author"``."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from articles.outlets.base import either
from articles.outlets.rules import signature
from articles.text.tidy import one_line

NO_PART = either(
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December", "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", "By", "On", "In", "At", "View"),
    *("Published", "Updated", "Posted", "Share", "Close", "Follow", "Contributor", "Contributing", "Staff"),
    *("Writer", "Reporter", "Editor", "Correspondent", "Related", "More", "Read", "Site", "Search", "Photo"),
    *("Twitter", "Facebook", "Email", "Print", "Comments?", "Category", "Getty", "AFP", "Reuters"),
    *("Par", "Von"),
)
"""Words with a capital that stand beside a name and are no part of it."""

_MARK = re.compile(
    r"(?i)\[itemprop=author\]|"
    r"[.#][\w-]*?(?:author|writer|byline|reporter|journalist)s?"
    r"(?:[-_]{0,2}(?:name|link|permalink|txt|text))?(?=[ \[]|$)"
)
_LINES = frozenset({"p", "div", "h2", "h3", "h4", "h5", "li", "address", "dd", "td"})
_HOLDERS = _LINES | {"a", "span", "strong", "em", "b", "cite"}
_LABEL = re.compile(
    r"^\W*(?:(?i:(?:written |posted |reported )?by\b)|作者|撰文|[记記]者|[采採][写寫]"
    r"|[文图圖]+(?=\s?[/／:：|｜丨]))[\s:：/／|｜丨]*"
)
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]"
_PERSON = re.compile(
    rf"{_HAN}{{2,4}}|{_HAN}{{1,8}}[·・]{_HAN}{{1,8}}"
    rf"|(?!{NO_PART}\b)[A-Z][\w.’'-]*"
    rf"(?: (?!{NO_PART}\b)(?:d[ae]|van|von|der|den|la|le|bin|al|[A-Z][\w.’'-]*)){{0,3}}"
)
_NO_PERSON = re.compile(
    "作者|[编編][辑輯]|[来來]源|[记記]者|[发發][布佈表]|更新|[阅閱][读讀]|[评評留][论論言]|[时時][间間]|日期|[关關][注註]|[订訂][阅閱]|分享|收藏|"
    "[转轉][载載发發]|原[创創]|首[页頁]|[专專][栏欄]|[频頻]道|匿名|佚名|[网網]友|本站|管理|小[编編]|官方|[简簡]介|更多|[举舉][报報]|作品|文章|相[关關]"
)
_AND = re.compile(r"\s*[,，、/／&]\s*|\s+(?:and|und|et)\s+")
_JOINS = frozenset((",", "，", "、", "and", "&", "/", "|"))
_MOST_MARKS = 50  # that are asked for names
_MOST_WORDS = 200  # code points in an element that names somebody


def marked_names(elements: Iterable[HtmlElement]) -> list[str]:
    """Return the names in the first of the elements that is marked so and holds any."""
    marked = (one for one in elements if one.tag in _HOLDERS and one.attrib and _MARK.search(signature(one)))
    for element in islice(marked, _MOST_MARKS):
        names = list(dict.fromkeys(_names(element)))
        if names:
            return names
    return []


def _names(element: HtmlElement) -> Iterator[str]:
    """Yield the names with which an element's words begin, behind a label; one that holds much has none."""
    chunks: list[str] = []
    held = 0
    for chunk in map(one_line, map(str, element.itertext())):
        held += len(chunk)
        if held > _MOST_WORDS:
            return
        chunks.append(_LABEL.sub("", chunk))
    for words in chunks:
        if not words or words in _JOINS:
            continue
        names = [name for name in _AND.split(words) if name]
        if not all(_is_person(name) for name in names):
            return
        yield from names


def _is_person(name: str) -> bool:
    return _PERSON.fullmatch(name) is not None and _NO_PERSON.search(name) is None
