"""Addresses in templates: as people read them, and never so that something is hidden."""

import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://news.example/1.html", "https://news.example/1.html"),
        ("https://news.example/cn/%E4%B8%AD%E5%9B%BD/", "https://news.example/cn/中国/"),
        ("https://news.example/%F0%A0%AE%B7%F0%9F%98%80", "https://news.example/𠮷😀"),
        ("https://news.example/caf%65%CC%81", "https://news.example/cafe\u0301"),
        ("https://news.example/?a=%26b%2Fc%23%25", "https://news.example/?a=%26b%2Fc%23%25"),
        ("https://news.example/%D6%D0", "https://news.example/%D6%D0"),
        ("https://news.example/%E2%80%AEgpj.exe", "https://news.example/%E2%80%AEgpj.exe"),
        ("https://news.example/%0D%0Aa", "https://news.example/%0D%0Aa"),
        ("https://news.example/a%20b", "https://news.example/a%20b"),
        ("https://news.example/%3Cb%3E", "https://news.example/%3Cb%3E"),
        ("", ""),
    ],
)
def test_an_address_is_shown_as_it_is_read(address, shown):
    assert Template("{{ address|readable }}").render(Context({"address": address})) == shown


def test_what_an_address_says_is_never_markup():
    shown = Template("{{ address|readable }}").render(
        Context({"address": "https://news.example/<b>%E4%B8%AD"})
    )

    assert shown == "https://news.example/&lt;b&gt;中"
