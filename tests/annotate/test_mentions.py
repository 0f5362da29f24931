"""Whom a text names behind an @: pure rules."""

import pytest

from annotate.marking.mentions import mentions_in

NAMES = ("林知秋", "林知", "ann", "anna", "Ann Lee", "wang.fang", "😀李", "")


def named(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.name) for one in mentions_in(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@林知秋请看", [("@林知秋", "林知秋")]),
        ("问＠林知，@ANNA。", [("＠林知", "林知"), ("@ANNA", "anna")]),
        ("@Ann Lee and @ann", [("@Ann Lee", "Ann Lee"), ("@ann", "ann")]),
        ("@wang.fang.", [("@wang.fang", "wang.fang")]),
        ("e\u0301𠮷@😀李", [("@😀李", "😀李")]),
        ("行\r\n@林知\r\n", [("@林知", "林知")]),
    ],
)
def test_the_longest_name_that_fits_is_meant(text, found):
    assert named(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@张三 好", [("@张三", "")]),
        ("@annabel", [("@annabel", "")]),
        ("@😀", [("@", "")]),
        ("li@ann.example 林@ @ 林知秋", []),
        ("@" * 3, [("@", ""), ("@", "")]),
    ],
)
def test_what_is_nobodys_name_is_told_apart_from_an_address(text, found):
    assert named(text) == found
