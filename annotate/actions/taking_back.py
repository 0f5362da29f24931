"""Taking back what a manager did to a project a moment ago."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.actions.carrying import move_back
from annotate.actions.distribution.distributing import take_back_return
from annotate.actions.distribution.handing_out import call_back, wanted_back
from annotate.actions.entries import put_back, take_out
from annotate.actions.guidelines import restore_guidelines
from annotate.actions.importing.annotated_undo import take_back_import
from annotate.actions.label_sets import take_back_labels
from annotate.actions.locks import hold
from annotate.actions.people.invitations import reopen_invitation
from annotate.actions.people.members import change_role, put_back_member
from annotate.actions.people.transferring import take_back_transfer
from annotate.actions.problems import Conflict
from annotate.actions.projects import FIELDS, change_settings, restore_project
from annotate.actions.seats import take_place
from annotate.models import Activity, Assignment, Entry, Invitation, Membership, Project, Verb
from annotate.roles import Role


@transaction.atomic
def take_back(activity: Activity, by: User) -> None:
    """Undo one act on a project or its team. Doing it twice is doing it once.

    Raises ValidationError if the thing has been changed since, or if such an act has no way back.
    """
    Project.objects.select_for_update(no_key=True).get(pk=activity.project_id)
    if Activity.objects.filter(undoes=activity).exists():
        return
    whole = _AS_A_WHOLE.get(Verb(activity.verb))
    if whole is not None:
        whole(activity, by)
        return
    if activity.verb not in _WAYS_BACK:
        raise ValidationError(_("This cannot be undone."))
    last = Activity.objects.filter(project=activity.project_id).order_by("-pk").first()
    for change in activity.changes:
        try:
            _WAYS_BACK[Verb(activity.verb)](activity.project, change, by)
        except Conflict as conflict:
            raise ValidationError(conflict.message) from conflict
    _link(activity, by, since=last.pk if last else 0)


def _entries_back(activity: Activity, by: User) -> None:
    """Put articles back that were taken out, or the other way round; as many as are still so."""
    act = put_back if activity.verb == Verb.TAKE_OUT else take_out
    made = act(activity.project, [change["id"] for change in activity.changes], by)
    if made is None:
        raise ValidationError(_("This has been changed since, so it cannot be undone. Change it again."))
    made.undoes = activity
    made.save(update_fields=["undoes"])


def _link(activity: Activity, by: User, *, since: int) -> None:
    """Note which act the newest one takes back, so that it is taken back once."""
    made = Activity.objects.filter(project=activity.project_id, actor=by, pk__gt=since).order_by("pk").first()
    if made is not None:
        made.undoes = activity
        made.save(update_fields=["undoes"])


def _role_back(project: Project, change: dict[str, Any], by: User) -> None:
    member = Membership.objects.get(project=project, pk=change["id"])
    _same(member.role, change["after"]["role"])
    change_role(member, by, role=Role(change["before"]["role"]))


def _member_back(project: Project, change: dict[str, Any], by: User) -> None:
    put_back_member(Membership.objects.get(project=project, pk=change["id"]), by)


def _invitation_back(project: Project, change: dict[str, Any], by: User) -> None:
    reopen_invitation(Invitation.objects.get(project=project, pk=change["id"]), by)


def _settings_back(project: Project, change: dict[str, Any], by: User) -> None:
    if change["thing"] == "entries":
        wanted_back(project, change, by)
        return
    if not set(change["after"]) <= set(FIELDS):  # the guidelines, when they were a setting
        raise ValidationError(_("This cannot be undone."))
    for field, value in change["after"].items():
        _same(getattr(project, field), value)
    change_settings(project, by, **change["before"])


def _guidelines_back(project: Project, change: dict[str, Any], by: User) -> None:
    _same(project.guidelines_version, change["after"]["version"])
    restore_guidelines(project, by, change["before"]["version"])


def _project_back(project: Project, _change: dict[str, Any], by: User) -> None:
    restore_project(project, by)


def _pin_back(project: Project, change: dict[str, Any], by: User) -> None:
    move_back(Entry.objects.get(project=project, pk=change["id"]), change, by)


def _places_back(project: Project, change: dict[str, Any], by: User) -> None:
    if change["thing"] == "assignment":
        raise ValidationError(_("This cannot be undone."))
    call_back(project, change["after"]["ids"], by)


def _release_back(project: Project, change: dict[str, Any], by: User) -> None:
    if change["thing"] != "assignment":
        raise ValidationError(_("This cannot be undone."))
    work = _work(project, change)
    if work.reviewer is not None:
        take_place(hold(work.entry), work.reviewer, by=by)


def _return_back(project: Project, change: dict[str, Any], by: User) -> None:
    work, after = _work(project, change), change["after"]
    _same((work.state, work.change_number), (after["state"], after.get("number")))
    take_back_return(work, by, change["before"])


def _labels_back(project: Project, change: dict[str, Any], by: User) -> None:
    take_back_labels(project, by, before=change["before"]["version"], after=change["after"]["version"])


def _work(project: Project, change: dict[str, Any]) -> Assignment:
    current = Assignment.objects.filter(entry__project=project, is_current=True)
    work = current.filter(pk=change["id"]).select_related("entry", "reviewer").first()
    if work is None:
        raise ValidationError(_("This has been changed since, so it cannot be undone. Change it again."))
    return work


def _same(now: object, then: object) -> None:
    if now != then:
        raise ValidationError(_("This has been changed since, so it cannot be undone. Change it again."))


#: How an act is taken back that is one however many things it changed.
_AS_A_WHOLE = {
    Verb.IMPORT: take_back_import,
    Verb.TRANSFER: take_back_transfer,
    Verb.TAKE_OUT: _entries_back,
    Verb.PUT_BACK: _entries_back,
}
#: How each change of an act is taken back.
_WAYS_BACK = {
    Verb.ROLE: _role_back,
    Verb.REMOVE: _member_back,
    Verb.REVOKE: _invitation_back,
    Verb.SETTINGS: _settings_back,
    Verb.GUIDELINES: _guidelines_back,
    Verb.TRASH: _project_back,
    Verb.MOVE_PIN: _pin_back,
    Verb.ASSIGN: _places_back,
    Verb.RELEASE: _release_back,
    Verb.RETURN: _return_back,
    Verb.LABELS: _labels_back,
}
