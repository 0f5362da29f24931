"""What every way of signing in ends with."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User

FIRST_VISIT = "first_visit"  # in the session: this person has never been here before
LANGUAGE_SECONDS = 365 * 24 * 3600


def enter(request: HttpRequest, person: User, *, then: str = "") -> HttpResponse:
    """Sign ``person`` in, and send them to ``then``, an address of this site, or home."""
    is_first = person.last_login is None
    login(request, person)
    if is_first:
        request.session[FIRST_VISIT] = True
    response = redirect(then or "home")
    if person.language:
        keep_language(response, person.language)
    return response


def keep_language(response: HttpResponse, language: str) -> None:
    """Let this browser's pages come in ``language``; empty: in the one that the browser asks for."""
    if not language:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=LANGUAGE_SECONDS,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )


def address_after(request: HttpRequest) -> str:
    """Return where the visitor wanted to go, if that is a page of this site, else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else ""
