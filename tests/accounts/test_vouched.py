"""Signing in through an OpenID Connect provider: by verified addresses only, and closed to strangers."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.cache import cache
from django.test import Client

from accounts.actions.people import add_person, free_name
from accounts.models import User
from annotate.actions.people.invitations import invite
from annotate.roles import Role
from config.services import Voucher
from tests.accounts.signing import WORDS, give_app, who
from tests.cast import make_cast

pytestmark = pytest.mark.django_db
ISSUER = "https://login.example"


class Provider:
    """Answers as a provider does, without a network; ``says`` is what it says about whoever comes."""

    def __init__(self) -> None:
        self.says: dict[str, Any] = {"sub": "42", "email": "lin@example.org", "email_verified": True}
        self.asked: list[str] = []
        self.is_down = False

    def __enter__(self) -> "Provider":
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def get(self, address: str, **_options: object) -> "_Answer":
        self.asked.append(address)
        if self.is_down:
            raise ConnectionError
        if address.endswith("openid-configuration"):
            ends = ("authorization", "token", "userinfo")
            return _Answer(
                {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys"}
                | {f"{end}_endpoint": f"{ISSUER}/{end}" for end in ends}
            )
        return _Answer(self.says)

    def request(self, _method: str, address: str, **_options: object) -> "_Answer":
        self.asked.append(address)
        claims = {"iss": ISSUER, "aud": "xiwen", "sub": self.says.get("sub", ""), "iat": 0, "exp": 4102444800}
        token = jwt.encode(claims, "k" * 32, algorithm="HS256")
        return _Answer({"access_token": "t", "id_token": token, "token_type": "bearer"})

    post = request


class _Answer:
    status_code = 200

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.headers = {"content-type": "application/json"}
        self.text = self.content = json.dumps(data)

    def json(self) -> dict[str, Any]:
        return self.data

    def raise_for_status(self) -> None:
        pass


@pytest.fixture
def provider(settings, monkeypatch) -> Provider:
    cache.clear()
    voucher = Voucher(ISSUER, "xiwen", "s" * 32, "News <Login>")
    settings.VOUCHER = voucher
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [voucher.app]}}
    provider = Provider()
    monkeypatch.setattr(DefaultSocialAccountAdapter, "get_requests_session", lambda _self: provider)
    return provider


@pytest.fixture
def lin() -> User:
    person = add_person("林 𠮷", password=WORDS)
    EmailAddress.objects.create(user=person, email="lin@example.org", verified=True, primary=True)
    return person


def come_back(client: Client, then: str = ""):
    """Go to the provider and come back from it."""
    out = client.get("/oidc/oidc/login/", {"next": then} if then else {})
    assert out.status_code == 302
    assert out["Location"].startswith(f"{ISSUER}/authorization?")
    state = parse_qs(urlsplit(out["Location"]).query)["state"][0]
    return client.get("/oidc/oidc/login/callback/", {"code": "c", "state": state})


def test_it_is_off_by_default(client: Client) -> None:
    assert "/oidc/" not in client.get("/sign-in/").content.decode()
    assert client.get("/oidc/oidc/login/").status_code == 404
    assert client.get("/oidc/oidc/login/callback/", {"code": "c", "state": "s"}).status_code == 404


def test_the_sign_in_page_offers_it_by_its_name(client: Client, provider: Provider) -> None:
    page = client.get("/sign-in/?next=/account/").content.decode()

    assert "Sign in with News &lt;Login&gt;" in page
    assert 'href="/oidc/oidc/login/?next=%2Faccount%2F"' in page
    assert provider.asked == []


def test_a_person_is_known_by_their_verified_address(client: Client, provider: Provider, lin: User) -> None:
    answer = come_back(client, "/account/")

    assert answer["Location"] == "/account/"
    assert who(client) == str(lin.pk)
    lin.refresh_from_db()
    assert lin.check_password(WORDS)


def test_later_they_are_known_by_their_number_there(client: Client, provider: Provider, lin: User) -> None:
    come_back(Client())
    provider.says["email"] = "other@example.org"

    come_back(client)

    assert who(client) == str(lin.pk)


@pytest.mark.parametrize("verified", [False, "false", None, 0, "true"])
def test_an_address_that_the_provider_has_not_verified_opens_nothing(
    client: Client, provider: Provider, lin: User, verified: object
) -> None:
    provider.says["email_verified"] = verified

    answer = come_back(client)

    assert who(client) is None
    assert "no account here has your verified e-mail address" in answer.content.decode()


def test_an_address_that_we_have_not_verified_opens_nothing(client: Client, provider: Provider) -> None:
    person = add_person("other", password=WORDS)
    EmailAddress.objects.create(user=person, email="lin@example.org", verified=False, primary=True)
    User.objects.filter(pk=person.pk).update(email="lin@example.org")

    come_back(client)

    assert who(client) is None
    assert User.objects.count() == 1


def test_a_stranger_gets_no_account(client: Client, provider: Provider) -> None:
    answer = come_back(client)

    assert "no account here has your verified e-mail address" in answer.content.decode()
    assert not User.objects.exists()


def test_who_has_an_invitation_comes_in_as_a_new_person(client: Client, provider: Provider) -> None:
    cast = make_cast()
    token = invite(cast.project, cast.manager, role=Role.REVIEWER, days=1, seats=1)
    provider.says |= {"preferred_username": "王\u202e小<明>", "name": "Wang"}
    assert "Come in with News &lt;Login&gt;" in client.get(f"/join/{token}/").content.decode()

    answer = come_back(client, f"/join/{token}/")

    assert answer["Location"] == f"/join/{token}/"
    person = User.objects.get(pk=str(who(client)))
    assert person.username == "王 小 明"
    assert not person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified
    client.post(f"/join/{token}/")
    assert cast.member(person).role == Role.REVIEWER


def test_an_invitation_that_is_over_opens_no_account(client: Client, provider: Provider) -> None:
    client.get("/join/invented/")

    come_back(client)

    assert who(client) is None
    assert not User.objects.exists()


def test_the_second_factor_is_asked_for_here_too(client: Client, provider: Provider, lin: User) -> None:
    give_app(lin)

    answer = come_back(client)

    assert answer["Location"] == "/sign-in/code/"
    assert who(client) is None


def test_a_closed_account_stays_closed(client: Client, provider: Provider, lin: User) -> None:
    User.objects.filter(pk=lin.pk).update(is_active=False)

    answer = come_back(client)

    assert answer["Location"] == "/sign-in/"
    assert who(client) is None
    assert "Your account has been closed." in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_it_never_leads_away_from_the_site(
    client: Client, provider: Provider, lin: User, address: str
) -> None:
    assert come_back(client, address)["Location"] == "/"


@pytest.mark.parametrize(
    "query",
    [{}, {"code": "c"}, {"code": "c", "state": "forged"}, {"error": "access_denied"}, {"state": "\0"}],
)
def test_who_has_not_been_there_does_not_come_back(
    client: Client, provider: Provider, lin: User, query
) -> None:
    answer = client.get("/oidc/oidc/login/callback/", query)

    assert answer.status_code in {302, 403}
    assert who(client) is None
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize("says", [{}, {"sub": "1", "email": 7}, {"sub": "1", "email": "x" * 900}])
def test_a_provider_that_talks_nonsense_breaks_nothing(client: Client, provider: Provider, says) -> None:
    provider.says = says

    assert come_back(client).status_code in {200, 302, 403}
    assert who(client) is None


def test_a_provider_that_does_not_answer_is_named(client: Client, provider: Provider) -> None:
    provider.is_down = True

    answer = client.get("/oidc/oidc/login/", follow=True)

    assert "The sign-in service does not answer as it should." in answer.content.decode()


@pytest.mark.parametrize("verified", [True, False])
def test_an_invitation_does_not_take_an_address_that_somebody_here_has(
    client: Client, provider: Provider, verified
) -> None:
    cast = make_cast()
    client.get(f"/join/{invite(cast.project, cast.manager, role=Role.REVIEWER, days=1, seats=1)}/")
    person, before = add_person("other"), User.objects.count()
    EmailAddress.objects.create(user=person, email="lin@example.org", verified=not verified, primary=True)
    provider.says["email_verified"] = verified

    come_back(client)

    assert who(client) is None or EmailAddress.objects.filter(email="lin@example.org").count() == 1
    assert not EmailAddress.objects.exclude(user=person).exists()
    assert User.objects.count() - before == (0 if verified else 1)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        (["林知秋"], "林知秋"),
        (["<b>bold</b>"], "b bold b"),
        (["..x"], "x"),
        (["\u202e", "second"], "second"),
        (["😀"], "reader"),
        ([], "reader"),
        (["taken"], "taken-2"),
        (["x" * 80], "x" * 35),
    ],
)
def test_a_new_person_gets_a_name_that_keeps_the_rules_and_is_free(wanted: list[str], name: str) -> None:
    add_person("TAKEN")

    assert free_name(wanted) == name
