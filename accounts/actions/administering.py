"""What an administrator of the site does to other people's accounts. Work is never lost by it."""

from collections.abc import Mapping

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions.links import make_sign_in_link
from accounts.actions.people import add_person
from accounts.actions.sessions import end_others
from accounts.models import PersonActivity, PersonVerb, User

INVITED_MINUTES = 3 * 24 * 60  # for somebody who is told by a link that they have an account


@transaction.atomic
def add_account(
    by: User, name: str, *, email: str = "", administrator: bool = False, librarian: bool = False
) -> tuple[User, str]:
    """Create a person, and return them with the token of a link that lets them in once."""
    person = add_person(name, administrator=administrator, librarian=librarian)
    rights = {"administrator": administrator, "librarian": librarian}
    _log(person, by, PersonVerb.ADD, {}, rights)
    if email:
        _set_address(person, email)
    return person, make_sign_in_link(person, minutes=INVITED_MINUTES)


@transaction.atomic
def hand_out_link(person: User, by: User) -> str:
    """Return the token of a link that lets ``person`` in once: for whoever has forgotten their password."""
    if not person.is_active:
        raise ValidationError(_("This account is closed. Open it again first."))
    _log(person, by, PersonVerb.LINK, {}, {})
    return make_sign_in_link(person)


@transaction.atomic
def change_rights(person: User, by: User, *, administrator: bool, librarian: bool) -> bool:
    """Say whether ``person`` runs the site and whether they see the library; False if they do already.

    Raises ValidationError if nobody would be left to run the site.
    """
    person = _locked(person)
    before = {"administrator": person.is_superuser, "librarian": person.is_librarian}
    after = {"administrator": administrator, "librarian": librarian}
    if before == after:
        return False
    person.is_superuser = person.is_staff = administrator
    person.is_librarian = librarian
    person.save(update_fields=["is_superuser", "is_staff", "is_librarian"])
    _keep_an_administrator()
    _log(person, by, PersonVerb.RIGHTS, before, after)
    return True


@transaction.atomic
def close_account(person: User, by: User) -> bool:
    """Let ``person`` in no more, from now on; what they did stays. False if the account is closed already."""
    person = _locked(person)
    if not person.is_active:
        return False
    person.is_active = False
    person.save(update_fields=["is_active"])
    _keep_an_administrator()
    end_others(person)
    _log(person, by, PersonVerb.CLOSE, {"closed": False}, {"closed": True})
    return True


@transaction.atomic
def reopen_account(person: User, by: User) -> bool:
    """Let ``person`` in again, with all they had; False if the account is open already."""
    person = _locked(person)
    if person.is_active:
        return False
    person.is_active = True
    person.save(update_fields=["is_active"])
    _log(person, by, PersonVerb.REOPEN, {"closed": True}, {"closed": False})
    return True


@transaction.atomic
def take_second_factors(person: User, by: User | None) -> int:
    """Take away every second factor and recovery code, end all sessions, and return how many those were.

    For whoever has lost their telephone. ``by`` is None when it is done at the machine itself.
    """
    person = _locked(person)
    _total, each = Authenticator.objects.filter(user=person).delete()
    count = int(sum(each.values()))
    end_others(person)
    if by is not None:
        _log(person, by, PersonVerb.RESET, {"factors": count}, {"factors": 0})
    return count


@transaction.atomic
def change_address(person: User, by: User, email: str) -> None:
    """Give ``person`` the address for which the administrator vouches; empty: none."""
    person = _locked(person)
    _set_address(person, email)
    _log(person, by, PersonVerb.ADDRESS, {}, {"has_address": bool(email)})


def _set_address(person: User, email: str) -> None:
    EmailAddress.objects.filter(user=person).delete()
    person.email = email.lower()
    person.save(update_fields=["email"])
    if not email:
        return
    try:
        with transaction.atomic():
            EmailAddress.objects.create(user=person, email=email.lower(), verified=True, primary=True)
    except IntegrityError as error:
        raise ValidationError({"email": [_("Somebody here has this address. Write another.")]}) from error


def _locked(person: User) -> User:
    """Return the person as they are now. All administrators are locked: two may step down together."""
    list(User.objects.select_for_update(no_key=True).filter(is_superuser=True).order_by("pk"))
    return User.objects.select_for_update(no_key=True).get(pk=person.pk)


def _keep_an_administrator() -> None:
    if not User.objects.filter(is_superuser=True, is_active=True).exists():
        raise ValidationError(
            _("Somebody must be left to run the site. Make another person an administrator first.")
        )


def _log(
    person: User, by: User, verb: PersonVerb, before: Mapping[str, object], after: Mapping[str, object]
) -> None:
    PersonActivity.objects.create(
        person=person, actor=by, verb=verb, changes={"before": dict(before), "after": dict(after)}
    )
