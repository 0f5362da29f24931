"""The rules for one outlet's pages, compiled once and asked for every element and paragraph."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from lxml.html import HtmlElement

from articles.outlets import credit_lines, general
from articles.outlets.base import Outlet, Pattern
from articles.outlets.notices import NOTICES
from articles.text.blocks import Kind, Reason
from articles.text.tags import BLOCK_TAGS
from articles.text.tree import words_in
from articles.text.walk import Verdict, links_only

_Rule = tuple[Pattern, Kind | Reason]
_CompiledRule = tuple[re.Pattern[str], Kind | Reason]

_SHOWN = (
    "role",
    "data-e2e",
    "data-test-id",
    "data-testid",
    "data-gu-name",
    "aria-label",
    "itemprop",
    "rel",
    "data-component",
    "data-area",
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# Nothing is published in a year, but much that is told happened in one.
_YEAR = re.compile(r"(?:公元)?前?\s?\d{1,4}\s?年?(?:\s?(?:BCE?|CE|AD))?")
_CACHE_LIMIT = 20_000
_LIST_TAGS = frozenset({"ul", "ol"})
_FIGURE_TAGS = frozenset({"figure", "cite"})
_MIXED_FIGURE = ("blockquote", "table", "pre", "ul", "ol")
# A rule for longer lines says so: by a star, or by a number of three figures.
_IS_LONG = re.compile(r"\.\*|\[\\s\\S\]\*|\{\d*,\d{3,}\}")
_LONGEST_LINE = 90  # code points of a line that any other rule is asked about
_FEW_CHILDREN = 20
_LONG_CAPTION = 600  # code points; an element this long is no caption, whatever its name


def signature(element: HtmlElement) -> str:
    """Return what rules are matched against, such as ``div .caption #lead [role=text]``."""
    attributes = element.attrib
    parts = [str(element.tag)]
    if "class" in attributes:
        parts.extend(f".{name}" for name in attributes["class"].split())
    if "id" in attributes:
        parts.append(f"#{attributes['id']}")
    parts.extend(f"[{name}={attributes[name]}]" for name in _SHOWN if name in attributes)
    if "hidden" in attributes:
        parts.append("[hidden]")
    if "style" in attributes and _NOT_SHOWN.search(attributes["style"]):
        parts.append("[display:none]")
    parts.extend(f"[{name}]" for name in attributes if name.startswith("data-selfpromo"))
    return " ".join(parts)


def _compiled(rules: Iterable[_Rule]) -> list[_CompiledRule]:
    return [(re.compile(pattern), says) for pattern, says in rules]


@cache
def _general_elements() -> list[_CompiledRule]:
    return _compiled(general.ELEMENTS)


@cache
def _general_lines() -> "_Lines":
    return _Lines((*general.LINES, *NOTICES))


class _Lines:
    """Rules for whole paragraphs; one question for all of them is three times as fast as one for each."""

    def __init__(self, rules: Iterable[_Rule]) -> None:
        self._all = list(rules)
        # Most paragraphs are longer than any line that most rules are meant for.
        self._long = [(pattern, says) for pattern, says in self._all if _IS_LONG.search(pattern)]
        self._is_one, self._is_long_one = _any_of(self._all), _any_of(self._long)

    def says(self, text: str) -> Kind | Reason | None:
        """Return what the first rule says that matches the whole text, or None."""
        short = len(text) <= _LONGEST_LINE
        if not (self._is_one if short else self._is_long_one).fullmatch(text):
            return None
        rules = self._all if short else self._long
        # Few paragraphs come so far, and few rules are ever needed alone.
        return next((says for pattern, says in rules if re.fullmatch(pattern, text)), None)


def _any_of(rules: Sequence[_Rule]) -> re.Pattern[str]:
    """Return the pattern that matches what any of these matches; of none, nothing."""
    return re.compile("|".join(f"(?:{pattern})" for pattern, _says in rules) or "(?!)")


class Rules:
    """What is said of an outlet's elements and paragraphs."""

    def __init__(self, outlet: Outlet | None) -> None:
        own = outlet or Outlet(name="")
        self.outlet = outlet
        self.lines_below_pictures = own.lines_below_pictures
        self._elements = [*_compiled(own.elements), *_general_elements()]
        self._own_lines, self._general_lines = _Lines(own.lines), _general_lines()
        self._ends = [(re.compile(pattern), reason) for pattern, reason in own.ends]
        self._cuts = [(re.compile(pattern), reason) for pattern, reason in own.cuts]
        self._caption_cuts = [
            *self._cuts,
            (re.compile(credit_lines.CAPTION_LABEL), Reason.LABEL),
            (re.compile(credit_lines.CAPTION_CREDIT), Reason.CREDIT),
        ]
        self._known: dict[str, Verdict | None] = {}

    def judge(self, element: HtmlElement, *, whole: int, address: str) -> Verdict | None:
        """Say what an element is by its name, or None if its name tells nothing.

        ``whole`` is the number of code points on the page, ``address`` the article's own.
        """
        tag = element.tag
        if tag in _LIST_TAGS and _is_elsewhere(element, address):
            return Verdict(reason=Reason.RELATED_LINKS)
        if tag == "time":
            return _verdict_on_time(element)
        if tag in _FIGURE_TAGS and (verdict := _verdict_on_figure(element)):
            return verdict
        if not element.attrib:
            return None
        verdict = self._by_name(signature(element))
        if verdict is not None and _too_large(element, verdict, whole):
            return None
        return verdict

    def _by_name(self, name: str) -> Verdict | None:
        if name in self._known:
            return self._known[name]
        verdict = next((_verdict(says) for pattern, says in self._elements if pattern.search(name)), None)
        if len(self._known) >= _CACHE_LIMIT:
            self._known.clear()
        self._known[name] = verdict
        return verdict

    def line(self, text: str) -> Kind | Reason | None:
        """Say what a whole paragraph is by its words, or None if it is article."""
        return self._own_lines.says(text) or self._general_lines.says(text)

    def cut(self, text: str, *, caption: bool) -> tuple[str, str, Reason] | None:
        """Return a text without the words that are no article, these words and why; None if it has none."""
        for pattern, reason in self._caption_cuts if caption else self._cuts:
            match = pattern.search(text)
            if match:
                return (text[: match.start()] + text[match.end() :]).strip(), match.group().strip(), reason
        return None

    def end(self, text: str) -> Reason | None:
        """Say why everything from this paragraph on is left out, or None if it is not."""
        return next((reason for pattern, reason in self._ends if pattern.match(text)), None)


def _verdict(says: Kind | Reason) -> Verdict:
    return Verdict(reason=says) if isinstance(says, Reason) else Verdict(kind=says)


def _too_large(element: HtmlElement, verdict: Verdict, whole: int) -> bool:
    """Whether an element holds too many words for what its name says."""
    if verdict.kind is Kind.CAPTION:
        return len(words_in(element).strip()) > _LONG_CAPTION
    if verdict.reason is None or whole == 0:
        return False
    comments = verdict.reason is Reason.COMMENTS
    share = general.LARGEST_SHARE_OF_COMMENTS if comments else general.LARGEST_SHARE
    return len(words_in(element).strip()) > share * whole


def _is_elsewhere(element: HtmlElement, address: str) -> bool:
    """Whether a list holds only links to other pages."""
    if not links_only(element):
        return False
    targets = [link.get("href", "") for link in element.iter("a", "ok")]
    return not all(
        target.startswith("#") or (address and target.startswith(f"{address}#")) for target in targets
    )


def _verdict_on_time(element: HtmlElement) -> Verdict | None:
    """Leave out a time that stands alone, and is not part of a sentence."""
    parent = element.getparent()
    words = words_in(element).strip()
    if (
        parent is None
        or _YEAR.fullmatch(words)
        or not (_stands_alone(element) or _is_all_of(element, parent))
    ):
        return None
    relative = words.endswith(("前", "ago"))
    return Verdict(reason=Reason.RELATIVE_TIME if relative else Reason.TIME_LINE)


def _verdict_on_figure(element: HtmlElement) -> Verdict | None:
    """Look into a figure that holds more than a picture; a work cited in a caption is whose picture it is."""
    if element.tag == "figure":
        return Verdict() if next(element.iter(*_MIXED_FIGURE), None) is not None else None
    is_in_caption = next(element.iterancestors("figcaption"), None) is not None
    return Verdict(reason=Reason.CREDIT) if is_in_caption else None


def _is_all_of(element: HtmlElement, parent: HtmlElement) -> bool:
    return len(parent) <= _FEW_CHILDREN and words_in(parent).strip() == words_in(element).strip()


def _stands_alone(element: HtmlElement) -> bool:
    """Whether an element stands between blocks, with no words beside it."""
    before, after = element.getprevious(), element.getnext()
    parent = element.getparent()
    words = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    if words.strip() or (element.tail or "").strip():
        return False
    beside = [one for one in (before, after) if one is not None]
    return bool(beside) and all(one.tag in BLOCK_TAGS for one in beside)


@cache
def rules_for(outlet: Outlet | None) -> Rules:
    """Return the compiled rules of an outlet; None stands for one that is not known."""
    return Rules(outlet)
