"""What readers and imports say."""

import ast
from pathlib import Path

import pytest

from articles import outlets, readers, text
from articles.importing import sentences
from articles.importing.sentences import (
    FORMATS,
    KINDS,
    PROBLEMS,
    REASONS,
    note_sentence,
    outcome_sentence,
)
from articles.models import Outcome
from articles.text.blocks import Kind, Reason

pytestmark = pytest.mark.django_db


def test_every_reason_and_kind_and_outcome_has_its_words():
    assert set(Reason) == set(REASONS)
    assert set(Kind) == set(KINDS)
    assert all(
        outcome_sentence(outcome, "") for outcome in (Outcome.REVISED, Outcome.UNCHANGED, Outcome.DUPLICATE)
    )


def test_every_reader_s_format_has_a_name_for_translation():
    assert {reader.name for reader in (*readers.READERS, readers.mhtml)} == set(FORMATS)


def test_a_note_is_said_in_the_language_of_the_page_with_its_figure(monkeypatch):
    monkeypatch.setattr(sentences, "gettext", {"removed %(n)s control characters": "%(n)s 个"}.get)

    assert note_sentence("removed 3 control characters") == "3 个"


def test_a_note_that_nobody_listed_is_said_as_it_is():
    assert note_sentence("50 % of it is new") == "50 % of it is new"


def test_every_sentence_of_a_reader_is_listed_for_translation():
    said = set()
    for part in (readers, outlets, text):
        for path in Path(part.__file__).parent.glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ImportProblem":
                    said |= {ast.literal_eval(argument) for argument in node.args[1:]}

    assert said
    assert said <= set(PROBLEMS)


def test_a_place_in_a_file_is_said_in_the_language_of_the_page(monkeypatch):
    chinese = {
        "line %(n)s": "第 %(n)s 行",
        "article %(n)s": "第 %(n)s 篇",
        "%(file)s, %(place)s": "%(file)s，%(place)s",
    }
    monkeypatch.setattr(sentences, "gettext", lambda words: chinese.get(words, words))

    assert sentences.place_sentence("line 3") == "第 3 行"
    assert sentences.place_sentence("甲😀.jsonl, line 12") == "甲😀.jsonl，第 12 行"
    assert sentences.place_sentence("a/乙𠮷.html article 2") == "a/乙𠮷.html，第 2 篇"
    assert sentences.place_sentence("row 2") == "row 2"
    for name in ("", "e\u0301.md", "line 3.md", "outline 3", "line x"):
        assert sentences.place_sentence(name) == name
