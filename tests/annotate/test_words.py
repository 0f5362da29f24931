"""What stays one word, held to what the browser does."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.marking.words import terms_in, whole_words

CASES = json.loads((Path(__file__).parent.parent / "vectors/units.json").read_text(encoding="utf-8"))["whole"]
PIECES = ["德米特里", "·", "佩斯科夫", "（Ann", "）", "李𠮷野", "😀", "e\u0301", "\r\n", "好", "说"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_words_stay_whole_the_same_as_in_the_browser(case) -> None:
    found = whole_words(case["text"], case["terms"])

    assert [case["text"][start:end] for start, end in found] == case["words"]
    assert [list(span) for span in found] == case["spans"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.lists(st.sampled_from(PIECES)))
def test_whole_words_never_overlap_and_are_terms_or_names(text: str, terms: list[str]) -> None:
    found = whole_words(text, terms)

    assert all(before[1] <= after[0] for before, after in pairwise(found))
    for start, end in found:
        words = text[start:end]
        assert words in terms or "·" in words or words.startswith("（")


def test_of_a_glossary_only_what_the_article_holds_is_sent_the_longest_first() -> None:
    glossary = "青河大桥\r\n  青河 \n\n桥\n青河大桥\n别处的词\n李𠮷野😀"

    assert terms_in("李𠮷野😀走过青河大桥", glossary) == ["李𠮷野😀", "青河大桥", "青河"]
