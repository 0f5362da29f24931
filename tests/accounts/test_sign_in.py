"""Signing in and out."""

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.actions.people import add_person
from accounts.models import User
from tests.cast import browser_of
from tests.makers import make_user

pytestmark = pytest.mark.django_db
WORDS = "墨水-und-Papier-9"


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()


def sign_in(client: Client, name: str, password: str = WORDS, **more: str):
    return client.post("/sign-in/", {"name": name, "password": password, **more})


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_name_and_password_sign_in(client: Client) -> None:
    person = add_person("林 𠮷", password=WORDS)

    answer = sign_in(client, "林 𠮷")

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert who(client) == str(person.pk)


def test_a_name_is_found_in_any_case(client: Client) -> None:
    person = add_person("Lin", password=WORDS)

    sign_in(client, "lin")

    assert who(client) == str(person.pk)


@pytest.mark.parametrize("name", ["Lin", "nobody", "", "a\0b", "x" * 5000, "<b>Lin</b>", "\u202eniL"])
def test_a_failure_does_not_tell_whether_the_name_exists(client: Client, name: str) -> None:
    add_person("Lin", password=WORDS)

    answer = sign_in(client, name, "wrong")

    assert answer.status_code == 422
    text = answer.content.decode()
    assert text.count("This name and this password do not go together. Check both and try again.") == 1
    assert "<b>Lin</b>" not in text
    assert "required" not in " ".join(answer.context["form"].non_field_errors())
    assert list(answer.context["form"].errors) == ["__all__"]


def test_a_form_without_anything_in_it_is_a_failure_like_any(client: Client) -> None:
    answer = client.post("/sign-in/", b"", content_type="application/json")

    assert answer.status_code == 422
    assert "This name and this password do not go together." in answer.content.decode()


def test_somebody_without_a_password_cannot_sign_in_by_one(client: Client) -> None:
    add_person("owner")

    answer = sign_in(client, "owner", "!")

    assert answer.status_code == 422
    assert who(client) is None


def test_signing_in_leads_to_the_page_that_was_asked_for(client: Client) -> None:
    add_person("Lin", password=WORDS)

    asked = client.get("/projects/")
    answer = sign_in(client, "Lin", next="/projects/")

    assert asked["Location"] == "/sign-in/?next=/projects/"
    assert answer["Location"] == "/projects/"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "/\\evil.example",
        "\0",
        "gold",
        "１２",
    ],
)
def test_signing_in_never_leads_away_from_the_site(client: Client, address: str) -> None:
    add_person("Lin", password=WORDS)

    answer = sign_in(client, "Lin", next=address)

    assert answer["Location"] == "/"


def test_the_sixth_failure_within_a_minute_is_not_even_tried(client: Client) -> None:
    add_person("Lin", password=WORDS)
    for _ in range(5):
        sign_in(client, "Lin", "wrong")

    answer = sign_in(client, "Lin")

    assert answer.status_code == 422
    assert "Too many attempts have failed. Wait a minute and try again." in answer.content.decode()
    assert who(client) is None


def test_signing_out_takes_a_button() -> None:
    client = browser_of(make_user())

    assert client.get("/sign-out/").status_code == 405
    assert who(client) is not None
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert who(client) is None


def test_nobody_can_sign_up(client: Client) -> None:
    for address in ("/sign-up/", "/register/", "/signup/"):
        assert client.get(address).status_code == 404
    assert not User.objects.exists()


def test_the_language_of_the_person_comes_with_them(client: Client) -> None:
    person = add_person("Lin", password=WORDS)
    User.objects.filter(pk=person.pk).update(language="zh-hans")

    sign_in(client, "Lin")

    assert 'lang="zh-hans"' in client.get("/projects/").content.decode()


def test_a_script_that_is_signed_out_gets_401_and_the_way_back(client: Client) -> None:
    answer = client.post(
        "/p/some/articles/1/submit/",
        headers={"X-Requested-With": "XMLHttpRequest", "Referer": "http://testserver/p/some/articles/1/"},
    )

    assert answer.status_code == 401
    assert answer.json() == {
        "error": "You are signed out. Sign in again to go on.",
        "sign_in": "/sign-in/?next=%2Fp%2Fsome%2Farticles%2F1%2F",
    }


def test_htmx_is_sent_to_the_sign_in_page_as_a_whole_page(client: Client) -> None:
    answer = client.get(
        "/p/some/", headers={"HX-Request": "true", "HX-Current-URL": "https://evil.example/p/some/"}
    )

    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/sign-in/?next=%2F")
