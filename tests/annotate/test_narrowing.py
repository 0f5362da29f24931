"""From a sentence to the quotation in it, or to who speaks, held to what the browser does."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.marking.narrowing import quotation, quotations, speaker, speakers
from annotate.marking.quoted import stretches
from annotate.marking.units import sentences
from tests.growth import is_in_proportion

CASES = json.loads((Path(__file__).parent.parent / "vectors" / "narrowing.json").read_text(encoding="utf-8"))[
    "cases"
]
PIECES = [
    *'“”「」‘’"，。：；、！\n 他说称据也对（）【法',
    *(
        "市长林河",
        "𠮷野家😀",
        "e\u0301",
        "表示",
        "的数据",
        "援引",
        "报道说",
        "在北京",
        "今年",
        "没有",
        "桥明年通车",
    ),
    *("Mr. Hill", " said ", "the mayor", "according to ", "\r\n"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)


def names(case) -> str:
    start, end = case["sentence"]
    return f"{case['text'][start:end]} {case.get('why', '')}"


def words(text: str, span: tuple[int, int] | None) -> str | None:
    return span and text[span[0] : span[1]]


def place(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


@pytest.mark.parametrize(
    ("text", "outermost"),
    [
        ("他说：“我答应‘𠮷野家😀’了。”然后", "“我答应‘𠮷野家😀’了。”"),
        ("「他说『e\u0301』\r\n了」后", "「他说『e\u0301』\r\n了」"),
        ("“没有关上‘的话", "“没有关上‘的话"),
    ],
)
def test_a_quotation_inside_another_belongs_to_it(text: str, outermost: str) -> None:
    assert [text[start:end] for start, end in stretches(text)] == [outermost]


@pytest.mark.parametrize("case", CASES, ids=names)
def test_the_quotation_is_the_same_as_in_the_browser(case) -> None:
    found = quotation(case["text"], tuple(case["sentence"]))

    assert words(case["text"], found) == case["quote_words"]
    assert list(found) == case["quote"]


@pytest.mark.parametrize("case", CASES, ids=names)
def test_the_speaker_is_the_same_as_in_the_browser(case) -> None:
    found = speaker(case["text"], tuple(case["sentence"]))

    assert (found and list(found)) == case["speaker"]


@pytest.mark.parametrize("case", [case for case in CASES if "speakers" in case], ids=names)
def test_all_who_speak_are_the_same_as_in_the_browser(case) -> None:
    found = speakers(case["text"], tuple(case["sentence"]))

    assert [list(span) for span in found] == case["speakers"]


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("林河说“桥明年通车”，而韦尔则说“桥后年通车”。", "“桥明年通车”", "林河"),
        ("林河说“桥明年通车”，而韦尔则说“桥后年通车”。", "“桥后年通车”", "韦尔"),
        ("“桥明年通车”，林河说，“大家放心吧”。", "“桥明年通车”", "林河"),
        ("“桥明年通车”，林河说，“大家放心吧”。", "“大家放心吧”", "林河"),
        ("路透社报道说，王𠮷补充说，“桥明年通车😀吧”。", "“桥明年通车😀吧”", "王𠮷"),
    ],
)
def test_each_quotation_of_a_sentence_has_its_own_speaker(text: str, quote: str, expected: str) -> None:
    found = speaker(text, sentences(text)[0], place(text, quote))

    assert words(text, found) == expected


def test_the_speaker_may_follow_in_the_next_sentence() -> None:
    text = "“桥明年通车。”市长林河说。"

    assert words(text, speaker(text, (0, 8), (0, 8))) == "市长林河"


def test_a_quotation_that_is_never_closed_runs_to_the_end_of_its_block() -> None:
    text = "林河说：“桥😀通车。还有路。"

    assert quotations(text) == [(4, len(text))]


def test_an_apostrophe_closes_no_quotation() -> None:
    text = "‘It’s done’ he said"

    assert quotations(text) == [(0, 11)]


@given(texts)
def test_what_is_found_stands_in_the_block_and_holds_something(text: str) -> None:
    for sentence in sentences(text):
        for found in (quotation(text, sentence), speaker(text, sentence), *speakers(text, sentence)):
            assert found is None or 0 <= found[0] <= found[1] <= len(text)


@pytest.mark.parametrize(
    "make",
    [
        lambda size: "说" * size,
        lambda size: "王说" * size,
        lambda size: "也" * size + "说",
        lambda size: "对" * 42 + "（，）说" * size,
        lambda size: "A'" * size + " said",
        lambda size: "“「" * size,
    ],
    ids=["说说", "王说", "也也说", "（，）说", "A'A'", "“「“「"],
)
def test_no_sentence_keeps_the_server_busy(make: Callable[[int], str]) -> None:
    def look(text: str) -> None:
        for sentence in sentences(text):
            quotation(text, sentence)
            speaker(text, sentence)

    assert is_in_proportion(make, look, 20_000)
