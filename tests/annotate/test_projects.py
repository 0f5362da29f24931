"""Founding projects, their settings and guidelines, deleting and restoring them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from annotate.actions.projects import change_settings, found_project, restore_project, trash_project
from annotate.actions.taking_back import take_back
from annotate.actions.tallies import count_done
from annotate.labelsets import load_default
from annotate.models import Activity, Assignment, Entry, Kind, Participation, Project, State, Verb, Way
from annotate.roles import Role
from annotate.views import projects as views
from tests.cast import browser_of, make_cast
from tests.makers import make_entry, make_member, make_project, make_user

pytestmark = pytest.mark.django_db


def wish(**fields: str) -> dict[str, str]:
    return {"request": str(uuid4()), "name": "新闻 😀", "way": "shared", "guidelines": "", **fields}


def test_whoever_founds_a_project_manages_it() -> None:
    user = make_user()

    answer = browser_of(user).post("/projects/new/", wish())

    project = Project.objects.get()
    assert answer["Location"] == f"/p/{project.slug}/"
    assert (project.name, project.way, project.created_by) == ("新闻 😀", Way.SHARED, user)
    assert project.memberships.get().role == Role.MANAGER
    assert project.activities.get().verb == Verb.FOUND


def test_a_project_starts_with_the_default_labels() -> None:
    project = make_project()

    default = load_default()
    labels = list(project.labels.values_list("name", "digit", "slot"))
    assert labels == [(label.name, label.digit, label.colour) for label in default.labels]
    claim = project.labels.get(name="claim")
    assert [choice["value"] for choice in claim.attributes[0]["choices"]] == ["yes", "no"]
    assert claim.attributes[0]["titles"]["zh-hans"]
    relation = project.relation_kinds.get()
    assert (relation.name, relation.to_labels) == ("attributed_to", ["source"])


def test_a_form_sent_twice_founds_one_project() -> None:
    client, form = browser_of(make_user()), wish()

    first, second = client.post("/projects/new/", form), client.post("/projects/new/", form)

    assert first["Location"] == second["Location"]
    assert Project.objects.count() == 1


def test_the_request_of_another_founds_another_project() -> None:
    form = wish()
    browser_of(make_user()).post("/projects/new/", form)

    browser_of(make_user()).post("/projects/new/", form)

    assert Project.objects.count() == 2


def test_two_projects_may_have_one_name() -> None:
    user = make_user()

    slugs = {found_project(user, name=name).slug for name in ("News", "News", "新闻", "新闻", "-", "😀")}

    assert len(slugs) == 6


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("  a\r\n b\t c ", "a b c"),
        ("\u202egnp.exe\u2069", "gnp.exe"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("e\u0301 𠮷 👩‍👩‍👧", "e\u0301 𠮷 👩‍👩‍👧"),
        ("x" * 100, "x" * 100),
    ],
)
def test_a_name_is_kept_on_one_line_and_shown_as_text(name: str, kept: str) -> None:
    client = browser_of(make_user())

    client.post("/projects/new/", wish(name=name))

    assert Project.objects.get().name == kept
    page = client.get("/projects/").content.decode()
    assert "<script>alert" not in page
    assert kept.replace("<", "&lt;").replace(">", "&gt;") in page


@pytest.mark.parametrize(
    "fields",
    [{"name": ""}, {"name": " \r\n "}, {"name": "\u202e"}, {"name": "x" * 101}, {"name": "a\0b"},
     {"way": "chaos"}, {"request": "1"}, {"guidelines": "\0"}, {"guidelines": "x" * 100_001}],
)  # fmt: skip
def test_a_form_that_will_not_do_comes_back(fields: dict[str, str]) -> None:
    answer = browser_of(make_user()).post("/projects/new/", wish(**fields))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == list(fields)
    assert not Project.objects.exists()


def test_the_list_tells_a_newcomer_the_next_step() -> None:
    page = browser_of(make_user()).get("/projects/").content.decode()

    assert "No project yet" in page
    assert 'href="/projects/new/"' in page


def submit(entry: Entry, *users: User, kind: Kind = Kind.SHARED) -> None:
    work = Assignment.objects.create(
        entry=entry,
        revision=entry.revision,
        kind=kind,
        state=State.SUBMITTED,
        reviewer=users[0] if kind == Kind.OWN else None,
    )
    for user in users:
        Participation.objects.create(
            assignment=work, user=user, state=State.SUBMITTED, submitted_at=timezone.now()
        )
    count_done(entry.pk)


def test_the_list_shows_the_figures_of_each_project() -> None:
    cast = make_cast(name="News")
    entries = [make_entry(cast.project) for _ in range(3)]
    submit(entries[0], cast.manager, cast.reviewer)
    Entry.objects.filter(pk=entries[2].pk).update(removed_at=timezone.now())
    make_project(cast.stranger)

    answer = browser_of(cast.viewer).get("/projects/")

    lines = [
        (one.project.name, one.articles, one.submitted, one.members) for one in answer.context["projects"]
    ]
    assert lines == [("News", 2, 1, 3)]
    assert "2 articles" in answer.content.decode()


def test_independent_work_counts_once_all_who_are_wanted_have_submitted() -> None:
    cast = make_cast(way=Way.INDEPENDENT)
    half, whole = make_entry(cast.project), make_entry(cast.project)
    Entry.objects.update(required=2)
    submit(half, cast.reviewer, kind=Kind.OWN)
    submit(whole, cast.reviewer, kind=Kind.OWN)
    submit(whole, cast.manager, kind=Kind.OWN)

    [line] = browser_of(cast.manager).get("/projects/").context["projects"]

    assert (line.articles, line.submitted) == (2, 1)


def test_the_list_asks_a_constant_number_of_questions(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user = make_user()
    client = browser_of(user)
    for number in range(3):
        project = make_project(user, name=f"Project {number}")
        submit(make_entry(project), user)
        make_member(project)
    trash_project(project, user)

    # session, person, number, memberships, 2 figures for this way of working, deleted projects
    with django_assert_num_queries(7):
        client.get("/projects/")


def test_settings_are_saved_and_can_be_taken_back() -> None:
    cast = make_cast(name="Old")
    client = browser_of(cast.manager)

    page = client.post(f"{cast.address}settings/", {"name": "New 😀"}, follow=True)

    cast.project.refresh_from_db()
    assert cast.project.name == "New 😀"
    done = cast.project.activities.get(verb=Verb.SETTINGS)
    assert done.changes[0]["before"] == {"name": "Old"}
    undo = f"{cast.address}activity/{done.pk}/undo/"
    assert f'action="{undo}"' in page.content.decode()

    client.post(undo)
    cast.project.refresh_from_db()
    assert cast.project.name == "Old"


def test_saving_the_same_settings_leaves_no_trace() -> None:
    cast = make_cast(name="Old")

    assert change_settings(cast.project, cast.manager, name="Old") is None
    assert not cast.project.activities.filter(verb=Verb.SETTINGS).exists()


def test_settings_that_have_changed_since_are_not_taken_back() -> None:
    cast = make_cast(name="Old")
    done = change_settings(cast.project, cast.manager, name="New")
    change_settings(cast.project, cast.manager, name="Newer")
    assert done is not None

    answer = browser_of(cast.manager).post(f"{cast.address}activity/{done.pk}/undo/", follow=True)

    assert "This has been changed since, so it cannot be undone. Change it again." in answer.content.decode()
    cast.project.refresh_from_db()
    assert cast.project.name == "Newer"


def test_what_has_no_way_back_says_so() -> None:
    cast = make_cast()

    with pytest.raises(ValidationError, match="This cannot be undone"):
        take_back(cast.project.activities.get(verb=Verb.FOUND), cast.manager)


def test_deleting_a_project_is_undone_by_one_button() -> None:
    cast = make_cast(name="News")
    client = browser_of(cast.manager)

    gone = client.post(f"{cast.address}settings/delete/", follow=True)
    undo = f"{cast.address}activity/{cast.project.activities.get(verb=Verb.TRASH).pk}/undo/"
    assert f'action="{undo}"' in gone.content.decode()
    assert client.get(cast.address).status_code == 404

    back = client.post(undo, follow=True)
    assert back.status_code == 200
    restored = Activity.objects.get(verb=Verb.RESTORE)
    assert restored.undoes == cast.project.activities.get(verb=Verb.TRASH)


def test_undoing_twice_is_undoing_once() -> None:
    cast = make_cast()
    done = trash_project(cast.project, cast.manager)

    take_back(done, cast.manager)
    take_back(done, cast.manager)

    assert cast.project.activities.filter(verb=Verb.RESTORE).count() == 1


def test_a_deleted_project_can_be_restored_from_the_list() -> None:
    cast = make_cast(name="News")
    trash_project(cast.project, cast.manager)
    client = browser_of(cast.manager)

    assert f'action="{cast.address}restore/"' in client.get("/projects/").content.decode()
    assert client.post(f"{cast.address}restore/")["Location"] == cast.address
    assert client.get(cast.address).status_code == 200
    assert f"{cast.address}restore/" not in browser_of(cast.viewer).get("/projects/").content.decode()


def test_after_thirty_days_a_project_is_not_restored() -> None:
    cast = make_cast()
    trash_project(cast.project, cast.manager)
    Project.objects.update(deleted_at=timezone.now() - timedelta(days=31))

    answer = browser_of(cast.manager).post(f"{cast.address}restore/", follow=True)

    assert "not among the deleted ones of the last 30 days" in answer.content.decode()
    with pytest.raises(ValidationError):
        restore_project(cast.project, cast.manager)


def test_a_project_is_deleted_once() -> None:
    cast = make_cast()
    trash_project(cast.project, cast.manager)

    with pytest.raises(ValidationError, match="deleted already"):
        trash_project(cast.project, cast.manager)


def test_pressing_delete_twice_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    passed = cast.member(cast.manager)
    trash_project(cast.project, cast.manager)
    monkeypatch.setattr(
        views, "member_of", lambda *_asked: passed
    )  # by the second press, before the first acts

    answer = browser_of(cast.manager).post(f"{cast.address}settings/delete/", follow=True)

    assert "deleted already" in answer.content.decode()


def test_the_settings_page_asks_a_constant_number_of_questions(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    cast = make_cast()
    client = browser_of(cast.manager)

    with django_assert_num_queries(3):  # session, person, membership
        client.get(f"{cast.address}settings/")


def test_sixty_projects_are_a_page() -> None:
    user = make_user()
    for number in range(61):
        make_project(user, name=f"Project {number:02}")
    client = browser_of(user)

    second = client.get("/projects/", {"page": "2"})

    assert [line.project.name for line in second.context["projects"]] == ["Project 60"]
    assert "Page 2 of 2" in second.content.decode()
    assert len(client.get("/projects/", {"page": "x"}).context["projects"]) == 60
