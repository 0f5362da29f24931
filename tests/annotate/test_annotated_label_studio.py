"""What Label Studio's files hold beside labels of regions, and its smaller formats."""

import csv
import io
import json

import pytest

from annotate.imports.foreign import ForeignFile
from annotate.imports.reading import read
from tests.annotate.foreign import TEXT, found, region, said, task, words_in

FIELDS = [
    "annotation_id",
    "annotator",
    "created_at",
    "id",
    "label",
    "lead_time",
    "mood",
    "sure",
    "text",
    "why",
]


def of(*tasks: dict[str, object]) -> ForeignFile:
    return read(json.dumps(list(tasks), ensure_ascii=False).encode(), "tasks.json")


def about(key: str, kind: str, name: str, words: str, held: object) -> dict[str, object]:
    """Return what somebody said of a region by one of the controls of Label Studio's."""
    told = region(key, "quote", words)
    field = "text" if kind == "textarea" else kind
    start, end = found(words)
    return {**told, "type": kind, "from_name": name, "value": {"start": start, "end": end, field: held}}


def test_what_is_written_and_said_of_a_region_comes_along():
    file = of(
        task(
            region("r", "quote", "“𠮷野家😀好吃”"),
            about("r", "textarea", "why", "“𠮷野家😀好吃”", ["因为😀", "第二\r\n句"]),
            about("r", "rating", "sure", "“𠮷野家😀好吃”", 4),
            about("r", "taxonomy", "kind", "“𠮷野家😀好吃”", [["吃", "饭"]]),
        )
    )

    (span,) = file.documents[0].spans
    assert span.attrs == {"why": ["因为😀", "第二\r\n句"], "sure": 4, "kind": ["吃", "饭"]}


def test_what_is_said_of_whole_texts_is_told_once_with_how_often():
    whole = {"id": "w", "type": "choices", "from_name": "mood", "value": {"choices": ["good"]}}
    file = of(*(task(whole, text=f"{number}。{TEXT}") for number in range(3)))

    assert [line for line in said(file) if "mood" in line] == [
        "“mood” is said of the whole text, which no tag can hold. It is left out: 3 times."
    ]


@pytest.mark.parametrize("name", ["body", "t"])
def test_the_text_may_stand_in_any_field_and_tasks_without_tags_follow_the_others(name):
    data = {"title": "他说😀", "article": TEXT} if name == "t" else {"body": TEXT, "title": "他说😀"}
    tagged = task(region("r", "quote", "价格上涨"), data=data)
    tagged["annotations"][0]["result"][0]["to_name"] = name
    skipped = {"id": 8, "data": dict.fromkeys(data, "另一篇😀"), "annotations": [{"was_cancelled": True}]}

    file = of(skipped, tagged)

    assert [document.text for document in file.documents] == ["另一篇😀", TEXT]
    assert words_in(file) == [("quote", "价格上涨")]


def test_of_two_texts_in_a_task_the_one_with_more_tags_is_taken_and_the_others_are_told():
    data = {"title": "标题在此😀", "text": "摘要", "body": TEXT}
    results = [
        region("a", "quote", "好吃"),
        region("b", "claim", "价格上涨"),
        region("c", "source", "标题", "标题在此😀"),
    ]

    file = of(task(*results, data=data))

    assert words_in(file) == [("quote", "好吃"), ("claim", "价格上涨")]
    assert any("should hold “标题”" in line for line in said(file))


def test_a_region_without_a_label_and_one_that_marks_no_text_are_told():
    nothing = region("a", "x", "好吃")
    nothing["value"]["labels"] = []
    paragraph = {"id": "b", "type": "paragraphlabels", "value": {"start": "0", "end": "0", "text": "好吃"}}

    told = said(of(task(nothing, paragraph)))

    assert any("has no label" in line for line in told)
    assert any("“paragraphlabels” marks no stretch of plain text" in line for line in told)


def small(label: str, words: str, text: str = TEXT) -> dict[str, object]:
    start, end = found(words, text)
    return {"start": start, "end": end, "text": words, "labels": [label]}


def rows() -> list[dict[str, object]]:
    """Return rows as JSON_MIN has them: two annotations of one task, and one of another."""
    start, end = found("好吃")
    own = {"created_at": "2026-01-01T00:00:00Z", "lead_time": 2.5}
    return [
        {
            "text": TEXT,
            "id": 1,
            "label": [small("quote", "好吃"), small("source", "他")],
            "why": {"start": start, "end": end, "text": ["因为😀", "二"]},
            "sure": [{"start": start, "end": end, "text": "好吃", "rating": 4}],
            "mood": {"choices": ["good", "new"]},
            "annotator": 1,
            "annotation_id": 5,
            **own,
        },
        {
            "text": TEXT,
            "id": 1,
            "label": [small("claim", "价格上涨")],
            "annotator": 2,
            "annotation_id": 6,
            **own,
        },
        {"text": "另一篇😀", "id": 2, "annotator": 1, "annotation_id": 7, **own},
    ]


def table(delimiter: str) -> bytes:
    """Return the same as CSV or TSV: objects stand in a cell as JSON, words without."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, FIELDS, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC)
    writer.writeheader()
    for row in rows():
        writer.writerow(
            {
                name: json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
                for name, value in row.items()
            }
        )
    return target.getvalue().encode()


@pytest.mark.parametrize(
    "raw",
    [json.dumps(rows()).encode(), table(","), table("\t")],
    ids=["JSON_MIN", "CSV", "TSV"],
)
def test_the_smaller_formats_bring_tags_annotators_and_what_is_said_of_a_place(raw):
    file = read(raw, "project-1")

    assert file.format == "label-studio"
    first, second = file.documents
    assert [(span.label, span.words, span.annotator) for span in first.spans] == [
        ("source", "他", "1"),
        ("quote", "好吃", "1"),
        ("claim", "价格上涨", "2"),
    ]
    assert first.text == TEXT
    assert (second.text, second.spans) == ("另一篇😀", ())
    assert first.spans[1].attrs == {"why": ["因为😀", "二"], "sure": 4}
    told = " ".join(said(file))
    assert "hold no links" in told
    assert "“mood” is said of the whole text" in told


def test_rows_with_the_same_number_but_another_text_are_another_task():
    other = {"text": "不同的文字", "id": 1, "label": [small("claim", "文字", "不同的文字")], "annotator": 1}

    file = read(json.dumps([rows()[0], {**other, "annotation_id": 9}]).encode(), "both.json")

    assert [document.text for document in file.documents] == [TEXT, "不同的文字"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_cell_that_only_looks_like_json_is_taken_as_words(end):
    label = '"[{""start"":1,""end"":2,""labels"":[""claim""]}]"'
    raw = f'id,annotator,annotation_id,text,label{end}3,1,4,"[他]说😀",{label}{end}'

    assert words_in(read(raw.encode(), "a.csv")) == [("claim", "他")]
