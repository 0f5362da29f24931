"""What every way of signing in ends with."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.adapters import is_of_this_site
from accounts.models import User


def enter(request: HttpRequest, person: User, *, then: str = "") -> HttpResponse:
    """Sign ``person`` in, and send them to ``then``, an address of this site, or home.

    Who has a second factor is asked for it first.
    """
    response: HttpResponse = perform_login(request, Login(user=person, redirect_url=then or None))
    return response


def address_after(request: HttpRequest) -> str:
    """Return where the visitor wanted to go, if that is a page of this site, else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_of_this_site(request, wanted) else ""


def on(request: HttpRequest) -> HttpResponse:
    """Send somebody who is signed in already to where they wanted to go."""
    return redirect(address_after(request) or "home")
