"""Long lists of a project's articles: their order, their outlets, and where one goes on."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from annotate.forms.projects import ArticleFilterForm
from annotate.models import Assignment, Entry, Participation, State
from annotate.views.articles_list import found_entries
from tests.annotate.test_project_page import article, titles, work_on
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast(name="News")


@pytest.mark.parametrize("near", [1000, 1])
def test_continue_leads_first_to_what_nobody_has_finished(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, near: int
) -> None:
    monkeypatch.setattr("annotate.models.queue.NEAR", near)
    others, mine, new, urgent = (article(cast.project, title) for title in "abcd")
    work_on(others, (make_member(cast.project), State.SUBMITTED))
    work_on(mine, (cast.reviewer, State.SUBMITTED), (make_member(cast.project), State.IN_PROGRESS))
    Entry.objects.filter(pk=others.pk).update(done=1)
    Entry.objects.filter(pk=urgent.pk).update(priority=1)

    order = []
    client = browser_of(cast.reviewer)
    while (found := client.get(cast.address).context["next_entry"]) is not None:
        order.append(found)
        work = Assignment.objects.filter(entry=found).first() or work_on(Entry.objects.get(pk=found))
        Participation.objects.create(
            assignment=work, user=cast.reviewer, state=State.SUBMITTED, submitted_at=timezone.now()
        )

    assert order == [urgent.pk, new.pk, others.pk]


@pytest.mark.parametrize("near", [1000, 1])
def test_what_is_left_is_found_behind_much_that_is_done(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, near: int
) -> None:
    monkeypatch.setattr("annotate.models.queue.NEAR", near)
    *mine, other = (article(cast.project, title) for title in "abcd")
    for entry in mine:
        work_on(entry, (cast.reviewer, State.SUBMITTED))
    work_on(other, (make_member(cast.project), State.SUBMITTED))
    Entry.objects.update(done=1)

    assert browser_of(cast.reviewer).get(cast.address).context["next_entry"] == other.pk


@pytest.mark.parametrize("few", [0, 500])
def test_the_outlets_of_many_articles_are_found_like_those_of_few(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("annotate.views.articles_list.FEW_ARTICLES", few)
    for number, outlet in enumerate(("甲报😀", "𠮷报", "甲报😀", "", "Daily")):
        article(cast.project, str(number), outlet=outlet)
    article(make_cast().project, "elsewhere", outlet="乙报")
    out = article(cast.project, "out", outlet="丙报")
    Entry.objects.filter(pk=out.pk).update(removed_at=timezone.now())

    assert browser_of(cast.viewer).get(cast.address).context["outlets"] == ["Daily", "甲报😀", "𠮷报"]


def test_pages_of_a_sorted_list_hold_each_article_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotate.views.articles_list.PER_PAGE", 2)
    long = "长" * 200  # as much as PostgreSQL's index knows
    for title in ("乙", long + "😀", long + "e\u0301", "甲", "𠮷", "a", "B", long):
        article(cast.project, title)

    pages = [
        titles(browser_of(cast.viewer), cast.address, order="title", page=str(at)) for at in (1, 2, 3, 9)
    ]

    assert pages == [["B", "a"], ["乙", "甲"], [long, long + "e\u0301"], [long + "😀", "𠮷"]]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite sorts: see articles/migrations/0007")
@pytest.mark.parametrize(
    ("order", "index"),
    [
        ("title", "article_by_title"),
        ("outlet", "article_by_outlet_and_title"),
        ("newest", "article_newest_first"),
        ("oldest", "article_oldest_first"),
    ],
)
def test_postgresql_walks_the_articles_in_the_order_of_the_list(cast: Cast, order: str, index: str) -> None:
    keys: Any = found_entries(cast.member(cast.viewer), ArticleFilterForm({"order": order})).object_list

    with connection.cursor() as cursor:  # of three rows it would sort all, of very many none
        for way in ("sort", "seqscan", "bitmapscan", "hashjoin", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{way} = off")

    assert f"using {index} on articles_article" in keys[:50].explain()


@pytest.mark.parametrize("query", [{"state": "assigned"}, {"order": "title"}, {"words": "桥"}])
def test_of_very_many_articles_the_first_are_listed_and_said_to_be_so(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, query: dict[str, str]
) -> None:
    monkeypatch.setattr("articles.views.paging.MOST_LISTED", 2)
    for title in ("桥甲", "桥乙", "桥丙"):
        article(cast.project, title)
    client = browser_of(cast.viewer)

    answer = client.get(cast.address, query)

    assert len(answer.context["lines"]) == 2
    assert "more than 5,000 articles; the first 5,000 are listed" in answer.content.decode()
    assert "3 articles" in client.get(cast.address).content.decode()
