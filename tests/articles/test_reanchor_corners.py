"""Carrying stretches over where the two wordings are laid out oddly, or too long to be compared."""

from random import Random

from articles.text.reanchor import Verdict, reanchor
from tests.articles.test_reanchor import carry

FAR = "桥梁工程已经花费三亿元，预算没有超出，工期也没有延长，𠮷田组长说明年一定可以通车，请市民放心。"


def test_words_before_the_first_block_are_no_place_for_a_tag():
    new = "明年通车\n她说明年通车😀。"

    (placed,) = reanchor("他说明年通车😀。", [(0, 8)], new, [(5, len(new))], [(2, 6)])

    assert (placed.verdict, new[placed.start : placed.end]) == (Verdict.CHANGED, "明年通车")
    assert placed.start == 7


def test_a_tag_of_one_block_never_reaches_into_another():
    old, new = "甲说走e\u0301了\r\n乙说留", "甲说走e\u0301了\r\n乙说留"
    part = old.index("\r")

    (placed,) = reanchor(old, [(0, len(old))], new, [(0, part), (part + 2, len(new))], [(0, len(old))])

    assert placed.end <= part or placed.start >= part + 2
    assert placed.verdict is not Verdict.EXACT


def test_a_tag_over_two_blocks_is_proposed_when_the_second_was_rewritten():
    old, new = "他说桥明年通车。\n专家不信😀。", "他说桥明年通车。\n专家不信𠮷。"

    (placed,) = reanchor(old, [(0, 8), (9, 15)], new, [(0, 8), (9, 15)], [(2, 14)])

    assert placed.verdict is not Verdict.EXACT
    assert 0 <= placed.start < placed.end <= len(new)


def test_a_tag_in_a_paragraph_that_moved_and_changed_far_away_has_moved():
    placed, words = carry(
        (f"他说新桥通车。{FAR}旧", "第二段说的是别的事情"),
        ("第二段说的是别的事情", f"他说新桥通车。{FAR}新"),
        "新桥",
    )

    assert (placed.verdict, words) == (Verdict.MOVED, "新桥")


def test_one_of_very_many_alike_waits_for_a_person():
    placed, words = carry(("桥" * 200,), ("桥" * 199 + "梁",), "桥", nth=195)

    assert (placed.verdict, words) == (Verdict.CHANGED, "桥")


def test_blocks_too_long_to_be_compared_keep_the_tags_whose_words_stand_there():
    chance = Random(7)  # noqa: S311 - the same text every time
    middle = "".join(chr(chance.randrange(0x4E00, 0x9F00)) for _ in range(6000))

    placed, words = carry((f"甲{middle}乙",), (f"丙丙{middle}丁",), middle[3000:3004])

    assert (placed.verdict, placed.start, words) == (Verdict.EXACT, 3002, middle[3000:3004])
