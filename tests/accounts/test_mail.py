"""What a site with a mail server offers, and that one without does not."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.actions.people import add_person
from accounts.models import User
from annotate.models import Invitation
from tests.accounts.signing import WORDS, code_of, give_app, sign_in, who
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_user

pytestmark = pytest.mark.django_db
NEW = "another-😀-secret-1"
REFUSES = "tests.accounts.test_mail.Refusing"


class Refusing:
    """A mail server that takes nothing."""

    def __init__(self, *_args: object, **_options: object) -> None:
        pass

    def send_messages(self, _letters: object) -> int:
        raise ConnectionRefusedError


@pytest.fixture(autouse=True)
def with_mail(settings) -> None:
    cache.clear()
    settings.HAS_MAIL = True


@pytest.fixture
def lin() -> User:
    person = add_person("林 𠮷", password=WORDS)
    EmailAddress.objects.create(user=person, email="lin@example.org", verified=True, primary=True)
    return person


def link_in(letter: mail.EmailMessage) -> str:
    found = re.search(r"https?://testserver(/\S+)", str(letter.body))
    assert found is not None, letter.body
    return found.group(1)


def test_a_forgotten_password_is_replaced_by_a_link(lin: User) -> None:
    browser = browser_of(lin)
    guest = Client()
    asked = guest.post("/password/", {"email": "LIN@example.org"})
    assert asked["Location"] == "/password/sent/"
    (letter,) = mail.outbox
    assert letter.to == ["lin@example.org"]

    form = guest.get(link_in(letter), follow=True)
    guest.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})

    lin.refresh_from_db()
    assert lin.check_password(NEW)
    assert browser.get("/account/").status_code == 302
    assert "This link has been used" in Client().get(link_in(letter), follow=True).content.decode()


def test_a_new_password_does_not_go_round_the_second_factor(lin: User) -> None:
    give_app(lin)
    guest = Client()
    guest.post("/password/", {"email": "lin@example.org"})
    form = guest.get(link_in(mail.outbox[0]), follow=True)
    guest.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})

    answer = sign_in(guest, lin.username, NEW)

    assert answer["Location"] == "/sign-in/code/"
    assert who(guest) is None


def test_an_unknown_address_gets_the_same_answer_and_no_letter(lin: User) -> None:
    known = Client().post("/password/", {"email": "lin@example.org"})
    unknown = Client().post("/password/", {"email": "nobody@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [letter.to for letter in mail.outbox] == [["lin@example.org"]]


def test_an_address_that_is_not_verified_gets_no_letter() -> None:
    person = add_person("other", password=WORDS)
    EmailAddress.objects.create(user=person, email="o@example.org", verified=False, primary=True)

    Client().post("/password/", {"email": "o@example.org"})

    assert mail.outbox == []


def test_letters_cannot_be_asked_for_without_end(lin: User) -> None:
    answers = [Client().post("/password/", {"email": "lin@example.org"}) for _ in range(6)]

    assert len(mail.outbox) <= 3
    assert {answer.status_code for answer in answers} <= {200, 302, 429}


@pytest.mark.parametrize(
    "address", ["", "x", "a@b\r\nBcc: c@d.example", "\0", "😀@example.org", f"{'x' * 400}@e.org"]
)
def test_nonsense_is_no_address(address: str) -> None:
    assert Client().post("/password/", {"email": address}).status_code in {200, 302, 429}
    assert mail.outbox == []


def test_an_address_of_ones_own_counts_once_its_letter_is_answered() -> None:
    person = add_person("owner", password=WORDS)
    client = Client()
    sign_in(client, "owner")

    client.post("/account/e-mail/", {"email": "new@example.org", "action_add": "1"})

    assert not EmailAddress.objects.get(user=person).verified
    address = link_in(mail.outbox[-1])
    assert "Is <strong><bdi>new@example.org" in client.get(address).content.decode()
    assert not EmailAddress.objects.get(user=person).verified  # looking at it is not answering it
    client.post(address)
    assert EmailAddress.objects.get(user=person).verified


def test_the_address_of_another_is_not_taken_over(lin: User) -> None:
    add_person("thief", password=WORDS)
    client = Client()
    sign_in(client, "thief")

    client.post("/account/e-mail/", {"email": "lin@example.org", "action_add": "1"})

    for letter in mail.outbox:  # told to the address itself, which need not be believed
        assert letter.to == ["lin@example.org"]
        client.post(link_in(letter))
    assert EmailAddress.objects.filter(email="lin@example.org", verified=True).get().user == lin


def test_changing_the_address_asks_again_who_is_there(lin: User) -> None:
    answer = browser_of(lin).post("/account/e-mail/", {"email": "new@example.org", "action_add": "1"})

    assert answer["Location"].startswith("/sign-in/again/")
    assert mail.outbox == []


def test_a_changed_lock_is_told_by_mail(lin: User, settings) -> None:
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True  # as it is where there is a mail server
    secret, client = give_app(lin), Client()
    sign_in(client, lin.username)
    client.post("/sign-in/code/", {"code": code_of(secret)})

    client.post("/account/second-factor/app/remove/")

    assert [letter.to for letter in mail.outbox] == [["lin@example.org"]]


@pytest.fixture
def cast() -> Cast:
    return make_cast(name="News 😀")


def send(cast: Cast, emails: str):
    data = {"role": "reviewer", "days": "7", "seats": "1", "emails": emails}
    return browser_of(cast.manager).post(f"{cast.address}team/invite/", data, follow=True)


def test_each_address_gets_an_invitation_for_one(cast: Cast) -> None:
    page = send(cast, "a@example.org, B@example.org；a@example.org".replace("；", " ")).content.decode()

    assert "2 invitations are sent." in page
    assert [letter.to for letter in mail.outbox] == [["a@example.org"], ["b@example.org"]]
    assert "News 😀" in mail.outbox[0].subject
    guest = Client()
    words = {"name": "林知秋", "password": WORDS, "again": WORDS}
    assert guest.post(link_in(mail.outbox[0]), words)["Location"] == cast.address
    assert sorted(Invitation.objects.values_list("seats", "used")) == [(1, 0), (1, 1)]
    assert "fresh-link" not in page


@pytest.mark.parametrize(
    "emails",
    ["nonsense", "a@example.org, nonsense", "<b>@x", " ".join(f"a{n}@example.org" for n in range(21))],
)
def test_addresses_that_make_no_sense_send_nothing(cast: Cast, emails: str) -> None:
    answer = send(cast, emails)

    assert answer.status_code == 422
    assert "<b>" not in answer.content.decode()
    assert (mail.outbox, Invitation.objects.count()) == ([], 0)


def test_a_server_that_refuses_leaves_no_open_invitation(cast: Cast, settings) -> None:
    settings.EMAIL_BACKEND = REFUSES

    page = send(cast, "a@example.org").content.decode()

    assert "The mail server has not taken the letters to a@example.org." in page
    assert not Invitation.objects.open().exists()


def test_a_new_account_is_told_by_mail(cast: Cast) -> None:
    boss = browser_of(add_person("boss", administrator=True))

    page = boss.post("/people/new/", {"name": "new", "email": "n@example.org"}, follow=True).content.decode()

    assert "The link has been sent to n@example.org." in page
    guest = Client()
    guest.post(link_in(mail.outbox[0]))
    assert who(guest) == str(User.objects.get(username="new").pk)


def test_without_a_mail_server_nothing_of_it_is_offered(cast: Cast, settings) -> None:
    settings.HAS_MAIL = False

    assert "/password/" not in Client().get("/sign-in/").content.decode()
    assert "/account/e-mail/" not in browser_of(make_user()).get("/account/").content.decode()
    assert 'name="emails"' not in browser_of(cast.manager).get(f"{cast.address}team/").content.decode()
    send(cast, "a@example.org")
    assert mail.outbox == []
