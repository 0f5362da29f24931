"""γ: the published example, and the best alignment against all that are possible."""

import json
from itertools import combinations, pairwise
from math import comb
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.measures import gamma_alignment
from annotate.measures.gamma import gamma, label_disorder, shuffled
from annotate.measures.gamma_alignment import Dissimilarity, TooLargeError, best_alignment
from annotate.measures.spans import Mark
from annotate.measures.values import Reason
from tests.annotate.measures.made import few, marks
from tests.shared import shared

# tests/data/AlexPaulSuzan.csv of pygamma-agreement 0.5.9 (MIT, copyright 2019 Rachid Riad):
# start, end, category.
ALEX = [(2, 9, 1), (11, 17, 2), (24, 30, 5), (32, 36, 6), (36, 44, 6), (44, 60, 7)]
PAUL = [(2, 9, 1), (11, 17, 3), (19, 25, 5), (32, 44, 6)]
SUZAN = [(2, 9, 1), (11, 17, 4), (21, 27, 5), (32, 36, 6), (36, 40, 6), (40, 44, 6)]
PUBLISHED = [[Mark(*unit) for unit in units] for units in (ALEX, PAUL, SUZAN)]
UNLIKE = Dissimilarity(alpha=3, beta=1, empty=1)

person = st.lists(marks, max_size=2, unique=True)
small = st.lists(person, min_size=2, max_size=3).filter(any)


def least_disorder(continuum) -> float:
    """Try every way to put the spans into groups, one span after the other."""
    people, pairs = len(continuum), comb(len(continuum), 2)
    spans = [(mark, who) for who, given_marks in enumerate(continuum) for mark in given_marks]
    ways: list[list[list[tuple[Mark, int]]]] = [[]]
    for span in spans:
        ways = [
            [*way[:at], [*(way[at] if at < len(way) else []), span], *way[at + 1 :]]
            for way in ways
            for at in range(len(way) + 1)
            if at == len(way) or all(span[1] != who for _mark, who in way[at])
        ]

    def cost(group) -> float:
        met = sum(UNLIKE.of(one, other) for (one, _), (other, _) in combinations(group, 2))
        return (met + pairs - comb(len(group), 2)) / pairs

    return min(sum(map(cost, way)) for way in ways) * people / len(spans)


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    oracles: dict[str, Any] = json.loads(shared("domain", "oracles.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = oracles["gamma"]
    return found


def test_the_published_example_has_the_published_values(known):
    found = gamma(PUBLISHED, UNLIKE)

    assert found.alignment is not None
    assert found.alignment.disorder == pytest.approx(known["best_alignment_disorder"], rel=0.01)
    assert found.alignment.disorder == pytest.approx(known["measured_here"]["disorder"], abs=0.0001)
    assert len(found.alignment.groups) == known["n_unitary_alignments"]
    low, high = known["gamma_range"]
    assert low <= found.gamma.as_float() <= high
    low, high = known["gamma_cat_range"]
    assert low <= found.gamma_cat.as_float() <= high


def test_other_draws_give_nearly_the_same(known):
    found = gamma(PUBLISHED, UNLIKE, precision=0.02, seed=7)

    assert found.draws > 30
    assert found.gamma.as_float() == pytest.approx(known["measured_here"]["gamma"], abs=0.02)
    assert found.gamma_cat.as_float() == pytest.approx(known["measured_here"]["gamma_cat"], abs=0.02)


def test_labels_are_judged_of_pairs_only_or_of_lone_spans_too():
    together = best_alignment(PUBLISHED, UNLIKE)

    assert label_disorder(together, UNLIKE, unpaired=0) == pytest.approx(0.2800249)
    assert label_disorder(together, UNLIKE, unpaired=1) == pytest.approx(0.5878162)


@few
@given(small)
def test_no_other_alignment_is_better(continuum):
    found = best_alignment(continuum, UNLIKE)

    assert found.disorder == pytest.approx(least_disorder(continuum), abs=1e-6)


@few
@given(small)
def test_every_span_is_in_one_group_at_the_place_of_its_annotator(continuum):
    groups = best_alignment(continuum, UNLIKE).groups

    for who, theirs in enumerate(continuum):
        assert sorted(group[who] for group in groups if group[who]) == sorted(theirs)


@few
@given(small, st.randoms())
def test_the_order_of_annotators_and_of_spans_does_not_matter(continuum, chance):
    turned = [chance.sample(theirs, len(theirs)) for theirs in chance.sample(continuum, len(continuum))]

    one, other = gamma(continuum, precision=1), gamma(turned, precision=1)

    assert (one.gamma, one.gamma_cat) == (other.gamma, other.gamma_cat)


@few
@given(st.lists(marks, min_size=1, max_size=2, unique=True), st.integers(2, 3))
def test_who_does_the_same_has_no_disorder(theirs, people):
    assert best_alignment([theirs] * people, UNLIKE).disorder == pytest.approx(0, abs=1e-9)


def test_who_does_the_same_agrees_wholly():
    found = gamma([PUBLISHED[0]] * 3)

    assert found.gamma.as_float() == pytest.approx(1)
    assert found.gamma_cat.as_float() == 1
    assert found.gamma_cat_of_pairs.as_float() == 1


def test_of_alignments_as_good_one_of_few_groups_is_best():
    next_to_it = [[Mark(0, 2, 1)], [Mark(1, 3, 2)]]  # as dear as both alone if α is 4

    assert len(best_alignment(next_to_it, Dissimilarity(alpha=4)).groups) == 1
    assert len(best_alignment(next_to_it, Dissimilarity(alpha=4.1)).groups) == 2


def test_nothing_to_compare_is_undefined_and_not_one():
    assert gamma([[], []]).gamma.reason == Reason.NO_SPANS
    assert gamma([PUBLISHED[0]]).gamma.reason == Reason.NO_VALUES
    assert gamma([[], []]).alignment is None


def test_lone_spans_have_no_partner_whose_label_could_agree():
    found = gamma([[Mark(0, 4, 1)], []])

    assert found.alignment.disorder == pytest.approx(2)
    assert found.gamma_cat_of_pairs.reason == Reason.NO_VALUES


def test_one_code_point_leaves_chance_no_room():
    found = gamma([[Mark(3, 4, 1)], [Mark(3, 4, 1)]])

    assert found.gamma.reason == Reason.NO_EXPECTED_DISAGREEMENT


@few
@given(small, st.integers(0, 99))
def test_chance_keeps_lengths_and_labels_and_starts_within_the_text(continuum, seed):
    given_marks = [mark for theirs in continuum for mark in theirs]
    kinds = [sorted((end - start, label) for start, end, label in theirs) for theirs in continuum]
    first, last = min(mark.start for mark in given_marks), max(mark.end for mark in given_marks)

    drawn = shuffled(continuum, Random(seed))  # noqa: S311 - meant to be repeatable

    assert any(drawn)
    assert len(drawn) == len(continuum)
    for theirs in drawn:
        assert sorted((end - start, label) for start, end, label in theirs) in kinds
        assert all(first <= mark.start < last for mark in theirs)


def test_chance_moves_annotators_half_a_mean_span_apart():
    same = [[Mark(0, 10, 1), Mark(90, 100, 2)]] * 3
    for seed in range(20):
        drawn = shuffled(same, Random(seed))  # noqa: S311 - meant to be repeatable
        starts = sorted(mark.start for theirs in drawn for mark in theirs if mark.label == 1)

        assert all(later - earlier >= 5 for earlier, later in pairwise(starts))


@pytest.mark.parametrize("limit", ["MOST_GROUPS", "MOST_STEPS"])
def test_too_much_to_align_is_said_and_not_waited_for(limit, monkeypatch):
    monkeypatch.setattr(gamma_alignment, limit, 3)

    with pytest.raises(TooLargeError, match="aligned"):
        best_alignment(PUBLISHED, UNLIKE)
