"""Adding people, and what they may change about themselves."""

import unicodedata

import regex
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User

LONGEST_NAME = 40  # code points
# Letters, digits, and signs between them. Default-ignorable characters are letters and marks by their
# category, but drawn as nothing: two names that differ by one could not be told apart.
NAME = regex.compile(r"(?V1)[[\p{L}\p{Nd}]--\p{DI}][[\p{L}\p{M}\p{Nd}._\- ]--\p{DI}]*")


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
    if not NAME.fullmatch(tidy) or "  " in tidy:
        raise ValidationError(
            _(
                "A name consists of letters, Chinese characters, digits, single blanks and the signs . _ -"
                " and begins with a letter, a Chinese character or a digit. Choose one like that."
            )
        )
    return tidy


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


def free_name(wanted: list[str]) -> str:
    """Return a name that nobody has, from the first word that a name can be made of."""
    for word in wanted:
        kept = "".join(
            sign if NAME.fullmatch(f"x{sign}") else " " for sign in unicodedata.normalize("NFKC", word)
        )
        stem = " ".join(kept.split()).lstrip("._-")[: LONGEST_NAME - 5].strip()
        if stem and NAME.fullmatch(stem):
            break
    else:
        stem = "reader"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
    return next(name for name in names if not User.objects.filter(username__iexact=name).exists())


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


@transaction.atomic
def change_profile(person: User, *, display_name: str, language: str, time_zone: str) -> None:
    """Keep what ``person`` has chosen for themselves.

    Raises ValidationError, keyed by ``display_name``, for a name that others have or that breaks a rule.
    """
    try:
        shown = tidy_name(display_name) if display_name else ""
    except ValidationError as error:
        raise ValidationError({"display_name": error.messages}) from error
    taken = User.objects.filter(username__iexact=shown).exclude(pk=person.pk)
    if shown and taken.exists():
        raise ValidationError({"display_name": [_("Somebody else signs in by this name. Choose another.")]})
    person.display_name, person.language, person.time_zone = shown, language, time_zone
    person.save(update_fields=["display_name", "language", "time_zone"])
