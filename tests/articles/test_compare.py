"""Two wordings beside each other."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text.blocks import Block
from articles.text.canonical import canonical_text
from articles.text.compare import MOST_UNITS, Fate, Piece, changed_blocks, compare, differences

TEXTS = st.text("桥通车明年 ab1é😀𠮷\u0301\n", max_size=40)


def fates(old: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[str, str]]:
    rows = compare(*wording(old), *wording(new))
    return [(row.fate.value, "".join(piece.text for piece in row.pieces)) for row in rows]


def wording(paragraphs: tuple[str, ...]) -> tuple[str, list[tuple[int, int]]]:
    text, placed = canonical_text([Block("paragraph", words) for words in paragraphs])
    return text, [(block.start, block.end) for block in placed]


def test_blocks_that_came_went_and_stayed_stand_in_reading_order():
    assert fates(("题目", "甲说了话。", "乙走了很远。"), ("题目", "全新的一段😀", "甲说了话。")) == [
        ("same", "题目"),
        ("new", "全新的一段😀"),
        ("same", "甲说了话。"),
        ("gone", "乙走了很远。"),
    ]


def test_what_went_before_a_block_that_stayed_is_shown_before_it():
    assert fates(("题目", "全旧的一段e\u0301", "甲说了话。"), ("题目", "甲说了话。")) == [
        ("same", "题目"),
        ("gone", "全旧的一段e\u0301"),
        ("same", "甲说了话。"),
    ]


def test_a_rewritten_block_shows_what_changed_in_it():
    assert fates(("甲说新桥😀明年通车。",), ("甲说新桥😀后年通车。",)) == [
        ("changed", "甲说新桥😀明后年通车。")
    ]


def test_blocks_of_very_many_words_differ_as_a_whole():
    old, new = "旧𠮷" * MOST_UNITS, "新𠮷" * MOST_UNITS

    assert differences(old, new) == (Piece(Fate.GONE, old), Piece(Fate.NEW, new))


def test_a_corrected_amount_is_all_that_differs():
    assert differences("工程花费三亿元。", "工程花费五亿元。") == (
        Piece(Fate.SAME, "工程花费"),
        Piece(Fate.GONE, "三"),
        Piece(Fate.NEW, "五"),
        Piece(Fate.SAME, "亿元。"),
    )


def test_words_of_an_alphabet_and_numbers_change_as_a_whole():
    assert differences("paid 300 euros", "paid 350 euros") == (
        Piece(Fate.SAME, "paid "),
        Piece(Fate.GONE, "300"),
        Piece(Fate.NEW, "350"),
        Piece(Fate.SAME, " euros"),
    )


def test_a_single_character_between_changes_goes_with_them():
    assert [piece.text for piece in differences("甲在乙", "丙在丁")] == ["甲在乙", "丙在丁"]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off_the_differences(old, new):
    pieces = differences(old, new)

    assert "".join(piece.text for piece in pieces if piece.fate != Fate.NEW) == old
    assert "".join(piece.text for piece in pieces if piece.fate != Fate.GONE) == new


def test_a_rewritten_paragraph_counts_once():
    assert changed_blocks(["甲", "乙", "丙"], ["甲", "乙二", "丙"]) == 1
    assert changed_blocks(["甲", "乙"], ["新", "甲", "乙", "丁"]) == 2
    assert changed_blocks(["甲"], ["甲"]) == 0
