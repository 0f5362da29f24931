"""Whom a text names behind an @. Chinese writes on without a blank: “@林知秋请看” means 林知秋."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

#: An @, also a full-width one of an input method; not that of an address such as li@news.example.
_AT = re.compile(r"(?<![0-9A-Za-z._%+-])[@＠](?=\S)")
_CALLED = re.compile(r"\w{1,20}")  # what seems to be a name that nobody has


class Mention(NamedTuple):
    """Where a text names somebody, ``[start, end)`` with the @, in code points. ``name`` is "" for nobody."""

    start: int
    end: int
    name: str


def mentions_in(text: str, names: Iterable[str]) -> list[Mention]:
    """Return who is named, each by the longest of ``names`` that fits, whatever the case of its letters."""
    known: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(filter(None, set(names)), key=lambda one: (-len(one), one)):
        known[name[0].casefold()].append(name)
    return [_mention(text, match.start(), known) for match in _AT.finditer(text)]


def _mention(text: str, at: int, known: dict[str, list[str]]) -> Mention:
    start = at + 1
    for name in known.get(text[start].casefold(), ()):
        if _stands(text[start : start + len(name) + 1], name):
            return Mention(at, start + len(name), name)
    called = _CALLED.match(text, start)
    return Mention(at, called.end() if called else start, "")


def _stands(said: str, name: str) -> bool:
    """Whether the name begins here and ends here: no Latin letter or digit may follow a Latin name."""
    following = said[len(name) :]
    goes_on = name[-1].isascii() and following.isascii() and following.isalnum()
    return said[: len(name)].casefold() == name.casefold() and not goes_on
