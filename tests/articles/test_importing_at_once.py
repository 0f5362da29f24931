"""Several people import at the same time."""

import pytest

from articles.importing import import_bytes, import_into_run
from articles.models import Article, Outcome, Provenance, RawDocument, Revision
from tests.articles.acts import a_run, jsonl
from tests.articles.files import feed_item, mirror_page
from tests.racing import together

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_eight_who_import_the_same_article_at_once_make_one():
    mirrors = [mirror_page(mirror=f"m{number % 4}") for number in range(8)]

    raised = together(8, lambda number: import_bytes(mirrors[number], "a.md"))

    assert raised == []
    assert (Article.objects.count(), Revision.objects.count()) == (1, 1)
    assert Provenance.objects.count() == RawDocument.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_a_text_with_an_address_and_one_without_make_one_article_also_at_once():
    files = [feed_item(), feed_item(address="https://news.example/")]

    raised = together(6, lambda number: import_bytes(files[number % 2], "a.md"))

    assert raised == []
    assert Article.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_new_wordings_that_come_at_once_are_numbered_one_after_another():
    raised = together(6, lambda number: import_bytes(feed_item(f"第{number}稿。"), "a.md"))

    assert raised == []
    assert sorted(Revision.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db(transaction=True)
def test_files_that_share_their_articles_in_another_order_do_not_lock_each_other_out():
    texts = [{"text": f"第{number}篇。"} for number in range(40)]
    files = [jsonl(*texts), jsonl(*reversed(texts))]

    raised = together(6, lambda number: import_bytes(files[number % 2], "texts.jsonl"))

    assert raised == []
    assert Article.objects.count() == 40


@pytest.mark.django_db(transaction=True)
def test_a_batch_sent_twice_at_once_is_written_down_once():
    run = a_run()

    raised = together(4, lambda _number: import_into_run(run, feed_item(), "a.md"))

    assert raised == []
    assert run.files.get().outcome == Outcome.NEW
