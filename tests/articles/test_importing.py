"""From bytes to stored revisions: identity, outcomes, and whatever may be wrong with a file."""

import ast
import json
import threading
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from articles import outlets, readers, text
from articles.importing import begin_run, door, import_bytes, import_into_run, pasted, sentences
from articles.importing.identity import identity_of
from articles.importing.published import published
from articles.importing.sentences import (
    FORMATS,
    KINDS,
    PROBLEMS,
    REASONS,
    note_sentence,
    outcome_sentence,
    problem_sentence,
)
from articles.importing.turns import LANES, take_turn
from articles.models import Article, ImportedFile, ImportRun, Outcome, Provenance, RawDocument, Revision
from articles.problems import ImportProblem
from articles.readers.base import Document
from articles.text.blocks import Block, Dropped, Kind, Reason
from tests.articles.files import ADDRESS, PARAGRAPHS, TITLE, feed_item, mirror_page
from tests.makers import make_user

pytestmark = pytest.mark.django_db


def import_one(raw: bytes, name: str = "article.md", **options):
    [imported] = import_bytes(raw, name, **options)
    return imported


def import_in(run: ImportRun, raw: bytes, name: str = "article.md", **options) -> ImportedFile:
    [file] = import_into_run(run, raw, name, **options)
    return file


def a_run(**options) -> ImportRun:
    return begin_run(uuid4(), **{"by": None, **options})


def jsonl(*records: object) -> bytes:
    return "\n".join(json.dumps(record) for record in records).encode()


# --- What is stored


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


def test_either_all_articles_of_a_file_are_stored_or_none(monkeypatch):
    good = Document(title="甲", blocks=(Block(Kind.TITLE, "甲"),), format="x")
    empty = Document(title="乙", blocks=(Block(Kind.TITLE, " "),), format="x", locator="line 2")
    monkeypatch.setattr(readers, "read", lambda *_, **__: [good, empty])

    with pytest.raises(ImportProblem, match="x, line 2: It holds no text"):
        import_bytes(b"x", "x")

    assert not Article.objects.exists()
    assert not RawDocument.objects.exists()


# --- Identity


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


def test_a_sample_that_is_imported_in_earnest_is_a_sample_no_more():
    import_bytes(feed_item(), "a.md", is_sample=True)
    assert Article.objects.get().is_sample

    import_bytes(feed_item(), "a.md")

    assert not Article.objects.get().is_sample


def test_an_article_that_is_in_use_does_not_become_a_sample():
    import_bytes(feed_item(), "a.md")

    import_bytes(feed_item(), "a.md", is_sample=True)

    assert not Article.objects.get().is_sample


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


# --- What may be wrong with a file

BROKEN = {
    "empty": b"",
    "blank": b" \n\t\n",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "archive": b"PK\x03\x04" + bytes(64),
    "zeros": bytes(4096),
    "line of no JSON": b'{"text": "\xe7\x94\xb2"}\n{"text": \n',
    "only scripts": b"<html><body><script>alert(1)</script></body></html>",
}


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_cannot_be_read_gets_a_sentence_and_stores_nothing(raw):
    file = import_in(a_run(), raw, "broken.md")

    assert file.outcome == Outcome.FAILED
    assert file.reason.count("\n") == 1
    assert all(line.endswith(".") for line in file.reason.split("\n"))
    assert not RawDocument.objects.exists()


DAMAGED = {
    "broken front matter": '---\ntitle: "a\nfrom: [\n---\n<div><p>正文。</p></div>'.encode(),
    "cut HTML": feed_item()[:-40],
    "3,000 nested spans": feed_item("<span>" * 3000 + "正文。" + "</span>" * 3000),
    "3,000 unclosed paragraphs": feed_item("<p>正文。" * 3000),
    "scripts": feed_item("正文。<script>alert('不该出现')</script><img src=x onerror=alert(1)>"),
    "cut in the middle of a character": feed_item()[: len(feed_item()) - 60] + b"\xe6",
    "NUL and surrogates": feed_item("正\x00文。&#xD800;&#0;") + b"\xed\xa0\x80",
}


@pytest.mark.parametrize("raw", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_file_is_read_as_far_as_it_goes(raw):
    file = import_in(a_run(), raw, "damaged.md")

    assert file.outcome == Outcome.NEW
    text = Revision.objects.get().text
    assert text.strip()
    assert "\x00" not in text
    assert "不该出现" not in text
    text.encode()  # fails for a lone surrogate


def test_a_file_larger_than_the_limit_is_refused_with_a_sentence(settings):
    settings.UPLOAD_FILE_BYTES = 100

    file = import_in(a_run(), feed_item())

    assert problem_sentence(file.reason).startswith("It is larger than 10 MB.")


def test_a_failed_file_does_not_stop_the_next_one():
    run = a_run()

    import_in(run, b"", "empty.md")
    import_in(run, feed_item())

    assert list(run.files.values_list("outcome", flat=True)) == [Outcome.FAILED, Outcome.NEW]


@pytest.mark.parametrize("fault", [RecursionError, ValueError, KeyError, AttributeError, AssertionError])
def test_a_fault_of_ours_fails_one_file_and_is_written_to_the_log(monkeypatch, caplog, fault):
    def stumble(*_args: object, **_options: object) -> None:
        raise fault("our own fault")

    monkeypatch.setattr(readers, "read", stumble)

    file = import_in(a_run(), feed_item())

    assert "stumbled" in file.reason
    assert "our own fault" in caplog.text


def test_a_reader_that_finds_no_article_fails_the_file(monkeypatch):
    monkeypatch.setattr(readers, "read", lambda *_, **__: [])

    assert import_in(a_run(), b"x").reason.startswith("It holds no article.")


def test_nothing_that_a_database_refuses_gets_past_the_door(monkeypatch):
    bad = "\x00x\ud800"
    document = Document(
        title=bad,
        url=f"https://a.example/{bad}",
        mirror_url=bad,
        outlet=bad * 300,
        authors=(bad,),
        tags=(bad,),
        lang=bad * 30,
        published="2020-01-01",
        published_kind="day",
        external_id=bad * 300,
        locator=bad * 90,
        blocks=(Block(Kind.TITLE, bad), Block(Kind.PARAGRAPH, bad, href=bad)),
        format="x" * 90,
        dropped=(Dropped(bad, Reason.MENU, 0),),
    )
    monkeypatch.setattr(readers, "read", lambda *_, **__: [document])

    file = import_in(a_run(), b"x", name=f"{bad}" * 300)

    revision = Revision.objects.get()
    assert file.outcome == Outcome.NEW
    assert revision.text == "\ufffdx\ufffd\n\ufffdx\ufffd"
    assert any("no database holds" in note for note in revision.notes)
    assert revision.article.title == "\ufffdx\ufffd"


@given(st.text(alphabet=st.characters(codec=None), max_size=50))
def test_the_door_leaves_storable_text_as_it_is(text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    if "\x00" not in text:
        assert door._Cleaner().text(text) == text


# --- Times


@pytest.mark.parametrize(
    ("text", "kind", "day", "known_as"),
    [
        ("2022-12-30T10:38:57Z", "feed", "2022-12-30", "feed"),
        ("2023-03-17T00:11:00+01:00", "page", "2023-03-17", "page"),
        ("2022-12-30", "day", "2022-12-30", "day"),
        ("2022-12-30T10:38:57", "page", "2022-12-30", "day"),
    ],
)
def test_a_time_is_kept_with_how_well_it_is_known(text, kind, day, known_as):
    moment = published(text, kind)

    assert (str(moment.day), moment.kind, moment.text) == (day, known_as, text)
    assert (moment.at is None) == (known_as == "day")
    assert moment.as_of is not None


@pytest.mark.parametrize(
    "text", [None, "", "gestern", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"]
)
def test_a_time_that_means_nothing_is_unknown(text):
    assert published(text, "page").kind == "unknown"
    assert published(text, "page").as_of is None


# --- Runs


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


def together(number: int, act) -> list[object]:
    """Run ``act(0)`` to ``act(number - 1)`` in threads that begin at once; returns what they raised."""
    gate = threading.Barrier(number)
    raised: list[object] = []

    def run(count: int) -> None:
        try:
            gate.wait()
            act(count)
        except Exception as error:  # noqa: BLE001 - the test tells what went wrong
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(count,)) for count in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


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


def test_a_file_of_many_articles_takes_no_more_locks_than_there_are_lanes(django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        take_turn(str(number) for number in range(10 * LANES))


def test_an_unchanged_file_costs_few_queries(django_assert_max_num_queries):
    run = a_run()
    import_bytes(feed_item(), "a.md")

    with django_assert_max_num_queries(16):
        import_into_run(run, feed_item(), "a.md")


# --- What is pasted


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


# --- Sentences


def test_every_reason_and_kind_and_outcome_has_its_words():
    assert set(Reason) == set(REASONS)
    assert set(Kind) == set(KINDS)
    assert all(
        outcome_sentence(outcome, "") for outcome in (Outcome.REVISED, Outcome.UNCHANGED, Outcome.DUPLICATE)
    )


def test_every_reader_s_format_has_a_name_for_translation():
    assert {reader.name for reader in readers.READERS} == set(FORMATS)


def test_a_note_is_said_in_the_language_of_the_page_with_its_figure(monkeypatch):
    monkeypatch.setattr(sentences, "gettext", {"removed %(n)s control characters": "%(n)s 个"}.get)

    assert note_sentence("removed 3 control characters") == "3 个"


def test_a_note_that_nobody_listed_is_said_as_it_is():
    assert note_sentence("50 % of it is new") == "50 % of it is new"


def test_every_sentence_of_a_reader_is_listed_for_translation():
    said = set()
    for part in (readers, outlets, text):
        for path in Path(part.__file__).parent.glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ImportProblem":
                    said |= {ast.literal_eval(argument) for argument in node.args[1:]}

    assert said
    assert said <= set(PROBLEMS)
