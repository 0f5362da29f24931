"""The lines that open a saved feed item: ``<!--1643953383000-->``, ``[title](address)``, ``------``."""

import re

STAMP = re.compile(r"<!--\s*(?P<milliseconds>\d{10,16}|NaN)\s*-->")
# The title may hold brackets of its own, as in "[[World] …](https://…)", and the address
# parentheses. It is all on one line.
HEADLINE = re.compile(r"^[ \t]*\[(?P<title>.*)\]\((?P<address>https?://\S+?)\)[ \t]*$", re.MULTILINE)
RULE = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
_OPENING_LINES = 6


def find_headline(text: str) -> re.Match[str] | None:
    """Return the headline that is followed by a rule and stands among the first lines."""
    start = len(text) - len(text.lstrip())
    for match in HEADLINE.finditer(text):
        if text.count("\n", start, match.start()) > _OPENING_LINES:
            return None
        if RULE.match(text[match.end() :].lstrip("\n").split("\n", 1)[0]):
            return match
    return None


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
