"""brat's standoff: a ``.txt`` and an ``.ann`` of one name. Offsets are code points.

T lines become tags, A and M lines attributes, R lines and ``*`` links; the roles of an event (E) become
links from its trigger; ``#`` lines become notes. Of a tag in several pieces each piece becomes a tag.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from annotate.imports.foreign import Draft, Link, Mark, Remark, gettext_noop
from annotate.imports.units import Unit
from annotate.imports.values import article, clean, label_of, name_of, prose

name = "brat"
title = "brat"
units = (Unit.CODE_POINTS, Unit.LINE_ENDS_ONCE, Unit.UTF_16)

PIECES = gettext_noop("The tag %(key)s is in %(count)s pieces. Each piece has become a tag of its own.")
TWICE = gettext_noop("There are two tags %(key)s. Only the first comes in.")
BROKEN = gettext_noop("“%(line)s” is no line that brat writes. It is left out.")
NOTHING = gettext_noop("What “%(line)s” speaks of is not there. It is left out.")
NO_TEXT = gettext_noop("The text is empty. It is left out.")

_SETTINGS = frozenset({"annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf", "acl.conf"})
_SHOWN = 60  # code points of a line that a remark repeats


@dataclass(slots=True)
class _Page:
    """What the lines of one ``.ann`` come to."""

    where: str
    marks: dict[str, Mark] = field(default_factory=dict)
    pieces: dict[str, list[str]] = field(default_factory=dict)  # keys of the marks of a tag
    triggers: dict[str, str] = field(default_factory=dict)  # of events
    links: list[Link] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def target(self, key: str) -> str:
        """Return the tag that a key means: itself, or the trigger of an event."""
        return self.triggers.get(key, key)

    def change(self, key: str, **what: object) -> bool:
        """Change every piece of a tag; returns whether there is one."""
        keys = self.pieces.get(self.target(key), [])
        for own in keys:
            self.marks[own] = replace(self.marks[own], **what)  # type: ignore[arg-type]
        return bool(keys)


def read(text: str, ann: str, where: str) -> tuple[Draft | None, list[Remark]]:
    """Return the draft of one pair of files, None if there is no text."""
    cleaned, replaced = clean(text)
    if not cleaned.strip():
        return None, [Remark(where, NO_TEXT)]
    page = _Page(where, remarks=[Remark(where, one.sentence, one.values) for one in replaced])
    lines = [line.rstrip("\r") for line in ann.split("\n") if line.strip()]
    # Tags first and events second: other lines speak of them, in whatever order they stand.
    for kinds, act in _TURNS:
        for line in lines:
            if line[0] in kinds and not act(page, line):
                page.remarks.append(_about(page, line))
    for line in lines:
        if line[0] not in "TEAMRN#*":
            page.remarks.append(Remark(where, BROKEN, {"line": line[:_SHOWN]}))
    document = article(cleaned, [], file_format=title, where=where)
    return (
        Draft(where, document, tuple(page.marks.values()), tuple(page.links), tuple(page.remarks)),
        [],
    )


def _about(page: _Page, line: str) -> Remark:
    sentence = BROKEN if line[0] == "T" else NOTHING
    return Remark(page.where, sentence, {"line": " ".join(line.split())[:_SHOWN]})


def _tag(page: _Page, line: str) -> bool:
    key, *rest = line.split("\t", 2)
    label, _blank, places = (rest[0] if rest else "").partition(" ")
    found = [_range(place) for place in places.split(";")]
    ranges = [place for place in found if place is not None]
    if not label or len(ranges) < len(found):
        return False
    if key in page.pieces:
        page.remarks.append(Remark(page.where, TWICE, {"key": key[:_SHOWN]}))
        return True
    if len(ranges) > 1:
        page.remarks.append(Remark(page.where, PIECES, {"key": key, "count": len(ranges)}))
    keys = [key if number == 0 else f"{key}+{number}" for number in range(len(ranges))]
    page.pieces[key] = keys
    words = _words(rest[1], ranges) if len(rest) > 1 else [None] * len(ranges)
    for number, (own, place, told) in enumerate(zip(keys, ranges, words, strict=True)):
        attrs = {"fragment": f"{number + 1}/{len(ranges)}"} if len(ranges) > 1 else {}
        page.marks[own] = Mark(own, *place, label_of(label), told, attrs)
    return True


def _range(place: str) -> tuple[int, int] | None:
    ends = place.split()
    fits = len(ends) == 2 and all(end.isascii() and end.isdigit() and len(end) < 12 for end in ends)  # noqa: PLR2004
    return (int(ends[0]), int(ends[1])) if fits else None


def _words(told: str, ranges: list[tuple[int, int]]) -> list[str | None]:
    """Return the words of each piece of a tag: brat joins them by blanks."""
    if len(ranges) == 1:
        return [told]
    found: list[str | None] = []
    at = 0
    for start, end in ranges:
        found.append(told[at : at + end - start])
        at += end - start + 1
    return found if at == len(told) + 1 else [None] * len(ranges)


def _event(page: _Page, line: str) -> bool:
    key, _tab, rest = line.partition("\t")
    _kind, _colon, trigger = (rest.split() or [""])[0].partition(":")
    page.triggers[key] = trigger
    return trigger in page.pieces


def _roles(page: _Page, line: str) -> bool:
    key, _tab, rest = line.partition("\t")
    for argument in rest.split()[1:]:
        role, _colon, target = argument.partition(":")
        page.links.append(Link(page.target(key), page.target(target), name_of(role)))
    return True


def _attribute(page: _Page, line: str) -> bool:
    said = line.partition("\t")[2].split()
    if len(said) < 2:  # noqa: PLR2004 - the name and what it is said of
        return False
    known = page.pieces.get(page.target(said[1]), [])
    attrs = page.marks[known[0]].attrs if known else {}
    value = " ".join(said[2:]) or True
    return page.change(said[1], attrs={**attrs, name_of(said[0]): value})


def _relation(page: _Page, line: str) -> bool:
    kind, *ends = line.partition("\t")[2].split()
    keys = [page.target(end.partition(":")[2]) for end in ends]
    if len(keys) != 2:  # noqa: PLR2004 - from and to
        return False
    page.links.append(Link(keys[0], keys[1], name_of(kind)))
    return True


def _equivalent(page: _Page, line: str) -> bool:
    kind, *keys = line.partition("\t")[2].split() or [""]
    targets = [page.target(key) for key in keys]
    page.links += [Link(one, other, name_of(kind)) for one, other in pairwise(targets)]
    return len(keys) > 1


def _reference(page: _Page, line: str) -> bool:
    return _attribute(page, line.rpartition("\t")[0] if line.count("\t") > 1 else line)


def _note(page: _Page, line: str) -> bool:
    _key, about, *said = [*line.split("\t", 2), ""]
    target = (about.split() or [""])[-1]
    note = prose(said[0])
    known = page.pieces.get(page.target(target), [])
    before = page.marks[known[0]].note if known else ""
    return page.change(target, note="\n".join(filter(None, (before, note))))


_TURNS = (
    ("T", _tag),
    ("E", _event),
    ("E", _roles),
    ("AM", _attribute),
    ("R", _relation),
    ("*", _equivalent),
    ("N", _reference),
    ("#", _note),
)


def is_settings(name: str) -> bool:
    """Whether a file of this name says how brat shows a corpus, and nothing about its texts."""
    return name.rpartition("/")[2] in _SETTINGS


def pairs(names: Iterable[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the pairs of ``.txt`` and ``.ann`` by their names, and the names that have no other half."""
    known = {name.casefold(): name for name in names}
    found, alone = [], []
    for folded, own in known.items():
        stem, _dot, ending = folded.rpartition(".")
        if ending == "txt" and f"{stem}.ann" in known:
            found.append((own, known[f"{stem}.ann"]))
        elif ending == "ann" and f"{stem}.txt" not in known:
            alone.append(own)
    return found, alone
