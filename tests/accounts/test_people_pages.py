"""The people of the site, for its administrators."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.actions.administering import change_rights, close_account, hand_out_link
from accounts.actions.people import add_person
from accounts.models import PersonActivity, PersonVerb, User
from tests.accounts.signing import WORDS, give_app, sign_in, who
from tests.annotate.working import tag_words
from tests.cast import browser_of, make_cast
from tests.makers import make_entry, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> User:
    return add_person("boss", administrator=True)


@pytest.fixture
def client(boss: User) -> Client:
    return browser_of(boss)


def test_an_account_is_added_and_its_link_lets_its_person_in_once(client: Client, boss: User) -> None:
    data = {"name": "林 𠮷", "email": "Lin@Example.org", "librarian": "on"}

    page = client.post("/people/new/", data, follow=True)

    person = User.objects.get(username="林 𠮷")
    assert (person.is_librarian, person.is_superuser, person.has_usable_password()) == (True, False, False)
    assert EmailAddress.objects.get(user=person).email == "lin@example.org"
    link = page.context["fresh_link"]
    assert link not in client.get(f"/people/{person.pk}/").content.decode()
    guest = Client()
    guest.post(link.removeprefix("http://testserver"))
    assert who(guest) == str(person.pk)
    assert PersonActivity.objects.get(person=person).actor == boss


@pytest.mark.parametrize(
    "data",
    [
        {"name": ""},
        {"name": "a\u202eb"},
        {"name": "<b>"},
        {"name": "boss"},
        {"name": "x" * 300},
        {"name": "new", "email": "nonsense"},
        {"name": "new", "email": "a@b\r\nBcc: c@d.example"},
        {"name": "new", "email": f"{'x' * 300}@example.org"},
    ],
)
def test_what_makes_no_account_is_refused_with_its_reason(client: Client, data: dict[str, str]) -> None:
    answer = client.post("/people/new/", data)

    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert User.objects.count() == 1


def test_an_address_belongs_to_one_person(client: Client) -> None:
    client.post("/people/new/", {"name": "first", "email": "a@example.org"})

    answer = client.post("/people/new/", {"name": "second", "email": "A@example.org"})

    assert answer.status_code == 422
    assert "Somebody here has this address. Write another." in answer.content.decode()
    assert not User.objects.filter(username="second").exists()


def test_people_sign_in_by_the_address_that_an_administrator_vouches_for(client: Client) -> None:
    lin = add_person("Lin", password=WORDS)
    client.post(f"/people/{lin.pk}/address/", {"email": "lin@example.org"})
    guest = Client()

    sign_in(guest, "LIN@example.org")

    assert who(guest) == str(lin.pk)


def test_an_address_that_nobody_has_verified_signs_nobody_in() -> None:
    lin = add_person("Lin", password=WORDS)
    EmailAddress.objects.create(user=lin, email="lin@example.org", verified=False, primary=True)
    guest = Client()

    sign_in(guest, "lin@example.org")

    assert who(guest) is None


def test_a_closed_account_lets_nobody_in_and_keeps_all_work(client: Client) -> None:
    cast = make_cast()
    entry = make_entry(cast.project)
    tag_words(cast.reviewer, entry, "quote", "“新桥😀明年通车。”")
    theirs = browser_of(cast.reviewer)

    client.post(f"/people/{cast.reviewer.pk}/close/")

    assert theirs.get("/projects/").status_code == 302
    page = browser_of(cast.manager).get(f"{cast.address}articles/{entry.pk}/").content.decode()
    assert f'title="{cast.reviewer.username}"' in page

    client.post(f"/people/{cast.reviewer.pk}/reopen/")

    assert theirs.get("/projects/").status_code == 302  # the old session stays ended
    assert browser_of(User.objects.get(pk=cast.reviewer.pk)).get(cast.address).status_code == 200
    verbs = PersonActivity.objects.filter(person=cast.reviewer).values_list("verb", flat=True)
    assert list(verbs) == [PersonVerb.REOPEN, PersonVerb.CLOSE]


def test_closing_twice_is_closing_once(client: Client) -> None:
    person = make_user()
    for _ in range(2):
        client.post(f"/people/{person.pk}/close/")

    assert PersonActivity.objects.filter(person=person).count() == 1


def test_somebody_is_left_to_run_the_site(client: Client, boss: User) -> None:
    for address, data in (("close", {}), ("rights", {"librarian": "on"})):
        page = client.post(f"/people/{boss.pk}/{address}/", data, follow=True).content.decode()
        assert "Make another person an administrator first." in page

    boss.refresh_from_db()
    assert (boss.is_active, boss.is_superuser) == (True, True)
    assert not PersonActivity.objects.exists()


def test_an_administrator_who_was_shut_out_is_nobody_to_leave_the_site_to(boss: User) -> None:
    other = add_person("other", administrator=True)
    close_account(other, boss)

    with pytest.raises(ValidationError, match="another person an administrator first"):
        change_rights(boss, boss, administrator=False, librarian=False)


def test_rights_are_given_and_taken(client: Client) -> None:
    person = make_user()

    client.post(f"/people/{person.pk}/rights/", {"administrator": "on", "librarian": "on"})
    assert browser_of(person).get("/people/").status_code == 200
    client.post(f"/people/{person.pk}/rights/", {})

    assert browser_of(person).get("/people/").status_code == 404
    kept = PersonActivity.objects.filter(person=person).earliest("pk").changes
    assert kept["before"] == {"administrator": False, "librarian": False}
    assert kept["after"] == {"administrator": True, "librarian": True}


def test_a_lost_second_factor_is_taken_away_and_ends_every_session(client: Client) -> None:
    lin = add_person("Lin", password=WORDS)
    theirs = browser_of(lin)
    give_app(lin)

    page = client.post(f"/people/{lin.pk}/reset/", follow=True).content.decode()

    assert "2 second factors of Lin are gone" in page
    assert not Authenticator.objects.filter(user=lin).exists()
    assert theirs.get("/account/").status_code == 302


def test_a_closed_account_gets_no_link(boss: User) -> None:
    person = make_user()
    close_account(person, boss)
    person.refresh_from_db()

    with pytest.raises(ValidationError, match="Open it again first"):
        hand_out_link(person, boss)


def test_people_are_found_by_name_display_name_and_address(client: Client) -> None:
    lin = add_person("lin.zhiqiu")
    User.objects.filter(pk=lin.pk).update(display_name="林知秋")
    EmailAddress.objects.create(user=lin, email="z@news.example", verified=True, primary=True)

    for words in ("ZHIQ", "知秋", "news.example", "lin 林"):
        found = client.get("/people/", {"words": words}).context["page"].object_list
        assert [one.pk for one in found] == [lin.pk], words
    assert "Nobody found" in client.get("/people/", {"words": "x😀"}).content.decode()


@pytest.mark.parametrize(
    "query", ["words=%00", "who=nonsense", "page=999", "page=-1", "page=x", f"words={'x ' * 150}"]
)
def test_strange_filters_show_a_page(client: Client, query: str) -> None:
    assert client.get(f"/people/?{query}").status_code == 200


def test_closed_accounts_and_rights_are_filtered(client: Client, boss: User) -> None:
    person = make_user()
    close_account(person, boss)

    closed = client.get("/people/", {"who": "closed"}).context["page"].object_list
    running = client.get("/people/", {"who": "rights"}).context["page"].object_list

    assert [one.pk for one in closed] == [person.pk]
    assert [one.pk for one in running] == [boss.pk]


def test_nobody_by_this_number(client: Client) -> None:
    assert client.get("/people/999999/").status_code == 404
    for act in ("link", "rights", "address", "close", "reopen", "reset"):
        assert client.post(f"/people/999999/{act}/").status_code == 404


def test_the_pages_ask_a_constant_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [make_user() for _ in range(60)]

    with django_assert_num_queries(4):  # session, person, number, people
        client.get("/people/")
    with django_assert_num_queries(5):  # session, person, the other, address, activities
        client.get(f"/people/{people[0].pk}/")


def test_only_administrators_see_the_way_there(client: Client) -> None:
    assert 'href="/people/"' in client.get("/account/").content.decode()
    assert 'href="/people/"' not in browser_of(make_user()).get("/account/").content.decode()
