"""Everyone may choose the keys of the workbench, and switch single ones off."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from annotate.forms.keys import TITLES
from annotate.marking.keys import USUAL, changed, clashes, may_be_key
from tests.makers import make_user

KEYS = Path(__file__).parent.parent / "vectors/keys.json"


@pytest.fixture
def person(db) -> User:
    return make_user("林河")


@pytest.fixture
def client(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def keys_of(person: User) -> Any:
    person.refresh_from_db()
    return person.keys


def test_the_browser_knows_the_same_actions_and_usual_keys() -> None:
    assert json.loads(KEYS.read_text()) == USUAL
    assert set(TITLES) == set(USUAL)


def test_the_usual_keys_do_not_clash() -> None:
    assert clashes(USUAL) == {}
    assert all(may_be_key(key) for key in USUAL.values())


def test_only_what_differs_is_kept() -> None:
    assert changed({**USUAL, "undo": "y"}) == {"undo": "y"}


@pytest.mark.parametrize("word", ["", "1", "jj", " ", "ß", "😀", "é", "\n", "\x00", "。"])
def test_what_no_key_types_alike_everywhere_cannot_be_one(word: str) -> None:
    assert not may_be_key(word)


def test_chosen_keys_are_kept_and_shown(client, person) -> None:
    answer = client.post(reverse("keys"), {**USUAL, "next_sentence": "w", "undo": "y"}, follow=True)

    assert keys_of(person) == {"enabled": True, "map": {"next_sentence": "w", "undo": "y"}}
    assert answer.context["form"]["next_sentence"].value() == "w"
    assert answer.context["form"]["redo"].value() == "Z"


def test_two_actions_may_change_places(client, person) -> None:
    client.post(reverse("keys"), {**USUAL, "next_sentence": "k", "previous_sentence": "j"})

    assert keys_of(person)["map"] == {"next_sentence": "k", "previous_sentence": "j"}


def test_one_key_for_two_actions_is_refused_and_both_are_named(client, person) -> None:
    answer = client.post(reverse("keys"), {**USUAL, "undo": "j"})

    assert answer.status_code == 422
    told = "j would mean several things: Next sentence · Undo. Give each a key of its own."
    assert answer.context["form"].errors == {"next_sentence": [told], "undo": [told]}
    assert keys_of(person)["map"] == {}


@pytest.mark.parametrize("key", ["2", "", "ab", "😀", "𠮷", "e\u0301", "\r\n", " ", "\x00"])
def test_what_cannot_be_a_key_is_refused_in_a_sentence(client, person, key: str) -> None:
    answer = client.post(reverse("keys"), {**USUAL, "undo": key})

    assert answer.status_code == 422
    assert all(error.endswith(".") for error in answer.context["form"].errors["undo"])
    assert keys_of(person)["map"] == {}


def test_the_usual_keys_come_back_with_one_button(client, person) -> None:
    client.post(reverse("keys"), {**USUAL, "undo": "y"})

    client.post(reverse("keys"), {"usual": "yes"})

    assert keys_of(person)["map"] == {}


def test_single_keys_are_switched_off_and_on_and_the_chosen_ones_stay(client, person) -> None:
    client.post(reverse("keys"), {**USUAL, "undo": "y"})

    client.post(reverse("keys"), {"switch": "off"})
    assert keys_of(person) == {"enabled": False, "map": {"undo": "y"}}
    assert 'class="no-keys ' in client.get(reverse("keys")).content.decode()

    answer = client.post(reverse("keys"), {"switch": "on"}, headers={"accept": "application/json"})
    assert answer.status_code == 204
    assert keys_of(person) == {"enabled": True, "map": {"undo": "y"}}


def test_the_page_asks_the_database_no_more_than_who_is_there(client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(3):
        client.get(reverse("keys"))
