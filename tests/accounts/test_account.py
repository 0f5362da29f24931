"""A person's own page and the language."""

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.actions.people import add_person
from accounts.models import User
from tests.cast import browser_of
from tests.makers import make_user

pytestmark = pytest.mark.django_db
OLD, NEW = "墨水-und-Papier-9", "another-😀-secret-1"


def change(client: Client, **fields: str):
    return client.post("/account/password/", {"password": NEW, "again": NEW, **fields})


def test_somebody_without_a_password_sets_one_and_stays_signed_in() -> None:
    person = add_person("owner")
    client = browser_of(person)

    answer = change(client)

    person.refresh_from_db()
    assert answer["Location"] == "/account/"
    assert person.check_password(NEW)
    assert client.get("/account/").status_code == 200


def test_changing_a_password_takes_the_old_one() -> None:
    person = add_person("Lin", password=OLD)
    client = browser_of(person)

    wrong = change(client, old="nonsense")
    person.refresh_from_db()
    assert wrong.status_code == 422
    assert "This is not your present password. Write it again." in wrong.content.decode()
    assert person.check_password(OLD)

    change(client, old=OLD)
    person.refresh_from_db()
    assert person.check_password(NEW)


def test_the_new_password_is_written_twice_alike() -> None:
    person = add_person("owner")

    answer = change(browser_of(person), again="something-else-1")

    assert answer.status_code == 422
    assert "The two passwords differ. Write the same one twice." in answer.content.decode()


def test_a_weak_password_is_refused_with_its_reason() -> None:
    answer = browser_of(add_person("owner")).post("/account/password/", {"password": "1234", "again": "1234"})

    assert answer.status_code == 422
    assert "This password is too short." in answer.content.decode()


def test_no_password_is_ever_shown_again() -> None:
    answer = change(browser_of(add_person("owner")), again="something-else-1")

    assert NEW not in answer.content.decode()


@pytest.mark.parametrize("chosen", [code for code, _name in settings.LANGUAGES])
def test_the_language_is_kept_with_the_person(chosen: str) -> None:
    person = make_user()
    client = browser_of(person)

    answer = client.post("/language/", {"language": chosen, "next": "/account/"})

    person.refresh_from_db()
    assert (answer["Location"], person.language) == ("/account/", chosen)
    assert f'<html lang="{chosen}">' in client.get("/account/").content.decode()


def test_the_language_can_be_left_to_the_browser_again() -> None:
    person = make_user()
    client = browser_of(person)
    client.post("/language/", {"language": "zh-hans"})

    client.post("/language/", {"language": ""})

    person.refresh_from_db()
    assert person.language == ""
    assert 'lang="en"' in client.get("/account/", headers={"Accept-Language": "en"}).content.decode()


def test_a_guest_chooses_a_language_too(client: Client) -> None:
    client.post("/language/", {"language": "zh-hans", "next": "/sign-in/"})

    assert 'lang="zh-hans"' in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("language", ["xx", "zh-hans\0", "<b>", "x" * 3000])
def test_an_unknown_language_changes_nothing(language: str) -> None:
    person = make_user()
    client = browser_of(person)

    answer = client.post("/language/", {"language": language, "next": "//evil.example"}, follow=True)

    person.refresh_from_db()
    assert person.language == ""
    assert "Xiwen does not speak this language yet. Choose another." in answer.content.decode()


@pytest.mark.parametrize("place", ["gold", "１", "'", "\u202e", "//evil.example", "javascript:alert(1)"])
def test_choosing_a_language_leads_to_pages_of_the_site_alone(client: Client, place: str) -> None:
    answer = client.post("/language/", {"language": "zh-hans", "next": place})

    assert answer["Location"] == "/"


def test_a_guest_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/account/")["Location"] == "/sign-in/?next=/account/"


def test_the_account_page_asks_a_constant_number_of_questions(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = browser_of(User.objects.create(username="Lin"))

    # session, person, address, number of sessions
    with django_assert_num_queries(4):
        client.get("/account/")
