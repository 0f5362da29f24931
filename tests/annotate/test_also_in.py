"""Where else a story stands: shown to those who may see it there."""

import pytest
from django.urls import reverse

from annotate.actions.entries import add_revisions
from annotate.models import Project
from articles.importing import import_bytes
from articles.models import Revision
from tests.articles.test_alike import STORY, at
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_project, make_user

pytestmark = pytest.mark.django_db


def bring(project: Project, number: int, *, more: str = "") -> Revision:
    """Put the story, as one outlet printed it, into the project."""
    text = "\n\n".join([f"第{number}家的题目", *STORY, more])
    (imported,) = import_bytes(text.encode(), f"{number}.txt", address=at(number))
    add_revisions(project, [imported.revision.pk], project.created_by)
    return imported.revision


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def source_page(user, project: Project, revision: Revision) -> str:
    entry = revision.article.entries.get(project=project)
    return browser_of(user).get(reverse("entry-source", args=[project.slug, entry.pk])).text


def test_the_other_print_in_the_project_is_shown(cast):
    first, second = bring(cast.project, 1), bring(cast.project, 2, more="转载完毕。")

    page = source_page(cast.viewer, cast.project, first)

    other = second.article.entries.get()
    assert "Also in" in page
    assert "第2家的题目" in page
    assert reverse("workbench", args=[cast.project.slug, other.pk]) in page


def test_what_only_another_team_has_is_not_shown(cast):
    first = bring(cast.project, 1)
    bring(make_project(), 2)

    assert "第2家的题目" not in source_page(cast.manager, cast.project, first)


def test_what_was_taken_out_of_a_project_is_not_shown(cast):
    first, second = bring(cast.project, 1), bring(cast.project, 2)
    second.article.entries.update(removed_at=second.stored_at)

    assert "第2家的题目" not in source_page(cast.manager, cast.project, first)


def test_a_librarian_is_led_to_the_library(cast):
    first, second = bring(cast.project, 1), bring(make_project(), 2)
    cast.manager.is_librarian = True
    cast.manager.save()

    page = source_page(cast.manager, cast.project, first)

    assert reverse("library-article", args=[second.article_id]) in page


def test_the_library_shows_both_prints(cast):
    first, second = bring(cast.project, 1), bring(make_project(), 2, more="转载完毕。")
    librarian = browser_of(make_user(librarian=True))

    page = librarian.get(reverse("library-article", args=[first.article_id])).text

    assert reverse("library-article", args=[second.article_id]) in page
    assert "% the same" in page


def test_a_title_is_text(cast):
    first = bring(cast.project, 1)
    second = bring(cast.project, 2)
    second.article.title = "<script>alert(1)</script>"
    second.article.save()

    assert "<script>alert" not in source_page(cast.manager, cast.project, first)
