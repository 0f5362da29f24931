"""Authenticator apps and recovery codes: setting up, signing in, losing and taking away."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.actions.links import make_sign_in_link
from accounts.actions.people import add_person
from accounts.models import User
from annotate.actions.people.invitations import invite
from annotate.roles import Role
from tests.accounts.signing import WORDS, code_of, give_app, recovery_codes_of, sign_in, who
from tests.cast import browser_of, just_signed_in, make_cast

pytestmark = pytest.mark.django_db
STEP = "/sign-in/code/"


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()


@pytest.fixture
def lin() -> User:
    return add_person("Lin 𠮷", password=WORDS)


def test_an_app_is_set_up_by_its_first_code_and_gives_recovery_codes() -> None:
    person = add_person("owner")
    client = browser_of(person)
    page = client.get("/account/second-factor/app/")
    secret = page.context["form"].secret
    assert page.context["totp_svg_data_uri"].startswith("data:image/svg+xml;base64,")

    answer = client.post("/account/second-factor/app/", {"code": code_of(secret)}, follow=True)

    assert answer.redirect_chain[-1][0] == "/account/second-factor/codes/"
    codes = recovery_codes_of(person)
    assert len(codes) == 10
    assert all(code in answer.content.decode() for code in codes)
    assert User.objects.get(pk=person.pk).has_second_factor


def test_a_wrong_code_sets_nothing_up() -> None:
    person = add_person("owner")
    client = browser_of(person)
    client.get("/account/second-factor/app/")

    answer = client.post("/account/second-factor/app/", {"code": "000000"})

    assert "This code is not the right one." in answer.content.decode()
    assert not User.objects.get(pk=person.pk).has_second_factor


def test_the_password_alone_opens_nothing(client: Client, lin: User) -> None:
    give_app(lin)

    answer = sign_in(client, lin.username, next="/account/")

    assert answer["Location"] == STEP
    assert who(client) is None
    assert client.get("/account/")["Location"] == "/sign-in/?next=/account/"


def test_the_code_opens_the_page_that_was_asked_for(client: Client, lin: User) -> None:
    secret = give_app(lin)
    sign_in(client, lin.username, next="/account/")

    answer = client.post(STEP, {"code": code_of(secret)})

    assert answer["Location"] == "/account/"
    assert who(client) == str(lin.pk)


@pytest.mark.parametrize("code", ["", "000000", "x", "\0", "😀" * 6, "9" * 5000, "<b>", "١٢٣٤٥٦"])
def test_nonsense_is_no_code(client: Client, lin: User, code: str) -> None:
    give_app(lin)
    sign_in(client, lin.username)

    answer = client.post(STEP, {"code": code})

    assert answer.status_code == 200
    assert who(client) is None
    assert "<b>" not in answer.content.decode()


def test_a_code_is_good_once(lin: User) -> None:
    code = code_of(give_app(lin))
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, lin.username)
        client.post(STEP, {"code": code})

    assert (who(first), who(second)) == (str(lin.pk), None)


def test_a_recovery_code_is_good_once(lin: User) -> None:
    give_app(lin)
    code = recovery_codes_of(lin)[0]
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, lin.username)
        client.post(STEP, {"code": code})

    assert (who(first), who(second)) == (str(lin.pk), None)
    assert code not in recovery_codes_of(lin)


def test_codes_cannot_be_guessed_in_a_row(client: Client, lin: User) -> None:
    secret = give_app(lin)
    sign_in(client, lin.username)
    for _ in range(5):
        client.post(STEP, {"code": "000000"})

    answer = client.post(STEP, {"code": code_of(secret)})

    assert "Too many attempts have failed. Wait a minute and try again." in answer.content.decode()
    assert who(client) is None


def test_a_link_asks_for_the_second_factor_too(client: Client, lin: User) -> None:
    give_app(lin)

    answer = client.post(f"/link/{make_sign_in_link(lin)}/")

    assert answer["Location"] == STEP
    assert who(client) is None


def test_an_invitation_does_not_go_round_the_second_factor(client: Client, lin: User) -> None:
    secret, cast = give_app(lin), make_cast()
    token = invite(cast.project, cast.manager, role=Role.REVIEWER, days=1, seats=1)
    words = {"name": lin.username, "password": WORDS, "again": WORDS}

    answer = client.post(f"/join/{token}/", words)

    assert answer["Location"] == STEP
    assert not cast.project.memberships.filter(user=lin).exists()
    assert client.post(STEP, {"code": code_of(secret)})["Location"] == f"/join/{token}/"
    client.post(f"/join/{token}/")
    assert cast.member(lin).role == Role.REVIEWER


def test_the_second_step_is_for_who_has_done_the_first() -> None:
    assert Client().get(STEP)["Location"] == "/sign-in/"
    assert Client().post(STEP, {"code": "000000"})["Location"] == "/sign-in/"


def test_the_session_gets_a_new_key_at_the_end(client: Client, lin: User) -> None:
    secret = give_app(lin)
    sign_in(client, lin.username)
    before = client.session.session_key

    client.post(STEP, {"code": code_of(secret)})

    assert client.session.session_key != before


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/\\evil.example", "http://localhost/"]
)
def test_no_step_leads_away_from_the_site(client: Client, lin: User, address: str) -> None:
    secret = give_app(lin)
    sign_in(client, lin.username, next=address)

    answer = client.post(f"{STEP}?next={address}", {"code": code_of(secret), "next": address})

    assert answer["Location"] == "/"


def long_ago(client: Client) -> None:
    """Let the password have been typed an hour ago."""
    session = client.session
    for record in session.get("account_authentication_methods", []):
        record["at"] -= 3600
    session.save()


@pytest.mark.parametrize(
    "address",
    [
        "/account/second-factor/app/",
        "/account/second-factor/codes/",
        "/account/second-factor/codes/new/",
        "/account/second-factor/codes/file/",
        "/account/second-factor/app/remove/",
        "/account/second-factor/passkeys/new/",
    ],
)
def test_what_changes_the_lock_asks_again_who_is_there(lin: User, address: str) -> None:
    if address != "/account/second-factor/app/":
        give_app(lin)
    client = browser_of(lin)

    answer = client.get(address)

    assert answer["Location"].startswith("/sign-in/again/")
    assert Authenticator.objects.filter(user=lin).count() in {0, 2}


def test_the_password_said_again_goes_on_and_a_wrong_one_does_not(lin: User) -> None:
    client = browser_of(lin)
    again = client.get("/account/second-factor/app/")["Location"]

    wrong = client.post(again, {"password": "nonsense"})
    right = client.post(again, {"password": WORDS})

    assert "This is not your present password." in wrong.content.decode()
    assert right["Location"] == "/account/second-factor/app/"
    assert client.get("/account/second-factor/app/").status_code == 200


def test_saying_it_again_never_leads_away(lin: User) -> None:
    client = browser_of(lin)
    client.get("/account/second-factor/app/")

    answer = client.post("/sign-in/again/?next=https://evil.example/", {"password": WORDS})

    assert answer["Location"] == "/"


def test_an_app_is_removed_with_its_recovery_codes(client: Client, lin: User) -> None:
    secret = give_app(lin)
    sign_in(client, lin.username)
    client.post(STEP, {"code": code_of(secret)})

    assert client.get("/account/second-factor/app/remove/").status_code == 200
    client.post("/account/second-factor/app/remove/")

    assert not Authenticator.objects.filter(user=lin).exists()


def test_new_recovery_codes_end_the_old_ones(client: Client, lin: User) -> None:
    secret = give_app(lin)
    old = recovery_codes_of(lin)
    sign_in(client, lin.username)
    client.post(STEP, {"code": code_of(secret)})

    client.post("/account/second-factor/codes/new/")

    assert not set(old) & set(recovery_codes_of(lin))
    saved = client.get("/account/second-factor/codes/file/")
    assert saved["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert recovery_codes_of(lin)[0] in saved.content.decode()


def test_a_command_takes_the_factors_of_somebody_who_has_lost_them(client: Client, lin: User) -> None:
    give_app(lin)

    call_command("reset_second_factor", "lin 𠮷", stdout=_Nowhere())

    sign_in(client, lin.username)
    assert who(client) == str(lin.pk)
    with pytest.raises(CommandError, match="no such person"):
        call_command("reset_second_factor", "nobody")


def test_the_page_of_factors_asks_a_constant_number_of_questions(
    lin: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    give_app(lin)
    for number in range(3):
        Authenticator.objects.create(
            user=lin, type="webauthn", data={"name": f"key {number}", "credential": {}}
        )
    client = browser_of(lin)

    with django_assert_num_queries(4):  # session, person, factors, whether there are any
        assert client.get("/account/second-factor/").status_code == 200


def test_nobody_reaches_the_passkey_of_another(lin: User) -> None:
    key = Authenticator.objects.create(user=lin, type="webauthn", data={"name": "mine", "credential": {}})
    client = browser_of(add_person("owner"))

    for page in (
        f"/account/second-factor/passkeys/{key.pk}/",
        f"/account/second-factor/passkeys/{key.pk}/remove/",
    ):
        assert client.get(page).status_code == 404
        assert client.post(page, {"name": "theirs"}).status_code == 404
    key.refresh_from_db()
    assert key.data["name"] == "mine"


@pytest.mark.parametrize(
    "credential",
    [
        "", "{}", "[]", "null", "😀", '{"response": 1}', '{"id": "x", "response": {}}', "9" * 5_000,
        "[" * 100_000,
    ],
)  # fmt: skip
def test_a_made_up_passkey_opens_nothing(client: Client, credential: str) -> None:
    client.get("/sign-in/passkey/", headers={"X-Requested-With": "XMLHttpRequest"})

    answer = client.post("/sign-in/passkey/", {"credential": credential})

    assert answer["Location"] == "/sign-in/"
    assert who(client) is None


@pytest.mark.parametrize("credential", ["[1]", "9" * 5_000, "[" * 100_000])
def test_a_made_up_passkey_is_not_added(lin: User, credential: str) -> None:
    answer = just_signed_in(lin).post(
        "/account/second-factor/passkeys/new/", {"name": "mine", "credential": credential}
    )

    assert "Try again, or another way." in answer.content.decode()
    assert not Authenticator.objects.filter(user=lin).exists()


class _Nowhere:
    def write(self, *_words: str) -> None:
        """Forget it."""
