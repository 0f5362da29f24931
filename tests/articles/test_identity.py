"""Which article a file is, and what becomes of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importing import import_bytes
from articles.importing.identity import find_article, identity_of
from articles.models import Article, Outcome, Provenance, Revision
from tests.articles.acts import a_run, import_in, import_one
from tests.articles.files import ADDRESS, PARAGRAPHS, TITLE, feed_item, mirror_page

pytestmark = pytest.mark.django_db


def test_the_same_file_again_is_unchanged_and_stores_nothing():
    import_bytes(feed_item(), "article.md")

    again = import_one(feed_item(), "another-name.md")

    assert again.outcome == Outcome.UNCHANGED
    assert (Article.objects.count(), Revision.objects.count(), Provenance.objects.count()) == (1, 1, 1)


def test_the_same_text_saved_again_with_other_promotions_is_unchanged():
    import_bytes(feed_item(), "article.md")

    again = import_one(feed_item(extra="<hr>"))

    assert again.outcome == Outcome.UNCHANGED
    assert (Revision.objects.count(), Provenance.objects.count()) == (1, 2)


def test_another_text_at_the_same_address_is_a_new_revision():
    import_bytes(feed_item(), "article.md")

    again = import_one(feed_item("市长王𠮷说：“新桥后年通车。”"))

    assert again.outcome == Outcome.REVISED
    assert again.revision.number == 2
    assert Article.objects.count() == 1


def test_the_same_text_through_another_mirror_is_a_duplicate_with_two_ways():
    import_bytes(mirror_page(mirror="a"), "a.md")

    again = import_one(mirror_page(mirror="b"), "b.md")

    assert again.outcome == Outcome.DUPLICATE
    assert Revision.objects.count() == 1
    assert {way.mirror_address.split("/")[3] for way in Provenance.objects.all()} == {"a", "b"}


def test_tracking_in_the_address_makes_no_second_article():
    import_bytes(feed_item(), "a.md")

    again = import_one(feed_item(address=f"{ADDRESS}?utm_source=rss&at_medium=RSS"))

    assert again.outcome == Outcome.UNCHANGED


def test_equal_words_at_two_addresses_are_two_articles():
    import_bytes(feed_item(), "a.md")

    again = import_one(feed_item(address="https://other.example/zh/copy-7"))

    assert again.outcome == Outcome.NEW
    assert Article.objects.count() == 2


@pytest.mark.parametrize("first_has_address", [True, False])
def test_equal_words_are_one_article_if_one_comes_without_an_address(first_has_address):
    addressed, bare = feed_item(), feed_item(address="https://news.example/")
    first, second = (addressed, bare) if first_has_address else (bare, addressed)
    import_bytes(first, "first.md")

    again = import_one(second, "second.md")

    assert again.revision.article == Article.objects.get()
    assert Article.objects.get().address == ADDRESS
    assert Revision.objects.count() == 1


def test_a_plain_text_equal_to_a_known_article_is_called_a_duplicate_and_told_why():
    import_bytes(mirror_page(), "mirror.md")

    again = import_one("\n\n".join((TITLE, *PARAGRAPHS)).encode(), "plain.txt")

    assert again.revision.article == Article.objects.get()
    assert again.outcome == Outcome.DUPLICATE
    assert again.reason.startswith("The same text is stored already")


def test_two_texts_whose_address_is_a_home_page_are_two_articles():
    home = "https://news.example/"
    import_bytes(feed_item(address=home), "a.md")

    again = import_one(feed_item("另一篇。", address=home))

    assert again.outcome == Outcome.NEW
    assert set(Article.objects.values_list("address", flat=True)) == {""}
    assert any("names no single article" in note for note in again.revision.notes)


@pytest.mark.parametrize(
    "address",
    [None, "", "https://a.example", "https://a.example/", "https://a.example/zh", "https://a.example/index.html",
     "https://a.example/zh-hans/index.php", "file:///etc/passwd", "javascript:alert(1)", "https://[", "https:///x",
     "https://a.example/" + "x" * 2000],
)  # fmt: skip
def test_what_names_no_article_is_no_identity(address):
    assert identity_of(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/?p=12",
        "https://a.example/story",
        "http://a.example/zh/x.html",
        "https://a.example/2020/",
    ],
)
def test_what_names_an_article_is_its_identity(address):
    assert identity_of(address) == address


def test_the_newest_wording_is_told_by_its_time_and_not_by_its_coming_in():
    day = 86_400_000
    import_bytes(feed_item("第二稿。", title="后来的标题", time=1714957950000 + day), "new.md")

    import_bytes(feed_item("第一稿。", title="先前的标题", time=1714957950000), "old.md")

    article = Article.objects.get()
    assert article.title == "后来的标题"
    assert article.revisions.newest_first()[0].number == 1


def test_a_later_wording_renames_the_article():
    import_bytes(feed_item("第一稿。", title="先前的标题"), "old.md")

    import_bytes(feed_item("第二稿。", title="后来的标题", time=1714999999000), "new.md")

    assert Article.objects.get().title == "后来的标题"


def test_another_way_fills_in_what_was_not_known():
    import_bytes(feed_item(address="https://news.example/"), "bare.md")
    assert Article.objects.get().address == ""

    import_bytes(feed_item(), "full.md")

    assert Article.objects.get().address == ADDRESS


def test_a_sample_that_is_imported_in_earnest_is_an_article_of_its_own():
    sample = import_one(feed_item(), is_sample=True)

    again = import_one(feed_item())

    assert again.outcome == Outcome.NEW
    assert sample.revision.article.is_sample
    assert not again.revision.article.is_sample


def test_the_samples_of_a_second_person_are_those_of_the_first():
    first = import_one(feed_item(), is_sample=True)
    import_one(feed_item())

    second = import_one(feed_item(), is_sample=True)

    assert second.revision == first.revision


def test_what_others_imported_is_new_to_whoever_may_not_know_of_it():
    import_bytes(feed_item(), "a.md")

    file = import_in(a_run(), feed_item(), seen=Revision.objects.none())

    assert file.outcome == Outcome.NEW
    assert Revision.objects.count() == 1


def test_a_wording_that_others_imported_is_a_revision_to_whoever_knows_the_article():
    own = import_one(feed_item("第一稿。")).revision
    import_bytes(feed_item("第二稿。"), "b.md")

    file = import_in(a_run(), feed_item("第二稿。"), seen=Revision.objects.filter(pk=own.pk))

    assert file.outcome == Outcome.REVISED


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans small tables whatever the index.")
def test_an_article_is_looked_up_in_an_index_however_many_there_are():
    with CaptureQueriesContext(connection) as asked:
        find_article("https://news.example/zh/bridge-1042", "0" * 64, is_sample=False)
        find_article("", "0" * 64, is_sample=False)

    with connection.cursor() as cursor:
        for query in asked:
            plan = cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}").fetchall()
            assert not any("SCAN" in line[-1] for line in plan), plan
