"""Titles, names and times that the makers of a page mark in their own way, and others' beside them."""

import pytest

from articles.readers import read

TITLE = "纜車九月停駛，半山三個聚落要繞路"
TEXT = (
    "纜車公司週三宣布，運行了六十三年的北線將於九月底停駛😀。",
    "公司說，鋼索與支架的檢修費用連年上漲，去年換索就花了兩千萬元。",
    "北線是半山三個聚落唯一的公共交通𠮷，停駛後要繞四十分鐘 e\u0301。",
)
PROSE = "".join(f"<p>{text}</p>\r\n" for text in TEXT)


def page(body, head=f"<title>{TITLE}</title>"):
    raw = f"<!doctype html>\r\n<html><head>{head}</head><body>{body}</body></html>"
    [document] = read(raw.encode(), "saved.html")
    return document


def titled(shown, body, stated=""):
    meta = f'<meta property="og:title" content="{stated}">' if stated else ""
    return page(body + f"<div>{PROSE}</div>", f"<title>{shown}</title>{meta}").title


def test_the_site_s_name_in_a_heading_of_the_first_order_is_no_title():
    logo = "<header><h1><a href='/'>山城剪報</a></h1></header>"

    assert titled(f"{TITLE}_交通_山城剪報", f"{logo}<h2>{TITLE}</h2>") == TITLE
    assert titled("纜車九月起停駛，三個聚落要繞路 - 山城剪報", f"{logo}<h1>{TITLE}</h1>") == TITLE


def test_a_short_title_behind_the_site_s_long_name_is_still_the_title():
    assert titled("半山區交通文化遺產保護協會 - 纜車停駛", "<h1>纜車停駛</h1>") == "纜車停駛"


def test_readers_see_a_longer_title_than_search_engines():
    stated = "纜車九月停駛 半山聚落要繞路"

    assert titled("無關的字", f"<h1>{TITLE}</h1>", stated) == TITLE
    assert titled(stated, f"<h1>{TITLE}</h1>") == TITLE
    # More around the same words is a column.
    assert titled(stated, f"<h1>【交通】{stated} 2024-05-01</h1>", stated) == stated
    # Another heading is that of something else.
    assert titled(stated, "<h1>新聞中心</h1>", stated) == stated


def test_a_hyphen_inside_a_word_parts_no_title():
    assert (
        titled("How COVID-19 and self-driving buses met - Town Post", "")
        == "How COVID-19 and self-driving buses met"
    )


@pytest.mark.parametrize(
    "mark",
    [
        "<div class='author'><span class='name'>沈一禾</span><span>2024-05-01 12:00</span></div>",
        "<p class='article-byline'>文／<a href='/a/1'>沈一禾</a> 發布</p>",
        "<span class='reporter'>記者 沈一禾</span>",
        "<em itemprop='author'>作者：沈一禾</em>",
        "<a class='c-post__author-link' href='/u/7'>沈一禾</a>",
    ],
)
def test_a_mark_beside_the_headline_names_the_author(mark):
    assert page(f"<article><h1>{TITLE}</h1>{mark}<div>{PROSE}</div></article>").authors == ("沈一禾",)


@pytest.mark.parametrize("name", ["王𠮷", "㐱文和", "𠮷娜·买买提"])
def test_a_name_may_hold_rare_characters(name):
    mark = f"<div class='author'>作者：{name}</div>"

    assert page(f"<article><h1>{TITLE}</h1>{mark}<div>{PROSE}</div></article>").authors == (name,)


def test_several_names_in_one_mark_are_all_authors():
    mark = "<div class='byline'>By <a>Anna de Witt</a> and <a>Bo Lin</a>, <a>Cai Mo</a> Share 12</div>"

    assert page(f"<article><h1>{TITLE}</h1>{mark}<div>{PROSE}</div></article>").authors == (
        "Anna de Witt",
        "Bo Lin",
        "Cai Mo",
    )


@pytest.mark.parametrize(
    "mark",
    [
        "<div class='author'>責任編輯</div>",
        "<div class='author'>更多文章</div>",
        f"<div class='author'>{'沈一禾' * 80}</div>",
        "<div class='related'><span class='author'>沈一禾</span></div>",
        "<div class='author'></div>",
    ],
)
def test_what_is_no_name_or_another_s_is_no_author(mark):
    assert page(f"<article><h1>{TITLE}</h1>{mark}<div>{PROSE}</div></article>").authors == ()


def test_marks_behind_the_article_name_the_author_only_inside_its_own_element():
    mark = "<div class='author'>沈一禾</div>"

    assert page(f"<article><h1>{TITLE}</h1><div>{PROSE}</div>{mark}</article>").authors == ("沈一禾",)
    assert page(f"<h1>{TITLE}</h1><div>{PROSE}</div>{mark}").authors == ()
    assert page(f"{mark}<h1>{TITLE}</h1><div>{PROSE}</div>").authors == ()


def test_the_head_s_line_of_names_is_parted_and_said_once():
    head = f'<title>{TITLE}</title><meta name="parsely-author" content="By Anna Witt, Bo Lin, and Cai Mo">'
    links = "<a rel='author' href='/1'>ANNA WITT</a><a rel='author' href='/2'>More stories by Bo Lin</a>"

    assert page(f"<h1>{TITLE}</h1>{links}<div>{PROSE}</div>", head).authors == (
        "Anna Witt",
        "Bo Lin",
        "Cai Mo",
    )


def test_a_name_in_the_words_ends_before_a_month_or_a_button():
    for behind in ("December 22, 2016", "Published 12:04", "Share 4", "Contributor"):
        document = page(f"<h1>{TITLE}</h1><div>by Sasha Bell {behind}</div><div>{PROSE}</div>")

        assert document.authors == ("Sasha Bell",)


def test_the_time_of_a_framed_post_or_a_comment_is_not_the_article_s():
    post = '<blockquote class="insta"><time datetime="2015-01-02T03:04:05+08:00">x</time></blockquote>'
    comment = '<div class="comment"><time datetime="2016-01-02T03:04:05+08:00">x</time></div>'

    document = page(f"<article><h1>{TITLE}</h1><div>{PROSE}{post}</div>{comment}</article>")

    assert document.published is None


def test_a_day_takes_its_hour_from_another_clock_of_the_same_day():
    day, other = (
        '<time datetime="2024-05-01">5/1</time>',
        '<time datetime="2024-06-01T09:00:00+08:00">6/1</time>',
    )
    hour = '<abbr title="2024-05-01T12:30:00+08:00">12:30</abbr><abbr title="Doctor">Dr</abbr>'

    assert (
        page(f"<article><h1>{TITLE}</h1>{day}<div>{PROSE}</div>{other}</article>").published == "2024-05-01"
    )
    assert (
        page(f"<article><h1>{TITLE}</h1>{day}<div>{PROSE}</div>{hour}</article>").published
        == "2024-05-01T12:30:00+08:00"
    )


def test_a_clock_far_from_the_headline_is_asked_where_there_is_none_beside_it():
    bar = '<div class="bar"><time datetime="2024-05-01T12:30:00+08:00">12:30</time></div>'

    assert page(f"<h1>{TITLE}</h1><div>{PROSE}</div>{bar}").published == "2024-05-01T12:30:00+08:00"


@pytest.mark.parametrize(
    "above",
    [
        "<br />\n<b>Warning</b>: Disk quota exceeded in <b>/home/x.php</b><br />\n",
        "<script>var a = 1;</script>\n",
    ],
)
def test_a_page_below_the_warnings_of_its_server_is_a_page(above):
    head = f'<title>{TITLE}_某报</title><meta property="article:published_time" content="2024-05-01">'
    body = f"<body><h1>{TITLE}</h1><div>{PROSE}</div></body>"
    raw = f"{above}<!doctype html>\n<html><head>{head}</head>{body}</html>"
    [document] = read(raw.encode(), "saved.html")

    assert (document.format, document.title, document.published) == ("web page", TITLE, "2024-05-01")
    assert [block.text for block in document.blocks[1:]] == list(TEXT)
    assert document.dropped[0].text in {"Warning: Disk quota exceeded in /home/x.php", "var a = 1;"}


def test_old_pages_say_the_title_in_bold_before_the_column_s_name():
    bold = f"<div><b>{TITLE}</b></div>"

    assert titled(f"{TITLE} 交通欄_剪報", bold) == TITLE
    assert titled(f"{TITLE} 交通欄_剪報", "<div><b>纜車</b></div>") == f"{TITLE} 交通欄"
    assert titled(TITLE, bold) == TITLE


def test_a_page_that_is_centered_as_a_whole_has_no_captions_for_that():
    short = "<p><img src=1.jpg></p><p>檢修要花兩千萬元。</p>"
    centered = f"<h1>{TITLE}</h1><div>{PROSE}<center>{short}</center></div>"
    kinds = [
        block.kind for block in page(f"<center><h1>{TITLE}</h1><div>{PROSE}{short}</div></center>").blocks
    ]

    assert kinds.count("caption") == 0
    assert [block.text for block in page(centered).blocks if block.kind == "caption"] == [
        "檢修要花兩千萬元。"
    ]


def test_the_day_may_stand_below_the_article_behind_its_label():
    below = "<table><tr><td>发布日期：2019-03-06 责任编辑：龙一苇</td></tr></table>"

    assert page(f"<h1>{TITLE}</h1><div>{PROSE}</div>{below}").published == "2019-03-06"
