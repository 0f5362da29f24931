"""Carrying stretches of one wording over to another."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.blocks import Block
from articles.text.canonical import canonical_text
from articles.text.reanchor import LEAST_SCORE, Placed, Verdict, reanchor
from tests.growth import is_in_proportion

# Letters that a random word repeats seldom, and what is hard to count: astral signs, marks, joiners.
LETTERS = "市长表示新桥明年通车专家认为不会改变局势法社报道说工程花费三亿元😀𠮷é，。“”ab e\u0301"
WORDS = st.text(LETTERS, min_size=12, max_size=60).filter(str.strip)  # much quicker than lists of pieces
PARAGRAPHS = st.lists(WORDS, min_size=2, max_size=8, unique=True)


def lay(*paragraphs: str) -> tuple[str, list[tuple[int, int]]]:
    text, placed = canonical_text([Block("paragraph", words) for words in paragraphs])
    return text, [(block.start, block.end) for block in placed]


def carry(old: tuple[str, ...], new: tuple[str, ...], words: str, nth: int = 0) -> tuple[Placed, str]:
    """Carry the ``nth`` occurrence of ``words``, and return where it landed with the words there."""
    (text, blocks), (fresh, places) = lay(*old), lay(*new)
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    (placed,) = reanchor(text, blocks, fresh, places, [(at, at + len(words))])
    return placed, fresh[placed.start : placed.end]


def tags(text: str, blocks: list[tuple[int, int]], data: st.DataObject) -> list[tuple[int, int]]:
    """Draw some stretches that cut no grapheme, each in one block."""
    found = []
    for _ in range(data.draw(st.integers(1, 5))):
        start, end = data.draw(st.sampled_from(blocks))
        edges = [match.start() for match in regex.finditer(r"\X", text[start:end])] + [end - start]
        left = data.draw(st.integers(0, len(edges) - 2))
        right = data.draw(st.integers(left + 1, len(edges) - 1))
        found.append((start + edges[left], start + edges[right]))
    return found


@given(PARAGRAPHS, st.data())
@settings(max_examples=30)
def test_in_the_same_text_everything_stays(paragraphs, data):
    text, blocks = lay(*paragraphs)
    spans = tags(text, blocks, data)

    placed = reanchor(text, blocks, text, blocks, spans)

    assert [(one.start, one.end) for one in placed] == spans
    assert {(one.verdict, one.score) for one in placed} == {(Verdict.EXACT, 1.0)}


@given(PARAGRAPHS, st.data())
@settings(max_examples=30)
def test_a_paragraph_put_in_pushes_everything_on(paragraphs, data):
    text, blocks = lay(*paragraphs)
    spans = tags(text, blocks, data)
    place = data.draw(st.integers(0, len(paragraphs)))
    fresh, places = lay(*paragraphs[:place], "QXZ 0123456789 QXZ 0123456789", *paragraphs[place:])

    placed = reanchor(text, blocks, fresh, places, spans)

    assert {one.verdict for one in placed} <= {Verdict.EXACT, Verdict.MOVED}
    for (start, end), one in zip(spans, placed, strict=True):
        assert fresh[one.start : one.end] == text[start:end]
        shift = len("QXZ 0123456789 QXZ 0123456789\n") if start >= places[place][0] else 0
        assert one.start == start + shift


@given(PARAGRAPHS, PARAGRAPHS, st.data())
@settings(max_examples=60)
def test_every_place_lies_in_one_block_and_cuts_no_grapheme(old, new, data):
    text, blocks = lay(*old)
    fresh, places = lay(*new)

    for one in reanchor(text, blocks, fresh, places, tags(text, blocks, data)):
        assert 0 <= one.score <= 1
        assert 0 <= one.start < one.end <= len(fresh)
        assert [1 for start, end in places if start <= one.start < one.end <= end] == [1]
        start, end = next(block for block in places if block[0] <= one.start < block[1])
        edges = {start + match.start() for match in regex.finditer(r"\X", fresh[start:end])} | {end}
        assert {one.start, one.end} <= edges
        if one.verdict != Verdict.ORPHAN:
            assert one.score >= LEAST_SCORE


def test_what_stood_in_a_paragraph_that_is_gone_is_an_orphan():
    old = ("市长谈新桥", "市长王𠮷表示：“新桥😀明年通车。”", "法新社报道说，工程已花费三亿元。")

    placed, _words = carry(old, old[:2], "工程已花费三亿元")

    assert placed.verdict == Verdict.ORPHAN
    assert placed.score < LEAST_SCORE


def test_a_paragraph_that_moved_takes_its_tags_along():
    old = ("题目在这里", "甲说桥会通车😀。", "乙认为不会，原因有三。", "丙没有说话。")

    placed, words = carry(old, (old[0], old[2], old[3], old[1]), "桥会通车😀")

    assert (placed.verdict, placed.score, words) == (Verdict.MOVED, 1.0, "桥会通车😀")


def test_changed_words_are_proposed_with_how_alike_they_are():
    old = ("工程已花费三亿元，市民对此表示不满，议会将在下周讨论。",)
    new = ("工程已花费五亿元，市民对此表示不满，议会将在下周讨论。",)

    placed, words = carry(old, new, "花费三亿元")

    assert (placed.verdict, words) == (Verdict.CHANGED, "花费五亿元")
    assert placed.score == pytest.approx(0.9)


def test_words_whose_surroundings_changed_wait_for_a_person():
    old = ("市长否认新桥明年通车的说法。专家没有表态，议会将在下周讨论。",)
    new = ("市长承认新桥明年通车的说法。专家没有表态，议会将在下周讨论。",)

    placed, words = carry(old, new, "新桥明年通车")

    assert (placed.verdict, words) == (Verdict.CHANGED, "新桥明年通车")
    assert LEAST_SCORE <= placed.score < 1


def test_a_change_far_away_in_the_paragraph_concerns_nobody():
    filling = "这里有许多别的话，说的是别的事情，" * 4
    old, new = (f"市长表示支持。{filling}结束于三月。",), (f"市长表示支持。{filling}结束于五月。",)

    placed, words = carry(old, new, "表示支持")

    assert (placed.verdict, words) == (Verdict.EXACT, "表示支持")


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_repeated_words_keep_their_own_places(nth):
    old = ("他说桥好。", "记者问市长，他说桥好。专家不同意。", "最后议员开口，他说桥好，大家散去。")
    new = ("新添的一段话在最前面。", *old)

    placed, _words = carry(old, new, "他说桥好", nth)

    text, _blocks = lay(*new)
    places = [at for at in range(len(text)) if text.startswith("他说桥好", at)]
    assert (placed.verdict, placed.start) == (Verdict.EXACT, places[nth])


def test_among_repeats_in_rewritten_paragraphs_the_surroundings_decide():
    old = ("甲：同意。乙：反对。", "警方说，两人受伤，一人死亡，道路封闭。")
    new = ("警方说，两人受伤。", "医院说，四人受伤，道路开放。", "警方说，两人受伤，一人死亡，道路封闭！")

    placed, _words = carry(old, new, "两人受伤")

    text, _blocks = lay(*new)
    assert placed.start == text.rindex("两人受伤")


def test_twins_that_nothing_tells_apart_wait_for_a_person():
    placed, words = carry(("好的", "尾"), ("新添的话", "好的", "再添的话", "好的", "又添的话"), "好的")

    assert words == "好的"
    assert placed.verdict in {Verdict.CHANGED, Verdict.EXACT}


def test_a_proposal_is_widened_to_whole_graphemes():
    old = ("工程花费很多，咖啡馆 cafe 仍在营业，大家都去。",)
    new = ("工程花费很多，咖啡馆 cafe\u0301 仍在营业，大家都去。",)

    placed, words = carry(old, new, "咖啡馆 cafe")

    assert (placed.verdict, words) == (Verdict.CHANGED, "咖啡馆 cafe\u0301")


def test_a_tag_over_two_blocks_of_a_verbatim_text_stays_one():
    text = "第一行的话\r\n第二行的话😀\r\n第三行"
    blocks = [(0, 5), (7, 13), (15, 18)]
    fresh, places = "新的一行\r\n" + text, [(0, 4), *((start + 6, end + 6) for start, end in blocks)]

    (placed,) = reanchor(text, blocks, fresh, places, [(2, 10)])

    assert fresh[placed.start : placed.end] == text[2:10]
    assert placed.verdict == Verdict.EXACT


def rewritten(rows):
    """Return a text of so many paragraphs with a letter changed in each, and five tags in every paragraph."""
    letters = [chr(0x4E00 + number) for number in range(1_000)]
    before = ["".join(letters[(row * 7 + at * at) % 1_000] for at in range(200)) for row in range(rows)]
    (text, blocks), (fresh, places) = lay(*before), lay(*(words[:90] + "改" + words[91:] for words in before))
    spans = [(start + at, start + at + 12) for start, _end in blocks for at in (0, 40, 80, 120, 160)]
    return text, blocks, fresh, places, spans


def test_many_tags_of_a_long_text_take_no_longer_than_there_are():
    placed = reanchor(*rewritten(200))

    assert len(placed) == 1_000
    assert not [one for one in placed if one.verdict == Verdict.ORPHAN]
    assert is_in_proportion(rewritten, lambda given: reanchor(*given), 100)


def test_two_tags_on_the_same_words_land_in_the_same_place():
    (text, blocks), (fresh, places) = (
        lay("开头的一段话。", "市长王𠮷说新桥😀明年通车，大家都在等。"),
        lay("完全另写的开头，很长很长。", "又添了一段。", "昨天市长王𠮷说新桥😀明年通车，大家都在等。"),
    )
    at = text.index("新桥😀明年")

    first, second = reanchor(text, blocks, fresh, places, [(at, at + 5)] * 2)

    assert first == second
    assert fresh[first.start : first.end] == "新桥😀明年"
