"""Tagging: what becomes of a selection, and what the database refuses."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from annotate.actions.problems import Conflict
from annotate.actions.tagging.spans import Edit, NewTag, change_span, delete_span, tag
from annotate.actions.work import submit
from annotate.models import Activity, Assignment, Span, State, Way
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.working import an_ask, spans_in, tag_words, work_for
from tests.makers import label_of, make_entry, make_member, make_project

pytestmark = pytest.mark.django_db


def blocks(*texts: str) -> list[Block]:
    return [Block("title", "题目"), *(Block("paragraph", text) for text in texts)]


def test_spans_overlap_nest_and_stack():
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project, *blocks("普京说他会来。"))

    tag_words(reviewer, entry, "claim", "普京说他会来")
    tag_words(reviewer, entry, "opinion", "他会来")
    tag_words(reviewer, entry, "quote", "他会来")

    assert sorted((span.label.name, span.words) for span in spans_in(entry)) == [
        ("claim", "普京说他会来"),
        ("opinion", "他会来"),
        ("quote", "他会来"),
    ]


@pytest.mark.parametrize(
    ("text", "selected", "kept"),
    [
        ("他说😀好，𠮷野家。", "😀好，", "😀好"),
        ("他说：“好😀”。完", "：“好😀”。", "“好😀”"),
        ("来了 cafe\u0301 两家。", " cafe", "cafe\u0301"),
        ("全家👨‍👩‍👧都来。", "家👨", "家👨‍👩‍👧"),
        ("，。；：、词、：；。，", "，。；：、词、：；。，", "词"),
        ("价格涨\u3000", "涨\u3000", "涨"),
    ],
)
def test_a_selection_is_trimmed_and_never_cuts_a_character(text, selected, kept):
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project, *blocks(text))

    tag_words(reviewer, entry, "claim", selected)

    [span] = spans_in(entry)
    assert span.words == kept
    assert entry.revision.text[span.start : span.end] == kept


def test_a_selection_over_blocks_makes_one_span_for_each_in_one_step():
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project, *blocks("第一段。", "第二段😀。", "第三段。"))
    text = entry.revision.text
    new = NewTag(uuid4(), "claim", text.index("一段"), text.index("三段") + 2)

    answered = tag(work_for(reviewer, entry), an_ask(), new)

    assert [span.words for span in spans_in(entry)] == ["一段", "第二段😀", "第三段"]
    assert spans_in(entry)[0].uid == new.uid
    assert len(answered.answer["spans"]) == 3
    assert Activity.objects.filter(assignment__entry=entry).count() == 1


@pytest.mark.parametrize(("start", "end"), [(0, 10_000), (5, 5), (-1, 2), (7, 3)])
def test_a_range_outside_of_the_text_is_refused(start, end):
    project = make_project()
    work = work_for(make_member(project), make_entry(project))

    with pytest.raises(ValidationError, match="outside of the article"):
        tag(work, an_ask(), NewTag(uuid4(), "claim", start, end))


def test_punctuation_alone_is_refused():
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project, *blocks("好。；坏"))

    with pytest.raises(ValidationError, match="Select some words"):
        tag_words(reviewer, entry, "claim", "。；")


def test_an_unknown_label_is_refused():
    project = make_project()
    work = work_for(make_member(project), make_entry(project))

    with pytest.raises(ValidationError, match="Choose another"):
        tag(work, an_ask(), NewTag(uuid4(), "rumour", 0, 2))


def test_the_same_person_tags_the_same_words_with_a_label_once_but_a_colleague_may():
    project = make_project()
    entry = make_entry(project)
    first, second = make_member(project), make_member(project)
    tag_words(first, entry, "claim", "新桥")

    with pytest.raises(ValidationError, match="already tagged these words"):
        tag_words(first, entry, "claim", "新桥")
    tag_words(second, entry, "claim", "新桥")

    assert len(spans_in(entry)) == 2


def test_a_deleted_span_leaves_its_words_free():
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project)
    number = tag_words(reviewer, entry, "claim", "新桥").answer["spans"][0]["number"]

    delete_span(work_for(reviewer, entry), an_ask(), number)
    tag_words(reviewer, entry, "claim", "新桥")

    assert [span.words for span in spans_in(entry)] == ["新桥"]


def test_the_database_refuses_a_span_twice_however_it_comes():
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project)
    tag_words(reviewer, entry, "claim", "新桥")
    [span] = spans_in(entry)
    span.pk, span.uid, span.number = None, uuid4(), 99

    with pytest.raises(IntegrityError), transaction.atomic():
        Span.objects.bulk_create([span])


def test_the_database_refuses_an_empty_span():
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project)
    tag_words(reviewer, entry, "claim", "新桥")
    empty = Span(
        assignment=Assignment.objects.get(entry=entry),
        label=label_of(project),
        author=reviewer,
        uid=uuid4(),
        number=9,
        start=3,
        end=3,
        created_at=now(),
        updated_at=now(),
    )

    with pytest.raises(IntegrityError, match="span_ends_after_it_starts"), transaction.atomic():
        Span.objects.bulk_create([empty])


@pytest.mark.parametrize(("start", "end", "found"), [(0, 2, False), (0, 6, True), (7, 9, False)])
def test_crossing_needs_a_shared_character(start, end, found):
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project, *blocks("普京说他会来"))
    tag_words(reviewer, entry, "claim", "京说他")  # [4, 7)

    assert Span.objects.crossing(start, end).exists() is found


def test_a_double_sent_request_makes_one_row_and_gets_the_same_answer():
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project)
    ask, new = an_ask(), NewTag(uuid4(), "claim", 0, 2)

    first = tag(work_for(reviewer, entry), ask, new)
    second = tag(work_for(reviewer, entry), ask, new)

    assert len(spans_in(entry)) == 1
    assert second.answer == first.answer
    assert second.is_replay


def test_a_receipt_outlives_the_span_and_the_submission():
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project)
    ask, new = an_ask(), NewTag(uuid4(), "claim", 0, 2)
    first = tag(work_for(reviewer, entry), ask, new)
    delete_span(work_for(reviewer, entry), an_ask(), new.uid)
    submit(work_for(reviewer, entry), an_ask())

    again = tag(work_for(reviewer, entry), ask, new)

    assert again.answer == first.answer
    assert spans_in(entry) == []


def test_a_used_request_uuid_with_other_content_is_a_conflict():
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project)
    ask = an_ask()
    tag(work_for(reviewer, entry), ask, NewTag(uuid4(), "claim", 0, 2))

    with pytest.raises(Conflict, match="used for something else"):
        tag(work_for(reviewer, entry), an_ask(ask.request, "1" * 64), NewTag(uuid4(), "claim", 0, 2))


def test_a_span_uuid_is_only_known_inside_its_own_assignment():
    project = make_project()
    reviewer = make_member(project)
    one, other = make_entry(project), make_entry(project)
    uid = uuid4()
    tag_words(reviewer, one, "claim", "新桥", uid=uid)

    tag_words(reviewer, other, "claim", "新桥", uid=uid)

    assert [span.uid for span in spans_in(one) + spans_in(other)] == [uid, uid]


def test_a_colleagues_uuid_is_refused_without_a_second_row():
    project = make_project()
    entry, uid = make_entry(project), uuid4()
    tag_words(make_member(project), entry, "claim", "新桥", uid=uid)

    with pytest.raises(Conflict):
        tag_words(make_member(project), entry, "quote", "法新社", uid=uid)

    assert len(spans_in(entry)) == 1


def test_work_that_is_submitted_takes_no_more_tags():
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project)
    submit(work_for(reviewer, entry), an_ask())

    with pytest.raises(Conflict, match="Reopen it"):
        tag_words(reviewer, entry, "claim", "新桥")


def test_a_colleagues_tag_is_theirs_and_a_managers():
    manager = make_project().created_by
    project = manager.memberships.get().project
    entry, author, colleague = make_entry(project), make_member(project), make_member(project)
    number = tag_words(author, entry, "claim", "新桥").answer["spans"][0]["number"]

    with pytest.raises(PermissionDenied, match="colleague's tag"):
        delete_span(work_for(colleague, entry), an_ask(), number)
    delete_span(work_for(manager, entry), an_ask(), number)

    assert spans_in(entry) == []


def test_relabelling_and_moving_keep_the_span_and_its_number():
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project)
    number = tag_words(reviewer, entry, "claim", "新桥").answer["spans"][0]["number"]
    start = entry.revision.text.index("新桥😀明年")

    change_span(work_for(reviewer, entry), an_ask(), number, Edit("opinion", (start, start + 5)))

    [span] = spans_in(entry)
    assert (span.number, span.label.name, span.words) == (number, "opinion", "新桥😀明年")


def test_an_attribute_is_set_and_unset_and_an_unknown_one_refused():
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project)
    number = tag_words(reviewer, entry, "claim", "新桥").answer["spans"][0]["number"]

    def say(name, value):
        change_span(work_for(reviewer, entry), an_ask(), number, Edit(attribute=(name, value)))
        return spans_in(entry)[0].attrs

    assert say("check_worthy", "yes") == {"check_worthy": "yes"}
    assert say("check_worthy", "") == {}
    with pytest.raises(ValidationError, match="no such attribute"):
        say("check_worthy", "perhaps")
    with pytest.raises(ValidationError, match="no such attribute"):
        say("mood", "yes")


def test_independent_reviewers_do_not_meet():
    project = make_project(way=Way.INDEPENDENT)
    entry, first, second = make_entry(project), make_member(project), make_member(project)
    number = tag_words(first, entry, "claim", "新桥").answer["spans"][0]["number"]
    tag_words(second, entry, "claim", "新桥")

    with pytest.raises(Conflict, match="no longer there"):
        delete_span(work_for(make_member(project), entry), an_ask(), number)
    assert Assignment.objects.filter(entry=entry, kind="own").count() == 2


def test_the_first_tag_begins_the_work_and_the_last_submission_ends_it():
    project = make_project()
    entry, first, second = make_entry(project), make_member(project), make_member(project)
    tag_words(first, entry, "claim", "新桥")
    tag_words(second, entry, "claim", "新桥")

    submit(work_for(first, entry), an_ask())
    assert Assignment.objects.get(entry=entry).state == State.IN_PROGRESS
    submit(work_for(second, entry), an_ask())
    assert Assignment.objects.get(entry=entry).state == State.SUBMITTED


def test_every_change_raises_the_change_number_and_leaves_before_and_after():
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project)
    number = tag_words(reviewer, entry, "claim", "新桥").answer["spans"][0]["number"]
    change_span(work_for(reviewer, entry), an_ask(), number, Edit("opinion"))

    last = Activity.objects.filter(assignment__entry=entry).latest("number")

    assert last.number == Assignment.objects.get(entry=entry).change_number == 2
    [change] = last.changes
    assert change["before"]["label"] == label_of(project, "claim").pk
    assert change["after"]["label"] == label_of(project, "opinion").pk


def test_the_history_holds_no_words_of_the_article():
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project)
    tag_words(reviewer, entry, "claim", "新桥")

    assert "新桥" not in str(Activity.objects.latest("pk").changes)


def test_a_viewer_cannot_open_work_to_tag():
    project = make_project()
    entry = make_entry(project)

    with pytest.raises(PermissionDenied):
        work_for(make_member(project, Role.VIEWER), entry)
