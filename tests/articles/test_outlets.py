"""What is article and what is not, by the general rules and by those of an outlet."""

from datetime import UTC, date, datetime

import pytest

from articles.outlets import OUTLETS, outlet_at, outlet_named
from articles.outlets.extraction import extract
from articles.outlets.findings import Extract, names_in
from articles.outlets.main_part import furniture_marks, main_part
from articles.outlets.paragraphs import key
from articles.outlets.rules import rules_for, signature
from articles.outlets.times import (
    Moment,
    day_in_address,
    day_in_dateline,
    from_address,
    from_milliseconds,
    read_time,
)
from articles.text.tree import parse_html, words_in

LEAD = "这是编出来的第一段，说的是没有发生过的事情。"
BODY = "这是第二段，里面也没有一句真话，但是长得像新闻。"
LAST = "这是最后一段，大家看完就可以去吃饭了。"


def taken(page: str, host: str = "", *, title: str = "", address: str = "") -> Extract:
    return extract(parse_html(page), outlet_at(f"https://{host}/x"), title=title, address=address)


def kept(page: str, host: str = "", **more: str) -> list[tuple[str, str]]:
    return [(str(block.kind), block.text) for block in taken(page, host, **more).blocks]


def dropped(page: str, host: str = "", **more: str) -> list[tuple[str, str, int]]:
    return [(str(piece.reason), piece.text, piece.after) for piece in taken(page, host, **more).dropped]


def iso(moment: Moment | None) -> str:
    assert moment is not None
    return moment.iso()


def paragraphs(*texts: str) -> list[tuple[str, str]]:
    return [("paragraph", text) for text in texts]


# Finding the outlet


def test_every_outlet_is_found_by_each_of_its_hosts_and_names() -> None:
    for outlet in OUTLETS:
        assert all(outlet_at(f"https://www.{host}/a") is outlet for host in outlet.hosts)
        assert all(outlet_named(f" {name.upper()} ") is outlet for name in (outlet.name, *outlet.aliases))


def test_a_host_that_only_ends_alike_is_another() -> None:
    assert outlet_at("https://notbbc.com/a") is None
    assert outlet_at("https://cn.reuters.com/a") is outlet_named("路透")
    assert outlet_at(None) is None
    assert outlet_at("http://[::1") is None


def test_no_rule_of_any_outlet_takes_an_ordinary_paragraph_for_something_else() -> None:
    sentences = [
        LEAD,
        BODY,
        LAST,
        "“我们不同意，”他说。",
        "She said the talks would go on until Friday.",
        "对。",
    ]
    for outlet in (None, *OUTLETS):
        assert [rules_for(outlet).line(sentence) for sentence in sentences] == [None] * len(sentences)


# General rules


def test_a_bold_lead_stays_a_paragraph_and_a_short_bold_line_becomes_a_heading() -> None:
    page = f"<p><b>{LEAD}</b></p><p>{BODY}</p><p><strong>谁来付钱</strong></p><p>{LAST}</p><p><b>完</b></p>"

    assert kept(page) == [
        ("paragraph", LEAD),
        ("paragraph", BODY),
        ("heading", "谁来付钱"),
        ("paragraph", LAST),
        ("paragraph", "完"),
    ]


@pytest.mark.parametrize(
    "line",
    ["记者：您怎么看这件事？", "他说了很久，没有人听。", "▲图中是他的家", "——一位不愿具名的人", "很长" * 21],
)
def test_bold_lines_that_do_not_read_like_headings_stay_paragraphs(line) -> None:
    assert kept(f"<p>{LEAD}</p><p>{BODY}</p><p><b>{line}</b></p>" + f"<p>{LAST}</p>" * 5)[2] == (
        "paragraph",
        line,
    )


def test_a_heading_tag_around_a_whole_sentence_is_a_lead() -> None:
    assert kept(f"<h2>{LEAD}</h2><p>{BODY}</p>") == paragraphs(LEAD, BODY)


def test_a_list_of_links_is_left_out_and_a_list_of_words_kept() -> None:
    page = (
        f"<p>{LEAD}</p><ul><li><a href='/1'>别的文章</a></li></ul><ul><li>内容 <a href='/2'>一</a></li></ul>"
    )

    assert kept(page) == [("paragraph", LEAD), ("list_item", "内容 一")]
    assert dropped(page) == [("related_links", "别的文章", 1)]


def test_a_list_of_links_into_the_article_itself_is_its_content() -> None:
    page = "<ul><li><a href='https://example.org/a#1'>第一条</a></li><li><a href='#2'>第二条</a></li></ul>"

    assert kept(page, address="https://example.org/a") == [("list_item", "第一条"), ("list_item", "第二条")]


def test_the_links_after_a_label_are_left_out_with_it() -> None:
    page = f"<p>{LEAD}</p><p>相关阅读：</p><p><a href='/1'>这是另一篇很长的文章标题</a></p><p>{LAST}</p>"

    assert kept(page) == paragraphs(LEAD, LAST)


def test_the_title_is_not_repeated_in_the_body() -> None:
    assert kept(f"<h1>标题 “一”</h1><p>{LEAD}</p>", title="标题：“一”") == paragraphs(LEAD)
    assert key("[World] A b！") == "worldab"


@pytest.mark.parametrize(
    "page",
    [
        "<figure><img src='a'><figcaption>图中是没有的人</figcaption></figure>",
        "<div class='wp-caption'><img src='a'><p class='wp-caption-text'>图中是没有的人</p></div>",
        "<img src='a'><div><small>图中是没有的人</small></div>",
        "<p><img src='a'><br>图中是没有的人</p>",
        "<figure><img src='a'><figcaption>图像加注文字，<p>图中是没有的人</p></figcaption></figure>",
        "<figure><img src='a'><figcaption>图中是没有的人 © Agence</figcaption></figure>",
        "<figure><img src='a'><figcaption>图中是没有的人<i class='copyright'>某社</i></figcaption></figure>",
    ],
)
def test_captions_are_found_in_all_their_shapes_without_label_and_credit(page) -> None:
    assert kept(f"{page}<p>{LEAD}</p>") == [("caption", "图中是没有的人"), ("paragraph", LEAD)]


def test_a_caption_that_is_only_a_credit_is_left_out() -> None:
    page = f"<figure><img src='a'><figcaption>（网络图片）</figcaption></figure><p>{LEAD}</p>"

    assert kept(page) == paragraphs(LEAD)
    assert dropped(page) == [("credit", "（网络图片）", 0)]


def test_a_picture_named_by_its_agency_in_the_next_paragraph_is_a_caption() -> None:
    line = "七月一日，没有的人在没有的地方讲话。（图片来源：某某社）"

    assert kept(f"<img src='a'><p>{line}</p><p>{LEAD}</p>")[0] == ("caption", line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("责任编辑：某某#", "byline"),
        ("（记者某某报导/责任编辑：某人）", "byline"),
        ("记者：某某 责编：某人 网编：别人", "byline"),
        ("译者/某某", "byline"),
        ("编译 某某；审校 某人", "byline"),
        ("作者丨somebody", "byline"),
        ("（转自某报/责任编辑：某某）", "byline"),
        ("文字：我们写下来的都是假的。", "paragraph"),
    ],
)
def test_lines_that_name_who_made_it_are_bylines(line, kind) -> None:
    assert kept(f"<p>{LEAD}</p><p>{BODY}</p><p>{line}</p>")[-1] == (kind, line)


def test_a_reporter_who_asks_is_no_byline() -> None:
    page = f"<p>{LEAD}</p><p>{BODY}</p><p>记者：您从哪里来</p>" + f"<p>{LAST}</p>" * 6

    assert ("paragraph", "记者：您从哪里来") in kept(page)


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        ("<div class='dfp-ad-1'>买一送一</div>", "advertisement"),
        ("<div class='sharedaddy'>分享给朋友</div>", "share"),
        ("<div id='comments'>我不同意</div>", "comments"),
        ("<nav>首页 新闻</nav>", "menu"),
        ("<div class='entry-meta'>某某 2020</div>", "page_furniture"),
        ("<span style='display:none'>看不见</span>", "hidden"),
        ("<div data-selfpromo-app>下载应用</div>", "promotion"),
        ("<p>获取更多RSS：<br>https://feedx.net</p>", "feed_footer"),
        ("<p>The post 某某 appeared first on 某站.</p>", "feed_footer"),
        ("<p>图像来源，某社</p>", "credit"),
        ("<p>免责声明：本文不真。</p>", "copyright"),
        ("<p>24 分钟前</p>", "relative_time"),
        ("<p>* * *</p>", "label"),
        ("<p>IMG_1234.jpg</p>", "label"),
        ("<time datetime='2020-01-01'>3 小时前</time>", "relative_time"),
    ],
)
def test_what_surrounds_an_article_is_left_out_with_its_reason(element, reason) -> None:
    page = f"<p>{LEAD}</p><p>{BODY}</p>{element}<p>{LAST}</p>"

    assert kept(page) == paragraphs(LEAD, BODY, LAST)
    assert [(said, after) for said, _, after in dropped(page)] == [(reason, 2)]


def test_a_telling_name_around_the_whole_article_is_not_believed() -> None:
    assert kept(f"<div class='share related'><p>{LEAD}</p><p>{BODY}</p></div><p>短</p>") == paragraphs(
        LEAD, BODY, "短"
    )


def test_emoji_and_rare_characters_come_through_whole() -> None:
    line = "他写道：“好👨‍👩‍👧！𠮷野家e\u0301真好吃”，"

    assert kept(f"<p>{line}</p>\r\n<p>😀😀😀</p>") == paragraphs(line, "😀😀😀")


# Rules of single outlets


def test_bbc_captions_that_nothing_marks_are_known_by_the_picture_beside_them() -> None:
    page = (
        "<main><div><div><div data-e2e='image-placeholder'><img src='a'>"
        "<p role='text'>图像来源，某社</p></div>"
        f"<div><p>图中是没有的人。</p></div></div></div><div><p><b>{LEAD}</b></p></div><div><p>{BODY}</p></div></main>"
    )

    assert kept(page, "www.bbc.com") == [
        ("caption", "图中是没有的人。"),
        ("paragraph", LEAD),
        ("paragraph", BODY),
    ]


def test_a_bbc_list_before_the_article_names_its_author() -> None:
    page = f"<ul><li>某甲</li><li>BBC中文记者 发自某地</li></ul><p>{LEAD}</p><ul><li>一点</li></ul>"

    found = taken(page, "www.bbc.com")

    assert found.authors == ["某甲"]
    assert [str(block.kind) for block in found.blocks] == ["byline", "byline", "paragraph", "list_item"]


@pytest.mark.parametrize(
    ("host", "line", "said", "authors"),
    [
        ("www.voachinese.com", "Thu, 29 Dec 2022 15:59:01 GMT", "2022-12-29T15:59:01Z", []),
        ("www.rfi.fr", "17/07/2023 - 10:11", "2023-07-17T10:11:00+02:00", []),
        (
            "www.dw.com",
            "null 某甲 （采访记者）<br>2020-07-16T13:54:56.772Z",
            "2020-07-16T13:54:56Z",
            ["某甲"],
        ),
        (
            "cn.nytimes.com",
            "SOME BODY, 某乙<br>2020-07-16 11:25:41",
            "2020-07-16T11:25:41+08:00",
            ["SOME BODY", "某乙"],
        ),
        ("cn.reuters.com", "2020-07-16T01:07:49", "2020-07-16T01:07:49Z", []),
        ("www.bbc.com", "2020年 7月 16日", "2020-07-16", []),
        ("example.org", "2020-07-16 11:25", "2020-07-16", []),
    ],
)
def test_the_line_of_the_time_is_read_in_its_outlets_zone(host, line, said, authors) -> None:
    found = taken(f"<div><i>{line}</i></div><p>{LEAD}</p>", host)

    assert iso(found.time) == said
    assert found.authors == authors
    assert [block.text for block in found.blocks] == [LEAD]


def test_reporters_are_named_as_each_outlet_names_them() -> None:
    cases = {
        "www.epochtimes.com": f"【大纪元2022年12月30日讯】（大纪元记者张三丰综合报导）{LEAD}",
        "www.rfa.org": "（记者：张三丰 责编：某人）",
        "www.cna.com.tw": f"（中央社記者張三丰台北1日電）{LEAD}",
        "www.soundofhope.org": f"【希望之声2020年6月15日】（本台记者张三丰综合报导）{LEAD}",
        "www.ntdtv.com": "（记者张三丰报导/责任编辑：某人）",
    }
    for host, line in cases.items():
        names = taken(f"<p>{LEAD}</p><p>{BODY}</p><p>{line}</p>", host).authors
        assert [name.replace("張", "张") for name in names] == ["张三丰"], host


def test_tags_come_from_links_to_a_tags_own_page() -> None:
    page = (
        f"<p>{LEAD}<ok href='https://www.epochtimes.com/gb/tag/%E6%9F%90.html'>\n某人\n</ok>"
        "<a href='https://www.epochtimes.com/gb/22/1/1/n1.htm'>另一篇</a>"
        "<a rel='category tag' href='/t'>某类</a></p>"
    )

    assert taken(page, "www.epochtimes.com").tags == ["某人", "某类"]


def test_notes_about_the_author_close_an_article_of_the_times_and_are_no_part_of_it() -> None:
    page = (
        f"<p>{LEAD}</p>" * 5
        + f"<p>{LAST}</p><p>某甲自某地报道。<br>某乙是时报记者。<br>翻译：某丙<br>点击查看本文英文版。</p>"
    )

    assert kept(page, "cn.nytimes.com")[-2:] == [("paragraph", LAST), ("byline", "翻译：某丙")]
    assert [reason for reason, _, _ in dropped(page, "cn.nytimes.com")] == ["author_note", "related_links"]


def test_a_feed_excerpt_loses_its_more_link() -> None:
    assert kept("<p>还有很多...<a href='/x'>...more</a></p>", "www.rti.org.tw") == paragraphs("还有很多")


# Times


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2020-07-16T01:07:49+08:00", "2020-07-16T01:07:49+08:00"),
        ("2020-07-16T01:07:49.123Z", "2020-07-16T01:07:49Z"),
        ("2020-7-6", "2020-07-06"),
        ("Mar 6th 2021", "2021-03-06"),
        ("Wed, 01 Jul 2020 06:07:37 +0000", "2020-07-01T06:07:37Z"),
        ("2020年7月16日 08:09", "2020-07-16"),
    ],
)
def test_a_time_is_read_as_it_is_written(text, said) -> None:
    assert iso(read_time(text)) == said


@pytest.mark.parametrize(
    "text", ["", "昨天", "2020-13-45", "31/02/2020 - 10:00", "Mon, 99 Foo 2020 00:00:00 GMT", "1734 GMT"]
)
def test_what_is_no_time_is_not_read_as_one(text) -> None:
    assert read_time(text) is None


def test_a_feeds_stamp_is_an_instant_unless_it_is_midnight() -> None:
    assert from_milliseconds(1643953383000) == Moment(
        date(2022, 2, 4), datetime(2022, 2, 4, 5, 43, 3, tzinfo=UTC)
    )
    assert iso(from_milliseconds(1653350400000)) == "2022-05-24"
    assert from_milliseconds(10**30) is None


def test_days_and_instants_stand_in_addresses() -> None:
    rfa = "https://www.rfa.org/mandarin/x/ab-08252020100907.html"

    assert iso(from_address(rfa, outlet_at(rfa))) == "2020-08-25T10:09:07-04:00"
    assert iso(day_in_address("https://www.epochtimes.com/gb/22/12/30/n1.htm")) == "2022-12-30"
    assert iso(day_in_address("http://www.minghui.org/mh/articles/2021/2/6/x-1.html")) == "2021-02-06"
    assert iso(day_in_address("https://www.cna.com.tw/news/acn/202103030176.aspx")) == "2021-03-03"
    assert day_in_address("https://example.org/a/123456") is None


def test_days_stand_in_datelines_in_either_kind_of_figures() -> None:
    assert iso(day_in_dateline("【大纪元2022年12月30日讯】")) == "2022-12-30"
    assert iso(day_in_dateline("【明慧网二零二零年八月十四日】")) == "2020-08-14"
    assert iso(day_in_dateline("【新唐人北京时间2020年09月12日讯】")) == "2020-09-12"
    assert day_in_dateline("他在2020年9月12日说") is None


def test_an_outlet_is_no_author() -> None:
    assert names_in("BBC", outlet_named("BBC")) == []
    assert names_in("某甲、某乙 and Some Body", None) == ["某甲", "某乙", "Some Body"]


# Whole pages


def test_the_part_with_the_prose_is_the_article_and_the_rest_is_accounted_for() -> None:
    page = (
        "<body><div class='top'><a href='/'>首页</a> <a href='/n'>新闻</a></div><ul><li><div class='content'>"
        f"<p>{LEAD * 2}</p><p>{BODY * 2}</p></div></li></ul><div class='foot'>"
        f"版权所有 某公司 ICP备1号 {LAST * 9}</div></body>"
    )
    root = parse_html(page)
    main = main_part(root)

    found = extract(root, None, marks=furniture_marks(root, main))

    assert words_in(main).startswith(LEAD)
    assert [(str(block.kind), block.text) for block in found.blocks] == paragraphs(LEAD * 2, BODY * 2)
    assert [piece.text.split(" ")[0] for piece in found.dropped] == ["首页", "版权所有"]


def test_rules_are_matched_against_a_legible_signature() -> None:
    element = parse_html("<div class='a b' id='c' role='text' data-selfpromo-x hidden></div>")[0][0]

    assert signature(element) == "div .a .b #c [role=text] [hidden] [data-selfpromo-x]"
