"""Boxes between the paragraphs of an article, on pages whose names tell nothing."""

import pytest

from articles.readers import read
from articles.readers.base import Document
from articles.text.blocks import Kind, Reason

TITLE = "手寫招牌店歇業"
TEXT = (
    "舊城最後一家手寫招牌店週日歇業，老闆把二十四支毛筆送給學徒😀。",
    "六十九歲的師傅十五歲入行，寫過三千多塊招牌𠮷，收過十一個徒弟。",
    "「電腦割字一塊三百，我寫一塊要三千。」他說，「客人選快的。」 e\u0301",
    "店面位於都更範圍內，年底前必須搬空，學徒打算在網路上接單。",
)


def taken(body: str) -> Document:
    raw = (
        f"<!doctype html><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{body}</body></html>"
    )
    [document] = read(raw.encode(), "saved.html")
    return document


def page(*between: str, wrap: str = "p") -> tuple[list[str], dict[str, str]]:
    inside = "<div><p>{}</p></div>" if wrap == "div" else "<p>{}</p>"
    parts = [inside.format(text) for text in TEXT]
    body = "\r\n".join([*parts[:2], *between, *parts[2:]])
    document = taken(f"<div>{body}</div>")
    kept = [block.text for block in document.blocks if block.kind != Kind.TITLE]
    return kept, {piece.text: piece.reason for piece in document.dropped}


@pytest.mark.parametrize(
    ("box", "reason"),
    [
        ("<div class='x1'><h4>本週精選</h4>每週六寄出的一封信。<form><input></form></div>", Reason.PROMOTION),
        ("<section class='x2'>喜歡就說一聲。<button>好</button></section>", Reason.PROMOTION),
        (
            "<div class='x3'><b>本期贊助</b>行李牌，給箱子。<a href='//x.example/1'>領取八折券</a></div>",
            Reason.PROMOTION,
        ),
        (
            "<aside class='x4'>也讀 <a href='//x.example/2'>老戲院手繪看板師傅的最後一幅</a></aside>",
            Reason.RELATED_LINKS,
        ),
        (
            "<div class='x6'><p>Enjoying it?</p><p>Join us.</p><a href='//x.example'>Subscribe</a></div>",
            Reason.PROMOTION,
        ),
        ("<div class='x5'>每天一篇國際書摘</div>", Reason.PAGE_FURNITURE),
    ],
)
@pytest.mark.parametrize("wrap", ["p", "div"])
def test_a_box_that_is_not_built_as_the_paragraphs_are_is_no_article(box, reason, wrap):
    kept, dropped = page(box, wrap=wrap)

    assert kept == list(TEXT)
    assert reason in dropped.values()


@pytest.mark.parametrize(
    ("box", "words"),
    [
        (
            "<div class='note'><b>更正</b><p>店齡應為五十四年，原文有誤。</p></div>",
            "店齡應為五十四年，原文有誤。",
        ),
        ("<div class='x'><h3>公休兩個字</h3></div>", "公休兩個字"),
        ("<div class='x'><img src=1.jpg><p>巷口的木板</p></div>", "巷口的木板"),
        (f"<div class='x'>{TEXT[0] * 14}</div>", TEXT[0] * 14),
        ("<div class='x'></div><blockquote><p>巷子就啞了。</p></blockquote>", "巷子就啞了。"),
        ("<div class='x'><ul><li>二十四支毛筆</li></ul></div>", "二十四支毛筆"),
    ],
)
def test_a_box_that_tells_something_stays(box, words):
    kept, _dropped = page(box)

    assert words in kept


def test_a_page_of_two_paragraphs_has_no_odd_boxes():
    document = taken(f"<div><p>{TEXT[0]}</p><div class='x'>短短一句</div><p>{TEXT[1]}</p></div>")

    assert "短短一句" in [block.text for block in document.blocks]


def test_a_page_without_paragraphs_has_no_boxes():
    document = taken(f"<div>{TEXT[0]}<br><br>{TEXT[1]}</div>")

    assert [block.text for block in document.blocks[1:]] == list(TEXT[:2])
