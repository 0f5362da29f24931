"""Feeds as they were downloaded, whole or not."""

import pytest

from articles.readers import read
from tests.articles.saved import ASTRAL, BODY, LEAD, problem, texts

RSS = (
    '<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>某站</title>'
    "{items}</channel></rss>"
)
ITEM = f"<item><title>题</title><link>https://a.example/b/c</link><description>&lt;p&gt;{LEAD}{BODY}&lt;/p&gt;</description></item>"


def rss(*items: str, encoding: str = "utf-8") -> bytes:
    return RSS.format(encoding=encoding, items="".join(items)).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "big5"])
def test_a_feed_is_read_in_the_encoding_it_declares(encoding) -> None:
    item = "<item><title>文</title><description>一二三，我在上大人。</description></item>"

    [document] = read(rss(item, encoding=encoding), "feed.xml")

    assert texts(document) == ["文", "一二三，我在上大人。"]


def test_an_item_without_words_is_left_out_and_the_others_keep_coming() -> None:
    empty = "<item><enclosure url='https://a.example/x.mp3'/></item>"

    assert [document.title for document in read(rss(empty, ITEM, empty), "feed.xml")] == ["题"]
    assert problem(rss(empty), "feed.xml").what == "The feed holds no items."


def test_an_item_without_a_link_has_its_address_from_its_permanent_name() -> None:
    items = [
        f"<item><title>题</title><guid{mark}>https://a.example/{mark[-3:-1]}</guid><description>{ASTRAL}</description></item>"
        for mark in ("", ' isPermaLink="true"', ' isPermaLink="false"')
    ]

    assert [document.url for document in read(rss(*items), "feed.xml")] == [
        "https://a.example/",
        "https://a.example/ue",
        None,
    ]


def test_a_feed_that_was_cut_gives_the_items_it_has() -> None:
    raw = rss(ITEM, ITEM)

    assert texts(read(raw[: raw.rindex(b"<link>")], "feed.xml")[0]) == ["题", f"{LEAD}{BODY}"]
