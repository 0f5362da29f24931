"""What goes in comes out: real files of other tools, and texts made up to be difficult."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.actions.importing.annotated import Plan, import_annotated
from annotate.actions.importing.planning import outlook
from annotate.exports.gather import records
from annotate.exports.proof import Proof
from annotate.exports.record import Row
from annotate.exports.selection import Selection
from annotate.exports.writers import WRITERS
from annotate.imports.bundle import packed
from annotate.imports.contents import contents_of, labels_in, links_in
from annotate.imports.foreign import ForeignFile
from annotate.imports.reading import read
from articles.problems import ImportProblem
from tests.cast import Cast, make_cast
from tests.shared import shared

pytestmark = pytest.mark.django_db

OUR_OWN = {"annotator", "foreign_label"}  # attributes that an import adds
FREE = 5  # labels that fit beside the default ones

DOCCANO = "doccano/backend"
GOOD = {
    f"{DOCCANO}/data_export/pipeline/examples/relation_extraction/example.jsonl": (1, 4, 3),
    f"{DOCCANO}/data_export/pipeline/examples/sequence_labeling/example.jsonl": (3, 4, 0),
    f"{DOCCANO}/data_import/pipeline/examples/relation_extraction/example.jsonl": (1, 4, 3),
    f"{DOCCANO}/data_import/pipeline/examples/sequence_labeling/example.jsonl": (3, 3, 0),
    f"{DOCCANO}/data_import/tests/data/relation_extraction/example.jsonl": (1, 4, 3),
    f"{DOCCANO}/data_import/tests/data/sequence_labeling/example_overlapping.jsonl": (1, 2, 0),
    "real-exports/doccano-1.8.4-astral.jsonl": (14, 14, 0),
    "real-exports/label-studio-1.23.2-astral.json": (14, 14, 0),
    "brat/example-data/tutorials/news": (13, 119, 63),
    "brat/example-data/corpora/CoNLL-ST_2002/esp": (10, 540, 0),
    "brat/example-data/corpora/CoNLL-ST_2002/ned": (10, 276, 0),
}
LABEL_STUDIO = "label-studio-sdk/tests/custom/converter/data"
TELLING = {
    f"{DOCCANO}/data_import/tests/data/sequence_labeling/example.jsonl": "line 3: There is no text",
    f"{LABEL_STUDIO}/test_export_csv/csv_test.json": "marks no stretch of plain text",
    f"{LABEL_STUDIO}/test_export_csv/csv_test2.json": "The task holds no text",
    f"{LABEL_STUDIO}/test_export_csv/csv_test_colliding_keys.json": "said of the whole text",
    f"{LABEL_STUDIO}/test_export_csv/csv_test_colliding_keys_mixed.json": "said of the whole text",
    f"{LABEL_STUDIO}/test_export_csv/csv_test_history.json": "said of the whole text",
    f"{LABEL_STUDIO}/test_export_csv/csv_test2_result.csv": "The task holds no text",
    f"{LABEL_STUDIO}/test_export_json_min/chat_data.json": "The task holds no text",
    f"{LABEL_STUDIO}/test_export_json_min/data.json": "The task holds no text",
    f"{LABEL_STUDIO}/test_export_json_min/data_repeater.json": "The task holds no text",
}
BROKEN = [
    f"{DOCCANO}/data_import/pipeline/examples/sequence_labeling/example.txt",
    f"{DOCCANO}/data_import/tests/data/sequence_labeling/example.conll",
    f"{DOCCANO}/data_import/tests/data/sequence_labeling/labeling.invalid.conll",
    f"{DOCCANO}/data_import/tests/data/sequence_labeling/labeling.trailing.conll",
    f"{LABEL_STUDIO}/test_export_json_min/label_config.xml",
    f"{LABEL_STUDIO}/test_export_json_min/label_config_repeater.json",
    "w3c-web-annotation/model/wd2/examples/correct/anno1.json",
]

Meaning = tuple[set[object], set[object]]


def raw_of(path: Path) -> bytes:
    if path.is_file():
        return path.read_bytes()
    return packed([(one.name, one.read_bytes()) for one in path.iterdir()])


def meaning(file: ForeignFile) -> Meaning:
    """Return all spans and links of a file, whatever they are called inside of it."""
    spans: set[object] = set()
    links: set[object] = set()
    for document in file.documents:
        places = {}
        for span in document.spans:
            label = str(span.attrs.get("foreign_label", span.label))
            attrs = {name: value for name, value in span.attrs.items() if name not in OUR_OWN}
            assert document.text[span.start : span.end] == span.words
            places[span.key] = (document.text, span.start, span.end, label)
            spans.add((*places[span.key], json.dumps(attrs, sort_keys=True), span.note))
        links |= {(places[one.from_key], places[one.to_key], one.kind) for one in document.relations}
    return spans, links


def bring(cast: Cast, raw: bytes) -> ForeignFile:
    """Import a file with labels of its own as far as there are digits; the others become sources."""
    file = read(raw, "file")
    seen = outlook(cast.project, contents_of(file, "file"))
    ours = {label.name for label in seen.ours}
    free = [name for name in labels_in(file) if name not in ours][:FREE]
    labels = {name: name if name in ours or name in free else "source" for name in labels_in(file)}
    plan = Plan(labels, {name: name for name in links_in(file)})
    import_annotated(cast.project, file, raw=raw, name="file", plan=plan, by=cast.manager)
    return file


def exported(cast: Cast) -> bytes:
    found = records(Selection(cast.member(cast.manager)), Row.ARTICLE)
    proof = Proof()
    raw = "".join(WRITERS["native"].chunks(proof.over(found))).encode()
    assert proof.failed == 0
    return raw


@pytest.mark.parametrize("name", GOOD)
def test_a_real_file_goes_in_and_comes_out_unchanged_in_meaning(name):
    cast = make_cast()
    file = bring(cast, raw_of(shared("fixtures", *name.split("/"))))

    spans, links = meaning(file)
    counted = sum(len(document.spans) for document in file.documents)
    assert (len(file.documents), counted, sum(len(one.relations) for one in file.documents)) == GOOD[name]
    assert meaning(read(exported(cast), "out.jsonl")) == (spans, links)


@pytest.mark.parametrize("name", [name for name in GOOD if name.startswith("real-exports")])
def test_real_exports_tag_what_was_tagged_in_the_browser(name):
    file = read(shared("fixtures", *name.split("/")).read_bytes(), name)

    words = [span.words for document in file.documents for span in document.spans]
    assert all(one.startswith(("目標", "一家人")) or one == "😀" for one in words)


@pytest.mark.parametrize("name", TELLING)
def test_what_a_real_file_lacks_is_told(name):
    file = read(shared("fixtures", *name.split("/")).read_bytes(), name)

    assert any(TELLING[name] in str(remark) for remark in file.remarks)


@pytest.mark.parametrize("name", BROKEN)
def test_a_real_file_that_is_none_of_ours_has_a_sentence(name):
    with pytest.raises(ImportProblem, match=r"This (is none of the formats|looks like)"):
        read(shared("fixtures", *name.split("/")).read_bytes(), name)


def test_the_native_example_comes_out_as_it_went_in():
    raw = shared("domain", "native.jsonl").read_bytes()
    cast = make_cast()
    before = json.loads(raw)

    bring(cast, raw)

    after = json.loads(exported(cast))
    for same in ("text", "text_sha256", "blocks", "title", "lang", "external_id", "offset_unit"):
        assert after[same] == before[same]
    for same in ("url", "outlet", "published", "published_kind", "authors", "tags"):
        assert after["publication"][same] == before["publication"][same]
    assert meaning(read(exported(cast), "out")) == meaning(read(raw, "in"))


SIGNS = st.sampled_from([*"甲乙。“” \t", "\r\n", "\n", "😀", "𠮷", "e\u0301", "👨\u200d👩\u200d👧", "\u3000"])
TEXTS = st.lists(SIGNS, min_size=1, max_size=40).map("".join).filter(lambda text: bool(text.strip()))
LABELS = st.sampled_from(["claim", "quote", "source", "opinion", "地名"])
VALUES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=5), st.booleans()
)
ATTRS = st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True), VALUES, max_size=3)


@st.composite
def tagged(draw: st.DrawFn) -> dict[str, object]:
    """Make up a text with tags that overlap, nest and repeat, and links between them."""
    text = draw(TEXTS)
    spans: list[dict[str, Any]] = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        if text[start:end].strip():
            spans.append({"id": f"s{number}", "label": draw(LABELS), "start": start, "end": end})
    places = {(span["label"], span["start"], span["end"]): span for span in spans}
    kept = [
        {**span, "text": text[span["start"] : span["end"]], "attrs": draw(ATTRS)} for span in places.values()
    ]
    links = [
        {"type": "attributed_to", "from": one["id"], "to": other["id"]}
        for one in kept[:2]
        for other in kept[2:4]
    ]
    return {"schema_version": "1.0", "text": text, "spans": kept, "relations": links}


@settings(
    max_examples=30,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(tagged(), min_size=1, max_size=3, unique_by=lambda one: str(one["text"])))
def test_whatever_is_tagged_comes_out_as_it_went_in(made):
    raw = b"".join(json.dumps(one).encode() + b"\n" for one in made)
    cast = make_cast()

    bring(cast, raw)

    assert cast.project.entries.count() == len(made)
    if any(one["spans"] for one in made):  # an article without a tag does not leave
        assert meaning(read(exported(cast), "out")) == meaning(read(raw, "in"))
