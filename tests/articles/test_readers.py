"""Feed items, posts and mirror pages: from bytes to documents."""

import json

import pytest

from articles.readers import READERS
from articles.readers.front_matter import split_front_matter
from articles.text.blocks import Block, Kind
from tests.articles.saved import ASTRAL, BODY, LEAD, item, one, texts

# Every format


def test_every_reader_has_a_name_of_its_own_and_the_last_takes_any_text() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)
    assert READERS[-1].recognises("whatever")
    assert all(reader.__doc__ for reader in READERS)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (item(), "feed item"),
        (f"---\ntitle: 题\n---\n{item()}", "Jekyll post"),
        (f"---\ntitle: 题\n---\n<article><p>{LEAD}</p></article>", "Jekyll post"),
        (f"---\ntitle: 题\n---\n\n{LEAD}\n", "Markdown"),
        (f"### 题\n------\n\n<p>{LEAD}</p>\n原文链接：https://www.dw.com/a\n", "mirror page"),
        (f"# 题\n\n{LEAD}\n", "Markdown"),
        (f"<!DOCTYPE html><html><body><p>{LEAD}</p></body></html>", "web page"),
        (f"<p>{LEAD}</p>", "pasted page"),
        (
            f"<rss><channel><item><title>题</title><description>{LEAD}</description></item></channel></rss>",
            "feed",
        ),
        (json.dumps({"text": LEAD}), "JSON Lines"),
        (LEAD, "plain text"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_each_format_is_recognised_whatever_the_line_ends(text, name, line_end) -> None:
    document = one(text.replace("\n", line_end))

    assert document.format == name
    assert LEAD in texts(document)


@pytest.mark.parametrize("wrap", ["{}", "# 题\n\n{}", "<p>{}</p>", "<html><body><p>{}</p></body></html>"])
def test_rare_characters_come_through_every_format(wrap) -> None:
    assert ASTRAL in texts(one(f"{wrap.format(ASTRAL + LEAD)}\r\n"))[-1]
    assert ASTRAL in texts(one(item(lead=ASTRAL)))


# Feed items and posts


def test_a_feed_item_gives_title_address_outlet_time_and_language() -> None:
    document = one(
        item(title="[World] 元首说：&quot;好&quot;　再见", address="http://www.rfi.fr//cn/x?utm_source=feed")
    )

    assert document.title == '元首说："好" 再见'
    assert document.blocks[0] == Block(Kind.TITLE, document.title)
    assert document.url == "http://www.rfi.fr/cn/x"
    assert (document.outlet, document.lang) == ("法广", "zh-Hans")
    assert (document.published, document.published_kind) == ("2022-02-04T05:43:03Z", "feed")
    assert document.tags == ("World",)
    assert document.notes == ()


def test_the_pages_own_time_goes_before_the_feeds_where_its_zone_is_certain() -> None:
    line = "<div><i>2022-02-04T05:00:00.000Z</i></div>"
    certain, uncertain = (
        one(item(address=address, lead=f"{line}{LEAD}"))
        for address in ("https://www.dw.com/a", "https://www.zaobao.com/realtime/story20220203-1")
    )

    assert (certain.published, certain.published_kind) == ("2022-02-04T05:00:00Z", "page")
    assert uncertain.outlet == "联合早报"
    assert one(item(address="https://www.zaobao.com/x/story20220203-1")).published == "2022-02-03"


def test_a_title_may_hold_brackets_and_parentheses() -> None:
    assert (
        one(item(title="问（一）[二](三) 四", address="https://www.dw.com/a(b)c")).title
        == "问（一）[二](三) 四"
    )
    assert one(item(address="https://www.dw.com/a(b)c")).url == "https://www.dw.com/a(b)c"


def test_what_stands_below_a_feed_item_is_dropped_after_its_blocks() -> None:
    document = one(item(body=f"{BODY}</p><p>获取更多RSS：<br>https://feedx.net"))

    assert [(str(piece.reason), piece.after) for piece in document.dropped] == [("feed_footer", 3)]


def test_a_dated_item_without_a_stamp_has_its_time_from_the_line() -> None:
    headline = "[题](https://chinadigitaltimes.net/chinese/1/)\n------\n"
    text = f"{headline}日期：Wed, 01 Jul 2020 06:07:37 +0000\n\n<p>{LEAD}</p>"

    document = one(text)

    assert document.published == "2020-07-01T06:07:37Z"
    assert texts(document) == ["题", LEAD]


FRONT = """---
layout: post
title: "{title}"
date: 2022-02-04T05:43:03.000Z
author: {author}
from: https://www.bbc.com/zhongwen/simp/world-1?at_medium=RSS
tags: [ BBC, 外交 ]
categories: [ BBC ]
---
"""


def test_the_headline_of_a_post_is_the_better_copy_of_the_title() -> None:
    document = one(
        FRONT.format(title="被截断的", author="BBC")
        + item(title="被截断的题目...", address="https://www.bbc.com/zhongwen/simp/world-1")
    )

    assert document.title == "被截断的题目..."
    assert (document.outlet, document.authors, document.tags) == ("BBC中文", (), ("外交",))


def test_a_person_in_the_front_matter_is_the_author() -> None:
    assert one(
        FRONT.format(title="题", author="某甲") + item(address="https://www.bbc.com/zhongwen/a")
    ).authors == ("某甲",)


def test_a_post_without_headline_has_all_from_its_front_matter() -> None:
    document = one(
        FRONT.format(title="只在此处", author="BBC") + f"<article><h1>只在此处</h1><p>{LEAD}</p></article>"
    )

    assert texts(document) == ["只在此处", LEAD]
    assert document.url == "https://www.bbc.com/zhongwen/simp/world-1"


def test_an_unknown_outlet_goes_by_its_category() -> None:
    text = FRONT.format(title="题", author="某甲").replace(
        "categories: [ BBC ]", "categories: [ news, 某某评论 ]"
    )

    document = one(text + item(address="https://example.org/2022/02/03/x"))

    assert document.outlet == "某某评论"
    assert document.tags == ("BBC", "外交")


def test_front_matter_that_is_no_yaml_is_read_line_by_line_with_a_note() -> None:
    document = one(
        FRONT.format(title='坏的: "引号" 和 [', author="BBC").replace("tags: [", "tags: [[")
        + item(address="https://www.bbc.com/zhongwen/a")
    )

    assert document.outlet == "BBC中文"
    assert document.notes == ("front matter is not valid YAML: read line by line",)


@pytest.mark.parametrize(
    "block", ["[" * 5_000, "a: &a [x, x]\nb: *a", "- 1\n- 2", "x" * 30_000, "a: !!python/object:os.system {}"]
)
def test_front_matter_that_attacks_is_read_as_far_as_it_goes(block) -> None:
    values, body, _ = split_front_matter(f"---\n{block}\n---\nbody")

    assert isinstance(values, dict)
    assert body == "body"


# Mirror pages

MIRROR = f"""### 某人说了什么
------------------------

#### [首页](../README.md?n1)  &nbsp;&nbsp;|&nbsp;&nbsp; [要闻](../a.md)

<div><img src="https://i.example.org/a.jpg"/>
<div class="caption">
 图中是没有的人。(SOMEONE/AGENCY)
</div></div><hr/>

#### [ 🔥  请看这个 ](http://203.0.113.1/x)

   #### [ 🎬 还有这个 ](http://203.0.113.1/y)

<div><p>
 【大纪元2022年12月30日讯】（大纪元记者某甲综合报导）
 <ok href="https://www.epochtimes.com/gb/tag/%E6%9F%90%E4%BA%BA.html">
  某人
 </ok>
 周五说话。
</p>
<h4>
 小标题
</h4>
<p>
 {LEAD}
</p>
<p>
 责任编辑：某乙#
</p>
</div>
<hr/>
手机上长按并复制下列链接或二维码分享本文章：<br/>
https://github.com/a/b/blob/master/n1.md <br/>
<a href='https://github.com/a/b/blob/master/n1.md'><img src='https://a.test/n1.md.png'/></a> <br/>
原文地址（需翻墙访问）：https://www.epochtimes.com/gb/22/12/30/n1.htm


------------------------
#### [首页](../README.md?n1)

<img src='http://tracker.example.org/n1.md' width='0px' height='0px'/>
"""


def test_a_mirror_page_gives_the_article_its_own_address_and_that_of_the_mirror() -> None:
    document = one(MIRROR)

    assert document.url == "https://www.epochtimes.com/gb/22/12/30/n1.htm"
    assert document.mirror_url == "https://github.com/a/b/blob/master/n1.md"
    assert (document.outlet, document.published, document.published_kind) == ("大纪元", "2022-12-30", "day")
    assert (document.authors, document.tags) == (("某甲",), ("某人",))


def test_a_mirror_page_keeps_the_article_and_drops_what_promotes_the_mirror() -> None:
    document = one(MIRROR)

    assert [(str(block.kind), block.text) for block in document.blocks] == [
        ("title", "某人说了什么"),
        ("caption", "图中是没有的人。(SOMEONE/AGENCY)"),
        ("paragraph", "【大纪元2022年12月30日讯】（大纪元记者某甲综合报导）某人周五说话。"),
        ("heading", "小标题"),
        ("paragraph", LEAD),
        ("byline", "责任编辑：某乙#"),
    ]
    assert [str(piece.reason) for piece in document.dropped] == [
        *(
            "menu",
            "promotion",
            "promotion",
            "share",
            "mirror_address",
            "share",
            "mirror_address",
            "menu",
            "tracker",
        ),
    ]
    assert [piece.after for piece in document.dropped] == [1, 1, 1, 6, 6, 6, 6, 6, 6]


def test_a_mirror_page_of_the_older_kind_is_mended_where_it_was_read_as_latin_1() -> None:
    broken = f"<p>\n{LEAD}\n</p>".encode().decode("latin-1")
    text = f"### 没有坏的题目\n-----\n\n<div class='wsw'>{broken}</div>\n\n原文链接：https://www.voachinese.com/a/x/1.html\n"

    document = one(text)

    assert texts(document) == ["没有坏的题目", LEAD]
    assert document.notes == ("repaired 1 stretches of UTF-8 that had been read as Latin-1",)
