"""Coming into a team by an invitation."""

import time
from http import HTTPStatus
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.adapters import MAY_SIGN_UP
from accounts.forms import NewPersonForm
from accounts.models import User
from accounts.views.entering import enter
from annotate.actions.people.invitations import InvitationClosed, join, join_as_new, open_invitation
from annotate.models.projects import ROLE_NAMES
from annotate.roles import Role

SIGN_UP_SECONDS = 15 * 60  # to come back from a sign-in service as a new person


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
        if user is None and settings.VOUCHER:
            request.session[MAY_SIGN_UP] = time.time() + SIGN_UP_SECONDS
    except InvitationClosed as closed:
        problem = {"problem": closed.messages}
        return render(request, "annotate/join.html", problem, status=HTTPStatus.GONE)
    page = {
        "form": form,
        "invitation": invitation,
        "role": ROLE_NAMES[Role(invitation.role)],
        "voucher": settings.VOUCHER,
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
