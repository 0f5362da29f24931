"""What an export says of an article's publication, in the form that the schema asks for."""

from datetime import UTC, date, datetime

import pytest

from annotate.exports.publication import language, published, uri


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://news.example/a-1.html?x=1", "https://news.example/a-1.html?x=1"),
        ("https://news.example/中国", "https://news.example/%E4%B8%AD%E5%9B%BD"),
        ("https://news.example/a%20b?c=100%", "https://news.example/a%20b?c=100%25"),
        ("https://news.example/a[1]|b", "https://news.example/a%5B1%5D%7Cb"),
        ("https://[::1]/𠮷#é", "https://[::1]/%F0%A0%AE%B7#%C3%A9"),
        ("news.example/a", None),
        ("", None),
    ],
)
def test_addresses_leave_as_uris(address: str, expected: str | None) -> None:
    assert uri(address) == expected


@pytest.mark.parametrize(
    ("text", "instant", "day", "expected"),
    [
        (
            "2022-02-04T18:00:00+08:00",
            datetime(2022, 2, 4, 10, tzinfo=UTC),
            None,
            "2022-02-04T18:00:00+08:00",
        ),
        ("2022-02-04 18:00", datetime(2022, 2, 4, 10, tzinfo=UTC), None, "2022-02-04T10:00:00Z"),
        ("Friday", datetime(2022, 2, 4, 10, tzinfo=UTC), None, "2022-02-04T10:00:00Z"),
        ("", None, date(2022, 2, 4), "2022-02-04"),
        ("", None, None, None),
    ],
)
def test_the_time_of_publication_keeps_its_zone(
    text: str, instant: datetime | None, day: date | None, expected: str | None
) -> None:
    assert published(text, instant, day) == expected


def test_a_language_that_is_none_is_left_out() -> None:
    assert (language("zh-Hans"), language(""), language("中文")) == ("zh-Hans", None, None)
