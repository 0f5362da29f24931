"""Who has not signed in is sent to the sign-in page, in a way that the asker can follow."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from annotate.views.http import wants_json


class SignInRequired(LoginRequiredMiddleware):
    """Answers scripts with 401 and the address of the sign-in page, and people with that page.

    A redirect would hand a script the sign-in page where it expects its answer.
    """

    # Django's stubs know of answers that redirect only.
    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """Say that signing in comes first."""
        if wants_json(request):
            address = _sign_in_for(request.headers.get("Referer", ""), request)
            body = {"error": _("You are signed out. Sign in again to go on."), "sign_in": address}
            return JsonResponse(body, status=HTTPStatus.UNAUTHORIZED)
        if request.headers.get("HX-Request") == "true":
            address = _sign_in_for(request.headers.get("HX-Current-URL", ""), request)
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": address})
        return super().handle_no_permission(request, view_func)


def _sign_in_for(page: str, request: HttpRequest) -> str:
    """Return the sign-in page that leads back to ``page``, the one on which the script runs."""
    origin = request.build_absolute_uri("/")
    path = f"/{page.removeprefix(origin)}" if page.startswith(origin) else "/"
    return f"{reverse('sign-in')}?{urlencode({'next': path})}"
