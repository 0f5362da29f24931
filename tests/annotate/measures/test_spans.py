"""How ranges meet, and who is paired with whom."""

from fractions import Fraction
from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from annotate.measures.matching import maximum_matching
from annotate.measures.spans import (
    Link,
    Mark,
    common_length,
    iou,
    is_mostly_same,
    meetings,
    merged,
    shared,
    work_of,
)
from tests.annotate.measures.made import LENGTH, few, marks, ranges

choices = st.lists(st.lists(st.integers(0, 5), unique=True, max_size=4), max_size=6)


@few
@given(ranges, ranges)
def test_iou_is_the_same_as_by_counting_characters(first, second):
    a, b = set(range(*first)), set(range(*second))

    assert iou(first, second) == Fraction(len(a & b), len(a | b)) == iou(second, first)
    assert shared(first, second) == len(a & b)
    assert is_mostly_same(Mark(*first, 1), Mark(*second, 1)) == (iou(first, second) >= Fraction(1, 2))


def test_exactly_one_half_is_enough():
    assert is_mostly_same(Mark(0, 10, 1), Mark(0, 5, 1))
    assert not is_mostly_same(Mark(0, 11, 1), Mark(0, 5, 1))


@few
@given(st.lists(marks), st.lists(marks))
def test_everything_that_meets_is_found_once(first, second):
    first, second = sorted(set(first)), sorted(set(second))

    found = list(meetings(first, second))

    assert sorted(found) == [
        (i, j) for i, a in enumerate(first) for j, b in enumerate(second) if shared(a, b)
    ]


@few
@given(st.lists(ranges))
def test_merging_keeps_every_character_and_leaves_no_overlap(given_ranges):
    found = merged(given_ranges)

    assert {n for one in found for n in range(*one)} == {n for one in given_ranges for n in range(*one)}
    assert all(before[1] <= after[0] for before, after in pairwise(found))


def test_what_only_touches_stays_two():
    assert merged([(3, 5), (0, 3)]) == [(0, 3), (3, 5)]


@few
@given(st.lists(ranges), st.lists(ranges))
def test_common_length_counts_the_characters_of_both(first, second):
    a = {n for one in first for n in range(*one)}
    b = {n for one in second for n in range(*one)}

    assert common_length(merged(first), merged(second)) == len(a & b) <= LENGTH


def test_a_mark_that_stands_twice_counts_once_with_the_links_of_both():
    mark, other = Mark(5, 9, 1), Mark(0, 2, 2)

    work = work_of([(mark, {"type": "a"}), (other, {}), (mark, {"type": "b"})], [(2, 1, 7), (0, 1, 7)])

    assert work.marks == (other, mark)
    assert work.attributes == ({}, {"type": "a"})
    assert work.links == {Link(1, 0, 7)}


@few
@given(choices)
def test_as_many_are_paired_as_by_trying_everything(wanted):
    found = maximum_matching(wanted)

    assert all(choice in wanted[position] for position, choice in found.items())
    assert len(set(found.values())) == len(found)
    assert len(found) == best_by_trying(wanted)


@few
@given(choices)
def test_who_begins_paired_stays_paired(wanted):
    begun = {0: wanted[0][-1]} if wanted and wanted[0] else {}

    found = maximum_matching(wanted, begun)

    assert begun.keys() <= found.keys()
    assert len(found) == best_by_trying(wanted)


def best_by_trying(wanted: list[list[int]]) -> int:
    best = 0
    for order in permutations(range(6), len(wanted)):
        best = max(best, sum(choice in wanted[i] for i, choice in enumerate(order)))
    return best


def test_a_chain_of_two_thousand_overlaps_needs_no_recursion():
    size = 2000
    chain = [[i, i + 1] for i in range(size - 1)] + [[0]]  # the last drives everybody one further

    assert len(maximum_matching(chain)) == size
