"""What a whole page says of its article in other places than most: titles, names, addresses, pictures."""

from articles.readers import read
from articles.text.blocks import Kind

TITLE = "纜車九月停駛"
TEXT = (
    "纜車公司週三宣布，運行了六十三年的北線將於九月底停駛😀。",
    "公司說，鋼索與支架的檢修費用連年上漲，去年換索就花了兩千萬元。",
    "北線是半山三個聚落唯一的公共交通𠮷，停駛後要繞四十分鐘。",
)
HEAD = f"<title>{TITLE}</title>"
PROSE = "".join(f"<p>{text}</p>\r\n" for text in TEXT)


def page(body, head=""):
    raw = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    [document] = read(raw.encode(), "saved.html")
    return document


def texts(document, kind=Kind.PARAGRAPH):
    return [block.text for block in document.blocks if block.kind == kind]


def test_the_title_may_stand_below_the_site_s_own_heading():
    head = f'<title>山城剪報: {TITLE}</title><meta property="og:title" content="{TITLE}">'
    document = page(f"<h1>山城剪報</h1><div><h3>{TITLE}</h3><div>{PROSE}</div></div>", head)

    assert (document.title, document.outlet) == (TITLE, "山城剪報")


def test_a_longer_heading_of_the_first_order_is_still_the_title():
    head = f'<title>{TITLE}</title><meta property="og:title" content="{TITLE}">'

    assert page(f"<h1>{TITLE}</h1><h2>{TITLE}</h2>{PROSE}", head).title == TITLE


def test_the_page_s_own_marks_name_the_author():
    blogger = "<span class='post-author vcard'>張貼者：<span class='fn'>阿樹</span></span>"
    forum = "<div class='authi'><a class='xw1' href='/u/1'>老染缸</a></div>"
    comment = f"<div class='comments'>{blogger}</div>"

    assert page(f"<h1>{TITLE}</h1>{PROSE}{blogger}", f"<title>{TITLE}</title>").authors == ("阿樹",)
    assert page(f"<h1>{TITLE}</h1>{forum}{PROSE}", f"<title>{TITLE}</title>").authors == ("老染缸",)
    assert page(f"<h1>{TITLE}</h1>{PROSE}{comment}", f"<title>{TITLE}</title>").authors == ()


def test_the_words_between_headline_and_text_name_the_author_if_nothing_else_does():
    said = "<div>作者：沈一禾　点击：312</div>"
    by = "<div>from a blog by Sasha Bell, 2024-05-09</div>"

    assert page(f"<h1>{TITLE}</h1>{said}<div>{PROSE}</div>").authors == ("沈一禾",)
    assert page(f"<h1>{TITLE}</h1>{by}<div>{PROSE}</div>").authors == ("Sasha Bell",)


def test_the_source_may_close_the_article():
    document = page(
        f"<h1>{TITLE}</h1><div>{PROSE}<p>来源：某晚报</p></div>", f"<title>{TITLE}_某门户</title>"
    )

    assert document.outlet == "某晚报"


def test_the_address_may_be_where_the_title_leads_or_what_the_page_writes():
    linked = f"<div><a href='https://blog.example/1'>{TITLE}</a></div><h1>{TITLE}</h1><div>{PROSE}</div>"
    written = f"<h1>{TITLE}</h1><div>{PROSE}</div><div>原文地址：https://blog.example/2本文由某网提供</div>"

    assert page(linked, f"<title>{TITLE}</title>").url == "https://blog.example/1"
    assert page(written, f"<title>{TITLE}</title>").url == "https://blog.example/2"


def test_the_metadata_of_government_sites_are_read():
    head = (
        f'<title>{TITLE}_公示公告</title><meta name="SiteName" content="某区人民政府">'
        '<meta name="Url" content="https://www.mou.gov.cn/1.html"><meta name="PubDate" content="2024-03-14">'
    )
    document = page(f"<h1>{TITLE}</h1><div>{PROSE}</div>", head)

    assert (document.outlet, document.url) == ("某区人民政府", "https://www.mou.gov.cn/1.html")
    assert document.published == "2024-03-14"


def test_the_caption_of_a_picture_above_the_headline_is_article():
    picture = "<figure><img src=1.jpg><figcaption>候車亭，八月。</figcaption></figure>"
    menu = "<nav><figure><img src=2.jpg><figcaption>訂閱</figcaption></figure></nav>"
    bare = "<figure><figcaption>沒有圖</figcaption></figure>"
    document = page(
        f"<main>{menu}{bare}{picture}<h1>{TITLE}</h1><div>{PROSE}</div></main>", f"<title>{TITLE}</title>"
    )

    assert texts(document, Kind.CAPTION) == ["候車亭，八月。"]
    assert texts(document) == list(TEXT)


def test_the_time_may_stand_in_an_abbreviation():
    time = '<abbr class="published" title="2024-08-07T20:15:00+08:00">晚上8:15</abbr>'

    assert (
        page(f"<h1>{TITLE}</h1><div>{PROSE}<p>於 {time}</p></div>").published == "2024-08-07T20:15:00+08:00"
    )


def test_the_bold_font_of_a_portal_makes_a_heading():
    bold = '<p><font cms-style="font-L strong-Bold">安置</font></p>'
    document = page(f"<h1>{TITLE}</h1><div>{PROSE}{bold}<p>{TEXT[2]}</p></div>", f"<title>{TITLE}</title>")

    assert texts(document, Kind.HEADING) == ["安置"]


def test_the_first_line_below_the_headline_is_a_lead_unless_it_tells_of_the_page():
    for lead in ("<h2>第四十一期：六張票和四只木箱</h2>", "<p>二十九年、四只木箱、六張票。</p>"):
        document = page(f"<main><header><h1>{TITLE}</h1>{lead}</header><div>{PROSE}</div></main>", HEAD)

        assert len(texts(document)) == len(TEXT) + 1
    for other in (
        "<p>作者：沈一禾 字数 1,244</p>",
        "<p>文／林以樂　攝／楊子磊先生</p>",
        "<p><a href='/1'>訂閱電子報看更多的故事</a></p>",
        "<h2>短</h2>",
    ):
        document = page(f"<main><header><h1>{TITLE}</h1>{other}</header><div>{PROSE}</div></main>", HEAD)

        assert texts(document) == list(TEXT)


def test_points_below_the_headline_are_article_if_each_says_something():
    points = "<ul><li>改用電燈每年省下一百八十萬</li><li>文史團體希望保留一條街</li></ul>"
    tools = "<ul><li>分享</li><li>列印這一篇文章</li></ul>"

    assert (
        len(texts(page(f"<main><h1>{TITLE}</h1>{points}<div>{PROSE}</div></main>", HEAD), Kind.LIST_ITEM))
        == 2
    )
    assert not texts(page(f"<main><h1>{TITLE}</h1>{tools}<div>{PROSE}</div></main>", HEAD), Kind.LIST_ITEM)


def test_the_words_below_a_picture_in_its_box_are_its_caption():
    slide = "<div class='slide'><img src=1.jpg><div class='desc'>最後一次升旗。</div></div>"
    box = f"<div class='image-slider'>{slide}</div>"
    other = "<div class='image-slider'><img src=1.jpg><div class='desc'>一</div><div>二</div></div>"

    assert texts(page(f"<main><h1>{TITLE}</h1>{box}<div>{PROSE}</div></main>", HEAD), Kind.CAPTION) == [
        "最後一次升旗。"
    ]
    assert not texts(page(f"<main><h1>{TITLE}</h1>{other}<div>{PROSE}</div></main>", HEAD), Kind.CAPTION)


def test_the_name_of_a_host_that_leads_there_is_the_address():
    line = "<span><a href='https://www.paper.example/9'>paper.example</a> by 許映真</span>"
    broken = "<span><a href='http://[broken'>paper.example</a></span>"

    assert page(f"<h1>{TITLE}</h1>{line}<div>{PROSE}</div>", HEAD).url == "https://www.paper.example/9"
    assert page(f"<h1>{TITLE}</h1>{line}<div>{PROSE}</div>", HEAD).authors == ("許映真",)
    assert page(f"<h1>{TITLE}</h1>{broken}<div>{PROSE}</div>", HEAD).url is None


def test_a_long_line_alone_with_a_picture_is_its_caption_and_a_name_is_none():
    caption = (
        "<div class='mt-8'><img src=1.jpg><p class='text-xs'>最後一班車開出之前，司機站在車門旁。</p></div>"
    )
    name = "<div class='mt-8'><img src=1.jpg><p>林以樂</p></div>"

    assert (
        len(texts(page(f"<main><h1>{TITLE}</h1>{caption}<div>{PROSE}</div></main>", HEAD), Kind.CAPTION)) == 1
    )
    assert not texts(page(f"<main><h1>{TITLE}</h1>{name}<div>{PROSE}</div></main>", HEAD), Kind.CAPTION)


def test_who_provides_an_article_to_a_portal_is_its_outlet():
    said = '{"@type": "NewsArticle", "provider": {"name": "東海好新聞"}, "publisher": {"name": "某門戶"}}'
    head = f'{HEAD}<script type="application/ld+json">{said}</script>'

    assert page(f"<h1>{TITLE}</h1><div>{PROSE}</div>", head).outlet == "東海好新聞"
