"""Adding people, and what they may change about themselves."""

import unicodedata

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User

LONGEST_NAME = 40  # code points
SIGNS = frozenset("._- ")
# Letters by their category, but drawn as nothing or as a blank: a name made of them cannot be seen.
INVISIBLE = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def tidy_name(name: str) -> str:
    """Return the name as it is stored; raises ValidationError with the rule that it breaks.

    Letters of every script, digits, ``. _ -`` and single blanks inside: no sign that cannot be seen
    or turns the direction of the text, so that two people never look like one.
    """
    tidy = unicodedata.normalize("NFKC", name.strip(" "))
    if not tidy:
        raise ValidationError(_("Write a name."))
    if len(tidy) > LONGEST_NAME:
        raise ValidationError(
            _("The name is too long. Choose one of at most %(most)d characters.") % {"most": LONGEST_NAME}
        )
    if not all(_may_stand(sign) for sign in tidy) or "  " in tidy or not _opens_well(tidy):
        raise ValidationError(
            _(
                "A name consists of letters, Chinese characters, digits, single blanks and the signs . _ -"
                " and begins with a letter, a Chinese character or a digit. Choose one like that."
            )
        )
    return tidy


def _may_stand(sign: str) -> bool:
    if sign in SIGNS:
        return True
    return sign not in INVISIBLE and unicodedata.category(sign) in {
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "Nd",
        "Mc",
        "Mn",
    }


def _opens_well(name: str) -> bool:
    return name[0] not in SIGNS and not unicodedata.combining(name[0])


@transaction.atomic
def add_person(
    name: str, *, password: str | None = None, administrator: bool = False, librarian: bool = False
) -> User:
    """Create a person; without a password they sign in by a link only.

    Raises ValidationError, keyed by ``name`` or ``password``, if the one is taken or breaks a rule
    or the other is weak.
    """
    try:
        name = tidy_name(name)
    except ValidationError as error:
        raise ValidationError({"name": error.messages}) from error
    if User.objects.filter(username__iexact=name).exists():
        raise _taken()
    person = User(username=name, is_superuser=administrator, is_staff=administrator, is_librarian=librarian)
    _give_password(person, password)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:  # somebody else took the name since we looked
        raise _taken() from error
    return person


def _taken() -> ValidationError:
    return ValidationError({"name": [_("Somebody here has this name. Choose another.")]})


def _give_password(person: User, password: str | None) -> None:
    if password is None:
        person.set_unusable_password()
        return
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    person.set_password(password)


def change_password(person: User, *, new: str, old: str = "") -> None:
    """Give ``person`` a new password. Whoever has one already must know the old one.

    Raises ValidationError, keyed by ``old`` or ``password``.
    """
    if person.has_usable_password() and not person.check_password(old):
        raise ValidationError({"old": [_("This is not your present password. Write it again.")]})
    _give_password(person, new)
    person.save(update_fields=["password"])


def choose_language(person: User, language: str) -> None:
    """Keep the language of the person's pages; empty: as their browser asks."""
    person.language = language
    person.save(update_fields=["language"])
