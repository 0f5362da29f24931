"""Links by which people come into a team."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.actions.people import add_person
from accounts.models import User
from annotate.actions.people.invitations import invite, join, join_as_new, reopen_invitation, revoke
from annotate.actions.projects import trash_project
from annotate.models import Activity, Invitation, Membership, Verb
from annotate.roles import Role
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_user
from tests.racing import together

pytestmark = pytest.mark.django_db
WORDS = "墨水-und-Papier-9"


@pytest.fixture
def cast() -> Cast:
    cache.clear()
    return make_cast(name="News")


def link(cast: Cast, *, role: Role = Role.REVIEWER, seats: int = 1) -> str:
    return invite(cast.project, cast.manager, role=role, days=7, seats=seats)


def come_in(client: Client, token: str, name: str = "林 知秋", words: str = WORDS):
    return client.post(f"/join/{token}/", {"name": name, "password": words, "again": words})


def test_a_guest_chooses_a_name_and_a_password_and_is_in(client: Client, cast: Cast) -> None:
    token = link(cast)
    page = client.get(f"/join/{token}/").content.decode()
    assert "News" in page
    assert cast.manager.username in page

    answer = come_in(client, token)

    member = cast.project.memberships.get(user__username="林 知秋")
    assert answer["Location"] == cast.address
    assert (member.role, member.handle) == (Role.REVIEWER, "reviewer-1")
    assert client.get(cast.address).status_code == 200
    assert cast.project.activities.get(verb=Verb.JOIN).actor == member.user
    assert Client().post("/sign-in/", {"name": "林 知秋", "password": WORDS})["Location"] == "/"


def test_a_name_that_is_taken_is_refused_and_no_seat_is_used(client: Client, cast: Cast) -> None:
    make_user("Lin")

    answer = come_in(client, link(cast), name="lin")

    assert answer.status_code == 422
    assert "Somebody here has this name. Choose another." in answer.content.decode()
    assert Invitation.objects.get().used == 0


def test_somebody_who_has_an_account_may_come_in_by_the_same_form(client: Client, cast: Cast) -> None:
    person = add_person("Lin", password=WORDS)

    answer = come_in(client, link(cast), name="lin")

    assert answer["Location"] == cast.address
    assert cast.member(person).role == Role.REVIEWER
    assert User.objects.filter(username__iexact="lin").count() == 1


def test_pressing_join_twice_is_pressing_it_once(cast: Cast) -> None:
    token = link(cast)
    come_in(Client(), token)

    # The link is used up by now, and yet it was this very person who used it.
    second = come_in(Client(), token)

    assert second["Location"] == cast.address
    assert Invitation.objects.get().used == 1
    assert cast.project.memberships.filter(user__username="林 知秋").count() == 1


@pytest.mark.parametrize("name", ["", "😀", "a\r\nb", "a\0b", "\u202ea", "<b>x</b>", "x" * 5000, "a\u200bb"])
def test_a_name_that_will_not_do_is_refused_with_its_reason(client: Client, cast: Cast, name: str) -> None:
    answer = come_in(client, link(cast), name=name)

    assert answer.status_code == 422
    assert answer.context["form"].errors["name"][0].endswith(".")
    assert "<b>x</b>" not in answer.content.decode()
    assert Invitation.objects.get().used == 0


def test_a_weak_password_is_refused_and_nobody_is_added(client: Client, cast: Cast) -> None:
    before = User.objects.count()

    answer = come_in(client, link(cast), words="12345678")

    assert answer.status_code == 422
    assert "This password is too common." in answer.content.decode()
    assert User.objects.count() == before


def test_whoever_is_signed_in_joins_with_one_button(cast: Cast) -> None:
    token, client = link(cast, role=Role.VIEWER), browser_of(cast.stranger)

    assert 'name="password"' not in client.get(f"/join/{token}/").content.decode()
    assert client.post(f"/join/{token}/")["Location"] == cast.address
    assert cast.member(cast.stranger).role == Role.VIEWER


def test_a_member_who_opens_an_invitation_keeps_their_role_and_takes_no_seat(cast: Cast) -> None:
    token = link(cast, role=Role.VIEWER)

    browser_of(cast.reviewer).post(f"/join/{token}/")

    assert cast.member(cast.reviewer).role == Role.REVIEWER
    assert Invitation.objects.get().used == 0


def test_looking_at_an_invitation_uses_no_seat(client: Client, cast: Cast) -> None:
    token = link(cast)

    for _ in range(3):
        client.get(f"/join/{token}/")

    assert Invitation.objects.get().used == 0


def over(cast: Cast, why: str) -> str:
    """Return the token of an invitation that lets nobody in any more."""
    token = link(cast)
    match why:
        case "used up":
            join(token, make_user())
        case "old":
            Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        case "revoked":
            revoke(Invitation.objects.get(), cast.manager)
        case "of a deleted project":
            trash_project(cast.project, cast.manager)
        case "unknown":
            return "😀" * 300
    return token


@pytest.mark.parametrize("why", ["used up", "old", "revoked", "of a deleted project", "unknown"])
@pytest.mark.parametrize("who", ["a guest", "somebody who is signed in"])
def test_an_invitation_that_is_over_gets_a_sentence(cast: Cast, why: str, who: str) -> None:
    token = over(cast, why)
    client = Client() if who == "a guest" else browser_of(cast.stranger)
    members = Membership.objects.count()

    for answer in (client.get(f"/join/{token}/"), come_in(client, token)):
        assert answer.status_code == 410
        assert "Ask the team for another link." in answer.content.decode()
        assert "News" not in answer.content.decode()
    assert Membership.objects.count() == members
    assert not User.objects.filter(username="林 知秋").exists()


def test_seats_are_counted(cast: Cast) -> None:
    token = link(cast, seats=2)

    join(token, make_user())
    join_as_new(token, name="second", password=WORDS)
    with pytest.raises(ValidationError):
        join_as_new(token, name="third", password=WORDS)

    assert Invitation.objects.get().used == 2
    assert not User.objects.filter(username="third").exists()


@pytest.mark.django_db(transaction=True)
def test_seats_are_never_oversold_by_people_who_come_together() -> None:
    cast = make_cast()
    token = link(cast, seats=3)
    guests = [make_user() for _ in range(8)]

    def try_to_join(guest: User) -> bool:
        try:
            join(token, guest)
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        got_in = sum(pool.map(try_to_join, guests))

    assert got_in == 3
    assert Invitation.objects.get().used == 3
    assert Membership.objects.filter(project=cast.project, user__in=guests).count() == 3


@pytest.mark.django_db(transaction=True)
def test_one_person_who_presses_join_many_times_takes_one_seat() -> None:
    cast, guest = make_cast(), make_user()
    token = link(cast, seats=5)

    assert not together(4, lambda _number: join(token, guest))

    assert Invitation.objects.get().used == 1


def test_the_database_itself_sells_no_seat_twice(cast: Cast) -> None:
    link(cast, seats=1)

    with pytest.raises(IntegrityError, match="invitation_seats_are_not_oversold"), transaction.atomic():
        Invitation.objects.update(used=2)


def test_a_manager_makes_a_link_that_is_shown_once(cast: Cast) -> None:
    client = browser_of(cast.manager)

    shown = client.post(
        f"{cast.address}team/invite/", {"role": "viewer", "days": "30", "seats": "50"}, follow=True
    )

    address = shown.context["fresh_link"]
    assert re.fullmatch(r"http://testserver/join/[\w-]{43}/", address)
    assert f'value="{address}"' in shown.content.decode()
    assert address not in client.get(f"{cast.address}team/").content.decode()
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.seats) == (Role.VIEWER, 50)
    assert timedelta(days=29) < invitation.expires_at - timezone.now() <= timedelta(days=30)
    assert Client().get(address.removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [{"role": "owner"}, {"days": "365"}, {"seats": "0"}, {"seats": "51"}, {"seats": "many"}, {"role": ""}],
)
def test_an_invitation_that_will_not_do_comes_back(cast: Cast, fields: dict[str, str]) -> None:
    wish = {"role": "viewer", "days": "1", "seats": "1", **fields}

    answer = browser_of(cast.manager).post(f"{cast.address}team/invite/", wish)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == list(fields)
    assert not Invitation.objects.exists()


def test_the_token_itself_is_not_stored(cast: Cast) -> None:
    token = link(cast)

    assert token not in map(str, Invitation.objects.values_list().get())
    assert token not in str(list(Activity.objects.values()))


def test_revoking_is_undone_by_one_button(cast: Cast) -> None:
    token, client = link(cast), browser_of(cast.manager)

    page = client.post(f"{cast.address}team/invitations/{Invitation.objects.get().pk}/revoke/", follow=True)
    done = cast.project.activities.get(verb=Verb.REVOKE)
    undo = f"{cast.address}activity/{done.pk}/undo/"
    assert f'action="{undo}"' in page.content.decode()
    assert Client().get(f"/join/{token}/").status_code == 410

    client.post(undo)
    assert Client().get(f"/join/{token}/").status_code == 200


def test_revoking_twice_says_so_and_does_nothing(cast: Cast) -> None:
    link(cast)
    invitation, client = Invitation.objects.get(), browser_of(cast.manager)
    revoke(invitation, cast.manager)

    answer = client.post(f"{cast.address}team/invitations/{invitation.pk}/revoke/", follow=True)

    assert "This invitation has been revoked already." in answer.content.decode()
    assert cast.project.activities.filter(verb=Verb.REVOKE).count() == 1


def test_an_open_invitation_is_not_reopened(cast: Cast) -> None:
    link(cast)

    with pytest.raises(ValidationError, match="open already"):
        reopen_invitation(Invitation.objects.get(), cast.manager)


def test_the_page_of_an_invitation_asks_one_question(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    token = link(cast)

    with django_assert_num_queries(1):
        client.get(f"/join/{token}/")
