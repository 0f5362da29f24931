"""The times that pages, addresses and feeds write."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from articles.outlets.base import Outlet

_ISO = re.compile(
    r"(\d{4})([-/.])(\d\d?)\2(\d\d?)"
    r"(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s?(Z|UTC|GMT|[A-Z]{3,4}|[+-]\d\d:?\d\d)?)?"
)
_FRENCH = re.compile(r"(\d\d)/(\d\d)/(\d{4}) - (\d\d):(\d\d)")
_RFC = re.compile(r"(?:\w{3}, )?\d{1,2} \w{3} \d{4} \d\d:\d\d(?::\d\d)? (?:GMT|UTC|[+-]\d{4})")
_CHINESE = re.compile(
    r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日(?:\s*(\d{1,2})[:：](\d\d)(?:[:：](\d\d))?)?"
)
_ENGLISH = re.compile(r"([A-Z][a-z]{2})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]{2})[a-z]*\.?,? (\d{4})")
_OF_JAVA = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) [\d:]{8} [A-Z]{3,4} (\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z|[+-]\d{4})?")
_ZONES = {
    "cn": "Asia/Shanghai",
    "tw": "Asia/Taipei",
    "hk": "Asia/Hong_Kong",
    "mo": "Asia/Macau",
    "sg": "Asia/Singapore",
    "jp": "Asia/Tokyo",
    "kr": "Asia/Seoul",
}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DATELINE = re.compile(
    r"[【（(][^】）)\n]{0,14}?(?P<year>\d{4}|[一二三四五六七八九零〇○]{4})年(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日[^】）)\n]{0,12}[】）)]"
)
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_CERTAIN = frozenset({"Z", "UTC", "GMT"})
_WITH_DAY, _WITH_MINUTES = 3, 5  # how many numbers a date and a time have
_CENTURY = 100
_FIRST_DAY = date(2013, 1, 1)  # of the days that an address counts
_ADDRESS_DAYS = (
    re.compile(r"/(?:gb|b5|n3|mh/articles)?/?(?P<year>(?:20)?\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})/"),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-?(?P<month>0[1-9]|1[0-2])-?(?P<day>0[1-9]|[12]\d|3[01])"),
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as written: a day, and the instant if hour and zone are certain."""

    day: date
    instant: datetime | None = None

    def iso(self) -> str:
        """Return the instant, or else the day, in ISO 8601; UTC is written ``Z``."""
        if self.instant is None:
            return self.day.isoformat()
        return self.instant.isoformat(timespec="seconds").replace("+00:00", "Z")


def _moment(numbers: list[int], zone: str) -> Moment | None:
    """Return the moment of year, month, day and (if given) hour, minute, second."""
    try:
        day = date(*numbers[:3])
        if len(numbers) < _WITH_MINUTES or not zone:
            return Moment(day)
        hour, minute, second = (*numbers[3:], 0)[:3]
        instant = datetime.combine(day, time(hour, minute, second), ZoneInfo(zone))
    except ValueError:
        return None
    return Moment(day, instant)


def zone_at(address: str | None) -> str:
    """Return the zone of the one country whose addresses end so, "" if there is none or it has several."""
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        return ""
    return _ZONES.get(host.rpartition(".")[2], "")


def read_time(text: str, zone: str = "") -> Moment | None:
    """Read a line that holds a time and nothing else; None if it is something else.

    ``zone`` is the zone of times that do not name theirs; without it only the day is certain.
    """
    text = _COMPACT.sub(r"\1-\2-\3T\4:\5:\6\7", " ".join(text.split()))
    if _RFC.fullmatch(text):
        return _rfc(text)
    if match := _ISO.fullmatch(text):
        return _iso(match, zone)
    if match := _FRENCH.fullmatch(text):
        day, month, year, hour, minute = (int(number) for number in match.groups())
        return _moment([year, month, day, hour, minute], zone)
    if match := _CHINESE.fullmatch(text):
        return _moment([int(number) for number in match.groups() if number], zone)
    return _english(text)


def _english(text: str) -> Moment | None:
    """Return the day of a date whose month is an English word."""
    if match := _ENGLISH.fullmatch(text) or _OF_JAVA.fullmatch(text):
        month, day, year = match.groups()
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    else:
        return None
    name = month.lower()
    return _moment([int(year), _MONTHS.index(name) + 1, int(day)], "") if name in _MONTHS else None


def _rfc(text: str) -> Moment | None:
    try:
        instant = parsedate_to_datetime(text)
    except ValueError:
        return None
    return Moment(instant.date(), instant)


def _iso(match: re.Match[str], zone: str) -> Moment | None:
    year, _sign, *numbers, offset = match.groups()
    # CST is the time of China, of Chicago, or of Cuba.
    offset = None if offset and offset.isalpha() and offset not in _CERTAIN else offset
    numbers = [year, *numbers]
    moment = _moment([int(number) for number in numbers if number], zone if offset is None else "UTC")
    if moment is None or moment.instant is None or offset in {None, *_CERTAIN}:
        return moment
    try:
        instant = datetime.fromisoformat(f"{moment.instant.replace(tzinfo=None).isoformat()}{offset}")
    except ValueError:
        return Moment(moment.day)
    return Moment(instant.date(), instant)


def from_milliseconds(stamp: int) -> Moment | None:
    """Return the moment of a feed's stamp, milliseconds since 1970 in UTC, cut to seconds.

    Midnight to the millisecond is a day, not an instant.
    """
    try:
        instant = datetime.fromtimestamp(stamp // 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return Moment(instant.date(), None if stamp % 86_400_000 == 0 else instant)


def from_address(address: str, outlet: Outlet | None) -> Moment | None:
    """Return the moment that the address names in its outlet's own way."""
    if outlet is None:
        return None
    match = re.search(outlet.address_time, address) if outlet.address_time else None
    if match:
        return _from_groups(match.groupdict(), outlet.zone)
    number = re.search(outlet.address_day_number, address) if outlet.address_day_number else None
    return Moment(_FIRST_DAY + timedelta(days=int(number["days"], 36))) if number else None


def day_in_address(address: str) -> Moment | None:
    """Return the day that an address of the usual kinds holds."""
    for pattern in _ADDRESS_DAYS:
        match = pattern.search(address)
        moment = _from_groups(match.groupdict(), "") if match else None
        if moment is not None:
            return moment
    return None


def day_in_dateline(text: str) -> Moment | None:
    """Return the day of a dateline such as ``【大纪元2022年12月30日讯】`` near the beginning."""
    match = _DATELINE.search(text[:400])
    return _from_groups(match.groupdict(), "") if match else None


def _from_groups(groups: dict[str, str | None], zone: str) -> Moment | None:
    names = ("year", "month", "day", "hour", "minute", "second")
    numbers = [_number(groups[name] or "") for name in names if groups.get(name)]
    if len(numbers) < _WITH_DAY:
        return None
    if numbers[0] < _CENTURY:
        numbers[0] += 2000
    return _moment(numbers, zone)


def _number(text: str) -> int:
    """Return the value of Arabic or Chinese figures, such as 十四 or 二零二零."""
    if text.isdigit() and text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    return int("".join(str(_DIGITS.get(sign, 0)) for sign in text) or "0")
