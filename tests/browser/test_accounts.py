"""Signing in and keeping an account safe, in a real browser with a passkey of its own."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from accounts.actions.people import add_person
from accounts.models import User
from annotate.models import Project
from tests.accounts.signing import WORDS, code_of, give_app
from tests.browsing import Visitor, assert_accessible
from tests.cast import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def lin() -> User:
    cache.clear()
    return add_person("林 𠮷", password=WORDS)


def give_key(window: Visitor) -> None:
    """Put a key into the browser, as a telephone or a computer has one."""
    tools = window.context.new_cdp_session(window.page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def sign_in(page: Page, then: str = "/account/") -> None:
    page.goto(f"/sign-in/?next={then}")
    page.get_by_label("Name or e-mail address").fill("林 𠮷")
    page.get_by_label("Password").fill(WORDS)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.locator(".account-menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/sign-in/$"))


def test_a_passkey_is_added_and_signs_in_alone(window: Visitor, lin: User) -> None:
    page = window.page
    give_key(window)
    sign_in(page)
    page.goto("/account/second-factor/passkeys/new/")
    assert_accessible(page)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="I have put them away").click()
    expect(page.get_by_role("link", name="Rename Passkey 1")).to_be_visible()
    expect(page.get_by_text("signs in without a password")).to_be_visible()
    assert_accessible(page)
    sign_out(page)

    page.goto("/sign-in/?next=/account/sessions/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page).to_have_url(re.compile(r"^[^?]*/account/sessions/$"))
    assert_accessible(page)


def test_a_passkey_is_the_second_step_after_the_password(window: Visitor, lin: User) -> None:
    page = window.page
    give_key(window)
    sign_in(page)
    page.goto("/account/second-factor/passkeys/new/")
    page.get_by_label("Sign in with it alone").uncheck()
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    sign_out(page)

    sign_in(page)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Use your passkey").click()

    expect(page.get_by_role("heading", name="Account")).to_be_visible()


def test_a_browser_without_the_passkey_says_so(window: Visitor, lin: User) -> None:
    page = window.page
    give_key(window)
    page.goto("/sign-in/")

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("The browser has not got a passkey.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_a_safe_account_is_accessible_and_fits(
    open_window: Callable[..., Visitor], lin: User, scheme: str
) -> None:
    window = open_window(color_scheme=scheme, viewport={"width": 320, "height": 640})
    page, secret = window.page, give_app(lin)
    sign_in(page)
    assert_accessible(page)
    page.get_by_label("Code").first.fill(code_of(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Account")).to_be_visible()
    own = "/account/second-factor/"
    for address in (
        "/account/",
        own,
        f"{own}app/remove/",
        f"{own}codes/",
        f"{own}codes/new/",
        f"{own}passkeys/new/",
    ):
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address


def test_a_project_that_asks_for_more_leads_to_it_and_back(window: Visitor, lin: User) -> None:
    cast = make_cast(name="News")
    cast.project.memberships.filter(user=cast.reviewer).update(user=lin)
    Project.objects.update(second_factor_required=True)
    page = window.page
    sign_in(page, cast.address)
    expect(page.get_by_text("asks its members for a second factor")).to_be_visible()

    page.get_by_role("link", name="Set up an app").click()
    assert_accessible(page)
    page.get_by_text("No camera? Type this secret instead").click()
    page.get_by_label("Authenticator code").fill(code_of(page.get_by_label("Secret").input_value()))
    page.get_by_role("button", name="Use this app").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="Go on to where you wanted to go").click()

    expect(page).to_have_url(re.compile(f"{cast.address}$"))
