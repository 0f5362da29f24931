"""Characters that no article needs, and white space as a reader sees it."""

import re

CRUMB = "\x0c"
"""Stands, inside an unfinished block, for a line that the printer of the page broke at a tag."""

BREAK = "\x0b"
"""Stands, inside an unfinished block, for a line break that the reader sees."""

# Han, kana, bopomofo and hangul, their punctuation and full-width forms, and the quotation marks,
# dashes and dots that Chinese shares with Latin.
_WIDE = (
    "\xb7\u2014\u2018\u2019\u201c\u201d\u2026\u2027\u2e80-\u312f\u3130-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001f300-\U0001faff\U00020000-\U0003ffff"
)
_BLANK = " \t\n\r\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BLANKS = re.compile(f"[{_BLANK}{CRUMB}]+")
_EDGE = "".join(sign for sign in map(chr, range(0x3001)) if re.match(f"[{_BLANK}]", sign))
_IS_WIDE = re.compile(f"[{_WIDE}]")
_CLOSES = frozenset(",.;:!?)]}%")
_OPENS = frozenset("([{")
_AROUND_BREAK = re.compile(f" *{BREAK} *")

_INVISIBLE = re.compile("[\u200b\u2060\ufeff\xad]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def tidy_source(text: str) -> tuple[str, list[str]]:
    """Return the text with plain line ends and without control characters, and notes on it."""
    notes = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, controls = _CONTROL.subn("", text)
    if controls:
        notes.append(f"removed {controls} control characters")
    text, surrogates = _SURROGATE.subn("", text)
    if surrogates:
        notes.append(f"removed {surrogates} lone surrogates")
    return text, notes


def storable(text: str) -> tuple[str, int]:
    """Put U+FFFD for every NUL and lone surrogate, one for one so that offsets stay.

    Returns the text and how many characters were replaced.
    """
    return _UNSTORABLE.subn("\ufffd", text)


def crumbed(text: str) -> str:
    """Mark the lines that were broken at the tags around this stretch of page text."""
    if "\n" not in text:
        return text
    # Not by a pattern: 20,000 blanks in a row would keep it busy for minutes.
    words = text.strip(_EDGE)
    if not words:
        return CRUMB
    start = text.index(words[0])
    edges = (text[:start], text[start + len(words) :])
    before, after = (CRUMB if "\n" in edge else edge for edge in edges)
    return f"{before}{words}{after}"


def _gap(match: re.Match[str]) -> str:
    """Return what a reader sees in place of one run of white space."""
    run, text = match.group(), match.string
    if CRUMB not in run and "\n" not in run:
        return " "
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if not before or not after:
        return ""
    wide = bool(_IS_WIDE.match(before)), bool(_IS_WIDE.match(after))
    if CRUMB not in run:
        return "" if all(wide) else " "
    return "" if any(wide) or after in _CLOSES or before in _OPENS else " "


def finish(text: str) -> str:
    """Return page text as a reader sees it.

    White space shrinks to one blank. Where the printer of the page broke a line at a tag, nothing
    is left beside Chinese characters and one blank between Latin words. ``BREAK`` becomes a line
    feed; zero-width characters and soft hyphens go, joiners inside emoji stay.
    """
    text = _INVISIBLE.sub("", text)
    text = _BLANKS.sub(_gap, text)
    if BREAK in text:
        text = _AROUND_BREAK.sub("\n", text)
    return text.strip(" \n")


def one_line(text: str) -> str:
    """Return the text with every run of white space as one plain blank, and none at the ends."""
    return " ".join(_INVISIBLE.sub("", text).split())
