"""Undo and redo: one's own steps, in order, never over a colleague's change."""

import pytest

from annotate.actions.problems import Conflict
from annotate.actions.tagging.spans import Edit, change_span, delete_span
from annotate.actions.tagging.undo import DEPTH, reach, redo, undo
from annotate.models import Activity
from articles.text.blocks import Block
from tests.annotate.working import an_ask, spans_in, tag_words, work_for
from tests.makers import make_entry, make_member, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    project = make_project()
    text = "甲乙丙😀丁。" * 20
    entry = make_entry(project, Block("title", "题"), Block("paragraph", text), Block("paragraph", "𠮷末。"))
    return make_member(project), entry


def tags(entry):
    return [(span.label.name, span.words) for span in spans_in(entry)]


def test_steps_are_taken_back_and_done_again_in_order(desk):
    tag_words(*desk, "claim", "甲乙")
    number = spans_in(desk[1])[0].number
    change_span(work_for(*desk), an_ask(), number, Edit("opinion"))
    delete_span(work_for(*desk), an_ask(), number)

    seen = [tags(desk[1])]
    for step in (undo, undo, undo, redo, redo, redo):
        step(work_for(*desk), an_ask())
        seen.append(tags(desk[1]))

    claim, opinion = [("claim", "甲乙")], [("opinion", "甲乙")]
    assert seen == [[], opinion, claim, [], claim, opinion, []]


def test_a_selection_over_blocks_is_one_step_back(desk):
    start, end = desk[1].revision.text.index("丁。\n"), desk[1].revision.text.index("末")
    work = work_for(*desk)
    tag_words(*desk, "claim", desk[1].revision.text[start : end + 1])
    assert len(tags(desk[1])) == 2

    undo(work_for(*desk), an_ask())

    assert tags(desk[1]) == []
    assert work.assignment is None  # nothing had begun before


def test_a_new_step_leaves_nothing_to_redo(desk):
    tag_words(*desk, "claim", "甲乙")
    undo(work_for(*desk), an_ask())
    tag_words(*desk, "claim", "丙")

    assert reach(work_for(*desk)) == (True, False)
    with pytest.raises(Conflict, match="nothing to redo"):
        redo(work_for(*desk), an_ask())


def test_nothing_to_undo_is_said(desk):
    with pytest.raises(Conflict, match="nothing to undo"):
        undo(work_for(*desk), an_ask())


def test_only_ones_own_steps_are_taken_back(desk):
    reviewer, entry = desk
    colleague = make_member(entry.project)
    tag_words(reviewer, entry, "claim", "甲乙")
    tag_words(colleague, entry, "opinion", "丙")

    undo(work_for(reviewer, entry), an_ask())

    assert tags(entry) == [("opinion", "丙")]


def test_what_a_manager_changed_since_is_left_alone(desk):
    reviewer, entry = desk
    tag_words(reviewer, entry, "claim", "甲乙")
    number = spans_in(entry)[0].number
    change_span(work_for(reviewer, entry), an_ask(), number, Edit(attribute=("check_worthy", "yes")))
    manager = work_for(entry.project.created_by, entry)
    change_span(manager, an_ask(), number, Edit(attribute=("check_worthy", "no")))

    with pytest.raises(Conflict, match="changed since"):
        undo(work_for(reviewer, entry), an_ask())

    assert spans_in(entry)[0].attrs == {"check_worthy": "no"}


def test_a_delete_is_not_taken_back_onto_the_same_tag(desk):
    reviewer, entry = desk
    tag_words(reviewer, entry, "claim", "甲乙")
    number = spans_in(entry)[0].number
    manager = work_for(entry.project.created_by, entry)
    delete_span(manager, an_ask(), number)
    tag_words(reviewer, entry, "claim", "甲乙")

    with pytest.raises(Conflict, match="carry this tag again"):
        undo(work_for(entry.project.created_by, entry), an_ask())

    assert tags(entry) == [("claim", "甲乙")]


def test_undo_takes_back_the_link_together_with_the_tag():
    project = make_project()
    reviewer, entry = make_member(project), make_entry(project)
    tag_words(reviewer, entry, "quote", "“新桥😀明年通车。”")
    tag_words(reviewer, entry, "source", "市长王𠮷")

    undo(work_for(reviewer, entry), an_ask())

    assert tags(entry) == [("quote", "“新桥😀明年通车。”")]
    assert not spans_in(entry)[0].links.filter(deleted_at=None).exists()


def test_fifty_steps_go_back_and_no_more(desk):
    number = None
    for turn in range(DEPTH + 2):
        if number is None:
            number = tag_words(*desk, "claim", "甲乙").answer["spans"][0]["number"]
        else:
            value = "yes" if turn % 2 else "no"
            change_span(work_for(*desk), an_ask(), number, Edit(attribute=("check_worthy", value)))

    for _turn in range(DEPTH):
        undo(work_for(*desk), an_ask())

    with pytest.raises(Conflict, match="nothing to undo"):
        undo(work_for(*desk), an_ask())


def test_a_double_sent_undo_takes_back_one_step(desk):
    tag_words(*desk, "claim", "甲乙")
    tag_words(*desk, "claim", "丙")
    ask = an_ask()

    first = undo(work_for(*desk), ask)
    second = undo(work_for(*desk), ask)

    assert second.answer == first.answer
    assert tags(desk[1]) == [("claim", "甲乙")]
    assert Activity.objects.filter(verb="undo").count() == 1
