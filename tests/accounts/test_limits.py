"""Guessing is slow, whichever process one asks, and tells nothing about who is here."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.actions import attempts
from accounts.actions.attempts import Limit, begin_attempt
from accounts.actions.people import add_person
from accounts.models import Attempt, Remembered
from tests.accounts.signing import WORDS, sign_in, who

PATIENCE = "Too many attempts have failed. Wait a minute and try again."


@pytest.mark.django_db(transaction=True)
def test_two_processes_count_the_same_attempts() -> None:
    """Each thread has a connection of its own, as a process has: only the table is shared."""
    add_person("Lin", password=WORDS)

    def guess(_process: int) -> int:
        client = Client()
        try:
            answers = [sign_in(client, "Lin", f"wrong {number}").content.decode() for number in range(6)]
        finally:
            connection.close()
        return sum(PATIENCE in answer for answer in answers)

    with ThreadPoolExecutor(2) as pool:
        refused = sum(pool.map(guess, range(2)))

    assert refused == 12 - 5
    sign_in(client := Client(), "Lin")
    assert who(client) is None


@pytest.mark.django_db
def test_neither_names_nor_addresses_are_kept() -> None:
    sign_in(Client(REMOTE_ADDR="192.0.2.7"), "nobody", "wrong")

    kept = " ".join(Attempt.objects.values_list("key", flat=True))
    assert Attempt.objects.count() == 3
    assert "nobody" not in kept
    assert "192.0.2.7" not in kept


@pytest.mark.django_db
def test_the_cache_lies_in_the_table_that_the_migration_made() -> None:
    cache.set("kept", "😀")

    assert settings.CACHES["default"]["LOCATION"] == Remembered._meta.db_table
    assert Remembered.objects.filter(cache_key__endswith="kept").exists()


@pytest.mark.django_db(transaction=True)
def test_a_class_signs_in_at_the_same_moment_from_one_address() -> None:
    names = [add_person(f"pupil {number}", password=WORDS).username for number in range(24)]

    def come(name: str) -> int:
        try:
            return int(sign_in(Client(), name).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(come, names)) == {302}


@pytest.mark.django_db
def test_attempts_of_the_past_are_thrown_away(monkeypatch) -> None:
    monkeypatch.setattr(attempts, "EACH", 1)
    begin_attempt("Lin", "192.0.2.7")
    Attempt.objects.update(at=timezone.now() - timedelta(hours=2))

    begin_attempt("Lin", "192.0.2.7")

    assert Attempt.objects.count() == 3


@pytest.mark.django_db
def test_who_signs_in_rightly_uses_no_attempt_up() -> None:
    add_person("Lin", password=WORDS)
    for _ in range(8):
        client = Client()
        sign_in(client, "Lin")
        assert who(client) is not None


@pytest.mark.django_db
def test_another_address_is_not_locked_out_by_a_few_failures() -> None:
    add_person("Lin", password=WORDS)
    for _ in range(6):
        sign_in(Client(REMOTE_ADDR="192.0.2.7"), "Lin", "wrong")
    client = Client(REMOTE_ADDR="192.0.2.8")

    sign_in(client, "Lin")

    assert who(client) is not None


@pytest.mark.django_db
def test_a_name_that_is_tried_from_everywhere_is_closed_for_a_while(monkeypatch) -> None:
    monkeypatch.setattr(attempts, "NAME", Limit(7, timedelta(hours=1)))
    add_person("Lin", password=WORDS)
    for number in range(7):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), "lin", "wrong")

    answer = sign_in(Client(REMOTE_ADDR="192.0.2.99"), "LIN")

    assert PATIENCE in answer.content.decode()


@pytest.mark.django_db
def test_an_address_named_by_a_visitor_is_not_believed_over_plain_http() -> None:
    add_person("Lin", password=WORDS)
    for number in range(5):
        sign_in(Client(headers={"X-Forwarded-For": f"192.0.2.{number}"}), "Lin", "wrong")

    answer = sign_in(Client(headers={"X-Forwarded-For": "192.0.2.99"}), "Lin")

    assert PATIENCE in answer.content.decode()


@pytest.mark.django_db
def test_behind_a_proxy_each_visitor_has_an_address() -> None:
    add_person("Lin", password=WORDS)
    for _ in range(5):
        Client(headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.1"}).post(
            "/sign-in/", {"name": "Lin", "password": "wrong"}, secure=True
        )
    client = Client(headers={"X-Forwarded-For": "192.0.2.1, 192.0.2.2"})

    client.post("/sign-in/", {"name": "Lin", "password": WORDS}, secure=True)

    assert who(client) is not None


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["nobody", "nobody@example.org", "closed", "linked"])
def test_an_unknown_name_costs_as_much_work_and_gets_the_same_answer(name: str, monkeypatch) -> None:
    add_person("Lin", password=WORDS)
    add_person("linked")  # has no password
    closed = add_person("closed", password=WORDS)
    closed.is_active = False
    closed.save()
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)

    known = sign_in(Client(), "Lin", "wrong")
    work = len(hashed)
    unknown = sign_in(Client(), name, "wrong")

    assert work >= 1
    assert len(hashed) == 2 * work
    errors = [answer.context["form"].errors.as_text() for answer in (known, unknown)]
    assert errors[0] == errors[1]
    assert known.status_code == unknown.status_code == 422
