"""What is stored of a file, in a run, and of what is pasted."""

from uuid import uuid4

import pytest
from django.db import connection

from articles import readers
from articles.importing import begin_run, import_bytes, import_into_run, pasted
from articles.importing.turns import LANES, take_turn
from articles.models import Article, ImportRun, Outcome, Provenance, RawDocument, Revision
from articles.problems import ImportProblem
from articles.readers.base import Document
from articles.text.blocks import Block, Kind
from tests.articles.acts import a_run, import_in, import_one, jsonl
from tests.articles.files import ADDRESS, PARAGRAPHS, TITLE, feed_item, mirror_page
from tests.makers import make_user

pytestmark = pytest.mark.django_db


def test_an_article_is_stored_with_its_text_its_blocks_and_its_bytes():
    raw = feed_item()

    imported = import_one(raw)

    revision = Revision.objects.get()
    assert imported.outcome == Outcome.NEW
    assert revision.text == "\n".join((TITLE, *PARAGRAPHS))
    assert [revision.text[block["start"] : block["end"]] for block in revision.blocks] == [TITLE, *PARAGRAPHS]
    assert revision.article.address == ADDRESS
    assert bytes(RawDocument.objects.get().content) == raw
    assert Provenance.objects.get().format == "feed item"


def test_line_ends_of_windows_do_not_reach_the_text():
    import_bytes(feed_item().replace(b"\n", b"\r\n"), "article.md")

    assert Revision.objects.get().text == "\n".join((TITLE, *PARAGRAPHS))


def test_what_was_dropped_is_kept_with_the_reason():
    import_bytes(mirror_page(), "article.md")

    dropped = Revision.objects.get().dropped
    assert {"promotion", "menu"} <= {piece["reason"] for piece in dropped}
    assert "一条推广" in "".join(piece["text"] for piece in dropped)


def test_readable_text_of_no_known_format_says_so():
    import_bytes("第一段。\n\n第二段😀。".encode(), "notes.txt")

    assert "no known format: read as plain paragraphs" in Revision.objects.get().notes


def test_the_text_of_a_jsonl_line_is_kept_character_for_character():
    text = "  第一行。\r\n\n第二行𠮷 \n"

    import_bytes(jsonl({"text": text}), "texts.jsonl")

    assert Revision.objects.get().text == text
    assert Revision.objects.get().verbatim


def test_one_file_may_hold_many_articles():
    found = import_bytes(jsonl({"text": "甲。"}, {"text": "乙。"}, {"text": "甲。"}), "texts.jsonl")

    assert [one.outcome for one in found] == [Outcome.NEW, Outcome.NEW, Outcome.UNCHANGED]
    assert len({one.locator for one in found}) == 3
    assert RawDocument.objects.count() == 1
    assert Provenance.objects.count() == 3


def test_articles_without_a_locator_get_one_if_a_file_holds_several(monkeypatch):
    documents = [Document(title=word, blocks=(Block(Kind.TITLE, word),), format="x") for word in "甲乙"]
    monkeypatch.setattr(readers, "read", lambda *_, **__: documents)

    assert [one.locator for one in import_bytes(b"x", "x")] == ["article 1", "article 2"]


def test_the_articles_of_one_file_are_told_apart_even_if_their_reader_does_not(monkeypatch):
    documents = [
        Document(title=word, blocks=(Block(Kind.TITLE, word),), format="x", locator="line 1")
        for word in "甲乙丙"
    ]
    monkeypatch.setattr(readers, "read", lambda *_, **__: documents)

    files = import_into_run(a_run(), b"x", "x")

    assert [file.locator for file in files] == ["line 1", "line 1 article 2", "line 1 article 3"]


def test_a_file_of_many_articles_knows_which_of_them_are_known():
    import_bytes(jsonl({"text": "旧。"}), "old.jsonl")
    many = [{"text": f"第{number}篇😀。\r\n𠮷"} for number in range(1200)]

    found = import_bytes(jsonl(*many, {"text": "旧。"}, many[0]), "many.jsonl")

    assert [one.outcome for one in found[-3:]] == [Outcome.NEW, Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert Article.objects.count() == 1201
    assert [one.revision.text for one in found[:1200]] == [record["text"] for record in many]
    assert [one.locator for one in found] == [f"line {number}" for number in range(1, 1203)]


def test_a_file_of_many_articles_is_stored_with_few_queries(django_assert_max_num_queries):
    many = jsonl(*({"text": f"第{number}篇。"} for number in range(400)))
    run = a_run()

    with django_assert_max_num_queries(40):
        import_into_run(run, many, "many.jsonl")
    with django_assert_max_num_queries(30):
        again = import_into_run(a_run(), many, "many.jsonl", seen=Revision.objects.all())
    assert {file.outcome for file in again} == {Outcome.UNCHANGED}


def test_either_all_articles_of_a_file_are_stored_or_none(monkeypatch):
    good = Document(title="甲", blocks=(Block(Kind.TITLE, "甲"),), format="x")
    empty = Document(title="乙", blocks=(Block(Kind.TITLE, " "),), format="x", locator="line 2")
    monkeypatch.setattr(readers, "read", lambda *_, **__: [good, empty])

    with pytest.raises(ImportProblem, match="x, line 2: It holds no text"):
        import_bytes(b"x", "x")

    assert not Article.objects.exists()
    assert not RawDocument.objects.exists()


def test_the_same_bytes_under_the_same_name_count_once_in_a_run():
    run = a_run()

    first = import_in(run, feed_item())
    second = import_in(run, feed_item())

    assert first == second
    assert second.outcome == Outcome.NEW
    assert run.files.count() == 1


def test_a_failure_sent_twice_counts_once():
    run = a_run()

    assert import_in(run, b"", "empty.md") == import_in(run, b"", "empty.md")


def test_a_run_belongs_to_one_person_and_one_purpose():
    key, person = uuid4(), make_user()
    run = begin_run(key, by=person, purpose="project 1")

    assert begin_run(key, by=person, purpose="project 1") == run
    with pytest.raises(ImportRun.DoesNotExist):
        begin_run(key, by=make_user(), purpose="project 1")
    with pytest.raises(ImportRun.DoesNotExist):
        begin_run(key, by=person, purpose="project 2")


def test_a_file_of_many_articles_takes_no_more_locks_than_there_are_lanes(django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        take_turn(str(number) for number in range(10 * LANES))


def test_an_unchanged_file_costs_few_queries(django_assert_max_num_queries):
    run = a_run()
    import_bytes(feed_item(), "a.md")

    lanes = connection.vendor == "postgresql"  # whose turn it is, SQLite asks no table
    with django_assert_max_num_queries(9 + lanes):
        import_into_run(run, feed_item(), "a.md")


def test_of_what_is_pasted_the_mark_up_wins():
    assert pasted("甲 乙", "<p>甲</p><p>乙</p>") == ("pasted.html", "<p>甲</p><p>乙</p>".encode())


@pytest.mark.parametrize(
    "source", [feed_item(), mirror_page(), jsonl({"text": "甲"}), b"<html><body><p>x</p>"]
)
def test_the_source_of_a_page_is_taken_as_it_is_though_an_editor_wrapped_it(source):
    text = source.decode().replace("\n", "\r\n")

    assert pasted(text, "<div><span>wrapped</span></div>") == ("pasted.txt", source)


def test_pasted_words_without_mark_up_stay_words():
    assert pasted("第一段😀。\r\n𠮷", " ") == ("pasted.txt", "第一段😀。\n𠮷".encode())


def test_lone_surrogates_in_what_is_pasted_do_no_harm():
    assert pasted("a\ud800b", "")[1] == b"a?b"
