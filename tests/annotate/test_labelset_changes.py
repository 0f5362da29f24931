"""Changing a label set without losing anything, what is told of a change, and colours that can be read."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from annotate.labelsets import (
    SLOTS,
    AttributeDefinition,
    Choice,
    LabelDefinition,
    LabelSet,
    RelationDefinition,
    What,
    differences,
    free_digit,
    load_default,
    look,
    moved,
    put,
    taken_over,
    with_label,
    without_archived,
)
from annotate.labelsets.colours import LEAST_CONTRAST, contrast, least_contrast, nearest_slot, usual_pattern

TOKENS = Path(__file__).parents[2] / "static/css/tokens.css"


def label(name: str, digit: int | None = None, *attributes: AttributeDefinition, archived: bool = False):
    return LabelDefinition(name, digit, 1, "solid", {"en": name}, {}, attributes, archived)


def attribute(name: str, *values: str) -> AttributeDefinition:
    return AttributeDefinition(name, {"en": name}, tuple(Choice(value, {"en": value}) for value in values))


A, B, C = label("a", 1, attribute("kind", "x", "y"), attribute("tone", "z")), label("b", 2), label("c")
LINK = RelationDefinition("link", ("a", "b"), ("c",), {"en": "Link"})
SET = LabelSet("set", 3, (A, B, C), (LINK,))


def told(old: LabelSet, new: LabelSet) -> list[tuple[object, ...]]:
    return [tuple(one) for one in differences(old, new)]


def test_a_thing_is_put_in_the_place_of_its_namesake_or_at_the_end() -> None:
    assert put((A, B), "b", C) == (A, C)
    assert put((A, B), "c", C) == (A, B, C)


def test_things_change_places_among_those_in_use() -> None:
    old = label("old", archived=True)

    assert moved((A, old, B, C), "c", -1) == (A, C, B, old)
    assert moved((A, B, C), "a", 1) == (B, A, C)
    assert moved((A, B, C), "a", -1) == (A, B, C)
    assert moved((A, B, C), "who", 1) == (A, B, C)


def test_links_follow_a_label_to_its_new_name() -> None:
    renamed = with_label(SET, "c", replace(C, name="see"))

    assert renamed.relations[0].to_labels == ("see",)
    assert [one.name for one in renamed.labels] == ["a", "b", "see"]


def test_a_digit_that_is_taken_is_not_given_twice() -> None:
    assert free_digit(SET) == 3
    assert free_digit(SET, 7) == 7
    assert free_digit(SET, 1) == 3
    full = LabelSet("full", 1, tuple(label(str(n), n) for n in range(1, 10)))
    assert free_digit(full) is None


def test_what_is_used_is_archived_and_what_is_not_used_goes() -> None:
    wanted = LabelSet("other", 3, (label("a", 1, attribute("kind", "x")), label("new")))

    kept = taken_over(SET, wanted, {"a", "b", "link"})

    assert [(one.name, one.archived) for one in kept.labels] == [("a", False), ("new", False), ("b", True)]
    kind, tone = kept.label("a").attributes
    assert [(one.value, one.archived) for one in kind.choices] == [("x", False), ("y", True)]
    assert (tone.name, tone.archived) == ("tone", True)
    assert [(one.name, one.archived, one.to_labels) for one in kept.relations] == [("link", True, ())]
    assert taken_over(SET, wanted, set()) == wanted


def test_a_used_label_that_keeps_all_of_its_parts_is_left_alone() -> None:
    assert taken_over(SET, SET, {"a", "b", "c", "link"}) == SET


def test_another_project_begins_without_what_is_archived() -> None:
    old = replace(attribute("old", "x"), archived=True)
    half = replace(attribute("half", "x"), choices=(Choice("x", {}), Choice("y", {}, archived=True)))
    only = RelationDefinition("only", ("gone",), ("c",), {"en": "Only"})
    labels = LabelSet("set", 3, (label("c", 1, old, half), label("gone", archived=True)), (only,))

    fresh = without_archived(labels)

    assert [one.name for one in fresh.labels] == ["c"]
    assert [(one.name, one.values) for one in fresh.label("c").attributes] == [("half", ("x",))]
    assert fresh.relations == ()


def test_every_kind_of_change_is_told() -> None:
    new_a = replace(A, titles={"en": "Ay"}, digit=None, attributes=(attribute("kind", "y", "w"),))
    new = LabelSet(
        "set", 4, (replace(B, archived=True), new_a, label("d")), (replace(LINK, to_labels=("d",)),)
    )

    assert told(SET, new) == [
        ("label", What.ARCHIVED, ("b",), ()),
        ("label", What.CHANGED, ("a",), ("titles", "digit")),
        ("choice", What.ADDED, ("a", "kind", "w"), ()),
        ("choice", What.REMOVED, ("a", "kind", "x"), ()),
        ("attribute", What.REMOVED, ("a", "tone"), ()),
        ("label", What.ADDED, ("d",), ()),
        ("label", What.REMOVED, ("c",), ()),
        ("relation", What.CHANGED, ("link",), ("to_labels",)),
    ]
    assert told(new, replace(new, labels=(B, *new.labels[1:]))) == [("label", What.BACK, ("b",), ())]


def test_a_new_order_is_a_change_too() -> None:
    assert told(SET, replace(SET, labels=(B, A, C))) == [("label", What.MOVED, (), ())]
    turned = replace(A, attributes=A.attributes[::-1])
    assert told(SET, replace(SET, labels=(turned, B, C))) == [("attribute", What.MOVED, ("a",), ())]
    assert told(SET, SET) == []


def test_every_colour_can_be_read_on_the_page_and_on_its_tint_light_and_dark() -> None:
    for slot in SLOTS:
        assert least_contrast(slot) >= LEAST_CONTRAST, slot


def test_the_style_sheet_has_the_colours_of_the_table() -> None:
    css = TOKENS.read_text(encoding="utf-8")

    for name, number, tint, light, dark in re.findall(r"--(c(\d+)(t?)): light-dark\((#\w+), (#\w+)\)", css):
        slot = SLOTS[int(number)]
        pair = (slot.light.tint, slot.dark.tint) if tint else (slot.light.ink, slot.dark.ink)
        assert (light, dark) == pair, name
    assert {int(number) for number in re.findall(r"--c(\d+):", css)} == set(SLOTS)
    assert {int(number) for number in re.findall(r"::highlight\(p-c(\d+)\)", _text_css())} == set(SLOTS)


def _text_css() -> str:
    return TOKENS.with_name("text.css").read_text(encoding="utf-8")


def test_contrast_is_counted_as_the_guidelines_for_the_web_do() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize(
    ("colour", "slot"),
    [("#00f", 2), ("#888888", 10), ("FF0000", 8), ("#00ff00", 5), ("red", None), ("", None)],
)
def test_a_foreign_colour_becomes_the_nearest_of_ours(colour: str, slot: int | None) -> None:
    assert nearest_slot(colour) == slot


def test_a_line_is_named_only_where_it_is_not_the_usual_one_of_its_colour() -> None:
    assert [usual_pattern(slot) for slot in (1, 2, 3, 4, 5)] == [
        "solid",
        "dashed",
        "dotted",
        "double",
        "solid",
    ]
    assert (look(3, "dotted"), look(3, "double")) == ("c3", "c3 p-double")


def test_the_default_set_looks_as_ever() -> None:
    assert [look(one.colour, one.pattern) for one in load_default().labels] == ["c1", "c2", "c3", "c4"]
