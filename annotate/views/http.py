"""The request as our middleware leaves it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class Request(HttpRequest):
    """A request from someone who has signed in; the middleware turns others away."""

    user: User
    htmx: HtmxDetails


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, as the workbench does, and not a person who wants a page."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return True
    return request.accepts("application/json") and not request.accepts("text/html")
