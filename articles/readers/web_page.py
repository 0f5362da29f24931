"""A whole web page, as a browser saves it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from lxml.html import HtmlElement

from articles.outlets.base import Outlet
from articles.outlets.boxes import box_marks, usual_marks
from articles.outlets.extraction import extract
from articles.outlets.findings import Extract
from articles.outlets.main_part import furniture_marks, main_part
from articles.outlets.marked_names import NO_PART, marked_names
from articles.outlets.opening import opening_parts
from articles.outlets.region import elements_of, headline_of, own_elements
from articles.outlets.times import Moment, read_time, zone_at
from articles.readers.assembly import Facts, document, known_outlet, plain_title
from articles.readers.base import Document, Source
from articles.readers.embedded import embedded_article
from articles.readers.page_facts import page_facts, page_time
from articles.readers.saved_page import read_from, saved_from, saved_on
from articles.text.addresses import original_address
from articles.text.blocks import Dropped, Kind, Reason
from articles.text.tidy import one_line
from articles.text.tree import parse_html, words_in

name = "web page"

_PAGE = re.compile(
    r"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html|<head|<body)",
    re.IGNORECASE | re.DOTALL,
)
_DAY = re.compile(
    r"(?P<year>20\d\d)\s?[-年/. ]\s?(?P<month>\d{1,2})\s?[-月/.]\s?(?P<day>\d{1,2})(?!\d)\s?日?"
    r"(?:\s[A-Z]{3}|\s?(?:星期|[周週])[一二三四五六日天])?"
    r"(?:\s{0,3}(?P<clock>[012]?\d:[0-5]\d(?::[0-5]\d)?)(?!\s?[AaPp]\.?[Mm]))?"
)
_ENGLISH_DAY = re.compile(
    r"\b(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,?|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,?)"
    r" 20\d\d\b"
)
_SOURCE = re.compile(r"[来來]源[于於自]?\s?[：:]\s?(?P<name>[^\s：:|｜/／，。]{2,16})")
_PART = rf"(?!{NO_PART}\b)[A-Z][\w.’'-]+"
_WRITER = re.compile(
    r"(?:作者|撰文|[记記]者)\s?[：:]\s?"
    r"(?P<name>[\u4e00-\u9fff·]{2,8}|[A-Z][\w.-]+(?: [A-Z][\w.-]+){1,3})(?![\u4e00-\u9fff])"
    rf"|\b[Bb]y (?P<by>{_PART}(?: {_PART}){{1,3}}|[\u4e00-\u9fff]{{2,4}}(?![\u4e00-\u9fff]))"
)
_SAID_ADDRESS = re.compile(
    r"(?:原文|本文|文章)(?:地址|[链鏈]接|[連连]結|[网網]址)\s?[：:]\s?(?P<address>https?://[!-;=?-~]{4,500})"
)
_PUBLISHED = re.compile(
    r"(?:(?:[发發][布佈表]|[编編][辑輯])[於于]|[发發][布佈](?:日期|[时時][间間])\s?[：:]"
    r"|[Pp]osted(?: on| @)?)\s?(?P<when>20\d\d.{6,20})"
)
# Below the warnings of a broken server, or a script of a provider that gives space for nothing.
_PAGE_BELOW = re.compile(r"<(?:!doctype\s+html|html)\b[^<>]{0,200}>\s*<(?:html|head|meta)\b", re.IGNORECASE)
_SHOWN_ABOVE = ("<br", "<b>", "<script", "<div", "<p>", "<center")
_CLOCKS = frozenset({"time", "abbr"})
_ABOVE = 60  # code points above a title that may hold the time
_THIN = 60  # code points of text that are no article yet
_HEAD = 600  # code points above the article that may hold its day
_CLOSING = 3  # blocks at the end of an article that may name its source
_OPENING = 2_000  # code points


def recognises(source: str) -> bool:
    """Whether the text opens as a whole page of HTML does, or with a few tags and then as one does."""
    return _PAGE.match(source[:_OPENING]) is not None or _begins(source) > 0


def _begins(source: str) -> int:
    """Return where a page begins below a few tags, 0 if there are none above it."""
    if not source[:_OPENING].lstrip().startswith(_SHOWN_ABOVE):
        return 0
    page = _PAGE_BELOW.search(source, 0, _OPENING)
    return page.start() if page else 0


def _around_title(found: Extract, title: str, leads: int) -> tuple[str, str]:
    """Return the words right above the title, and those between it and the article.

    A few leads may come before the article.
    """
    names = [block.text for block in found.blocks[: leads + 1] if block.kind == Kind.BYLINE]
    words = " ".join([*(piece.text for piece in found.dropped if piece.after <= leads), *names])
    at = words.rfind(title) if title else -1
    if at < 0:
        return "", words[-_HEAD:]
    return words[max(0, at - _ABOVE) : at], words[at + len(title) :]


def _read_names(facts: Facts, found: Extract, above: str, below: str) -> None:
    """Take the names that the words around the title give: the writer, if nobody is known, and the source."""
    writer = _WRITER.search(below)
    if writer and not facts.authors and not found.authors:
        found.authors.append(writer["name"] or writer["by"])
    sources = (_SOURCE.search(words) for words in (below, above, _signatures(found)))
    said = next((source["name"] for source in sources if source), None)
    facts.guessed_names = [said, *facts.guessed_names] if said else facts.guessed_names


def _signatures(found: Extract) -> str:
    """Return the names that close the article."""
    return " ".join(block.text for block in found.blocks[-_CLOSING:] if block.kind == Kind.BYLINE)


def _shown(before: str, zone: str) -> Moment | None:
    """Return the time that stands in the words before the article."""
    match = _DAY.search(before)
    if match is None:
        english = _ENGLISH_DAY.search(before)
        return read_time(english[0]) if english else None
    day = f"{match['year']}-{match['month']}-{match['day']}"
    return read_time(f"{day} {match['clock']}", zone) if match["clock"] else read_time(day)


def _signed(found: Extract, zone: str) -> Moment | None:
    """Return the time that a page writes anywhere behind its own words for it."""
    said = _PUBLISHED.search(" ".join(piece.text for piece in found.dropped))
    return _shown(said["when"], zone) if said else None


def _surest(*moments: Moment | None) -> Moment | None:
    """Return the first instant, unless the first day is another; else the first day."""
    known = [moment for moment in moments if moment]
    same = (moment for moment in known if moment.instant and moment.day == known[0].day)
    return next(same, known[0]) if known else None


def read(source: Source) -> list[Document]:
    """Return the one article of the page."""
    start = _begins(source.text)
    above_page, source = source.text[:start], replace(source, text=source.text[start:])
    root = parse_html(source.text)
    facts = _facts(root, source)
    facts.before = [Dropped(words, Reason.PAGE_FURNITURE, 0) for words in _words(above_page)]
    outlet = known_outlet(facts)
    zone = (outlet.zone if outlet else "") or zone_at(facts.address)
    stated = page_time(root, zone_at(facts.address))
    title, _ = plain_title(facts, outlet)
    main = main_part(root)
    opening = opening_parts(root, main, title)
    marks = furniture_marks(main, opening)
    own: list[HtmlElement] = []
    clocks = None
    if outlet is None or not outlet.is_described:
        marks = {**usual_marks(main), **box_marks(main), **marks}
        own = list(own_elements(headline_of(root, title), main))
        clocks = _clocks_of(root, own, main)
    found = extract(root, outlet, title=title, address=facts.address or "", marks=marks, clocks=clocks)
    found.authors = found.authors or ([] if facts.authors else marked_names(own))
    above, below = _around_title(found, title, len(opening))
    shown = _shown(below, zone) or _shown(above, zone) or _signed(found, zone)
    found.time = _surest(stated, found.time, shown)
    _read_names(facts, found, above, below)
    if sum(len(block.text) for block in found.blocks) < _THIN:
        found = _unshown(source, outlet, title, facts.address or "") or found
    return [document(source, name, facts, found, outlet)]


def _words(above: str) -> list[str]:
    """Return the words that stand above a page, in one piece, if there are any."""
    words = one_line(words_in(parse_html(above)))
    return [words] if words else []


def _clocks_of(root: HtmlElement, own: list[HtmlElement], main: HtmlElement) -> list[HtmlElement]:
    """Return what tells the article's time: among its own elements, else anywhere but with others' things."""
    if next(root.iter(*_CLOCKS), None) is None:  # as on most pages: asked first, for a walk takes long
        return []
    return _clocks(own) or _clocks(elements_of(root, main))


def _clocks(elements: Iterable[HtmlElement]) -> list[HtmlElement]:
    """Return those of the elements that tell the time; an abbreviation may as well be one."""
    marked = (element for element in elements if element.tag in _CLOCKS)
    return [element for element in marked if read_time(_said(element))]


def _said(clock: HtmlElement) -> str:
    return clock.get("datetime") or clock.get("title") or ""  # of an abbreviation


def _facts(root: HtmlElement, source: Source) -> Facts:
    """Return what the page says of itself, with the address of the original."""
    facts = page_facts(root)
    said = source.address or facts.address or source.saved_from or saved_from(source.text) or read_from(root)
    written = None if said else _SAID_ADDRESS.search(words_in(root))
    said = said or (written["address"] if written else None)
    facts.address = original_address(said) if said else None
    facts.mirror = said if said != facts.address else None
    facts.notes = saved_on(source.text)
    return facts


def _unshown(source: Source, outlet: Outlet | None, title: str, address: str) -> Extract | None:
    """Return the article that the page would only show when its scripts run, or None."""
    root = parse_html(source.text)
    body = embedded_article(root)
    if not body:
        return None
    found = extract(parse_html(body), outlet, title=title, address=address)
    found.time = found.time or page_time(root, zone_at(address))
    return found
