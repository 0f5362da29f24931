"""Signing in by name and password or by a link, and signing out."""

from http import HTTPStatus
from uuid import UUID, uuid4

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.links import is_usable, use_sign_in_link
from accounts.forms import SignInForm
from accounts.models import User
from accounts.views.entering import address_after, enter, on


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; a failure does not tell which of the two was wrong."""
    if request.user.is_authenticated:
        return on(request)
    then = address_after(request)
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            person = person_of(request, form)
        except ValidationError as error:
            form.errors.clear()  # one sentence for every reason
            form.add_error(None, error)
        else:
            came: HttpResponse = perform_password_login(
                request, {"username": person.username}, Login(user=person, redirect_url=then or None)
            )
            return came
    page = {"form": form, "next": then, "voucher": settings.VOUCHER, "has_mail": settings.HAS_MAIL}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/sign_in.html", page, status=status)


def person_of(request: HttpRequest, form: SignInForm) -> User:
    """Return whose name and password these are; raises ValidationError if they do not go together."""
    if form.is_valid():
        name, password = form.cleaned_data["name"], form.cleaned_data["password"]
        person = get_adapter().authenticate(request, username=name, password=password)
        if isinstance(person, User):
            return person
    raise ValidationError(_("This name and this password do not go together. Check both and try again."))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session of this browser."""
    logout(request)
    return redirect("sign-in")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button, so that whatever looks at the link beforehand does not spend it; it signs in once."""
    if request.method != "POST":
        page = {"is_usable": is_usable(token), "request_id": uuid4()}
        status = HTTPStatus.OK if page["is_usable"] else HTTPStatus.GONE
        return render(request, "accounts/sign_in_link.html", page, status=status)
    try:
        person = use_sign_in_link(token, request=_uuid(request.POST.get("request", "")))
    except ValidationError:
        page = {"is_usable": False}
        return render(request, "accounts/sign_in_link.html", page, status=HTTPStatus.GONE)
    return enter(request, person)


def _uuid(word: str) -> UUID | None:
    try:
        return UUID(word)
    except ValueError:
        return None
