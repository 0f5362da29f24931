"""The rules of single outlets, and the times that pages, addresses and feeds write."""

from datetime import UTC, date, datetime

import pytest

from articles.outlets import outlet_at, outlet_named
from articles.outlets.findings import names_in
from articles.outlets.times import (
    Moment,
    day_in_address,
    day_in_dateline,
    from_address,
    from_milliseconds,
    read_time,
)
from tests.articles.pages import BODY, LAST, LEAD, dropped, iso, kept, paragraphs, taken

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


def test_a_media_page_that_is_all_one_wrapper_has_no_unmarked_caption() -> None:
    picture = "<div data-e2e='image-placeholder'><img src='a'></div>"
    many = f"<div>{picture}<p>{LEAD}</p><p>{BODY}</p></div>"
    alone = f"<main>{picture}</main><p>{LEAD}</p>"

    assert kept(many, "www.bbc.com") == paragraphs(LEAD, BODY)
    assert kept(alone, "www.bbc.com") == paragraphs(LEAD)


def test_a_paragraph_that_is_one_link_into_the_same_outlet_is_another_article() -> None:
    home, away, short = (
        f"<p>{LEAD}</p><p><a href='https://{host}/x.html'>{title}</a></p><p>{LAST}</p>"
        for host, title in (
            ("www.rfa.org", "另一篇的题目"),
            ("example.org", "别处的题目在此"),
            ("www.rfa.org", "链接"),
        )
    )

    assert kept(home, "www.rfa.org") == paragraphs(LEAD, LAST)
    assert kept(away, "www.rfa.org") == paragraphs(LEAD, "别处的题目在此", LAST)
    assert kept(short, "www.rfa.org") == paragraphs(LEAD, "链接", LAST)


def test_everything_from_a_feeds_foot_on_is_left_out() -> None:
    page = f"<p>{LEAD}</p><p><small>© 某人 for 中国数字时代, 2020. | Permalink</small></p><p>{LAST}</p>"

    assert kept(page, "chinadigitaltimes.net") == paragraphs(LEAD)
    assert [reason for reason, _, _ in dropped(page, "chinadigitaltimes.net")] == [
        "feed_footer",
        "feed_footer",
    ]


def test_a_caption_as_long_as_an_article_is_none() -> None:
    assert kept(f"<div class='caption'><p>{LEAD * 30}</p></div>") == paragraphs(LEAD * 30)
    assert kept(f"<p><img src='a'>{LEAD * 20}</p>") == paragraphs(LEAD * 20)


def test_the_page_of_a_printed_issue_does_not_say_when_it_was_published() -> None:
    page = f"<time datetime='2021-03-13T10:00:00Z'>Mar 13th 2021</time><p>{LEAD}</p>"

    assert taken(page, "www.economist.com").time is None
    assert iso(taken(page, "example.org").time) == "2021-03-13T10:00:00Z"


def test_an_author_is_named_by_a_link_to_his_page() -> None:
    assert taken(
        f"<a rel='author' href='/u'>某甲</a><a rel='author' href='/v'>#38</a><p>{LEAD}</p>"
    ).authors == ["某甲"]


# Times


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2020-07-16T01:07:49+08:00", "2020-07-16T01:07:49+08:00"),
        ("2020-07-16T01:07:49.123Z", "2020-07-16T01:07:49Z"),
        ("2020-7-6", "2020-07-06"),
        ("Mar 6th 2021", "2021-03-06"),
        ("6 March, 2021", "2021-03-06"),
        ("Mon Aug 03 12:45:00 EDT 2015", "2015-08-03"),
        ("20180619T055000+0900", "2018-06-19T05:50:00+09:00"),
        ("2016-12-13T15:45:00CST", "2016-12-13"),
        ("Wed, 01 Jul 2020 06:07:37 +0000", "2020-07-01T06:07:37Z"),
        ("2020年7月16日 08:09", "2020-07-16"),
    ],
)
def test_a_time_is_read_as_it_is_written(text, said) -> None:
    assert iso(read_time(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "昨天",
        "2020-13-45",
        "31/02/2020 - 10:00",
        "Mon, 99 Foo 2020 00:00:00 GMT",
        "1734 GMT",
        "3 Foo 2020",
    ],
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
