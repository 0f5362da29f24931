"""Whatever may be wrong with a file, and with the times in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import readers
from articles.importing import door
from articles.importing.published import published
from articles.importing.sentences import (
    problem_sentence,
)
from articles.models import Outcome, RawDocument, Revision
from articles.readers.base import Document
from articles.text.blocks import Block, Dropped, Kind, Reason
from tests.articles.acts import a_run, import_in
from tests.articles.files import feed_item

pytestmark = pytest.mark.django_db

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


def test_a_file_of_too_many_articles_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(door, "MOST_ARTICLES", 1)

    file = import_in(a_run(), b'{"text": "a"}\n{"text": "b"}', "many.jsonl")

    assert file.reason.startswith("It holds more than 10,000 articles.")


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
