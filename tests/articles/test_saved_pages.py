"""Web pages saved in one file: MHTML, SingleFile, and what browsers write into a page."""

import base64
import quopri
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.problems import ImportProblem
from articles.readers import read
from tests.articles.saved import ASTRAL, BODY, LEAD, one, problem, texts
from tests.growth import is_in_proportion

ADDRESS = "https://news.example/zh/2024/bridge-1042"
ARTICLE = f"<body><article><h1>题目</h1><p>{LEAD}</p><p>{ASTRAL}</p><p>{BODY}</p></article></body></html>"
HEAD = "<head><title>题目</title></head>"
PAGE = f"<!DOCTYPE html><html>{HEAD}{ARTICLE}"
WRAPPINGS: dict[str, Callable[[bytes], bytes]] = {
    "quoted-printable": quopri.encodestring,
    "base64": base64.encodebytes,
    "8bit": bytes,
    "binary": bytes,
}


def mhtml(
    page: bytes, *, wrapping: str = "quoted-printable", charset: str = "", kind: str = "text/html"
) -> bytes:
    said = f'; charset="{charset}"' if charset else ""
    head = (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {ADDRESS}\r\n"
        "Subject: =?utf-8?Q?=E9=A2=98?=\r\n"
        "Date: Thu, 5 Jan 2023 10:11:12 +0800\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B--x"\r\n\r\n\r\n'
        "------B--x\r\nContent-Type: text/css\r\nContent-Location: cid:1\r\n\r\nbody{}\r\n"
        f"------B--x\r\nContent-Type: {kind}{said}\r\nContent-Transfer-Encoding: {wrapping}\r\n"
        f"Content-Location: {ADDRESS}\r\n\r\n"
    )
    picture = b"\r\n------B--x\r\nContent-Type: image/png\r\n\r\n\x89PNG\x00\x00\r\n------B--x--\r\n"
    return head.encode() + WRAPPINGS[wrapping](page) + picture


@pytest.mark.parametrize("wrapping", WRAPPINGS)
@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16", ""])
def test_the_page_of_an_mhtml_file_is_read_with_its_address(wrapping, charset) -> None:
    document = one(mhtml(PAGE.encode(charset or "utf-8"), wrapping=wrapping, charset=charset), "a.mhtml")

    assert texts(document) == ["题目", LEAD, ASTRAL, BODY]
    assert (document.url, document.format) == (ADDRESS, "MHTML")
    assert "saved on 2023-01-05T10:11:12+08:00" in document.notes


def test_a_wrong_charset_of_a_part_is_not_believed() -> None:
    page = PAGE.replace(ASTRAL, BODY)

    assert texts(one(mhtml(page.encode("gbk"), charset="utf-8"), "a.mht"))[1] == LEAD


def test_mhtml_without_a_page_is_refused() -> None:
    refused = problem(mhtml(b"x", kind="text/css"), "a.mhtml")

    assert refused.what == "The saved page holds no HTML."


def test_multiparts_inside_of_each_other_end_somewhere() -> None:
    inner = b"Content-Type: multipart/related; boundary=a\r\n\r\n--a\r\n"

    assert problem(b"MIME-Version: 1.0\r\n" + inner * 5000, "a.mhtml").what == "The saved page holds no HTML."


@given(st.integers(0, 2000), st.binary(max_size=20))
def test_any_damage_to_mhtml_gives_documents_or_a_problem(place, junk) -> None:
    raw = mhtml(PAGE.encode(), wrapping="base64")
    try:
        documents = read(raw[:place] + junk + raw[place + len(junk) :], "a.mhtml")
    except ImportProblem:
        return
    assert all(document.blocks for document in documents)


SINGLE_FILE = (
    f"<!DOCTYPE html> <html lang=zh><!--\n Page saved with SingleFile \n url: {ADDRESS} \n"
    f" saved date: Thu Jan 05 2023 10:11:12 GMT+0800 (China Standard Time)\n-->{HEAD}{ARTICLE}"
)


def test_a_single_file_page_says_where_and_when_it_was_saved() -> None:
    document = one(SINGLE_FILE, "a.html")

    assert (document.url, texts(document)) == (ADDRESS, ["题目", LEAD, ASTRAL, BODY])
    assert "saved on 2023-01-05T10:11:12+08:00" in document.notes


def test_a_page_says_where_a_browser_saved_it_from() -> None:
    page = PAGE.replace("<html>", f"\n<!-- saved from url=(0040){ADDRESS} -->\n<html>")

    assert one(page, "a.html").url == ADDRESS


def test_the_address_in_the_head_goes_before_that_of_the_saving() -> None:
    page = SINGLE_FILE.replace("<head>", '<head><link rel="canonical" href="https://news.example/zh/other">')

    assert one(page, "a.html").url == "https://news.example/zh/other"


def test_pictures_written_into_the_page_cost_nothing() -> None:
    def make(size: int) -> str:
        picture = f'<img src="data:image/png;base64,{"iVBORw0KGgo" * size}">'
        return SINGLE_FILE.replace(f"<p>{BODY}</p>", f"{picture * 5}<p>{BODY}</p>")

    document = one(make(50_000), "a.html")

    assert is_in_proportion(make, lambda page: one(page, "a.html"), 12_500)
    assert texts(document) == ["题目", LEAD, ASTRAL, BODY]
    assert not any("iVBORw0KGgo" in piece.text for piece in document.dropped)
    assert "left out 5 pictures or fonts that are written into the page" in document.notes
