"""The team of a project: who is in it, and the links that let others in."""

from http import HTTPStatus
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import NewPersonForm
from accounts.models import User
from accounts.views.entering import enter
from annotate.access import invitation_in, member_in, member_of
from annotate.actions.invitations import InvitationClosed, invite, join, join_as_new, open_invitation, revoke
from annotate.actions.members import change_role, remove_member
from annotate.forms.projects import InvitationForm, RoleForm
from annotate.models import Invitation, Membership
from annotate.models.projects import ROLE_NAMES
from annotate.roles import Act, Role, may
from annotate.views.http import Request
from annotate.views.projects import frame
from annotate.views.rights import rights
from annotate.views.undoing import say

FRESH_LINK = "fresh_invitation"  # in the session, until it has been shown once
PER_PAGE = 100  # members
MOST_INVITATIONS = 100  # the newest ones


@require_safe
def team(request: Request, slug: str) -> HttpResponse:
    """Show the members; to managers also the invitations."""
    member = member_of(request.user, slug, Act.SEE)
    return _team(request, member, InvitationForm())


def _team(
    request: Request, member: Membership, form: InvitationForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    may_manage = may(member.role, Act.MANAGE)
    page = {
        **frame(member),
        "members": _members(member, request.GET.get("page", "1")),
        "invitations": _invitations(member) if may_manage else [],
        "form": form,
        "roles": [(role.value, ROLE_NAMES[role]) for role in Role],
        "rights": rights(),
        "fresh_link": request.session.pop(FRESH_LINK, "") if may_manage else "",
    }
    return render(request, "annotate/team.html", page, status=status)


def _members(member: Membership, number: str) -> Page[Membership]:
    found = member.project.memberships.filter(removed_at=None).select_related("user")
    return Paginator(found, PER_PAGE).get_page(number)


def _invitations(member: Membership) -> list[Invitation]:
    found = member.project.invitations.select_related("created_by")[:MOST_INVITATIONS]
    return list(found)


@require_POST
def team_invite(request: Request, slug: str) -> HttpResponse:
    """Make a link; it is shown once, on the next page."""
    member = member_of(request.user, slug, Act.MANAGE)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _team(request, member, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    data = form.cleaned_data
    token = invite(
        member.project, request.user, role=Role(data["role"]), days=data["days"], seats=data["seats"]
    )
    request.session[FRESH_LINK] = request.build_absolute_uri(reverse("join", args=[token]))
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
        words = {"name": person.user.username, "role": ROLE_NAMES[Role(form.cleaned_data["role"])]}
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
    words = {"name": person.user.username}
    say(request, _("%(name)s has been removed from the team. Their work stays.") % words, done)
    return redirect("team", slug)


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def join_page(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody in who has come by an invitation: with one button, or as a new person."""
    user = request.user if isinstance(request.user, User) else None
    form = NewPersonForm(request.POST or None)
    try:
        if request.method == "POST" and user is not None:
            return redirect("project", join(token, user).project.slug)
        if request.method == "POST" and form.is_valid():
            came_in = _come_in(request, token, form)
            if came_in is not None:
                return came_in
        invitation = open_invitation(token)
    except InvitationClosed as closed:
        problem = {"problem": closed.messages}
        return render(request, "annotate/join.html", problem, status=HTTPStatus.GONE)
    page = {
        "form": form,
        "invitation": invitation,
        "role": ROLE_NAMES[Role(invitation.role)],
        "sign_in_address": f"{reverse('sign-in')}?{urlencode({'next': request.path})}",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "annotate/join.html", page, status=status)


def _come_in(request: HttpRequest, token: str, form: NewPersonForm) -> HttpResponse | None:
    """Join as the person of this name and password, who may be new; None if the form tells what is wrong.

    Whoever has an account already, or pressed the button twice, is who they say they are; with a
    second factor they prove it first, and join by the button that they find here afterwards.
    """
    name, password = form.cleaned_data["name"], form.cleaned_data["password"]
    try:
        person = get_adapter().authenticate(request, username=name, password=password)
        if isinstance(person, User) and person.has_second_factor:
            open_invitation(token)
            return enter(request, person, then=request.path)
        if isinstance(person, User):
            member = join(token, person)
        else:
            member = join_as_new(token, name=name, password=password)
    except InvitationClosed:
        raise
    except ValidationError as error:
        form.add_error(None, error)
        return None
    return enter(request, member.user, then=reverse("project", args=[member.project.slug]))
