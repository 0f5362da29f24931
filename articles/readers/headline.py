"""The lines that open a saved feed item: ``<!--1643953383000-->``, ``[title](address)``, ``------``."""

import re

STAMP = re.compile(r"<!--\s*(?P<milliseconds>\d{10,16}|NaN)\s*-->")
# The title may hold brackets of its own, as in "[[World] …](https://…)", and the address
# parentheses. It is all on one line.
HEADLINE = re.compile(r"[ \t]*\[(?P<title>.*)\]\((?P<address>https?://\S+?)\)[ \t]*$")
RULE = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
_OPENING_LINES = 8
_LONGEST_LINE = 4_000  # code points


def find_headline(text: str) -> re.Match[str] | None:
    """Return the headline that is followed by a rule and stands among the first lines."""
    start = len(text) - len(text.lstrip())
    for _ in range(_OPENING_LINES):
        end = text.find("\n", start)
        if end < 0:
            return None
        headline = HEADLINE.match(text, start, end) if end - start <= _LONGEST_LINE else None
        if headline and RULE.match(text, end + _blank_lines(text, end)):
            return headline
        start = end + 1
    return None


def _blank_lines(text: str, start: int) -> int:
    """Return how many line feeds stand from ``start`` on."""
    window = text[start : start + _LONGEST_LINE]
    return len(window) - len(window.lstrip("\n"))


def after_rule(text: str, headline: re.Match[str]) -> str:
    """Return what follows the rule below the headline."""
    rule = RULE.search(text, headline.end())
    return text[rule.end() :] if rule else text[headline.end() :]


def milliseconds(text: str) -> int | None:
    """Return the feed's stamp if the text has one, milliseconds since 1970."""
    match = STAMP.search(text)
    if match is None or match["milliseconds"] == "NaN":
        return None
    return int(match["milliseconds"])
