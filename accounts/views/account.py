"""A person's own page, and the language of the site."""

from http import HTTPStatus

from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.people import change_password, change_profile, choose_language
from accounts.actions.sessions import end_others, open_sessions
from accounts.forms import LanguageForm, PasswordForm, ProfileForm
from accounts.models import User
from accounts.preferences import keep_language
from accounts.views.entering import address_after


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show who is signed in, what they have chosen, and how their account is kept safe."""
    return _account(request)


def _account(
    request: HttpRequest,
    *,
    profile_form: ProfileForm | None = None,
    password_form: PasswordForm | None = None,
) -> HttpResponse:
    person = _me(request)
    has_password = person.has_usable_password()
    chosen = {
        "display_name": person.display_name,
        "language": person.language,
        "time_zone": person.time_zone,
    }
    page = {
        "profile_form": profile_form or ProfileForm(initial=chosen),
        "form": password_form or PasswordForm(has_password=has_password),
        "has_password": has_password,
        "has_mail": settings.HAS_MAIL,
        "address": EmailAddress.objects.filter(user=person, verified=True).first(),
        "has_keys": person.keys["enabled"],
        "session_count": open_sessions(person).count(),
    }
    bad = profile_form is not None or password_form is not None
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bad else HTTPStatus.OK
    return render(request, "accounts/account.html", page, status=status)


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - LoginRequiredMiddleware turns others away
    return request.user


@require_POST
def profile(request: HttpRequest) -> HttpResponse:
    """Keep a display name, a language and a time zone."""
    form = ProfileForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            change_profile(
                _me(request),
                display_name=data["display_name"],
                language=data["language"],
                time_zone=data["time_zone"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            response = redirect("account")
            keep_language(response, data["language"])
            return response
    return _account(request, profile_form=form)


@sensitive_post_parameters()
@require_POST
def password(request: HttpRequest) -> HttpResponse:
    """Set or change one's password; whoever is signed in elsewhere must sign in again."""
    person = _me(request)
    form = PasswordForm(request.POST, has_password=person.has_usable_password())
    if not ratelimit.consume(request, action="reauthenticate", user=person):
        form.add_error(None, _("Too many attempts have failed. Wait a minute and try again."))
    elif form.is_valid():
        data = form.cleaned_data
        try:
            change_password(person, new=data["password"], old=data.get("old", ""))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            update_session_auth_hash(request, person)
            end_others(person, request.session.session_key or "")
            messages.success(request, _("Your password is set. You can sign in with it from now on."))
            return redirect("account")
    return _account(request, password_form=form)


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages: for this browser, and for the person who is signed in."""
    form = LanguageForm(request.POST)
    response = redirect(address_after(request) or "home")
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["language"])))
        return response
    chosen = form.cleaned_data["language"]
    if isinstance(request.user, User):
        choose_language(request.user, chosen)
    keep_language(response, chosen)
    return response
