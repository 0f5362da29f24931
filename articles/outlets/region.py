"""The part of a web page that holds the article with its headline: where its time and its names stand."""

import re
from collections.abc import Iterator

import lxml.etree
from lxml.html import HtmlElement

from articles.outlets.rules import signature
from articles.text.tidy import one_line
from articles.text.tree import words_in

_ROOTS = frozenset({"html", "body"})
# Others' times and names: those of quoted posts, of comments, of further articles.
_OTHERS = re.compile(
    r"(?i)^(?:nav|aside|form|blockquote|figure|iframe)\b|"
    r"[.#][\w-]*(?:related|recommend|sidebar|comment|promo|popular|trending|widget|embed|tweet|instagram|hot[-_]|rank)"
)


def headline_of(root: HtmlElement, title: str) -> HtmlElement | None:
    """Return the heading that is the article's title."""
    headings = (*root.iter("h1"), *root.iter("h2"))
    said = [(element, one_line(words_in(element))) for element in headings] if title else []
    shown = [element for element, words in said if words == title]
    # Some sites put the column or a few words more into the same heading.
    shown += [element for element, words in said if words.endswith(title) and len(words) <= 2 * len(title)]
    return shown[0] if shown else None


def own_elements(headline: HtmlElement | None, main: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements around the headline and the main part that belong to nothing else, in order.

    They are those of the smallest element that holds both; if that is the whole page, those from the
    headline to the end of the main part.
    """
    region = _region(headline, main)
    if region.tag not in _ROOTS:
        yield from elements_of(region, main)
        return
    inside = set(main.iter())
    begun = ended = False
    for element in elements_of(region, main):
        begun = begun or element is headline or element is main
        ended = ended or (begun and element in inside)
        if begun and ended and element not in inside:
            return
        if begun:
            yield element


def elements_of(region: HtmlElement, main: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements in a part of a page, but no others' times and names than those in the main part."""
    around = {main, *main.iterancestors()}
    walk = lxml.etree.iterwalk(region, events=("start",))
    for _event, element in walk:
        if element not in around and _OTHERS.search(signature(element)):
            walk.skip_subtree()
        else:
            yield element


def _region(headline: HtmlElement | None, main: HtmlElement) -> HtmlElement:
    """Return the smallest element that holds the headline and the main part."""
    if headline is None:
        return main
    around = {main, *main.iterancestors()}
    return next(one for one in (headline, *headline.iterancestors()) if one in around)
