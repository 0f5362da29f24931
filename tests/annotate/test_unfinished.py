"""What is left to look at before an article is handed in: one pure rule, every case of it."""

from itertools import product

import pytest

from annotate.labelsets import load_default
from annotate.labelsets.writing import attribute_data
from annotate.marking.unfinished import Lack, Line, Link, Rules, Tag, Talk, rules_of, unfinished

RULES = Rules({"quote": ["attributed_to"]}, {"claim": "check_worthy"})
DECIDED = {"name": "kind", "prefill": None}
BY_MARKS = {"name": "quoted", "prefill": "quotation_marks"}
BY_WORDS = {"name": "words", "prefill": "source_words"}


def tag(number: int, label: str, *, start: int = 0, value: str = "", links: str = "") -> Tag:
    values = {"check_worthy": value} if value else {}
    return Tag(number, start, start + 1, label, values, frozenset(links.split()))


@pytest.mark.parametrize(
    ("label", "value", "links"),
    list(
        product(["quote", "claim", "source", "opinion"], ["", "yes", "no"], ["", "attributed_to", "same_as"])
    ),
)
def test_each_kind_of_tag_lacks_what_its_label_asks_for_and_no_more(label, value, links):
    groups = unfinished([tag(7, label, value=value, links=links)], [], [], RULES)

    lacks = {(group.lack, group.label, group.missing, group.lines) for group in groups}
    expected = set()
    if label == "quote" and links != "attributed_to":
        expected.add((Lack.UNLINKED, "quote", "attributed_to", (Line(7, "attributed_to"),)))
    if label == "claim" and not value:
        expected.add((Lack.UNANSWERED, "claim", "check_worthy", (Line(7, "check_worthy"),)))
    assert lacks == expected


@pytest.mark.parametrize(("some_tags", "some_talk", "some_waiting"), list(product([False, True], repeat=3)))
def test_the_list_has_a_group_for_whatever_there_is_in_a_fixed_order(some_tags, some_talk, some_waiting):
    groups = unfinished(
        [tag(1, "claim"), tag(2, "quote")] if some_tags else [],
        [Talk(5, None), Talk(6, 1)] if some_talk else [],
        [9] if some_waiting else [],
        RULES,
    )

    wanted = (
        [Lack.WAITING] * some_waiting + [Lack.UNLINKED, Lack.UNANSWERED] * some_tags + [Lack.TALK] * some_talk
    )
    assert [group.lack for group in groups] == wanted
    if some_talk:
        assert groups[-1].lines == (Line(None, "", 5), Line(1, "", 6))


def test_lines_stand_in_the_order_of_the_text():
    tags = [tag(1, "quote", start=9), tag(3, "quote", start=2), tag(2, "quote", start=2)]

    (group,) = unfinished(tags, [], [], RULES)

    assert [line.tag for line in group.lines] == [2, 3, 1]


def test_one_of_several_links_is_enough():
    rules = Rules({"quote": ["attributed_to", "relayed_by"]}, {})

    assert unfinished([tag(1, "quote", links="relayed_by")], [], [], rules) == []
    (group,) = unfinished([tag(1, "quote", links="other")], [], [], rules)
    assert group.missing == "attributed_to"


@pytest.mark.parametrize(
    ("attributes", "asked"),
    [
        ([], {}),
        ([DECIDED], {"x": "kind"}),
        ([{"name": "kind"}], {"x": "kind"}),
        ([BY_WORDS], {}),
        ([DECIDED, BY_WORDS], {"x": "kind"}),
        ([BY_WORDS, DECIDED], {}),
        ([{**DECIDED, "archived": True}], {}),
        ([{**BY_WORDS, "archived": True}, DECIDED], {"x": "kind"}),
    ],
)
def test_the_first_attribute_is_asked_for_unless_a_rule_fills_it_in(attributes, asked):
    assert rules_of({"x": attributes}, []).attributes == asked


@pytest.mark.parametrize(
    ("attributes", "links", "wanted"),
    [
        ([BY_MARKS], [Link("said_by", ["x"])], {"x": ["said_by"]}),
        ([DECIDED, BY_MARKS], [Link("said_by", ["x", "y"])], {"x": ["said_by"]}),
        ([BY_MARKS], [Link("said_by", ["y"])], {}),
        ([BY_MARKS], [], {}),
        ([BY_MARKS], [Link("a", ["x"]), Link("b", ["x"])], {"x": ["a", "b"]}),
        ([DECIDED], [Link("said_by", ["x"])], {}),
        ([{**BY_MARKS, "archived": True}], [Link("said_by", ["x"])], {}),
    ],
)
def test_what_is_quoted_wants_a_link_if_the_set_has_one(attributes, links, wanted):
    assert rules_of({"x": attributes}, links).links == wanted


def test_the_default_set_asks_for_the_source_of_quotes_and_whether_claims_are_worth_checking():
    labels = {
        label.name: [attribute_data(one) for one in label.attributes] for label in load_default().labels
    }
    links = [Link(one.name, one.from_labels) for one in load_default().relations]

    assert rules_of(labels, links) == RULES
