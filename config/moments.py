"""How templates show times: on the clock of whoever looks, as ISO 8601 orders them, for programs too.

``Preferences`` (accounts) has made the person's zone the current one. A template shows a time or a day
in no other way: a test forbids Django's own ``date`` and ``time`` there.
"""

from datetime import UTC, date, datetime

from django.template import Library
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timesince import timesince

register = Library()


@register.filter
def moment(at: datetime | None) -> str:
    """Show day, hour and minute; the seconds and the zone when it is pointed at. Nothing for nothing."""
    return "" if at is None else _time(at, f"{timezone.localtime(at):%Y-%m-%d %H:%M}")


@register.filter
def day(at: datetime | date | None) -> str:
    """Show the day: of an instant that of the person, with the clock when it is pointed at."""
    if isinstance(at, datetime):
        return _time(at, f"{timezone.localtime(at):%Y-%m-%d}")
    return "" if at is None else format_html('<time datetime="{0}">{0}</time>', at.isoformat())


@register.filter
def ago(at: datetime) -> str:
    """Show how long ago it was, in words; the time itself when it is pointed at."""
    return _time(at, timesince(at))


@register.filter
def month_day(at: date) -> str:
    """Return month and day as plain text, for plots."""
    return f"{at:%m-%d}"


@register.inclusion_tag("components/published.html")
def published(*, at: datetime | None, there: datetime | None, day: date | None) -> dict[str, object]:
    """Show when an article was published, and on request what the clock said ``there``.

    Where only the day is known there is no clock.
    """
    here = None if at is None else timezone.localtime(at)
    differs = here is not None and there is not None and here.utcoffset() != there.utcoffset()
    return {
        "at": at,
        "day": day,
        "seconds": "" if at is None else _stamp(at),
        "here": here and f"{here:%Y-%m-%d %H:%M}",
        "there": f"{there:%Y-%m-%d %H:%M} ({_zone(there)})" if there and differs else "",
    }


def _time(at: datetime, words: str) -> str:
    here = timezone.localtime(at)
    exactly = f"{here:%Y-%m-%d %H:%M:%S} ({_zone(here)})"
    return format_html('<time datetime="{}" title="{}">{}</time>', _stamp(at), exactly, words)


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _zone(at: datetime) -> str:
    """Return what the clock is ahead of UTC, as people write it: UTC, UTC+8, UTC−3:30."""
    minutes = int((at.utcoffset() or UTC.utcoffset(at)).total_seconds() // 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}"
