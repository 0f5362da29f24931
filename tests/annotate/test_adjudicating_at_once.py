"""Several adjudicators, and reviewers who come back, at the same moment; on either database."""

import pytest

from annotate.actions.adjudicating.deciding import Choice, decide
from annotate.actions.adjudicating.finishing import finish
from annotate.actions.adjudicating.merging import merge
from annotate.actions.problems import Conflict
from annotate.actions.receipts import Ask
from annotate.actions.work import reopen
from annotate.adjudicating.stored import from_json
from annotate.models import Activity, Assignment, Decision, Entry, Kind, Span, State
from annotate.roles import Role
from tests.annotate.adjudicating import Said, ask, desk
from tests.makers import make_member
from tests.racing import together

pytestmark = pytest.mark.django_db(transaction=True)

QUOTE, SHORTER = Said("quote", "“新桥😀明年通车。”"), Said("quote", "新桥😀明年通车")


def test_of_six_who_decide_about_one_item_at_once_one_does_and_the_others_are_told():
    table = desk()
    table.hand_in(0, QUOTE)
    table.hand_in(1, SHORTER)
    table.merge()
    [item] = table.undecided()
    names = [reading.name for reading in from_json(item.spans)]
    works = [table.work(make_member(table.project, Role.ADJUDICATOR)) for _number in range(6)]

    raised = together(6, lambda number: decide(works[number], ask(), item.key, Choice((names[number % 2],))))

    assert [type(one) for one in raised] == [Conflict] * 5
    assert all("has decided this meanwhile" in str(one) for one in raised)
    assert Decision.objects.live().count() == 1
    assert len(table.gold()) == 1


def test_a_request_sent_several_times_at_once_decides_once():
    table = desk()
    table.hand_in(0, QUOTE)
    table.hand_in(1)
    table.merge()
    [item] = table.undecided()
    same = Ask(ask().request, "a" * 64)
    works = [table.work() for _number in range(4)]

    raised = together(4, lambda number: decide(works[number], same, item.key, Choice()))

    assert raised == []
    assert Decision.objects.count() == 1
    assert Activity.objects.filter(verb="decide").count() == 1


def test_all_who_begin_at_once_bring_the_tags_together_once():
    table = desk()
    table.hand_in(0, QUOTE)
    table.hand_in(1, QUOTE)
    works = [table.work(make_member(table.project, Role.ADJUDICATOR)) for _number in range(4)]

    raised = together(4, lambda number: merge(works[number], ask()))

    assert raised == []
    assert Assignment.objects.filter(kind=Kind.GOLD).count() == 1
    assert Span.objects.live().filter(assignment__kind=Kind.GOLD).count() == 1


def test_whoever_finishes_while_a_reviewer_reopens_leaves_no_finished_article_with_open_work():
    table = desk()
    own = table.hand_in(0, QUOTE)
    table.hand_in(1, QUOTE)
    table.merge()
    reviewer = table.work(table.reviewers[0], Role.REVIEWER)
    reviewer.assignment, reviewer.state = own, State.SUBMITTED
    adjudicator = table.work()

    raised = together(2, lambda number: finish(adjudicator, ask()) if number else reopen(reviewer, ask()))

    assert all(isinstance(one, Conflict) for one in raised)
    open_work = Assignment.objects.filter(kind=Kind.OWN, state=State.IN_PROGRESS).exists()
    assert open_work
    assert Entry.objects.get().adjudicated_at is None
    assert Assignment.objects.get(kind=Kind.GOLD).state == State.IN_PROGRESS
