"""Times in templates: by the clock of whoever looks, the same everywhere."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone

MAY = datetime(2024, 5, 6, 22, 30, 15, 123456, tzinfo=UTC)
BEFORE_SUMMER = datetime(2026, 3, 8, 6, 59, tzinfo=UTC)  # clocks in New York go forward a minute later


def shown(template: str, zone: str = "UTC", **values: object) -> str:
    with timezone.override(ZoneInfo(zone)):
        return " ".join(Template(template).render(Context(values)).split())


@pytest.mark.parametrize(
    ("zone", "at", "words", "exactly"),
    [
        ("UTC", MAY, "2024-05-06 22:30", "2024-05-06 22:30:15 (UTC)"),
        ("Asia/Taipei", MAY, "2024-05-07 06:30", "2024-05-07 06:30:15 (UTC+8)"),
        ("America/New_York", MAY, "2024-05-06 18:30", "2024-05-06 18:30:15 (UTC−4)"),
        ("America/New_York", BEFORE_SUMMER, "2026-03-08 01:59", "2026-03-08 01:59:00 (UTC−5)"),
        (
            "America/New_York",
            BEFORE_SUMMER + timedelta(minutes=1),
            "2026-03-08 03:00",
            "2026-03-08 03:00:00 (UTC−4)",
        ),
        ("Asia/Kathmandu", MAY, "2024-05-07 04:15", "2024-05-07 04:15:15 (UTC+5:45)"),
        ("America/St_Johns", MAY, "2024-05-06 20:00", "2024-05-06 20:00:15 (UTC−2:30)"),
    ],
)
def test_a_time_is_shown_by_the_clock_of_the_person(zone, at, words, exactly):
    stamp = f"{at:%Y-%m-%dT%H:%M:%SZ}"

    assert (
        shown("{{ at|moment }}", zone, at=at) == f'<time datetime="{stamp}" title="{exactly}">{words}</time>'
    )


def test_the_day_of_an_instant_is_that_of_the_person():
    assert shown("{{ at|day }}", "Asia/Taipei", at=MAY) == (
        '<time datetime="2024-05-06T22:30:15Z" title="2024-05-07 06:30:15 (UTC+8)">2024-05-07</time>'
    )


def test_a_day_has_no_clock_and_is_the_same_for_everybody():
    for zone in ("UTC", "Asia/Taipei", "America/New_York"):
        for template in ("{{ day|day }}", "{% published at=None there=None day=day %}"):
            shows = shown(template, zone, day=date(2024, 5, 6))

            assert shows == '<time datetime="2024-05-06">2024-05-06</time>'


def test_how_long_ago_is_told_in_words():
    told = shown("{{ at|ago }}", at=timezone.now() - timedelta(days=3, minutes=1))

    assert "3 days</time>" in told
    assert 'title="' in told


def test_nothing_is_shown_of_no_time():
    assert shown("{{ at|moment }}{{ at|day }}", at=None) == ""
    assert shown('{{ at|day|default:"–" }}', at=None) == "–"


@pytest.mark.parametrize(
    ("zone", "here"), [("UTC", "2024-05-06 22:30"), ("America/New_York", "2024-05-06 18:30")]
)
def test_the_clock_of_the_outlet_is_shown_to_whom_it_is_another(zone, here):
    there = MAY.astimezone(ZoneInfo("Asia/Taipei"))

    shows = shown("{% published at=at there=there day=None %}", zone, at=MAY, there=there)

    assert f'<time datetime="2024-05-06T22:30:15Z">{here}</time></summary>' in shows
    assert shows.count("By the clock of the outlet: 2024-05-07 06:30 (UTC+8)") == 2  # pointed at, opened


def test_who_lives_by_the_clock_of_the_outlet_sees_one():
    there = MAY.astimezone(ZoneInfo("Asia/Hong_Kong"))

    shows = shown("{% published at=at there=there day=None %}", "Asia/Taipei", at=MAY, there=there)

    assert shows == shown("{{ at|moment }}", "Asia/Taipei", at=MAY)


def test_a_plot_takes_plain_text():
    assert shown("{{ day|month_day }}", day=date(2024, 5, 6)) == "05-06"
