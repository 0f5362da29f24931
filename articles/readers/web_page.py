"""A whole web page, as a browser saves it."""

import re

from articles.outlets.extraction import extract
from articles.outlets.findings import Extract
from articles.outlets.main_part import furniture_marks, main_part
from articles.outlets.opening import opening_parts
from articles.outlets.times import Moment, read_time, zone_at
from articles.readers.assembly import document, known_outlet, plain_title
from articles.readers.base import Document, Source
from articles.readers.page_facts import page_facts, page_time
from articles.readers.saved_page import read_from, saved_from, saved_on
from articles.text.addresses import original_address
from articles.text.tree import parse_html

name = "web page"

_PAGE = re.compile(
    r"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html|<head|<body)",
    re.IGNORECASE | re.DOTALL,
)
_DAY = re.compile(
    r"(?P<year>20\d\d)\s?[-年/. ]\s?(?P<month>\d{1,2})\s?[-月/.]\s?(?P<day>\d{1,2})(?!\d)\s?日?"
    r"(?:\s[A-Z]{3})?"
    r"(?:\s{0,3}(?P<clock>[012]?\d:[0-5]\d(?::[0-5]\d)?)(?!\s?[AaPp]\.?[Mm]))?"
)
_ENGLISH_DAY = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, 20\d\d\b")
_HEAD = 600  # code points above the article that may hold its day
_OPENING = 2_000  # code points


def recognises(source: str) -> bool:
    """Whether the text opens as a whole page of HTML does."""
    return _PAGE.match(source[:_OPENING]) is not None


def _shown(found: Extract, title: str, zone: str, leads: int) -> Moment | None:
    """Return the time that stands between the title and the article; a few leads may come before it."""
    before = " ".join(piece.text for piece in found.dropped if piece.after <= leads)
    shown = before.rfind(title) if title else -1
    start = shown + len(title) if shown >= 0 else max(0, len(before) - _HEAD)
    match = _DAY.search(before, start)
    if match is None:
        english = _ENGLISH_DAY.search(before, start)
        return read_time(english[0]) if english else None
    day = f"{match['year']}-{match['month']}-{match['day']}"
    return read_time(f"{day} {match['clock']}", zone) if match["clock"] else read_time(day)


def _surest(*moments: Moment | None) -> Moment | None:
    """Return the first instant, unless the first day is another; else the first day."""
    known = [moment for moment in moments if moment]
    same = (moment for moment in known if moment.instant and moment.day == known[0].day)
    return next(same, known[0]) if known else None


def read(source: Source) -> list[Document]:
    """Return the one article of the page."""
    root = parse_html(source.text)
    facts = page_facts(root)
    said = source.address or facts.address or source.saved_from or saved_from(source.text) or read_from(root)
    facts.address = original_address(said) if said else None
    facts.mirror = said if said != facts.address else None
    facts.notes = saved_on(source.text)
    outlet = known_outlet(facts)
    zone = (outlet.zone if outlet else "") or zone_at(facts.address)
    stated = page_time(root, zone_at(facts.address))
    title, _ = plain_title(facts, outlet)
    main = main_part(root)
    opening = opening_parts(root, main, title)
    marks = furniture_marks(main, opening)
    found = extract(root, outlet, title=title, address=facts.address or "", marks=marks)
    found.time = _surest(stated, found.time, _shown(found, title, zone, len(opening)))
    return [document(source, name, facts, found, outlet)]
