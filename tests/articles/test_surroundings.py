"""What stands around the articles of sites that nobody has described: appeals, links home, notices."""

import pytest

from articles.outlets.appeals import is_appeal
from articles.text.blocks import Kind, Reason
from tests.articles.pages import BODY, LAST, LEAD, kept, paragraphs, taken

HOME = "https://paper.example/2024/1.html"
PROSE = f"<p>{LEAD}</p>\r\n<p>{BODY}</p>"


def body(*parts: str, address: str = HOME) -> list[tuple[str, str]]:
    return kept(f"<div>{PROSE}{''.join(parts)}</div>", address=address)


def why(*parts: str, address: str = HOME) -> dict[str, str]:
    found = taken(f"<div>{PROSE}{''.join(parts)}</div>", address=address)
    return {piece.text: piece.reason for piece in found.dropped}


@pytest.mark.parametrize(
    "line",
    [
        "点击加入某报 Telegram 频道，掌握第一手新闻",
        "海量资讯、精准解读，尽在某某APP",
        "你怎么看？欢迎在评论区留言讨论。",
        "★某快訊LINE好友，一手新聞不漏接",
        "※某新聞雲關心您：搭乘電扶梯請緊握扶手😀",
        "👉 喜歡這篇報導嗎？加入某誌會員，每月一杯咖啡的錢支持我們繼續寫。",
        "⭐ 如果觉得有用，请给本仓库点个 Star",
        "立刻下載APP，享受更好的閱讀體驗 e\u0301",
        "Get the 𠮷 Island’s headlines in your inbox every weekday morning.",
        "Download our app for breaking news alerts",
        "Join our Telegram channel for the latest updates",
    ],
)
def test_what_asks_something_of_the_readers_is_no_article(line):
    assert is_appeal(line)
    assert body(f"<p>{line}</p>", f"<p>{LAST}</p>") == paragraphs(LEAD, BODY, LAST)
    assert why(f"<p>{line}</p>", f"<p>{LAST}</p>")[line] == Reason.PROMOTION


@pytest.mark.parametrize(
    "line",
    [
        "他在微信公众号上呼吁大家关注这件事。",
        "“请下载这个APP。”她对记者说，“不然领不到补助😀。”",
        "抖音是一款提供免费短视频的手机应用程序。用户可以发布视频，对曲库过滤和挑选。",
        "引发网民高度关注，连续两个相关词条上微博热搜榜。",
        "Apple 没有回复评论请求。",
        "请您照顾好自己和您亲爱的人。",
        "The company said users could download the app from Friday.",
        "我们会继续关注疫情，希望大家多多爆料，邮箱和电话都没有变，" * 3,
    ],
)
def test_what_is_told_of_appeals_is_article(line):
    assert not is_appeal(line)
    assert body(f"<p>{line}</p>", f"<p>{LAST}</p>") == paragraphs(LEAD, BODY, line, LAST)


def test_an_appeal_is_judged_by_its_outlet_s_own_rules_where_there_are_any():
    line = "谢谢收看，请点击订阅我们的频道。"

    assert ("paragraph", line) in kept(f"<div>{PROSE}<p>{line}</p><p>{LAST}</p></div>", "ntdtv.com")
    assert ("paragraph", line) not in body(f"<p>{line}</p><p>{LAST}</p>")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("c-newsletter-signup", Reason.PROMOTION),
        ("td_block_related_posts", Reason.RELATED_LINKS),
        ("elementor-toc", Reason.PAGE_FURNITURE),
        ("post__tags", Reason.PAGE_FURNITURE),
        ("wrap-share-tools", Reason.SHARE),
        ("c-ad", Reason.ADVERTISEMENT),
        ("b-disclaimer", Reason.COPYRIGHT),
        ("resaudio", Reason.PLAYER),
    ],
)
def test_a_part_of_a_page_is_told_by_one_word_of_its_name(name, reason):
    words = "有些字在盒子里"

    assert body(f'<div class="x {name}"><p>{words}</p></div>', f"<p>{LAST}</p>") == paragraphs(
        LEAD, BODY, LAST
    )
    assert why(f'<div class="{name}"><p>{words}</p></div>')[words] == reason


def test_words_inside_a_sentence_are_never_taken_for_a_part_of_the_page():
    line = f'{LEAD}<a class="c-tags" href="/t">纽约</a>下雨了。'

    assert body(f"<p>{line}</p>")[-1] == ("paragraph", f"{LEAD}纽约下雨了。")


def test_a_heading_that_is_a_link_to_the_same_site_is_another_article():
    linked = '<h6><a href="https://www.paper.example/2">老厂房改建民宿</a></h6>'

    assert body(linked, f"<p>{LAST}</p>") == paragraphs(LEAD, BODY, LAST)
    assert ("heading", "老厂房改建民宿") in body(linked, f"<p>{LAST}</p>", address="")
    assert ("heading", "老厂房改建民宿") in body(linked, f"<p>{LAST}</p>", address="https://[broken/")


def test_a_digest_keeps_its_linked_headings():
    parts = [f'<h3><a href="/{n}">第{n}条新闻的题目</a></h3><p>{LAST}</p>' for n in "一二三"]

    assert sum(kind == Kind.HEADING for kind, _text in body(*parts)) == 3


def test_a_line_with_a_bullet_that_is_a_link_is_another_article():
    line = '<ul><li>►<a href="/3">夜景成絕響？遊客搶拍</a></li><li>第一點有人說話。</li></ul>'

    assert ("list_item", "►夜景成絕響？遊客搶拍") not in body(line, f"<p>{LAST}</p>")
    assert ("list_item", "第一點有人說話。") in body(line, f"<p>{LAST}</p>")


def test_a_button_is_a_short_link_home_and_a_link_elsewhere_is_not():
    assert body('<p><a href="/share">转发给朋友</a></p>', f"<p>{LAST}</p>") == paragraphs(LEAD, BODY, LAST)
    assert ("paragraph", "截图") in body('<p><a href="https://else.example/1">截图</a></p>', f"<p>{LAST}</p>")


def test_a_figure_above_a_heading_in_a_box_of_its_own_goes():
    parts = "<section><strong>01</strong></section><section><strong>楼道口的通知</strong></section>"

    assert body(parts, f"<p>{LAST}</p>") == [
        *paragraphs(LEAD, BODY),
        ("heading", "楼道口的通知"),
        ("paragraph", LAST),
    ]


def test_short_lines_behind_a_notice_that_follows_the_last_prose_are_none_of_the_article():
    parts = f"<p>{LAST}</p><p>美编 张三</p><p>版权所有</p><p>弘扬文明</p><p>张三 李四</p><p>编辑：王五</p>"

    assert body(parts) == [*paragraphs(LEAD, BODY, LAST, "美编 张三"), ("byline", "编辑：王五")]


def test_a_text_without_prose_has_no_closing_lines():
    assert kept("<div><h2>一个题目</h2><p>版权所有</p><h2>两个题目</h2></div>") == [
        ("heading", "一个题目"),
        ("heading", "两个题目"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "- 广告 -",
        "Story continues below advertisement",
        "Sponsor Message",
        "文章目錄",
        "返回目录",
        "本文為某誌原創內容，轉載請註明出處並附上連結。",
        "如有侵权，请联系删除",
        "分享到：微博 微信 QQ空间",
        "[ Read next: Why the lighthouse went dark ]",
        "（延伸閱讀：玻璃師傅的最後一爐火）",
        "延伸閱讀：<br>木工廠的最後一季<br>茶園裡的第三條水路",
        "全文2100字，读完约需6分钟",
        "圖片來自某某官網",
        "fromaradio.example.com",
        "更多某某新聞報導",
        "完／2024年7月4日（星期四）<br>香港時間11時30分",
        "文章編號: 202407040012345",
        "Read on Omnivore",
        "#Omnivore",
        "Suivez toute l’actualité de vos villes en vous inscrivant.",
        "Want to read more? Get digital access for 99 cents a month.",
        "Contact us at news@paper.example",
        "(Header image: courtesy of Matthias Orel)",
        "我们需要您的支持来获得生存。PayPal 和比特币捐助通道已开通。",
    ],
)
def test_notices_and_links_of_all_sites_are_no_article(line):
    assert body(f"<p>{line}</p>", f"<p>{LAST}</p>") == paragraphs(LEAD, BODY, LAST)


@pytest.mark.parametrize(
    "line",
    [
        "（某某晚报记者 沈一禾）",
        "Herald staff writer Joss Quell contributed to this report.",
    ],
)
def test_who_wrote_it_is_a_byline(line):
    assert body(f"<p>{line}</p>")[-1] == ("byline", line)


def test_the_reporter_before_a_slash_is_the_author():
    found = taken(f"<p>記者林以樂／山城報導</p>{PROSE}")

    assert found.authors == ["林以樂"]


def test_the_reporter_in_brackets_before_the_text_is_the_author_where_no_rule_says_more():
    line = f"<p>【記者賴映雪、林以樂／花東報導】{LEAD}</p>"

    assert taken(f"{line}{PROSE}").authors == ["賴映雪", "林以樂"]


def test_the_sign_that_links_to_a_heading_is_no_part_of_it():
    assert ("heading", "The horn") in body(
        '<h2>The horn<a class="anchor" href="#h">#</a></h2>', f"<p>{LAST}</p>"
    )


def test_a_line_below_a_picture_that_is_labelled_and_credited_tells_what_it_shows():
    assert body("<p><img src=1.jpg></p><p>圖：最後一張票（讀者提供）</p>", f"<p>{LAST}</p>") == [
        *paragraphs(LEAD, BODY),
        ("caption", "圖：最後一張票（讀者提供）"),
        ("paragraph", LAST),
    ]
