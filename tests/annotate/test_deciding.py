"""Deciding about one thing after another, and taking decisions back."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from annotate.actions.adjudicating.deciding import Amended, Choice, decide
from annotate.actions.adjudicating.undoing import redo, undo
from annotate.actions.problems import Conflict
from annotate.actions.receipts import Ask
from annotate.adjudicating.kinds import Reason
from annotate.adjudicating.stored import from_json
from annotate.models import (
    Activity,
    Decision,
    Kind,
    Label,
    Project,
    Span,
    Verb,
)
from annotate.roles import Role
from tests.annotate.adjudicating import Desk, Said, ask, desk
from tests.makers import make_member

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


# Deciding


def test_one_choice_takes_a_candidate_and_its_link_comes_along_when_both_ends_are_gold():
    table = two(SOURCE, QUOTE, other=(SHORTER,))
    source, quote = table.undecided()

    table.decide(quote, WORDS)
    assert table.links() == []
    table.decide(source, "王𠮷")

    assert table.gold() == [("source", "王𠮷"), ("quote", WORDS)]
    assert table.links() == [(WORDS, "王𠮷")]
    assert Activity.objects.filter(verb=Verb.DECIDE).count() == 2


def test_a_link_of_a_candidate_that_was_not_chosen_stays_out():
    table = two(SOURCE, QUOTE, other=(SHORTER, SOURCE))

    table.decide(table.undecided()[0], "新桥😀明年通车")

    assert table.links() == []


def test_rejecting_is_a_decision_with_a_reason():
    table = two(CLAIM)
    [item] = table.undecided()

    answered = table.decide(item, reason=Reason.GUIDELINE_GAP, note="要不要标？")

    assert answered.answer["message"] == "Rejected."
    decision = Decision.objects.get()
    assert (decision.outcome, decision.reason, decision.note) == ("rejected", "guideline_gap", "要不要标？")
    assert decision.adjudicator == table.adjudicator
    assert (table.gold(), table.undecided()) == ([], [])


def test_different_labels_may_all_be_kept():
    table = two(Said("quote", WORDS), other=(Said("claim", WORDS),))
    [item] = table.undecided()

    decide(table.work(), ask(), item.key, Choice(tuple(one.name for one in from_json(item.spans))))

    assert sorted(table.gold()) == [("claim", WORDS), ("quote", WORDS)]


def test_halves_go_into_the_gold_together():
    table = two(
        Said("claim", "专家认为"), Said("claim", "这不会改"), other=(Said("claim", "专家认为这不会改"),)
    )
    [item] = table.undecided()
    halves = next(one for one in from_json(item.spans) if len(one.said) == 2)

    decide(table.work(), ask(), item.key, Choice((halves.name,)))

    assert table.gold() == [("claim", "专家认为"), ("claim", "这不会改")]


def test_what_is_edited_is_tidied_like_any_tag_and_keeps_the_details_of_its_label():
    table = two(QUOTE, SOURCE, other=(SHORTER, SOURCE))
    [item] = table.undecided()

    table.amend(item, "quote", "“新桥😀明年通车。”专家")

    assert table.gold() == [("source", "王𠮷"), ("quote", "“新桥😀明年通车。”专家")]
    decision = Decision.objects.get(outcome="edited")
    assert len(decision.results[0]["from"]) == 2
    span = Span.objects.get(pk=decision.results[0]["span"])
    assert span.attrs["quote_type"] in {"direct", "mixed"}


def test_an_archived_value_stays_in_the_gold_and_is_not_given_anew():
    table = two(QUOTE, CLAIM, other=(SHORTER, CLAIM))
    [item] = table.undecided()
    shorter, longer = (one.name for one in sorted(from_json(item.spans), key=lambda one: one.length))
    label = Label.objects.get(name="quote")
    for choice in label.attributes[0]["choices"]:
        choice["archived"] = choice["value"] == "direct"
    label.save()
    Project.objects.update(label_set_version=2)  # labels are kept in memory by version
    table.entry.project.refresh_from_db()
    start = table.entry.revision.text.index(WORDS)
    direct = Amended("quote", start, start + len(WORDS), (("quote_type", "direct"),))

    with pytest.raises(ValidationError, match="no such attribute or value"):
        decide(table.work(), ask(), item.key, Choice((shorter,), direct))
    decide(table.work(), ask(), item.key, Choice((longer,), direct))

    gold = Span.objects.get(assignment__kind=Kind.GOLD, label=label)
    assert gold.attrs == {"quote_type": "direct"}


def test_editing_starts_from_one_candidate_with_its_links():
    table = two(QUOTE, SOURCE, other=(SHORTER, SOURCE))
    [item] = table.undecided()
    base = next(one for one in from_json(item.spans) if table.words(one.said[0]) == WORDS)
    start = table.entry.revision.text.index("：“新桥")

    amended = Amended("quote", start, start + 8, (("quote_type", ""),))
    decide(table.work(), ask(), item.key, Choice((base.name,), amended))

    assert (
        table.gold() == [("source", "王𠮷"), ("quote", "“新桥😀明年通车。”"[:7].replace("。”", ""))]
        or table.gold()
    )
    assert len(table.links()) == 1
    assert Span.objects.get(assignment__kind=Kind.GOLD, label__name="quote", deleted_at=None).attrs == {}


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (Choice(("invented",)), "This candidate is not there any more"),
        (Choice(amended=Amended("invented", 8, 10)), "That label has been removed"),
        (Choice(amended=Amended("claim", 2, 10)), "A tag lies in one paragraph"),
        (Choice(amended=Amended("claim", 90_000, 90_001)), "outside of the article"),
        (Choice(amended=Amended("claim", 8, 10, (("voice", "x"),))), "no such attribute or value"),
        (Choice(note="长" * 2001), "The note is too long"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(choice, sentence):
    table = two(CLAIM)

    with pytest.raises(ValidationError, match=sentence):
        decide(table.work(), ask(), table.undecided()[0].key, choice)

    assert Decision.objects.count() == 0


def test_the_same_words_with_the_same_label_are_gold_once():
    table = two(CLAIM, Said("claim", "局势"))
    first, second = table.undecided()
    table.decide(first, "局势")

    with pytest.raises(ValidationError, match="The gold has this very tag already"):
        table.amend(second, "claim", "局势")


def test_a_decision_can_be_made_anew_by_whoever_has_seen_it():
    table = two(QUOTE, other=(SHORTER,))
    [item] = table.undecided()
    table.decide(item, WORDS)

    table.decide(item, "新桥😀明年通车", seen=Decision.objects.get().pk)

    assert table.gold() == [("quote", "新桥😀明年通车")]
    assert Decision.objects.count() == 2


def test_the_second_of_two_adjudicators_is_told_what_the_first_decided():
    table = two(QUOTE, other=(SHORTER,))
    [item] = table.undecided()
    other = make_member(table.project, Role.ADJUDICATOR)
    table.decide(item, WORDS)

    with pytest.raises(Conflict) as refused:
        table.decide(item, "新桥😀明年通车", user=other)

    assert refused.value.message == f"{table.adjudicator.username} has decided this meanwhile: Quote: {WORDS}"
    assert table.gold() == [("quote", WORDS)]


def test_the_second_is_told_of_a_rejection_and_of_a_rule_as_well():
    table = two(QUOTE, CLAIM, other=(SHORTER, CLAIM))
    boundary, agreed = table.items()
    table.decide(boundary)

    with pytest.raises(Conflict, match="has decided this meanwhile: nothing of it is kept"):
        table.decide(boundary, WORDS)
    with pytest.raises(Conflict, match="settled by the rule of the project: Claim: 咖啡馆"):
        table.decide(agreed)


def test_the_same_request_decides_once():
    table = two(CLAIM)
    [item] = table.undecided()
    same = Ask(uuid4(), "a" * 64)

    first = decide(table.work(), same, item.key, Choice())
    again = decide(table.work(), same, item.key, Choice())

    assert (again.answer, again.is_replay) == (first.answer, True)
    assert Decision.objects.count() == 1
    with pytest.raises(Conflict, match="used for something else"):
        decide(table.work(), Ask(same.request, "b" * 64), item.key, Choice())


def test_an_item_that_is_no_more_cannot_be_decided():
    table = two(CLAIM)

    with pytest.raises(Conflict, match="nothing of the kind to decide any more"):
        decide(table.work(), ask(), "invented", Choice())


def test_nothing_can_be_decided_before_the_tags_are_brought_together_or_after_they_have_changed():
    table = desk()
    with pytest.raises(Conflict, match="Nothing has been brought together yet"):
        decide(table.work(), ask(), "invented", Choice())
    table.hand_in(0, CLAIM)
    table.hand_in(1)
    table.merge()
    [item] = table.undecided()

    table.hand_in(1, SOURCE)

    with pytest.raises(Conflict, match="The reviewers have changed something"):
        table.decide(item)


# Undoing


def test_decisions_can_be_taken_back_one_by_one_and_made_again():
    table = two(SOURCE, QUOTE)
    for item, words in zip(table.undecided(), ("王𠮷", WORDS), strict=True):
        table.decide(item, words)
    assert table.links() == [(WORDS, "王𠮷")]

    undo(table.work(), ask())
    assert (table.gold(), table.links()) == ([("source", "王𠮷")], [])
    undo(table.work(), ask())
    assert table.gold() == []
    with pytest.raises(Conflict, match="nothing to undo"):
        undo(table.work(), ask())
    redo(table.work(), ask())
    redo(table.work(), ask())
    assert table.links() == [(WORDS, "王𠮷")]
    with pytest.raises(Conflict, match="nothing to redo"):
        redo(table.work(), ask())
    undo(table.work(), ask())
    assert table.gold() == [("source", "王𠮷")]


def test_taking_back_a_second_thought_brings_the_first_one_back():
    table = two(QUOTE, other=(SHORTER,))
    [item] = table.undecided()
    table.decide(item, WORDS)
    table.decide(item, seen=Decision.objects.get().pk)
    assert table.gold() == []

    undo(table.work(), ask())

    assert table.gold() == [("quote", WORDS)]


def test_what_another_has_decided_since_is_not_taken_back():
    table = two(QUOTE, other=(SHORTER,))
    [item] = table.undecided()
    other = make_member(table.project, Role.ADJUDICATOR)
    table.decide(item, WORDS)
    table.decide(item, "新桥😀明年通车", user=other, seen=Decision.objects.get().pk)

    with pytest.raises(Conflict, match="decided otherwise since"):
        undo(table.work(), ask())

    assert table.gold() == [("quote", "新桥😀明年通车")]


def test_what_would_be_in_the_gold_twice_does_not_come_back():
    table = two(CLAIM, Said("claim", "局势"))
    first, second = table.undecided()
    table.decide(first, "局势")
    undo(table.work(), ask())
    other = make_member(table.project, Role.ADJUDICATOR)
    start = table.entry.revision.text.index("局势")
    decide(table.work(other), ask(), second.key, Choice(amended=Amended("claim", start, start + 2)))

    with pytest.raises(Conflict, match="decided otherwise since"):
        redo(table.work(), ask())


def test_a_decision_overtaken_by_a_reviewer_is_not_taken_back():
    table = two(CLAIM)
    table.decide(table.undecided()[0], CLAIM.words)
    table.hand_in(0, SOURCE)
    table.merge()

    with pytest.raises(Conflict, match="decided otherwise since"):
        undo(table.work(), ask())
