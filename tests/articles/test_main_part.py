"""Which part of a page is the article, where it lies in pieces, and where something else holds more prose."""

import pytest

from articles.readers import read
from articles.text.blocks import Kind

TITLE = "旧码头改成公园，渔民要搬走"
TEXT = (
    "区政府星期一说，旧码头年底以前关闭，原地要建一座公园😀。",
    "码头上还有四十二条渔船，船主们说事先没有人问过他们𠮷。",
    "“我父亲在这里卖了五十年鱼 e\u0301。”船主赵大海对记者说，“公园里不能卖鱼。”",
    "规划书写着，渔船将迁往十二公里以外的新港，搬迁费由市里承担。",
)
IMPRINT = "本站由某公司运营，" + "所有文字图片未经许可不得用于商业用途，请各位用户自觉遵守规定。" * 7


def kept(body, kinds=(Kind.PARAGRAPH,)):
    raw = f"<!doctype html>\r\n<html><head><title>{TITLE}</title></head><body>{body}</body></html>"
    [document] = read(raw.encode(), "saved.html")
    return [block.text for block in document.blocks if block.kind in kinds]


def prose(*texts):
    return "\r\n".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    "around",
    [
        "<footer><div>{}</div></footer>",
        "<aside class='widget'><div>{}</div></aside>",
        "<div class='hidden'><div>{}</div></div>",
        "<div id='cookie-popup'><div>{}</div></div>",
        "<section class='page-sidebar'><div>{}</div></section>",
    ],
)
def test_longer_prose_around_the_article_is_not_taken_for_it(around):
    body = f"<h1>{TITLE}</h1><div class='a'>{prose(*TEXT)}</div>" + around.format(prose(IMPRINT))

    assert kept(body) == list(TEXT)


def test_a_page_that_lies_in_such_a_part_as_a_whole_is_read():
    whole = f"<div class='hidden'><h1>{TITLE}</h1><div>{prose(*TEXT * 4)}</div></div>"
    besides = f"<div><p>{IMPRINT[:100]}</p></div>"

    assert kept(whole + besides) == [*TEXT * 4]


@pytest.mark.parametrize(
    "piece",
    [
        "<section>{}</section>",
        "<div class='text-block part-{number}'>{}</div>",
        "<div><div class='para-text'>{}</div></div>",
        "<div class='grid' id='g{number}'><div class='item'><div class='inner'>{}</div></div></div>",
    ],
)
def test_an_article_in_pieces_is_read_whole(piece):
    texts = [TEXT * 5, TEXT * 2, TEXT * 2]
    pieces = [piece.replace("{}", prose(*one)).replace("{number}", str(n)) for n, one in enumerate(texts)]

    assert kept(f"<h1>{TITLE}</h1><div class='x'>{''.join(pieces)}</div>") == [*TEXT * 9]


def test_posts_that_are_numbered_as_in_a_database_are_no_pieces():
    posts = "".join(
        f"<div class='post p{n}' id='post_{n}0042'>{prose(*TEXT[n:] * (4 - n) ** 2)}</div>" for n in range(3)
    )

    assert kept(f"<h1>{TITLE}</h1><div>{posts}</div>") == [*TEXT * 16]


def test_a_little_prose_in_a_part_that_is_named_alike_is_no_piece():
    small = f"<div class='row-2'><p>{TEXT[0]}</p></div>"

    assert kept(f"<h1>{TITLE}</h1><div><div class='row-1'>{prose(*TEXT * 3)}</div>{small}</div>") == [
        *TEXT * 3
    ]


def test_lines_without_names_in_the_article_s_body_are_all_its_own():
    line = TEXT[0] * 3

    assert kept(f"<div class='field-name-body'><div>{line}</div><div>{prose(*TEXT * 5)}</div></div>") == [
        line,
        *TEXT * 5,
    ]


def test_a_long_quotation_in_parts_is_not_the_whole_article():
    quoted = f"<blockquote><div><div>{prose(*TEXT[1:] * 5)}</div></div></blockquote>"
    body = f"<h1>{TITLE}</h1><div>{quoted}<p>{TEXT[0]}</p></div>"

    assert kept(body, (Kind.PARAGRAPH, Kind.BLOCKQUOTE)) == [*TEXT[1:] * 5, TEXT[0]]


def test_paragraphs_built_as_most_are_article_whatever_their_name_tells():
    paid = "".join(f"<p class='paywall'>{text}</p>" for text in TEXT[1:])
    asked = "<p class='share-box'>分享到各处</p>"

    assert kept(f"<h1>{TITLE}</h1><div><p>{TEXT[0]}</p>{paid}{asked}</div>") == list(TEXT)
