"""The team of a project: who is in it, and the links that let others in."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.letters import send_letter
from annotate.access import invitation_in, member_in, member_of, unmanaged_project_of
from annotate.actions.people.invitations import (
    invite,
    revoke,
    withdraw,
)
from annotate.actions.people.members import change_role, remove_member, take_charge
from annotate.actions.people.transferring import takers_of, transfer_work, with_open_work
from annotate.actions.projects import change_settings
from annotate.forms.projects import InvitationForm, RoleForm, TransferForm
from annotate.models import Membership, Project
from annotate.models.projects import ROLE_NAMES
from annotate.roles import Act, Role, may
from annotate.views.http import Request
from annotate.views.people.rights import rights
from annotate.views.projects import frame
from annotate.views.undoing import say
from articles.importing.sentences import listed

FRESH_LINK = "fresh_invitation"  # in the session, until it has been shown once
PER_PAGE = 100  # members
MOST_FORMER = 100  # the last to leave
MOST_TAKERS = 500  # people to whom work may be handed over
MOST_INVITATIONS = 100  # the newest ones


@require_safe
def team(request: Request, slug: str) -> HttpResponse:
    """Show the members; to managers also the invitations, and who has left."""
    member = member_of(request.user, slug, Act.SEE)
    return _team(request, member, InvitationForm(has_mail=settings.HAS_MAIL))


def _team(
    request: Request, member: Membership, form: InvitationForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    may_manage = may(member.role, Act.MANAGE)
    page = {
        **frame(member),
        "members": _members(member, request.GET.get("page", "1")),
        "form": form,
        "roles": [(role.value, ROLE_NAMES[role]) for role in Role],
        "rights": rights(),
        **(_for_managers(request, member) if may_manage else {"invitations": []}),
    }
    return render(request, "annotate/team.html", page, status=status)


def _members(member: Membership, number: str) -> Page[Membership]:
    found = member.project.memberships.filter(removed_at=None).select_related("user")
    page: Page[Membership] = Paginator(found, PER_PAGE).get_page(number)
    if may(member.role, Act.MANAGE):
        page.object_list = with_open_work(member.project, page.object_list)
    return page


def _for_managers(request: Request, member: Membership) -> dict[str, object]:
    gone = member.project.memberships.exclude(removed_at=None).select_related("user")
    return {
        "invitations": list(member.project.invitations.select_related("created_by")[:MOST_INVITATIONS]),
        "former": with_open_work(member.project, gone.order_by("-removed_at")[:MOST_FORMER]),
        "takers": list(takers_of(member.project).select_related("user")[:MOST_TAKERS]),
        "fresh_link": request.session.pop(FRESH_LINK, ""),
    }


@require_POST
def team_invite(request: Request, slug: str) -> HttpResponse:
    """Make a link, which is shown once, on the next page; or send each address a link of its own."""
    member = member_of(request.user, slug, Act.MANAGE)
    form = InvitationForm(request.POST, has_mail=settings.HAS_MAIL)
    if not form.is_valid():
        return _team(request, member, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    data = form.cleaned_data
    role, days, addresses = Role(data["role"]), data["days"], data.get("emails", [])
    if addresses:
        _send(request, member, addresses, role=role, days=days)
        return redirect("team", slug)
    token = invite(member.project, request.user, role=role, days=days, seats=data["seats"])
    request.session[FRESH_LINK] = _join_address(request, token)
    return redirect("team", slug)


def _join_address(request: Request, token: str) -> str:
    return request.build_absolute_uri(reverse("join", args=[token]))


def _send(request: Request, member: Membership, addresses: list[str], *, role: Role, days: int) -> None:
    """Send every address an invitation for one person, and say which letters have not left."""
    lost = []
    for address in addresses:
        token = invite(member.project, request.user, role=role, days=days, seats=1)
        words = {
            "link": _join_address(request, token),
            "project": member.project.name,
            "who": request.user.name,
            "days": days,
        }
        if not send_letter(address, "annotate/letters/invitation", words):
            lost.append(address)
            withdraw(token, request.user)
    if sent := len(addresses) - len(lost):
        sentence = ngettext("%(count)d invitation is sent.", "%(count)d invitations are sent.", sent)
        messages.success(request, sentence % {"count": sent})
    if lost:
        messages.error(
            request,
            _(
                "The mail server has not taken the letters to %(addresses)s."
                " Make a link and hand it on yourself."
            )
            % {"addresses": listed(lost)},
        )


@require_POST
def team_second_factor(request: Request, slug: str) -> HttpResponse:
    """Ask the members for a second factor, or no longer."""
    member = member_of(request.user, slug, Act.MANAGE)
    wanted = request.POST.get("required") == "yes"
    if wanted and not request.user.has_second_factor:
        messages.error(
            request, _("Set up a second factor of your own first: else you would lock yourself out.")
        )
        return redirect("mfa_index")
    done = change_settings(member.project, request.user, second_factor_required=wanted)
    if wanted:
        say(request, _("Members without a second factor are led to set one up before they go on."), done)
    else:
        say(request, _("A password alone opens this project again."), done)
    return redirect("team", slug)


@require_POST
def member_transfer(request: Request, slug: str, member: int) -> HttpResponse:
    """Hand somebody's open work over to a colleague."""
    manager = member_of(request.user, slug, Act.MANAGE)
    person = member_in(manager, member, or_former=True)
    form = TransferForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a colleague from the list."))
        return redirect("team", slug)
    to = member_in(manager, form.cleaned_data["to"])
    try:
        done = transfer_work(person, to, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("team", slug)
    count = len(done.changes) if done else 0
    words = {"count": count, "name": person.user.name, "to": to.user.name}
    if done is None:
        messages.info(
            request,
            _("Nothing of %(name)s’s work could go to %(to)s: they have work on these articles.") % words,
        )
        return redirect("team", slug)
    sentence = ngettext(
        "%(count)d article of %(name)s is in the hands of %(to)s now. Its tags keep their author.",
        "%(count)d articles of %(name)s are in the hands of %(to)s now. Their tags keep their author.",
        count,
    )
    say(request, sentence % words, done)
    return redirect("team", slug)


@require_POST
def invitation_revoke(request: Request, slug: str, invitation: int) -> HttpResponse:
    """Let nobody else in by a link."""
    member = member_of(request.user, slug, Act.MANAGE)
    try:
        done = revoke(invitation_in(member, invitation), request.user)
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
    else:
        say(request, _("The invitation is revoked: its link lets nobody in any more."), done)
    return redirect("team", slug)


@require_POST
def team_take_charge(request: Request, slug: str) -> HttpResponse:
    """Let an administrator of the site manage a project that nobody can manage any more."""
    unmanaged = unmanaged_project_of(request.user, slug)
    try:
        take_charge(unmanaged, request.user)
    except Project.DoesNotExist:
        messages.error(request, _("Somebody manages this project already."))
        return redirect("projects")
    messages.success(request, _("You manage “%(name)s” now.") % {"name": unmanaged.name})
    return redirect("team", slug)


@require_POST
def member_role(request: Request, slug: str, member: int) -> HttpResponse:
    """Give a member another role."""
    manager = member_of(request.user, slug, Act.MANAGE)
    person = member_in(manager, member)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the roles in the list."))
        return redirect("team", slug)
    try:
        done = change_role(person, request.user, role=Role(form.cleaned_data["role"]))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        words = {"name": person.user.name, "role": ROLE_NAMES[Role(form.cleaned_data["role"])]}
        say(request, _("%(name)s is %(role)s now.") % words, done)
    return redirect("team", slug)


@require_POST
def member_remove(request: Request, slug: str, member: int) -> HttpResponse:
    """End a membership; the person's work stays."""
    manager = member_of(request.user, slug, Act.MANAGE)
    person = member_in(manager, member)
    try:
        done = remove_member(person, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("team", slug)
    if person.user_id == request.user.pk:
        messages.success(request, _("You have left the project “%(name)s”.") % {"name": manager.project.name})
        return redirect("projects")
    words = {"name": person.user.name}
    say(request, _("%(name)s has been removed from the team. Their work stays.") % words, done)
    return redirect("team", slug)
