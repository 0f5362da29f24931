"""What is known about an article's publication, in the form that files promise."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from urllib.parse import quote

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"(https?://)([^/?#]+)([^#]*)(.*)", re.IGNORECASE | re.DOTALL)
_URI = re.compile(r"https?://[\w.:-]+(?:[/?][\w/.,;:@!$&'()*+=?~-]*)?", re.ASCII)  # most addresses
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def uri(address: str) -> str | None:
    """Return the address as a URI: what only an IRI may hold, such as Chinese, is percent-encoded."""
    if _URI.fullmatch(address):
        return address
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    scheme, host, path, fragment = found.groups()
    return "".join(
        (
            scheme,
            quote(host, safe="[]:@%!$&'()*+,;="),
            _encoded(path, safe="/?:@%!$&'()*+,;="),
            _encoded(fragment[:1], safe="#") + _encoded(fragment[1:], safe="/?:@%!$&'()*+,;="),
        )
    )


def _encoded(part: str, *, safe: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", part), safe=safe)


def published(text: str, instant: datetime | None, day: date | None) -> str | None:
    """Return the time of publication in its own zone if that is certain, else the day, else None."""
    if instant is not None:
        return _as_read(text) or f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return None if day is None else day.isoformat()


def _as_read(text: str) -> str | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.isoformat() if moment.tzinfo else None


def language(code: str) -> str | None:
    """Return the BCP 47 code, or None if it is none."""
    return code if _LANGUAGE.fullmatch(code) else None


def words(values: Iterable[object]) -> tuple[str, ...]:
    """Return the values that are words."""
    return tuple(value for value in values if isinstance(value, str) and value)
