"""Web pages, pasted pages, Markdown, plain text, feeds and JSON Lines."""

import json

import pytest

from articles.readers import read
from tests.articles.saved import ASTRAL, BODY, LEAD, one, problem, texts

# Web pages and pasted pages

PAGE = f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>真的题目_某站</title>
<link rel="canonical" href="https://example.org/n/1?utm_medium=x">
<meta property="og:site_name" content="某站"><meta name="keywords" content="甲,乙">
<script type="application/ld+json">
{{"@type": "NewsArticle", "headline": "真的题目", "datePublished": "2020-07-16T01:07:49+08:00",
"author": [{{"name": "某甲"}}]}}</script></head>
<body><header><a href="/">首页</a></header><h1>真的题目</h1>
<div class="content"><p>{LEAD * 2}</p><p>{BODY * 2}</p>
<script>var x = "不是正文";</script></div><footer>版权所有</footer></body></html>"""


def test_a_web_page_gives_what_its_head_says() -> None:
    document = one(PAGE)

    assert (document.title, document.url, document.outlet) == ("真的题目", "https://example.org/n/1", "某站")
    assert (document.published, document.published_kind) == ("2020-07-16T01:07:49+08:00", "page")
    assert (document.authors, document.tags) == (("某甲",), ("甲", "乙"))
    assert texts(document) == ["真的题目", LEAD * 2, BODY * 2]


def test_all_words_of_a_web_page_are_kept_or_dropped() -> None:
    document = one(PAGE)

    words = "".join([*texts(document), *(piece.text for piece in document.dropped)])
    assert all(word in words for word in ("首页", "真的题目", LEAD, BODY, "版权所有"))
    assert "不是正文" not in words


def test_the_address_a_person_gives_goes_before_the_pages() -> None:
    assert (
        one(PAGE, address="https://www.bbc.com/zhongwen/1?at_medium=RSS").url
        == "https://www.bbc.com/zhongwen/1"
    )
    assert one(PAGE, address="https://www.bbc.com/zhongwen/1").outlet == "BBC中文"


@pytest.mark.parametrize(
    "data", ["{", "[]", "null", '{"@graph": [{"@type": "Article", "headline": 3}]}', "[" * 20_000]
)
def test_bad_metadata_does_not_spoil_a_page(data) -> None:
    head = f"<head><script type='application/ld+json'>{data}</script><title>题</title></head>"
    page = f"<html>{head}<body><p>{LEAD * 3}</p></body></html>"

    assert texts(one(page)) == ["题", LEAD * 3]


def test_the_day_between_title_and_text_is_the_pages_if_it_says_no_other() -> None:
    head = "<h1>长长的题目在此</h1><div>2019年10月01日 08:00 来源：某网</div>"
    page = f"<html><body>{head}<div><p>{LEAD * 3}</p></div></body></html>"

    assert (one(page).published, one(page).published_kind) == ("2019-10-01", "day")


def test_a_pasted_page_has_its_first_heading_for_a_title() -> None:
    pasted = f"<meta charset='utf-8'><h1 style='x'>粘贴的题目</h1><p>{LEAD}</p><p>{BODY}<br>又一行</p>"

    document = one(pasted, "clipboard", address="https://www.dw.com/zh/a-1?utm_source=x")

    assert texts(document) == ["粘贴的题目", LEAD, f"{BODY}\n又一行"]
    assert (document.url, document.outlet) == ("https://www.dw.com/zh/a-1", "德国之声")


def test_the_clipboard_of_windows_brings_only_its_fragment() -> None:
    head = "Version:0.9\r\nStartHTML:00000097\r\nEndHTML:00000200\r\nStartFragment:1\r\nEndFragment:2\r\n"

    document = one(
        f"{head}<html><body>外<!--StartFragment--><h2>题</h2><p>{LEAD}</p><!--EndFragment-->外</body></html>"
    )

    assert texts(document) == ["题", LEAD]


# Markdown, plain text, feeds


def test_markdown_gives_every_kind_of_block() -> None:
    text = (
        f"# 题目\n\n{LEAD}\n下一行\n\n## 小题\n\n- 一\n- 二\n\n> 引文\n\n"
        "| 国 | 数 |\n|---|---|\n| 甲 | 1 |\n\n![图](a.png)\n"
    )

    assert [(str(block.kind), block.text) for block in one(text).blocks] == [
        ("title", "题目"),
        ("paragraph", f"{LEAD}\n下一行"),
        ("heading", "小题"),
        ("list_item", "一"),
        ("list_item", "二"),
        ("blockquote", "引文"),
        ("table_row", "国 | 数"),
        ("table_row", "甲 | 1"),
    ]


def test_wrapped_lines_of_english_markdown_are_one_line() -> None:
    assert (
        texts(one("# Title\n\nSome words that were\nwrapped by hand.\n"))[1]
        == "Some words that were wrapped by hand."
    )


def test_a_page_that_collects_articles_gives_each_with_its_line() -> None:
    part = "## {0}\n`某栏目` [轉載自某站](https://example.org/{0})\n\n" + LEAD + "\n\n"

    documents = read(
        f"### [:house:返回首頁](https://example.org)\n---\n\n{part.format('甲篇')}{part.format('乙篇')}".encode(),
        "README.md",
    )

    assert [(document.title, document.locator, document.url) for document in documents] == [
        ("甲篇", "line 4", "https://example.org/甲篇"),
        ("乙篇", "line 9", "https://example.org/乙篇"),
    ]
    assert [document.outlet for document in documents] == ["某站", "某站"]
    assert all(texts(document)[1] == LEAD for document in documents)


def test_text_of_no_known_format_says_so() -> None:
    document = one(f"题目\n\nhttps://www.dw.com/zh/a-1\n\n{LEAD}\n第二行\n\n{BODY}")

    assert texts(document) == ["题目", f"{LEAD}\n第二行", BODY]
    assert (document.url, document.outlet) == ("https://www.dw.com/zh/a-1", "德国之声")
    assert document.notes == ("no known format: read as plain paragraphs",)


def test_plain_text_without_blank_lines_has_a_paragraph_a_line() -> None:
    assert texts(one(f"题目\n{LEAD}\n{BODY}")) == ["题目", LEAD, BODY]


def test_a_text_without_a_title_lends_its_first_sentence_and_keeps_it() -> None:
    assert texts(one(f"{LEAD}{BODY}\n\n{BODY}")) == [LEAD, f"{LEAD}{BODY}", BODY]
    assert texts(one("only one line")) == ["only one line", "only one line"]


def test_a_feed_gives_an_article_for_each_item_and_resolves_no_entity() -> None:
    feed = (
        '<?xml version="1.0" encoding="big5"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        '<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>某频道</title>'
        "<item><title>甲</title><link>https://example.org/1</link>"
        "<pubDate>Wed, 01 Jul 2020 06:07:37 GMT</pubDate>"
        "<dc:creator>某甲</dc:creator><category>类</category><description>&lt;p&gt;第一段内容在此。&lt;/p&gt;&x;</description></item>"
        "<item><title>乙</title><description>第二段内容在此。</description></item></channel></rss>"
    )

    first, second = read(feed.encode("big5hkscs", errors="xmlcharrefreplace"), "feed.xml")

    assert texts(first)[:2] == ["甲", "第一段内容在此。"]
    assert (first.url, first.published, first.authors, first.tags) == (
        "https://example.org/1",
        "2020-07-01T06:07:37Z",
        ("某甲",),
        ("类",),
    )
    assert (second.outlet, second.locator) == ("某频道", "item 2")


def test_an_atom_feed_is_read_with_its_own_names() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>频道</title><entry><title>题</title>'
        '<link rel="alternate" href="https://www.bbc.com/zhongwen/1"/><published>2020-07-16T01:07:49Z</published>'
        f'<author><name>某甲</name></author><category term="类"/><content type="xhtml">'
        f"<div><p>{LEAD}</p></div></content></entry></feed>"
    )

    document = one(feed)

    assert (document.outlet, document.published, document.authors, document.tags) == (
        "BBC中文",
        "2020-07-16T01:07:49Z",
        ("某甲",),
        ("类",),
    )
    assert texts(document) == ["题", LEAD]


# JSON Lines


def test_the_text_of_a_json_line_is_kept_character_for_character() -> None:
    said = f"  一\r\n\r\n {ASTRAL} \n\tcafé Ã©  "
    record = {"text": said, "title": "题", "url": "https://www.dw.com/a?utm_source=x", "id": 7}

    document = one(f"{json.dumps(record, ensure_ascii=False)}\r\n\n", "a.jsonl")

    assert document.verbatim == said
    assert texts(document) == ["一", ASTRAL, "café Ã©"]
    assert (document.title, document.url, document.outlet) == ("题", "https://www.dw.com/a", "德国之声")
    assert (document.external_id, document.locator) == ("7", "line 1")


def test_a_json_line_without_a_title_has_its_first_line_for_one() -> None:
    first, second = read(
        b'{"text": "\\n one \\ntwo"}\n\n{"text": "x", "meta": {"title": "y", "date": "2020-01-02"}}',
        "a.jsonl",
    )

    assert (first.title, first.published_kind) == ("one", "unknown")
    assert (second.title, second.locator, second.published) == ("y", "line 3", "2020-01-02")


def test_what_no_database_holds_is_replaced_in_a_json_line_with_a_note() -> None:
    document = one(r'{"text": "a\u0000b\ud800c"}')

    assert document.verbatim == "a\ufffdb\ufffdc"
    assert document.notes == ("replaced 2 characters that no database holds",)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"text": broken', "The line is not valid JSON."),
        ('{"title": "no text"}', 'The line has no "text" with words in it.'),
        ('{"text": 5}', 'The line has no "text" with words in it.'),
        ('{"text": " \\n "}', "The text is empty."),
        ("[" * 50_000, "The line is not valid JSON."),
    ],
)
def test_a_broken_line_is_named_by_its_number(line, what) -> None:
    refused = problem(f'{{"text": "good"}}\n{line}\n'.encode(), "a.jsonl")

    assert (refused.source_name, refused.what) == ("a.jsonl, line 2", what)
    assert refused.remedy.endswith(".")


def test_what_was_dropped_behind_a_title_that_was_found_keeps_its_place() -> None:
    document = one(f"<h1>题</h1><p>{LEAD}</p><div class='ads'>买一送一</div><p>尾巴。</p>")

    assert texts(document) == ["题", LEAD, "尾巴。"]
    assert [piece.after for piece in document.dropped] == [2]
