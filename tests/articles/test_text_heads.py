"""What the first lines of texts and Markdown say of an article, and what note-takers write into it."""

import pytest

from articles.readers import read
from articles.readers.labels import head_above, head_of
from articles.text.blocks import Kind, Reason

TITLE = "縣檔案館開放三千件地契"
TEXT = (
    "檔案館本月起向公眾開放一批舊地契，共三千二百餘件😀。",
    "「有人來找爺爺的地。」她說，「有人只是想看看字怎麼寫 e\u0301。」",
    "歷史學者𠮷田認為，這批地契補上了縣志裡缺失的三十年。",
)
BODY = "\r\n\r\n".join(TEXT)


def texts(document, kind=Kind.PARAGRAPH):
    return [block.text for block in document.blocks if block.kind == kind]


def one(text, name="a.txt"):
    [document] = read(text.encode(), name)
    return document


def test_the_block_below_a_title_names_outlet_author_day_and_address():
    document = one(
        f"{TITLE}\r\n半山誌\r\n作者：游以晴\r\n2024年8月7日\r\n網址：https://a.example/1\r\n\r\n{BODY}"
    )

    assert (document.title, document.outlet, document.authors) == (TITLE, "半山誌", ("游以晴",))
    assert (document.published, document.url) == ("2024-08-07", "https://a.example/1")
    assert texts(document) == list(TEXT)


def test_labels_in_brackets_open_a_text():
    head = f"【标题】{TITLE}\n【来源】某晚报\n【作者】方小曼\n【时间】2024-05-09\n【正文】\n"
    document = one(head + "\n".join(f"　　{line}" for line in TEXT))

    assert (document.title, document.outlet, document.authors) == (TITLE, "某晚报", ("方小曼",))
    assert (document.published, texts(document)) == ("2024-05-09", list(TEXT))


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\n{BODY}",
        f"{TEXT[0]}\n来源：某报\n\n{BODY}",
        f"来源：某报\n{TITLE}\n\n{BODY}",
        f"{TITLE}\n一个名字\n\n{BODY}",
        f"{TITLE}\n来源：某报\n{TEXT[1]}\n\n{BODY}",
        "\n".join([TITLE, *["来源：某报"] * 20, "", BODY]),
    ],
)
def test_a_block_that_is_something_else_is_no_head(text):
    assert head_of(text) == ("", [], 0)


def test_what_closes_a_text_is_left_out_with_its_reason():
    closing = "延伸閱讀：\n木工廠的最後一季\n\n© 2024 半山誌 版權所有\n加入會員 | 隱私權政策 | 聯絡我們"
    document = one(f"{TITLE}\n\n{BODY}\n\n{closing}")

    assert texts(document) == list(TEXT)
    assert {piece.reason for piece in document.dropped} == {
        Reason.RELATED_LINKS,
        Reason.COPYRIGHT,
        Reason.MENU,
    }


def test_lines_of_one_paragraph_stay_together_if_none_is_a_notice():
    document = one(f"{TITLE}\n\n{TEXT[0]}\n{TEXT[1]}\n\n{TEXT[2]}")

    assert texts(document) == [f"{TEXT[0]}\n{TEXT[1]}", TEXT[2]]


def test_a_line_of_markdown_tells_day_outlet_and_address():
    line = "> 发布时间：2024-03-14 | 来源：[某晚报](https://a.example/) | [原文链接](https://a.example/9)"
    document = one(f"# {TITLE}\r\n\r\n{line}\r\n\r\n{BODY}", "a.md")

    assert (document.published, document.outlet, document.url) == (
        "2024-03-14",
        "某晚报",
        "https://a.example/9",
    )
    assert texts(document) == list(TEXT)


def test_properties_beside_an_address_go_with_it():
    head = "URL: [https://a.example/2](https://a.example/2)\nPublished: 2024-05-09\nStatus: 待讀"
    document = one(f"# {TITLE}\n\n{head}\n\n{BODY}", "a.md")

    assert (document.url, document.published, texts(document)) == (
        "https://a.example/2",
        "2024-05-09",
        list(TEXT),
    )


def test_when_something_takes_place_is_article():
    line = "时间：11月14日上午"
    document = one(f"# {TITLE}\n\n{line}\n\n{BODY}\n\n**完**", "a.md")

    assert line in texts(document)


def test_short_lines_further_down_are_never_searched_for_labels():
    lines = [f"第{number}行" for number in range(30)]
    document = one(f"# {TITLE}\n\n" + "\n\n".join([*lines, "发布时间：2024-03-14", "**完**"]), "a.md")

    assert "发布时间：2024-03-14" not in [piece.text for piece in document.dropped if piece.after == 1]


def test_the_excerpt_that_a_clipper_puts_first_is_no_article():
    document = one(f"# {TITLE}\n\n> ## Excerpt\n> 這是摘要。\n\n---\n\n{BODY}", "a.md")

    assert texts(document) == list(TEXT)
    assert not texts(document, Kind.BLOCKQUOTE)


def test_marks_of_note_takers_go_and_their_words_stay():
    head = f"---\ntitle: {TITLE}\nauthor:\n  - '[[沈一禾]]'\n---\n"
    note = head + f"==有人==來找爺爺的地。a == b == c\n\n> [!quote]\n> {TEXT[1]}\n"
    document = one(note + f"\n{TEXT[2]}\n", "a.md")

    assert document.authors == ("沈一禾",)
    assert texts(document)[0] == "有人來找爺爺的地。a == b == c"
    assert texts(document, Kind.BLOCKQUOTE) == [TEXT[1]]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("因為它是著名的**“蔬菜之鄉”**，規模最大。", "因為它是著名的“蔬菜之鄉”，規模最大。"),
        ("**快評：**這篇新聞令人震驚。", "快評：這篇新聞令人震驚。"),
        ("二的十次方寫作 2**10，不是粗體。", "二的十次方寫作 2**10，不是粗體。"),
    ],
)
def test_bold_words_that_a_sign_ends_are_bold(source, words):
    document = one(f"# {TITLE}\n\n{TEXT[0]}\n\n{source}\n\n{TEXT[2]}\n", "a.md")

    assert texts(document)[1] == words


def test_asterisks_in_code_stay():
    document = one(f"# {TITLE}\n\n{TEXT[0]}\n\n```\n**kwargs** = 1\n```\n\n{TEXT[2]}\n", "a.md")

    assert "**kwargs** = 1" in "\n".join(texts(document))


def test_a_picture_between_lines_parts_them_from_what_stands_beside_it():
    document = one(
        f"# {TITLE}\n\n{TEXT[0]}\n![](https://a.example/1.jpg)fromaradio.com\n{TEXT[1]}\n\n{TEXT[2]}\n",
        "a.md",
    )

    assert texts(document) == list(TEXT)
    assert Reason.CREDIT in {piece.reason for piece in document.dropped}


def test_a_page_of_pictures_is_from_where_its_first_picture_is():
    page = f"### {TITLE}\n\n---\n\n<img src='http://qikan.minghui.org/a.png'/>\n\n---\n\n#### [首页](../..)\n"

    assert one(page, "a.md").outlet == "明慧网"


def test_numbered_bold_lines_are_headings_from_the_first():
    points = "\n\n".join(
        f"**{number}．第{number}件事的題目**\n\n{line}" for number, line in enumerate(TEXT, 1)
    )
    document = one(f"# {TITLE}\n\n{points}\n", "a.md")

    assert len(texts(document, Kind.HEADING)) == len(TEXT)


def test_an_address_with_its_label_may_close_a_text():
    document = one(f"{TITLE}\n\n{BODY}\n\n原文網址：https://a.example/3\n\n【更多新聞】\n一張網拉起一個村")

    assert (document.url, texts(document)) == ("https://a.example/3", list(TEXT))


def test_a_bare_address_further_down_is_text():
    lines = [f"第{number}段說了一些沒有發生過的事情。" for number in range(9)]
    document = one(f"{TITLE}\n\n" + "\n\n".join([*lines, "https://a.example/4"]))

    assert document.url is None
    assert "https://a.example/4" in texts(document)


def test_names_and_days_between_bars_above_a_title_are_no_text():
    above = "東海日報 | 2024-07-04\r\n報章 | A05 | 記者：賴映雪\r\n字數：420 字"
    document = one(f"{above}\r\n\r\n{TITLE}\r\n\r\n{BODY}")

    assert (document.title, document.outlet, document.published) == (TITLE, "東海日報", "2024-07-04")
    assert (document.authors, texts(document)) == (("賴映雪",), list(TEXT))


@pytest.mark.parametrize(
    "above",
    [
        "東海日報\n\n",
        "東海日報 | 地方\n\n",
        "2024-07-04\n\n",
        f"東海日報 | 2024-07-04\n{TEXT[0]}\n\n",
        "",
    ],
)
def test_other_lines_above_a_title_are_no_head(above):
    assert head_above(f"{above}{TITLE}\n\n{BODY}") == ([], 0)


def test_what_a_reader_for_machines_puts_above_a_page_is_no_text():
    head = f"Title: {TITLE}\n\nURL Source: https://a.example/5\n\nPublished Time: 2024-07-03\n\n"
    document = one(
        f"{head}Markdown Content:\n{TITLE}\n====\n\n![Image 1](https://a.example/1.jpg)\n\n{BODY}\n", "a.md"
    )

    assert (document.title, document.url, document.published) == (TITLE, "https://a.example/5", "2024-07-03")
    assert texts(document) == list(TEXT)


def test_a_link_to_the_original_below_the_title_is_the_address():
    links = "[Read on Some App](https://app.example/me/1)\n[Read Original](https://a.example/6)"
    document = one(
        f"---\ndate_published: 2024-09-09 21:30:00\n---\n# {TITLE}\n#App\n\n{links}\n\n{BODY}\n", "a.md"
    )

    assert (document.url, document.published, texts(document)) == (
        "https://a.example/6",
        "2024-09-09",
        list(TEXT),
    )
