"""Every address of the site, taken from the URL configuration, met by every kind of person.

A new route fails here until the table below says who may see it and who may change something.
"""

from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from annotate.actions.entries import Brought, bring_in, run_for
from annotate.actions.invitations import invite
from annotate.actions.projects import trash_project
from annotate.models import Activity, Entry, Invitation, Project
from annotate.roles import Role
from tests.cast import Cast, make_cast
from tests.makers import make_user

pytestmark = pytest.mark.django_db

OPEN = {"health", "sign-in", "sign-in-link", "join", "language", "sign-out"}
OWN = {"home", "account", "projects", "project-new"}
LIBRARY = {"library", "library-article"}

# Pages of a project, by what the least of its members may do with them.
SEEN_BY_ALL = {
    "project",
    "guidelines",
    "team",
    "workbench",
    "project-done",
    "entry-source",
    "entry-raw",
    "export",
    "export-download",
}
SEEN_BY_MANAGERS = {"project-settings", "import", "import-result"}
CHANGED_BY_REVIEWERS = {
    "span-create",
    "span-change",
    "span-delete",
    "span-source",
    "step-undo",
    "step-redo",
    "work-submit",
    "work-reopen",
    "work-beat",
}
CHANGED_BY_MANAGERS = {
    "entry-take-out",
    "team-invite",
    "invitation-revoke",
    "member-role",
    "member-remove",
    "project-delete",
    "samples-remove",
    "project-restore",
    "activity-undo",
}
PROJECT = SEEN_BY_ALL | SEEN_BY_MANAGERS | CHANGED_BY_REVIEWERS | CHANGED_BY_MANAGERS


def patterns(resolver: URLResolver | None = None) -> list[URLPattern]:
    found: list[URLPattern] = []
    for one in (resolver or get_resolver()).url_patterns:
        found.extend(patterns(one) if isinstance(one, URLResolver) else [one])
    return found


ROUTES = {str(pattern.name): pattern for pattern in patterns()}


NESTED = sorted(route for route in PROJECT if set(ROUTES[route].pattern.converters) - {"slug", "kind"})


@dataclass
class World:
    """A project in which every address leads somewhere."""

    cast: Cast
    arguments: dict[str, object]

    def address(self, route: str) -> str:
        if route == "project-restore":
            trash_project(self.cast.project, self.cast.manager)
        names = ROUTES[route].pattern.converters
        return reverse(route, kwargs={name: self.arguments[name] for name in names})


@pytest.fixture
def world() -> World:
    cast = make_cast()
    run = run_for(cast.project, uuid4(), cast.manager)
    saved = "一篇文章的题目\n\n第一段说了很多话，讲清楚了事情。\n\n第二段也说了很多话。"
    bring_in(cast.project, run, [Brought("1.txt", saved.encode())], cast.manager)
    entry = Entry.objects.select_related("revision").get(project=cast.project)
    invite(cast.project, cast.manager, role=Role.VIEWER, seats=1, days=1)
    return World(
        cast,
        {
            "slug": cast.project.slug,
            "entry": entry.pk,
            "ref": "1",
            "run": run.pk,
            "provenance": entry.revision.provenances.get().pk,
            "invitation": Invitation.objects.get().pk,
            "member": cast.member(cast.viewer).pk,
            "activity": Activity.objects.filter(project=cast.project).latest("pk").pk,
            "kind": "native",
            "article": entry.article_id,
            "token": "invented",
        },
    )


def browser(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def test_every_route_has_a_rule():
    assert set(ROUTES) == OPEN | OWN | LIBRARY | PROJECT


@pytest.mark.parametrize("route", sorted(PROJECT | LIBRARY))
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_cannot_tell_that_a_project_or_article_exists(world, route, method):
    address = world.address(route)
    answer = getattr(browser(make_user()), method)(address)

    assert answer.status_code in {404, 405}
    if answer.status_code == 405:  # the way of asking is refused before anything is looked up
        invented = getattr(browser(make_user()), method)(address.replace(world.cast.project.slug, "invented"))
        assert invented.status_code == 405


@pytest.mark.parametrize("route", sorted(PROJECT | OWN | LIBRARY))
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_comes_in_without_signing_in(world, route, method):
    answer = getattr(browser(None), method)(world.address(route))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("sign-in"))


@pytest.mark.parametrize("route", sorted(SEEN_BY_ALL))
def test_a_viewer_sees_what_the_team_sees(world, route):
    answer = browser(world.cast.viewer).get(world.address(route))

    assert answer.status_code == (409 if route == "export-download" else 200)  # nothing is tagged yet


@pytest.mark.parametrize("route", sorted(PROJECT - SEEN_BY_ALL))
def test_a_viewer_changes_nothing(world, route):
    address, before = world.address(route), state_of(world.cast.project)

    answer = browser(world.cast.viewer).post(address, {"request": str(uuid4())})

    assert answer.status_code in {403, 405}
    assert state_of(world.cast.project) == before


@pytest.mark.parametrize("route", sorted(CHANGED_BY_MANAGERS | SEEN_BY_MANAGERS))
def test_a_reviewer_does_not_manage(world, route):
    address, before = world.address(route), state_of(world.cast.project)
    reviewer = browser(world.cast.reviewer)

    assert reviewer.post(address).status_code in {403, 405}
    assert reviewer.get(address).status_code in {403, 404, 405}
    assert state_of(world.cast.project) == before


@pytest.mark.parametrize("route", NESTED)
def test_what_is_nested_is_looked_up_inside_its_project(world, route):
    other = make_cast()
    world.arguments["slug"] = other.project.slug
    for method in ("get", "post"):
        answer = getattr(browser(other.manager), method)(world.address(route), {"request": str(uuid4())})
        assert answer.status_code in {404, 405, 422}, f"{method} answers {answer.status_code}"
        assert answer.status_code != 422 or route in CHANGED_BY_REVIEWERS


def state_of(project: Project) -> tuple[object, ...]:
    """Return what a change would change."""
    return (
        Activity.objects.filter(project=project).count(),
        sorted(project.memberships.values_list("user", "role", "removed_at")),
        sorted(project.entries.values_list("pk", "removed_at")),
        Project.objects.values_list("name", "guidelines", "deleted_at").get(pk=project.pk),
    )
