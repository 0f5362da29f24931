"""Pages whose article is not among their words: it is held as data, for a script to show."""

import json

import pytest

from articles.readers import embedded, read
from articles.readers.embedded import embedded_article
from articles.text.tree import parse_html
from tests.articles.pages import BODY, LAST, LEAD

TEXTS = [
    LEAD,
    BODY,
    LAST,
    "是非曲直 a < b & c 😀，𠮷先生说，这一段也不是真的，而且 he\u0301 读起来很长很长很长。",
]


def page(script: str, body: str = "<div id='root'></div>") -> str:
    head = "<title>没有的事</title><link rel='canonical' href='https://news.example.cn/a/1'>"
    return f"<!doctype html>\r\n<html><head>{head}{script}</head>\r\n<body>{body}</body></html>"


def told(text: str) -> list[tuple[str, str]]:
    (document,) = read(text.encode(), "a.html")
    return [(str(block.kind), block.text) for block in document.blocks[1:]]


def linked(body: str) -> str:
    data = {"@type": "NewsArticle", "headline": "没有的事", "datePublished": "2024-06-04T10:00:00+08:00"}
    return f'<script type="application/ld+json">{json.dumps({**data, "articleBody": body})}</script>'


def state(body: object, opening: str = "window.__INITIAL_STATE__ = ") -> str:
    data = json.dumps({"page": [{"id": 7, "detail": {"title": "没有的事", "content": body}}]})
    return f"<script>{opening}{data};(function(){{}})()</script>"


def test_an_article_that_is_only_in_the_pages_metadata_is_read_line_by_line() -> None:
    text = page(linked("\r\n\r\n".join(TEXTS)))

    assert told(text) == [("paragraph", words) for words in TEXTS]
    assert read(text.encode(), "a.html")[0].published == "2024-06-04T10:00:00+08:00"


def test_an_article_in_the_state_of_an_application_is_read_as_the_html_that_it_is() -> None:
    body = "".join(f"<p>{words}</p>" for words in TEXTS[:3]) + f"<h2>小标题</h2><p>{BODY}</p>" * 2

    assert told(page(state(body)))[3:5] == [("heading", "小标题"), ("paragraph", BODY)]
    assert told(page(f'<script type="application/json">{json.dumps({"html": body})}</script>'))[0][1] == LEAD


def test_what_the_page_shows_comes_before_what_it_holds() -> None:
    shown = "".join(f"<p>{words}</p>" for words in (LEAD, BODY, LAST, BODY))

    assert told(page(linked("别的话。" * 60), f"<article>{shown}</article>"))[0] == ("paragraph", LEAD)


@pytest.mark.parametrize(
    "script",
    [
        "<script>var a = {'content': 1}</script>",
        '<script type="application/json">{"content": "没有写完</script>',
        state("太短了，不是文章。"),
        state(["不", "是", "字"]),
        '<script type="application/json">[[[1, "字"]]]</script>',
    ],
)
def test_data_that_hold_no_article_are_none(script: str) -> None:
    assert embedded_article(parse_html(page(script))) == ""


def test_data_without_end_are_not_read_to_their_end(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = parse_html(page(state("<p>" + LEAD * 20)))
    monkeypatch.setattr(embedded, "_MOST_NODES", 2)
    assert embedded_article(tree) == ""
    monkeypatch.undo()
    monkeypatch.setattr(embedded, "_LONGEST_SCRIPT", 50)
    assert embedded_article(tree) == ""
    monkeypatch.undo()
    assert embedded_article(tree) == "<p>" + LEAD * 20
