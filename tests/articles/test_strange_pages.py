"""Pages of sites that no rule describes, and files of other programs: the general rules are enough."""

import json

import pytest

from articles.readers import read
from articles.readers.base import Document
from articles.text.blocks import Kind, Reason

TEXT = (
    "台风周三凌晨在沿海登陆，当地已疏散三十万人，学校和企业停课停工😀。",
    "气象部门表示，这是今年以来登陆的最强台风，最大风力达到十五级𠮷。",
    "“我们一整夜没有合眼，屋顶的铁皮哗哗作响 e\u0301。”渔民陈大海对记者说。",
    "当地政府承诺在一周内恢复供电，并向受灾家庭发放临时补助。",
)
TITLE = "台风登陆：三十万人疏散"


def page(body: str, head: str = "") -> Document:
    raw = f"<!doctype html>\r\n<html><head><title>{TITLE}_某报</title>{head}</head><body>{body}</body></html>"
    [document] = read(raw.encode(), "saved.html")
    return document


def prose(*texts: str) -> str:
    return "\r\n".join(f"<p>{text}</p>" for text in texts)


def texts(document: Document, kind: Kind = Kind.PARAGRAPH) -> list[str]:
    return [block.text for block in document.blocks if block.kind == kind]


def reasons(document: Document) -> dict[str, str]:
    return {piece.text: piece.reason for piece in document.dropped}


MENU = "<nav><ul><li><a href=/1>首页</a></li><li><a href=/2>财经</a></li></ul></nav>"


def test_a_lead_and_a_caption_between_the_headline_and_the_text_are_article():
    document = page(
        f"{MENU}<article><header><h1>{TITLE}</h1><p class='article-standfirst'>至少四人遇难，工厂停工。</p>"
        "<div class='share-bar'>分享到微博和微信朋友圈</div>"
        "<div class='hero'><figure><img src=1.jpg>"
        "<figcaption>被淹的码头。<cite>某摄影师</cite></figcaption></figure></div>"
        f"</header><div class='rich-text'>{prose(*TEXT)}</div></article>"
        "<aside><figure><img src=2.jpg><figcaption>别的文章的图</figcaption></figure></aside>"
    )

    assert texts(document) == ["至少四人遇难，工厂停工。", *TEXT]
    assert texts(document, Kind.CAPTION) == ["被淹的码头。"]
    assert reasons(document)["某摄影师"] == Reason.CREDIT
    assert any("分享到微博" in text for text in reasons(document))


def test_a_lead_that_the_text_says_again_stands_once():
    document = page(
        f"<h1>{TITLE}</h1><div class='summary'>{TEXT[0]}</div><div class='content'>{prose(*TEXT)}</div>"
    )

    assert texts(document) == list(TEXT)


def test_an_article_in_several_pieces_is_whole():
    pieces = "".join(
        f"<div class='companion'><div>{prose(text, text[::-1])}</div></div><p>广告</p>" for text in TEXT
    )

    document = page(f"{MENU}<h1>{TITLE}</h1><section name=body>{pieces}</section>")

    assert texts(document) == [part for text in TEXT for part in (text, text[::-1])]


@pytest.mark.parametrize(
    ("address", "published"),
    [
        ("https://www.paper.example.cn/1.html", "2023-09-14T17:35:00+08:00"),
        ("https://www.paper.example.tw/1.html", "2023-09-14T17:35:00+08:00"),
        ("https://www.paper.example.com/1.html", "2023-09-14"),
    ],
)
def test_the_zone_of_a_time_is_that_of_the_country_in_the_address(address, published):
    document = page(
        f"<h1>{TITLE}</h1><div>2023年09月14日 17:35 来源：某报</div><div>{prose(*TEXT)}</div>",
        f"<link rel=canonical href={address}>",
    )

    assert document.published == published


def test_the_head_and_the_page_agree_on_the_day_before_the_page_gives_the_hour():
    document = page(
        f"<h1>{TITLE}</h1><div>2023-09-16 08:00</div><div>{prose(*TEXT)}</div>",
        "<meta name=publishdate content=2023-09-14><link rel=canonical href=https://a.example.cn/x>",
    )

    assert (document.published, document.published_kind) == ("2023-09-14", "day")


def test_a_time_that_stands_alone_between_paragraphs_is_no_paragraph():
    document = page(
        f"<main><h1>{TITLE}</h1>{prose(TEXT[0])}<time>9月14日</time>{prose(*TEXT[1:])}"
        "<p>他在<time datetime=2023-09-01>九月一日</time>出海，至今没有回来。</p></main>"
    )

    assert texts(document) == [*TEXT, "他在九月一日出海，至今没有回来。"]
    assert reasons(document)["9月14日"] == Reason.TIME_LINE


def test_the_last_headings_above_nothing_but_links_go_with_them():
    links = "<ul><li><a href=/1>别的文章之一</a></li><li><a href=/2>别的文章之二</a></li></ul>"

    document = page(
        f"<main><h1>{TITLE}</h1><h2>灾情</h2>{prose(*TEXT)}<h2>有关话题</h2>{links}<h2>更多</h2>{links}</main>"
    )

    assert texts(document, Kind.HEADING) == ["灾情"]
    assert reasons(document)["有关话题"] == Reason.RELATED_LINKS


def test_a_digest_keeps_its_headings():
    part = "<h2>一周要闻{0}</h2><ul><li><a href=/{0}>文章{0}的题目在这里</a></li></ul>"

    document = page(f"<main><h1>{TITLE}</h1>{prose(*TEXT)}{''.join(part.format(n) for n in range(4))}</main>")

    assert len(texts(document, Kind.HEADING)) == 4


def test_captions_in_parentheses_are_captions_and_only_sources_are_credits():
    figure = "<figure><img src=1.jpg><figcaption>{}</figcaption></figure>"

    document = page(
        f"<main><h1>{TITLE}</h1>{prose(*TEXT[:2])}"
        f"{figure.format('（陈大海一家在被毁的房屋前，图为次日情景）')}"
        f"{figure.format('（法新社）')}{figure.format('码头 Photograph: Li Wei/AFP')}"
        f"{prose(*TEXT[2:])}</main>"
    )

    assert texts(document, Kind.CAPTION) == ["（陈大海一家在被毁的房屋前，图为次日情景）", "码头"]
    assert reasons(document)["（法新社）"] == Reason.CREDIT


def test_the_account_is_the_outlet_where_the_site_is_a_platform():
    document = page(
        f"<h1>{TITLE}</h1><a id=js_name> 人物笔记 </a><div id=js_content>{prose(*TEXT)}</div>",
        "<meta property=og:site_name content=微信公众平台>",
    )

    assert document.outlet == "人物笔记"


HUGO = """+++
title = "台风与供应链"
date = 2023-09-17T09:00:00+08:00
tags = ["台风", "供应链"]
authors = ["王五"]
canonicalURL = "https://blog.example/p/1"
+++

{}[^1]

{{{{< figure src="a.jpg" caption="停工的厂房" >}}}}

{{{{% youtube abc %}}}}

{}

![不显示](b.png "港口的图")

[^1]: 数据来自官方通报。
""".format(*TEXT)


def test_a_post_of_hugo_with_toml_shortcodes_and_footnotes():
    [document] = read(HUGO.replace("\n", "\r\n").encode(), "post.md")

    assert (document.title, document.url) == ("台风与供应链", "https://blog.example/p/1")
    assert (document.authors, document.tags) == (("王五",), ("台风", "供应链"))
    assert document.published == "2023-09-17T01:00:00Z"
    assert texts(document) == [f"{TEXT[0]}[1]", TEXT[1], "[1] 数据来自官方通报。"]
    assert texts(document, Kind.CAPTION) == ["停工的厂房", "港口的图"]
    assert reasons(document)["youtube abc"] == Reason.PLAYER


def test_toml_that_is_broken_is_read_line_by_line():
    [document] = read(HUGO.replace('["台风", ', "[台风, ").encode(), "post.md")

    assert document.title == "台风与供应链"
    assert "front matter is not valid TOML: read line by line" in document.notes


def test_lines_that_say_what_a_plain_text_is_are_no_text():
    head = f"{TITLE}\r\n来源：某晚报\r\n作者：王五\r\n日期：2023-09-14\r\n原文链接：https://paper.example/9\r\n\r\n"

    [document] = read((head + "\r\n\r\n".join(TEXT)).encode("gb18030", "ignore"), "a.txt")

    assert (document.title, document.outlet, document.authors) == (TITLE, "某晚报", ("王五",))
    assert (document.url, document.published) == ("https://paper.example/9", "2023-09-14")
    assert len(texts(document)) == len(TEXT)
    assert reasons(document)["日期：2023-09-14"] == Reason.TIME_LINE


def test_an_interview_and_a_letter_keep_their_labels():
    for first in ("作者：你好，请问你是怎么看这件事情的呢？", f"{TEXT[0]}\n来源：他们没有说明"):
        [document] = read(f"{first}\n\n{TEXT[1]}\n\n{TEXT[2]}\n\n来源：某报".encode(), "a.txt")

        assert not document.dropped
        assert "来源：某报" in "\n".join(texts(document))


@pytest.mark.parametrize(
    "line",
    [
        "（本文来自某新闻，更多原创资讯请下载“某新闻”APP）",
        "Reporting by Ann Lee in Taipei; Editing by Bob Ray",
        "《 人民日报 》（ 2023年09月15日 02 版）",
        "A version of this article appears in print on Sept. 15, 2023, Section A, Page 1.",
    ],
)
def test_what_a_site_writes_below_its_articles_is_no_article(line):
    document = page(f"<main><h1>{TITLE}</h1>{prose(*TEXT, line)}</main>")

    assert texts(document) == list(TEXT)
    assert line in reasons(document)


def test_a_text_that_stands_in_the_body_itself_is_found():
    document = page(
        f"<table><tr><td>{MENU}</td></tr></table><h1>{TITLE}</h1>{prose(*TEXT)}<div>版权所有 ICP备1号</div>"
    )

    assert texts(document) == list(TEXT)


def test_a_first_paragraph_apart_from_the_others_is_article():
    lead = "他们说，灾情比最初估计的更严重，许多村庄至今没有电，也没有干净的水，救援人员只能步行进入。"
    document = page(
        f"{MENU}<h1>{TITLE}</h1><div class='share'>分享</div><div><p><strong>{lead * 2}</strong></p></div>"
        "<div class='hint'><p>本站使用 cookie。继续浏览即表示您同意我们为了统计和改进服务而使用它们，"
        "您随时可以在设置里拒绝，并删除已有的记录。</p></div>"
        f"<div class='t'>{prose(*TEXT)}</div>"
    )

    assert texts(document) == [lead * 2, *TEXT]


def test_a_long_quotation_is_not_the_whole_article():
    document = page(
        f"<div><h1>{TITLE}</h1><p>以下是信的全文：</p><blockquote>{prose(*TEXT)}</blockquote><p>信到此为止。</p></div>"
    )

    assert texts(document) == ["以下是信的全文：", "信到此为止。"]
    assert texts(document, Kind.BLOCKQUOTE) == list(TEXT)


def test_a_table_that_lays_out_an_old_page_is_no_data():
    raw = (
        f"<html><head><title>{TITLE} - 老周的博客</title></head><body><table><tr>"
        "<td><b>栏目</b><br><a href=1>随笔</a></td>"
        f"<td><font size=5><b>{TITLE}</b></font><br>{'<br><br>'.join(TEXT)}</td></tr></table></body></html>"
    )

    [document] = read(raw.encode("gb18030"), "old.htm")

    assert document.title == TITLE
    assert [text for text in texts(document) if text in TEXT] == list(TEXT)
    assert not texts(document, Kind.TABLE_ROW)


def test_lines_without_blank_lines_between_are_paragraphs_below_labels_too():
    [document] = read("\n".join([TITLE, "时间：2024年3月15日 08:30", *TEXT]).encode(), "a.txt")

    assert texts(document) == list(TEXT)
    assert document.published == "2024-03-15"


def test_points_and_a_caption_around_the_main_part_are_article():
    document = page(
        f"<h1>{TITLE}</h1><ul class='article-summary'><li>灾情严重</li><li>救援继续</li></ul>"
        f"<div class='full-text'>{prose(*TEXT)}</div><div><img src=1.jpg><p class='caption'>码头。</p></div>"
        "<div class='related-list'><figure><img src=2.jpg><figcaption>别的图</figcaption></figure></div>"
    )

    assert texts(document, Kind.LIST_ITEM) == ["灾情严重", "救援继续"]
    assert texts(document, Kind.CAPTION) == ["码头。"]


def test_the_name_of_a_json_feed_is_the_outlet_of_what_is_in_it():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "法讯",
        "items": [{"title": "甲", "content_html": prose(TEXT[0])}, {"title": "乙", "content_text": TEXT[1]}],
    }

    assert [one.outlet for one in read(json.dumps(feed).encode(), "feed.json")] == ["法讯", "法讯"]
