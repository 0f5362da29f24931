"""Reading what other tools have tagged: one shape from every format, and every tag proven."""

import json
import random

import pytest

from annotate.imports.bundle import packed
from annotate.imports.contents import SHOWN_SPANS, contents_of
from annotate.imports.reading import read
from annotate.imports.units import Ruler, Unit
from annotate.marking.graphemes import widen
from tests.annotate.foreign import TEXT, brat, found, found16, lines, region, said, task, utf16, words_in


def test_doccano_counts_utf_16_units_in_both_its_shapes():
    quote, late = found16("“𠮷野家😀好吃”"), found16("价格上涨")
    triples = {"id": 3, "text": TEXT, "label": [[*quote, "quote"], [*late, "claim"]]}
    entities = {
        "text": TEXT,
        "entities": [
            {"id": 1, "start_offset": quote[0], "end_offset": quote[1], "label": "quote"},
            {"id": 2, "start_offset": late[0], "end_offset": late[1], "label": "claim"},
        ],
        "relations": [{"id": 0, "from_id": 1, "to_id": 2, "type": "foundedBy"}],
    }

    file = read(lines(triples, entities), "all.jsonl")

    assert (file.format, file.unit) == ("doccano", Unit.UTF_16)
    assert words_in(file) == [("quote", "“𠮷野家😀好吃”"), ("claim", "价格上涨")] * 2
    assert [document.text for document in file.documents] == [TEXT, TEXT]
    assert file.documents[0].article.external_id == "3"
    assert [link.kind for link in file.documents[1].relations] == ["founded_by"]
    assert any("UTF-16" in line for line in said(file))


def test_a_file_that_proves_to_count_code_points_is_taken_so_and_says_so():
    text = "😀" * 4 + "末"
    file = read(lines({"text": text, "label": [[3, 4, "quote"], [4, 5, "claim"]]}), "a.jsonl")

    assert file.unit == Unit.CODE_POINTS
    assert words_in(file) == [("quote", "😀"), ("claim", "末")]
    assert any("code points" in line for line in said(file))


NEWS = (
    "😀开场白。市长王𠮷表示：“新桥明年通车。”专家说，cafe\u0301 price 上涨了百分之 30，居民不满。\r\n末段。"
)
TAGGED = ("新桥明年通车。", "cafe\u0301 price 上涨了百分之 30", "居民不满")


@pytest.mark.parametrize(("place", "unit"), [(found, Unit.CODE_POINTS), (found16, Unit.UTF_16)])
def test_where_both_units_are_possible_whole_words_and_pauses_decide(place, unit):
    record = {"text": NEWS, "label": [[*place(words, NEWS), "claim"] for words in TAGGED]}

    file = read(lines(record), "a.jsonl")

    assert file.unit == unit
    assert [words for _label, words in words_in(file)] == list(TAGGED)


def test_where_nothing_decides_doccano_is_taken_at_its_word():
    text = "😀甲乙丙丁戊己庚辛"

    for start in range(2, 6):
        file = read(lines({"text": text, "label": [[start, start + 2, "claim"]]}), "a.jsonl")
        assert file.unit == Unit.UTF_16


def test_words_told_beside_the_offsets_decide():
    start, end = found("价格上涨")
    record = {
        "text": TEXT,
        "entities": [{"start_offset": start, "end_offset": end, "label": "claim", "text": "价格上涨"}],
    }

    assert words_in(read(lines(record), "a.jsonl")) == [("claim", "价格上涨")]


def test_the_unit_can_be_forced():
    start, end = found16("价格上涨")
    file = read(lines({"text": TEXT, "label": [[start, end, "claim"]]}), "a.jsonl", unit=Unit.CODE_POINTS)

    assert file.unit == Unit.CODE_POINTS
    assert words_in(file) == [("claim", TEXT[start:end])]


@pytest.mark.parametrize("unit", Unit)
def test_a_ruler_finds_every_edge_of_a_text_and_nothing_inside_of_a_character(unit):
    ruler = Ruler(TEXT, unit)
    points = [ruler.point(offset) for offset in range(len(TEXT) + 20)]

    known = [point for point in points if point is not None]
    assert known == sorted(set(known))
    assert known[0] == 0
    assert known[-1] == len(TEXT)
    assert ruler.point(-1) is None
    if unit is Unit.UTF_16:
        assert ruler.point(utf16("他说") + 1) is None
        assert len(known) == len(TEXT) + 1
    if unit is Unit.LINE_ENDS_ONCE:
        assert TEXT.index("\n") not in known
    if unit is Unit.CLUSTERS:
        assert TEXT.index("\u0301") not in known


def edges_one_by_one(text: str, unit: Unit) -> dict[int, int]:
    """Return the code point at each offset of a unit, counted in the plainest way."""
    points = [
        at for at in range(len(text) + 1) if unit is not Unit.CLUSTERS or widen(text, at, at) == (at, at)
    ]
    if unit is Unit.CLUSTERS:
        return dict(enumerate(points))
    if unit is Unit.LINE_ENDS_ONCE:
        points = [at for at in points if text[max(at - 1, 0) : at + 1] != "\r\n"]
        return {len(text[:at].replace("\r\n", "\n")): at for at in points}
    return {utf16(text[:at]) if unit is Unit.UTF_16 else at: at for at in points}


@pytest.mark.parametrize("unit", Unit)
def test_a_ruler_counts_any_text_as_one_would_by_hand(unit):
    chance = random.Random(1)  # noqa: S311 - the same texts each time
    for _ in range(100):
        text = "".join(chance.choices("a中😀𠮷e\u0301\r\n\u200d👩🇨🇳🇩क्ष \n", k=chance.randint(0, 14)))
        ruler, edges = Ruler(text, unit), edges_one_by_one(text, unit)

        assert {at: ruler.point(at) for at in range(-2, 32)} == {at: edges.get(at) for at in range(-2, 32)}


def test_label_studio_gives_tags_their_choices_and_links():
    choice = {**region("r1", "quote", "好吃"), "type": "choices", "from_name": "Quote-Type"}
    choice["value"] = {**choice["value"], "choices": ["direct"]}
    link = {
        "type": "relation",
        "from_id": "r1",
        "to_id": "r2",
        "direction": "left",
        "labels": ["attributed_to"],
    }
    raw = json.dumps(
        [task(region("r1", "quote", "好吃"), choice, region("r2", "source", "他"), link)]
    ).encode()

    file = read(raw, "tasks.json")

    assert (file.format, file.unit) == ("label-studio", Unit.CODE_POINTS)
    assert words_in(file) == [("source", "他"), ("quote", "好吃")]
    source, quote = file.documents[0].spans
    assert quote.attrs == {"quote_type": "direct"}
    assert quote.annotator == "1"
    assert [(one.from_key, one.to_key) for one in file.documents[0].relations] == [(source.key, quote.key)]


def test_label_studio_keeps_several_annotators_apart_and_leaves_out_what_is_no_tag():
    one = task(region("r1", "quote", "好吃"))
    one["annotations"] += [
        {"completed_by": {"id": 2, "email": "a@b.example"}, "result": [region("r1", "claim", "价格上涨")]},
        {"completed_by": 3, "was_cancelled": True, "result": [region("r1", "claim", "末段")]},
    ]
    one["predictions"] = [{"result": [region("p", "claim", "末段")]}]
    one["drafts"] = [{"result": []}]
    whole = {"id": "w", "type": "choices", "from_name": "mood", "value": {"choices": ["good"]}}
    one["annotations"][0]["result"].append(whole)

    file = read(json.dumps([one]).encode(), "tasks.json")

    assert [(span.words, span.annotator) for span in file.documents[0].spans] == [
        ("好吃", "1"),
        ("价格上涨", "2"),
    ]
    told = " ".join(said(file))
    assert all(
        words in told for words in ("Predictions", "Skipped", "Drafts", "“mood” is said of the whole text")
    )
    assert "a@b.example" not in told


def test_a_tag_whose_words_differ_is_left_out_with_where_and_what():
    wrong = region("r1", "quote", "好吃")
    wrong["value"] = {**wrong["value"], "text": "难吃"}

    file = read(json.dumps([task(wrong, region("r2", "claim", "末段"))]).encode(), "tasks.json")

    assert words_in(file) == [("claim", "末段")]
    assert any("item 1: The tag “quote”" in line and "难吃" in line and "好吃" in line for line in said(file))


def test_offsets_of_an_old_label_studio_are_known_by_their_words():
    late = region("r1", "claim", "价格上涨")
    start, end = found16("价格上涨")
    late["value"] = {**late["value"], "start": start, "end": end}

    file = read(json.dumps([task(late)]).encode(), "tasks.json")

    assert file.unit == Unit.UTF_16
    assert words_in(file) == [("claim", "价格上涨")]


def test_brat_brings_tags_attributes_links_events_and_notes():
    he, quote, late = found("他"), found("“𠮷野家😀好吃”"), found("价格上涨")
    ann = (
        f"T1\tSpeaker {he[0]} {he[1]}\t他\n"
        f"T2\tQuote {quote[0]} {quote[1]}\t“𠮷野家😀好吃”\n"
        f"T3\tRise {late[0]} {late[1]}\t价格上涨\n"
        "A1\tQuote-Type T2 direct\nM1\tNegated T2\n"
        "R1\tattributed_to Arg1:T2 Arg2:T1\n"
        "E1\tRise:T3 Said-By:T1\n"
        "#1\tAnnotatorNotes T2\t看一看\n"
        "N1\tReference T1 Wiki:1\t他\n"
    )

    file = read(brat(ann), "a.zip")

    spans = {span.key: span for span in file.documents[0].spans}
    assert (file.format, file.documents[0].text) == ("brat", TEXT)
    assert spans["T2"].attrs == {"quote_type": "direct", "negated": True}
    assert spans["T2"].note == "看一看"
    assert spans["T1"].attrs == {"reference": "Wiki:1"}
    assert {(link.from_key, link.to_key, link.kind) for link in file.documents[0].relations} == {
        ("T2", "T1", "attributed_to"),
        ("T3", "T1", "said_by"),
    }


def test_a_tag_in_pieces_becomes_a_tag_for_each_and_says_so():
    he, late = found("他"), found("末段")
    file = read(brat(f"T1\tQuote {he[0]} {he[1]};{late[0]} {late[1]}\t他 末段\n"), "a.zip")

    assert [(span.words, span.attrs) for span in file.documents[0].spans] == [
        ("他", {"fragment": "1/2"}),
        ("末段", {"fragment": "2/2"}),
    ]
    assert any("2 pieces" in line for line in said(file))


def test_brat_offsets_that_count_line_ends_once_are_known_by_their_words():
    start, end = (offset - 1 for offset in found("末段"))
    file = read(brat(f"T1\tClaim {start} {end}\t末段\n"), "a.zip")

    assert file.unit == Unit.LINE_ENDS_ONCE
    assert words_in(file) == [("Claim", "末段")]


@pytest.mark.parametrize(
    ("ann", "sentence"),
    [
        ("T1 nonsense\n", "no line that brat writes"),
        ("T1\tClaim 0 999\t他\n", "lies outside of the text"),
        ("T1\tClaim 0 1\t它\n", "should hold “它”"),
        ("A1\tNegated T9\n", "is not there"),
        ("R1\tfollows Arg1:T1 Arg2:T2\n", "A link “follows” leads to a tag that is not there"),
        ("?? what\n", "no line that brat writes"),
    ],
)
def test_a_broken_line_of_brat_has_a_sentence_and_the_text_comes_in(ann, sentence):
    file = read(brat(ann), "a.zip")

    assert file.documents[0].text == TEXT
    assert any(sentence in line for line in said(file))


def test_an_ann_without_its_text_is_named():
    raw = packed([("a.ann", b""), ("a.txt", "文。".encode()), ("b.ann", b""), ("README", b"x")])

    told = said(read(raw, "a.zip"))

    assert any(line.startswith("b.ann: There is no .txt") for line in told)
    assert any(line.startswith("README: ") for line in told)


def test_prodigy_gives_spans_and_links_between_tokens():
    he, late = found("他"), found("价格上涨")
    record = {
        "text": TEXT,
        "tokens": [{"start": he[0], "end": he[1]}, {"start": late[0] + 1, "end": late[1]}],
        "spans": [
            {"start": he[0], "end": he[1], "label": "PER", "token_start": 0, "certain": True},
            {"start": late[0], "end": late[1], "label": "claim"},
        ],
        "relations": [{"head": 1, "child": 0, "label": "said by"}],
        "answer": "accept",
        "_annotator_id": "anna",
    }

    file = read(lines(record, {**record, "answer": "reject"}), "p.jsonl")

    assert file.format == "prodigy"
    spans = {span.words: span for span in file.documents[0].spans}
    assert spans["他"].attrs == {"certain": True}
    assert spans["他"].annotator == "anna"
    link = file.documents[0].relations[0]
    assert (link.from_key, link.to_key, link.kind) == (spans["价格上涨"].key, spans["他"].key, "said_by")
    assert not file.documents[1].spans
    assert any("“reject”" in line for line in said(file))


def test_native_lines_keep_their_blocks_and_metadata():
    record = {
        "schema_version": "1.0",
        "external_id": "x-1",
        "title": "题",
        "lang": "zh-Hant",
        "publication": {
            "url": "https://news.example/1.html",
            "outlet": "示例日报",
            "published": "2026-11-20",
        },
        "text": "题\n文😀。",
        "text_sha256": "0" * 64,
        "blocks": [{"kind": "title", "start": 0, "end": 1}, {"kind": "paragraph", "start": 2, "end": 5}],
        "spans": [{"id": "a", "label": "claim", "start": 2, "end": 4, "text": "文😀", "status": "suggested"}],
        "relations": [{"type": "attributed_to", "from": "a", "to": "a"}],
    }

    file = read(lines(record), "n.jsonl")

    document = file.documents[0]
    assert [block.kind for block in document.blocks] == ["title", "paragraph"]
    told = document.article
    assert (told.title, told.lang, told.outlet, told.external_id) == ("题", "zh-Hant", "示例日报", "x-1")
    assert (told.published, told.published_kind, told.url) == (
        "2026-11-20",
        "day",
        "https://news.example/1.html",
    )
    assert not document.spans
    assert any("SHA-256 differs" in line for line in said(file))
    assert any("Suggestions" in line for line in said(file))


def test_tags_that_cross_paragraphs_end_in_blanks_or_cut_characters_are_kept_and_counted():
    cut = TEXT.index("\u0301")
    blank = found("  咖啡")
    record = {
        "text": TEXT,
        "spans": [
            {"start": 0, "end": found("末段")[1], "label": "a"},
            {"start": blank[0], "end": blank[1], "label": "b"},
            {"start": cut - 1, "end": cut, "label": "c"},
        ],
    }

    file = read(lines(record), "p.jsonl")

    assert len(file.documents[0].spans) == 3
    told = " ".join(said(file))
    assert all(words in told for words in ("several paragraphs", "in blanks", "cut a character"))


def test_of_a_text_with_very_many_tags_the_first_ones_are_shown_and_no_paragraph_behind_them():
    text = "他说😀。\n" * 3 + "末段"
    spans = [
        {"start": row * 5, "end": row * 5 + 3, "label": f"l{number}"}
        for row in (0, 1, 2)
        for number in range(300)
    ]
    file = read(lines({"text": text, "spans": spans}), "a.jsonl")

    first = contents_of(file, "a.jsonl").first

    assert first is not None
    assert len(first.spans) == SHOWN_SPANS
    assert first.text == "他说😀。\n他说😀。"
    assert first.paragraphs == ((0, 4), (5, 9))
