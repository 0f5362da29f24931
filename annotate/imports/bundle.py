"""Several files as one: a ZIP that somebody brings, or one made from what they chose together."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from annotate.imports.foreign import Remark, gettext_noop
from articles.problems import ImportProblem
from articles.text.decode import LARGEST_UNPACKED, gunzipped

MOST_MEMBERS = 25_000

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same files make the same bytes, whenever they are brought

DAMAGED = gettext_noop("The archive is damaged, locked by a password, or packed in a way that is not known.")
UNPACK = gettext_noop("Unpack it yourself and import what is in it.")
TOO_MUCH = gettext_noop("The archive holds more than can be imported at once.")
SPLIT = gettext_noop("Split it into smaller files and import those.")
TWICE = gettext_noop("There are two files of this name. Only the first is read.")

_FAULTS = (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, OSError, EOFError, ValueError)


def packed(files: list[tuple[str, bytes]]) -> bytes:
    """Return a ZIP of these files, always the same bytes for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), raw, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def members(raw: bytes, name: str) -> tuple[Mapping[str, bytes], list[Remark]]:
    """Return the files in what somebody brings, by name: those of a ZIP, or the one file itself.

    Names are only names: nothing is ever written under them. Raises ImportProblem for an archive that
    cannot be read or unpacks to more than 64 MB.
    """
    raw = _unzipped(raw, name)
    if not raw.startswith((_ZIP, _EMPTY_ZIP)):
        return {name: raw}, []
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _read(archive, name)
    except _FAULTS as fault:
        raise ImportProblem(name, DAMAGED, UNPACK) from fault


def _unzipped(raw: bytes, name: str) -> bytes:
    try:
        return gunzipped(raw)
    except ValueError as fault:
        raise ImportProblem(name, DAMAGED, UNPACK) from fault


def _read(archive: zipfile.ZipFile, name: str) -> tuple[Mapping[str, bytes], list[Remark]]:
    entries = [
        entry for entry in archive.infolist() if not entry.is_dir() and not _is_clutter(entry.filename)
    ]
    if len(entries) > MOST_MEMBERS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise ImportProblem(name, TOO_MUCH, SPLIT)
    found: dict[str, bytes] = {}
    remarks = []
    left = LARGEST_UNPACKED
    for entry in entries:
        if entry.filename in found:
            remarks.append(Remark(entry.filename, TWICE))
            continue
        with archive.open(entry) as member:  # what the archive says of sizes may be a lie
            found[entry.filename] = _unzipped(member.read(left + 1), name)
        left -= len(found[entry.filename])
        if left < 0:
            raise ImportProblem(name, TOO_MUCH, SPLIT)
    return found, remarks


def _is_clutter(name: str) -> bool:
    """Whether a program put the file there for itself."""
    parts = name.split("/")
    return "__MACOSX" in parts or parts[-1].startswith(".")
