"""In which browsers somebody is signed in, and ending that."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.actions.people import add_person
from accounts.devices import device_of
from accounts.models import Session, User
from tests.accounts.signing import WORDS, sign_in
from tests.cast import browser_of
from tests.makers import make_user

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PAGE = "/account/sessions/"


@pytest.fixture
def lin() -> User:
    return add_person("Lin", password=WORDS)


def signed_in(person: User, device: str = FIREFOX) -> Client:
    client = Client(headers={"User-Agent": device})
    sign_in(client, person.username)
    return client


def ref_of(client: Client) -> str:
    return Session.objects.get(pk=client.session.session_key).ref


def test_the_list_names_browser_and_system_and_never_the_key(lin: User) -> None:
    here, there = signed_in(lin), signed_in(lin, "curl/8 😀 <b>")

    page = here.get(PAGE).content.decode()

    assert "Firefox on Windows" in page
    assert "A browser that does not say what it is" in page
    assert "this browser" in page
    assert "<b>" not in page
    assert str(here.session.session_key) not in page
    assert str(there.session.session_key) not in page


def test_one_browser_is_signed_out(lin: User) -> None:
    here, there, third = signed_in(lin), signed_in(lin), signed_in(lin)

    answer = here.post("/account/sessions/end/", {"ref": ref_of(there)}, follow=True)

    assert "You have been signed out of that browser." in answer.content.decode()
    assert there.get("/account/").status_code == 302
    assert third.get("/account/").status_code == 200
    assert here.get("/account/").status_code == 200


def test_all_others_are_signed_out(lin: User) -> None:
    here, others = signed_in(lin), [signed_in(lin) for _ in range(3)]

    answer = here.post("/account/sessions/end/", follow=True)

    assert "You have been signed out of 3 other browsers." in answer.content.decode()
    assert {other.get("/account/").status_code for other in others} == {302}
    assert here.get("/account/").status_code == 200


def test_nobody_ends_the_session_of_another(lin: User) -> None:
    theirs, mine = signed_in(lin), browser_of(make_user())

    answer = mine.post("/account/sessions/end/", {"ref": ref_of(theirs)}, follow=True)
    mine.post("/account/sessions/end/")

    assert "That browser is signed out already." in answer.content.decode()
    assert theirs.get("/account/").status_code == 200


@pytest.mark.parametrize("ref", ["x", "\0", "😀", "a" * 5000, "' OR 1=1 --"])
def test_an_invented_browser_is_signed_out_already(lin: User, ref: str) -> None:
    here = signed_in(lin)

    answer = here.post("/account/sessions/end/", {"ref": ref}, follow=True)

    assert "That browser is signed out already." in answer.content.decode()
    assert Session.objects.filter(user=lin).count() == 1


def test_a_new_password_signs_all_others_out(lin: User) -> None:
    here, there = signed_in(lin), signed_in(lin)
    words = {"old": WORDS, "password": "another-😀-secret-1", "again": "another-😀-secret-1"}

    here.post("/account/password/", words)

    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    assert Session.objects.filter(user=lin).count() == 1


def test_the_present_password_cannot_be_guessed_in_a_row(lin: User) -> None:
    here = signed_in(lin)
    words = {"password": "another-😀-secret-1", "again": "another-😀-secret-1"}
    for _ in range(10):
        here.post("/account/password/", {"old": "nonsense", **words})

    answer = here.post("/account/password/", {"old": WORDS, **words})

    assert "Too many attempts have failed." in answer.content.decode()
    lin.refresh_from_db()
    assert lin.check_password(WORDS)


def test_signing_in_gives_the_session_a_new_key(lin: User) -> None:
    client = Client()
    client.get("/sign-in/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["xiwen_session"] = str(session.session_key)

    sign_in(client, "Lin")

    assert client.session.session_key != session.session_key
    assert not Session.objects.filter(pk=session.session_key).exists()


def test_another_person_in_the_same_browser_finds_nothing_of_the_first(lin: User) -> None:
    client = signed_in(lin)
    session = client.session
    session["planted"] = True
    session.save()
    other = add_person("other", password=WORDS)
    client.post("/sign-out/")

    sign_in(client, other.username)

    assert "planted" not in client.session


def test_use_is_noted_every_ten_minutes_and_puts_the_end_off(lin: User) -> None:
    client = signed_in(lin)
    past = timezone.now() - timedelta(minutes=11)
    Session.objects.update(seen_at=past, expire_date=timezone.now() + timedelta(hours=1))

    client.get("/account/")

    kept = Session.objects.get()
    assert timezone.now() - kept.seen_at < timedelta(minutes=1)
    assert kept.expire_date - timezone.now() > timedelta(days=13)
    assert kept.signed_in_at is not None


def test_use_costs_nothing_in_between(lin: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(lin)

    with django_assert_num_queries(4):
        client.get("/account/")


def test_the_list_asks_a_constant_number_of_questions(
    lin: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    here, *_others = [signed_in(lin) for _ in range(4)]

    with django_assert_num_queries(3):  # session, person, sessions
        here.get(PAGE)


@pytest.mark.parametrize(
    ("said", "device"),
    [
        (FIREFOX, ("Firefox", "Windows")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604", ("Safari", "iPhone")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Chrome/140.0 Edg/140.0", ("Edge", "macOS")),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 MicroMessenger/8.0", ("WeChat", "Android")),
        ("", ("", "")),
        ("😀\0", ("", "")),
    ],
)  # fmt: skip
def test_a_browser_is_recognised_by_what_it_says(said: str, device: tuple[str, str]) -> None:
    assert device_of(said) == device
