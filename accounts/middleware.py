"""What a person has chosen, made to hold on every page."""

from collections.abc import Callable
from datetime import timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

SEEN_EVERY = timedelta(minutes=10)


class Preferences:
    """Shows times as a person's clock does, and notes now and then that their browser is still in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, and leave no time zone to the next one of this thread."""
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_arguments: object
    ) -> None:
        """Take up the person's choices, on pages for people: the others ask nothing of the database."""
        if getattr(view, "login_required", True) and request.user.is_authenticated:
            timezone.activate(_zone(getattr(request.user, "time_zone", "")))
            if request.method == "GET":
                _note_use(request.session)


def _zone(name: str) -> tzinfo:
    """Return the zone of this name, or that of the site if there is none or it is gone."""
    try:
        return ZoneInfo(name) if name else timezone.get_default_timezone()
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


def _note_use(session: SessionBase) -> None:
    """Let the session be written, which also puts its end off, if that has not happened for a while."""
    seen_at = getattr(session, "seen_at", None)
    if seen_at is not None and timezone.now() - seen_at > SEEN_EVERY:
        session.modified = True
