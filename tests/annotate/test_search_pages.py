"""Searching a project: its articles by their pinned wording, its tags by their words."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from annotate.actions.entries import take_out
from annotate.models import Entry, Way
from articles.models import Article, Revision
from articles.search import refresh
from articles.text.blocks import Block
from tests.annotate.working import send, spans_in, tag_words
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member, make_revision

pytestmark = pytest.mark.django_db


def entered(cast: Cast, *paragraphs: str, title: str = "题目", **about: Any) -> Entry:
    """Bring an article into the project so that it can be found."""
    revision = make_revision(Block("title", title), *(Block("paragraph", one) for one in paragraphs))
    Article.objects.filter(pk=revision.article_id).update(title=title, **about)
    entry = make_entry(cast.project, revision=revision)
    refresh([revision.article_id])
    return entry


def shown(cast: Cast, user: User | None = None, **query: str) -> str:
    answer = browser_of(user or cast.viewer).get(f"{cast.address}search/", query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def link(entry: Entry) -> str:
    return f'href="/p/{entry.project.slug}/articles/{entry.pk}/"'


def test_the_articles_of_the_project_are_found_and_lead_to_the_workbench():
    cast = make_cast()
    entry, other = entered(cast, "市长😀谈臺灣与𠮷。"), entered(cast, "没有。")

    page = shown(cast, words="台湾")

    assert link(entry) in page
    assert link(other) not in page
    assert "<mark>臺灣</mark>与𠮷。" in page
    assert "1 article found" in page


def test_what_other_projects_have_is_not_found():
    cast, other = make_cast(), make_cast()
    entered(other, "普京")

    assert "Nothing found" in shown(cast, words="普京")
    assert browser_of(cast.viewer).get(f"{other.address}search/", {"words": "普京"}).status_code == 404


def test_what_is_taken_out_is_not_found():
    cast = make_cast()
    entry = entered(cast, "普京")
    tag_words(cast.reviewer, entry, "quote", "普京")
    take_out(entry.project, [entry.pk], cast.manager)

    assert "Nothing found" in shown(cast, words="普京")
    assert "Nothing found" in shown(cast, words="普京", place="tags")


def test_the_pinned_wording_is_searched_and_not_a_newer_one():
    cast = make_cast()
    entry = entered(cast, "旧的措辞。")
    Revision.objects.create(
        article=entry.article,
        number=2,
        text="题目\n新的说法。",
        digest="2" * 64,
        blocks=[],
        extractor="test 1",
    )
    refresh([entry.article_id])

    assert link(entry) in shown(cast, words="旧的措辞")
    assert "Nothing found" in shown(cast, words="新的说法")


def test_the_samples_of_a_project_are_found_with_what_the_team_brought():
    cast = make_cast()
    sample, own = entered(cast, "普京", is_sample=True), entered(cast, "普京")
    assert link(sample) not in shown(cast, words="普京")
    cast.project.is_sample = True
    cast.project.save()

    page = shown(cast, words="普京")

    assert link(sample) in page
    assert link(own) in page


@pytest.fixture(params=["few", "many", "most"])
def how_many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Narrow once by naming the articles that fit, once by asking each hit, once without counting before."""
    if request.param == "most":
        monkeypatch.setattr("annotate.views.finding.DRAWN", 1)
    if request.param != "few":
        monkeypatch.setattr("annotate.views.finding.FEW", 0)
        monkeypatch.setattr("articles.search.finding.FEW", 0)


@pytest.fixture
def four(how_many: None) -> tuple[Cast, dict[str, Entry]]:
    cast = make_cast()
    entries = {
        "a": entered(cast, "普京甲", outlet="甲报", lang="zh-Hans", published_day=date(2024, 5, 1)),
        "b": entered(cast, "普京乙", outlet="乙报", lang="zh-Hant", published_day=date(2024, 5, 2)),
        "c": entered(cast, "普京丙", outlet="乙报", lang="en"),
        "d": entered(cast, "普京丁", outlet="乙报", lang=""),
    }
    tag_words(cast.reviewer, entries["a"], "quote", "普京")
    tag_words(cast.reviewer, entries["b"], "claim", "普京")
    assert send(browser_of(cast.reviewer), "work-submit", entries["b"]).status_code == 200
    return cast, entries


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, "abcd"),
        ({"outlet": "乙报"}, "bcd"),
        ({"lang": "zh"}, "ab"),
        ({"lang": "en"}, "c"),
        ({"first": "2024-05-02"}, "b"),
        ({"last": "2024-05-01"}, "a"),
        ({"state": "submitted"}, "b"),
        ({"state": "in_progress"}, "a"),
        ({"state": "assigned"}, "cd"),
        ({"state": "mine"}, "acd"),
        ({"label": "claim"}, "b"),
        ({"label": "quote", "outlet": "乙报"}, ""),
    ],
)
def test_the_articles_are_narrowed(four, query, names):
    cast, entries = four

    page = shown(cast, cast.reviewer, words="普京", **query)

    assert "".join(name for name, entry in entries.items() if link(entry) in page) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [({}, "ab"), ({"label": "quote"}, "a"), ({"state": "submitted"}, "b"), ({"lang": "en"}, "")],
)
def test_the_tags_are_narrowed(four, query, names):
    cast, entries = four

    page = shown(cast, words="普京", place="tags", **query)

    assert "".join(name for name, entry in entries.items() if f"articles/{entry.pk}/#n" in page) == names


@pytest.mark.parametrize(("state", "is_named"), [("assigned", False), ("submitted", True)])
def test_articles_are_named_to_the_index_only_where_few_fit(monkeypatch, state, is_named):
    monkeypatch.setattr("annotate.views.finding.FEW", 9)
    monkeypatch.setattr("annotate.views.finding.DRAWN", 4)
    cast = make_cast()
    one = [entered(cast, "普京") for _number in range(20)][1]
    tag_words(cast.reviewer, one, "claim", "普京")
    assert send(browser_of(cast.reviewer), "work-submit", one).status_code == 200

    with CaptureQueriesContext(connection) as asked:
        page = shown(cast, words="普京", state=state)

    assert ("1 article found" if is_named else "19 articles found") in page
    assert any("LIMIT 10" in query["sql"] for query in asked) == is_named


def test_a_tag_is_found_by_its_own_words_only():
    cast = make_cast()
    entry = entered(cast, "市长说：“臺灣😀与𠮷。”", "cafe\u0301 仍在营业，臺灣。")
    tag_words(cast.reviewer, entry, "quote", "“臺灣😀与𠮷。”")
    tag_words(cast.reviewer, entry, "claim", "仍在营业")
    number = spans_in(entry)[0].number

    page = shown(cast, words="台湾", place="tags")

    assert f"#n{number}" in page
    assert "“<mark>臺灣</mark>😀与𠮷。”" in page
    assert "1 tag found" in page
    assert "Nothing found" in shown(cast, words="市长", place="tags")
    assert "Nothing found" in shown(cast, words="台湾 -𠮷", place="tags")
    assert "1 tag found" in shown(cast, words="台湾 -营业", place="tags")


def test_a_deleted_tag_is_not_found():
    cast = make_cast()
    entry = entered(cast, "普京")
    tag_words(cast.reviewer, entry, "quote", "普京")
    send(browser_of(cast.reviewer), "span-delete", entry, spans_in(entry)[0].number)

    assert "Nothing found" in shown(cast, words="普京", place="tags")
    assert "Nothing found" in shown(cast, words="普京", label="quote")


def test_who_tags_alone_finds_only_their_own_tags():
    cast = make_cast(way=Way.INDEPENDENT)
    entry, other = entered(cast, "普京"), make_member(cast.project)
    tag_words(other, entry, "quote", "普京")

    for query in ({"place": "tags"}, {"label": "quote"}):
        assert "Nothing found" in shown(cast, cast.reviewer, words="普京", **query)
        assert "Nothing found" not in shown(cast, other, words="普京", **query)
        assert "Nothing found" not in shown(cast, cast.manager, words="普京", **query)


def test_tags_come_by_the_day_of_their_article_and_then_as_they_stand():
    cast = make_cast()
    older = entered(cast, "普京一，普京二", published_day=date(2024, 5, 1))
    newer = entered(cast, "普京三", published_day=date(2024, 5, 2))
    for entry, words in ((older, "普京二"), (older, "普京一"), (newer, "普京三")):
        tag_words(cast.reviewer, entry, "claim", words)

    page = shown(cast, words="普京", place="tags")

    assert [sign for sign in page if sign in "一二三"] == ["三", "一", "二"]


def test_a_search_of_very_many_articles_says_what_it_left_out(monkeypatch):
    monkeypatch.setattr("annotate.views.finding.MOST_READ", 1)
    monkeypatch.setattr("annotate.views.finding.TOGETHER", 1)
    cast = make_cast()
    for _number in range(2):
        tag_words(cast.reviewer, entered(cast, "普京"), "quote", "普京")

    page = shown(cast, words="普京", place="tags")

    assert "Only the tags of the 500 newest" in page
    assert "1 tag found" in page


@pytest.mark.parametrize("place", ["articles", "tags"])
def test_more_than_are_counted_are_said_to_be_more(monkeypatch, place):
    monkeypatch.setattr("annotate.views.finding.MOST", 2)
    monkeypatch.setattr("annotate.views.search.MOST", 2)
    cast = make_cast()
    for _number in range(3):
        tag_words(cast.reviewer, entered(cast, "普京"), "quote", "普京")

    assert f"more than 500 {place}" in shown(cast, words="普京", place=place)


@pytest.mark.parametrize("place", ["articles", "tags"])
@pytest.mark.parametrize(
    "words", ['"', "*", "普京*", '"普京', "NOT 普京", "😀", "𠮷", "\u0301", "普\r\n京", "x" * 9000]
)
def test_nothing_that_is_typed_breaks_the_search(place, words):
    cast = make_cast()
    tag_words(cast.reviewer, entered(cast, "普京 😀 𠮷 e\u0301"), "quote", "普京 😀 𠮷 e\u0301")

    answer = browser_of(cast.viewer).get(f"{cast.address}search/", {"words": words, "place": place})

    assert answer.status_code in {200, 422}


@pytest.mark.parametrize("query", [{"label": "invented"}, {"state": "invented"}, {"place": "invented"}])
def test_a_filter_that_cannot_be_is_refused_with_a_sentence(query):
    cast = make_cast()

    answer = browser_of(cast.viewer).get(f"{cast.address}search/", {"words": "普京", **query})

    assert answer.status_code == 422
    assert 'class="errors"' in answer.content.decode()


def test_htmx_gets_the_hits_alone():
    cast = make_cast()
    entered(cast, "普京")

    answer = browser_of(cast.viewer).get(
        f"{cast.address}search/", {"words": "普京"}, headers={"HX-Request": "true"}
    )

    assert answer.content.decode().strip().startswith("<section")
    assert "HX-Request" in answer["Vary"]


def test_the_page_of_the_project_leads_to_the_search():
    cast = make_cast()
    entered(cast, "普京")

    page = browser_of(cast.viewer).get(cast.address).content.decode()

    assert f'action="{cast.address}search/"' in page


@pytest.mark.parametrize("number", [1, 22])
def test_a_search_costs_the_same_whatever_is_found(django_assert_max_num_queries, number):
    cast = make_cast()
    browser = browser_of(cast.viewer)
    for _number in range(number):
        tag_words(cast.reviewer, entered(cast, "普京"), "quote", "普京")

    for query in ({"label": "quote", "state": "in_progress", "lang": "zh"}, {"place": "tags"}):
        told_how = connection.vendor == "postgresql"  # to plan, by a statement more
        with django_assert_max_num_queries(14 + told_how):
            answer = browser.get(f"{cast.address}search/", {"words": "普京", **query})
        assert f"{number} " in answer.content.decode()


@pytest.mark.usefixtures("how_many")
@pytest.mark.parametrize("place", ["articles", "tags"])
def test_who_works_blind_learns_from_no_filter_what_the_others_do(place: str):
    cast = make_cast(way=Way.INDEPENDENT)
    other = make_member(cast.project)
    mine, theirs = entered(cast, "普京甲"), entered(cast, "普京乙")
    Entry.objects.update(required=1)
    works = ((cast.reviewer, mine), (other, theirs))
    for person, entry in works:
        tag_words(person, entry, "quote", "普京")
    for person, entry in works:
        assert send(browser_of(person), "work-submit", entry).status_code == 200

    def seen(user: User, **query: str) -> str:
        page = shown(cast, user, words="普京", place=place, **query)
        return "".join(
            name for name, entry in (("mine", mine), ("theirs", theirs)) if f"/articles/{entry.pk}/" in page
        )

    for query in ({"label": "quote"}, {"state": "submitted"}, {"label": "quote", "state": "submitted"}):
        assert seen(cast.reviewer, **query) == "mine"
        assert seen(cast.manager, **query) == "minetheirs"
    for query in ({"state": "in_progress"}, {"label": "claim"}, {"label": "quote", "state": "assigned"}):
        assert seen(cast.reviewer, **query) == ""
    not_begun = {"articles": "theirs", "tags": ""}[place]
    assert seen(cast.reviewer, state="assigned") == not_begun
    assert f"1 {place[:-1]} found" in shown(cast, cast.reviewer, words="普京", place=place, label="quote")
