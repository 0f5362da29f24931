"""Archives: the files inside of a ZIP, one after another, however it was made.

Nothing is ever unpacked to the disk, so that a name inside of an archive is a name and no path.
"""

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from django.conf import settings
from django.utils.translation import gettext_noop

from articles.importing.door import read_documents, too_large
from articles.problems import ImportProblem
from articles.readers.base import Document
from articles.text.likely import likeliest

MOST_MEMBERS = 50_000
MOST_UNPACKED = 4 * 2**30  # bytes, of all files in an archive together
MOST_RATIO = 200  # an honest page shrinks to a tenth, a log to a fiftieth
SMALL = 2**20  # bytes: what is smaller may shrink as it likes
DEEPEST = 1  # an archive inside of an archive is opened, one inside of that is not
LONGEST_LOCATOR = 70  # characters
_SHOWN = 60  # characters of a longer name that its locator keeps, its end

_PART = 2**20  # bytes that are looked at together
_ENTRY = b"PK\x01\x02"  # before each entry of the list at the end
_KNOWN_PACKING = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # others unpack without a bound
_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_LOCKED = 0x1
_UTF8 = 0x800
_UNICODE_PATH = 0x7075
#: Of these a document of an office program or a book is made.
_NO_ARCHIVE = frozenset({"[content_types].xml", "mimetype", "androidmanifest.xml"})
#: What a browser saves beside a page: no article, so it is left out without a word.
_BESIDE = frozenset(
    ".css .js .mjs .map .png .jpg .jpeg .gif .svg .webp .avif .ico .bmp .woff .woff2 .ttf .otf .eot"  # noqa: SIM905
    " .mp3 .mp4 .m4a .webm .ogg .wav .pdf .exe .dll .so .class .db".split()
)
_FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside of an archive: its bytes, or what is wrong with it.

    ``locator`` tells where it is, and no two of an archive have the same one.
    """

    locator: str
    raw: bytes = b""
    problem: ImportProblem | None = None


def is_archive(raw: bytes) -> bool:
    """Whether the bytes are those of a ZIP file."""
    return raw.startswith(_MARKS)


def members(raw: bytes, name: str) -> Iterator[Member]:
    """Yield the files of an archive that may hold articles, in its order, unpacked one at a time.

    ``name`` is the archive's. Raises ImportProblem if it cannot be opened, holds nothing, or would
    fill the memory.
    """
    if len(raw) > settings.UPLOAD_FILE_BYTES:
        raise too_large(name)
    yield from members_in(io.BytesIO(raw), name)


def members_in(file: IO[bytes], name: str) -> Iterator[Member]:
    """Do as ``members`` with an archive that may be larger than the memory."""
    count = 0
    taken: set[str] = set()
    for member in _members(file, name, _Allowance(MOST_UNPACKED, MOST_MEMBERS), 0):
        count += 1
        locator = _short(member.locator)
        if locator in taken:
            locator = _short(f"{member.locator} ({count})")
        taken.add(locator)
        yield Member(locator, member.raw, member.problem)
    if not count:
        raise ImportProblem(
            name,
            gettext_noop("There is no file in the archive that could be an article."),
            gettext_noop("Put the saved articles into it, and import it again."),
        )


def listed_in(file: IO[bytes]) -> int:
    """Return for how many files an archive says that it holds them, and go back to its beginning."""
    count, rest = 0, b""
    while part := file.read(_PART):
        count += (rest + part).count(_ENTRY)
        rest = part[-len(_ENTRY) + 1 :]
    file.seek(0)
    return count


def too_large_archive(name: str) -> ImportProblem:
    """Return the problem of an archive that holds more bytes than this site takes."""
    return ImportProblem(
        name,
        gettext_noop("The archive is larger than this site takes."),
        gettext_noop("Part it into several archives and import those."),
    )


def documents_in(raw: bytes, name: str) -> Iterator[Document | ImportProblem]:
    """Yield the articles of a file, and of an archive also what is wrong with a file in it.

    Raises ImportProblem if the whole cannot be read.
    """
    if not is_archive(raw):
        yield from read_documents(raw, name)
        return
    for member in members(raw, name):
        if member.problem:
            yield member.problem
            continue
        try:
            yield from read_documents(member.raw, f"{name}, {member.locator}")
        except ImportProblem as problem:
            yield problem


@dataclass(slots=True)
class _Allowance:
    """How many bytes and files an archive may still hold, with those inside of it."""

    bytes: int
    members: int

    def spend(self, name: str, entries: list[zipfile.ZipInfo]) -> None:
        """Take files off; raises ImportProblem if they are more than is allowed."""
        self.bytes -= sum(entry.file_size for entry in entries)
        self.members -= len(entries)
        if self.bytes < 0 or self.members < 0:
            raise _too_much(name)


def _too_much(name: str) -> ImportProblem:
    return ImportProblem(
        name,
        gettext_noop("The archive holds more than 50,000 files, or more than 4 GB."),
        gettext_noop("Part it into several archives and import those."),
    )


def _members(file: IO[bytes], name: str, allowance: _Allowance, depth: int) -> Iterator[Member]:
    if listed_in(file) > 2 * MOST_MEMBERS:  # so many would fill the memory when they are listed
        raise _too_much(name)
    try:
        archive = zipfile.ZipFile(file)
    except _FAULTS as error:
        raise _damaged(name) from error
    with archive:
        # A damaged name may be empty, for which zipfile's own question breaks.
        entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
        named = [(_path(entry), entry) for entry in entries]
        if any(path.lower() in _NO_ARCHIVE for path, _ in named):
            raise ImportProblem(
                name,
                gettext_noop("It is a document of an office program, a book or a program, and no archive."),
                gettext_noop("Save the article as a web page or as text, and import that."),
            )
        named = [(path, entry) for path, entry in named if not _is_beside(path)]
        allowance.spend(name, [entry for _, entry in named])
        for path, entry in named:
            try:
                unpacked = _unpacked(archive, entry, f"{name}, {_short(path)}")
                yield from _opened(unpacked, path, name, allowance, depth)
            except ImportProblem as problem:
                yield Member(path, problem=problem)


def _opened(raw: bytes, path: str, name: str, allowance: _Allowance, depth: int) -> Iterator[Member]:
    """Yield what a file of an archive is: one member, or those of the archive that it is."""
    if not is_archive(raw):
        yield Member(path, raw)
        return
    where = f"{name}, {_short(path)}"
    if depth == DEEPEST:
        raise ImportProblem(
            where,
            gettext_noop("It is an archive in an archive in an archive."),
            gettext_noop("Unpack it yourself and import what is in it."),
        )
    for inner in _members(io.BytesIO(raw), where, allowance, depth + 1):
        yield Member(f"{path}/{inner.locator}", inner.raw, inner.problem)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, where: str) -> bytes:
    """Return the bytes of an entry; raises ImportProblem if they are locked, too many or damaged."""
    if entry.flag_bits & _LOCKED:
        raise ImportProblem(
            where,
            gettext_noop("It is locked with a password."),
            gettext_noop("Unpack it yourself and import what is in it."),
        )
    if entry.file_size > settings.UPLOAD_FILE_BYTES or (
        entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(1, entry.compress_size)
    ):
        raise ImportProblem(
            where,
            gettext_noop("It is larger than 10 MB, or shrinks as no article does."),
            gettext_noop("Unpack it yourself, and import the articles that are in it."),
        )
    if entry.compress_type not in _KNOWN_PACKING:
        raise _damaged(where)
    try:
        with archive.open(entry) as file:
            return file.read(settings.UPLOAD_FILE_BYTES)
    except _FAULTS as error:
        raise _damaged(where) from error


def _damaged(where: str) -> ImportProblem:
    return ImportProblem(
        where,
        gettext_noop("The archive is damaged here, or packed in a way that is not known."),
        gettext_noop("Pack it again as an ordinary ZIP file, and import that."),
    )


def _path(entry: zipfile.ZipInfo) -> str:
    """Return what the entry is called, below the archive: never above it, nor from the root."""
    parts = _name(entry).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in {"", ".", ".."} and not part.endswith(":")) or "-"


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry: as it says itself, in UTF-8, or in an encoding of Chinese."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    if own := _unicode_path(entry.extra):
        return own.decode(errors="replace")
    raw = entry.orig_filename.encode("cp437", errors="replace")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        encoding, _ = likeliest(raw)
        return raw.decode(encoding or "gb18030", errors="replace")


def _unicode_path(extra: bytes) -> bytes:
    """Return the name in UTF-8 that some programs write beside the other one, if there is one."""
    while len(extra) >= 4:  # noqa: PLR2004 - a kind and a length of two bytes each
        kind, length = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_PATH:
            return extra[9 : 4 + length]
        extra = extra[4 + length :]
    return b""


def _is_beside(path: str) -> bool:
    """Whether a file is hidden, of the system, or belongs to a saved page."""
    parts = path.split("/")
    is_hidden = any(part.startswith(".") or part == "__MACOSX" for part in parts)
    return (
        is_hidden
        or PurePosixPath(path.lower()).suffix in _BESIDE
        or parts[-1].lower() in {"thumbs.db", "desktop.ini"}
    )


def _short(path: str) -> str:
    """Return a name so that it fits; of a long one a fingerprint and the end, which tells more."""
    if len(path) <= LONGEST_LOCATOR:
        return path
    return f"{hashlib.sha256(path.encode(errors='replace')).hexdigest()[:8]}…{path[-_SHOWN:]}"
