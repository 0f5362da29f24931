"""From what somebody brings to one shape: which format it is, and what is in it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from annotate.imports import brat, doccano, label_studio, native, prodigy
from annotate.imports.bundle import members
from annotate.imports.foreign import Draft, ForeignFile, Remark, gettext_noop
from annotate.imports.proving import settle
from annotate.imports.units import Unit
from annotate.imports.values import NOT_JSON, Record, records
from articles.problems import ImportProblem
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

UNKNOWN = gettext_noop("This is none of the formats with tags that are known here.")
CHOOSE = gettext_noop(
    "Bring Xiwen's own JSON Lines, doccano, Label Studio, brat (.txt with .ann) or Prodigy; articles "
    "without tags go in by the page Import."
)
FLAT = gettext_noop("This is the flat export, which does not hold the texts.")
NATIVE_INSTEAD = gettext_noop("Export again as native JSON Lines, and import that.")
EMPTY = gettext_noop("The file is empty.")
EXPORT_AGAIN = gettext_noop("Export it again, and import it then.")
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
    if not raw.strip():
        raise ImportProblem(name, EMPTY, EXPORT_AGAIN)
    files, remarks = members(raw, name)
    beat()
    drafts, said, key = _drafts(files, wanted, beat)
    if not key or (not drafts and not said):
        raise ImportProblem(name, *_unknown(files))
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
    drafts: list[Draft] = []
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
            made, said = _MODULES[own].read([(f"{prefix}{where}", record) for where, record in found])
            drafts += made
            remarks += [replace(fault, where=f"{prefix}{fault.where}") for fault in faults]
            remarks += said
    return drafts, remarks, key


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
    remarks += [Remark(name, ASIDE) for name in files if name not in used]
    return drafts, remarks, brat.name


def _plain(raw: bytes) -> str:
    return decode(raw)[0]


def _records(raw: bytes) -> tuple[list[tuple[str, Record]], list[Remark]]:
    if is_binary(raw):
        return [], [Remark("", NOT_JSON)]
    return records(_plain(raw))


def _format_of(found: list[tuple[str, Record]]) -> str:
    for _where, record in found[:_LOOKED_AT]:
        for module in JSON_FORMATS:
            if module.recognises(record):
                return module.name
    return ""


def _unknown(files: Mapping[str, bytes]) -> tuple[str, str]:
    """Return what to say of a file that is of no known format."""
    for raw in files.values():
        found, _faults = _records(raw)
        if found and {"schema_version", "span_id"} <= set(found[0][1]):
            return FLAT, NATIVE_INSTEAD
    return UNKNOWN, CHOOSE
