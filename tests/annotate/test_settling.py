"""Saying what becomes of tags whose words have changed."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from annotate.actions.carrying import move_pin
from annotate.actions.problems import Conflict
from annotate.actions.tagging.settling import drop, keep, put, waiting_spans
from annotate.actions.tagging.undo import redo, undo
from annotate.actions.work import submit
from annotate.models import Activity, Entry, Participation, Relation, Span, State
from tests.annotate.rewording import CHANGED, FIRST, GONE, present, reword, span_of
from tests.annotate.working import an_ask, tag_words, work_for
from tests.cast import Cast, make_cast
from tests.makers import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def entry(cast: Cast) -> Entry:
    """An article that was tagged and has another wording since: one tag changed, one is not found."""
    entry = make_entry(cast.project, *FIRST)
    for words in (CHANGED, GONE):
        tag_words(cast.reviewer, entry, "claim", words)
    move_pin(entry, reword(entry), cast.manager)
    return Entry.objects.select_related("project", "revision").get(pk=entry.pk)


def test_what_waits_is_listed_for_its_author_alone(cast, entry):
    assert [span.carried_from.words for span in waiting_spans(work_for(cast.reviewer, entry))] == [
        GONE,
        CHANGED,
    ]
    assert waiting_spans(work_for(cast.manager, entry)) == []


def test_a_proposal_that_is_kept_counts_at_once(cast, entry):
    span = span_of(entry, CHANGED)

    answered = keep(work_for(cast.reviewer, entry), an_ask(), span.number)

    span.refresh_from_db()
    assert (span.settled, span.deleted_at, span.words) == (True, None, "花费五亿元")
    assert answered.answer["spans"][0]["number"] == span.number


def test_an_orphan_has_nothing_to_be_kept(cast, entry):
    with pytest.raises(ValidationError, match="not in the new text"):
        keep(work_for(cast.reviewer, entry), an_ask(), span_of(entry, GONE).number)


def test_a_tag_can_be_put_on_other_words(cast, entry):
    span, text = span_of(entry, GONE), entry.revision.text
    start = text.index("新桥😀明年")

    put(work_for(cast.reviewer, entry), an_ask(), span.number, (start - 1, start + 5))

    span.refresh_from_db()
    assert span.deleted_at is None
    assert text[span.start : span.end] == span.words
    assert "新桥😀明年" in span.words


def test_a_tag_that_is_dropped_waits_no_more_and_never_counts(cast, entry):
    span = span_of(entry, GONE)

    drop(work_for(cast.reviewer, entry), an_ask(), span.number)

    span.refresh_from_db()
    assert span.settled
    assert span.deleted_at is not None
    assert span.carried_from.deleted_at is None


@pytest.mark.parametrize("words", [CHANGED, GONE])
@pytest.mark.parametrize("act", ["put", "drop"])
def test_every_decision_can_be_undone_and_done_again(cast, entry, act, words):
    span = span_of(entry, words)
    before = Span.objects.values("start", "end", "words", "settled").get(pk=span.pk)
    start = entry.revision.text.index("公布了")
    if act == "put":
        put(work_for(cast.reviewer, entry), an_ask(), span.number, (start, start + 3))
    else:
        drop(work_for(cast.reviewer, entry), an_ask(), span.number)
    after = Span.objects.values("start", "end", "words", "settled").get(pk=span.pk)

    undo(work_for(cast.reviewer, entry), an_ask())
    assert Span.objects.values("start", "end", "words", "settled").get(pk=span.pk) == before
    assert Span.objects.waiting().filter(pk=span.pk).exists()

    redo(work_for(cast.reviewer, entry), an_ask())
    assert Span.objects.values("start", "end", "words", "settled").get(pk=span.pk) == after


def test_the_same_request_settles_once(cast, entry):
    span, ask = span_of(entry, CHANGED), an_ask()
    keep(work_for(cast.reviewer, entry), ask, span.number)

    assert keep(work_for(cast.reviewer, entry), ask, span.number).is_replay
    assert Activity.objects.filter(verb="settle").count() == 1


def test_what_is_settled_is_not_settled_again(cast, entry):
    span = span_of(entry, CHANGED)
    drop(work_for(cast.reviewer, entry), an_ask(), span.number)

    with pytest.raises(Conflict, match="does not wait"):
        keep(work_for(cast.reviewer, entry), an_ask(), span.number)


def test_a_colleague_does_not_settle_for_its_author(cast, entry):
    with pytest.raises(Conflict, match="does not wait for you"):
        keep(work_for(cast.manager, entry), an_ask(), span_of(entry, CHANGED).number)


def test_words_that_carry_the_tag_already_are_refused(cast, entry):
    tag_words(cast.reviewer, entry, "claim", "花费五亿元")

    with pytest.raises(ValidationError, match="already tagged"):
        keep(work_for(cast.reviewer, entry), an_ask(), span_of(entry, CHANGED).number)
    assert Span.objects.waiting().count() == 2


def test_submitting_waits_until_everything_is_settled(cast, entry):
    with pytest.raises(Conflict, match="2 tags wait for you"):
        submit(work_for(cast.reviewer, entry), an_ask())

    for words in (CHANGED, GONE):
        drop(work_for(cast.reviewer, entry), an_ask(), span_of(entry, words).number)
    submit(work_for(cast.reviewer, entry), an_ask())

    assert Participation.objects.get(assignment=present(entry)).state == State.SUBMITTED


def test_a_link_to_a_tag_that_waits_stands_again_when_it_is_kept(cast):
    entry = make_entry(cast.project, *FIRST)
    tag_words(cast.reviewer, entry, "source", "法新社")
    tag_words(cast.reviewer, entry, "claim", CHANGED)
    assert Relation.objects.live().count() == 1
    move_pin(entry, reword(entry), cast.manager)
    entry = Entry.objects.select_related("project", "revision").get(pk=entry.pk)
    links = Relation.objects.live().filter(assignment=present(entry))
    assert not links.exists()

    for span in waiting_spans(work_for(cast.reviewer, entry)):
        keep(work_for(cast.reviewer, entry), an_ask(uuid4()), span.number)

    assert links.count() == 1
