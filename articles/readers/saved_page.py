"""What browsers and their helpers write into a page when they save it."""

import re
from datetime import datetime

from lxml.html import HtmlElement

_OPENING = 8_000  # code points
_COMMENT = re.compile(
    r"<!--\s*(?:Page saved with SingleFile|saved from url=\(\d{1,6}\))(?P<inside>.{1,6000}?)-->", re.DOTALL
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,4000}")
_DATE = re.compile(
    r"saved date:\s*\w{3} (\w{3} \d{1,2} \d{4} \d\d:\d\d:\d\d) (?:GMT|UTC)([+-]\d{4})", re.IGNORECASE
)
# A picture or a font that is written into the page itself; 0.5 MB of it are common.
_INLINE = re.compile(r"(data:[\w.+/-]{1,80}(?:;[\w=.+-]{1,80}){0,4};base64,)[A-Za-z0-9+/=%]{1000,}")


def saved_from(page: str) -> str | None:
    """Return the address that the page was saved from, if a comment in it says so."""
    comment = _COMMENT.search(page, 0, _OPENING)
    address = _ADDRESS.search(comment["inside"]) if comment else None
    return address.group() if address else None


def read_from(root: HtmlElement) -> str | None:
    """Return the address that a browser's reading view shows above the article."""
    links = (link for link in root.iter("a") if "reader-domain" in link.get("class", "").split())
    return next((link.get("href") for link in links if link.get("href", "").startswith("http")), None)


def saved_on(page: str) -> list[str]:
    """Return a note on when the page was saved, if a comment in it says so."""
    comment = _COMMENT.search(page, 0, _OPENING)
    date = _DATE.search(comment["inside"]) if comment else None
    if date is None:
        return []
    try:
        moment = datetime.strptime(f"{date[1]} {date[2]}", "%b %d %Y %H:%M:%S %z")
    except ValueError:
        return []
    return [f"saved on {moment.isoformat()}"]


def without_inline_files(text: str) -> tuple[str, list[str]]:
    """Take out what pictures and fonts hold that are written into a page, and say how many they were."""
    if ";base64," not in text:
        return text, []
    text, count = _INLINE.subn(r"\1", text)
    return text, [f"left out {count} pictures or fonts that are written into the page"] if count else []
