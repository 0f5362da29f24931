"""Sentences, clauses, tidy spans and whole characters, held to what the browser does."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotate.marking import lexicon
from annotate.marking.graphemes import widen
from annotate.marking.units import clauses, sentences, trim
from tests.growth import is_in_proportion

VECTORS = Path(__file__).parent.parent / "vectors"
UNITS = json.loads((VECTORS / "units.json").read_text(encoding="utf-8"))

#: What breaks rules: marks of every kind, 𠮷 and 😀 beyond 16 bits, a combining mark, CRLF, flags, a family.
AWKWARD = [
    *'。！？!?；;…，,、：:."“”‘’「」『』（）()《》\n \u3000a中',
    *(
        "\r\n",
        "𠮷",
        "😀",
        "e\u0301",
        "🇨🇳",
        "🇨",
        "👩\u200d👩\u200d👧",
        "क\u094dष",
        "\u0600",
        "각",
        "Mr.",
        "3.5",
    ),
]
texts = st.lists(st.sampled_from(AWKWARD), max_size=24).map("".join)


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(texts)
    start = draw(st.integers(0, len(text)))
    return text, start, draw(st.integers(start, len(text)))


def as_pairs(found: list[list[int]]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in found]


@pytest.mark.parametrize("case", UNITS["sentences"], ids=lambda case: case["text"])
def test_sentences_are_the_same_as_in_the_browser(case) -> None:
    assert sentences(case["text"]) == as_pairs(case["spans"])


@pytest.mark.parametrize("case", UNITS["clauses"], ids=lambda case: case["text"])
def test_clauses_are_the_same_as_in_the_browser(case) -> None:
    assert clauses(case["text"], tuple(case["sentence"])) == as_pairs(case["spans"])


@pytest.mark.parametrize("case", UNITS["trim"], ids=lambda case: f"{case['text']} {case['given']}")
def test_spans_are_trimmed_the_same_as_in_the_browser(case) -> None:
    start, end = trim(case["text"], *case["given"])

    if case.get("empty"):
        assert start == end
    else:
        assert [start, end] == case["span"]


@pytest.mark.parametrize("case", UNITS["graphemes"], ids=lambda case: f"{case['text']} {case['given']}")
def test_characters_are_kept_whole_the_same_as_in_the_browser(case) -> None:
    assert widen(case["text"], *case["given"]) == tuple(case["span"])


def test_the_words_are_the_same_as_in_the_browser() -> None:
    shared = json.loads((VECTORS / "lexicon.json").read_text(encoding="utf-8"))
    ours = {name: value for name, value in vars(lexicon).items() if name.isupper()}

    assert json.loads(json.dumps(ours)) == shared


def test_sentences_and_clauses_count_from_the_start_of_the_article() -> None:
    assert sentences("😀好。走。", 100) == [(100, 103), (103, 105)]
    assert clauses("😀好，走。", (0, 5), 100) == [(100, 103), (103, 105)]


def test_crlf_parts_sentences_and_belongs_to_none() -> None:
    assert sentences("第一行\r\n第二行") == [(0, 3), (5, 8)]


def test_no_sentence_starts_in_a_line_of_nothing_but_marks() -> None:
    assert sentences("……\n市长到了。") == [(3, 8)]


def test_an_empty_text_has_no_sentence() -> None:
    assert sentences("") == []


@given(texts)
def test_sentences_follow_each_other_and_leave_out_only_blanks_and_lone_marks(text: str) -> None:
    found = sentences(text)

    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert all(start < end and text[start:end].strip() == text[start:end] for start, end in found)
    edges = [0, *(edge for span in found for edge in span), len(text)]
    between = "".join(text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2))
    assert not any(character.isalnum() for character in between)


@given(texts)
def test_clauses_cover_their_sentence(text: str) -> None:
    for start, end in sentences(text):
        found = clauses(text, (start, end))

        assert found[0][0] == start
        assert found[-1][1] == end
        assert all(not text[before[1] : after[0]].strip() for before, after in pairwise(found))


@given(spans())
def test_trimming_twice_changes_nothing_more(given_span: tuple[str, int, int]) -> None:
    text, start, end = given_span
    once = trim(text, start, end)

    assert trim(text, *once) == once


@given(spans())
def test_trimming_adds_nothing_but_the_other_half_of_a_pair(given_span: tuple[str, int, int]) -> None:
    text, start, end = given_span
    left, right = trim(text, start, end)

    added = text[left:start] + text[end:right]
    assert "\n" not in added
    assert set(added) <= set("“”‘’「」『』（）()《》，。；：、 \u3000")
    assert left >= start or text[left] in "“‘「『（(《"
    assert right <= end or text[right - 1] in "”’」』）)》"


@given(spans())
def test_widening_twice_changes_nothing_more(given_span: tuple[str, int, int]) -> None:
    text, start, end = given_span
    once = widen(text, start, end)

    assert widen(text, *once) == once


@given(spans())
def test_widening_gives_the_least_span_that_cuts_no_character(given_span: tuple[str, int, int]) -> None:
    text, start, end = given_span
    edges = [0, *(cluster.end() for cluster in regex.finditer(r"\X", text))]

    left = max(edge for edge in edges if edge <= start)
    right = min(edge for edge in edges if edge >= end)
    assert widen(text, start, end) == (left, right)


@pytest.mark.parametrize("character", ["中", "🇨", "\u0301", "👩\u200d", "क\u094d", "각", "\u0600"], ids=ascii)
def test_widening_takes_no_longer_than_the_text_is_whatever_it_is_made_of(character: str) -> None:
    assert is_in_proportion(
        lambda size: (character * size)[:size],
        lambda text: widen(text, len(text) // 2 + 1, len(text) * 3 // 4 + 1),
        25_000,
    )


def test_cutting_sentences_takes_no_longer_than_the_text_is() -> None:
    line = "市长林河表示：“这座桥明年通车，费用3.5亿元。”专家认为，这不会改变局势；但居民仍在等😀！"

    assert len(sentences(line * 4_400)) > 10_000
    assert is_in_proportion(lambda size: line * size, sentences, 1_100)


def test_marks_on_two_lines_are_no_pair() -> None:
    text = "（甲\n乙）"

    assert trim(text, 0, text.index("）")) == (0, text.index("）"))


def test_trimming_takes_no_longer_than_the_line_of_brackets_is() -> None:
    def cut(text: str) -> tuple[int, int]:
        return trim(text, 0, len(text) * 3 // 4)

    assert cut("(" * 100_000 + ")" * 100_000) == (49_999, 150_001)
    assert is_in_proportion(lambda size: "(" * size + ")" * size, cut, 25_000)
