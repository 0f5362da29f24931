"""Links by which people come into a team."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.people import add_person
from accounts.actions.tokens import digest_of, new_token
from accounts.models import User
from annotate.actions.activities import log
from annotate.actions.people.members import admit
from annotate.models import Activity, Invitation, Membership, Project, Verb
from annotate.roles import Role


class InvitationClosed(ValidationError):
    """The link lets nobody in any more. Nothing that its visitor could write would change that."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This invitation has been used up or revoked, or its time is over."
                " Ask the team for another link."
            )
        )


@transaction.atomic
def invite(project: Project, by: User, *, role: Role, days: int, seats: int) -> str:
    """Return the token of a new link that lets up to ``seats`` people in within ``days`` days."""
    token, digest = new_token()
    invitation = Invitation.objects.create(
        project=project,
        role=role,
        token_sha256=digest,
        seats=seats,
        expires_at=timezone.now() + timedelta(days=days),
        created_by=by,
    )
    log(invitation, by, Verb.INVITE, {}, {"role": role, "days": days, "seats": seats})
    return token


@transaction.atomic
def revoke(invitation: Invitation, by: User) -> Activity:
    """Let nobody else in by this link. Who came by it stays."""
    mine = Invitation.objects.filter(pk=invitation.pk, revoked_at=None)
    if not mine.update(revoked_at=timezone.now()):
        raise ValidationError(_("This invitation has been revoked already."))
    return log(invitation, by, Verb.REVOKE, {"revoked": False}, {"revoked": True})


def withdraw(token: str, by: User) -> Activity:
    """Revoke an invitation that never reached its person."""
    return revoke(Invitation.objects.get(token_sha256=digest_of(token)), by)


@transaction.atomic
def reopen_invitation(invitation: Invitation, by: User) -> Activity:
    """Take a revocation back: the same link lets people in again until its time is over."""
    mine = Invitation.objects.filter(pk=invitation.pk, revoked_at__isnull=False)
    if not mine.update(revoked_at=None):
        raise ValidationError(_("This invitation is open already."))
    return log(invitation, by, Verb.INVITE, {"revoked": True}, {"revoked": False})


def open_invitation(token: str) -> Invitation:
    """Return the invitation behind a link. Raises InvitationClosed if it lets nobody in."""
    invitation = (
        Invitation.objects.open()
        .filter(token_sha256=digest_of(token), project__deleted_at=None)
        .select_related("project", "created_by")
        .first()
    )
    if invitation is None:
        raise InvitationClosed
    return invitation


@transaction.atomic
def join(token: str, user: User) -> Membership:
    """Make ``user`` a member. Raises InvitationClosed if the link lets nobody in.

    Who is a member already keeps their role and takes no seat, and may come by a link that is used up.
    """
    invitation = (
        Invitation.objects.filter(token_sha256=digest_of(token), project__deleted_at=None)
        .select_related("project")
        .first()
    )
    if invitation is None:
        raise InvitationClosed
    # Held, so that a button pressed twice takes one seat.
    Project.objects.select_for_update(no_key=True).get(pk=invitation.project_id)
    present = Membership.objects.filter(project=invitation.project, user=user, removed_at=None).first()
    if present is not None:
        return present
    # The update decides who gets the last seat.
    if not Invitation.objects.open().filter(pk=invitation.pk).update(used=F("used") + 1):
        raise InvitationClosed
    return admit(invitation.project, user, role=Role(invitation.role))


@transaction.atomic
def join_as_new(token: str, *, name: str, password: str) -> Membership:
    """Create a person and make them a member: both, or neither."""
    open_invitation(token)
    return join(token, add_person(name, password=password))
