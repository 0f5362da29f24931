"""Articles as values: CSV and its kin, and files that are one JSON value."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.problems import ImportProblem
from articles.readers import read
from tests.articles.saved import ASTRAL, BODY, LEAD, one, problem, texts

HEAD = "id,title,url,outlet,published,author,tags,text\n"
SAID = f'  {LEAD}\r\n\r\n"{ASTRAL}" '


def row(*cells: str) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\r\n"


def test_the_text_of_a_cell_is_kept_character_for_character() -> None:
    table = HEAD + row(
        "7", "题", "https://www.dw.com/a?utm_source=x", "", "2020-01-02", "某甲；某乙", "a|b", SAID
    )

    document = one(table, "a.csv")

    assert document.verbatim == SAID
    assert texts(document) == [LEAD, f'"{ASTRAL}"']
    assert (document.title, document.url, document.outlet) == ("题", "https://www.dw.com/a", "德国之声")
    assert (document.published, document.published_kind) == ("2020-01-02", "day")
    assert (document.authors, document.tags) == (("某甲", "某乙"), ("a", "b"))
    assert (document.external_id, document.format) == ("7", "CSV")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_columns_with_chinese_names_are_known_in_every_encoding(delimiter, encoding) -> None:
    lines = [["标题", "网址", "媒体", "发布时间", "正文"], ["题", "", "某报", "2020年1月2日", LEAD + BODY]]
    table = "\r\n".join(delimiter.join(line) for line in lines)

    document = one(table.encode(encoding), "a.csv")

    assert (document.title, document.outlet, document.published) == ("题", "某报", "2020-01-02")
    assert document.verbatim == LEAD + BODY


def test_rows_are_counted_as_a_spreadsheet_does_and_empty_ones_left_out() -> None:
    documents = read('title,text\n甲,"一\n二"\n,\n乙,三\n'.encode(), "a.csv")

    assert [document.locator for document in documents] == ["row 2", "row 4"]


def test_a_cell_that_holds_a_page_is_cleaned() -> None:
    page = f"<p>{LEAD}</p><script>x()</script><p>{ASTRAL}</p>"

    document = one("title,url,content\n" + row("题", "https://a.example/b/c", page))

    assert texts(document) == ["题", LEAD, ASTRAL]
    assert document.verbatim is None
    assert (document.url, document.locator) == ("https://a.example/b/c", "row 2")


def test_a_cell_called_text_is_never_taken_for_a_page() -> None:
    assert one("title,text\n题,<p>字</p>\n").verbatim == "<p>字</p>"


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ("题,\n", "The row has no text."),
        ("题,字,多\n", "The row has more cells than there are columns, or a quotation mark is missing."),
        ("题, \u3000 \n", "The text is empty."),
    ],
)
def test_a_broken_row_is_named_by_its_number(lines, what) -> None:
    refused = problem(f"title,text\n题,好\n{lines}".encode(), "a.csv")

    assert (refused.source_name, refused.what) == ("a.csv, row 3", what)
    assert refused.remedy.endswith(".")


def test_a_table_without_rows_is_refused() -> None:
    assert problem(b"title,text\n", "a.csv").what == "There is no row below the names of the columns."


@pytest.mark.parametrize(
    "prose",
    ["The text, and the title, of this song, are lost.\n\nNobody minds.", "正文，标题\n\n什么都没有。"],
)
def test_prose_with_commas_is_no_table(prose) -> None:
    assert one(prose).format == "plain text"


@given(st.text(alphabet='title,text\t;|"\r\n甲😀𠮷e\u0301', max_size=60))
def test_any_table_gives_articles_or_a_problem(rest) -> None:
    try:
        documents = read(f"title,text\n{rest}".encode(), "a.csv")
    except ImportProblem:
        return
    assert all(document.verbatim and document.locator.startswith("row ") for document in documents)


# One JSON value


def test_a_list_of_articles_gives_each_with_its_place() -> None:
    first, second = read(
        json.dumps([{"标题": "甲", "正文": SAID, "日期": "2020-01-02"}, {"text": BODY}], indent=1).encode(),
        "a.json",
    )

    assert (first.title, first.verbatim, first.published) == ("甲", SAID, "2020-01-02")
    assert (first.format, first.locator, second.locator) == ("JSON", "item 1", "item 2")


def test_an_article_on_several_lines_is_one_article() -> None:
    record = {"text": SAID, "date": 1643953383000, "author": [{"name": "某甲"}], "source": {"name": "某报"}}

    document = one(json.dumps(record, indent=2, ensure_ascii=False), "a.json")

    assert (document.verbatim, document.locator, document.authors) == (SAID, "", ("某甲",))
    assert (document.outlet, document.published) == ("某报", "2022-02-04T05:43:03Z")


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_feed_is_the_list_of_its_items(indent) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "某站",
        "items": [
            {"id": "1", "url": "https://a.example/b/c", "title": "题", "content_html": f"<p>{LEAD}</p>"},
            {"id": "2", "content_text": ASTRAL},
        ],
    }

    first, second = read(json.dumps(feed, indent=indent).encode(), "feed.json")

    assert (texts(first), first.url) == (["题", LEAD], "https://a.example/b/c")
    assert (second.verbatim, second.external_id) == (ASTRAL, "2")


@pytest.mark.parametrize(
    ("raw", "name", "what"),
    [
        (
            '[{"text": "好"}, {"title": "无"}]',
            "a.json, item 2",
            'The article has no "text" with words in it.',
        ),
        ('[{"text": "好"}, 5]', "a.json, item 2", 'The article has no "text" with words in it.'),
        ('[{"text": "好"}', "a.json", "The file is not valid JSON."),
        ('{\n "items": []\n}', "a.json", "There is no article in the list."),
        ('{\n "title": "无"\n}', "a.json", 'The article has no "text" with words in it.'),
        ('[{"text": ' + "[" * 100_000, "a.json", "The file is not valid JSON."),
    ],
)
def test_a_broken_json_file_is_refused_with_a_sentence(raw, name, what) -> None:
    refused = problem(raw.encode(), "a.json")

    assert (refused.source_name, refused.what) == (name, what)
    assert refused.remedy.endswith(".")


@pytest.mark.parametrize("text", ["[题目](https://a.example/b)\n\n正文。", '{"text": "一"}\n{"text": "二"}'])
def test_links_and_json_lines_are_not_taken_for_one_json_value(text) -> None:
    assert all(document.format != "JSON" for document in read(text.encode(), "a.md"))
