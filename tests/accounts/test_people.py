"""Names, passwords and rights of people."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from accounts.actions.people import add_person, tidy_name
from accounts.models import User
from tests.makers import make_user

WORDS = "墨水-und-Papier-9"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("林", "林"),
        ("  lin.zhi_qiu-2 ", "lin.zhi_qiu-2"),
        ("林 知秋", "林 知秋"),
        ("𠮷田", "𠮷田"),
        ("Jose\u0301", "José"),  # a combining mark joins its letter
        ("Ｌｉｎ", "Lin"),  # full-width letters look like the others, so they are the others
        ("x" * 40, "x" * 40),
    ],
)
def test_a_name_may_be(written: str, kept: str) -> None:
    assert tidy_name(written) == kept


@pytest.mark.parametrize(
    "name",
    [
        "", "   ", "x" * 41, "😀", "a😀", "a\r\nb", "a\nb", "a\tb", "a\0b", "a\u202eb", "a\u200bb",
        "a\u00adb", "\u3164", "a\u115f", "a  b", ".a", "-a", "_a", "\u0301a", "<b>", "a/b", "a@b",
        "a'b", "\ud800", "a\u2066b", "a\ufe0f", "a\u034f",
    ],
)  # fmt: skip
def test_a_name_may_not_be(name: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        tidy_name(name)
    assert refusal.value.messages[0].endswith(".")


@pytest.mark.django_db
def test_a_name_is_taken_in_any_case() -> None:
    add_person("Lin", password=WORDS)

    with pytest.raises(ValidationError, match="Somebody here has this name"):
        add_person("lIN", password=WORDS)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user("LIN")


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["short", "12345678901", "password123", "Linzhiqiu1"])
def test_a_weak_password_is_refused_and_nobody_is_added(password: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        add_person("Linzhiqiu", password=password)

    assert list(refusal.value.message_dict) == ["password"]
    assert not User.objects.exists()


@pytest.mark.django_db
def test_add_person_gives_the_rights_it_is_asked_for() -> None:
    call_command("add_person", "boss", "--administrator", verbosity=0, stdout=_Nowhere())
    call_command("add_person", "books", "--librarian", stdout=_Nowhere())

    boss, books = User.objects.get(username="boss"), User.objects.get(username="books")
    assert (boss.is_superuser, boss.is_librarian, boss.may_see_library) == (True, False, True)
    assert (books.is_superuser, books.is_librarian, books.may_see_library) == (False, True, True)
    assert not boss.has_usable_password()


@pytest.mark.django_db
def test_add_person_says_why_a_name_will_not_do() -> None:
    make_user("boss")

    with pytest.raises(CommandError, match="Somebody here has this name"):
        call_command("add_person", "Boss")


@pytest.mark.parametrize(
    ("name", "initials"),
    [("林知秋", "林"), ("lin zhiqiu", "LZ"), ("owner", "O"), ("𠮷 田", "𠮷"), ("a b c", "AC")],
)
def test_initials(name: str, initials: str) -> None:
    assert User(username=name).initials == initials


class _Nowhere:
    def write(self, *_words: str) -> None:
        """Forget it."""
