"""The letters that django-allauth asks for, in our words and in every language."""

import re
from importlib import resources

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from accounts.actions.account_letters import CHANGES, LETTERS, send_asked_letter
from accounts.actions.people import add_person
from accounts.models import User
from tests.accounts.signing import WORDS, sign_in
from tests.accounts.test_mail import REFUSES
from tests.chinese import LATIN, mainland_in

# What belongs to ways of signing in that this site does not have.
NOT_HERE = {
    "account/email/email_confirm",
    "account/email/email_confirmation_signup",
    "account/email/login_code",
    "account/email/password_reset_code",
    "account/email/unknown_account",
}
SAID = {
    "user": User(username="林 𠮷😀"),
    "activate_url": "https://x.example/1",
    "password_reset_url": "https://x.example/2",
    "page": "https://x.example/3",
    "from_email": "a@x.example",
    "to_email": "b@x.example",
    "deleted_email": "c@x.example",
    "provider": "𠮷",
    "ip": "192.0.2.1",
    "user_agent": "か\u3099\r\nBcc: d@x.example",
    "timestamp": timezone.now(),
}


@pytest.fixture(autouse=True)
def with_mail(settings) -> None:
    settings.HAS_MAIL = True


def letter(asked: str, language: str) -> mail.EmailMessage:
    with translation.override(language):
        assert send_asked_letter(asked, "lin@example.org", SAID)
    (sent,) = mail.outbox
    return sent


def test_every_letter_of_allauth_is_ours_or_never_asked_for() -> None:
    templates = resources.files("allauth") / "templates"
    folders = [templates / app / "email" for app in ("account", "mfa", "socialaccount")]
    known = {
        f"{folder.parent.name}/email/{file.name.removesuffix('_message.txt')}"  # type: ignore[attr-defined]
        for folder in folders
        for file in folder.iterdir()
        if file.name.endswith("_message.txt") and not file.name.startswith("base_")
    }

    assert known == {*LETTERS, *CHANGES} | NOT_HERE


@pytest.mark.parametrize("asked", [*LETTERS, *CHANGES])
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_a_letter_to_a_chinese_reader_is_chinese(asked: str, language: str) -> None:
    sent = letter(asked, language)

    told = re.sub(r"\S+@\S+|https://\S+|Bcc:", "", f"{sent.subject}\n{sent.body}")
    assert set(re.findall(r"[A-Za-z]{2,}", told)) <= LATIN
    assert "析文" in sent.subject
    assert language == "zh-hans" or mainland_in(told) == []


@pytest.mark.parametrize("asked", LETTERS)
def test_a_letter_leads_to_where_its_reader_acts(asked: str) -> None:
    sent = letter(asked, "en")

    assert re.search(r"https://x\.example/[12]", str(sent.body))
    assert "If you do not expect this, do nothing." in str(sent.body)


@pytest.mark.parametrize("asked", CHANGES)
def test_a_changed_account_is_told_with_where_it_was_done(asked: str) -> None:
    sent = letter(asked, "en")

    assert (sent.subject, sent.to) == ("Your account in Xiwen was changed", ["lin@example.org"])
    assert str(CHANGES[asked]) % SAID in str(sent.body)
    assert "192.0.2.1, with this browser: か\u3099" in str(sent.body)
    assert "https://x.example/3" in str(sent.body)
    assert sent.message()["Bcc"] is None  # what a browser calls itself stays words


def test_a_letter_that_nobody_wrote_is_not_sent() -> None:
    assert not send_asked_letter("account/email/login_code", "lin@example.org", SAID)
    assert mail.outbox == []


@pytest.mark.django_db
@pytest.mark.parametrize("server", [REFUSES, "django.core.mail.backends.locmem.EmailBackend"])
def test_a_letter_that_the_server_refuses_is_told_of(settings, server: str) -> None:
    settings.EMAIL_BACKEND = server
    add_person("owner", password=WORDS)
    client = Client()
    sign_in(client, "owner")

    answer = client.post("/account/e-mail/", {"email": "new@example.org", "action_add": "1"}, follow=True)

    is_told = "The mail server has not taken the letter." in answer.content.decode()
    assert is_told is (server == REFUSES) is (mail.outbox == [])
