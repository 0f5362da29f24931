"""Many files in one transaction come to the same as one after another."""

import pytest
from django.db import DataError, IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from articles.importing import batches, in_batches, read_file, store_batch, together
from articles.importing import rows as rows_module
from articles.importing.identity import LONGEST_ADDRESS, identity_of
from articles.importing.rows import revision_values, way_values
from articles.importing.sentences import outcome_sentence
from articles.models import Article, ImportedFile, Outcome, Provenance, RawDocument, Revision, SearchRow
from tests.articles.acts import a_run, jsonl
from tests.articles.files import ADDRESS, PARAGRAPHS, feed_item, mirror_page

pytestmark = pytest.mark.django_db

Files = list[tuple[str, bytes]]
PREPARED = rows_module._prepared
MOST_STATEMENTS = 30  # for a batch, however many articles it holds


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

    with django_assert_max_num_queries(MOST_STATEMENTS):
        rows = bring(files)

    assert [row.outcome for row in rows] == [Outcome.NEW] * 40
    assert RawDocument.objects.count() == Article.objects.count() == 40
    assert all("😀" in revision.text and "𠮷" in revision.text for revision in Revision.objects.all())
    assert {(way.name, bytes(way.raw.content)) for way in Provenance.objects.select_related("raw")} == set(
        files
    )


def test_what_many_other_addresses_have_printed_is_stored_in_few_questions(django_assert_max_num_queries):
    bring([(f"{number}.md", item(number)) for number in range(20)])
    elsewhere = [
        (f"{number}.md", item(number).replace(b"news.example", b"other.example")) for number in range(20)
    ]

    with django_assert_max_num_queries(MOST_STATEMENTS):
        rows = bring(elsewhere)

    assert [row.outcome for row in rows] == [Outcome.NEW] * 20
    assert Article.objects.count() == 40
    assert Revision.objects.values("digest").distinct().count() == 20


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


def test_outcomes_are_in_the_order_of_the_files_also_of_those_that_failed():
    names = [row.name for row in bring([("c.md", item(1)), ("a.md", b""), ("b.md", item(2)), ("0.md", b"")])]

    assert names == ["c.md", "a.md", "b.md", "0.md"]


@pytest.mark.parametrize("fault", [DataError("no"), IntegrityError("no"), ValueError("no")])
def test_what_the_database_does_not_take_stops_neither_its_file_nor_its_batch(monkeypatch, caplog, fault):
    def refuse(article, arrival, *, number):
        if "第 2 篇" in arrival.wording.text:
            raise fault
        return revision_values(article, arrival, number=number)

    monkeypatch.setattr(together, "revision_values", refuse)
    monkeypatch.setattr(rows_module, "revision_values", refuse)
    lines = jsonl({"text": "第 2 篇😀"}, {"text": "第 3 篇𠮷"})
    files = [("a.md", item(1)), ("b.md", item(2)), ("lines.jsonl", lines), ("d.md", item(4))]

    rows = bring(files)

    told = [(row.name, row.locator, row.outcome) for row in rows]
    assert told == [
        ("a.md", "", "new"),
        ("b.md", "", "failed"),
        ("lines.jsonl", "line 1", "failed"),
        ("lines.jsonl", "line 2", "new"),
        ("d.md", "", "new"),
    ]
    assert outcome_sentence(rows[1].outcome, rows[1].reason).startswith("Xiwen stumbled over it")
    assert Revision.objects.count() == Article.objects.count() == SearchRow.objects.count() == 3
    assert RawDocument.objects.count() == 3
    assert "could not be stored" in caplog.text


def test_an_address_too_long_for_an_index_names_no_article():
    scheme = "https://news.example/"
    far = scheme + "桥" * ((LONGEST_ADDRESS - len(scheme)) // 3 + 1)

    [row] = bring([("a.jsonl", jsonl({"text": "甲", "url": far}))])

    assert (row.outcome, row.revision.article.address) == (Outcome.NEW, "")
    assert identity_of(f"{scheme}{'b' * (LONGEST_ADDRESS - len(scheme))}")


def test_a_part_of_a_batch_holds_neither_too_many_articles_nor_too_long_ones(monkeypatch):
    monkeypatch.setattr(batches, "MOST_TOGETHER", 4)
    monkeypatch.setattr(batches, "MOST_CHARACTERS", 20)
    lines = jsonl(*({"text": "甲" * length} for length in (1, 1, 1, 1, 1, 19, 30, 2)))

    parts = list(in_batches([read_file(lines, "a.jsonl"), read_file(b"b", "b.txt"), read_file(b"", "c.txt")]))

    assert [[len(file.arrivals) for file in batch] for batch in parts] == [[4], [2], [1], [1, 1, 0]]
    assert [file.ends for batch in parts for file in batch] == [False] * 3 + [True] * 3


def test_what_takes_long_is_done_before_the_transaction_but_not_for_what_is_known(monkeypatch):
    bring([("a.md", item(1))])
    made: list[str] = []
    monkeypatch.setattr(rows_module, "_prepared", lambda one: made.append(one.wording.text) or PREPARED(one))

    [batch] = in_batches(
        read_file(raw, "x") for raw in (item(1), item(2), jsonl({"text": "x"}, {"text": "y"}))
    )
    before = len(made)
    store_batch(a_run(), batch)

    assert len(made) == before == 3


def test_a_batch_that_is_stored_twice_is_written_down_once():
    run = a_run()
    [batch] = in_batches(
        [read_file(item(1), "a.md"), read_file(jsonl({"text": "x"}, {"text": "y"}), "b.jsonl")]
    )

    first = store_batch(run, batch)
    second = store_batch(run, batch)

    assert {row.pk for row in second} == {row.pk for row in first}
    assert run.files.count() == 3


def test_what_breaks_a_rule_of_the_database_itself_stops_no_other(monkeypatch):
    def nameless(source, raw, arrival, revision, *, is_first):
        way = way_values(source, raw, arrival, revision, is_first=is_first)
        return way | {"name": None} if source.name == "b.md" else way

    monkeypatch.setattr(together, "way_values", nameless)
    monkeypatch.setattr(rows_module, "way_values", nameless)

    assert outcomes([("a.md", item(1)), ("b.md", item(2)), ("c.md", item(3))]) == {
        "a.md": "new",
        "b.md": "failed",
        "c.md": "new",
    }


def test_a_batch_takes_the_same_statements_whatever_it_holds():
    counts = []
    for number in (2, 40):
        lines = jsonl(*({"text": f"{number} 第{line}段桥😀𠮷 e\u0301。\r\n" * 9} for line in range(number)))
        [batch] = in_batches([read_file(lines, f"{number}.jsonl")])
        run = a_run()
        with CaptureQueriesContext(connection) as asked:
            store_batch(run, batch)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= MOST_STATEMENTS
