"""What is known of the time at which an article was published."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from articles.models import PublishedKind

DAY_ONLY = len("2022-12-30")  # characters
YEARS = range(1000, 9000)  # beyond these some zone's time cannot be stored


@dataclass(frozen=True, slots=True)
class Published:
    """The moment, if it is known, and the day in the page's own zone."""

    at: datetime | None
    day: date | None
    text: str
    kind: str

    @property
    def as_of(self) -> datetime | None:
        """The moment by which wordings are put in order; a day counts from its first hour in UTC."""
        if self.at or not self.day:
            return self.at
        return datetime.combine(self.day, time(), UTC)


UNKNOWN = Published(None, None, "", PublishedKind.UNKNOWN)


def published(text: str | None, kind: str) -> Published:
    """Read an ISO date, or a date and time with its zone; anything else counts as unknown.

    A time without a zone is worth no more than its day.
    """
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return UNKNOWN
    if moment.year not in YEARS or kind not in PublishedKind.values:
        return UNKNOWN
    text = str(text)[:40]
    if len(text) <= DAY_ONLY or moment.tzinfo is None:
        return Published(None, moment.date(), text, PublishedKind.DAY)
    return Published(moment, moment.date(), text, kind)
