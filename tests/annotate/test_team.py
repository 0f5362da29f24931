"""Members of a team: their roles, their going and their coming back."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from accounts.actions.administering import close_account
from accounts.models import User
from annotate.actions.people.invitations import invite, join
from annotate.actions.people.members import change_role, put_back_member, remove_member, take_charge
from annotate.actions.taking_back import take_back
from annotate.models import Verb
from annotate.roles import Role
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast(name="News")


def link(cast: Cast, *, role: Role = Role.REVIEWER, seats: int = 1) -> str:
    return invite(cast.project, cast.manager, role=role, days=7, seats=seats)


def test_a_role_is_changed_and_changed_back(cast: Cast) -> None:
    client, member = browser_of(cast.manager), cast.member(cast.viewer)

    page = client.post(f"{cast.address}team/{member.pk}/role/", {"role": "reviewer"}, follow=True)

    done = cast.project.activities.get(verb=Verb.ROLE)
    assert done.changes[0] == {
        "thing": "membership",
        "id": member.pk,
        "before": {"role": "viewer"},
        "after": {"role": "reviewer"},
    }
    assert f"{cast.viewer.username} is reviewer now." in page.content.decode()
    client.post(f"{cast.address}activity/{done.pk}/undo/")
    assert cast.member(cast.viewer).role == Role.VIEWER


def test_giving_the_same_role_leaves_no_trace(cast: Cast) -> None:
    assert change_role(cast.member(cast.viewer), cast.manager, role=Role.VIEWER) is None
    assert not cast.project.activities.filter(verb=Verb.ROLE).exists()


def test_an_unknown_role_is_refused_with_a_sentence(cast: Cast) -> None:
    member = cast.member(cast.viewer)

    answer = browser_of(cast.manager).post(
        f"{cast.address}team/{member.pk}/role/", {"role": "owner\0"}, follow=True
    )

    assert "Choose one of the roles in the list." in answer.content.decode()
    assert cast.member(cast.viewer).role == Role.VIEWER


def test_removing_a_member_keeps_their_work_and_is_undone_by_one_button(cast: Cast) -> None:
    client, member = browser_of(cast.manager), cast.member(cast.reviewer)

    page = client.post(f"{cast.address}team/{member.pk}/remove/", follow=True)

    assert "Their work stays." in page.content.decode()
    assert browser_of(cast.reviewer).get(cast.address).status_code == 404
    done = cast.project.activities.get(verb=Verb.REMOVE)
    client.post(f"{cast.address}activity/{done.pk}/undo/")
    assert cast.member(cast.reviewer).removed_at is None
    assert browser_of(cast.reviewer).get(cast.address).status_code == 200


@pytest.mark.parametrize("act", ["remove", "demote"])
def test_the_last_manager_stays(cast: Cast, act: str) -> None:
    member = cast.member(cast.manager)
    path = "remove/" if act == "remove" else "role/"

    answer = browser_of(cast.manager).post(
        f"{cast.address}team/{member.pk}/{path}", {"role": "viewer"}, follow=True
    )

    assert "Make another member a manager first." in answer.content.decode()
    member.refresh_from_db()
    assert (member.role, member.removed_at) == (Role.MANAGER, None)
    assert not cast.project.activities.filter(verb__in=[Verb.ROLE, Verb.REMOVE]).exists()


def test_a_manager_who_was_shut_out_is_nobody_to_leave_a_project_to(cast: Cast) -> None:
    second = make_member(cast.project, Role.MANAGER)
    User.objects.filter(pk=second.pk).update(is_active=False)

    with pytest.raises(ValidationError, match="Make another member a manager first"):
        remove_member(cast.member(cast.manager), cast.manager)


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_leave_together_do_not_both_leave() -> None:
    cast = make_cast()
    second = make_member(cast.project, Role.MANAGER)

    def leave(user: User) -> bool:
        try:
            remove_member(cast.member(user), user)
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        left = sorted(pool.map(leave, [cast.manager, second]))

    assert left == [False, True]
    assert cast.project.memberships.filter(role=Role.MANAGER, removed_at=None).count() == 1


def test_a_manager_may_leave_if_another_stays(cast: Cast) -> None:
    make_member(cast.project, Role.MANAGER)
    client = browser_of(cast.manager)

    answer = client.post(f"{cast.address}team/{cast.member(cast.manager).pk}/remove/", follow=True)

    assert "You have left the project “News”." in answer.content.decode()
    assert client.get(cast.address).status_code == 404


def test_somebody_who_was_removed_comes_back_by_an_invitation(cast: Cast) -> None:
    member = cast.member(cast.reviewer)
    remove_member(member, cast.manager)

    join(link(cast, role=Role.VIEWER), cast.reviewer)

    back = cast.member(cast.reviewer)
    assert (back.pk, back.handle, back.role, back.removed_at) == (member.pk, member.handle, Role.VIEWER, None)


def test_nobody_is_removed_or_put_back_twice(cast: Cast) -> None:
    member = cast.member(cast.reviewer)
    done = remove_member(member, cast.manager)

    with pytest.raises(ValidationError, match="no longer a member"):
        remove_member(member, cast.manager)
    with pytest.raises(ValidationError, match="no longer a member"):
        change_role(member, cast.manager, role=Role.VIEWER)
    take_back(done, cast.manager)
    with pytest.raises(ValidationError, match="a member already"):
        put_back_member(member, cast.manager)


def test_handles_name_people_in_the_order_of_their_coming(cast: Cast) -> None:
    token = link(cast, seats=3)

    handles = [join(token, make_user()).handle for _ in range(3)]

    assert handles == ["reviewer-1", "reviewer-2", "reviewer-3"]


def make_administrator() -> User:
    administrator = make_user()
    administrator.is_superuser = True
    administrator.save()
    return administrator


def closed(cast: Cast) -> User:
    """Close the account of the only manager, and return the administrator who did."""
    administrator = make_administrator()
    close_account(cast.manager, administrator)
    return administrator


def test_a_project_whose_manager_is_closed_waits_for_an_administrator_of_the_site(cast: Cast) -> None:
    make_cast(name="Managed")
    administrator = closed(cast)
    client = browser_of(administrator)
    assert "Projects without a manager" in client.get("/projects/").content.decode()

    page = client.post(f"{cast.address}team/take-charge/", follow=True).content.decode()

    assert "You manage “News” now." in page
    assert cast.member(administrator).role == Role.MANAGER
    joined = cast.project.activities.filter(verb=Verb.JOIN).last()
    assert joined is not None
    assert joined.actor == administrator
    assert "without a manager" not in client.get("/projects/").content.decode()
    assert client.post(f"{cast.address}team/take-charge/").status_code == 404


def test_an_administrator_who_is_a_member_becomes_a_manager(cast: Cast) -> None:
    administrator = closed(cast)
    make_member(cast.project, Role.VIEWER, administrator)

    take_charge(cast.project, administrator)

    assert cast.member(administrator).role == Role.MANAGER


def test_nobody_else_takes_a_project_over(cast: Cast) -> None:
    closed(cast)
    for user in (cast.reviewer, cast.stranger, make_user(librarian=True)):
        client = browser_of(user)
        assert "without a manager" not in client.get("/projects/").content.decode()
        assert client.post(f"{cast.address}team/take-charge/").status_code == 404


def test_of_two_administrators_one_takes_over(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = closed(cast), make_administrator()
    take_charge(cast.project, first)
    monkeypatch.setattr("annotate.views.people.team.unmanaged_project_of", lambda *_: cast.project)

    page = browser_of(second).post(f"{cast.address}team/take-charge/", follow=True).content.decode()

    assert "Somebody manages this project already." in page
    assert not cast.project.memberships.filter(user=second).exists()


def test_samples_wait_for_nobody(cast: Cast) -> None:
    type(cast.project).objects.update(is_sample=True)

    assert "without a manager" not in browser_of(closed(cast)).get("/projects/").content.decode()


def test_members_see_the_team_but_not_its_invitations(cast: Cast) -> None:
    link(cast)

    page = browser_of(cast.viewer).get(f"{cast.address}team/")

    assert page.context["invitations"] == []
    assert cast.manager.username in page.content.decode()
    assert "team/invite/" not in page.content.decode()
    assert "Who may do what" in page.content.decode()


def test_the_team_page_asks_a_constant_number_of_questions(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        make_member(cast.project)
        link(cast)
    client = browser_of(cast.manager)

    # session, person, membership, number, members, their work, invitations, who has left, who could take over
    with django_assert_num_queries(9):
        client.get(f"{cast.address}team/")
