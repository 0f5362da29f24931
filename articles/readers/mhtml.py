"""A web page saved in one file with all that belongs to it: MHTML, the format of e-mail."""

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

from articles.problems import ImportProblem

name = "MHTML"

_MOST_HEAD = 16_384  # bytes
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*((?:[!-9;-~]{1,80}:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+)\r?\n")
_KINDS = re.compile(
    rb"^content-type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)", re.IGNORECASE | re.MULTILINE
)
_PAGES = ("text/html", "application/xhtml+xml")
_DEEPEST = 4  # multiparts inside of each other
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The page inside, in UTF-8 if its encoding is known; where and when it was saved, if that is said."""

    content: bytes
    address: str | None
    notes: tuple[str, ...]


def recognises(raw: bytes) -> bool:
    """Whether the bytes open with the head of a saved page."""
    head = _HEAD.match(raw[:_MOST_HEAD])
    return head is not None and b"mime-version:" in head[1].lower() and _KINDS.search(head[1]) is not None


def page_in(raw: bytes, file_name: str) -> SavedPage:
    """Return the page of the file; raises ImportProblem if there is none."""
    whole, _ = _message(raw)
    wanted = str(whole.get("Snapshot-Content-Location", "")).strip()
    start = str(whole.get_param("start") or "")
    pages = list(_pages(raw, 0))
    chosen = [
        page
        for page in pages
        if (wanted and _location(page[0]) == wanted) or (start and page[0].get("Content-ID") == start)
    ]
    if not pages:
        raise ImportProblem(
            file_name,
            "The saved page holds no HTML.",
            "Open it in a browser, and save it as a web page again.",
        )
    head, body = (chosen or pages)[0]
    address = next((found for found in (wanted, _location(head)) if found.startswith(_WEB)), None)
    content, notes = _in_utf8(_unwrapped(head, body), head.get_content_charset())
    return SavedPage(content, address, (*notes, *_saved_on(whole)))


def _message(raw: bytes) -> tuple[Message, bytes]:
    """Part a message or one of its parts into its head and its body."""
    head = _HEAD.match(raw, 0, _MOST_HEAD)
    if head is None:
        return Message(), raw.lstrip(b"\r\n")
    try:
        return BytesHeaderParser().parsebytes(head[1]), raw[head.end() :]
    except (MessageError, ValueError, LookupError):
        return Message(), raw[head.end() :]


def _pages(raw: bytes, depth: int) -> Iterator[tuple[Message, bytes]]:
    """Yield the parts that are pages of HTML, in their order."""
    head, body = _message(raw)
    if head.get_content_type() in _PAGES:
        yield head, body
    boundary = head.get_boundary()
    if head.get_content_maintype() != "multipart" or not boundary or depth == _DEEPEST:
        return
    mark = re.compile(rb"^--" + re.escape(boundary.encode(errors="replace")), re.MULTILINE)
    for part in mark.split(body)[1:]:
        if not part.startswith(b"--"):
            yield from _pages(part.lstrip(b"\r\n"), depth + 1)


def _location(head: Message) -> str:
    return str(head.get("Content-Location", "")).strip()


def _unwrapped(head: Message, body: bytes) -> bytes:
    wrapping = str(head.get("Content-Transfer-Encoding", "")).strip().lower()
    if wrapping == "quoted-printable":
        return quopri.decodestring(body)
    if wrapping != "base64":
        return body
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
    try:
        return base64.b64decode(letters[: len(letters) // 4 * 4] + _last(letters))
    except binascii.Error:
        return b""


def _last(letters: bytes) -> bytes:
    """Return the end of base64 that does not fill a group of four, filled up; a single sign is lost."""
    rest = letters[len(letters) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""


def _in_utf8(page: bytes, charset: str | None) -> tuple[bytes, list[str]]:
    """Return the page in UTF-8 if it is what its part says, else as it is, to be guessed."""
    try:
        encoding = codecs.lookup(charset or "").name
        return page.decode(encoding).encode(), [] if encoding == "utf-8" else [f"read as {encoding}"]
    except (LookupError, UnicodeError, ValueError):
        return page, []


def _saved_on(head: Message) -> list[str]:
    try:
        return [f"saved on {parsedate_to_datetime(str(head['Date'])).isoformat()}"]
    except (TypeError, ValueError, IndexError, OverflowError):
        return []
