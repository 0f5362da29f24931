"""Captions that only their place, their look or their credit tells."""

import time

import pytest

from tests.articles.pages import BODY, LAST, LEAD, kept, taken

SHOWN = "一只不存在的猫坐在门前𠮷😀。"


def captions(page: str) -> list[str]:
    return [
        text
        for kind, text in kept(f"<p>{LEAD}</p>\r\n{page}\r\n<p>{BODY}</p><p>{LAST}</p>")
        if kind == "caption"
    ]


@pytest.mark.parametrize(
    "credit",
    [
        "图/某社",
        "攝影：某某某",
        " 圖片來源：某某局",
        "图源：视觉中国",
        "图片 | 视觉中国",
        "某某社记者 某某 摄",
        "某某摄",
        "受访者供图",
        "REUTERS/Some Body",
        "Some Body/Pool via REUTERS",
        " Photo by Some Body on Unsplash",
        "资料图片",
        " 本文图片均为 某社记者 图",
        "記者某某某／攝影",
        "Foto: Some Body / Some Paper",
        " 某联社",
    ],
)
def test_whose_picture_it_is_goes_from_the_end_of_a_caption(credit: str) -> None:
    page = f"<figure><img><figcaption>{SHOWN}{credit}</figcaption></figure>"

    assert captions(page) == [SHOWN]
    assert ("credit", credit.strip()) in [(str(x.reason), x.text) for x in taken(page).dropped]


@pytest.mark.parametrize(
    "words",
    [
        "猫在二〇二〇年被人拍摄",
        "资料图片：二〇一九年的猫",
        "猫的照片（AP Photo/Some Body, file）",
        "看《猫》的视频“猫和he\u0301”截图。",
    ],
)
def test_words_that_only_sound_like_a_credit_stay_in_the_caption(words: str) -> None:
    assert captions(f"<figure><img><figcaption>{words}</figcaption></figure>") == [words]


@pytest.mark.parametrize(
    "words", ["某某 摄", "网络图片", "Photograph by Some Body/Getty Images", "摄影师：某某某"]
)
def test_a_caption_that_is_nothing_but_a_credit_is_none(words: str) -> None:
    assert captions(f"<figure><img><figcaption>{words}</figcaption></figure>") == []


@pytest.mark.parametrize(
    "page",
    [
        f"<p><img></p><p style='text-align: center'>{SHOWN}</p>",
        f"<p><img></p><p align='center'>{SHOWN}</p>",
        f"<p><img></p><p><em>{SHOWN}</em></p>",
        f"<p><img></p><p>{SHOWN}图/某社</p>",
        f"<p><img><br><i>{SHOWN}</i></p>",
        f"<p><img data-caption='{SHOWN}'></p>",
        f"<amp-img src='a'></amp-img><p><em>{SHOWN}</em></p>",
        f"<table><tr><td><img></td></tr><tr><td>{SHOWN}</td></tr></table>",
        f"<dl><dt><img></dt><dd>{SHOWN}</dd></dl>",
        f"<figure><img><p>{SHOWN}</p></figure>",
    ],
)
def test_what_stands_below_a_picture_and_looks_apart_is_its_caption(page: str) -> None:
    assert captions(page) == [SHOWN]


@pytest.mark.parametrize(
    "page",
    [
        f"<p style='text-align:center'>{SHOWN}</p>",
        f"<p><img></p><p style='text-align:center'><b>{SHOWN}</b></p>",
        "<p><img></p><p style='text-align:center'>引言</p>",
        f"<p><img></p><p><em>{SHOWN * 9}</em></p>",
        "<p><img></p><p><em>编辑：某某某</em></p>",
        f"<table><tr><td><img></td><td>{SHOWN}</td></tr></table>",
        f"<table><tr><td>甲</td><td>{SHOWN}</td></tr></table>",
        f"<table><tr><td><img></td></tr><tr><td>{SHOWN * 12}</td></tr></table>",
        f"<table><tr><td><img><table><tr><td>{SHOWN}</td></tr></table></td></tr></table>",
        "<table><tr><td><img></td></tr></table>",
    ],
)
def test_what_is_not_below_a_picture_or_reads_otherwise_is_no_caption(page: str) -> None:
    assert captions(page) == []


def test_a_picture_that_has_a_caption_does_not_say_it_twice() -> None:
    page = f"<figure><img data-caption='{SHOWN}'><figcaption>{SHOWN}</figcaption></figure>"

    assert captions(page) == [SHOWN]


def test_two_pictures_in_a_table_have_a_caption_each() -> None:
    page = f"<table><tr><td><img></td><td><img></td></tr><tr><td>{SHOWN}</td><td>另一只猫。</td></tr></table>"

    assert captions(page) == [SHOWN, "另一只猫。"]


@pytest.mark.parametrize("words", ["换言之，猫不能说话。", "“猫说了话吗？”"])
def test_a_sentence_that_begins_below_a_picture_is_the_article(words: str) -> None:
    assert captions(f"<p><img><br>{words}</p>") == []


@pytest.mark.parametrize("words", ["门前的猫", "门前的猫：这只猫从来没有来过，也没有人见过它。"])
def test_a_title_below_a_picture_is_its_caption_with_or_without_words(words: str) -> None:
    assert captions(f"<p><img><br>{words}</p>") == [words]


def test_the_small_words_below_a_film_are_its_caption_even_if_they_are_the_title() -> None:
    page = (
        f"<p>{LEAD}</p><div><video><p>看不了</p></video></div><div><small>没有的事</small></div><p>{BODY}</p>"
    )

    assert kept(page, title="没有的事")[1] == ("caption", "没有的事")


def test_a_caption_of_ten_thousand_line_ends_is_read_at_once() -> None:
    page = f"<figcaption><pre>{SHOWN}{chr(10) * 10_000}摄：某某</pre></figcaption>"

    before = time.process_time()

    assert captions(page)[0].startswith(SHOWN)
    assert time.process_time() - before < 1  # seconds; a pattern that looks back takes six


def test_a_short_caption_inside_a_link_is_no_column_of_the_site() -> None:
    assert captions(f"<a href='/b'><figure><img><figcaption>{SHOWN}</figcaption></figure></a>") == [SHOWN]


def test_a_short_line_below_a_picture_is_its_caption_where_the_outlet_writes_them_so() -> None:
    shown = "<figure><img></figure><p>某某像</p>"
    others = "<figure><img></figure><p>他说：</p><img><p><b>小标题</b></p>"
    page = f"<p>{LEAD}</p>{shown}<p>{BODY}</p>{others}<p>{LAST}</p>"

    assert kept(page, "yanjingshuping.com") == [
        ("paragraph", LEAD),
        ("caption", "某某像"),
        ("paragraph", BODY),
        ("paragraph", "他说："),
        ("heading", "小标题"),
        ("paragraph", LAST),
    ]


def test_a_caption_in_brackets_that_says_what_the_picture_shows_stays() -> None:
    page = f"<p>{LEAD}</p><figure><img><figcaption>（图为某某截图）</figcaption></figure><p>{BODY}</p>"

    assert kept(page)[1] == ("caption", "（图为某某截图）")


def test_the_heading_in_a_box_with_a_picture_is_its_caption() -> None:
    box = f"<div class='imgboxa'><div><img></div><h1>{SHOWN}</h1><p>Photo: AFP</p></div>"

    assert captions(box) == [SHOWN]


@pytest.mark.parametrize("sign", ["●", "▲", "△", "↑"])
def test_a_sign_that_points_up_below_a_picture_opens_a_caption(sign: str) -> None:
    assert captions(f"<p><img></p><p><b>{sign} 某个计划的宣传画</b></p>") == [f"{sign} 某个计划的宣传画"]
    assert captions(f"<p><img></p><p>{sign} 某个计划<br>第二行<br>第三行</p>") == []
