"""Files that are broken, hostile or nothing that is known: a sentence for each, and no exception."""

import io
import json
import random
import re
import zipfile
from contextlib import suppress

import pytest

from annotate.imports import bundle, doccano
from annotate.imports.bundle import packed
from annotate.imports.guessing import guess, guess_link
from annotate.imports.reading import read
from annotate.imports.values import as_said, name_of
from articles.problems import ImportProblem
from tests.annotate.foreign import TEXT, brat, lines, region, said, task, words_in


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\x1f\x8b\x08 broken", "damaged"),
        (b'{"schema_version": "1.0", "span_id": "a"}', "flat export"),
        (b'{"@context": "http://www.w3.org/ns/anno.jsonld"}', "none of the formats"),
        ("只是文字。".encode(), "none of the formats"),
        (b"[" * 100_000, "none of the formats"),
        (b'{"a":' * 100_000, "none of the formats"),
        (b"[1, 2, 3]", "none of the formats"),
        (b"x" * 300_000, "none of the formats"),
        (b'["text", 3, null]', "none of the formats"),
    ],
)
def test_a_file_that_cannot_be_read_has_a_sentence(raw, what):
    with pytest.raises(ImportProblem) as problem:
        read(raw, "file")

    assert what in problem.value.what
    assert problem.value.remedy.endswith(".")


def test_a_mistake_of_a_reader_is_told_as_ours_and_written_down(monkeypatch, caplog):
    monkeypatch.setattr(doccano, "read", lambda _found: {}[0])

    with pytest.raises(ImportProblem, match="the fault is not the file's"):
        read(lines({"text": TEXT, "label": []}), "1.jsonl")

    assert "A reader stumbled over a file of tags" in caplog.text


@pytest.mark.parametrize(
    ("span", "sentence"),
    [
        ({"start": 10**30, "end": 10**31, "label": "a"}, "outside"),
        ({"start": -5, "end": 2, "label": "a"}, "outside"),
        ({"start": "1", "end": None, "label": "a"}, "whole numbers"),
        ({"start": "1.5", "end": 3, "label": "a"}, "whole numbers"),
        ({"start": float("nan"), "end": 1e300, "label": "a"}, "whole numbers"),
        ({"start": 3, "end": 3, "label": "a"}, "nothing but blanks"),
        ({"start": 5, "end": 2, "label": "a"}, "ends at 2, before it begins at 5"),
        ({"start": True, "end": 2, "label": "a"}, "whole numbers"),
        ([0, 2, "a"], '“[0, 2, "a"]” is no tag'),
        (None, "“null” is no tag"),
        ({"start": 0, "end": 2, "label": ["a"]}, "no label"),
        ({"start": 0, "end": 2}, "no label"),
    ],
)
def test_a_tag_that_cannot_be_has_a_sentence_and_the_others_come_in(span, sentence):
    good = {"start": 0, "end": 1, "label": "quote"}
    file = read(lines({"text": TEXT, "spans": [span, good]}), "p.jsonl")

    assert words_in(file) == [("quote", "他")]
    assert any(sentence in line for line in said(file))


def test_characters_that_no_database_holds_are_replaced_one_for_one():
    span = rb'{"start": 1, "end": 3, "label": "a", "text": "\ud800\u4ed6"}'
    raw = rb'{"text": "\u0000\ud800\u4ed6\u8bf4", "spans": [' + span + b"]}"

    file = read(raw, "p.jsonl")

    assert file.documents[0].text == "\ufffd\ufffd他说"
    assert words_in(file) == [("a", "\ufffd他")]
    assert any("replaced" in line for line in said(file))


def test_numbers_that_json_knows_but_no_database_become_words():
    raw = b'{"text": "abc", "spans": [{"start": 0, "end": 1, "label": "a", "p": NaN, "q": {"x": [1]}}]}\n'

    assert read(raw, "p.jsonl").documents[0].spans[0].attrs == {"p": "NaN", "q": '{"x": [1]}'}


def test_a_zip_bomb_is_refused_and_names_that_climb_are_only_names(monkeypatch):
    climbing = packed([("../../etc/a.txt", "文。".encode()), ("../../etc/a.ann", b"")])
    assert len(read(climbing, "a.zip").documents) == 1
    monkeypatch.setattr(bundle, "LARGEST_UNPACKED", 1000)

    with pytest.raises(ImportProblem, match="more than can be imported"):
        read(packed([("a.txt", b"x" * 2000), ("a.ann", b"")]), "a.zip")


def test_a_zip_with_a_password_has_a_sentence():
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("a.txt", "x")
    locked = bytearray(raw.getvalue())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1

    with pytest.raises(ImportProblem, match="password"):
        read(bytes(locked), "a.zip")


def test_no_mutation_of_a_good_file_escapes_as_an_exception():
    dice = random.Random(7)  # noqa: S311 - the same mutants every time
    goods = [
        json.dumps([task(region("r1", "quote", "好吃"))]).encode(),
        lines({"text": TEXT, "entities": [{"id": 1, "start_offset": 0, "end_offset": 2, "label": "x"}]}),
        lines(
            {
                "schema_version": "1.0",
                "text": TEXT,
                "spans": [{"id": "a", "start": 0, "end": 1}],
                "blocks": [{}],
            }
        ),
        json.dumps(
            [{"text": TEXT, "id": 1, "annotator": 1, "annotation_id": 2, "label": [{"start": 0, "end": 1}]}]
        ).encode(),
        'annotator,annotation_id,text,label\r\n1,2,他说😀,"[{""start"":0,""end"":1,""labels"":[""a""]}]"\r\n'.encode(),
        brat("T1\tClaim 0 1\t他\nA1\tNo T1\nR1\ta Arg1:T1 Arg2:T1\nE1\tClaim:T1 By:T1\n*\tE T1 T1\n"),
    ]
    for _round in range(400):
        raw = bytearray(dice.choice(goods))
        for _change in range(dice.randint(1, 6)):
            raw[dice.randrange(len(raw))] = dice.choice(b'{}[]",:0 \t\n\\TARE#*nu\xff')
        with suppress(ImportProblem):
            file = read(bytes(raw), "mutant")
            assert all(
                document.text[span.start : span.end] == span.words
                for document in file.documents
                for span in document.spans
            )


@pytest.mark.parametrize(
    ("label", "ours"),
    [("主张", "claim"), ("事实陈述", "claim"), ("引语", "quote"), ("引用", "quote"), ("来源", "source"),
     ("SOURCE", "source"), ("PER", "source"), ("Check-worthy", "claim"), ("Opinion", "opinion"), ("XYZ", "")],
)  # fmt: skip
def test_labels_are_guessed(label, ours):
    assert guess(label, ["claim", "quote", "source", "opinion"]) == ours


def test_a_guess_is_only_made_among_what_there_is():
    assert guess("PER", ["claim"]) == ""
    assert guess("PER", ["PER", "source"]) == "PER"
    assert guess_link("said_by", ["attributed_to"]) == "attributed_to"
    assert guess_link("said_by", []) == ""
    assert guess_link(name_of("归于"), ["attributed_to"]) == "attributed_to"


@pytest.mark.parametrize("said_so", ["反驳", "😀 𠮷", "e\u0301", "attributed_to", "x_ray", "!"])
def test_a_name_can_be_shown_as_it_was_said(said_so):
    assert as_said(name_of(said_so)) == said_so


def test_long_names_that_begin_alike_stay_apart():
    long = [
        "由消息来源一说出的内容",
        "由消息来源一否认的内容",
        "n" * 60,
        "n" * 61,
        "one and the same name " * 3 + "a",
    ]

    names = [name_of(one) for one in long]

    assert len(set(names)) == len(long)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name) for name in names)
    assert as_said(names[0]) == "由消息来源一…"
