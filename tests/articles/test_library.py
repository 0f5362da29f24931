"""The library: every article, for librarians."""

import pytest
from django.test import Client

from articles.importing import import_bytes
from articles.models import Article
from tests.articles.files import ADDRESS, PARAGRAPHS, TITLE, feed_item, mirror_page
from tests.cast import browser_of
from tests.makers import make_entry, make_project, make_revision, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def librarian() -> Client:
    return browser_of(make_user(librarian=True))


def titled(title: str, outlet: str = "示例日报") -> Article:
    article = make_revision(outlet=outlet).article
    article.title = title
    article.save()
    return article


def shown(browser: Client, query: str = "") -> str:
    answer = browser.get(f"/library/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", ["/library/", "/library/1/"])
def test_nobody_but_librarians_finds_the_library(address, client):
    manager = make_user()
    make_entry(make_project(manager))

    assert browser_of(manager).get(address).status_code == 404
    assert client.get(address).status_code == 302


def test_an_administrator_finds_the_library():
    person = make_user()
    person.is_superuser = True
    person.save()

    assert browser_of(person).get("/library/").status_code == 200


def test_an_empty_library_says_so(librarian):
    assert "The library is empty" in shown(librarian)


def test_samples_do_not_stand_in_the_library(librarian):
    [sample] = import_bytes(feed_item(), "a.md", is_sample=True)

    assert TITLE not in shown(librarian)
    assert librarian.get(f"/library/{sample.revision.article_id}/").status_code == 404


def test_the_library_is_narrowed_by_title_outlet_and_state(librarian):
    titled("桥😀与𠮷", "甲报")
    used = titled("船与 cafe\u0301", "乙报")
    make_entry(make_project(), revision=used.revisions.get())

    assert "桥😀与𠮷" in shown(librarian, "?title=😀与𠮷")
    assert "桥😀与𠮷" not in shown(librarian, "?title=cafe\u0301")
    assert "桥😀与𠮷" not in shown(librarian, "?outlet=乙报")
    assert "桥😀与𠮷" not in shown(librarian, "?state=used")
    assert "桥😀与𠮷" in shown(librarian, "?state=unused")
    assert "No article is like this" in shown(librarian, "?title=桥&outlet=乙报")


def test_an_article_is_in_use_only_while_a_living_project_has_it(librarian):
    taken_out, trashed = make_entry(make_project()), make_entry(make_project())
    taken_out.removed_at = trashed.project.deleted_at = taken_out.added_at
    taken_out.save()
    trashed.project.save()

    assert "No article is like this" in shown(librarian, "?state=used")
    assert shown(librarian, "?state=unused").count("in no project yet") > 2


@pytest.mark.parametrize("query", ["?outlet=nonsense", "?state=nonsense", f"?title={'x' * 300}"])
def test_a_filter_that_cannot_be_is_refused_with_a_sentence(librarian, query):
    titled("桥")

    answer = librarian.get(f"/library/{query}")

    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()


def test_the_library_has_pages_of_fifty(librarian):
    for number in range(51):
        titled(f"第{number}篇")

    assert shown(librarian).count('class="title"') == 50
    assert "第0篇" in shown(librarian, "?page=2")
    assert "第0篇" in shown(librarian, "?page=nonsense&title=第0篇")


def test_an_article_shows_its_wordings_and_the_ways_they_came(librarian):
    person = make_user("小林")
    import_bytes(mirror_page(mirror="a"), "first.md", by=person)
    import_bytes(mirror_page(mirror="b"), "second.md")
    import_bytes(feed_item("新的措辞。", time=1724957950000), "third.md")
    article = Article.objects.get()

    page = librarian.get(f"/library/{article.pk}/").content.decode()

    assert "新的措辞。" in page
    assert PARAGRAPHS[0] not in page
    for words in ("Revision 1", "Revision 2", "first.md", "second.md", "third.md", "小林", "github.com/b"):
        assert words in page
    assert f'href="{ADDRESS}" rel="noreferrer' in page


def test_an_article_names_others_of_the_same_wording(librarian):
    import_bytes(feed_item(), "a.md")
    import_bytes(feed_item(address="https://other.example/zh/copy-7"), "b.md")
    first, second = Article.objects.order_by("pk")

    page = librarian.get(f"/library/{first.pk}/").content.decode()

    assert f'href="/library/{second.pk}/"' in page


def test_an_address_that_is_no_web_page_is_not_made_a_link(librarian):
    article = make_revision(address="javascript:alert(1)").article

    assert "javascript:alert" not in librarian.get(f"/library/{article.pk}/").content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_the_library_costs_the_same_whatever_is_in_it(librarian, django_assert_max_num_queries, number):
    project = make_project()
    for count in range(number):
        make_entry(project, revision=titled(f"第{count}篇", f"{count}报").revisions.get())
    article = Article.objects.all()[0]

    with django_assert_max_num_queries(7):
        shown(librarian)
    with django_assert_max_num_queries(10):
        assert librarian.get(f"/library/{article.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("zh", "Chinese"),
        ("zh-Hant", "Chinese, traditional"),
        ("zh-Hans-CN", "Chinese, simplified"),
        ("fr", "French"),
        ("pt-BR", "Brazilian Portuguese"),
        ("zh-TW", "Traditional Chinese"),
        ("tlh-x-<b>", "tlh-x-&lt;b&gt;"),
    ],
)
def test_the_language_of_an_article_is_told_by_its_name(code, name):
    article = make_revision().article
    Article.objects.filter(pk=article.pk).update(lang=code)

    page = browser_of(make_user(librarian=True)).get(f"/library/{article.pk}/").content.decode()

    assert f"<td>{name}</td>" in page
