"""Bytes in every encoding that Chinese articles come in, and those that say the wrong one."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.readers import read
from articles.text import decode as decoding
from articles.text.decode import decode, gunzipped, is_binary, repair_mojibake
from tests.articles.saved import one, texts
from tests.shared import shared

SIMPLIFIED = "这是一段编出来的文字，说的是没有发生过的事情。市长昨天表示，工程已经花费三亿元。"
TRADITIONAL = "這是一段編出來的文字，說的是沒有發生過的事情。市長昨天表示，工程已經花費三億元。"
HONG_KONG = f"{TRADITIONAL}佢哋喺呢度冇咗𨋢。"


@pytest.mark.parametrize("times", [1, 500])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "gb2312"),
        (SIMPLIFIED, "gbk"),
        (f"{SIMPLIFIED}𠮷㐀😀", "gb18030"),
        (TRADITIONAL, "big5"),
        (HONG_KONG, "big5hkscs"),
        (SIMPLIFIED, "utf-16-le"),
        (TRADITIONAL, "utf-16-be"),
        (f"<p>{SIMPLIFIED}😀</p>", "utf-16-le"),
        (f"<p>{SIMPLIFIED}𠮷</p>", "utf-16-be"),
        ("新闻", "gbk"),
        ("一座桥", "gbk"),
        ("Une idée très française, déjà vue à l’été", "cp1252"),
    ],
)
def test_an_encoding_that_nothing_names_is_known(text, encoding, times) -> None:
    raw = (text * times).encode(encoding)

    found, notes = decode(raw)

    assert found == text * times
    assert notes[0].startswith("no encoding named: read as ")
    assert not is_binary(raw)


@pytest.mark.parametrize(
    ("declared", "text", "encoding"),
    [
        ("utf-8", SIMPLIFIED, "gbk"),
        ("utf-8", HONG_KONG, "big5hkscs"),
        ("gb2312", f"{SIMPLIFIED}镕𠮷", "gb18030"),
        ("gb2312", SIMPLIFIED, "utf-8"),
        ("gb2312", TRADITIONAL, "big5"),
        ("big5", SIMPLIFIED, "gbk"),
        ("big5", HONG_KONG, "big5hkscs"),
        ("iso-8859-1", SIMPLIFIED, "gbk"),
        ("windows-1252", TRADITIONAL, "big5"),
        ("utf-16", SIMPLIFIED, "gbk"),
    ],
)
def test_a_page_that_declares_the_wrong_encoding_is_read_in_its_own(declared, text, encoding) -> None:
    page = f'<html><head><meta charset="{declared}"><title>题</title></head><body><p>{text}</p></body></html>'
    raw = page.replace("题", "").encode(encoding)

    assert text in decode(raw)[0]


def test_western_pages_are_not_taken_for_chinese() -> None:
    page = '<meta charset="iso-8859-1"><p>Élève naïf, à côté de la fenêtre: “déjà vu”.</p>'

    assert decode(page.encode("cp1252")) == (page, ["read as cp1252"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_windows_line_ends_and_decomposed_letters_come_through_every_encoding(encoding) -> None:
    document = one(f"题目\r\n\r\ncafe\u0301 {SIMPLIFIED}😀𠮷\r\n\r\n末段。".encode(encoding), "a.txt")

    assert texts(document) == ["题目", f"cafe\u0301 {SIMPLIFIED}😀𠮷", "末段。"]


def test_gbk_that_was_read_as_latin_1_is_repaired_with_a_note() -> None:
    broken = SIMPLIFIED.encode("gbk").decode("latin-1")

    text, notes = repair_mojibake(f"Title\n{broken}")

    assert text == f"Title\n{SIMPLIFIED}"
    assert notes[0].startswith("repaired ")
    assert notes[0].endswith("stretches of GBK that had been read as Latin-1")


@pytest.mark.parametrize(
    "text", ["ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß", "¡¡¡¡¡¡¡¡ olé ¡¡¡¡¡¡¡¡¡", f"{SIMPLIFIED}Ã©Ã©ÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ"]
)
def test_odd_letters_that_make_no_chinese_are_left_alone(text) -> None:
    assert repair_mojibake(text) == (text, [])


def test_compressed_pieces_one_after_another_are_one_text() -> None:
    assert gunzipped(gzip.compress(b"one ") + gzip.compress(b"two")) == b"one two"


def test_what_shrinks_as_no_text_does_is_refused(monkeypatch) -> None:
    with pytest.raises(ValueError, match="gzip bomb"):
        gunzipped(gzip.compress(bytes(5_000_000)))
    monkeypatch.setattr(decoding, "LARGEST_UNPACKED", 10)
    with pytest.raises(ValueError, match="too large"):
        gunzipped(gzip.compress(b"a" * 11))


@pytest.mark.parametrize("folder", ["chardet+chardet", "chrislinan+cx-extractor-python"])
def test_real_pages_and_feeds_in_old_encodings_are_read_without_damage(folder) -> None:
    paths = [path for path in sorted(shared("corpus", folder).rglob("*")) if path.is_file()]
    for path in paths:
        documents = read(path.read_bytes(), path.name)
        assert any((document.lang or "").startswith("zh") for document in documents), path
        assert not any("\ufffd" in text for document in documents for text in texts(document)), path
    assert len(paths) == 3


# Without the two characters that make one byte order mark look like another.
CHARACTERS = st.characters(codec="utf-8", exclude_characters="\x00\ufeff")


@given(
    st.text(CHARACTERS, min_size=1), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
)
def test_any_text_is_decoded_without_an_exception(text, encoding) -> None:
    raw = text.encode(encoding, errors="replace")
    found, _ = decode(raw)

    is_binary(raw)
    repair_mojibake(found)
    if encoding not in {"utf-8", "gb18030"}:  # a byte order mark leaves nothing to guess
        assert found == raw.decode(encoding)


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_without_an_exception(raw) -> None:
    found, notes = decode(raw)

    repair_mojibake(found)
    assert isinstance(is_binary(raw), bool)
    assert all(notes)
