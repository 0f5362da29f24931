"""The request as our middleware leaves it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class Request(HttpRequest):
    """A request from someone who has signed in; the middleware turns others away."""

    user: User
    htmx: HtmxDetails
