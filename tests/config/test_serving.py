"""What every answer carries, whoever asks."""

from unittest.mock import patch

import pytest
from django.db import DatabaseError
from django.test import Client
from pytest_django.fixtures import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/health/", "/sign-in/", "/nothing-is-here/", "/static/css/base.css"])
def test_every_answer_says_what_the_browser_may_do(client: Client, path: str) -> None:
    response = client.get(path)
    response.close()  # a static file would stay open
    headers = response.headers

    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
def test_health_is_told_without_signing_in(client: Client) -> None:
    response = client.get("/health/")

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_health_says_when_the_database_is_away(client: Client) -> None:
    with patch("config.views.connection.cursor", side_effect=DatabaseError):
        response = client.get("/health/")

    assert (response.status_code, response.content) == (503, b"The database does not answer.\n")


@pytest.mark.django_db
def test_over_https_cookies_are_for_https_only_and_http_is_redirected(
    client: Client, settings: Settings
) -> None:
    settings.SECURE_SSL_REDIRECT = settings.CSRF_COOKIE_SECURE = True

    redirected = client.get("/sign-in/")
    shown = client.get("/sign-in/", secure=True)
    health = client.get("/health/")

    assert (redirected.status_code, redirected.headers["Location"]) == (301, "https://testserver/sign-in/")
    assert shown.cookies["csrftoken"]["secure"]
    assert health.status_code == 200
