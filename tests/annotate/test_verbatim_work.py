"""Working on texts that are kept as they came: tags over paragraphs, and tags that begin in blanks."""

import json

import pytest

from annotate.actions.tagging.undo import undo
from annotate.models import Relation, Span
from tests.annotate.test_annotated_actions import bring, native
from tests.annotate.working import an_ask, send, send_tag, spans_in, tag_words, work_for
from tests.cast import browser_of, make_cast

pytestmark = pytest.mark.django_db

TEXT = "  第一段说：“新桥😀好。”\r\n\r\n\t第二段 cafe\u0301 说了。\n第三段𠮷。"
FIRST, SECOND = TEXT.index("第一段"), TEXT.index("第二段")


def place(label, start, end, key, **more):
    return {"id": key, "label": label, "start": start, "end": end, "text": TEXT[start:end], **more}


@pytest.fixture
def cast():
    cast = make_cast()
    raw = native(
        place("quote", FIRST + 2, SECOND + 3, "crossing"),
        place("claim", SECOND - 1, SECOND + 2, "blank"),
        text=TEXT,
    )
    bring(cast, raw)
    return cast


def page_of(cast, entry):
    return browser_of(cast.manager).get(f"/p/{cast.project.slug}/articles/{entry.pk}/").content.decode()


def test_the_page_draws_a_tag_in_every_paragraph_it_reaches_and_its_note_once(cast):
    entry = cast.project.entries.get()
    crossing = Span.objects.get(label__name="quote")

    page = page_of(cast, entry)

    rows = page.split('<div class="row')[1:]
    assert [f'data-a="{crossing.number}"' in row for row in rows] == [True, True, False]
    assert page.count(f'id="n{crossing.number}"') == 1


def test_a_tag_that_begins_in_the_blanks_before_a_paragraph_has_its_note_there(cast):
    entry = cast.project.entries.get()
    blank = Span.objects.get(label__name="claim")

    rows = page_of(cast, entry).split('<div class="row')[1:]

    assert f'id="n{blank.number}"' in rows[1]
    assert f'aria-details="n{blank.number}"' in rows[1]


@pytest.mark.parametrize("label", ["quote", "claim"])
def test_such_tags_are_changed_and_deleted_and_brought_back(cast, label):
    entry = cast.project.entries.get()
    span = Span.objects.get(label__name=label)
    browser = browser_of(cast.manager)

    answer = send(browser, "span-change", entry, str(span.number), label="opinion")
    assert answer.status_code == 200, answer.content.decode()
    span.refresh_from_db()
    assert span.label.name == "opinion"
    assert set(answer.json()["rows"]) >= {"b1"}

    assert send(browser, "span-delete", entry, str(span.number)).status_code == 200
    assert send(browser, "step-undo", entry).status_code == 200
    span.refresh_from_db()
    assert span.deleted_at is None
    assert entry.revision.text[span.start : span.end] == span.words


def test_tagging_inside_such_a_text_answers_with_all_that_is_in_the_row(cast):
    entry = cast.project.entries.get()
    crossing = Span.objects.get(label__name="quote")

    answer = send_tag(browser_of(cast.manager), entry, "source", "第二段")

    assert answer.status_code == 201
    assert f'data-a="{crossing.number}"' in answer.json()["rows"]["b1"]
    undo(work_for(cast.manager, entry), an_ask())
    assert {span.label.name for span in spans_in(entry)} == {"quote", "claim"}


def test_a_link_of_another_kind_is_no_speaker_and_stays_when_the_speaker_changes():
    cast = make_cast()
    raw = native(
        place("quote", FIRST, FIRST + 3, "a"),
        place("source", SECOND, SECOND + 3, "b"),
        text=TEXT,
        relations=[{"type": "follows", "from": "a", "to": "b"}],
    )
    bring(cast, raw)
    entry = cast.project.entries.get()
    quote = Span.objects.get(label__name="quote")

    assert 'class="by"' not in page_of(cast, entry)
    answer = send(browser_of(cast.manager), "span-source", entry, str(quote.number), to="")

    assert answer.status_code == 200, answer.content.decode()
    assert Relation.objects.live().count() == 1


def test_attributes_that_are_no_words_are_shown_all_the_same():
    cast = make_cast()
    raw = native(
        place("claim", FIRST, FIRST + 3, "a", attrs={"check_worthy": 1, "why": ["x", "y"]}), text=TEXT
    )
    bring(cast, raw)
    entry = cast.project.entries.get()

    assert 'data-v="1"' in page_of(cast, entry)
    tag_words(cast.manager, entry, "opinion", "第一段")
    assert json.loads(json.dumps(Span.objects.get(label__name="claim").attrs)) == {
        "check_worthy": 1,
        "why": ["x", "y"],
    }
