"""Signing in through an OpenID Connect provider, if the operator has named one.

What speaks with it is loaded when it is needed: few sites have one.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

View = Callable[[HttpRequest, str], HttpResponse]
_THEIRS = "allauth.socialaccount.providers.openid_connect.views"


def _reaches_out(view: View) -> View:
    """Wrap a view that asks the provider something: that it does not answer is nobody's fault here."""

    @wraps(view)
    def answer(request: HttpRequest, provider_id: str) -> HttpResponse:
        if settings.VOUCHER is None:
            raise Http404(_("This site knows no sign-in service."))
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
    answer: HttpResponse = import_string(f"{_THEIRS}.login")(request, provider_id)
    return answer


@login_not_required
@never_cache
@require_safe
@_reaches_out
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take in what the provider says about whoever comes back from it."""
    answer: HttpResponse = import_string(f"{_THEIRS}.callback")(request, provider_id)
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
