"""What must hold of the coefficients whatever people tag."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotate.measures.categories import (
    alpha,
    cohen_kappa,
    fleiss_kappa,
    nominal,
    ratio_scale,
    scott_pi,
)
from annotate.measures.distances import disagreement
from annotate.measures.pooling import (
    Continuum,
    character_kappa,
    continuum,
    joint_u_alpha,
    pooled,
    u_alpha,
)
from annotate.measures.resampling import intervals
from annotate.measures.spans import Mark, merged
from annotate.measures.unitizing import coefficients, coincidences, layers, together
from annotate.measures.values import Reason
from tests.annotate.measures.made import LENGTH, few, marks, ranges

unit_lists = st.lists(st.lists(ranges, max_size=5).map(merged), min_size=2, max_size=4)


@few
@given(unit_lists)
def test_two_ways_to_the_same_coefficient(coders):
    """By sums that add up, and by the table of coincidences."""
    labelled = [[(start, end, "x") for start, end in units] for units in coders]
    found = coefficients(coincidences(labelled, LENGTH))

    assert u_alpha(continuum(coders, LENGTH)) == found.u
    assert found.u.value == found.binary.value


@few
@given(unit_lists, st.randoms(use_true_random=False))
def test_the_order_of_coders_does_not_matter(coders, chance):
    shuffled = chance.sample(coders, len(coders))

    assert continuum(shuffled, LENGTH) == continuum(coders, LENGTH)


@few
@given(st.lists(ranges, min_size=1, max_size=5).map(merged), st.integers(2, 4))
def test_coders_who_found_the_same_agree_wholly(units, coders):
    assume(sum(end - start for start, end in units) < LENGTH)
    of = continuum([units] * coders, LENGTH)

    assert u_alpha(of).value == 1
    assert character_kappa(of).value == 1


@few
@given(st.lists(st.lists(st.booleans(), min_size=8, max_size=8), min_size=2, max_size=4))
def test_units_of_one_character_give_the_nominal_alpha_of_characters(coders):
    units = [[(n, n + 1) for n, is_in in enumerate(row) if is_in] for row in coders]
    by_character = alpha(Counter(tuple(map(int, column)) for column in zip(*coders, strict=True)))

    assert u_alpha(continuum(units, 8)).value == by_character.value


@few
@given(unit_lists, unit_lists)
def test_texts_add_up_as_if_they_were_one(first, second):
    assume(len(first) == len(second))
    joined = [
        [*units, *((start + LENGTH, end + LENGTH) for start, end in others)]
        for units, others in zip(first, second, strict=True)
    ]

    assert pooled([continuum(first, LENGTH), continuum(second, LENGTH)]) == continuum(joined, 2 * LENGTH)
    as_units = [[[(*one, "x") for one in units] for units in coders] for coders in (first, second, joined)]
    added = together([coincidences(as_units[0], LENGTH), coincidences(as_units[1], LENGTH)])
    assert coefficients(added) == coefficients(coincidences(as_units[2], 2 * LENGTH))


@few
@given(st.lists(marks, max_size=6), st.permutations([1, 2, 3]))
def test_other_names_for_the_labels_change_no_coefficient(given_marks, names):
    other = [Mark(start, end, names[label - 1]) for start, end, label in given_marks]
    second = layers([Mark(0, 5, 1), Mark(3, 8, 2)])
    renamed = layers([Mark(0, 5, names[0]), Mark(3, 8, names[1])])

    here = coefficients(coincidences([layers(given_marks), second], LENGTH))
    there = coefficients(coincidences([layers(other), renamed], LENGTH))

    assert (here.u, here.binary, here.cu, here.cover) == (there.u, there.binary, there.cu, there.cover)


@few
@given(st.lists(marks, max_size=8))
def test_layers_hold_every_label_where_it_stands(given_marks):
    def by_character(units):
        return {(n, label) for start, end, labels in units for n in range(start, end) for label in labels}

    units = layers(given_marks)

    assert by_character(units) == by_character([(s, e, [label]) for s, e, label in given_marks])
    assert all(before[1] <= after[0] for before, after in pairwise(units))


def test_units_of_one_coder_must_not_overlap():
    with pytest.raises(ValueError, match="overlap"):
        coincidences([[(0, 5, "x"), (4, 8, "x")], []], LENGTH)


def test_labels_are_pooled_by_their_disagreements():
    good = continuum([[(0, 10)], [(0, 10)]], LENGTH)
    bad = continuum([[(20, 30)], [(30, 40)]], LENGTH)

    assert u_alpha(good).value == 1
    assert u_alpha(bad).value < 0
    # Both labels have as much to expect, so the two of them lie midway.
    assert joint_u_alpha([good, bad]).value == (u_alpha(good).value + u_alpha(bad).value) / 2


def test_nothing_tagged_is_undefined_and_everything_tagged_too():
    nothing, everything = continuum([[], []], 10), continuum([[(0, 10)], [(0, 10)]], 10)

    assert u_alpha(nothing).reason is character_kappa(nothing).reason is Reason.NO_SPANS
    assert u_alpha(everything).reason is Reason.NO_EXPECTED_DISAGREEMENT
    assert character_kappa(everything).reason is Reason.NO_EXPECTED_DISAGREEMENT
    assert coefficients(coincidences([[], []], 10)).u.reason is Reason.NO_SPANS
    assert u_alpha(Continuum()).value is None


def test_units_that_never_meet_have_no_coefficient_of_their_values():
    found = coefficients(coincidences([[(0, 5, "a")], [(5, 9, "b")]], 10))

    assert found.cu.reason is Reason.NO_EXPECTED_DISAGREEMENT
    assert found.by_value["a"].reason is Reason.NO_EXPECTED_DISAGREEMENT
    assert found.cover.value == 0
    assert found.u.value < 0


@few
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=20))
def test_character_kappa_is_the_kappa_of_single_characters(characters):
    coders = [[(n, n + 1) for n, pair in enumerate(characters) if pair[side]] for side in (0, 1)]
    of, length = continuum(coders, len(characters)), len(characters)
    table = [[characters.count((row, column)) for column in (True, False)] for row in (True, False)]
    shares = [Fraction(len(units), length) for units in coders]
    assume(of.marked)

    assert character_kappa(of, shares).value == cohen_kappa(table).value
    assert character_kappa(of).value == scott_pi(table).value
    assert character_kappa(of).value == fleiss_kappa(characters)[0].value


def test_values_that_only_one_gave_say_nothing():
    assert alpha(Counter({("a",): 5})).reason is Reason.NO_VALUES
    assert alpha(Counter({("a", "a"): 5})).reason is Reason.NO_EXPECTED_DISAGREEMENT
    assert alpha(Counter({("a", "a"): 4, ("b", "b"): 4, ("a",): 9})).value == 1


def test_distances_of_values():
    assert nominal("a", "b", {}) == 1
    assert ratio_scale(0, 0, {}) == 0


def test_the_older_coefficient_sees_a_unit_in_a_gap_and_one_that_sticks_out():
    inside = disagreement([[(2, 4)], []], 10)
    beside = disagreement([[(2, 4)], [(6, 8)]], 10)

    assert inside.observed == Fraction(2 * 2**2, 2 * 100)
    assert beside.observed == 2 * inside.observed
    assert disagreement([[], []], 10).expected == 0
    assert disagreement([[(0, 10)], [(0, 10)]], 10).alpha.value == 1


def test_an_interval_is_the_same_at_every_run_and_holds_the_number():
    texts = [(float(n % 4), 4.0) for n in range(40)]
    calls = []

    def measure():
        return intervals(
            texts,
            [lambda sums: sums[0] / sums[1], lambda _sums: None],
            rounds=200,
            every_round=lambda: calls.append(1),
        )

    (low, high), nothing = measure()

    assert measure() == [(low, high), None]
    assert low < 0.375 < high
    assert nothing is None
    assert len(calls) == 400


def test_an_interval_leaves_out_one_in_forty_at_either_end():
    seen = []

    def statistic(sums):
        seen.append(sums[0])
        return sums[0]

    [(low, high)] = intervals([(float(n * n),) for n in range(9)], [statistic], rounds=200)

    assert len(seen) == 200
    assert (low, high) == (sorted(seen)[5], sorted(seen)[-6])


def test_few_texts_have_no_interval():
    assert intervals([(1.0,)] * 4, [lambda sums: sums[0]]) == [None]
