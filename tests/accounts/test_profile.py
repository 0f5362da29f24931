"""What somebody chooses for themselves: a display name, a language, a time zone."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from accounts.actions.people import add_person
from accounts.models import User
from tests.cast import browser_of, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin() -> User:
    return add_person("lin")


def save(person: User, **fields: str):
    data = {"display_name": "", "language": "", "time_zone": "", **fields}
    return browser_of(person).post("/account/profile/", data, follow=True)


@pytest.mark.parametrize("name", ["林知秋", "𠮷田", "Jose\u0301"])
def test_a_display_name_is_what_others_read(lin: User, name: str) -> None:
    page = save(lin, display_name=name).content.decode()

    lin.refresh_from_db()
    assert lin.name == User(display_name=lin.display_name).name
    assert lin.display_name in page
    assert lin.initials == lin.display_name[0].upper()


def test_without_one_the_user_name_is_read(lin: User) -> None:
    assert lin.name == "lin"


@pytest.mark.parametrize("name", ["<b>", "a\u202eb", "x" * 41, "a\r\nb", "😀", "\u3164", "a\0b"])
def test_a_display_name_keeps_the_rules_of_names(lin: User, name: str) -> None:
    answer = save(lin, display_name=name)

    assert answer.status_code == 422
    assert "<b>" not in answer.content.decode()
    lin.refresh_from_db()
    assert lin.display_name == ""


def test_nobody_is_called_as_another_signs_in(lin: User) -> None:
    add_person("Boss")

    answer = save(lin, display_name="bOSS")

    assert "Somebody else signs in by this name. Choose another." in answer.content.decode()
    assert save(lin, display_name="Lin").status_code == 200


def test_the_language_of_the_profile_holds_at_once(lin: User) -> None:
    assert 'lang="zh-hans"' in save(lin, language="zh-hans").content.decode()


@pytest.mark.parametrize("fields", [{"language": "xx"}, {"time_zone": "Mars/Base"}, {"time_zone": "../etc"}])
def test_what_is_not_offered_is_refused(lin: User, fields: dict[str, str]) -> None:
    assert save(lin, **fields).status_code == 422


def test_times_are_shown_by_the_clock_of_the_reader(lin: User) -> None:
    cast = make_cast()
    cast.project.memberships.filter(user=cast.viewer).update(joined_at=datetime(2026, 1, 1, 20, tzinfo=UTC))
    reader = cast.reviewer
    assert ">2026-01-01</time>" in browser_of(reader).get(f"{cast.address}team/").content.decode()

    save(reader, time_zone="Asia/Shanghai")

    assert ">2026-01-02</time>" in browser_of(reader).get(f"{cast.address}team/").content.decode()
    assert timezone.get_current_timezone_name() == "UTC"  # nothing is left to the next request


def test_a_zone_that_is_gone_is_that_of_the_site(lin: User) -> None:
    User.objects.filter(pk=lin.pk).update(time_zone="Atlantis/Harbour")

    assert browser_of(lin).get("/account/").status_code == 200


def test_the_keys_are_on_until_somebody_says_otherwise(lin: User) -> None:
    assert User.objects.get(pk=lin.pk).keys == {"enabled": True, "map": {}}
