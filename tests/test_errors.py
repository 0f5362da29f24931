"""Pages that say what went wrong, and the way back."""

import json

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory

from annotate.views.http import wants_json
from config import views
from tests.cast import browser_of
from tests.makers import make_user

SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_and_shows_the_way_back() -> None:
    answer = browser_of(make_user()).get("/nowhere/<b>😀\u202e/")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "There is no such page." in page
    assert 'href="/"' in page
    assert "<b>😀" not in page


def request(**headers: str) -> HttpRequest:
    return RequestFactory(headers=headers).get("/somewhere/")


@pytest.mark.parametrize(
    ("view", "error", "status", "sentence"),
    [
        (views.bad_request, SuspiciousOperation("x"), 400, "This request could not be understood."),
        (views.refused, PermissionDenied(), 403, "You may not do this."),
        (views.refused, PermissionDenied("Ask a manager."), 403, "Ask a manager."),
        (views.not_found, Http404("没有这个项目。"), 404, "没有这个项目。"),
        (views.not_found, Http404({"tried": []}), 404, "There is no such page."),
        (views.not_found, Http404("x" * 500 + "."), 404, "There is no such page."),
    ],
)
def test_people_get_a_page_and_scripts_get_json(view, error: Exception, status: int, sentence: str) -> None:
    page, answer = view(request(), exception=error), view(request(**SCRIPT), exception=error)

    assert (page.status_code, answer.status_code) == (status, status)
    assert sentence in page.content.decode()
    assert json.loads(answer.content) == {"error": sentence}


def test_our_own_fault_is_told_without_session_and_database() -> None:
    # There is no session on this request, and this test has no database: the page must not ask for either.
    page, answer = views.failed(request()), views.failed(request(**SCRIPT))

    assert (page.status_code, answer.status_code) == (500, 500)
    assert "Something went wrong on our side." in page.content.decode()
    assert 'href="/"' in page.content.decode()
    assert json.loads(answer.content)["error"].endswith(".")


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({}, False),
        ({"Accept": "text/html,*/*"}, False),
        ({"Accept": "*/*"}, False),
        ({"Accept": "application/json"}, True),
        ({"X-Requested-With": "XMLHttpRequest", "Accept": "*/*"}, True),
    ],
)
def test_who_wants_json(headers: dict[str, str], answer: bool) -> None:  # noqa: FBT001
    assert wants_json(request(**headers)) is answer


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_says_what_to_do() -> None:
    client = Client(enforce_csrf_checks=True)

    page = client.post("/sign-in/", {"name": "a", "password": "b"})
    answer = client.post("/sign-in/", {"name": "a", "password": "b"}, headers=SCRIPT)

    assert (page.status_code, answer.status_code) == (403, 403)
    assert "Reload it and try again." in page.content.decode()
    assert "Reload it and try again." in answer.json()["error"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data"])
@pytest.mark.parametrize(("address", "status"), [("/language/", 400), ("/nowhere/", 404)])
def test_a_form_that_cannot_be_read_is_refused_in_a_sentence(kind, address, status) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/sign-in/")

    answer = client.post(address, b"a=%ff", content_type=kind)

    assert answer.status_code == status
    assert ("could not be understood" if status == 400 else "no such page") in answer.content.decode()


def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    answer = client.get("/sign-in/", headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert "This site does not answer to the address you typed." in answer.content.decode()
    assert "evil" not in answer.content.decode()
