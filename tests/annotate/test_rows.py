"""How tagged text is drawn: lanes, nested marks, notes, and hostile text as text."""

import json
import re

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from annotate.marking.lanes import Drawn, lanes, segments
from annotate.marking.rows import AttributeView, BlockView, LabelView, SpanView, Words, row

CLAIM = LabelView("claim", "事实陈述", 1, "check_worthy", {"yes": "值得核查"})
QUOTE = LabelView("quote", "引语", 2)


def span(number, start, end, label=CLAIM, **more):
    return SpanView(number, start, end, label, more.pop("words", "…"), "林", "林河", **more)


def drawn(text, *spans, kind="paragraph", start=0):
    html = row(text, BlockView(3, kind, start, len(text)), spans, lang="zh-Hans", words=Words())
    return BeautifulSoup(html, "lxml")


def test_the_text_of_a_row_is_the_text_of_its_block():
    text = "他说😀：𠮷野家\ncafe\u0301 & <好>"

    block = drawn(text, span(1, 2, 9), span(2, 4, 12, QUOTE)).select_one(".blk")

    for line_break in block.find_all("br"):
        line_break.replace_with("\n")
    assert block.get_text() == text
    assert (block["data-o"], block["data-n"]) == ("0", str(len(text)))


def test_overlapping_spans_are_nested_marks_with_a_lane_each():
    marks = drawn("零一二三四五", span(1, 0, 4), span(2, 2, 6, QUOTE)).select("mark")

    told = [(mark["data-a"], mark["class"], mark.get_text()) for mark in marks]
    assert told == [
        ("1", ["c1", "k0", "s", "in"], "零一"),
        ("2", ["c2", "k1", "s"], "二三"),
        ("1", ["c1", "k0", "e", "in"], "二三"),
        ("2", ["c2", "k1", "e", "in"], "四五"),
    ]


def test_a_note_says_and_carries_what_else_was_said_of_its_span():
    tone, topic = AttributeView("tone", "语气", {"a": "肯定<😀>"}), AttributeView("topic", "话题", {})
    label = LabelView("claim", "事实陈述", 1, "check_worthy", more=[tone, topic])

    text = drawn("桥𠮷通车", span(1, 0, 2, label, attrs={"tone": "a", "of_old": "x"}))

    note = text.select_one("[data-vs]")
    assert json.loads(note["data-vs"]) == {"tone": "a"}
    assert [said.get_text() for said in note.select(".at.more")] == ["语气 肯定<😀>"]


def test_the_shorter_span_lies_nearer_to_the_text():
    assert lanes([Drawn(1, 0, 10, 1), Drawn(2, 3, 5, 4), Drawn(3, 12, 20, 2)]) == {2: 0, 1: 1, 3: 0}


def test_a_note_stands_where_its_span_begins():
    text = "第一段话第二段话"
    crossing = span(1, 2, 6)

    first = row(text, BlockView(0, "paragraph", 0, 4), [crossing], lang="zh", words=Words())
    second = row(text, BlockView(1, "paragraph", 4, 8), [crossing], lang="zh", words=Words())

    assert "<mark" in first
    assert "<mark" in second
    assert ('class="notes"' in first, 'class="notes"' in second) == (True, False)


def test_a_note_says_label_words_speaker_attribute_and_who():
    note = drawn(
        "普京说好", span(7, 0, 2, words="普京", attrs={"check_worthy": "yes"}, sources=[5], said_by="记者")
    ).select_one("#n7")

    assert note.get_text(" ", strip=True) == "事实陈述 普京 — 记者 值得核查 林"
    assert (note["data-v"], note["data-src"]) == ("yes", "5")


def test_a_guessed_speaker_is_put_as_a_question():
    note = drawn("普京说好", span(7, 3, 4, QUOTE, guess=(0, 2), guess_words="普京")).select_one("#n7")

    assert note.select_one(".guess").get_text() == "— 普京？"
    assert (note["data-gs"], note["data-ge"]) == ("0", "2")


def test_hostile_text_is_text():
    hostile = '<script>alert(1)</script>"onload=x'
    label = LabelView("x", hostile, 1, "a", {})
    made = drawn(
        hostile, span(1, 0, 9, label, words=hostile, attrs={"a": hostile}, said_by=hostile, sources=[2])
    )

    assert made.find("script") is None
    assert not [tag for tag in made.find_all(True) if any(key.startswith("on") for key in tag.attrs)]


def test_titles_and_headings_are_headings():
    assert drawn("题目", kind="title").find("h1").get_text() == "题目"
    assert drawn("小题", kind="heading").find("h2").get_text() == "小题"


spans_of_twenty = st.lists(
    st.tuples(st.integers(0, 19), st.integers(1, 20), st.integers(1, 4)).filter(lambda one: one[0] < one[1]),
    max_size=12,
).map(lambda found: [Drawn(number, *one) for number, one in enumerate(found)])


@given(spans_of_twenty)
def test_no_two_spans_of_a_lane_cross(spans):
    lane_of = lanes(spans)
    for one in spans:
        for other in spans:
            if one.number < other.number and one.start < other.end and other.start < one.end:
                assert lane_of[one.number] != lane_of[other.number]


@given(spans_of_twenty)
def test_segments_tile_the_block_and_name_just_the_spans_over_them(spans):
    cut = segments(0, 20, spans, lanes(spans))

    assert "".join("x" * (one.end - one.start) for one in cut) == "x" * 20
    for segment in cut:
        over = {one.number for one in spans if one.start <= segment.start and one.end >= segment.end}
        assert {one.number for one in segment.spans} == over


@given(st.text(max_size=30), spans_of_twenty)
def test_marks_open_and_close_alike(text, spans):
    text = text.ljust(20, "字")
    views = [SpanView(one.number, one.start, one.end, CLAIM, "…", "林", "林") for one in spans]
    html = row(text, BlockView(0, "paragraph", 0, len(text)), views, lang="zh", words=Words())

    assert len(re.findall(r"<mark ", html)) == html.count("</mark>")
