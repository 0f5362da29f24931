"""What is read from the words of a search, and where a text holds it."""

import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.fold import chinese_signs_for, fold
from articles.text.phrases import Query, excerpt, pieces, places
from articles.text.terms import is_run, key, keys, plain, signs, terms, units
from articles.text.traditional import SIMPLIFIED, TRADITIONAL

WORDS = st.text(st.sampled_from("普京臺湾桥😀𠮷é\u0301aB1，。 “”-\r\n\u200dＡ"), max_size=24)


def hits(text: str, words: str) -> list[str]:
    return [text[start:end] for start, end in places(text, Query.of(words).wanted)]


@given(st.text())
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_every_traditional_character_has_one_simplified():
    assert len(TRADITIONAL) == len(SIMPLIFIED) == len(set(TRADITIONAL))
    assert not set(TRADITIONAL) & set(SIMPLIFIED)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺灣總統", "台湾总统"),
        ("ＰＵＴＩＮ", "putin"),
        ("Café", "cafe"),
        ("cafe\u0301", "café"),
        ("ÉTÉ", "été"),
        ("ｶﾅ", "カナ"),
        ("①", "1"),
        ("豈", "岂"),
        ("soft\u00adhyphen", "softhyphen"),
        ("普\u200b京", "普京"),
        ("👍🏽", "👍"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_the_same_by_another_spelling_is_the_same(one, other):
    assert plain(one) == plain(other)


def test_a_text_is_words_and_runs():
    assert units("王𠮷說：“Hello,\r\nworld”😀2024年\x00©") == [
        "王𠮷说", "hello", "world", "😀", "2024", "年",
    ]  # fmt: skip


def test_a_run_is_found_by_its_pairs_and_its_last_character():
    assert terms(plain("普京說 hello")).split() == ["普京", "京说", "说", "hello"]
    assert signs(plain("普京 京")).split() == ["·京", "·普"]


@given(st.one_of(WORDS, st.text(max_size=40)))
def test_the_terms_of_any_text_are_its_words_and_the_pairs_of_its_runs(text):
    wanted = []
    for unit in units(text):
        is_word = not is_run(unit)
        wanted += [unit] if is_word else [*map("".join, pairwise(unit)), unit[-1]]
    runs = list(filter(is_run, units(text)))

    assert terms(plain(text)).split() == wanted
    assert signs(plain(text)).split() == [f"·{sign}" for sign in sorted({*"".join(runs)})]
    pairs = {"".join(pair) for run in runs for pair in pairwise(run)}
    words = set(units(text)) - set(runs)
    assert keys(plain(text)) == set(map(key, {*"".join(runs), *pairs, *words}))


def test_a_very_long_word_is_cut():
    assert units("x" * 5000) == ["x" * 64]
    assert hits("y " + "x" * 5000, "x" * 5000) == ["x" * 64]


@given(WORDS, WORDS)
def test_terms_keys_and_plain_text_tell_the_same(text, words):
    """The index of SQLite looks at terms in order, that of PostgreSQL at keys and then at the plain text."""
    for phrase in Query.of(words).wanted:
        held, wanted = terms(plain(text)).split(), list(phrase.terms)
        found = any(
            held[at : at + len(wanted) - 1] == wanted[:-1]
            and at + len(wanted) <= len(held)
            and (held[at + len(wanted) - 1].startswith(wanted[-1]) if phrase.opens_last
                 else held[at + len(wanted) - 1] == wanted[-1])
            for at in range(len(held))
        )  # fmt: skip
        assert found == (phrase.plain in plain(text))
        has_keys = set(phrase.keys) <= keys(plain(text))
        assert has_keys or not found
        assert not phrase.is_one_key or has_keys == found


@given(WORDS, WORDS)
def test_what_is_held_can_be_marked(text, words):
    query = Query.of(words)
    for phrase in query.wanted:
        if phrase.plain in plain(text):
            assert places(text, [phrase])
    assert "".join(piece.text for piece in pieces(text, query.wanted)) == text


def test_keys_tell_terms_apart():
    assert key("京") != key("普京") != key("京普")
    assert key("putin") != key("putins")
    assert all(-(2**63) <= key(term) < 2**63 for term in ("普京", "😀😀", "putin"))


@pytest.mark.parametrize(
    ("words", "wanted", "unwanted"),
    [
        ("普京", ["普京"], []),
        ("普京 泽连斯基", ["普京", "泽连斯基"], []),
        ("普京　泽连斯基", ["普京", "泽连斯基"], []),
        ('"human rights" 普京', [" human rights ", "普京"], []),
        ("“新桥 通车”「明年」『后年』", ["新桥 通车", "明年", "后年"], []),
        ("普京 -习近平", ["普京"], ["习近平"]),
        ("普京 －习近平", ["普京"], ["习近平"]),
        ('普京 -"human rights"', ["普京"], [" human rights "]),
        ("covid-19", [" covid 19 "], []),
        ('"没有结束', ["没有结束"], []),
        ("普京 普京", ["普京"], []),
        ("* AND OR NOT NEAR(", [" and ", " or ", " not ", " near "], []),
        ('"', [], []),
        ("* - -- “” \x00", [], []),
    ],
)
def test_words_phrases_and_a_minus_are_told_apart(words, wanted, unwanted):
    query = Query.of(words)

    assert [phrase.plain for phrase in query.wanted] == wanted
    assert [phrase.plain for phrase in query.unwanted] == unwanted


@given(st.text(max_size=300))
def test_anything_typed_can_be_read(words):
    query = Query.of(words)

    assert all(phrase.terms and phrase.keys for phrase in (*query.wanted, *query.unwanted))


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("市长😀談臺灣，谈台湾。", "台湾", ["臺灣", "台湾"]),
        ("咖啡馆 cafe\u0301 与 CAFÉ。", "café", ["cafe\u0301", "CAFÉ"]),
        ("Putin said; putins", "putin", ["Putin"]),
        ("新桥，\r\n明年通车", "“新桥 明年”", ["新桥，\r\n明年"]),
        ("新桥明年", "“新桥 明年”", []),
        ("王𠮷😀说", "𠮷😀", ["𠮷😀"]),
        ("普京普京", "普京", ["普京普京"]),
        ("a+b [c]", "a+b", ["a+b"]),
    ],
)
def test_places_are_code_points_of_the_text(text, words, found):
    assert hits(text, words) == found


def test_an_excerpt_shows_the_first_hit_and_says_where_it_was_cut():
    text = "前" * 100 + "e\u0301" + "普京" + "后" * 300

    cut = excerpt(text, Query.of("普京").wanted)

    assert [piece.text for piece in cut if piece.is_found] == ["普京"]
    assert cut[0].text == cut[-1].text == "…"
    assert sum(len(piece.text) for piece in cut) <= 154
    assert [piece.text for piece in excerpt("没有", Query.of("普京").wanted)] == ["没有"]


def test_an_excerpt_parts_no_accent_from_its_letter():
    text = "x" * 9 + "e\u0301" + "前" * 39 + "普京"

    assert excerpt(text, Query.of("普京").wanted)[1].text.startswith("e\u0301")


@pytest.mark.parametrize(("words", "fits"), [("新桥", True), ("新桥 -通车", False), ("新桥 通航", False)])
def test_a_text_fits_what_is_asked(words, fits):
    assert Query.of(words).fits("新橋通車") is fits


def test_an_excerpt_ends_behind_an_accent_and_shows_no_hit_beyond_it():
    text = "普京" + "后" * 107 + "e\u0301" + "尾" * 80 + "普京"

    cut = excerpt(text, Query.of("普京").wanted)

    assert [piece.text for piece in cut if piece.is_found] == ["普京"]
    assert cut[-2].text.endswith("e\u0301")
    assert cut[-1].text == "…"


def test_all_signs_that_are_folded_to_a_chinese_one_are_known():
    signs = map(chr, range(sys.maxunicode + 1))
    changed = {sign: fold(sign) for sign in signs if unicodedata.decomposition(sign) or sign in TRADITIONAL}
    chinese = {sign: folded for sign, folded in changed.items() if chinese_signs_for(folded)}

    assert len(chinese) > 5000
    assert all(sign in chinese_signs_for(folded) for sign, folded in chinese.items())
    assert chinese_signs_for("台") == "台檯臺颱"
    assert chinese_signs_for("a") == chinese_signs_for("é") == chinese_signs_for("😀") == ""


@given(WORDS, WORDS)
def test_what_fits_holds_one_of_each_set_of_needed_signs(text, words):
    query = Query.of(words)

    assert not query.fits(text) or all(set(signs) & set(text) for signs in query.needed)


def test_only_some_chinese_signs_are_needed():
    assert Query.of("臺灣").needed == ["台檯臺颱", "湾灣"]
    assert Query.of("Putin 😀 é").needed == []
    assert len(Query.of("甲乙丙丁戊己庚辛").needed) == 4
    assert Query.of("普 -京").needed == ["普"]
