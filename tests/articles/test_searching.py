"""Finding stored texts: the index, and the search of the library. The same on both databases."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from articles.importing import import_bytes
from articles.models import Article, Revision, SearchRow
from articles.search import MOST, find, refresh
from articles.text.blocks import Block
from articles.text.phrases import Query
from tests.articles.acts import jsonl
from tests.articles.files import ADDRESS, feed_item
from tests.cast import browser_of
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db

HOSTILE = [
    '"', "'", "*", "普京*", '"普京', "普京 OR", "NOT 普京", "NEAR(普京, 2)", "terms:普京", "^普京", "{普京}",
    "普京)", "((((", "-", "--", "😀", "𠮷", "e\u0301", "\u0301", "%", "_", "\\", "';--", "\ud800", "普\r\n京",
    "\u202e普京", "普 + 京",
    "普" * 300, "a" * 300, "普 " * 16, "x" * 10_000, "-普京",
]  # fmt: skip


@pytest.fixture
def librarian() -> Client:
    return browser_of(make_user(librarian=True))


def stored(*paragraphs: str, title: str = "题目", **about) -> Article:
    """Store an article that can be found."""
    revision = make_revision(Block("title", title), *(Block("paragraph", one) for one in paragraphs))
    Article.objects.filter(pk=revision.article_id).update(title=title, **about)
    refresh([revision.article_id])
    return Article.objects.get(pk=revision.article_id)


def found(words: str, **options) -> list[int]:
    return [hit.article for hit in find(Query.of(words), **options)]


def shown(browser: Client, **query: str) -> str:
    answer = browser.get("/library/search/", query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    "words",
    ["普京", "京", "俄罗斯总统普京", "俄羅斯總統", "王𠮷", "😀", "café", "CAFE", "Ｃafé", "human rights",
     '"human rights"', "“普京，王𠮷”", "普京 台灣", "普京 -泽连斯基", "题目", "2024", "台湾 题"],
)  # fmt: skip
def test_an_article_is_found(words):
    article = stored(
        "俄罗斯总统普京、王𠮷😀谈臺灣。", "In cafe\u0301s: Human\r\nRights, 2024年。", "un cafe\u0301."
    )

    assert found(words) == [article.pk]


@pytest.mark.parametrize(
    "words",
    [
        "京普",
        "普京王",
        "caf",
        "uman",
        '"rights human"',
        "“王𠮷 普京”",
        "普京 泽连斯基",
        "普京 -台湾",
        "202",
        "鱼",
    ],
)
def test_an_article_is_not_found(words):
    stored("俄罗斯总统普京、王𠮷😀谈臺灣。", "In cafe\u0301s: Human\r\nRights, 2024年。")

    assert found(words) == []


def test_words_far_apart_in_a_long_text_are_found_together():
    article = stored("开始有鲸鱼。" + "中间的话很长。" * 4000 + "𠮷" + "最后有河马。")

    assert found("鲸鱼 河马") == found("“𠮷最后有河马”") == found("话 河马") == [article.pk]
    assert found("鲸鱼 -河马") == []


def test_a_long_phrase_is_found_only_as_it_stands():
    phrase = "新桥明年通车" * 20
    article = stored(f"市长说{phrase}。")
    stored("新桥明年通车" * 10 + "，" + "新桥明年通车" * 10)

    assert found(phrase) == [article.pk]


def test_all_parts_of_a_phrase_do_not_make_the_phrase():
    stored("人民、民政、政府")

    assert found("人民政府") == []


def test_the_newest_day_comes_first_and_no_day_last():
    days = [date(2024, 5, 1), None, date(2024, 5, 3), date(2024, 5, 1)]
    articles = [stored("普京", published_day=day) for day in days]

    assert found("普京") == [articles[place].pk for place in (2, 3, 0, 1)]


def test_days_are_chosen_from_the_first_to_the_last():
    first, second, third = (stored("普京", published_day=date(2024, 5, day)) for day in (1, 2, 3))
    unknown = stored("普京")

    assert found("普京", first=date(2024, 5, 2)) == [third.pk, second.pk]
    assert found("普京", last=date(2024, 5, 2)) == [second.pk, first.pk]
    assert found("普京", first=date(2024, 5, 2), last=date(2024, 5, 2)) == [second.pk]
    assert unknown.pk in found("普京")


def test_what_is_imported_is_found_at_once():
    import_bytes(feed_item(), "a.md")

    assert found("新桥😀明年") == [Article.objects.get().pk]


def test_many_articles_of_one_file_are_found_at_once():
    import_bytes(jsonl({"text": "甲：普京"}, {"text": "乙：普京"}, {"text": "丙"}), "a.jsonl")

    assert len(found("普京")) == 2


def test_only_the_newest_wording_is_found_unless_others_are_asked_for():
    import_bytes(feed_item("旧的措辞。", time=1714957950000), "a.md")
    import_bytes(feed_item("新的说法。", time=1724957950000), "b.md")
    article = Article.objects.get()

    assert found("旧的措辞") == []
    assert found("新的说法") == found("旧的措辞", newest=False) == [article.pk]
    assert SearchRow.objects.count() == Revision.objects.count() == 2


def test_an_older_wording_that_comes_later_stays_behind():
    import_bytes(feed_item("新的说法。", time=1724957950000), "b.md")
    import_bytes(feed_item("旧的措辞。", time=1714957950000), "a.md")

    assert found("旧的措辞") == []
    assert found("新的说法") == [Article.objects.get().pk]


def test_a_day_that_is_learned_later_counts():
    text = {"text": "普京", "url": ADDRESS}
    import_bytes(jsonl(text), "a.jsonl")
    import_bytes(jsonl({**text, "published": "2024-05-01"}), "b.jsonl")

    assert Article.objects.get().published_day
    assert len(found("普京", first=date(2024, 5, 1))) == 1


def test_a_title_beside_a_text_that_is_kept_as_it_is_is_searched_too():
    [imported] = import_bytes(json.dumps({"text": "正文。\r\n", "title": "普京访华"}).encode(), "a.jsonl")

    assert imported.revision.verbatim
    assert found("普京访华") == [imported.revision.article_id]


def test_samples_are_found_apart():
    [sample] = import_bytes(feed_item(), "a.md", is_sample=True)

    assert found("新桥") == []
    assert found("新桥", samples=True) == [sample.revision.article_id]


def test_refreshing_twice_changes_nothing():
    article = stored("普京")
    refresh([article.pk])

    assert found("普京") == found("京") == [article.pk]


def test_the_index_is_rebuilt_from_what_is_stored():
    article = make_revision(Block("title", "题"), Block("paragraph", "普京")).article
    out = StringIO()

    call_command("rebuild_search", stdout=out)
    call_command("rebuild_search", stdout=out)

    assert "1 articles can be found." in out.getvalue()
    assert found("普京") == [article.pk]


def test_a_deleted_article_is_not_found_any_more(librarian):
    kept, gone = stored("普京甲"), stored("普京乙")
    gone.delete()

    assert found("普京") == [kept.pk]
    assert "1 article found" in shown(librarian, words="普京")


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_is_typed_breaks_the_search(librarian, words):
    stored("普京 😀 𠮷 e\u0301 NOT OR terms")

    answer = librarian.get("/library/search/", {"words": words.encode("utf-8", "surrogatepass")})

    assert answer.status_code in {200, 422}
    if answer.status_code == 422:
        assert 'class="errors"' in answer.content.decode()


def test_a_nul_is_refused_with_a_sentence(librarian):
    answer = librarian.get("/library/search/?words=%00%E6%99%AE")

    assert answer.status_code == 422
    assert "Null characters are not allowed." in answer.content.decode()


def test_operators_of_the_index_are_words():
    article = stored("普京 OR 泽连斯基")
    stored("普京")

    assert found("普京 OR 泽连斯基") == found("普京 or") == [article.pk]
    assert found("普京 NOT 泽连斯基") == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"words": "-普京"}, "a word without a minus"),
        ({"words": "。。。"}, "Punctuation alone"),
        ({"words": " ".join("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午")}, "sixteen"),
        ({"words": "普京", "first": "gestern"}, "Published from"),
        ({"words": "普京", "lang": "tlh"}, "no such language"),
    ],
)
def test_what_cannot_be_asked_gets_a_sentence(librarian, query, sentence):
    answer = librarian.get("/library/search/", query)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_the_hits_are_marked_in_the_title_and_in_an_excerpt(librarian):
    stored("開頭<b>。市长😀谈臺灣與𠮷。", title="台湾<i>")

    page = shown(librarian, words="台湾")

    assert "<mark>台湾</mark>&lt;i&gt;" in page
    assert "&lt;b&gt;。市长😀谈<mark>臺灣</mark>與𠮷。" in page


def test_the_library_search_is_narrowed_by_outlet_language_and_day(librarian):
    stored("普京甲", title="甲文", outlet="甲报", lang="zh-Hans", published_day=date(2024, 5, 1))
    stored("普京乙", title="乙文", outlet="乙报", lang="zh-Hant", published_day=date(2023, 5, 1))
    stored("Putin 普京", title="丙文", outlet="乙报", lang="en")

    def titles(**query: str) -> str:
        page = shown(librarian, words="普京", **query)
        return "".join(
            title for title in "甲乙丙" if f"<bdi>{title}文</bdi>" in page.replace("\n", "").replace("  ", "")
        )

    assert titles() == "甲乙丙"
    assert titles(outlet="乙报") == "乙丙"
    assert titles(outlet="乙报", lang="zh") == "乙"
    assert titles(lang="zh-Hans") == "甲"
    assert titles(first="2024-01-01") == "甲"
    assert titles(last="2023-12-31") == "乙"


def test_no_words_and_no_hits_say_what_to_try(librarian):
    assert "Two characters are enough" in shown(librarian)
    assert "Try fewer or shorter words" in shown(librarian, words="河马")


def test_samples_and_other_people_do_not_meet(librarian):
    import_bytes(feed_item(), "a.md", is_sample=True)

    assert "Nothing found" in shown(librarian, words="新桥")
    assert browser_of(make_user()).get("/library/search/", {"words": "新桥"}).status_code == 404


def test_hits_come_in_pages_of_twenty_in_a_steady_order(librarian):
    articles = [stored("普京", title=f"第{number}篇。") for number in range(21)]

    assert "21 articles found, the newest first" in shown(librarian, words="普京")
    assert "第20篇。" in shown(librarian, words="普京")
    assert "第0篇。" in shown(librarian, words="普京", page="2")
    assert found("普京") == [article.pk for article in reversed(articles)]


def test_five_hundred_are_counted_and_more_are_said_to_be_more(librarian, monkeypatch):
    monkeypatch.setattr("articles.views.search.MOST", 2)
    for _number in range(3):
        stored("普京")

    assert "more than 500 articles" in shown(librarian, words="普京")
    assert len(found("普京", most=2)) == 2
    assert MOST == 500


def test_htmx_gets_the_hits_alone(librarian):
    stored("普京")

    answer = librarian.get("/library/search/", {"words": "普京"}, headers={"HX-Request": "true"})

    assert answer.content.decode().strip().startswith("<section")
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize("number", [1, 25])
def test_the_search_of_the_library_costs_the_same_whatever_is_found(
    librarian, django_assert_max_num_queries, number
):
    for _number in range(number):
        stored("普京")

    with django_assert_max_num_queries(10):
        shown(librarian, words="普京", outlet="示例日报")


@pytest.mark.django_db(transaction=True)
def test_the_index_is_made_and_unmade_with_what_is_stored():
    article = stored("普京")
    try:
        MigrationExecutor(connection).migrate([("articles", "0001_initial")])
        assert "articles_searchrow" not in connection.introspection.table_names()
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())

    assert found("普京") == [article.pk]
