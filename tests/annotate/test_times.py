"""Pages show times by the clock of the person, and that of the outlet beside it."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from annotate.models import Comment, Entry
from tests.cast import browser_of, make_cast
from tests.makers import make_entry

pytestmark = pytest.mark.django_db

AT = datetime(2026, 7, 6, 20, 15, tzinfo=UTC)
THERE = "By the clock of the outlet: 2026-07-07 04:15 (UTC+8)"


def living_in(zone: str, user: User) -> Client:
    user.time_zone = zone
    user.save()
    return browser_of(user)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def entry(cast) -> Entry:
    entry = make_entry(cast.project)
    article = entry.article
    article.published_at, article.published_day = AT, date(2026, 7, 7)
    article.published_text = "2026-07-07T04:15:00+08:00"
    article.save()
    comment = Comment.objects.create(
        entry=entry, author=cast.manager, uid=uuid4(), text="𠮷😀 e\u0301\r\n一句话"
    )
    Comment.objects.filter(pk=comment.pk).update(created_at=AT)
    return entry


@pytest.mark.parametrize(
    ("zone", "here", "has_another_clock"),
    [
        ("UTC", "2026-07-06 20:15", True),
        ("America/New_York", "2026-07-06 16:15", True),  # in summer
        ("Asia/Taipei", "2026-07-07 04:15", False),
        ("", "2026-07-06 20:15", True),
    ],
)
def test_an_article_is_dated_by_the_clock_of_the_reader(cast, entry, zone, here, has_another_clock):
    browser = living_in(zone, cast.reviewer)

    page = browser.get(f"{cast.address}articles/{entry.pk}/").content.decode()
    talk = browser.get(f"{cast.address}articles/{entry.pk}/comments/").content.decode()

    assert f">{here}</time>" in page
    assert (THERE in page) == has_another_clock
    assert f">{here}</time>" in talk


def test_winter_has_another_clock_than_summer(cast, entry):
    entry.article.published_at = datetime(2026, 1, 6, 20, 15, tzinfo=UTC)
    entry.article.save()

    page = living_in("America/New_York", cast.reviewer).get(f"{cast.address}articles/{entry.pk}/")

    assert ">2026-01-06 15:15</time>" in page.content.decode()


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Taipei"])
def test_an_article_of_which_only_the_day_is_known_has_no_clock(cast, entry, zone):
    entry.article.published_at = None
    entry.article.save()

    page = living_in(zone, cast.reviewer).get(f"{cast.address}articles/{entry.pk}/").content.decode()

    assert '<time datetime="2026-07-07">2026-07-07</time>' in page
    assert page.count("<time") == 1


def test_the_library_tells_both_clocks_and_how_the_time_is_known(cast, entry):
    cast.manager.is_librarian = True

    page = living_in("UTC", cast.manager).get(f"/library/{entry.article_id}/").content.decode()

    assert ">2026-07-06 20:15</time>" in page
    assert THERE in page
