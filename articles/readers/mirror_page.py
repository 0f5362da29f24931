"""A page of a mirror: ``### title``, a rule, menus and promotions, the article, its two addresses."""

import re

from articles.outlets import outlet_at
from articles.outlets.base import Outlet
from articles.outlets.extraction import extract
from articles.readers.assembly import Facts, document, known_outlet, plain_title
from articles.readers.base import Document, Source
from articles.text.blocks import Dropped, Reason
from articles.text.tidy import one_line
from articles.text.tree import parse_html, words_in

name = "mirror page"

_TITLE = re.compile(r"\A\s*#{1,3}[ \t]+(?P<title>[^\n]+)\n\s*(?:-{3,}[ \t]*\n|(?=####[ \t]*\[))")
_ORIGINAL = re.compile(r"原文(?:地址|链接|鏈接|網址)(?:（[^）\n]*）)?\s*[：:]\s*(?P<address>https?://\S+)")
_SHARE = re.compile(r"(?:<hr/?>\s*)?手机上长按并复制下列链接[^\n]*")
_MIRROR = re.compile(r"https?://(?:github\.com|gitlab\.com|raw\.githubusercontent\.com)/[^\s<'\"]+\.md")
_MENU = re.compile(r"^[ \t]*#{3,6}[ \t]*(?P<line>.*)$", re.MULTILINE)
_HOME = re.compile(r"^#{3,6}[ \t]*\[(?:首页|禁闻聚合首页)\]\(", re.MULTILINE)
_IMAGE = re.compile(r"<img[^>]*\bsrc=['\"]([^'\"]+)")
_MARKS = re.compile(r"\[([^\[\]\n]*)\]\([^()\n]*\)|&nbsp;|[|#]")
_RULE_LINE = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.MULTILINE)


def recognises(source: str) -> bool:
    """Whether a title line with a rule opens the text, and it names an original or a mirror."""
    if not _TITLE.match(source):
        return False
    return bool(_ORIGINAL.search(source) or _SHARE.search(source) or _HOME.search(source))


def read(source: Source) -> list[Document]:
    """Return the one article of the page."""
    opening = _TITLE.match(source.text)
    if opening is None:
        return []
    body, foot = _parted(source.text[opening.end() :])
    original = _ORIGINAL.search(foot)
    mirror = _MIRROR.search(foot) if _SHARE.search(foot) else None
    facts = Facts(
        title=opening["title"],
        address=source.address or (original["address"] if original else None),
        mirror=mirror.group() if mirror else None,
        after=_foot_lines(foot),
    )
    body = _without_menus(body, facts)
    outlet = known_outlet(facts) or _outlet_of_pictures(body, facts)
    title, _ = plain_title(facts, outlet)
    found = extract(parse_html(body), outlet, title=title, address=facts.address or "")
    return [document(source, name, facts, found, outlet)]


def _outlet_of_pictures(body: str, facts: Facts) -> Outlet | None:
    """Return the outlet that serves the first picture of a page whose original has no address."""
    picture = None if facts.address else _IMAGE.search(body)
    return outlet_at(picture[1]) if picture else None


def _parted(text: str) -> tuple[str, str]:
    """Part the article from the foot: the share line and all below it."""
    begins = [match.start() for match in (_SHARE.search(text), *_last(_ORIGINAL, text)) if match]
    if not begins:
        rules = list(_RULE_LINE.finditer(text))
        begins = [rules[-1].start()] if rules else [len(text)]
    cut = min(begins)
    return text[:cut], text[cut:]


def _last(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    return list(pattern.finditer(text))[-1:]


def _without_menus(body: str, facts: Facts) -> str:
    """Take the ``####`` lines out: the menu stands first, the others promote something."""
    lines = list(_MENU.finditer(body))
    for number, match in enumerate(lines):
        reason = Reason.MENU if number == 0 and "首页" in match["line"] else Reason.PROMOTION
        words = one_line(_MARKS.sub(r" \1 ", match["line"]))
        if words:
            facts.before.append(Dropped(words, reason, 1))
    return _RULE_LINE.sub("", _MENU.sub("", body))


def _foot_lines(foot: str) -> list[Dropped]:
    """Return the foot's lines as what they are."""
    dropped = []
    for line in foot.split("\n"):
        words = _foot_words(line)
        if words:
            dropped.append(Dropped(words, _foot_reason(line), 0))
    return dropped


def _foot_words(line: str) -> str:
    """Return what a line of the foot says; of a picture, its address."""
    text = words_in(parse_html(line)) if "<" in line else line
    words = one_line(_MARKS.sub(r" \1 ", text)).strip("- ")
    image = _IMAGE.search(line)
    return words or (image[1] if image else "")


def _foot_reason(line: str) -> Reason:
    if line.lstrip().startswith("#"):
        return Reason.MENU
    if "<img" in line:
        return Reason.TRACKER if "0px" in line else Reason.SHARE
    if _MIRROR.search(line) or _ORIGINAL.search(line):
        return Reason.MIRROR_ADDRESS
    return Reason.SHARE
