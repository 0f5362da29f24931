"""The language of this browser's pages."""

from django.conf import settings
from django.http import HttpResponse

LANGUAGE_SECONDS = 365 * 24 * 3600


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
