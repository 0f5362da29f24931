"""Every address of the site, taken from the URL configuration, met by every kind of person.

A new route fails here until the table below says who may see it and who may change something.
"""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.urls.converters import IntConverter

from accounts.models import User
from annotate.models import Activity, Project
from tests.cast import make_cast
from tests.makers import make_user
from tests.world import ROUTES, World, make_world

pytestmark = pytest.mark.django_db

OPEN = {
    "health",
    "sign-in",
    "sign-in-link",
    "join",
    "language",
    "sign-out",
    "account_login",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
}
OPEN_WITH_MAIL = {
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_email",
}
OWN = {
    "home",
    "account",
    "keys",
    "projects",
    "project-new",
    "sessions",
    "notices",
    "notice",
    "account_email",
    "account_reauthenticate",
    "socialaccount_connections",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}
OWN_CHANGED = {"account-profile", "account-password", "sessions-end", "notices-read", "notices-by-mail"}
LIBRARY = {"library", "library-article", "library-search"}
PEOPLE = {"people", "person-new", "person"}  # for administrators of the site
PEOPLE_CHANGED = {
    "person-link",
    "person-rights",
    "person-address",
    "person-close",
    "person-reopen",
    "person-reset",
    "team-take-charge",
}
SITE = LIBRARY | PEOPLE | PEOPLE_CHANGED  # to others these do not exist

# Pages of a project, by what the least of its members may do with them.
SEEN_BY_ALL = {
    "project",
    "guidelines",
    "guidelines-version",
    "guidelines-versions",
    "guidelines-compare",
    "team",
    "workbench",
    "project-done",
    "project-search",
    "entry-source",
    "entry-raw",
    "entry-revisions",
    "entry-compare",
    "entry-earlier",
    "entry-changes",
    "export",
    "export-download",
    "progress",
    "agreement",
    "agreement-json",
    "agreement-csv",
    "progress-days",
    "comments",
    "history",
    "trash",
}
SEEN_BY_MANAGERS = {
    "training",
    "project-settings",
    "guidelines-edit",
    "import",
    "import-result",
    "import-progress",
    "import-annotated",
    "import-annotated-preview",
    "import-annotated-look",
    "import-annotated-result",
    "import-annotated-progress",
    "reclean",
    "reclean-result",
    "reclean-progress",
    "reclean-compare",
    "distribute",
    "entry-places",
    "labels",
    "label-new",
    "label-edit",
    "label-attribute",
    "relation-new",
    "relation-edit",
    "label-versions",
    "label-version",
    "label-file",
    "label-import",
    "lessons",
}
SEEN_BY_ADJUDICATORS = {"adjudication", "adjudicate"}
SEEN_WHEN_FINISHED = {"gold", "feedback"}  # by all; until then there is nothing of the kind
CHANGED_BY_ADJUDICATORS = {
    "decide",
    "adjudicate-undo",
    "adjudicate-redo",
    "adjudicate-finish",
    "adjudicate-reopen",
}
SEEN_BY_REVIEWERS = {"settle", "queue", "work-unfinished"}
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
    "span-settle",
    "settle-undo",
    "queue-next",
    "work-take",
    "work-skip",
    "work-give-back",
    "comment-resolve",
    "comment-delete",
    "comment-change",
    "history-restore",
    "history-put-back",
    "history-undo",
    "span-restore",
}
CHANGED_BY_MANAGERS = {
    "labels-move",
    "label-version-restore",
    "label-import-take",
    "entry-training",
    "entry-take-out",
    "entries-take-out",
    "entry-put-back",
    "distribute-preview",
    "distribute-hand-out",
    "distribute-wanted",
    "place-free",
    "work-return",
    "import-stop",
    "import-resume",
    "import-annotated-stop",
    "import-annotated-resume",
    "reclean-stop",
    "reclean-resume",
    "reclean-apply",
    "entry-move-pin",
    "guidelines-restore",
    "team-invite",
    "invitation-revoke",
    "member-role",
    "member-remove",
    "member-transfer",
    "team-second-factor",
    "project-delete",
    "samples-remove",
    "project-restore",
    "activity-undo",
}
SEEN = SEEN_BY_MANAGERS | SEEN_BY_REVIEWERS | SEEN_BY_ADJUDICATORS | SEEN_WHEN_FINISHED
PROJECT = SEEN_BY_ALL | SEEN | CHANGED_BY_REVIEWERS | CHANGED_BY_MANAGERS | CHANGED_BY_ADJUDICATORS


NOT_FOR_REVIEWERS = CHANGED_BY_MANAGERS | SEEN_BY_MANAGERS | SEEN_BY_ADJUDICATORS | CHANGED_BY_ADJUDICATORS
NESTED = sorted(route for route in PROJECT if set(ROUTES[route].pattern.converters) - {"slug", "kind"})


@pytest.fixture
def world(settings) -> World:
    settings.LIVE_SECONDS = 4  # open pages may ask what is new
    return make_world()


def browser(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def test_every_route_has_a_rule():
    assert set(ROUTES) == OPEN | OPEN_WITH_MAIL | OWN | OWN_CHANGED | SITE | PROJECT


@pytest.mark.parametrize("route", sorted(PROJECT | SITE))
def test_a_stranger_cannot_tell_that_a_project_or_article_exists(world, route):
    address, stranger = world.address(route), browser(make_user())
    invented = address.replace(world.cast.project.slug, "invented")
    before = state_of(world.cast.project)

    for ask in (stranger.get, stranger.post):
        answer = ask(address)

        assert answer.status_code in {404, 405}
        assert world.cast.project.name not in answer.content.decode()
        # A way of asking is refused before anything is looked up.
        assert answer.status_code == 404 or ask(invented).status_code == 405
    assert state_of(world.cast.project) == before


@pytest.mark.parametrize("route", sorted(PROJECT | OWN | OWN_CHANGED | SITE))
def test_nobody_comes_in_without_signing_in(world, route):
    address, guest = world.address(route), browser(None)

    for answer in (guest.get(address), guest.post(address)):
        assert answer.status_code == 302
        assert answer["Location"].startswith(f"{reverse('sign-in')}?next=")


@pytest.mark.parametrize("route", sorted(OPEN_WITH_MAIL))
def test_what_needs_mail_is_not_there_without_it(world, route):
    for ask in (browser(None).get, browser(None).post):
        assert ask(world.address(route)).status_code == 404


@pytest.mark.parametrize("route", sorted(PEOPLE | PEOPLE_CHANGED))
def test_a_manager_and_a_librarian_do_not_run_the_site(world, route):
    for user in (world.cast.manager, make_user(librarian=True)):
        for ask in (browser(user).get, browser(user).post):
            assert ask(world.address(route)).status_code in {404, 405}


@pytest.mark.parametrize("route", sorted(SEEN_BY_ALL))
def test_a_viewer_sees_what_the_team_sees(world, route):
    answer = browser(world.cast.viewer).get(world.address(route))

    assert answer.status_code == (409 if route == "export-download" else 200)  # nothing is tagged yet


@pytest.mark.parametrize("route", sorted(PROJECT - SEEN_BY_ALL))
def test_a_viewer_changes_nothing(world, route):
    address, before = world.address(route), state_of(world.cast.project)

    answer = browser(world.cast.viewer).post(address, {"request": str(uuid4())})

    assert_refused(answer, route, "viewer")
    assert state_of(world.cast.project) == before


@pytest.mark.parametrize("route", sorted(NOT_FOR_REVIEWERS))
def test_a_reviewer_does_not_manage(world, route):
    address, before = world.address(route), state_of(world.cast.project)
    reviewer = browser(world.cast.reviewer)

    assert_refused(reviewer.post(address), route, "reviewer")
    assert reviewer.get(address).status_code in {403, 404, 405}
    assert state_of(world.cast.project) == before


def assert_refused(answer: HttpResponse, route: str, role: str) -> None:
    if answer.status_code == 405:
        assert route in SEEN
    else:
        assert answer.status_code == 403
        assert f"Your role in this project is {role}." in answer.content.decode()


def test_what_changes_something_takes_a_post(world):
    manager = browser(world.cast.manager)

    changed = CHANGED_BY_REVIEWERS | CHANGED_BY_MANAGERS | CHANGED_BY_ADJUDICATORS
    changed |= PEOPLE_CHANGED | OWN_CHANGED
    for route in sorted(changed):
        assert manager.get(world.address(route)).status_code == 405, route


@pytest.mark.parametrize("route", NESTED)
def test_what_is_nested_is_looked_up_inside_its_project(world, route):
    other = make_cast()
    world.arguments["slug"] = other.project.slug
    for method in ("get", "post"):
        answer = getattr(browser(other.manager), method)(world.address(route), {"request": str(uuid4())})
        assert answer.status_code in {404, 405, 422}, f"{method} answers {answer.status_code}"
        assert answer.status_code != 422 or route in CHANGED_BY_REVIEWERS


def test_a_number_that_no_row_can_have_leads_nowhere(world):
    manager = browser(world.cast.manager)

    for route in NESTED:
        converters = ROUTES[route].pattern.converters
        beyond = {name: 2**63 for name, kind in converters.items() if isinstance(kind, IntConverter)}
        address = reverse(route, kwargs={name: {**world.arguments, **beyond}[name] for name in converters})
        for ask in (manager.get, manager.post):
            assert ask(address, {"request": str(uuid4())}).status_code in {404, 405}, route


def state_of(project: Project) -> tuple[object, ...]:
    """Return what a change would change."""
    return (
        Activity.objects.filter(project=project).count(),
        sorted(project.memberships.values_list("user", "role", "removed_at")),
        sorted(project.entries.values_list("pk", "removed_at")),
        sorted(project.invitations.values_list("pk", "revoked_at")),
        Project.objects.values_list("name", "guidelines_version", "deleted_at").get(pk=project.pk),
    )
