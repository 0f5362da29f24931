"""From what somebody brings to one shape: which format it is, and what is in it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from annotate.imports import brat, doccano, label_studio, label_studio_rows, native, prodigy
from annotate.imports.bundle import members
from annotate.imports.foreign import Draft, ForeignFile, Remark, gettext_noop
from annotate.imports.proving import settle
from annotate.imports.strangers import CHOOSE, EXPORT_AGAIN, UNKNOWN, Stranger, of_an_office, stranger
from annotate.imports.units import Unit
from annotate.imports.values import NOT_JSON, Record, objects, records
from articles.problems import READER_FAULTS, ImportProblem
from articles.text.decode import decode, is_binary


class Format(Protocol):
    """A module for the lines of one tool."""

    @property
    def name(self) -> str:
        """What commands and forms call it."""

    @property
    def title(self) -> str:
        """What people call it."""

    @property
    def units(self) -> tuple[Unit, ...]:
        """What offsets may count, the usual first."""

    def recognises(self, record: Record) -> bool:
        """Whether a JSON object is of this format."""

    def read(self, found: list[tuple[str, Record]]) -> tuple[list[Draft], list[Remark]]:
        """Return the texts in these objects, and what to say of the others."""


JSON_FORMATS: tuple[Format, ...] = (
    native,
    label_studio,
    prodigy,
    doccano,
)  # in the order in which they are asked
FORMATS = {module.name: module.title for module in (native, doccano, label_studio, brat, prodigy)}
_MODULES: Mapping[str, Format] = {module.name: module for module in JSON_FORMATS}
_LOOKED_AT = 50  # records, until one tells the format
MOST_TEXTS = 50_000  # in one file: all of them are in memory at once

logger = logging.getLogger(__name__)

STUMBLED = gettext_noop("Xiwen stumbled over it; the fault is not the file's.")
TELL = gettext_noop("Tell whoever runs this site: the log holds the details.")
EMPTY = gettext_noop("The file is empty.")
TOO_MANY = gettext_noop("It holds more than 50,000 texts.")
SPLIT = gettext_noop("Split it into smaller files and import those.")
OTHER_HALF = gettext_noop("There is no .txt of the same name beside this .ann. It is left out.")
ASIDE = gettext_noop("This is none of the formats with tags that are known here. It is left aside.")
MIXED = gettext_noop("This file is of another format (%(format)s). Import it by itself.")


def read(
    raw: bytes,
    name: str,
    *,
    wanted: str = "",
    unit: Unit | None = None,
    beat: Callable[[], object] = lambda: None,
) -> ForeignFile:
    """Return what a file holds, whatever tool it comes from.

    ``wanted`` is a key of FORMATS if the person says which it is, ``unit`` what they say it counts in.
    ``beat`` is called again and again meanwhile, for a large file takes some seconds.
    Raises ImportProblem if nothing can be read at all; anything less is a remark.
    """
    try:
        return _read(raw, name, wanted, unit, beat)
    except READER_FAULTS as fault:
        logger.exception("A reader stumbled over a file of tags of %d bytes.", len(raw))
        raise ImportProblem(name, STUMBLED, TELL) from fault


def _read(raw: bytes, name: str, wanted: str, unit: Unit | None, beat: Callable[[], object]) -> ForeignFile:
    if not raw.strip():
        raise ImportProblem(name, EMPTY, EXPORT_AGAIN)
    files, remarks = members(raw, name)
    beat()
    drafts, said, key = _drafts(files, wanted, beat)
    if not key or (not drafts and not said):
        raise _unknown(name, files)
    if len(drafts) > MOST_TEXTS:
        raise ImportProblem(name, TOO_MANY, SPLIT)
    units = brat.units if key == brat.name else _MODULES[key].units
    taken, documents, proven = settle(_apart(drafts), units, unit, beat)
    return ForeignFile(key, taken, documents, (*remarks, *said, *proven))


def _apart(drafts: list[Draft]) -> list[Draft]:
    """Cut places to what fits into a row; the store tells equal ones apart."""
    return [replace(draft, article=replace(draft.article, locator=draft.where[-80:])) for draft in drafts]


def _drafts(
    files: Mapping[str, bytes], wanted: str, beat: Callable[[], object]
) -> tuple[list[Draft], list[Remark], str]:
    paired, alone = brat.pairs(files)
    if wanted == brat.name or (paired and not wanted):
        return _from_brat(files, paired, alone)
    drafts: dict[str, list[Draft]] = {}
    remarks: list[Remark] = []
    key = ""
    for name, raw in files.items():
        prefix = f"{name}, " if len(files) > 1 else ""
        found, faults = _records(raw)
        beat()
        own = wanted or _format_of(found)
        if not own:
            remarks += _nothing(name, len(files), faults)
        elif key and own != key:
            remarks.append(Remark(name, MIXED, {"format": FORMATS[own]}))
        else:
            key = own
            drafts[name], said = _MODULES[own].read([(f"{prefix}{where}", record) for where, record in found])
            remarks += [replace(fault, where=f"{prefix}{fault.where}") for fault in faults]
            remarks += said
    if key == doccano.name:
        drafts = doccano.signed(drafts)
    return [draft for many in drafts.values() for draft in many], remarks, key


def _nothing(name: str, files: int, faults: list[Remark]) -> list[Remark]:
    return [Remark(name, ASIDE)] if files > 1 else faults


def _from_brat(
    files: Mapping[str, bytes], paired: list[tuple[str, str]], alone: list[str]
) -> tuple[list[Draft], list[Remark], str]:
    drafts = []
    remarks = [Remark(name, OTHER_HALF) for name in alone]
    for text_name, ann_name in sorted(paired):
        where = text_name.rpartition(".")[0]
        draft, said = brat.read(_plain(files[text_name]), _plain(files[ann_name]), where)
        remarks += said
        if draft is not None:
            drafts.append(draft)
    used = {name for pair in paired for name in pair} | set(alone)
    remarks += [Remark(name, ASIDE) for name in files if name not in used and not brat.is_settings(name)]
    return drafts, remarks, brat.name


def _plain(raw: bytes) -> str:
    return decode(raw)[0]


def _records(raw: bytes) -> tuple[list[tuple[str, Record]], list[Remark]]:
    if is_binary(raw):
        return [], [Remark("", NOT_JSON)]
    text = _plain(raw)
    if rows := label_studio_rows.table(text):
        return rows, []
    found, faults = records(text)
    return (found if len(found) > 1 or _format_of(found) else _within(found)), faults


def _within(found: list[tuple[str, Record]]) -> list[tuple[str, Record]]:
    """Return what stands in a list of an object that is of no format itself: servers answer so."""
    for _where, record in found:
        for held in record.values():
            inside = [(f"item {number}", one) for number, one in enumerate(objects(held), start=1)]
            if _format_of(inside):
                return inside
    return found


def _format_of(found: list[tuple[str, Record]]) -> str:
    for _where, record in found[:_LOOKED_AT]:
        for module in JSON_FORMATS:
            if module.recognises(record):
                return module.name
    return ""


def _unknown(name: str, files: Mapping[str, bytes]) -> ImportProblem:
    """Return what to say of a file that is of no known format."""
    if office := of_an_office(name):
        return ImportProblem(name, office.what, office.remedy)
    said = ((member, _stranger(member, raw)) for member, raw in files.items())
    telling = ((member, one) for member, one in said if one.what != UNKNOWN)
    member, best = next(telling, (name, Stranger(UNKNOWN, CHOOSE)))
    parts = (name, "" if member == name else member, best.place)
    return ImportProblem(", ".join(filter(None, parts)), best.what, best.remedy)


def _stranger(name: str, raw: bytes) -> Stranger:
    text = "" if is_binary(raw) else _plain(raw) or " "
    return stranger(name, raw, text, _records(raw)[0])
