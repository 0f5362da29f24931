"""The pages that belong to no app: the way in, whether the site is alive, and what went wrong."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, DisallowedHost, SuspiciousOperation
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe

from accounts.adapters import FIRST_VISIT
from accounts.views.second_factor import WANTED
from annotate.access import SecondFactorNeeded, first_sample_of, is_member
from annotate.views.http import Request, wants_json
from annotate.views.projects import LAST_PROJECT

UNREADABLE = (BadRequest, MultiPartParserError, SuspiciousOperation)  # what was sent with a form
GOOD_SENTENCE = 300  # characters; what is longer was not written for a reader
DJANGOS = " matches the given query."  # how it says that a row is missing


@require_safe
@never_cache
@login_not_required
def health(_request: HttpRequest) -> HttpResponse:
    """Answer "ok" if the database answers, else 503; for proxies and container engines."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse(
            "The database does not answer.\n",
            content_type="text/plain",
            status=HTTPStatus.SERVICE_UNAVAILABLE,
        )
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def home(request: Request) -> HttpResponse:
    """Lead to the first sample on the first visit, later to the project last seen, else to the list."""
    if request.session.pop(FIRST_VISIT, False):
        sample = first_sample_of(request.user)
        if sample is not None:
            return redirect("workbench", sample.project.slug, sample.pk)
    last = request.session.get(LAST_PROJECT, "")
    if last and is_member(request.user, last):
        return redirect("project", last)
    return redirect("projects")


def _with_token(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the forms of an error page work, unless it is about what was sent: that is not read again."""
    guarded = requires_csrf_token(view)

    @wraps(view)
    def shown(request: HttpRequest, **why: object) -> HttpResponse:
        try:
            return guarded(request, **why)
        except UNREADABLE:
            return view(request, **why)

    return shown


@_with_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request made no sense."""
    sentence = _("This request could not be understood.")
    if isinstance(exception, DisallowedHost):
        sentence = _(
            "This site does not answer to the address you typed."
            " Whoever runs it can set SITE_URL, or add the name to ALLOWED_HOSTS."
        )
    return _problem(request, "400.html", HTTPStatus.BAD_REQUEST, sentence)


@_with_token
def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what this person may not do, and who can help."""
    sentence = _sentence(exception) or _("You may not do this.")
    if isinstance(exception, SecondFactorNeeded) and not wants_json(request):
        return _lead_to_second_factor(request)
    return _problem(request, "403.html", HTTPStatus.FORBIDDEN, sentence)


def _lead_to_second_factor(request: HttpRequest) -> HttpResponse:
    """Lead to where a second factor is set up; the page there says why, and back."""
    if request.method == "GET":
        request.session[WANTED] = request.get_full_path()
    page = reverse("mfa_index")
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=HTTPStatus.FORBIDDEN, headers={"HX-Redirect": page})
    return redirect(page)


@_with_token
def forged(request: HttpRequest, **_why: object) -> HttpResponse:
    """Say that the form was not one of ours, or too old."""
    sentence = _(
        "This page was open for too long, or your browser keeps no cookies. Reload it and try again."
    )
    return _problem(request, "403.html", HTTPStatus.FORBIDDEN, sentence)


@_with_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    return _problem(
        request, "404.html", HTTPStatus.NOT_FOUND, _sentence(exception) or _("There is no such page.")
    )


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours. Touches neither session nor database: they may be what failed."""
    sentence = _("Something went wrong on our side. It has been written down in the log of this site.")
    if wants_json(request):
        return JsonResponse({"error": sentence}, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    page = render_to_string("500.html", {"sentence": sentence})
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _sentence(exception: Exception) -> str:
    """Return what our own code says went wrong; Django's own words are for programmers."""
    words = exception.args[0] if exception.args else ""
    if not isinstance(words, str) or words.endswith(DJANGOS):
        return ""
    return words if words.endswith((".", "。")) and len(words) <= GOOD_SENTENCE else ""


def _problem(request: HttpRequest, template: str, status: HTTPStatus, sentence: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": sentence}, status=status)
    return render(request, template, {"sentence": sentence}, status=status)
