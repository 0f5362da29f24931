"""Lines around an article that hold on the pages of any outlet."""

import pytest

from tests.articles.pages import BODY, LAST, LEAD, kept, paragraphs, taken


@pytest.mark.parametrize(
    "line",
    [
        "更多报道详见：【专题】某事",
        "推荐进入某某数据库，可随时查阅。",
        "某某新闻报料：021-000000",
        "某某新闻，未经授权不得转载",
        "（尊重原創，如蒙轉載，請註明來源）",
        "转载请注明作者、出处并保持完整。",
        "CC BY-NC-ND 2.0 授权",
        "（文中观点不代表本站立场）",
        "【某報徵稿】",
        "歡迎投書，來稿請寄至a@example.org，並附上真實姓名。",
        "某報有其他社群囉，一起加入新聞不漏接！😀",
        "【加入某某會員】每天好文直送你的信箱！",
        "保證天天中獎 點我下載APP 按我看辦法",
        "如果你喜欢这篇文章，请分享给你的朋友。",
        "某媒的內容，需要你的支持，成為會員，暢讀全站。",
        "您的捐款让我们继续做报道。",
        "#### [📱 某某合集](https://example.org/y)",
        "征集：如您收到指令，请发送至 a@example.org。",
        "Sign up to the daily email or follow us",
        "订阅本刊",
        "LIKE我们的官方脸书网页以获取更多新信息",
        "点击上方蓝字关注我们",
        "喜欢就点个“在看”吧",
        "短网址: https://example.org/gb1",
        "看完那这篇文章觉得",
        "Related: A thing that never happened",
        "也读：没有的事",
        "相關報導：<br>【某事】沒有的事",
        "某某相关阅读：",
        "（標題為編輯所擬）",
        "(即時新聞)",
        "#水塘 #限水𠮷",
        "某某新闻 · 阅读 3.1w",
        "1 clap",
        "Aug 4, 2020 · 5 min read",
        "由 某人 于 周三, 2020-08-05 11:00 发表",
        "添加新评论",
        "This entry passed through the Full-Text RSS service - if this is your content, read the FAQ.",
        "Posted in: Harbour, Boats",
        "分享此文：",
        "喜欢加载中……",
        "View this post on Instagram",
        "To view this video please enable JavaScript",
        "+6",
        "請繼續往下閱讀...",
        "首次上稿 02-02 10:50",
        "自动更新已暂停，点击刷新查看最新内容",
        "Sign up",
        "Share 某某来信",
        "點擊下載《某某》App，即睇最新消息",
        "打开APP，阅读体验更佳",
        "欢迎加入我们的 Telegram 频道：t.me/x",
        "加入会员，支持独立媒体。每月一杯咖啡。",
        "喜歡這篇報導嗎？成為會員，支持我們。",
        "If you enjoyed this story, please follow me.",
        "请我喝杯咖啡吧～",
        "订阅某某电子报",
        "我们使用 cookies 来改善体验",
        "我們想讓你知道的是",
        "本文链接：https://example.org/x",
        "延伸閱讀：沒有的事",
        "▶相關影片",
        "继续阅读 没有的事 →",
        "上一篇：没有的事",
        "You may also like",
        "A post shared by Somebody (@x) on Feb 10, 2020",
        "更多精彩内容，请收看2023年1月9日《某某谈》完整节目视频。=====",
        "欲览更多细节，请点击某局网站链接 here",
        "点击视频，收看某台的相关报道",
        "焦点某某本集全部内容请看：没有的事",
        "欢迎到 某某 Culture 阅读原文",
        "長按此處 閱讀文章",
        "某某更多报道：",
        "相关空间词条推荐：𠮷",
        "--英文原文链接: example.org/3",
        "视频链接：https://example.org/video/1",
        "订阅【某某微视频】：https://example.org/3",
        "全文3331字，阅读约需6分钟",
        "欢迎朋友圈分享",
        "支持某某生产更多优质内容，长按二维码打赏",
        "微信号：SomeBodyReview",
        "投稿邮箱：a@example.org",
        "本栏目由某网与“某某”公众号共同主办",
        "Copyright © 2019",
        "全部图片版权归 某某 所有",
        "未经某报书面授权，不得转载和使用",
        "Photo by Some Body/Invision/AP, File",
        "题图来源：某某新闻",
        "(本文作者Some Body为某社专栏作家，以下内容仅代表其个人观点)",
        "（某社中文部某某对本文亦有贡献）",
        "（以上文章转自某某之音）",
        "本文转自微信公众号：某某",
        "本文内容首发于《某某》😀",
        "(新增更多细节和评论)",
        "Suggested Topics: World",
        "Sign up here.",
        "A digest of the main headlines emailed direct to you every week day",
        "Lire aussi | Ce qui n’est jamais arrivé",
        "A lire aussi : Ce qui n’est jamais arrivé 😀",
        "PHOTOS: What Has Never Happened",
        "MORE COMMENTARY »",
        "[+] Enlarge",
        "Right Click Here To Download",
        "Somebody Else reported from Nowhere, and Nobody Much from Anywhere.",
        "Notice: The content above is uploaded by a user.",
        "相關字詞﹕𠮷 港務局",
        "上 / 下一篇新聞",
        "打印时间：2024-06-05 11:22",
        "本文有声阅读",
        "To contact the reporter on this story: Some Body in Nowhere at a@example.net",
        "Abonnieren Sie unseren Newsletter »Nichts«",
        "Mehr zum Thema",
        "打开全文",
        "somebody@news.example.kr",
        "Support us | Policies & Ethics | Error/typo? | Contact Us",
        "編者按：本刊將推出「港口」系列，歡迎成為某會員，支持我們繼續行走。",
    ],
)
def test_a_notice_that_publishers_print_is_no_part_of_the_article(line: str) -> None:
    page = f"<p>{LEAD}</p>\r\n<p>{BODY}</p>\r\n<p>{LAST}</p>\r\n<p>{line}</p>"

    assert [block for block in kept(page) if block[0] != "byline"] == paragraphs(LEAD, BODY, LAST)


@pytest.mark.parametrize(
    "line", ["网络编辑：解某", "某某周刊记者 苏某某 某某实习生 刘某", "責任編輯：羅某某<br>核稿編輯：翁某某"]
)
def test_a_line_of_roles_and_names_is_a_byline(line: str) -> None:
    assert [kind for kind, _ in kept(f"<p>{LEAD}</p><p>{BODY}</p><p>{line}</p>")][-1] == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "“我们需要你的支持，”某候选人在集会上说。",
        "他说，未经许可不得进入，工人们于是离开了。",
        "法院认为，该文的观点不代表全体股东的立场。",
        "记者说 he\u0301 没有去过那里😀。",
        "他下载了那个 APP，却没有打开。",
        "她加入会员是为了看书，而不是为了支持谁。",
        "相关报道出来以后，他辞了职。",
        "支持我们的人越来越多。",
        "他要求顾客扫码关注，否则不能点菜。",
        "免费下载客户端的诱惑让他上了当。",
        "他关注我们的微信公众号已有三年。",
        "成为某某组织会员后，支持者越来越少。",
        "喜欢这部电影，支持导演的人并不多。",
        "如果你喜欢这个候选人，就会支持他的政策。",
        "“我们需要你的支持，请捐款，”他说。",
        "订阅该报快讯的读者超过十万。",
        "自动更新系统让他损失了一天的工作。",
        "Share prices rose on Monday.",
        "More: that is what he wanted.",
        "Video transcripts were not kept, he said.",
        "Keep reading to your children, he said.",
        "更多細節請瀏覽某某官網的白皮書。",
        "他对本文有贡献，也对那篇文章有贡献，“但是没有人知道。”",
        "本文作者去年到过那里，看见了猫。",
        "未经授权，他就走了进去，不得转身。",
    ],
)
def test_a_sentence_that_only_sounds_like_a_notice_stays(line: str) -> None:
    assert len(kept(f"<p>{LEAD}</p><p>{line}</p><p>{BODY}</p>")) == 3


@pytest.mark.parametrize("line", ["公民记者 张某", "某某社记者：是的"])
def test_amid_a_text_a_name_behind_a_role_is_no_byline(line: str) -> None:
    page = "".join(f"<p>{words}</p>" for words in (LEAD, BODY, line, BODY, BODY, BODY, BODY, LAST))

    assert "byline" not in {kind for kind, _ in kept(page)}


def test_the_words_of_a_framed_post_stay_as_a_quotation_and_its_last_line_says_whose_they_are() -> None:
    words = "<p>某地下雪了 pic.twitter.com/abc</p>— 某人 (@some_1) May 3, 2023"
    post = f"<blockquote class='twitter-tweet'>{words}</blockquote>"

    assert kept(f"<p>{LEAD}</p>{post}<p>{BODY}</p>") == [
        ("paragraph", LEAD),
        ("blockquote", "某地下雪了 pic.twitter.com/abc"),
        ("byline", "— 某人 (@some_1) May 3, 2023"),
        ("paragraph", BODY),
    ]


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        ("<div class='kg-card kg-signup-card'><p>每周一封</p></div>", "promotion"),
        ("<div class='wsw__embed also-read'><h4>没有的事</h4></div>", "related_links"),
        ("<div class='consent-banner'><p>允许某某内容</p></div>", "hidden"),
        ("<div class='embed video'><h3>没有的片子</h3></div>", "player"),
        ("<amp-ad><p>没有的货</p></amp-ad>", "advertisement"),
        ("<amp-iframe><p>没有的图</p></amp-iframe>", "embed"),
        ("<div class='speechify-ignore'><p>没有的人</p></div>", "page_furniture"),
        ("<aside aria-label='newsletter promotion'><p>每周一封没有的信</p></aside>", "promotion"),
        ("<div data-component='links-block'><p>又一件没有的事</p></div>", "related_links"),
        ("<section class='catcher'><p>另一件没有的事</p></section>", "related_links"),
    ],
)
def test_the_parts_that_makers_of_sites_put_around_an_article_go(element: str, reason: str) -> None:
    found = taken(f"<p>{LEAD}</p>{element}<p>{BODY}</p>")

    assert [block.text for block in found.blocks] == [LEAD, BODY]
    assert [str(piece.reason) for piece in found.dropped] == [reason]


def test_a_quotation_pulled_out_of_the_text_is_a_quotation() -> None:
    page = f"<p>{LEAD}</p><div class='pullquote'><p>没有的话</p></div><p>{BODY}</p>"

    assert kept(page)[1] == ("blockquote", "没有的话")


def test_the_card_of_an_archived_article_is_no_part_of_it() -> None:
    card = "标题：没有的事<br>作者：某人<br>来源：某处<br>版权说明：该作品版权归原作者所有。"
    page = f"<h3>CDT 档案卡</h3><p>{card}</p><p>CDS收藏：某馆</p><p>{LEAD}</p><p>{BODY}</p>"

    assert kept(page, "chinadigitaltimes.net") == paragraphs(LEAD, BODY)


def test_the_preview_of_another_article_is_a_link_and_no_quotation() -> None:
    preview = "<blockquote class='wp-embedded-content'><p><a href='https://example.org/b'>别的事</a></p></blockquote>"

    assert kept(f"<p>{LEAD}</p>{preview}<p>{BODY}</p>") == paragraphs(LEAD, BODY)


def test_reporters_whose_names_blanks_part_are_all_authors() -> None:
    page = f"<p>{LEAD}</p><p>{BODY}</p><p>自由亚洲电台记者 苏某某 刘某某 台北报道 责编 某某 网编 某某</p>"

    assert taken(page, "rfa.org").authors == ["苏某某", "刘某某"]


def test_a_note_on_an_author_is_found_whatever_the_case_of_the_name() -> None:
    head = "<p>SOME BODY<br>2020-07-16 11:25:41</p>"
    page = head + "".join(
        f"<p>{words}</p>" for words in (LEAD, BODY, BODY, BODY, BODY, LAST, "Some Body是作家。")
    )

    found = taken(page, "cn.nytimes.com")

    assert [str(piece.reason) for piece in found.dropped] == ["time_line", "author_note"]


def test_a_line_of_dots_is_no_paragraph() -> None:
    assert kept(f"<p>{LEAD}</p><p>. . .</p><p>{BODY}</p>") == paragraphs(LEAD, BODY)


def test_a_heading_above_nothing_but_appeals_goes_with_them() -> None:
    appeal = "<h3>帮帮我们吧</h3><p>您的捐款让我们继续做报道。</p>"

    assert kept(f"<p>{LEAD}</p><p>{BODY}</p>{appeal}") == paragraphs(LEAD, BODY)


def test_bold_says_nothing_where_most_of_a_text_is_bold() -> None:
    talk = [LEAD, "甲：你说呢", BODY, LAST]

    assert kept("".join(f"<p><b>{words}</b></p>" for words in talk)) == paragraphs(*talk)


@pytest.mark.parametrize("year", ["公元79年", "1138年", "526 AD"])
def test_a_year_that_stands_alone_in_a_timeline_is_text(year: str) -> None:
    page = f"<p>{LEAD}</p><h3>火山爆发</h3><p class='timeline__date'><time>{year}</time></p><p>{BODY}</p>"

    assert ("paragraph", year) in kept(page)


def test_a_bold_day_below_text_is_a_heading_and_one_above_it_the_time() -> None:
    long = LEAD + BODY + LAST

    assert ("heading", "2020年6月26日") in kept(
        f"<p>{long}</p><p><b>2020年6月26日</b></p><p>{BODY}</p><p>{LAST}</p>"
    )
    assert kept(f"<p><b>2020年6月26日</b></p><p>{long}</p>") == paragraphs(long)


def test_a_paragraph_that_is_a_link_into_the_outlets_own_site_is_another_article() -> None:
    link = "<p><a href='/zhongwen/x-1'>没有发生过的另一件事</a></p>"

    assert kept(f"<p>{LEAD}</p>{link}<p>{BODY}</p>", "bbc.com") == paragraphs(LEAD, BODY)
    assert len(kept(f"<p>{LEAD}</p>{link}<p>{BODY}</p>")) == 3


@pytest.mark.parametrize(
    "line", ["2024-06-04 某某网", "某人 · 2024年6月4日 · 阅读时间 6 分钟", "2024年6月4日星期二 11:00"]
)
def test_a_short_line_around_a_day_above_the_text_tells_the_time(line: str) -> None:
    found = taken(f"<p>{line}</p><p>{LEAD}</p><p>{BODY}</p>")

    assert [block.text for block in found.blocks] == [LEAD, BODY]
    assert found.time is not None
    assert found.time.day.isoformat() == "2024-06-04"


@pytest.mark.parametrize(
    "line", ["【某纪元2020年11月03日讯】", "时间：2017年12月8日 周五", "2024年6月4日，他走了"]
)
def test_a_line_that_says_more_than_a_day_is_text(line: str) -> None:
    assert kept(f"<p>{line}</p><p>{LEAD}</p><p>{BODY}</p>")[0][1] == line


def test_an_agency_and_a_place_in_a_list_above_the_text_are_a_byline() -> None:
    assert kept(f"<ul><li>AFP, MANILA</li></ul><p>{LEAD}</p><p>{BODY}</p>")[0] == ("byline", "AFP, MANILA")


def test_an_address_says_who_and_the_headline_again_goes_with_the_time_behind_it() -> None:
    page = f"<h1>没有的事 (11:00)</h1><address>某人</address><p>{LEAD}</p><p>{BODY}</p>"

    assert kept(page, title="没有的事") == [("byline", "某人"), *paragraphs(LEAD, BODY)]


@pytest.mark.parametrize(
    ("words", "signature"),
    [
        ("某地下雪了", "— 某人 (@some_1) 2020年8月3日"),
        ("某地又下雪了😀", "Posted by 某某 on Friday, 7 August 2020"),
    ],
)
def test_a_post_in_a_frame_for_posts_is_a_quotation_and_whose_it_is(words: str, signature: str) -> None:
    post = f"<blockquote><p>{words}</p>{signature}</blockquote>"
    page = (
        f"<p>{LEAD}</p><div class='social-embed'><div class='embed'>{post}</div>&quot;&gt;</div><p>{BODY}</p>"
    )

    assert kept(page, "bbc.com")[1:3] == [("blockquote", words), ("byline", signature)]


def test_a_heading_above_the_text_that_names_the_author_and_the_day_is_a_byline() -> None:
    found = taken(f"<h1>作者: 苏某某 2020-7-27</h1><p>{LEAD}</p><p>{BODY}</p>")

    assert str(found.blocks[0].kind) == "byline"
    assert found.authors == ["苏某某"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("甲乙丙：与热爱自由的人民展开“亲身外交”", "heading"),
        ("某国外交部批評英方「違諾在先」，執意「搞政治操弄」", "heading"),
        ("甲乙丙：为何不报警？", "heading"),
        ("他在集会上说：“我们不会忘记”", "paragraph"),
        ("“我们不会忘记，也不会原谅”", "paragraph"),
    ],
)
def test_a_bold_line_that_ends_in_a_quotation_is_a_heading_unless_it_quotes_a_sentence(
    words: str, kind: str
) -> None:
    assert kept(f"<p>{LEAD}</p><p><b>{words}</b></p><p>{BODY}</p><p>{LAST}</p>")[1] == (kind, words)


def test_several_bold_questions_are_those_of_an_interview() -> None:
    asked = ["记者：您第一次去是什么时候？", "记者：后来呢？"]
    page = "".join(f"<p><b>{question}</b></p><p>{BODY}</p>" for question in asked)

    assert {kind for kind, _ in kept(f"<p>{LEAD}</p>{page}")} == {"paragraph"}
