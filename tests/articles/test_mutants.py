"""Spoilt files come to articles or to a sentence, never to an exception. ``tests.bench.fuzz`` takes more."""

import pytest

from tests.articles.mutants import Mutant, faults, mutants, saved_files

SEED = 20_261_121


def test_three_hundred_spoilt_files_come_to_articles_or_to_a_sentence() -> None:
    assert len(saved_files()) > 5000

    wrong = [fault for mutant in mutants(300, SEED) for fault in faults(mutant)]

    assert not wrong, "\n".join(wrong)


#: Each kept a pattern busy for minutes, or was walked through once for every level.
SLOW = {
    "blanks": b"<p>x" + b" " * 100_000 + b"y</p>" + b"\n" * 100_000 + b"<p>z</p>",
    "blanks at a tag": b"<div>" + b" " * 60_000 + b"\n" + b" " * 60_000 + b"<b>x</b></div>",
    "nested links": b"<div><a href=/x>one</a>" * 3000,
    "nested paragraphs": "<p>正文。".encode() * 3000,
    "one line of 5 MB": "没有换行的一句话，".encode() * 190_000,
    "80,000 tags": b"<b>x</b>" * 80_000,
    "unclosed comments": b"<p>x</p>" + b"<!-- " * 50_000,
    "half tags": b"<p " * 100_000,
    "brackets": b"[x](" * 50_000,
    "entities": b"<!DOCTYPE a [<!ENTITY b 'c'>"
    + b"<!ENTITY d '&b;&b;&b;&b;'>" * 500
    + b"]><rss><item>&d;</item></rss>",
}


@pytest.mark.parametrize("raw", SLOW.values(), ids=SLOW.keys())
def test_files_made_to_take_for_ever_take_seconds(raw: bytes) -> None:
    assert faults(Mutant("slow.html", raw)) == []
