"""Files of tools that are not known here: each is called what it looks like, with what to do."""

import gzip
import json

import pytest

from annotate.imports.bundle import packed
from annotate.imports.reading import read
from annotate.imports.units import Unit
from articles.problems import ImportProblem
from tests.annotate.foreign import TEXT, found16, lines, said, words_in

CONLL = "他 O\n说 O\n😀 O\n\n𠮷 B-ORG\n野 I-ORG\n家 I-ORG\n"
PAIR = [[TEXT, {"entities": [[0, 1, "source"]]}]]
ARGILLA = {"id": "1", "fields": {"text": TEXT}, "responses": {"spans": []}, "suggestions": {}}


def refused(raw: bytes, name: str) -> ImportProblem:
    with pytest.raises(ImportProblem) as problem:
        read(raw, name)
    return problem.value


@pytest.mark.parametrize(
    ("raw", "name", "what"),
    [
        (CONLL.encode(), "train.txt", "CoNLL"),
        ("-DOCSTART- -X- O\n他 -X- _ O\n𠮷野家 -X- _ B-ORG\n".encode(), "a.conll", "CoNLL"),
        (lines({"tokens": ["他", "说"], "ner_tags": [1, 0]}), "train.jsonl", "CoNLL"),
        (json.dumps(PAIR).encode(), "train.json", "spaCy"),
        (lines({"text": TEXT, "ents": []}), "a.json", "spaCy"),
        (b"\x00\x01\x02" * 99, "train.spacy", "spaCy"),
        (lines(ARGILLA), "records.jsonl", "Argilla"),
        (lines({"id": "1", "span_annotations": {}}), "annotated_instances.jsonl", "Potato"),
        ("#FORMAT=WebAnno TSV 3.3\n\n#Text=他说\n".encode(), "a.tsv", "INCEpTION"),
        (b'<?xml version="1.0"?><xmi:XMI xmlns:xmi="x"/>', "a.xmi", "INCEpTION"),
        (lines({"%TYPES": {}, "%FEATURE_STRUCTURES": []}), "a.json", "INCEpTION"),
        (lines({"@context": "x", "body": {}, "target": {}}), "a.jsonld", "W3C Web Annotations"),
        (lines({"id": 1, "text": TEXT, "label": "claim"}), "a.jsonl", "a label each"),
        (b"<!DOCTYPE html><p>", "a.html", "web page"),
        (packed([("[Content_Types].xml", b"<x/>")]), "a.xlsx", "office program"),
        (packed([("a.zip", packed([("a.jsonl", b"{}")]))]), "b.zip", "archive inside of an archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "a.png", "This is no text"),
        (f"T1\tclaim 0 1\t{TEXT[0]}\n".encode(), "a.ann", "one half of what brat writes"),
        (packed([("d/a.ann", b"T1\tclaim 0 1\tx\n")]), "d.zip", "one half of what brat writes"),
    ],
)
def test_a_file_of_an_unknown_format_is_called_what_it_looks_like(raw, name, what):
    problem = refused(raw, name)

    assert what in problem.what
    assert problem.source_name.startswith(name)
    assert problem.remedy


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (
            json.dumps([{"text": TEXT, "label": []}], indent=1, ensure_ascii=False).encode()[:-4],
            "a.json, line 4",
        ),
        (b'[{"text": "a", "label": []},]', "a.json, line 1"),
    ],
)
def test_damaged_json_is_said_to_be_so_with_its_line(raw, place):
    problem = refused(raw, "a.json")

    assert "damaged" in problem.what
    assert problem.source_name == place


def test_in_an_archive_the_member_is_named_that_tells_what_it_is():
    raw = packed([("read.me", b"Hello."), ("x/train.conll", CONLL.encode())])

    assert refused(raw, "corpus.zip").source_name == "corpus.zip, x/train.conll"


@pytest.mark.parametrize("key", ["tasks", "data", "documents"])
def test_a_list_within_an_object_is_read_as_the_list(key):
    record = {"text": TEXT, "label": [[*found16("价格上涨"), "claim"]]}

    file = read(lines({"total": 1, key: [record], "next": None}), "answer.json")

    assert words_in(file) == [("claim", "价格上涨")]


def test_an_archive_may_be_packed_twice_in_one_file_and_hold_packed_files():
    record = lines({"text": TEXT, "label": [[*found16("价格上涨"), "claim"]]})

    for raw in (
        gzip.compress(packed([("a.jsonl", record)])),
        packed([("a.jsonl.gz", gzip.compress(record))]),
    ):
        assert words_in(read(raw, "a")) == [("claim", "价格上涨")]


@pytest.mark.parametrize("write", [int, float, str, lambda place: f"{place}.0"])
def test_offsets_may_be_written_as_tables_write_them(write):
    start, end = map(write, found16("价格上涨"))
    triple = {"text": TEXT, "label": [[start, end, "claim"]]}
    entity = {
        "text": TEXT,
        "entities": [{"id": 1, "start_offset": start, "end_offset": end, "label": "claim"}],
    }

    assert words_in(read(lines(triple, entity), "a.jsonl")) == [("claim", "价格上涨")] * 2


def test_tags_without_ids_and_with_the_same_id_all_come_in():
    places = [{"label": name, "start_offset": 0, "end_offset": 2} for name in ("a", "b", "c")]
    without = {"text": TEXT, "entities": [{"id": None, **place} for place in places]}
    twins = {
        "text": "另" + TEXT,
        "entities": [{"id": number, **place} for number, place in zip((7, 7, 8), places, strict=True)],
        "relations": [{"id": 1, "from_id": 8, "to_id": 7, "type": "kin"}],
    }

    file = read(lines(without, twins), "a.jsonl")

    assert [[span.label for span in document.spans] for document in file.documents] == [["a", "b", "c"]] * 2
    labels = {span.key: span.label for span in file.documents[1].spans}
    assert [(labels[one.from_key], labels[one.to_key]) for one in file.documents[1].relations] == [("c", "a")]
    assert any("id another tag" in line and line.endswith("first: 1.") for line in said(file))


def test_labels_that_are_too_long_keep_names_of_their_own_and_are_told():
    long = ["标" * 70 + end for end in ("甲", "乙", "😀")]
    record = {"text": TEXT, "spans": [{"start": 0, "end": 1, "label": label} for label in [*long, "claim"]]}

    file = read(lines(record), "a.jsonl")

    names = [label for label, _words in words_in(file)]
    assert len(set(names)) == len(record["spans"])
    assert all(len(name) <= 64 for name in names)
    assert sum("is longer than 64 characters" in line for line in said(file)) == len(long)


def test_doccano_files_called_after_annotators_say_who_tagged():
    def export(label: str, *places: tuple[int, int]) -> bytes:
        return lines({"id": 3, "text": TEXT, "label": [[*place, label] for place in places]})

    raw = packed(
        [
            ("admin.jsonl", export("claim", found16("价格上涨"))),
            ("李四.jsonl", export("claim", found16("好吃"))),
        ]
    )
    file = read(raw, "two.zip")

    people = {span.words: span.annotator for document in file.documents for span in document.spans}
    assert people == {"价格上涨": "admin", "好吃": "李四"}


def test_files_of_different_texts_are_not_called_after_annotators():
    one = lines({"id": 1, "text": TEXT, "label": [[*found16("好吃"), "claim"]]})
    other = lines({"id": 1, "text": "另一篇😀", "label": [[0, 2, "claim"]]})

    file = read(packed([("train.jsonl", one), ("test.jsonl", other)]), "a.zip")

    assert {span.annotator for document in file.documents for span in document.spans} == {""}


FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def test_doccano_offsets_that_count_whole_characters_are_known_by_what_they_would_cut():
    text = f"记者在{FAMILY}家里说：“新桥明年通车。”\r\n专家说 cafe\u0301 涨价。"
    places = [(3, 4, FAMILY), (9, 16, "新桥明年通车。"), (22, 26, "cafe\u0301")]

    file = read(
        lines({"text": text, "label": [[start, end, "x"] for start, end, _words in places]}), "a.jsonl"
    )

    assert file.unit == Unit.CLUSTERS
    assert [words for _label, words in words_in(file)] == [words for _start, _end, words in places]
