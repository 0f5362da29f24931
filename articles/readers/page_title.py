"""Which of a page's words for its title are the article's: those of its head, or a heading that it shows."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from articles.outlets.paragraphs import key
from articles.text.tidy import one_line
from articles.text.tree import words_in

# A hyphen in the middle of a Latin word or number parts nothing: ``COVID-19``, ``self-driving``.
SUFFIX = re.compile(r"\s*(?:[_|–—·«»]|(?<![A-Za-z0-9])-|-(?![A-Za-z0-9]))+\s*")
"""What stands between an article's title and the site's name."""

_SHORTEST = 4
_LONG = 8  # code points of a title that may be followed by more words
_HEADINGS = ("h1", "h2", "h3")
# Two Chinese characters in a row, or a Latin word.
_TOKEN = re.compile(r"(?=([\u3400-\u9fff]{2}))|([^\W_\u3400-\u9fff]{3,})")
_LEAST_ALIKE, _LEAST_TOKENS = 0.5, 3


def shown_title(root: HtmlElement) -> str:
    """Return the words of the page's own title, as a browser shows it on a tab."""
    return next((one_line(words_in(element)) for element in root.iter("title")), "")


def article_title(root: HtmlElement, stated: str) -> str:
    """Return the title: a first-order heading that the head confirms, else what the head says.

    ``stated`` is what the head says of the article alone, "" if it says nothing.
    """
    shown = shown_title(root)
    headings = [one_line(words_in(element)) for element in root.iter("h1")]
    headings = [heading for heading in headings if heading and not _is_site(heading, shown, root)]
    said = key(f"{stated} {shown}")
    confirmed = [heading for heading in headings if key(heading) in said]
    # The first heading of some sites is their own name, and stands above that of the article.
    if confirmed and not _is_below(root, stated, headings):
        return max(confirmed, key=len)
    return (
        _alike(headings, stated)
        or stated
        or _alike(headings, shown)
        or _repeated(root, shown)
        or _without_site(shown)
        or next(iter(headings), "")
    )


def _is_site(heading: str, shown: str, root: HtmlElement) -> bool:
    """Whether a heading is the site's name: the end of the page's title, whose beginning is a heading too."""
    *parts, last = SUFFIX.split(shown)
    if key(heading) != key(last) or not any(len(part) > len(last) for part in parts):
        return False
    others = [one_line(words_in(element)) for element in root.iter(*_HEADINGS)]
    return any(_likeness(part, other) >= _LEAST_ALIKE for part in parts for other in others)


def _is_below(root: HtmlElement, stated: str, headings: Sequence[str]) -> bool:
    """Whether the title that the head states is shown, but only by a heading of a lower order."""
    if not stated or any(key(stated) in key(heading) or key(heading) in key(stated) for heading in headings):
        return False
    return any(key(one_line(words_in(element))) == key(stated) for element in root.iter("h2", "h3"))


def _alike(headings: Sequence[str], said: str) -> str:
    """Return the heading that says what the head says in other words, "" if none does.

    Sites give search engines a shorter title than their readers. One that has more around the same words
    holds a column or a time as well.
    """
    if not said or any(key(said) in key(heading) for heading in headings):
        return ""
    best = max(headings, key=lambda heading: _likeness(heading, said), default="")
    return best if _likeness(best, said) >= _LEAST_ALIKE else ""


def _likeness(one: str, other: str) -> float:
    """Return how much of the shorter of two titles the other says too, 0 to 1; of a few words nothing."""
    first, second = _tokens(one), _tokens(other)
    common = len(first & second)
    return common / min(len(first), len(second)) if common >= _LEAST_TOKENS else 0.0


def _tokens(text: str) -> set[str]:
    return {match[1] or match[2] for match in _TOKEN.finditer(text.casefold())}


def _repeated(root: HtmlElement, shown: str) -> str:
    """Return the part of a page's title that the page says again by itself, as old pages do in bold."""
    first, *others = SUFFIX.split(shown)
    if not others:
        return ""
    parts = [part for part in (first, *others) if len(part) >= _SHORTEST]
    said = {one_line(words_in(element)) for element in root.iter(*_HEADINGS, "b", "strong", "font")}
    whole = next((part for part in parts if part in said), "")
    # Or a blank parts it from the column's name.
    begun = (one for one in said if len(one) >= _LONG and any(part.startswith(f"{one} ") for part in parts))
    return whole or max(begun, key=len, default="")


def _without_site(shown: str) -> str:
    """Return the longest part of a page's title; the others name the site."""
    parts = SUFFIX.split(shown)
    return parts[0] if len(parts[0]) * 2 > len(shown) else max(parts, key=len)
