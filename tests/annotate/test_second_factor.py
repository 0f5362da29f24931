"""Projects that ask their members for a second factor: one check at the door, before everything else."""

from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from annotate.models import Project, Verb
from tests.annotate.working import send_tag, spans_in
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry

pytestmark = pytest.mark.django_db
WHY = "asks its members for a second factor"


def secure(user: User, kind: str = "totp") -> None:
    Authenticator.objects.create(user=user, type=kind, data={"secret": "x"})


@pytest.fixture
def cast() -> Cast:
    cast = make_cast(name="News 😀")
    Project.objects.filter(pk=cast.project.pk).update(second_factor_required=True)
    return cast


def test_a_member_without_one_is_led_to_set_one_up_and_told_why(cast: Cast) -> None:
    client = browser_of(cast.reviewer)

    page = client.get(f"{cast.address}team/", follow=True)

    assert page.redirect_chain == [("/account/second-factor/", 302)]
    assert "The project you wanted to open asks its members for a second factor" in page.content.decode()


def test_with_one_they_are_shown_the_way_back(cast: Cast) -> None:
    client = browser_of(cast.reviewer)
    client.get(f"{cast.address}team/?page=1")
    secure(cast.reviewer)

    page = client.get("/account/second-factor/").content.decode()

    assert f'href="{cast.address}team/?page=1"' in page
    assert client.get(cast.address).status_code == 200


@pytest.mark.parametrize("kind", ["totp", "webauthn"])
def test_an_app_and_a_passkey_open_the_project(cast: Cast, kind: str) -> None:
    secure(cast.reviewer, kind)

    assert browser_of(cast.reviewer).get(cast.address).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(cast: Cast) -> None:
    secure(cast.reviewer, "recovery_codes")

    assert browser_of(cast.reviewer).get(cast.address).status_code == 302


def test_a_script_is_told_why_and_nothing_is_written(cast: Cast) -> None:
    entry = make_entry(cast.project)

    answer = send_tag(browser_of(cast.reviewer), entry, "quote", "“新桥😀明年通车。”")

    assert answer.status_code == 403
    assert WHY in answer.json()["error"]
    assert "News 😀" in answer.json()["error"]
    assert spans_in(entry) == []


def test_htmx_is_led_there_as_a_whole_page(cast: Cast) -> None:
    answer = browser_of(cast.reviewer).get(cast.address, headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (403, "/account/second-factor/")


def test_a_stranger_still_learns_nothing(cast: Cast) -> None:
    assert browser_of(cast.stranger).get(cast.address).status_code == 404
    assert Client().get(cast.address).status_code == 302


def test_a_tag_costs_no_more_queries_with_it(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    entry = make_entry(cast.project)
    secure(cast.reviewer)
    client = browser_of(cast.reviewer)
    send_tag(client, entry, "quote", "“新桥😀明年通车。”")
    start = entry.revision.text.index("专家")
    data = {"request": str(uuid4()), "id": str(uuid4()), "label": "source", "start": start, "end": start + 2}

    with django_assert_max_num_queries(14):  # 8 for the tag; session, person, and the transaction
        answer = client.post(f"{cast.address}articles/{entry.pk}/spans/", data)

    assert answer.status_code == 201


def test_a_manager_asks_for_it_once_they_have_one_and_takes_it_back() -> None:
    cast = make_cast()
    client, address = browser_of(cast.manager), f"{cast.address}team/second-factor/"

    refused = client.post(address, {"required": "yes"}, follow=True)
    assert "you would lock yourself out" in refused.content.decode()
    assert not Project.objects.get(pk=cast.project.pk).second_factor_required

    secure(cast.manager)
    client.post(address, {"required": "yes"})
    assert Project.objects.get(pk=cast.project.pk).second_factor_required
    done = cast.project.activities.get(verb=Verb.SETTINGS)
    client.post(f"{cast.address}activity/{done.pk}/undo/")
    assert not Project.objects.get(pk=cast.project.pk).second_factor_required
