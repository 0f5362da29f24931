"""Who belongs to a team, and with which role."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.actions.activities import log
from annotate.models import Activity, Membership, Project, Verb
from annotate.roles import Act, Role, may


@transaction.atomic
def change_role(member: Membership, by: User, *, role: Role) -> Activity | None:
    """Give a member another role; None if it is theirs already.

    Raises ValidationError if nobody would be left to manage the project.
    """
    member = _locked(member)
    if member.removed_at is not None:
        raise ValidationError(_("This person is no longer a member. Invite them again."))
    before = member.role
    if before == role:
        return None
    member.role = role
    member.save(update_fields=["role"])
    _keep_a_manager(member.project)
    return log(member, by, Verb.ROLE, {"role": before}, {"role": role})


@transaction.atomic
def remove_member(member: Membership, by: User) -> Activity:
    """End a membership. The person's work stays, and they can be put back.

    Raises ValidationError if nobody would be left to manage the project.
    """
    member = _locked(member)
    if member.removed_at is not None:
        raise ValidationError(_("This person is no longer a member."))
    member.removed_at = timezone.now()
    member.save(update_fields=["removed_at"])
    _keep_a_manager(member.project)
    return log(member, by, Verb.REMOVE, {"removed": False}, {"removed": True})


@transaction.atomic
def put_back_member(member: Membership, by: User) -> Activity:
    """Make somebody a member again, with the role they had."""
    member = _locked(member)
    if member.removed_at is None:
        raise ValidationError(_("This person is a member already."))
    member.removed_at = None
    member.save(update_fields=["removed_at"])
    return log(member, by, Verb.JOIN, {"removed": True}, {"removed": False})


@transaction.atomic
def take_charge(project: Project, by: User) -> Membership:
    """Make an administrator of the site a manager of a project that nobody can manage any more.

    Raises Project.DoesNotExist if somebody can, or the project is gone.
    """
    held = Project.objects.select_for_update(no_key=True, of=("self",)).unmanaged().get(pk=project.pk)
    member = admit(held, by, role=Role.MANAGER)
    if member.role != Role.MANAGER:
        change_role(member, by, role=Role.MANAGER)
        member.refresh_from_db()
    return member


def admit(project: Project, user: User, *, role: Role) -> Membership:
    """Make ``user`` a member with ``role``; who is one already keeps theirs.

    Call inside a transaction. The lock on the project keeps handles apart.
    """
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    member = Membership.objects.filter(project=project, user=user).first()
    if member is not None and member.removed_at is None:
        return member
    if member is None:
        member = Membership(project=project, user=user, handle=_free_handle(project, role))
    before: dict[str, object] = {"removed": True} if member.pk else {}
    member.role, member.removed_at = role, None
    member.save()
    log(member, user, Verb.JOIN, before, {"role": role})
    return member


def _free_handle(project: Project, role: Role) -> str:
    """Return the next number in the order of coming; handles stay with their people for ever."""
    stem = f"{role}-"
    taken = Membership.objects.filter(project=project, handle__startswith=stem)
    ends = [handle.removeprefix(stem) for handle in taken.values_list("handle", flat=True)]
    return f"{stem}{max((int(end) for end in ends if end.isdecimal()), default=0) + 1}"


def _locked(member: Membership) -> Membership:
    """Return the row as it is now. The lock is the project's: two managers may leave together."""
    Project.objects.select_for_update(no_key=True).get(pk=member.project_id)
    return Membership.objects.select_related("project", "user").get(pk=member.pk)


def _keep_a_manager(project: Project) -> None:
    managing = [role for role in Role if may(role, Act.MANAGE)]
    left = Membership.objects.filter(
        project=project, role__in=managing, removed_at=None, user__is_active=True
    )
    if not left.exists():
        raise ValidationError(
            _("Somebody must be left to manage the project. Make another member a manager first.")
        )
