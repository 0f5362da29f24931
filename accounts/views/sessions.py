"""In which browsers somebody is signed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.sessions import end_others, end_session, open_sessions
from accounts.devices import device_of
from accounts.models import User


@require_safe
@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    """List the browsers, the present one first."""
    person = request.user
    assert isinstance(person, User)  # noqa: S101 - LoginRequiredMiddleware turns others away
    here = request.session.session_key
    rows = [
        {"session": one, "device": device_of(one.device), "is_here": one.session_key == here}
        for one in open_sessions(person)
    ]
    rows.sort(key=lambda row: not row["is_here"])
    return render(request, "accounts/sessions.html", {"rows": rows})


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End one session of one's own, or all but this one."""
    person = request.user
    assert isinstance(person, User)  # noqa: S101 - as above
    ref = request.POST.get("ref", "")
    here = request.session.session_key or ""
    if not ref:
        ended = end_others(person, here)
        sentence = ngettext(
            "You have been signed out of %(count)d other browser.",
            "You have been signed out of %(count)d other browsers.",
            ended,
        )
        messages.success(request, sentence % {"count": ended})
    elif end_session(person, ref, here):
        messages.success(request, _("You have been signed out of that browser."))
    else:
        messages.info(request, _("That browser is signed out already."))
    return redirect("sessions")
