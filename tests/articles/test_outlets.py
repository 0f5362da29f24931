"""What is article and what is not, by rules that hold everywhere."""

import pytest

from articles.outlets import OUTLETS, outlet_at, outlet_named
from articles.outlets.extraction import extract
from articles.outlets.main_part import furniture_marks, main_part
from articles.outlets.paragraphs import key
from articles.outlets.rules import rules_for, signature
from articles.text.tree import parse_html, words_in
from tests.articles.pages import BODY, LAST, LEAD, dropped, kept, paragraphs

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


def test_a_bar_of_short_words_is_a_menu_and_a_sentence_or_a_row_of_data_is_not() -> None:
    bar = '<div><a href="/">首页</a> | <a href="/n">新闻😀</a> | <a href="/a">𠮷野家</a></div>'
    table = (
        "<table><tr><td>一</td><td>二</td><td>三</td></tr><tr><td>四</td><td>五</td><td>六</td></tr></table>"
    )

    page = f"{bar}<p>{LEAD}</p><p>他说|她说，二人都说|不知道</p>{table}"

    assert dropped(page) == [("menu", "首页 | 新闻😀 | 𠮷野家", 0)]
    assert [text for kind, text in kept(page) if kind == "table_row"] == ["一 | 二 | 三", "四 | 五 | 六"]


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


# Whole pages


def test_the_part_with_the_prose_is_the_article_and_the_rest_is_accounted_for() -> None:
    page = (
        "<body><div class='top'><a href='/'>首页</a> <a href='/n'>新闻</a></div><ul><li><div class='content'>"
        f"<p>{LEAD * 2}</p><p>{BODY * 2}</p></div></li></ul><div class='foot'>"
        f"版权所有 某公司 ICP备1号 {LAST * 9}</div></body>"
    )
    root = parse_html(page)
    main = main_part(root)

    found = extract(root, None, marks=furniture_marks(main, {}))

    assert words_in(main).startswith(LEAD)
    assert [(str(block.kind), block.text) for block in found.blocks] == paragraphs(LEAD * 2, BODY * 2)
    assert [piece.text.split(" ")[0] for piece in found.dropped] == ["首页", "版权所有"]


def test_rules_are_matched_against_a_legible_signature() -> None:
    element = parse_html("<div class='a b' id='c' role='text' data-selfpromo-x hidden></div>")[0][0]

    assert signature(element) == "div .a .b #c [role=text] [hidden] [data-selfpromo-x]"
