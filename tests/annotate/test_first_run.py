"""The first minutes of a new site, and what becomes of its samples."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from annotate.actions.entries import add_articles
from annotate.actions.first_run import begin_site
from annotate.actions.projects import found_project
from annotate.models import Entry, Participation, Project, Relation, Span, Verb
from articles.importing import import_bytes
from articles.models import Article, RawDocument, Revision
from tests.cast import browser_of
from tests.makers import make_entry, make_user

pytestmark = pytest.mark.django_db


def first_run() -> str:
    out = StringIO()
    call_command("first_run", stdout=out)
    return out.getvalue()


@pytest.fixture
def owner() -> User:
    first_run()
    return User.objects.get()


def practice() -> Project:
    return Project.objects.get(is_sample=True)


def address_of(project: Project) -> str:
    return f"/p/{project.slug}/settings/remove-samples/"


def test_the_first_person_is_an_administrator_without_a_password(owner: User) -> None:
    assert (owner.username, owner.is_superuser, owner.is_librarian) == ("owner", True, True)
    assert not owner.has_usable_password()


def test_running_it_again_does_nothing(owner: User) -> None:
    assert first_run() == "People are here already: nothing to do.\n"
    assert (User.objects.count(), Project.objects.count()) == (1, 1)


def test_where_people_are_nobody_is_added() -> None:
    make_user()

    assert begin_site() is None
    assert not Project.objects.exists()


def test_the_samples_come_with_tags_that_slice(owner: User) -> None:
    project = practice()

    assert project.name == "Practice"
    assert project.entries.count() == 5
    assert not Article.objects.filter(is_sample=False).exists()
    spans = Span.objects.select_related("assignment__revision")
    assert spans.count() == 22
    assert all(one.assignment.revision.text[one.start : one.end] == one.words for one in spans)
    assert any("😀" in revision.text for revision in Revision.objects.all())
    assert Relation.objects.live().count() == 15
    for work in {one.assignment for one in spans}:
        numbers = sorted(work.spans.values_list("number", flat=True))
        assert numbers == list(range(1, work.change_number + 1))
    assert set(Participation.objects.values_list("user", "state")) == {(owner.pk, "in_progress")}


def test_the_first_visit_leads_to_the_first_sample(owner: User) -> None:
    client, out = Client(), StringIO()
    call_command("link", stdout=out)

    page = client.post(out.getvalue().strip().removeprefix("http://127.0.0.1:8000"))
    landing = client.get(page["Location"])

    first = Entry.objects.order_by("pk")[0]
    assert first.article.title.startswith("示例：雾江电车开通")
    assert landing["Location"] == f"/p/practice/articles/{first.pk}/"
    assert client.get("/")["Location"] == "/projects/"


def test_the_samples_go_with_one_button_and_leave_nothing(owner: User) -> None:
    client = browser_of(owner)
    page = client.get("/p/practice/settings/").content.decode()
    assert f'action="{address_of(practice())}"' in page

    answer = client.post(address_of(practice()), follow=True)

    assert "The samples are gone. They will not come back." in answer.content.decode()
    for model in (Project, Article, Revision, RawDocument, Span, Relation):
        assert not model.objects.exists()
    assert first_run() == "People are here already: nothing to do.\n"
    assert not Project.objects.exists()


def test_articles_of_ones_own_stay_when_the_samples_go(owner: User) -> None:
    project = practice()
    own = make_entry(project)

    browser_of(owner).post(address_of(project))

    project.refresh_from_db()
    assert list(project.entries.all()) == [own]
    assert not project.is_sample
    assert project.activities.filter(verb=Verb.FOUND).exists()
    page = browser_of(owner).get(f"/p/{project.slug}/settings/").content.decode()
    assert "Remove the samples" not in page


def test_a_sample_that_another_project_took_up_stays_there(owner: User) -> None:
    other = found_project(owner, name="Other")
    revision = practice().entries.order_by("pk")[0].revision
    add_articles(other, [revision], owner)

    browser_of(owner).post(address_of(practice()))

    assert list(other.entries.values_list("revision", flat=True)) == [revision.pk]
    assert RawDocument.objects.count() == 1


def test_files_that_were_imported_beside_the_samples_stay(owner: User) -> None:
    import_bytes(b'{"text": "\xf0\x9f\x98\x80 a\\r\\nb"}', "own.jsonl", by=owner)

    browser_of(owner).post(address_of(practice()))

    assert RawDocument.objects.count() == Article.objects.count() == 1


def test_a_project_without_samples_loses_nothing(owner: User) -> None:
    project = found_project(owner, name="Real")
    make_entry(project)

    browser_of(owner).post(address_of(project))

    assert project.entries.count() == 1
    assert Project.objects.filter(pk=project.pk, deleted_at=None).exists()
