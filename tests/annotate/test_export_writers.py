"""What every format must do, and what each of them writes. No database here."""

import csv
import io
import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotate.exports.proof import NAMED, Proof
from annotate.exports.record import (
    TOOL_VERSION,
    ArticleRecord,
    AssignmentRecord,
    BlockRecord,
    MirrorRecord,
    ProvenanceRecord,
    PublicationRecord,
    RelationRecord,
    SpanRecord,
)
from annotate.exports.writers import WRITERS, Writer
from annotate.exports.writers.table import harmless
from articles.text.digest import sha256_of

EVERY = [pytest.param(writer, id=kind) for kind, writer in WRITERS.items()]

TITLE = "𠮷野家😀发言人称，涨价"
BODY = "他说😀：“𠮷野家😀好吃”，价格上涨<100元。\u2028咖啡馆 cafe\u0301 仍在营业。"
TEXT = f"{TITLE}\n{BODY}"


def a_span(words: str, label: str = "claim", *, number: int = 1, **fields: Any) -> SpanRecord:
    start = TEXT.index(words)
    span = SpanRecord(
        start=start,
        end=start + len(words),
        label=label,
        annotator="reviewer-1",
        id=f"00000000-0000-4000-8000-{number:012}",
        text=words,
        attrs={},
        status="submitted",
        origin="human",
        note=None,
        created_at="2026-11-20T08:00:00Z",
        updated_at="2026-11-20T08:00:00Z",
    )
    return span._replace(**fields)


SPEAKER = a_span("他", "source", number=1, attrs={"source_type": "person"})
QUOTE = a_span("“𠮷野家😀好吃”", "quote", number=2, attrs={"quote_type": "direct"}, note="他说的")
CLAIM = a_span("价格上涨<100元", "claim", number=3, attrs={"check_worthy": "yes"}, status="draft")
CAFE = a_span("cafe\u0301", "opinion", number=4)


def a_link(from_span: SpanRecord, to_span: SpanRecord, number: int = 1) -> RelationRecord:
    uid = f"10000000-0000-4000-8000-{number:012}"
    return RelationRecord(from_span.id, to_span.id, "attributed_to", uid, "reviewer-1", "submitted")


def a_record(*spans: SpanRecord, relations: tuple[RelationRecord, ...] = ()) -> ArticleRecord:
    return ArticleRecord(
        id="a1",
        external_id=None,
        title=TITLE,
        lang="zh-Hans",
        publication=PublicationRecord(
            url="https://news.example/1",
            outlet="示例日报",
            published="2026-11-20T07:30:00+08:00",
            published_kind="page",
            authors=("林",),
            tags=("餐饮",),
            mirrors=(MirrorRecord("0" * 64, "1.md", None, "2026-11-20T08:00:00Z"),),
        ),
        text=TEXT,
        text_sha256=sha256_of(TEXT),
        blocks=(BlockRecord("title", 0, 11), BlockRecord("heading", 12, len(TEXT), 2, "https://a.example/“")),
        spans=tuple(sorted(spans)),
        relations=relations,
        assignments=(AssignmentRecord("reviewer-1", "submitted", "shared", "2026-11-20T09:00:00Z", 74),),
        provenance=ProvenanceRecord(
            exported_at="2026-11-20T09:00:00Z",
            project="demo",
            label_set_name="news-fact-default",
            label_set_version="1",
            label_set_sha256="0" * 64,
            revision_number=1,
            revision_sha256=sha256_of(TEXT),
            extractor="xiwen 1",
        ),
    )


RECORD = a_record(SPEAKER, QUOTE, CLAIM, CAFE, relations=(a_link(QUOTE, SPEAKER), a_link(CLAIM, SPEAKER, 2)))


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def write(kind: str, *records: ArticleRecord) -> str:
    return "".join(WRITERS[kind].chunks(records))


@pytest.mark.parametrize("writer", EVERY)
def test_every_writer_writes_before_it_has_seen_the_second_article(writer: Writer) -> None:
    def one_article_then_trouble():
        yield RECORD
        raise RuntimeError("asked for a second article too soon")

    assert next(iter(writer.chunks(one_article_then_trouble())))


@pytest.mark.parametrize("writer", EVERY)
def test_every_writer_writes_the_same_bytes_twice(writer: Writer) -> None:
    assert "".join(writer.chunks([RECORD, RECORD])) == "".join(writer.chunks([RECORD, RECORD]))


@pytest.mark.parametrize("writer", EVERY)
def test_no_writer_writes_a_file_without_a_row(writer: Writer) -> None:
    assert list(writer.chunks([])) == []


@pytest.mark.parametrize("writer", EVERY)
def test_every_writer_says_what_it_is_and_what_it_cannot_hold(writer: Writer) -> None:
    sentences = [writer.description, *writer.cannot_hold]

    assert writer.cannot_hold
    assert all(re.fullmatch(r"[A-Z].+\.", sentence) for sentence in sentences)


@pytest.mark.parametrize("writer", EVERY)
def test_every_snippet_is_python_that_names_the_file(writer: Writer) -> None:
    snippets = writer.snippets("demo-2026-11-20.csv")

    assert {snippet.library for snippet in snippets} == {"datasets", "pandas"}
    for snippet in snippets:
        compile(snippet.code, snippet.library, "exec")
        assert '"demo-2026-11-20.csv"' in snippet.code


def test_no_two_formats_share_a_suffix() -> None:
    assert len({writer.suffix for writer in WRITERS.values()}) == len(WRITERS)


def test_native_lines_slice_where_astral_characters_and_combining_marks_stand() -> None:
    article = json.loads(write("native", RECORD))

    assert [article["text"][span["start"] : span["end"]] for span in article["spans"]] == [
        "他",
        "“𠮷野家😀好吃”",
        "价格上涨<100元",
        "cafe\u0301",
    ]
    assert [span["text"] for span in article["spans"]] == [
        article["text"][span["start"] : span["end"]] for span in article["spans"]
    ]


def test_native_lines_hold_all_there_is_about_a_span() -> None:
    quote = json.loads(write("native", RECORD))["spans"][1]

    assert quote == {
        "id": QUOTE.id,
        "label": "quote",
        "start": QUOTE.start,
        "end": QUOTE.end,
        "text": "“𠮷野家😀好吃”",
        "attrs": {"quote_type": "direct"},
        "annotator": "reviewer-1",
        "status": "submitted",
        "origin": {"kind": "human"},
        "note": "他说的",
        "created_at": "2026-11-20T08:00:00Z",
        "updated_at": "2026-11-20T08:00:00Z",
    }


def test_a_line_separator_in_the_text_does_not_break_the_line() -> None:
    for kind in ("native", "flat"):
        lines = write(kind, RECORD).splitlines()

        assert len(lines) == (1 if kind == "native" else 4)
        assert all(json.loads(line) for line in lines)
    assert json.loads(write("native", RECORD))["text"] == TEXT


def test_flat_lines_show_forty_characters_on_each_side() -> None:
    quote = json.loads(write("flat", RECORD).split("\n")[1])

    assert quote["before"] == f"{TITLE}\n他说😀："
    assert quote["after"] == TEXT[QUOTE.end : QUOTE.end + 40]
    assert quote["relations"] == [{"type": "attributed_to", "to": SPEAKER.id}]
    assert list(quote) == [
        "schema_version",
        "article_id",
        "span_id",
        "label",
        "start",
        "end",
        "text",
        "before",
        "after",
        "annotator",
        "status",
        "attrs",
        "relations",
        "url",
        "text_sha256",
    ]


def test_claims_say_who_said_what_where_and_when() -> None:
    also = a_span("发言人", "source", number=5)
    record = a_record(
        SPEAKER,
        also,
        QUOTE,
        CLAIM,
        relations=(a_link(CLAIM, SPEAKER), a_link(CLAIM, also, 2), a_link(QUOTE, also, 3)),
    )

    (row,) = rows_of(write("claims", record))

    assert row["claim"] == "价格上涨<100元"
    assert row["said_by"] == "他; 发言人"
    assert row["check_worthy"] == "yes"
    assert (row["outlet"], row["day"], row["address"]) == ("示例日报", "2026-11-20", "https://news.example/1")
    assert row["before"] == TEXT[: CLAIM.start]
    assert row["after"] == TEXT[CLAIM.end : CLAIM.end + 40]
    assert (row["label"], row["annotator"], row["status"], row["span_id"]) == (
        "claim",
        "reviewer-1",
        "draft",
        CLAIM.id,
    )


def test_a_claim_that_nobody_is_linked_to_has_an_empty_speaker() -> None:
    (row,) = rows_of(write("claims", a_record(CLAIM._replace(attrs={}))))

    assert (row["said_by"], row["check_worthy"]) == ("", "")


@pytest.mark.parametrize("kind", ["csv", "claims"])
def test_tables_begin_with_one_mark_and_end_their_rows_as_the_standard_says(kind: str) -> None:
    text = write(kind, RECORD, RECORD)

    assert text.startswith("\ufeff")
    assert text.count("\ufeff") == 1
    assert text.endswith("\r\n")
    assert text.count("span_id") == 1


@pytest.mark.parametrize("kind", ["csv", "claims"])
@pytest.mark.parametrize("sign", list("=+-@\t\r＝＋－＠"))
def test_no_cell_of_a_table_can_run_as_a_formula(kind: str, sign: str) -> None:
    evil = f'{sign}HYPERLINK("http://evil.example","x")'
    span = CLAIM._replace(text=evil)
    record = replace(a_record(span), title=evil, publication=replace(RECORD.publication, outlet=evil))

    (row,) = rows_of(write(kind, record))

    assert not [cell for cell in row.values() if cell.startswith(sign)]
    assert row["title"] == row["outlet"] == f"'{evil}"


@pytest.mark.parametrize("cell", ["=1", "'=1", "''＝1", "-2", "'tis", "普京", ""])
def test_taking_one_apostrophe_away_gives_every_cell_back(cell: str) -> None:
    written = harmless(cell)

    assert not re.match("[=+\\-@\t\r]", written)
    assert (written.removeprefix("'") if re.match("'+[=+\\-@＝]", written) else written) == cell


def test_a_table_keeps_quotes_commas_and_line_breaks_in_their_cells() -> None:
    (row,) = rows_of(write("csv", a_record(CLAIM._replace(note='"a", b\nc😀'))))

    assert row["note"] == '"a", b\nc😀'


def test_the_proof_counts_what_slices_and_lets_it_through() -> None:
    proof = Proof()

    assert list(proof.over([RECORD, RECORD])) == [RECORD, RECORD]
    assert (proof.articles, proof.spans, proof.slicing, proof.failed) == (2, 8, 8, 0)


def test_a_span_that_does_not_slice_never_leaves_and_is_named() -> None:
    shifted = SPEAKER._replace(start=SPEAKER.start + 1, end=SPEAKER.end + 1)
    bad = a_record(shifted, QUOTE, relations=(a_link(QUOTE, shifted),))
    proof = Proof()

    (record,) = proof.over([bad])

    assert record.spans == (QUOTE,)
    assert record.relations == ()
    assert (proof.spans, proof.slicing, proof.failed) == (2, 1, 1)
    assert [(misfit.article_id, misfit.span_id) for misfit in proof.misfits] == [("a1", SPEAKER.id)]


def test_the_proof_names_only_the_first_of_many_misfits() -> None:
    proof = Proof()
    bad = a_record(*(SPEAKER._replace(text="她", id=str(number)) for number in range(NAMED + 5)))

    assert next(proof.over([bad])).spans == ()
    assert (len(proof.misfits), proof.failed) == (NAMED, NAMED + 5)


def test_files_name_the_version_of_the_package() -> None:
    package = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))

    assert package["project"]["version"] == TOOL_VERSION


def test_the_documentation_tells_of_every_format() -> None:
    manual = Path("docs/exports.md").read_text(encoding="utf-8")
    words = re.sub(r"\s+", " ", manual)

    for kind, writer in WRITERS.items():
        assert (
            f"| `{kind}` | a {writer.row} | `{writer.suffix}` |".replace("a article", "an article") in words
        )
    assert f"`{', '.join(json.loads(write('flat', RECORD).splitlines()[0]))}`" in words
    assert f"`{', '.join(rows_of(write('claims', RECORD))[0])}`" in words
    assert ", ".join(f"`{key}`" for key in json.loads(write("native", RECORD))) in words


def test_a_table_holds_the_same_spans_as_the_native_lines() -> None:
    article = json.loads(write("native", RECORD))

    rows = rows_of(write("csv", RECORD))

    assert [(row["span_id"], row["text"], json.loads(row["attrs"])) for row in rows] == [
        (span["id"], span["text"], span["attrs"]) for span in article["spans"]
    ]
    assert all(article["text"][int(row["start"]) : int(row["end"])] == row["text"] for row in rows)


@pytest.mark.parametrize("kind", ["flat", "csv", "claims"])
def test_an_article_without_a_row_adds_nothing_to_a_file_of_spans(kind: str) -> None:
    assert write(kind, a_record(), RECORD, a_record()) == write(kind, RECORD)
