"""The clock by which an outlet dates what it publishes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from articles.outlets import outlet_at, outlet_named


def on_its_own_clock(instant: datetime, *, as_read: str, address: str, outlet: str) -> datetime:
    """Return the instant in the zone of its outlet if that is known, else as the page or feed wrote it.

    ``as_read`` is the time as it was read, ``outlet`` a name. UTC if none of them says more.
    """
    known = outlet_at(address) or outlet_named(outlet)
    if known is not None and known.zone:
        return instant.astimezone(ZoneInfo(known.zone))
    try:
        written = datetime.fromisoformat(as_read)
    except ValueError:
        return instant
    return instant.astimezone(written.tzinfo) if written.tzinfo else instant
