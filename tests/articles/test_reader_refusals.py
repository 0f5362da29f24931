"""Files that are refused in full sentences, and files made to break a reader."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.problems import ImportProblem
from articles.readers import read
from articles.readers.base import Document
from articles.text.blocks import Kind
from tests.articles.saved import ASTRAL, BODY, item, one, problem, texts

# Refusals


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "The file is empty."),
        (b" \r\n\t", "The file is empty."),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00",
            "The file is not text: it looks like a picture, an archive or a program.",
        ),
        (b"%PDF-1.4 ...", "The file is not text: it looks like a picture, an archive or a program."),
        (b"PK\x03\x04....", "The file is not text: it looks like a picture, an archive or a program."),
        (gzip.compress(b"x" * 99, mtime=0)[:-9], "The compressed file is damaged or too large."),
        (b"<div><img src='a.png'></div>", "It holds no words that belong to an article."),
        (b"<!-- nothing -->", "It holds no words that belong to an article."),
        (b"\x00\x01\x02", "There is nothing to read in it."),
        (b"<rss><channel><title>x</title></channel></rss>", "The feed holds no items."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_full_sentences(raw, what) -> None:
    refused = problem(raw)

    assert refused.what == what
    assert str(refused) == f"某文.txt: {what} {refused.remedy}"
    assert refused.remedy[0].isupper()
    assert refused.remedy.endswith(".")


def test_a_compressed_file_is_read_like_what_is_in_it() -> None:
    assert one(gzip.compress(item().encode()), "a.md.gz") == one(item(), "a.md")


def test_an_item_without_words_is_a_title_with_a_note() -> None:
    document = one(item(lead="", body=""))

    assert texts(document) == ["题目"]
    assert document.notes == ("only a title: the file holds no text of the article",)


# Anything at all


def whole(document: Document) -> None:
    """Check what must hold of every document."""
    assert document.blocks
    assert (document.blocks[0].kind == Kind.TITLE) != (document.verbatim is not None)
    for block in document.blocks:
        assert block.kind in list(Kind)
        assert block.text.strip() == block.text != ""
        assert "\x00" not in block.text
        block.text.encode()
    assert all(0 <= piece.after <= len(document.blocks) for piece in document.dropped)


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_any_bytes_give_whole_documents_or_a_problem(raw) -> None:
    try:
        documents = read(raw, "x")
    except ImportProblem:
        return
    for document in documents:
        whole(document)


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "---\n",
                    "<!--1643953383000-->\n",
                    "[题](https://www.bbc.com/zhongwen/a)\n",
                    "------\n",
                    "### 题\n",
                    "\n\n",
                ),
                *(
                    "title: x\n",
                    "<div>",
                    "</div>",
                    "<p>",
                    "</p>",
                    "<br>",
                    "<b>",
                    "</b>",
                    "<ul><li>",
                    "<table><tr><td>",
                ),
                *(
                    "<img src='a'>",
                    "<figure>",
                    "<script>",
                    '{"text": "甲"}\n',
                    "#### [首页](a)\n",
                    "记者：某某",
                    "甲。",
                    ASTRAL,
                ),
                *(
                    "原文链接：https://www.rfa.org/x\n",
                    "\r\n",
                    "\x00",
                    "&nbsp;",
                    "<time>1 小时前</time>",
                    "图像来源，某社",
                ),
            ]
        ),
        max_size=25,
    )
)
@settings(max_examples=300)
def test_any_mixture_of_the_formats_gives_whole_documents_or_a_problem(parts) -> None:
    try:
        documents = read("".join(parts).encode(), "x")
    except ImportProblem:
        return
    for document in documents:
        whole(document)


@pytest.mark.parametrize(
    "text",
    [
        item(body="<span>" * 3_000 + BODY),
        item(body=f"<img src='data:image/png;base64,{'A' * 500_000}'>{BODY}"),
        item(body=f"{'<br>' * 20_000}{BODY}"),
        item(body=f"{'<ul><li>甲' * 1_500}{BODY}"),
        f"{'[' * 50_000}](https://x)\n------\n{BODY}",
        f"### 题\n---\n#### {'[' * 50_000}\n<p>{BODY}</p>\n原文链接：https://www.dw.com/a",
        f"{'<?x?>' * 700}<p>{BODY}</p>",
        "记者：" * 20_000 + BODY,
        f"{' ' * 300_000}{BODY}",
    ],
    ids=["spans", "inline image", "breaks", "lists", "brackets", "menu", "instructions", "names", "blanks"],
)
def test_files_made_to_hang_a_reader_are_read_to_their_end(text) -> None:
    assert any(BODY in words for words in texts(one(text)))
