"""Copies that archives and reading views keep, and the signs that templates leave in Markdown."""

import pytest

from articles.readers import read
from articles.readers.liquid import without_template_signs
from articles.text.addresses import canonical_address
from tests.articles.pages import BODY, LAST, LEAD

PAGE = f"<p>{LEAD}</p><p>{BODY}</p><p>{LAST}</p>"


@pytest.mark.parametrize(
    "address",
    [
        "https://web.archive.org/web/20211230010203/https://example.org/a",
        "https://web.archive.org/web/20211230010203id_/https:/example.org/a",
        "http://archive.ph/2021.12.30-010203/https://example.org/a",
        "https://webcache.googleusercontent.com/search?q=cache:Ab-1:https://example.org/a",
    ],
)
def test_a_copy_in_an_archive_has_the_address_of_the_original(address: str) -> None:
    assert canonical_address(address) == "https://example.org/a"


def test_a_page_of_the_wayback_machine_names_the_copy_beside_the_original() -> None:
    copy = "https://web.archive.org/web/20211230010203/https://example.org/a"
    head = f"<title>没有的事𠮷</title><link rel='canonical' href='{copy}'>"

    (document,) = read(f"<html><head>{head}</head><body>{PAGE}</body></html>".encode(), "a.html")

    assert (document.url, document.mirror_url) == ("https://example.org/a", copy)


def test_a_reading_view_names_the_page_it_is_of() -> None:
    view = "<a class='domain reader-domain' href='https://example.org/a'>example.org</a>"

    (document,) = read(
        f"<html><head><title>没有的事😀</title></head><body>{view}{PAGE}</body></html>".encode(), "a.html"
    )

    assert (document.url, document.mirror_url) == ("https://example.org/a", None)


def test_the_signs_of_templates_go_from_markdown_and_captions_stay() -> None:
    body = (
        '* TOC\n{:toc}\n\n一段\n{: .lead}\n\n{% include figure.html src="a" caption="猫 & 狗" %}\n\n'
        "![猫]({{ site.baseurl }}/b.jpg){: .center}\n\n"
        "## 题 {#a}\n\n{% highlight text %}\n码\n{% endhighlight %}"
    )

    assert without_template_signs(body) == (
        "\n\n一段\n\n\n<figure><figcaption>猫 &amp; 狗</figcaption></figure>\n\n"
        "![猫](/b.jpg)\n\n## 题\n\n\n码\n"
    )
    assert without_template_signs("he\u0301 {没有} 🦊") == "he\u0301 {没有} 🦊"


def test_a_bare_address_behind_a_label_says_where_an_article_is_from() -> None:
    text = f"---\r\ntitle: 没有的事\r\n---\r\n\r\n> 原文链接：https://mp.weixin.qq.com/s/a\r\n\r\n{LEAD}\r\n\r\n{BODY}\r\n"

    (document,) = read(text.encode(), "a.md")

    assert document.url == "https://mp.weixin.qq.com/s/a"
    assert document.outlet == "微信公众号"
    assert [str(block.kind) for block in document.blocks] == ["title", "byline", "paragraph", "paragraph"]


AT = "https://github.com/some/archive"
ISSUE = f"""# [\\#7 Issue]({AT}/issues/7) `closed`: 没有的事𠮷
**Labels**: `fetched`

#### <img src="a.png">[bot](https://github.com/bot) opened issue at [2021-01-02 10:11]({AT}/issues/7):

{LEAD}

{BODY}

-------------------------------------------------------------------------------

[Export of Github issue for [some/archive]({AT}). Generated on 2021.01.05 at 01:02:03.]
"""


def test_an_exported_issue_without_an_address_is_known_by_its_text() -> None:
    (document,) = read(ISSUE.replace("\n", "\r\n").encode(), "7.md")

    assert (document.title, document.url, document.published) == ("没有的事𠮷", None, "2021-01-02")
    assert document.mirror_url == "https://github.com/some/archive/issues/7"
    assert [block.text for block in document.blocks[1:]] == [LEAD, BODY]


def test_an_exported_issue_in_which_nobody_said_when_has_no_day() -> None:
    text = f"# [#7 Issue](https://github.com/some/archive/issues/7) `open`: 没有的事\n\n{LEAD}\n\n{BODY}\n"

    (document,) = read(text.encode(), "7.md")

    assert (document.published, document.published_kind) == (None, "unknown")


def test_an_address_may_name_the_day_without_the_hour() -> None:
    page = f"<html><head><title>没有的事</title></head><body>{PAGE}</body></html>"

    (document,) = read(page.encode(), "a.html", address="https://www.rfa.org/mandarin/a/lw-03042021.html")

    assert (document.published, document.published_kind) == ("2021-03-04", "day")


@pytest.mark.parametrize("line", ["原文链接：https://[broken", "转载自 [某处](https://[broken)"])
def test_a_broken_address_of_the_origin_stops_nothing(line: str) -> None:
    (document,) = read(f"---\ntitle: 没有的事\n---\n\n{line}\n\n{LEAD}\n\n{BODY}\n".encode(), "a.md")

    assert document.url is None


def test_a_heading_needs_no_blank_behind_its_signs_in_chinese() -> None:
    text = f"---\ntitle: 没有的事\n---\n\n{LEAD}\n\n###【时间跨度】\n\n#水塘 {BODY}\n"

    (document,) = read(text.encode(), "a.md")

    assert [(str(block.kind), block.text) for block in document.blocks[2:]] == [
        ("heading", "【时间跨度】"),
        ("paragraph", f"#水塘 {BODY}"),
    ]
