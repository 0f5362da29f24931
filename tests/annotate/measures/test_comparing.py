"""What two people's tags have in common, and why the rest has not."""

from collections import Counter
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.measures.comparing import Counts, LinkCounts, compare, f1, total
from annotate.measures.spans import Mark, Work, is_mostly_same, shared, work_of
from annotate.measures.values import Reason
from tests.annotate.measures.made import a_work, few, works

QUOTE, CLAIM, OPINION = 1, 2, 3


@few
@given(works(), works())
def test_the_order_of_the_two_does_not_matter(first, second):
    there, back = compare(first, second), compare(second, first)

    assert there.by_label == back.by_label
    assert there.links == back.links
    assert there.confused == back.confused
    assert {j: i for i, j in there.pairs.items()} == back.pairs
    turned = {k: Counter({(b, a): n for (a, b), n in t.items()}) for k, t in back.values.items()}
    assert there.values == turned


@few
@given(works(most=5), works(most=5))
def test_every_kind_of_pair_is_as_frequent_as_by_trying_everything(first, second):
    found = total([Counts(), *compare(first, second).by_label.values()])

    assert found.same == best_by_trying(first, second, is_mostly_same)
    assert found.exact == best_by_trying(first, second, Mark.__eq__)
    assert found.overlapping == best_by_trying(first, second, lambda a, b: shared(a, b) > 0)


def best_by_trying(first: Work, second: Work, fit) -> int:
    few, many = sorted((first.marks, second.marks), key=len)
    return max(
        (
            sum(a.label == b.label and fit(a, b) for a, b in zip(few, order, strict=True))
            for order in permutations(many, len(few))
        ),
        default=0,
    )


@few
@given(works(), works())
def test_every_span_is_in_a_pair_or_has_a_reason(first, second):
    found = compare(first, second)

    for counts in found.by_label.values():
        assert counts.spans == counts.paired + counts.boundary + counts.label + counts.missing
        assert counts.paired == 2 * counts.same
        assert 0 <= counts.exact <= counts.same <= counts.overlapping
        assert all(0 <= measure.value <= 1 for measure in (counts.f1, counts.exact_f1, counts.overlap_f1))
    assert sum(c.spans for c in found.by_label.values()) == len(first.marks) + len(second.marks)
    assert 2 * found.confused.total() == sum(c.label for c in found.by_label.values())


@few
@given(works())
def test_the_same_work_agrees_wholly(work):
    found = compare(work, work)

    assert all(counts.exact_f1.value == 1 for counts in found.by_label.values())
    assert all(counts.links == 2 * counts.same for counts in found.links.values())
    assert found.pairs == {number: number for number in range(len(work.marks))}


@few
@given(works(), works(), st.permutations([1, 2, 3]))
def test_other_names_for_the_labels_change_no_number(first, second, names):
    def renamed(work: Work) -> Work:
        return work_of([(mark._replace(label=names[mark.label - 1]), {}) for mark in work.marks])

    there, here = compare(renamed(first), renamed(second)).by_label, compare(first, second).by_label

    for label, counts in here.items():
        other = there[names[label - 1]]
        assert (other.spans, other.same, other.exact, other.overlapping) == counts[:4]


def test_two_who_found_nothing_do_not_agree_they_are_undefined():
    assert compare(a_work(), a_work()).by_label == {}
    assert f1(0, 0).value is None
    assert f1(0, 0).reason is Reason.NO_SPANS


def test_one_who_found_nothing_agrees_with_nothing():
    found = compare(a_work((0, 5, QUOTE)), a_work()).by_label[QUOTE]

    assert found.f1.value == 0
    assert found.missing == 1


def test_a_claim_missed_inside_a_quote_is_missed():
    """Other tools let the longer span win before they compare, and find perfect agreement here."""
    found = compare(a_work((0, 30, QUOTE), (5, 20, CLAIM)), a_work((0, 30, QUOTE))).by_label

    assert found[QUOTE].f1.value == 1
    assert found[CLAIM].f1.value == 0
    assert found[CLAIM].missing == 1


def test_five_characters_inside_two_hundred_are_not_the_same_span():
    found = compare(a_work((0, 200, QUOTE)), a_work((10, 15, QUOTE))).by_label[QUOTE]

    assert found.f1.value == 0
    assert found.overlap_f1.value == 1
    assert (found.boundary, found.missing) == (2, 0)


def test_the_same_words_under_two_labels_are_told_from_missing_ones():
    found = compare(a_work((0, 10, CLAIM), (20, 30, CLAIM)), a_work((0, 11, OPINION)))

    assert found.by_label[CLAIM] == Counts(spans=2, label=1, missing=1)
    assert found.by_label[OPINION] == Counts(spans=1, label=1)
    assert found.confused == {(CLAIM, OPINION): 1}


@pytest.mark.parametrize(("both", "one"), [(QUOTE, CLAIM), (OPINION, CLAIM)])
def test_what_the_other_paired_already_is_no_other_label(both, one):
    """Both tagged the quote; that one of them saw a claim in the same words is not a mix-up."""
    found = compare(a_work((0, 10, both), (0, 10, one)), a_work((0, 10, both))).by_label

    assert found[one] == Counts(spans=1, missing=1)


def test_adjacent_spans_stay_two():
    found = compare(a_work((0, 5, QUOTE), (5, 10, QUOTE)), a_work((0, 10, QUOTE))).by_label[QUOTE]

    assert found == Counts(spans=3, same=1, overlapping=1, boundary=1)
    assert found.f1.value == Fraction(2, 3)


def test_greedy_pairing_would_find_one_pair_fewer():
    found = compare(a_work((0, 10, QUOTE), (8, 12, QUOTE)), a_work((9, 11, QUOTE), (0, 3, QUOTE)))

    assert found.by_label[QUOTE].overlapping == 2


def test_values_are_compared_where_both_gave_one():
    first = a_work((0, 5, CLAIM), (10, 15, CLAIM), values={0: {"type": "a"}, 1: {"type": "b", "voice": "a"}})
    second = a_work((0, 5, CLAIM), (10, 15, CLAIM), values={0: {"type": "b"}, 1: {"voice": "a"}})

    found = compare(first, second).values

    assert found == {(CLAIM, "type"): {("a", "b"): 1}, (CLAIM, "voice"): {("a", "a"): 1}}


def test_links_agree_when_they_join_the_same_spans_in_the_same_way():
    def linked(kind: int, target: int) -> Work:
        given_marks = [Mark(0, 10, QUOTE), Mark(20, 25, CLAIM), Mark(40, 45, CLAIM)]
        return work_of([(mark, {}) for mark in given_marks], [(0, target, kind)])

    assert compare(linked(1, 1), linked(1, 1)).links == {1: LinkCounts(2, 1)}
    assert compare(linked(1, 1), linked(1, 2)).links == {1: LinkCounts(2, 0)}
    assert compare(linked(1, 1), linked(2, 1)).links == {1: LinkCounts(1, 0), 2: LinkCounts(1, 0)}
