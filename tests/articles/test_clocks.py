"""The clock by which an outlet dates what it publishes."""

from datetime import UTC, datetime

import pytest

from articles.outlets.clocks import on_its_own_clock

AT = datetime(2024, 7, 6, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("as_read", "address", "outlet", "shows"),
    [
        ("2024-07-06T22:30:00Z", "https://news.ltn.com.tw/news/1", "自由時報", "2024-07-07 06:30 +0800"),
        ("2024-07-06T22:30:00Z", "", "The Guardian", "2024-07-06 23:30 +0100"),
        ("2024-07-07T08:30:00+10:00", "https://news.example/1", "𠮷祥报😀", "2024-07-07 08:30 +1000"),
        ("2024-07-06T22:30:00Z", "https://news.example/1", "", "2024-07-06 22:30 +0000"),
        ("2024-07-06", "https://news.example/1", "", "2024-07-06 22:30 +0000"),
        ("yesterday\r\n", "not an address", "", "2024-07-06 22:30 +0000"),
    ],
)
def test_the_zone_of_the_outlet_counts_before_that_of_the_page(as_read, address, outlet, shows):
    there = on_its_own_clock(AT, as_read=as_read, address=address, outlet=outlet)

    assert there == AT
    assert f"{there:%Y-%m-%d %H:%M %z}" == shows
