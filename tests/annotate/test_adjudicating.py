"""From two or three reviewers' tags to the gold."""

import pytest

from annotate.actions.adjudicating.deciding import Choice, decide
from annotate.actions.adjudicating.finishing import finish, reopen
from annotate.actions.adjudicating.merging import merge
from annotate.actions.adjudicating.undoing import redo, undo
from annotate.actions.distribution.distributing import send_back
from annotate.actions.problems import Conflict
from annotate.actions.taking_back import take_back
from annotate.adjudicating.stored import from_json
from annotate.models import (
    Activity,
    Assignment,
    Decision,
    DecisionItem,
    Entry,
    Kind,
    Lesson,
    MergeRule,
    Span,
    State,
)
from tests.annotate.adjudicating import Desk, Said, ask, desk

pytestmark = pytest.mark.django_db

WORDS = "“新桥😀明年通车。”"
QUOTE = Said("quote", WORDS, {"quote_type": "direct"}, source="王𠮷")
SHORTER = Said("quote", "新桥😀明年通车", {"quote_type": "mixed"})
SOURCE = Said("source", "王𠮷")
CLAIM = Said("claim", "咖啡馆 cafe\u0301 仍在营业")


def two(*first: Said, other: tuple[Said, ...] = ()) -> Desk:
    """Let two reviewers submit, and bring their tags together."""
    table = desk()
    table.hand_in(0, *first)
    table.hand_in(1, *other)
    table.merge()
    return table


# Bringing together


def test_what_all_tagged_alike_is_gold_at_once_with_its_details_and_links():
    table = two(SOURCE, QUOTE, other=(SOURCE, QUOTE))

    assert table.gold() == [("source", "王𠮷"), ("quote", WORDS)]
    assert table.links() == [(WORDS, "王𠮷")]
    assert table.undecided() == []
    assert set(Decision.objects.values_list("rule", "adjudicator")) == {("agreed", None)}
    quote = Span.objects.get(assignment__kind=Kind.GOLD, label__name="quote")
    assert (quote.attrs, quote.origin, quote.words) == ({"quote_type": "direct"}, "adjudication", WORDS)


def test_the_majority_settles_more_where_the_project_says_so():
    table = desk(reviewers=3, rule=MergeRule.MAJORITY)
    table.hand_in(0, QUOTE, SOURCE)
    table.hand_in(1, SHORTER, SOURCE)
    table.hand_in(2, Said("claim", "局势"), SOURCE)

    table.merge()

    assert table.gold() == [("source", "王𠮷"), ("quote", WORDS)]
    assert [item.kind for item in table.undecided()] == ["partial"]


def test_nothing_is_brought_together_before_all_reviewers_have_submitted():
    table = desk()
    table.hand_in(0, QUOTE)

    with pytest.raises(Conflict, match="This article is not ready"):
        table.merge()

    assert not Assignment.objects.filter(kind=Kind.GOLD).exists()


def test_nothing_is_brought_together_for_another_wording():
    table = desk()
    table.hand_in(0)
    table.hand_in(1)
    work = table.work()
    work.entry.revision_id += 1

    with pytest.raises(Conflict, match="wording"):
        merge(work, ask())


def test_bringing_the_same_together_again_changes_nothing():
    table = two(SOURCE, QUOTE, other=(SOURCE, SHORTER))
    table.decide(table.undecided()[0], WORDS)
    before = (table.gold(), list(Decision.objects.values()), list(DecisionItem.objects.values()))

    again = table.merge()

    assert again.answer["message"] == "Nothing has changed."
    assert (table.gold(), list(Decision.objects.values()), list(DecisionItem.objects.values())) == before


def test_a_reviewer_who_changes_one_tag_reopens_one_decision():
    table = two(SOURCE, QUOTE, CLAIM, other=(SHORTER,))
    for item, words in zip(table.undecided(), ("王𠮷", WORDS, CLAIM.words), strict=True):
        table.decide(item, words)
    assert len(table.gold()) == 3
    kept = set(Decision.objects.live().values_list("pk", flat=True))

    table.hand_in(0, SOURCE, QUOTE, Said("claim", "仍在营业"))
    told = table.merge()

    assert told.answer["message"] == "A reviewer has changed tags. 1 decision is to be made again."
    assert [table.words(item) for item in table.undecided()] == ["仍在营业"]
    assert set(Decision.objects.live().values_list("pk", flat=True)) < kept
    assert table.gold() == [("source", "王𠮷"), ("quote", WORDS)]
    assert table.links() == [(WORDS, "王𠮷")]


def test_a_tag_that_is_made_anew_just_so_keeps_its_decision():
    table = two(Said("quote", WORDS), other=(SHORTER,))
    table.decide(table.undecided()[0], WORDS)

    table.hand_in(0)
    table.hand_in(0, Said("quote", WORDS))
    table.merge()

    assert table.undecided() == []
    [item] = table.items()
    live = set(Span.objects.live().values_list("pk", flat=True))
    assert {key for reading in from_json(item.spans) for key in reading.keys} <= live


def test_a_decision_of_a_person_outlasts_a_change_of_the_rule():
    table = desk(reviewers=3)
    table.hand_in(0, QUOTE)
    table.hand_in(1, QUOTE)
    table.hand_in(2, SHORTER)
    table.merge()
    table.decide(table.undecided()[0], "新桥😀明年通车")
    table.project.merge_rule = MergeRule.MAJORITY
    table.project.save()

    with pytest.raises(Conflict, match="The reviewers have changed something"):
        table.finish()
    table.merge()

    assert table.gold() == [("quote", "新桥😀明年通车")]


def test_what_a_rule_settled_is_settled_anew_by_another_rule():
    table = desk(reviewers=3, rule=MergeRule.MAJORITY)
    for number in range(3):
        table.hand_in(number, QUOTE if number else SHORTER)
    table.merge()
    assert table.gold() == [("quote", WORDS)]
    table.project.merge_rule = MergeRule.AGREED
    table.project.save()

    table.merge()

    assert table.gold() == []
    assert [item.kind for item in table.undecided()] == ["boundary"]


def test_a_rule_does_not_put_the_same_into_the_gold_twice():
    """An adjudicator may have given one item the very words on which the reviewers agree now."""
    table = two(SOURCE, other=(CLAIM,))
    source, claim = table.undecided()
    table.decide(source, "王𠮷")
    table.decide(claim)
    table.amend(table.items()[1], "claim", "专家", seen=Decision.objects.live().get(item=claim).pk)

    table.hand_in(0, SOURCE, Said("claim", "专家"))
    table.hand_in(1, CLAIM, Said("claim", "专家"))
    table.merge()

    assert table.gold() == [("source", "王𠮷"), ("claim", "专家")]
    assert [table.words(item) for item in table.undecided()] == ["专家"]


# Finishing


def test_an_article_is_finished_when_nothing_is_undecided():
    table = two(CLAIM)
    with pytest.raises(Conflict, match="1 thing is still undecided"):
        table.finish()
    table.decide(table.undecided()[0])

    table.finish()

    gold = Assignment.objects.get(kind=Kind.GOLD)
    assert (gold.state, gold.participations.get().state) == (State.SUBMITTED, State.SUBMITTED)
    assert Entry.objects.get().adjudicated_at is not None
    with pytest.raises(Conflict, match="This article is finished"):
        table.finish()
    with pytest.raises(Conflict, match="This article is finished"):
        decide(table.work(), ask(), table.items()[0].key, Choice())


def test_an_article_without_any_tag_can_be_finished():
    table = two()

    table.finish()

    assert Entry.objects.get().adjudicated_at is not None


def test_an_article_that_a_reviewer_has_open_is_not_finished():
    table = two(CLAIM, other=(CLAIM,))
    Assignment.objects.filter(reviewer=table.reviewers[0]).update(state=State.IN_PROGRESS)

    with pytest.raises(Conflict, match="not ready"):
        table.finish()


def test_a_finished_article_can_be_opened_again_with_all_its_decisions():
    table = two(CLAIM)
    table.decide(table.undecided()[0], CLAIM.words)
    table.finish()
    assert Lesson.objects.exists()

    reopen(table.work(), ask())

    assert Entry.objects.get().adjudicated_at is None
    assert not Lesson.objects.exists()
    assert table.gold() == [("claim", CLAIM.words)]
    with pytest.raises(Conflict, match="open already"):
        reopen(table.work(), ask())
    finish(table.work(), ask())
    assert Lesson.objects.exists()


def returned(table: Desk) -> Activity:
    """Let the adjudicator return the first reviewer's work."""
    work = Assignment.objects.select_related("entry__project").get(reviewer=table.reviewers[0])
    return send_back(work, table.project.created_by, "再看一遍😀")


def stand(table: Desk) -> tuple[object, ...]:
    """Return how the article stands: when it was finished, by whom, and with which lessons."""
    gold = Assignment.objects.get(kind=Kind.GOLD)
    parts = gold.participations.values_list("user", "state", "submitted_at")
    lessons = Lesson.objects.values_list("assignment__reviewer", "label", "fate", "number")
    return Entry.objects.get().adjudicated_at, gold.state, list(parts), sorted(lessons), table.gold()


def test_a_return_that_is_taken_back_leaves_a_finished_article_finished():
    table = two(CLAIM, other=(CLAIM,))
    table.finish()
    before = stand(table)

    done = returned(table)
    assert Entry.objects.get().adjudicated_at is None
    take_back(done, table.project.created_by)

    assert stand(table) == before
    assert before[0] is not None


@pytest.mark.parametrize("is_handed_in_again", [False, True])
def test_a_return_that_is_taken_back_finishes_nothing_if_other_work_was_opened(is_handed_in_again):
    table = two(CLAIM, other=(CLAIM,))
    table.finish()
    done = returned(table)
    other = Assignment.objects.select_related("entry__project").get(reviewer=table.reviewers[1])
    send_back(other, table.project.created_by, "第二段")
    if is_handed_in_again:
        table.hand_in(1, SOURCE)

    take_back(done, table.project.created_by)

    assert Entry.objects.get().adjudicated_at is None
    assert Assignment.objects.get(kind=Kind.GOLD).state == State.IN_PROGRESS


def test_what_became_of_each_reviewers_tags_is_counted():
    table = two(SOURCE, QUOTE, CLAIM, other=(SHORTER, SOURCE))
    for item, words in zip(table.undecided(), ((WORDS,), ()), strict=True):
        table.decide(item, *words)

    table.finish()

    rows = Lesson.objects.values_list("assignment__reviewer", "label__name", "fate", "number")
    first, second = table.reviewers
    assert set(rows) == {
        (first.pk, "source", "kept", 1),
        (first.pk, "quote", "kept", 1),
        (first.pk, "claim", "rejected", 1),
        (second.pk, "source", "kept", 1),
        (second.pk, "quote", "boundary", 1),
    }


def test_a_link_that_was_chosen_otherwise_counts_as_another_detail():
    other_source = Said("source", "专家")
    table = two(
        SOURCE, other_source, QUOTE,
        other=(SOURCE, other_source, Said("quote", WORDS, {"quote_type": "direct"}, source="专家")),
    )  # fmt: skip
    [item] = table.undecided()
    assert item.kind == "details"
    mine = next(one for one in from_json(item.spans) if one.said[0].sources[0].endswith(" 7 9"))

    decide(table.work(), ask(), item.key, Choice((mine.name,)))
    table.finish()

    assert table.links() == [(WORDS, "王𠮷")]
    rows = Lesson.objects.filter(label__name="quote").values_list("assignment__reviewer", "fate")
    assert set(rows) == {(table.reviewers[0].pk, "kept"), (table.reviewers[1].pk, "details")}


def test_every_act_is_in_the_history_without_any_words_of_the_article():
    table = two(CLAIM)
    table.decide(table.undecided()[0], CLAIM.words)
    undo(table.work(), ask())
    redo(table.work(), ask())
    table.finish()
    reopen(table.work(), ask())

    acts = Activity.objects.filter(assignment__kind=Kind.GOLD).order_by("number")

    assert [act.verb for act in acts] == ["merge", "decide", "undo", "redo", "submit", "reopen"]
    assert all(act.changes and "cafe" not in str(act.changes) for act in acts)
    assert len({act.number for act in acts}) == 6
