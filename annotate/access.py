"""The one door to the rows of a project.

Strangers get Http404, so that they cannot learn which projects exist; members whose role does not
allow the act get PermissionDenied. Whatever is nested is looked up inside its parent.
"""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.actions.entries import purpose_of
from annotate.actions.importing.recleaning import KINDS
from annotate.actions.parts import Work
from annotate.actions.talking import member_for
from annotate.models import (
    Activity,
    Assignment,
    Entry,
    Invitation,
    Kind,
    Label,
    LabelSetVersion,
    Membership,
    Participation,
    PendingImport,
    Project,
    RelationKind,
    Span,
    Verb,
)
from annotate.models.door import part_of
from annotate.models.projects import ROLE_NAMES
from annotate.models.pulse import pulse_of
from annotate.roles import Act, Role, may
from articles.models import ImportRun
from jobs.models import Job


class SecondFactorNeeded(PermissionDenied):
    """A member must set up a second factor before this project opens."""


def member_of(user: User, slug: str, act: Act) -> Membership:
    """Return the membership by which ``user`` may do ``act`` in the project, project included."""
    membership = (
        Membership.objects.filter(user=user, project__slug=slug, removed_at=None, project__deleted_at=None)
        .select_related("project")
        .first()
    )
    if membership is None:
        raise Http404(_("There is no such project, or you are not a member of it."))
    _admit(user, membership.project)
    _check(membership.role, act)
    membership.user = user
    return membership


def unmanaged_project_of(user: User, slug: str) -> Project:
    """Return a project that nobody can manage any more; there is none but for administrators of the site."""
    found = Project.objects.unmanaged().filter(slug=slug).first() if user.is_superuser else None
    if found is None:
        raise Http404(_("There is no such project, or somebody manages it."))
    return found


def is_member(user: User, slug: str) -> bool:
    """Whether this person belongs to the project."""
    return Project.objects.of(user).filter(slug=slug).exists()


def first_sample_of(user: User) -> Entry | None:
    """Return the first of the made-up articles, if this person has them, with its project."""
    entries = Entry.objects.live().filter(project__in=Project.objects.of(user), project__is_sample=True)
    return entries.select_related("project").order_by("pk").first()


def own_activity(user: User, slug: str, activity: int) -> Activity:
    """Return what this person did to a project, to take it back: mostly a manager's act.

    The project may have been deleted by it.
    """
    mine = Membership.objects.filter(user=user, project__slug=slug, removed_at=None)
    membership = mine.select_related("project").first()
    if membership is None:
        raise Http404(_("There is no such project, or you are not a member of it."))
    _admit(user, membership.project)
    _check(membership.role, Act.ADJUDICATE)
    found = (
        Activity.objects.filter(pk=activity, project=membership.project_id, actor=user)
        .select_related("project")
        .first()
    )
    if found is None:
        raise Http404(_("There is nothing of yours to undo here."))
    if found.verb != Verb.RETURN:
        _check(membership.role, Act.MANAGE)
    return found


def member_in(manager: Membership, member: int, *, or_former: bool = False) -> Membership:
    """Return a member of the manager's own project; ``or_former`` takes who has left as well."""
    members = Membership.objects.filter(pk=member, project=manager.project)
    found = (members if or_former else members.filter(removed_at=None)).select_related("user").first()
    if found is None:
        raise Http404(_("There is no such member of this project."))
    found.project = manager.project
    return found


def invitation_in(manager: Membership, invitation: int) -> Invitation:
    """Return an invitation to the manager's own project."""
    found = Invitation.objects.filter(pk=invitation, project=manager.project).first()
    if found is None:
        raise Http404(_("There is no such invitation to this project."))
    found.project = manager.project
    return found


def pending_of(member: Membership, pending: int) -> PendingImport:
    """Return an upload of this member's own that waits to be imported into the project."""
    found = (
        PendingImport.objects.waiting()
        .filter(pk=pending, project=member.project, uploaded_by=member.user_id)
        .first()
    )
    if found is None:
        raise Http404(_("There is no such upload, or it has waited for more than a day. Upload it again."))
    found.project = member.project
    return found


def import_in(member: Membership, activity: int) -> Activity:
    """Return an import of tags into the member's project."""
    found = (
        Activity.objects.filter(pk=activity, project=member.project, verb=Verb.IMPORT)
        .select_related("undone_by", "actor")
        .first()
    )
    if found is None:
        raise Http404(_("There is no such import."))
    found.project = member.project
    return found


def label_in(manager: Membership, label: int) -> Label:
    """Return a label of the manager's own project, archived or not."""
    found = Label.objects.filter(pk=label, project=manager.project).first()
    if found is None:
        raise Http404(_("There is no such label in this project."))
    return found


def relation_kind_in(manager: Membership, relation: int) -> RelationKind:
    """Return a kind of link of the manager's own project, archived or not."""
    found = RelationKind.objects.filter(pk=relation, project=manager.project).first()
    if found is None:
        raise Http404(_("There is no such kind of link in this project."))
    return found


def label_set_version_in(manager: Membership, version: int) -> LabelSetVersion:
    """Return a version of the label set of the manager's own project."""
    versions = LabelSetVersion.objects.filter(project=manager.project).select_related("made_by")
    found = versions.filter(pk=version).first()
    if found is None:
        raise Http404(_("There is no such version of the labels."))
    return found


def deleted_project_of(user: User, slug: str) -> Project:
    """Return a deleted project that this person may restore."""
    membership = (
        Membership.objects.filter(user=user, project__slug=slug, removed_at=None)
        .exclude(project__deleted_at=None)
        .select_related("project")
        .first()
    )
    if membership is None:
        raise Http404(_("There is no such project, or you are not a member of it."))
    _admit(user, membership.project)
    _check(membership.role, Act.MANAGE)
    return membership.project


def entry_in(manager: Membership, entry: int) -> Entry:
    """Return an entry of the manager's own project, also one that has been taken out, with its article."""
    found = Entry.objects.filter(project=manager.project, pk=entry).select_related("article").first()
    if found is None:
        raise Http404(_("There is no such article in this project."))
    return found


def entry_of(user: User, slug: str, entry: int, act: Act) -> tuple[Membership, Entry]:
    """Return the membership and the entry, with its article and pinned revision."""
    membership = member_of(user, slug, act)
    found = (
        Entry.objects.live()
        .filter(project=membership.project, pk=entry)
        .select_related("article", "revision")
        .first()
    )
    if found is None:
        raise Http404(_("There is no such article in this project."))
    found.project = membership.project
    return membership, found


def import_of(user: User, slug: str, run: int) -> tuple[Membership, ImportRun]:
    """Return the membership, and an import that this person has begun in the project."""
    membership = member_of(user, slug, Act.IMPORT)
    own = ImportRun.objects.filter(started_by=user, purpose=purpose_of(membership.project))
    found = own.filter(pk=run).first()
    if found is None:
        raise Http404(_("There is no such import."))
    return membership, found


def recleaning_of(user: User, slug: str, job: int, kind: str = "") -> tuple[Membership, Job]:
    """Return the membership, and a run over the project's articles that cleans them again."""
    membership = member_of(user, slug, Act.MANAGE)
    kinds = [kind] if kind else KINDS
    found = Job.objects.filter(pk=job, kind__in=kinds, subject=purpose_of(membership.project)).first()
    if found is None:
        raise Http404(_("There is no such run."))
    return membership, found


def work_of(user: User, slug: str, entry: int, act: Act) -> Work:
    """Return the member's work on an entry by one query: this door stands before every tag."""
    part = part_of(user.pk, slug, entry)
    if part is None:
        raise Http404(_("There is no such article in this project, or you are not a member of it."))
    _admit(user, part.entry.project)
    _check(part.role, act)
    return Work(part.entry, user, Role(part.role), part.assignment, part.state, is_talked_about=part.talked)


class Glance(NamedTuple):
    """Work of which little has been read: how it stands, no text. ``newest`` is the newest wording's key."""

    work: Work
    newest: int
    is_talked_about: bool


def glance_at(user: User, slug: str, entry: int) -> Glance:
    """Return how a member's work on an entry stands, by one query: open pages ask it all day."""
    found = pulse_of(user.pk, slug, entry)
    if found is None:
        raise Http404(_("There is no such article in this project, or you are not a member of it."))
    part = found.part
    _admit(user, part.entry.project)
    _check(part.role, Act.SEE)
    work = Work(part.entry, user, Role(part.role), part.assignment, part.state)
    return Glance(work, found.newest, found.is_talked_about)


def past_of(user: User, slug: str, entry: int, activity: int) -> tuple[Work, Activity]:
    """Return the member's work on an entry, and an act of its history that they may know of."""
    work = work_of(user, slug, entry, Act.TAG)
    acts = Activity.objects.visible_to(member_for(work)).filter(assignment__entry=work.entry)
    found = acts.filter(pk=activity).select_related("assignment").first()
    if found is None:
        raise Http404(_("There is no such act in the history of this article."))
    return work, found


def past_span_of(
    user: User, slug: str, entry: int, activity: int, number: int
) -> tuple[Work, Activity, Span]:
    """Return the same, and a span of the work that the act belongs to, deleted or not."""
    work, act = past_of(user, slug, entry, activity)
    spans = Span.objects.visible_to(member_for(work)).filter(assignment=act.assignment, number=number)
    found = spans.select_related("assignment").first()
    if found is None:
        raise Http404(_("There is no such tag in the history of this article."))
    return work, act, found


def deleted_span_of(user: User, slug: str, span: int) -> tuple[Work, Span]:
    """Return a span of the project, deleted or restored since, and the member's work on its article."""
    member = member_of(user, slug, Act.TAG)
    spans = Span.objects.visible_to(member).filter(pk=span, assignment__is_current=True)
    found = spans.select_related("assignment").first()
    if found is None:
        raise Http404(_("There is no such tag in the trash of this project."))
    return work_of(user, slug, found.assignment.entry_id, Act.TAG), found


def gold_of(user: User, slug: str, entry: int) -> Work:
    """Return an adjudicator's work on the gold of an entry; nobody may have begun it yet."""
    membership, found = entry_of(user, slug, entry, Act.ADJUDICATE)
    gold = Assignment.objects.filter(entry=found, kind=Kind.GOLD, is_current=True).first()
    part = Participation.objects.filter(assignment=gold, user=user).first() if gold else None
    if gold is not None:
        gold.entry = found
    return Work(found, user, Role(membership.role), gold, part.state if part else "")


def _admit(user: User, project: Project) -> None:
    """Stop members whom a password alone lets in, where the project asks for more; costs no query."""
    if project.second_factor_required and not user.has_second_factor:
        raise SecondFactorNeeded(
            _(
                "The project “%(name)s” asks its members for a second factor."
                " Set one up on your account page, then come back."
            )
            % {"name": project.name}
        )


def _check(role: str, act: Act) -> None:
    if not may(role, act):
        raise PermissionDenied(
            _("Your role in this project is %(role)s. It does not allow this. Ask a manager of the project.")
            % {"role": ROLE_NAMES[Role(role)]}
        )
