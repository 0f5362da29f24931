"""Adjudicated work that goes to another wording of its article: nothing is lost, little is done twice."""

import pytest

from annotate.actions.adjudicating.merging import merge
from annotate.actions.carrying import move_back, move_pin
from annotate.actions.tallies import count_done
from annotate.adjudicating.kinds import Reason
from annotate.models import Assignment, Decision, Entry, Kind, Lesson, Participation, Span, State
from tests.annotate.adjudicating import Desk, Said, ask, desk
from tests.annotate.rewording import CHANGED, FIRST, GONE, REWORDED, SURE, reword

pytestmark = pytest.mark.django_db

PAVED = "桥面已经铺好"
QUOTE = Said("quote", PAVED, source="记者")
SOURCE = Said("source", "记者")


@pytest.fixture
def settled() -> Desk:
    """A finished article: one thing agreed, taken, edited, rejected, and two whose words will go."""
    table = desk(*FIRST)
    table.hand_in(0, SOURCE, QUOTE, Said("claim", SURE), Said("claim", CHANGED), Said("opinion", GONE))
    table.hand_in(1, SOURCE, Said("quote", "面已经铺好"), Said("claim", "已经铺好"))
    table.merge()
    by_words = {table.words(item): item for item in table.undecided()}
    table.decide(by_words[PAVED], PAVED, reason=Reason.SLIP, note="引号")
    table.amend(by_words[SURE], "opinion", "记者在现场")
    table.decide(by_words["已经铺好"])
    table.decide(by_words[CHANGED], CHANGED)
    table.decide(by_words[GONE], GONE)
    table.finish()
    return table


def hand_in_again(table: Desk) -> None:
    """Let both reviewers confirm what came over, dropping what waits."""
    works = Assignment.objects.filter(entry=table.entry, kind=Kind.OWN, is_current=True)
    Span.objects.filter(assignment__in=works, settled=False).update(settled=True)
    works.update(state=State.SUBMITTED)
    for part in Participation.objects.filter(assignment__in=works):
        part.state, part.submitted_at = State.SUBMITTED, part.began_at
        part.save()
    count_done(table.entry.pk)


def moved(table: Desk) -> None:
    revision = reword(table.entry, *REWORDED)
    move_pin(table.entry, revision, table.adjudicator)
    table.entry = Entry.objects.select_related("revision", "project").get(pk=table.entry.pk)


def test_the_gold_comes_along_and_is_open_again(settled):
    moved(settled)

    entry = Entry.objects.get()
    assert entry.adjudicated_at is None
    gold = Assignment.objects.get(kind=Kind.GOLD, is_current=True)
    assert (gold.state, gold.revision) == (State.RETURNED, entry.revision)
    assert ("quote", PAVED) in settled.gold()
    assert not Lesson.objects.exists()
    assert Decision.objects.live().count() == 6, "what was decided stays with the earlier wording"


def test_decisions_about_words_that_stand_are_kept_and_the_others_are_made_again(settled):
    moved(settled)
    hand_in_again(settled)

    answered = merge(settled.work(), ask())

    assert answered.answer["carried"] == 3
    assert settled.gold() == [
        ("source", "记者"),
        ("opinion", "记者在现场"),
        ("quote", PAVED),
    ]
    assert settled.links() == [(PAVED, "记者")] * 2, "on both wordings"
    assert settled.undecided() == []
    again = Decision.objects.live().get(item__assignment__is_current=True, reason=Reason.SLIP)
    assert (again.note, again.adjudicator, len(again.chosen)) == ("引号", settled.adjudicator, 1)
    assert Span.objects.get(pk=again.chosen[0]).words == PAVED


def test_what_a_reviewer_changed_on_the_way_is_to_be_decided_again(settled):
    moved(settled)
    hand_in_again(settled)
    mine = Span.objects.live().get(assignment__is_current=True, assignment__kind=Kind.OWN, words=SURE)
    mine.label = settled.project.labels.get(name="opinion")
    mine.save()

    merge(settled.work(), ask())

    assert [settled.words(item) for item in settled.undecided()] == [SURE]
    assert ("opinion", "记者在现场") not in settled.gold()


def test_it_holds_over_two_moves_without_a_look_between(settled):
    first = settled.entry.revision
    moved(settled)
    move_pin(settled.entry, first, settled.adjudicator)
    settled.entry = Entry.objects.select_related("revision", "project").get(pk=settled.entry.pk)
    hand_in_again(settled)

    merge(settled.work(), ask())

    assert ("quote", PAVED) in settled.gold()
    assert Decision.objects.live().filter(item__assignment__is_current=True, reason=Reason.SLIP).exists()


def test_taking_the_move_back_finishes_the_article_again(settled):
    before, finished = settled.gold(), Entry.objects.get().adjudicated_at
    moved(settled)
    activity = settled.project.activities.get(verb="move_pin")

    move_back(settled.entry, activity.changes[0], settled.adjudicator)

    assert settled.gold() == before
    assert Entry.objects.get().adjudicated_at is not None
    assert abs((Entry.objects.get().adjudicated_at - finished).total_seconds()) < 1
    assert Lesson.objects.exists()


def test_taking_back_a_move_of_unfinished_work_finishes_nothing():
    table = desk(*FIRST)
    table.hand_in(0, SOURCE)
    table.hand_in(1, SOURCE)
    moved(table)

    move_back(table.entry, table.project.activities.get(verb="move_pin").changes[0], table.adjudicator)

    assert Entry.objects.get().adjudicated_at is None
