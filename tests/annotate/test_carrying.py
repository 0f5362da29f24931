"""Moving an entry to another wording of its article."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from annotate.actions.carrying import move_pin
from annotate.actions.problems import Conflict
from annotate.actions.tagging.spans import NewTag, delete_span, tag
from annotate.actions.tagging.undo import reach
from annotate.actions.taking_back import take_back
from annotate.actions.work import submit
from annotate.exports.counts import count
from annotate.exports.gather import records
from annotate.exports.record import Row
from annotate.exports.selection import Selection
from annotate.models import Activity, Assignment, Entry, Participation, Relation, Span, State, Way
from articles.text.blocks import Block
from articles.text.reanchor import Verdict
from tests.annotate.rewording import CHANGED, FIRST, GONE, SURE, present, reword, span_of
from tests.annotate.working import an_ask, tag_words, work_for
from tests.cast import Cast, make_cast
from tests.makers import make_entry, make_revision
from tests.racing import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def entry(cast: Cast) -> Entry:
    """An article with a tag that will stand, one whose words will change, and one that will be lost."""
    entry = make_entry(cast.project, *FIRST)
    for words in (SURE, CHANGED, GONE):
        tag_words(cast.reviewer, entry, "source" if words == SURE else "claim", words)
    return entry


def fresh(entry: Entry) -> Entry:
    return Entry.objects.select_related("project", "revision", "article").get(pk=entry.pk)


def test_tags_stand_where_their_words_stand_now(cast, entry):
    revision = reword(entry)

    move_pin(entry, revision, cast.manager)

    span = span_of(entry, SURE)
    assert revision.text[span.start : span.end] == span.words == SURE
    assert (span.verdict, span.score, span.settled, span.deleted_at) == (Verdict.EXACT, 1.0, True, None)


def test_what_is_not_sure_waits_and_does_not_count(cast, entry):
    revision = reword(entry)

    move_pin(entry, revision, cast.manager)

    changed, gone = span_of(entry, CHANGED), span_of(entry, GONE)
    assert (changed.verdict, changed.words, changed.settled) == (Verdict.CHANGED, "花费五亿元", False)
    assert 0.75 <= changed.score < 1
    assert (gone.verdict, gone.words, gone.settled) == (Verdict.ORPHAN, GONE, False)
    assert list(Span.objects.live().filter(assignment=present(entry)).values_list("words")) == [(SURE,)]


def test_the_old_work_stays_as_it_was(cast, entry):
    before = list(Span.objects.order_by("pk").values())
    old = present(entry)

    move_pin(entry, reword(entry), cast.manager)

    assert list(Span.objects.filter(assignment=old).order_by("pk").values()) == before
    old.refresh_from_db()
    assert not old.is_current
    assert present(entry).previous == old


def test_attributes_notes_authors_and_links_come_along(cast, entry):
    text = entry.revision.text
    start = text.index("工程已花费三亿元")
    tag(work_for(cast.reviewer, entry), an_ask(), NewTag(uuid4(), "quote", start, start + 4, note="看这里"))
    old = Span.objects.get(note="看这里")
    Relation.objects.filter(from_span=old).delete()
    source = Span.objects.get(words=SURE)
    Relation.objects.create(
        assignment=old.assignment, kind=cast.project.relation_kinds.get(), from_span=old, to_span=source,
        author=cast.reviewer, uid=uuid4(), created_at=old.created_at,
    )  # fmt: skip
    same = (*FIRST[:1], Block("paragraph", "新添一段。"), *FIRST[1:])

    move_pin(entry, reword(entry, *same), cast.manager)

    span = Span.objects.get(carried_from=old)
    assert (span.note, span.attrs, span.author, span.uid, span.number) == (
        old.note, old.attrs, old.author, old.uid, old.number,
    )  # fmt: skip
    link = Relation.objects.live().get(assignment=present(entry), from_span=span)
    assert link.to_span.carried_from == source


def test_open_work_stays_in_progress(cast, entry):
    move_pin(entry, reword(entry), cast.manager)

    assert present(entry).state == State.IN_PROGRESS
    assert present(entry).participations.get().state == State.IN_PROGRESS


def test_submitted_work_comes_back_to_be_confirmed(cast, entry):
    submit(work_for(cast.reviewer, entry), an_ask())
    old = present(entry)

    move_pin(entry, reword(entry), cast.manager)

    assert present(entry).state == State.RETURNED
    assert present(entry).participations.get().state == State.RETURNED
    old.refresh_from_db()
    assert old.state == State.SUBMITTED
    assert old.participations.get().submitted_at is not None


def test_each_reviewers_own_work_is_carried():
    cast = make_cast(way=Way.INDEPENDENT)
    entry = make_entry(cast.project, *FIRST)
    for person in (cast.reviewer, cast.manager):
        tag_words(person, entry, "source", SURE)

    move_pin(entry, reword(entry), cast.manager)

    current = Assignment.objects.filter(entry=entry, is_current=True)
    assert {one.reviewer for one in current} == {cast.reviewer, cast.manager}
    assert [one.spans.get().words for one in current] == [SURE, SURE]


def test_one_activity_says_what_happened(cast, entry):
    revision = reword(entry)

    done = move_pin(entry, revision, cast.manager)

    assert done is not None
    assert done.changes == [
        {
            "thing": "entry",
            "id": entry.pk,
            "before": {"revision": entry.revision_id},
            "after": {"revision": revision.pk, "exact": 1, "changed": 1, "orphan": 1},
        }
    ]


def test_the_same_request_moves_once(cast, entry):
    first, second, request = entry.revision, reword(entry), uuid4()
    done = move_pin(entry, second, cast.manager, request=request)
    move_pin(entry, first, cast.manager)

    assert move_pin(entry, second, cast.manager, request=request) == done
    assert fresh(entry).revision == first


def test_moving_to_the_present_wording_does_nothing(cast, entry):
    assert move_pin(entry, entry.revision, cast.manager) is None
    assert not Activity.objects.filter(verb="move_pin").exists()


def test_a_wording_of_another_article_is_refused(cast, entry):
    with pytest.raises(ValidationError, match="another article"):
        move_pin(entry, make_revision(), cast.manager)


def test_a_move_can_be_taken_back(cast, entry):
    submit(work_for(cast.reviewer, entry), an_ask())
    old, first = present(entry), entry.revision
    done = move_pin(entry, reword(entry), cast.manager)

    take_back(done, cast.manager)

    assert fresh(entry).revision == first
    assert present(entry) == old
    assert present(entry).state == State.SUBMITTED


def test_a_move_is_not_taken_back_when_somebody_has_gone_on(cast, entry):
    done = move_pin(entry, reword(entry), cast.manager)
    tag_words(cast.reviewer, fresh(entry), "quote", "新桥")

    with pytest.raises(ValidationError, match="gone on"):
        take_back(done, cast.manager)
    assert present(entry).revision != entry.revision


def test_a_move_is_not_taken_back_when_somebody_has_begun(cast):
    entry = make_entry(cast.project)
    done = move_pin(entry, reword(entry), cast.manager)
    tag_words(cast.reviewer, fresh(entry), "quote", "新桥")

    with pytest.raises(ValidationError, match="gone on"):
        take_back(done, cast.manager)


def test_what_waits_is_carried_on_from_where_it_last_stood(cast, entry):
    first = entry.revision
    move_pin(entry, reword(entry), cast.manager)

    move_pin(entry, first, cast.manager)

    spans = Span.objects.filter(assignment=present(entry))
    assert {span.words for span in spans.live()} == {SURE, CHANGED, GONE}
    assert not spans.waiting().exists()


def test_whoever_still_has_the_old_page_open_changes_nothing(cast, entry):
    work = work_for(cast.reviewer, entry)  # as the door found it before the move
    move_pin(entry, reword(entry), cast.manager)
    before = Span.objects.count()

    with pytest.raises(Conflict, match="wording of this article has changed"):
        tag(work, an_ask(), NewTag(uuid4(), "quote", 0, 4))
    with pytest.raises(Conflict, match="wording of this article has changed"):
        submit(work, an_ask())
    assert Span.objects.count() == before


def test_whoever_begins_on_the_old_wording_is_told(cast):
    entry = make_entry(cast.project)
    work = work_for(cast.reviewer, entry)
    move_pin(entry, reword(entry), cast.manager)

    with pytest.raises(Conflict, match="wording of this article has changed"):
        tag(work, an_ask(), NewTag(uuid4(), "quote", 0, 4))
    assert not Assignment.objects.exists()


def test_tags_of_the_new_wording_get_numbers_of_their_own(cast, entry):
    move_pin(entry, reword(entry), cast.manager)

    tag_words(cast.reviewer, fresh(entry), "quote", "新桥")

    numbers = list(present(entry).spans.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) == 4


def test_steps_on_the_old_wording_cannot_be_undone(cast, entry):
    move_pin(entry, reword(entry), cast.manager)

    assert reach(work_for(cast.reviewer, fresh(entry))) == (False, False)


def test_a_deleted_tag_is_left_behind(cast, entry):
    delete_span(work_for(cast.reviewer, entry), an_ask(), Span.objects.get(words=SURE).number)

    move_pin(entry, reword(entry), cast.manager)

    assert not Span.objects.filter(assignment=present(entry), carried_from__words=SURE).exists()


def test_two_tags_that_would_become_one_wait(cast):
    twice = (Block("title", "题"), Block("paragraph", "桥会通车。"), Block("paragraph", "桥会通车。"))
    entry = make_entry(cast.project, *twice)
    text = entry.revision.text
    for start in (text.index("桥"), text.rindex("桥")):
        tag(work_for(cast.reviewer, entry), an_ask(), NewTag(uuid4(), "claim", start, start + 4))

    move_pin(entry, reword(entry, *twice[:2]), cast.manager)

    spans = Span.objects.filter(assignment=present(entry))
    assert (spans.live().count(), spans.waiting().count()) == (1, 1)


def test_exports_and_counts_hold_the_present_work_only(cast, entry):
    revision = reword(entry)
    move_pin(entry, revision, cast.manager)
    selection = Selection(cast.member(cast.manager))

    (record,) = records(selection, Row.ARTICLE)

    assert record.text == revision.text
    assert [(span.text, record.text[span.start : span.end]) for span in record.spans] == [(SURE, SURE)]
    assert (count(selection).spans, count(selection).articles) == (1, 1)


def test_work_that_must_be_confirmed_again_counts_as_a_draft(cast, entry):
    submit(work_for(cast.reviewer, entry), an_ask())
    move_pin(entry, reword(entry), cast.manager)

    assert count(Selection(cast.member(cast.manager), drafts=False)).spans == 0
    assert not Entry.objects.in_state_for(cast.member(cast.manager), State.SUBMITTED)
    assert list(Entry.objects.left_for(cast.reviewer)) == [entry]


def test_the_database_refuses_a_tag_that_waits_and_counts(cast, entry):
    span = Span.objects.get(words=SURE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Span.objects.filter(pk=span.pk).update(settled=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Span.objects.filter(pk=span.pk).update(score=0.5)


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_leave_one_work(cast, entry):
    revision = reword(entry)

    raised = together(2, lambda _number: move_pin(entry, revision, cast.manager))

    assert not raised
    assert Assignment.objects.filter(entry=entry).count() == 2
    assert Participation.objects.filter(assignment=present(entry)).count() == 1


def test_who_has_a_place_keeps_it_and_what_was_said_of_the_work():
    cast = make_cast(way=Way.INDEPENDENT)
    entry = make_entry(cast.project, *FIRST)
    tag_words(cast.reviewer, entry, "source", SURE)
    Assignment.objects.filter(entry=entry).update(seat=1, remark="请看第二段😀")

    activity = move_pin(entry, reword(entry), cast.manager)

    work = Assignment.objects.get(entry=entry, is_current=True)
    assert (work.seat, work.remark) == (1, "请看第二段😀")
    take_back(activity, cast.manager)
    assert Assignment.objects.get(entry=entry, is_current=True).pk == work.previous_id
