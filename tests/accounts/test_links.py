"""One-time sign-in links."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.actions.links import make_sign_in_link, use_sign_in_link
from accounts.models import SignInLink, User
from tests.makers import make_user

pytestmark = pytest.mark.django_db
OVER = "It has been used already, or its time is over"


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_looking_at_a_link_does_not_spend_it(client: Client) -> None:
    user = make_user()
    address = f"/link/{make_sign_in_link(user)}/"

    for _ in range(3):
        assert client.get(address).status_code == 200
    assert who(client) is None

    assert client.post(address)["Location"] == "/"
    assert who(client) == str(user.pk)


def test_a_link_signs_in_once(client: Client) -> None:
    address = f"/link/{make_sign_in_link(make_user())}/"
    client.post(address)
    other = Client()

    answer = other.post(address)

    assert answer.status_code == 410
    assert OVER in answer.content.decode()
    assert "make link" in answer.content.decode()
    assert who(other) is None


def test_pressing_the_button_twice_is_pressing_it_once(client: Client) -> None:
    user = make_user()
    address = f"/link/{make_sign_in_link(user)}/"
    pressed = {"request": str(client.get(address).context["request_id"])}
    client.post(address, pressed)
    second = Client()

    second.post(address, pressed)

    assert who(second) == str(user.pk)


def test_the_second_press_counts_only_for_a_moment() -> None:
    token, request = make_sign_in_link(make_user()), uuid4()
    use_sign_in_link(token, request=request)
    SignInLink.objects.update(used_at=timezone.now() - timedelta(minutes=1))

    with pytest.raises(ValidationError):
        use_sign_in_link(token, request=request)


@pytest.mark.parametrize("token", ["x", "%00", "😀", "a" * 900, "..%2F", "\u202e"])
def test_an_unknown_link_gets_a_sentence(client: Client, token: str) -> None:
    for answer in (client.get(f"/link/{token}/"), client.post(f"/link/{token}/")):
        assert answer.status_code in {404, 410}
        assert "Back to" in answer.content.decode() or OVER in answer.content.decode()


def test_an_old_link_lets_nobody_in(client: Client) -> None:
    token = make_sign_in_link(make_user(), minutes=30)
    past = timezone.now() - timedelta(minutes=31)
    SignInLink.objects.update(created_at=past, expires_at=past + timedelta(minutes=30))

    assert client.get(f"/link/{token}/").status_code == 410
    assert client.post(f"/link/{token}/").status_code == 410
    assert who(client) is None


def test_a_link_of_somebody_who_was_shut_out_lets_nobody_in(client: Client) -> None:
    user = make_user()
    token = make_sign_in_link(user)
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert client.post(f"/link/{token}/").status_code == 410
    assert who(client) is None


def test_the_token_itself_is_not_stored() -> None:
    token = make_sign_in_link(make_user())

    kept = SignInLink.objects.values_list().get()

    assert token not in map(str, kept)
    assert len(token) >= 43  # 32 bytes of randomness


def test_the_database_refuses_a_link_that_ends_before_it_starts() -> None:
    with pytest.raises(IntegrityError, match="sign_in_link_ends_after_it_starts"), transaction.atomic():
        SignInLink.objects.create(
            user=make_user(), token_sha256="0" * 64, expires_at=timezone.now() - timedelta(minutes=1)
        )


def printed(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue().strip()


def test_make_link_prints_an_address_that_signs_in(client: Client) -> None:
    user = make_user("Lin")

    address = printed("link", "lin", "--base", "http://127.0.0.1:8123/")

    assert address.startswith("http://127.0.0.1:8123/link/")
    client.post(address.removeprefix("http://127.0.0.1:8123"))
    assert who(client) == str(user.pk)


def test_make_link_without_a_name_is_for_the_first_administrator(client: Client) -> None:
    make_user("somebody")
    printed("add_person", "boss", "--administrator")

    client.post(printed("link").removeprefix("http://127.0.0.1:8000"))

    assert who(client) == str(User.objects.get(username="boss").pk)


def test_make_link_for_nobody_says_who_is_here() -> None:
    make_user("somebody")

    with pytest.raises(CommandError, match=r"no such person. People here: somebody. Add one"):
        printed("link", "nobody")


def test_make_link_refuses_a_time_that_makes_no_sense() -> None:
    make_user("somebody")

    with pytest.raises(CommandError, match="--minutes must lie between 1 and 10080"):
        printed("link", "somebody", "--minutes", "0")
