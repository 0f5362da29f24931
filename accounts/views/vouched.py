"""Signing in through an OpenID Connect provider, if the operator has named one."""

from collections.abc import Callable
from functools import wraps

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

View = Callable[[HttpRequest, str], HttpResponse]


def _reaches_out(view: View) -> View:
    """Wrap a view that asks the provider something: that it does not answer is nobody's fault here."""

    @wraps(view)
    def answer(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except (OSError, KeyError, TypeError, ValueError):  # requests' own errors are OSErrors
            messages.error(
                request, _("The sign-in service does not answer as it should. Try again, or use a password.")
            )
            return redirect("sign-in")

    return answer


@login_not_required
@never_cache
@require_safe
@_reaches_out
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the provider."""
    answer: HttpResponse = openid_connect.login(request, provider_id)
    return answer


@login_not_required
@never_cache
@require_safe
@_reaches_out
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take in what the provider says about whoever comes back from it."""
    answer: HttpResponse = openid_connect.callback(request, provider_id)
    return answer


@login_not_required
@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    """Lead back to the sign-in page somebody who has changed their mind at the provider."""
    messages.info(request, _("You have not signed in."))
    return redirect("sign-in")


def connections(_request: HttpRequest) -> HttpResponse:
    """Lead to one's own page: there is one provider, and nothing to choose."""
    return redirect("account")
