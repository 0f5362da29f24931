"""From two or three reviewers' tags to the gold."""

import pytest

from annotate.actions.adjudicating.undoing import undo
from annotate.actions.problems import Conflict
from annotate.models import Activity, Decision, Entry, MergeRule, Verb
from tests.annotate.adjudicating import Said, ask, desk

pytestmark = pytest.mark.django_db

QUOTE = Said("quote", "“新桥😀明年通车。”", {"quote_type": "direct"}, source="王𠮷")
SOURCE = Said("source", "王𠮷")


def test_what_all_tagged_alike_is_gold_at_once_with_its_details_and_links():
    table = desk()
    table.hand_in(0, SOURCE, QUOTE)
    table.hand_in(1, SOURCE, QUOTE)

    table.merge()

    assert table.gold() == [("source", "王𠮷"), ("quote", "“新桥😀明年通车。”")]
    assert table.links() == [("“新桥😀明年通车。”", "王𠮷")]
    assert table.undecided() == []
    assert set(Decision.objects.values_list("rule", "adjudicator")) == {("agreed", None)}


def test_one_key_takes_a_candidate_and_its_link_comes_along_when_both_ends_are_gold():
    table = desk()
    table.hand_in(0, SOURCE, QUOTE)
    table.hand_in(1, Said("quote", "新桥😀明年通车"))
    table.merge()
    source, quote = table.undecided()

    table.decide(quote, "“新桥😀明年通车。”")
    assert table.links() == []
    table.decide(source, "王𠮷")

    assert table.gold() == [("source", "王𠮷"), ("quote", "“新桥😀明年通车。”")]
    assert table.links() == [("“新桥😀明年通车。”", "王𠮷")]
    assert Activity.objects.filter(verb=Verb.DECIDE).count() == 2
    table.finish()
    assert Entry.objects.get().adjudicated_at is not None


def test_all_undone():
    table = desk()
    table.hand_in(0, SOURCE, QUOTE)
    table.hand_in(1)
    table.merge()
    for item in table.undecided():
        table.decide(item, table.words(type("S", (), {"start": item.start, "end": item.end})))
    assert len(table.links()) == 1
    undo(table.work(), ask())
    assert table.gold() == [("source", "王𠮷")]
    assert table.links() == []
    with pytest.raises(Conflict, match="1 thing is still undecided"):
        table.finish()
    undo(table.work(), ask())
    assert table.gold() == []
    with pytest.raises(Conflict, match="nothing to undo"):
        undo(table.work(), ask())


def test_majority():
    table = desk(reviewers=3, rule=MergeRule.MAJORITY)
    table.hand_in(0, QUOTE, SOURCE)
    table.hand_in(1, Said("quote", "新桥😀明年通车"), SOURCE)
    table.hand_in(2, Said("claim", "局势"), SOURCE)
    table.merge()
    assert table.gold() == [("source", "王𠮷"), ("quote", "“新桥😀明年通车。”")]
    assert [item.kind for item in table.undecided()] == ["partial"]
