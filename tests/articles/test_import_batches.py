"""Many files in one transaction come to the same as one after another."""

import pytest

from articles.importing import in_batches, read_file, store_batch
from articles.models import Article, ImportedFile, Outcome, Provenance, RawDocument, Revision
from tests.articles.acts import a_run, jsonl
from tests.articles.files import ADDRESS, PARAGRAPHS, feed_item, mirror_page

pytestmark = pytest.mark.django_db

Files = list[tuple[str, bytes]]


def bring(files: Files, **options) -> list[ImportedFile]:
    run = a_run()
    for batch in in_batches(read_file(raw, name) for name, raw in files):
        store_batch(run, batch, **options)
    return list(run.files.all())


def item(number: int, *more: str) -> bytes:
    return feed_item(
        *PARAGRAPHS, f"第 {number} 篇。", *more, address=f"https://news.example/zh/bridge-{number}"
    )


def outcomes(files: Files) -> dict[str, str]:
    return {file.name: file.outcome for file in bring(files)}


def test_files_that_share_nothing_are_stored_in_few_questions(django_assert_max_num_queries):
    files = [(f"{number}.md", item(number)) for number in range(40)]

    with django_assert_max_num_queries(30):
        rows = bring(files)

    assert [row.outcome for row in rows] == [Outcome.NEW] * 40
    assert RawDocument.objects.count() == Article.objects.count() == 40
    assert all("😀" in revision.text and "𠮷" in revision.text for revision in Revision.objects.all())
    assert {(way.name, bytes(way.raw.content)) for way in Provenance.objects.select_related("raw")} == set(
        files
    )


def test_what_comes_twice_in_a_batch_is_known_the_second_time():
    files = [
        ("a.md", item(1)),
        ("again.md", item(1)),
        ("b.md", item(2)),
        ("later.md", item(2, "多了一段。")),
        ("mirror.md", mirror_page(*PARAGRAPHS, "第 2 篇。", address="https://news.example/zh/bridge-2")),
        ("lines.jsonl", jsonl({"text": "甲"}, {"text": "乙"}, {"text": "甲"})),
        ("c.md", feed_item(address=ADDRESS)),
    ]

    found = outcomes(files)

    assert found == {
        "a.md": Outcome.NEW,
        "again.md": Outcome.UNCHANGED,
        "b.md": Outcome.NEW,
        "later.md": Outcome.REVISED,
        "mirror.md": Outcome.DUPLICATE,
        "lines.jsonl": found["lines.jsonl"],
        "c.md": Outcome.NEW,
    }
    assert Article.objects.count() == 5
    assert RawDocument.objects.count() == 6


def test_one_after_another_and_all_at_once_come_to_the_same():
    files = [(f"{number}.md", item(number % 4, *["又一段。"] * (number % 3))) for number in range(12)]
    together = outcomes(files)
    texts = sorted(Revision.objects.values_list("article__address", "text"))
    Provenance.objects.all().delete()
    Article.objects.all().delete()
    RawDocument.objects.all().delete()
    run = a_run()
    for name, raw in files:
        store_batch(run, [read_file(raw, name)])

    assert {file.name: file.outcome for file in run.files.all()} == together
    assert sorted(Revision.objects.values_list("article__address", "text")) == texts


def test_a_failed_file_in_a_batch_is_told_and_the_others_are_stored():
    found = outcomes([("a.md", item(1)), ("b.md", b""), ("c.md", b"\x89PNG\r\n\x1a\n"), ("d.md", item(2))])

    assert found == {"a.md": "new", "b.md": "failed", "c.md": "failed", "d.md": "new"}


def test_a_batch_that_is_stored_twice_is_written_down_once():
    run = a_run()
    [batch] = in_batches(
        [read_file(item(1), "a.md"), read_file(jsonl({"text": "x"}, {"text": "y"}), "b.jsonl")]
    )

    first = store_batch(run, batch)
    second = store_batch(run, batch)

    assert {row.pk for row in second} == {row.pk for row in first}
    assert run.files.count() == 3
