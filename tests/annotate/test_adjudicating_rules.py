"""What reviewers agree on, and what somebody must decide: the pure part, example by example and by chance."""

from collections import Counter
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from annotate.adjudicating.fates import fates
from annotate.adjudicating.items import Item, items_of
from annotate.adjudicating.kinds import Fate, ItemKind, Rule
from annotate.adjudicating.rules import settle, shuffled
from annotate.adjudicating.stored import from_json, keys_in, to_json
from annotate.adjudicating.tags import Link, Said, Tag, alike, canonical, overlap

A, B, C = 11, 12, 13


def tags(*told: tuple[int, int, int, str] | tuple[int, int, int, str, str]) -> list[Tag]:
    """Make tags from reviewer, start, end, label and, if wanted, attributes; keys count from 1."""
    return [
        Tag(key, one[0], Said(one[1], one[2], one[3], one[4] if len(one) > 4 else ""))
        for key, one in enumerate(told, start=1)
    ]


def kinds(found: list[Item]) -> list[str]:
    return [item.kind.value for item in found]


def only(told: list[Tag], links: list[Link] | None = None, reviewers: int = 2) -> Item:
    [item] = items_of(told, links or [], reviewers)
    return item


# What belongs together


def test_the_same_tag_of_all_reviewers_is_agreed():
    item = only(tags((A, 0, 5, "claim"), (B, 0, 5, "claim")))

    assert (item.kind, len(item.readings), item.spans) == (ItemKind.AGREED, 1, [1, 2])


def test_two_ranges_are_one_thing_if_half_of_their_union_is_common():
    assert kinds(items_of(tags((A, 0, 4, "claim"), (B, 0, 8, "claim")), [], 2)) == ["boundary"]
    assert kinds(items_of(tags((A, 0, 4, "claim"), (B, 0, 9, "claim")), [], 2)) == ["partial", "partial"]


def test_one_who_cuts_in_halves_what_another_left_whole_has_one_reading_of_two_tags():
    item = only(tags((A, 0, 5, "quote"), (A, 5, 10, "quote"), (B, 0, 10, "quote")))

    assert item.kind == ItemKind.BOUNDARY
    assert sorted(len(reading.said) for reading in item.readings) == [1, 2]


def test_what_only_some_have_tagged_is_partial_even_if_they_differ():
    item = only(tags((A, 0, 5, "claim"), (B, 1, 5, "claim")), reviewers=3)

    assert item.kind == ItemKind.PARTIAL


def test_different_labels_of_different_reviewers_over_the_same_words_are_one_item():
    item = only(tags((A, 0, 10, "quote"), (B, 0, 9, "claim")))

    assert item.kind == ItemKind.LABEL
    assert {said.label for reading in item.readings for said in reading.said} == {"quote", "claim"}


def test_a_reviewer_who_has_both_labels_has_two_things_there():
    found = items_of(tags((A, 0, 10, "quote"), (A, 0, 10, "claim"), (B, 0, 10, "claim")), [], 2)

    assert sorted(kinds(found)) == ["agreed", "partial"]


def test_tags_of_one_reviewer_are_not_joined_with_each_other():
    assert kinds(items_of(tags((A, 0, 5, "claim"), (A, 0, 6, "claim")), [], 2)) == ["partial", "partial"]


def test_other_attributes_over_the_same_words_are_a_disagreement_about_details():
    item = only(tags((A, 0, 5, "claim", '{"check_worthy": "yes"}'), (B, 0, 5, "claim")))

    assert (item.kind, len(item.readings)) == (ItemKind.DETAILS, 2)


def test_an_attribute_that_is_not_set_is_as_good_as_none():
    assert canonical({"check_worthy": "", "voice": None}) == canonical({}) == ""
    assert canonical({"b": 1, "a": "二"}) == '{"a": "二", "b": 1}'
    assert said(0, 1, attrs='{"a": "二"}').attributes == {"a": "二"}
    assert said(0, 1).attributes == {}


# Links


def quoted(reviewer: int, key: int, *sources: tuple[int, int]) -> tuple[list[Tag], list[Link]]:
    """A quotation at 20 to 40 with sources before it, and the links between them."""
    made = [Tag(key, reviewer, Said(20, 40, "quote"))]
    made += [Tag(key + n, reviewer, Said(*place, "source")) for n, place in enumerate(sources, start=1)]
    return made, [Link(key, key + n, "attributed_to") for n in range(1, len(sources) + 1)]


def quotes_of(*parts: tuple[list[Tag], list[Link]]) -> Item:
    found = items_of(
        [tag for made, _links in parts for tag in made], [one for _m, ls in parts for one in ls], 2
    )
    return next(item for item in found if item.tags[0].said.label == "quote")


def test_a_link_that_only_one_has_is_no_contradiction():
    assert quotes_of(quoted(A, 1, (0, 4)), quoted(B, 5)).kind == ItemKind.AGREED
    assert quotes_of(quoted(A, 1, (0, 4), (6, 9)), quoted(B, 5, (0, 4))).kind == ItemKind.AGREED


def test_the_same_source_with_other_ends_is_the_same_source():
    assert quotes_of(quoted(A, 1, (0, 4)), quoted(B, 5, (0, 5))).kind == ItemKind.AGREED


def test_different_sources_of_the_same_quotation_are_to_be_decided():
    item = quotes_of(quoted(A, 1, (0, 4)), quoted(B, 5, (8, 12)))

    assert item.kind == ItemKind.DETAILS
    assert {reading.said[0].sources for reading in item.readings} == {
        ("attributed_to source 0 4",),
        ("attributed_to source 8 12",),
    }


def test_links_from_or_to_what_is_not_there_are_passed_over():
    item = only(tags((A, 0, 5, "claim"), (B, 0, 5, "claim")), [Link(1, 99, "x"), Link(99, 1, "x")])

    assert item.kind == ItemKind.AGREED


# Rules


def settled(item: Item, reviewers: int, *, by_majority: bool = True) -> tuple[str, list[int]] | None:
    found = settle(item, reviewers, by_majority=by_majority)
    return None if found is None else (found.rule.value, found.reading.keys)


def test_only_what_all_agree_on_is_settled_unless_the_majority_rules():
    agreed = only(tags((A, 0, 5, "claim"), (B, 0, 5, "claim")))
    boundary = only(tags((A, 0, 5, "claim"), (B, 0, 6, "claim")))

    assert settled(agreed, 2, by_majority=False) == (Rule.AGREED, [1, 2])
    assert settled(boundary, 2, by_majority=False) is None


def test_the_majority_takes_the_most_frequent_range():
    item = only(tags((A, 0, 5, "claim"), (B, 0, 9, "claim"), (C, 0, 5, "claim")), reviewers=3)

    assert settled(item, 3) == (Rule.MAJORITY, [1, 3])


def test_of_equally_frequent_ranges_the_longest_is_taken_and_then_the_earliest():
    longest = only(tags((A, 0, 5, "claim"), (B, 0, 6, "claim")))
    earliest = only(tags((A, 1, 6, "claim"), (B, 0, 5, "claim")))

    assert settled(longest, 2) == (Rule.MAJORITY, [2])
    assert settled(earliest, 2) == (Rule.MAJORITY, [2])


def test_half_is_no_majority():
    assert settled(only(tags((A, 0, 5, "claim"))), 2) is None
    assert settled(only(tags((A, 0, 5, "claim"), (B, 0, 5, "claim")), reviewers=4), 4) is None


def test_the_majority_decides_between_labels():
    item = only(tags((A, 0, 9, "quote"), (B, 0, 9, "quote"), (C, 0, 9, "claim")), reviewers=3)

    assert settled(item, 3) == (Rule.MAJORITY, [1, 2])


def test_equally_frequent_details_are_left_to_a_person():
    yes, no = '{"check_worthy": "yes"}', '{"check_worthy": "no"}'
    even = only(tags((A, 0, 5, "claim", yes), (B, 0, 5, "claim", no)))
    clear = only(tags((A, 0, 5, "claim", yes), (B, 0, 5, "claim", no), (C, 0, 5, "claim", no)), reviewers=3)

    assert settled(even, 2) is None
    assert settled(clear, 3) == (Rule.MAJORITY, [2, 3])


def test_the_order_of_the_candidates_follows_the_reviewers_through_an_article_and_differs_between_articles():
    items = [
        only(tags((A, at, at + 5, "claim"), (B, at, at + 6, "claim"), (C, at, at + 7, "claim")), reviewers=3)
        for at in range(0, 200, 20)
    ]

    def order(item: Item, seed: str) -> tuple[int, ...]:
        return tuple(reading.reviewers[0] for reading in shuffled(item.readings, seed))

    assert len({order(item, "article 1") for item in items}) == 1
    seen = Counter(order(items[0], f"article {number}") for number in range(600))
    assert set(seen) == set(permutations((A, B, C)))
    assert min(seen.values()) > 50, "each order comes about equally often"


def test_the_name_of_a_candidate_tells_nothing_of_who_it_is_from():
    mine = only(tags((A, 0, 5, "claim"), (B, 0, 6, "claim")))
    swapped = only(tags((B, 0, 5, "claim"), (A, 0, 6, "claim")))

    assert {one.name for one in mine.readings} == {one.name for one in swapped.readings}
    assert mine.key != swapped.key


# Fates


def said(start: int, end: int, label: str = "claim", attrs: str = "") -> Said:
    return Said(start, end, label, attrs)


def test_each_tag_is_told_what_became_of_it():
    gold = [
        said(0, 5),
        said(10, 20),
        said(30, 40, "quote"),
        said(50, 60, "claim", '{"a": "b"}'),
        said(90, 95),
    ]
    mine = [said(0, 5), said(10, 19), said(30, 40), said(50, 60), said(70, 80), said(34, 36, "opinion")]

    told = fates(mine, gold)

    assert [line.fate for line in told] == [
        Fate.KEPT,
        Fate.BOUNDARY,
        Fate.LABEL,
        Fate.DETAILS,
        Fate.REJECTED,
        Fate.REJECTED,
        Fate.MISSED,
    ]
    assert told[-1].gold == said(90, 95)
    assert fates([], []) == []


def test_the_tag_of_the_same_label_is_meant_even_if_another_lies_closer():
    [line, missed] = fates([said(0, 10)], [said(0, 10, "quote"), said(0, 6)])

    assert (line.fate, line.gold) == (Fate.BOUNDARY, said(0, 6))
    assert missed == (Fate.MISSED, None, said(0, 10, "quote"))


# By chance

RANGES = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: (pair[0], sum(pair)))
LABELS = st.sampled_from(["claim", "quote", "source"])
ATTRS = st.sampled_from(["", '{"a": "1"}'])


@st.composite
def work(draw: st.DrawFn) -> tuple[list[Tag], list[Link]]:
    told = draw(
        st.lists(
            st.tuples(st.sampled_from([A, B, C]), RANGES, LABELS, ATTRS),
            max_size=24,
            unique_by=lambda one: one[:3],
        )
    )
    found = [Tag(key, who, Said(*place, label, attrs)) for key, (who, place, label, attrs) in enumerate(told)]
    pairs = [
        (one.pk, two.pk) for one in found for two in found if one.reviewer == two.reviewer and one != two
    ]
    links = draw(st.lists(st.sampled_from(pairs), max_size=8)) if pairs else []
    return found, [Link(*pair, "attributed_to") for pair in links]


@given(work())
def test_every_tag_belongs_to_exactly_one_item_and_nothing_is_lost(given_work):
    found, links = given_work

    keys = [key for item in items_of(found, links, 3) for key in item.spans]

    assert sorted(keys) == sorted(tag.pk for tag in found)


@given(work(), st.randoms())
def test_the_order_in_which_tags_come_makes_no_difference(given_work, chance):
    found, links = given_work
    other_found, other_links = list(found), list(links)
    chance.shuffle(other_found)
    chance.shuffle(other_links)

    one, other = items_of(found, links, 3), items_of(other_found, other_links, 3)

    assert [(item.key, item.kind, item.readings) for item in one] == [
        (item.key, item.kind, item.readings) for item in other
    ]
    assert [settled(item, 3) for item in one] == [settled(item, 3) for item in other]


@given(work())
def test_alike_tags_of_one_label_and_two_reviewers_are_never_parted(given_work):
    found, links = given_work
    item_of = {key: item.key for item in items_of(found, links, 3) for key in item.spans}

    for one in found:
        for two in found:
            is_pair = one.said.label == two.said.label and one.reviewer != two.reviewer
            if is_pair and alike(one.said[:2], two.said[:2]):
                assert item_of[one.pk] == item_of[two.pk]


@given(work(), RANGES, LABELS)
def test_a_further_tag_changes_only_items_that_it_touches(given_work, place, label):
    """Bringing the same together again changes nothing; one more tag changes what it touches."""
    found, _links = given_work
    fresh = Tag(99, A, Said(*place, label))
    if any(tag.reviewer == A and tag.said.shape == fresh.said.shape for tag in found):
        return

    before = {item.key: item for item in items_of(found, [], 3)}
    after = {item.key: item for item in items_of([*found, fresh], [], 3)}

    touching = {
        key for key, item in before.items() if item.start < fresh.said.end and fresh.said.start < item.end
    }
    # Of two labels over the same words, one may be parted from the other by what it touches itself.
    linked = {key for key, item in before.items() if item.kind == ItemKind.LABEL}
    assert before.keys() - touching - linked <= after.keys()
    assert {item.key for item in items_of(found, [], 3)} == before.keys()


@given(work())
def test_readings_are_the_same_after_they_were_stored(given_work):
    for item in items_of(*given_work, 3):
        assert tuple(from_json(to_json(item.readings))) == item.readings
        assert keys_in(to_json(item.readings)) == item.spans


@given(work())
def test_each_reviewer_has_one_reading_and_what_is_settled_was_tagged(given_work):
    for item in items_of(*given_work, 3):
        people = [one for reading in item.readings for one in reading.reviewers]
        assert len(set(people)) == len(people) > 0
        found = settle(item, 3, by_majority=True)
        assert found is None or found.reading in item.readings
        assert all(reading.length > 0 for reading in item.readings)


@given(
    st.lists(st.tuples(RANGES, LABELS), unique=True, max_size=6),
    st.lists(st.tuples(RANGES, LABELS), max_size=6),
)
def test_every_tag_has_one_fate_and_every_missed_one_is_in_the_gold(mine, gold):
    own, others = (
        [Said(*place, label) for place, label in mine],
        [Said(*place, label) for place, label in gold],
    )

    told = fates(own, others)

    assert [line.mine for line in told if line.mine] == own
    assert all(line.gold in others for line in told if line.gold)
    assert {line.gold for line in told if line.gold} == set(others)


@given(RANGES, RANGES)
def test_overlap_is_symmetrical_and_one_only_for_the_same(one, other):
    assert overlap(one, other) == overlap(other, one)
    assert (overlap(one, other) == 1) == (one == other)
    assert alike(one, other) == (overlap(one, other) >= 0.5)


def test_thousands_of_tags_inside_each_other_take_no_long_time_and_no_recursion():
    found = [Tag(number, number % 3, Said(number, 20_000 - number, "quote")) for number in range(2_000)]

    [item] = items_of(found, [], 3)

    assert len(item.tags) == 2_000
