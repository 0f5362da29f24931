"""The pages of people and projects, in a real browser."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.actions.links import make_sign_in_link
from accounts.models import User
from annotate.actions.people.invitations import invite
from annotate.actions.projects import trash_project
from annotate.models import Invitation, Project
from annotate.roles import Role
from tests.browsing import Visitor, assert_accessible
from tests.cast import Cast, make_cast
from tests.makers import make_entry, make_project, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast() -> Cast:
    cast = make_cast(name="新闻核查")
    make_entry(cast.project)
    invite(cast.project, cast.manager, role=Role.VIEWER, days=1, seats=3)
    invite(cast.project, cast.manager, role=Role.REVIEWER, days=1, seats=3)
    Invitation.objects.filter(role=Role.VIEWER).update(revoked_at=timezone.now())
    trash_project(make_project(cast.manager, name="Gone"), cast.manager)
    return cast


PAGES = (
    "/projects/",
    "/projects/new/",
    "{}",
    "{}?words=zzz",
    "{}team/",
    "{}settings/",
    "{}guidelines/",
    "/account/",
    "/no/",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_fit_a_narrow_screen(
    cast: Cast, open_window: Callable[..., Visitor], scheme: str
) -> None:
    window = open_window(color_scheme=scheme, viewport={"width": 320, "height": 640})
    window.sign_in(cast.manager)

    for address in PAGES:
        window.page.goto(address.format(cast.address))
        assert_accessible(window.page)
        assert window.page.evaluate("document.documentElement.scrollWidth") == 320, address


def test_the_doors_are_accessible(cast: Cast, window: Visitor) -> None:
    old = make_sign_in_link(cast.viewer, minutes=1)
    cast.viewer.sign_in_links.update(
        created_at=timezone.now() - timedelta(hours=2), expires_at=timezone.now() - timedelta(hours=1)
    )
    token = invite(cast.project, cast.manager, role=Role.VIEWER, days=1, seats=1)

    for address in (
        "/sign-in/",
        f"/link/{old}/",
        f"/link/{make_sign_in_link(cast.viewer)}/",
        "/join/no/",
        f"/join/{token}/",
    ):
        window.page.goto(address)
        assert_accessible(window.page)


def test_a_double_click_on_sign_in_signs_in(cast: Cast, window: Visitor) -> None:
    window.page.goto(f"/link/{make_sign_in_link(cast.reviewer)}/")

    window.page.get_by_role("main").get_by_role("button", name="Sign in").dblclick()

    expect(window.page.get_by_role("heading", name="Projects")).to_be_visible()


def test_a_link_brings_a_guest_into_the_team(cast: Cast, open_window: Callable[..., Visitor]) -> None:
    manager, guest = open_window(), open_window()
    manager.sign_in(cast.manager)
    manager.page.goto(cast.address)
    manager.page.get_by_role("link", name="Invite").click()
    manager.page.get_by_label("Role", exact=True).select_option("Reviewer")
    manager.page.get_by_role("button", name="Make a link").click()
    address = manager.page.get_by_label("Send this link").input_value()

    guest.page.goto(address)
    guest.page.get_by_label("Name").fill("林 𠮷")
    guest.page.get_by_label("Password", exact=True).fill("墨水-und-Papier-9")
    guest.page.get_by_label("Password again").fill("墨水-und-Papier-9")
    guest.page.get_by_role("button", name="Join the project").dblclick()

    expect(guest.page.get_by_role("heading", name="新闻核查")).to_be_visible()
    expect(guest.page.get_by_role("link", name="Continue tagging")).to_be_visible()
    assert cast.member(User.objects.get(username="林 𠮷")).role == Role.REVIEWER
    manager.page.reload()
    expect(manager.page.get_by_role("listitem").filter(has_text="林 𠮷")).to_be_visible()


def test_the_filter_works_while_typing_and_the_way_back_shows_the_page(cast: Cast, window: Visitor) -> None:
    make_entry(cast.project)
    window.sign_in(cast.viewer)
    window.page.goto(cast.address)
    expect(window.page.locator("#article-list .list > li")).to_have_count(2)

    window.page.get_by_label("Title or outlet").fill("nothing like it")
    expect(window.page.get_by_role("heading", name="Nothing found")).to_be_visible()
    assert "words=nothing%20like%20it" in window.page.url
    window.page.get_by_role("link", name="Show all articles").click()
    expect(window.page.locator("#article-list .list > li")).to_have_count(2)
    window.page.go_back()

    expect(window.page.get_by_role("heading", name="Nothing found")).to_be_visible()
    expect(window.page.get_by_role("heading", name="新闻核查")).to_be_visible()


def test_what_was_done_is_undone_by_the_button_in_the_message(cast: Cast, window: Visitor) -> None:
    window.sign_in(cast.manager)
    window.page.goto(f"{cast.address}settings/")

    window.page.get_by_role("button", name="Delete the project").dblclick()
    expect(window.page.get_by_text("has been deleted")).to_be_visible()
    window.page.get_by_role("button", name="Undo").click()

    expect(window.page.get_by_role("heading", name="新闻核查")).to_be_visible()
    assert not Project.objects.get(pk=cast.project.pk).deleted_at


def test_pages_speak_chinese_when_asked(window: Visitor) -> None:
    window.sign_in(make_user())
    window.page.goto("/account/")

    window.page.get_by_label("Language", exact=True).select_option("简体中文")
    window.page.get_by_role("button", name="Save", exact=True).click()

    expect(window.page.locator("html")).to_have_attribute("lang", "zh-hans")
