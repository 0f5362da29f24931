"""What is true of any article's text: white space, offsets, encodings, languages, addresses."""

import codecs
import gzip

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.addresses import canonical_address
from articles.text.blocks import Block, Kind, Reason
from articles.text.canonical import canonical_text, place_lines
from articles.text.decode import decode, gunzipped, is_binary, repair_mojibake
from articles.text.digest import sha256_of
from articles.text.language import language_of
from articles.text.tidy import BREAK, crumbed, finish, storable, tidy_source
from articles.text.tree import MAX_DEPTH, parse_html, strip_scripts, words_in
from articles.text.walk import Piece, Verdict, Walker

ASTRAL = "他说😀好，𠮷野家e\u0301了"
CHINESE = "这是一篇编出来的文章，我们在这里说一些话，因为大家都想知道国家的事情。"


def pieces(page: str) -> list[Piece]:
    return Walker(lambda _: None, {}).walk(parse_html(page))


def kept(page: str) -> list[tuple[str, str]]:
    return [(piece.kind.value, piece.text) for piece in pieces(page) if piece.reason is None]


# Canonical text


def test_blocks_are_joined_by_one_line_feed_and_every_range_slices_its_block() -> None:
    blocks = [
        Block(Kind.TITLE, "题目"),
        Block(Kind.PARAGRAPH, f"{ASTRAL}\n下一行"),
        Block(Kind.HEADING, "小", 3),
    ]

    text, placed = canonical_text(blocks)

    assert text == f"题目\n{ASTRAL}\n下一行\n小"
    assert [text[block.start : block.end] for block in placed] == [block.text for block in blocks]
    assert placed[2].level == 3


@given(st.lists(st.text(min_size=1), max_size=8))
def test_any_texts_can_be_found_again_at_their_ranges(texts) -> None:
    text, placed = canonical_text(Block(Kind.PARAGRAPH, words) for words in texts)

    assert [text[block.start : block.end] for block in placed] == texts


def test_the_lines_of_a_kept_text_are_placed_without_their_blanks() -> None:
    text = f"\r\n  {ASTRAL} \r\n\n\t尾\n"

    placed = place_lines(text)

    assert [text[block.start : block.end] for block in placed] == [ASTRAL, "尾"]


@given(st.text())
def test_lines_of_any_text_are_placed_trimmed_and_in_order(text) -> None:
    placed = place_lines(text)

    words = [text[block.start : block.end] for block in placed]
    assert words == [line.strip() for line in text.split("\n") if line.strip()]


def test_the_digest_of_a_text_is_that_of_its_utf8() -> None:
    assert sha256_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert sha256_of("é") != sha256_of("e\u0301")


# White space


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<p>\n 甲\n <a>\n  乙\n </a>\n 丙，\n</p>", "甲乙丙，"),
        ("<p>the\n <a>\n  big\n </a>\n house</p>", "the big house"),
        ("<p>在\n <a>\n  CNN\n </a>\n 报导</p>", "在CNN报导"),
        ("<p>He said (\n <b>\n  no\n </b>\n ).</p>", "He said (no)."),
        ("<p>甲乙 丙丁</p>", "甲乙 丙丁"),
        ("<p>甲\u3000\u3000乙\xa0丙</p>", "甲 乙 丙"),
        ("<p>中文\n中文</p>", "中文中文"),
        ("<p>English\ntext</p>", "English text"),
        ("<p>中\u200b文\ufeff软\xad连</p>", "中文软连"),
        ("<p>👨\u200d👩\u200d👧 e\u0301 𠮷</p>", "👨\u200d👩\u200d👧 e\u0301 𠮷"),
    ],
)
def test_white_space_is_what_a_reader_sees(page, seen) -> None:
    assert [text for _, text in kept(page)] == [seen]


@given(st.text())
def test_finished_text_has_no_blanks_to_trim_and_no_inner_marks(text) -> None:
    source, _ = tidy_source(text)

    seen = finish(crumbed(source))

    assert seen == seen.strip(" \n")
    assert "\x0b" not in seen
    assert "\x0c" not in seen
    assert "  " not in seen


def test_a_break_becomes_a_line_feed_without_blanks_around_it() -> None:
    assert finish(f"甲 {BREAK} 乙") == "甲\n乙"


def test_line_ends_and_control_characters_are_mended_with_a_note() -> None:
    text, notes = tidy_source("一\r\n二\r三\x00四\x07五\ud800六")

    assert text == "一\n二\n三四五六"
    assert notes == ["removed 2 control characters", "removed 1 lone surrogates"]


def test_what_no_database_holds_is_replaced_one_for_one() -> None:
    assert storable("a\x00b\udc00c😀") == ("a\ufffdb\ufffdc😀", 2)


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_is_read_in_any_usual_encoding(encoding) -> None:
    text, _ = decode(f"Title of it\n{CHINESE * 3} and more\n".encode(encoding))

    assert CHINESE in text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_empty_bytes(encoding) -> None:
    text, notes = decode("Some English words. ".encode(encoding))

    assert text == "Some English words. "
    assert notes == [f"no encoding named: read as {encoding}"]


def test_an_encoding_that_is_declared_but_unknown_or_wrong_is_not_believed() -> None:
    for declared in ("x-unheard-of", "shift_jis"):
        text, _ = decode(f'<meta charset="{declared}"><p>{CHINESE}</p>'.encode("gb18030"))
        assert CHINESE in text


def test_the_languages_of_europe_are_guessed_without_a_word_about_them() -> None:
    text, notes = decode("Élève naïf à côté de la fenêtre, déjà vu à la campagne.".encode("cp1252") * 3)

    assert "campagne" in text
    assert notes[0].startswith("no encoding named: read as ")


def test_traditional_chinese_in_big5_is_told_from_gb18030() -> None:
    said = "這是一篇編出來的文章，我們在這裡說一些話，因為大家都想知道國家的事情。"

    text, notes = decode(said.encode("big5hkscs"))

    assert text == said
    assert notes == ["no encoding named: read as big5hkscs"]


def test_the_encoding_a_page_declares_is_believed_if_it_fits() -> None:
    page = f'<html><head><meta charset="gb2312"></head><body>{CHINESE}</body></html>'

    text, notes = decode(page.encode("gbk"))

    assert CHINESE in text
    assert notes == ["read as gb18030"]


def test_a_file_cut_inside_a_character_is_still_utf8() -> None:
    text, notes = decode(CHINESE.encode()[:-1])

    assert text == f"{CHINESE[:-1]}\ufffd"
    assert notes == ["1 characters are damaged"]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(codecs.BOM_UTF8 + "文".encode()) == ("文", [])


def test_utf8_that_was_read_as_latin_1_is_repaired_and_the_rest_left_alone() -> None:
    broken = f"正常的标题 café {CHINESE.encode().decode('latin-1')}"

    text, notes = repair_mojibake(broken)

    assert text == f"正常的标题 café {CHINESE}"
    assert notes == ["repaired 1 stretches of UTF-8 that had been read as Latin-1"]


@pytest.mark.parametrize("text", ["Café crème, élève naïve", "Ãngström Ã©", "普通的文字", "5 °C – 10 €"])
def test_text_that_was_never_broken_is_not_repaired(text) -> None:
    assert repair_mojibake(text) == (text, [])


@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"PK\x03\x04rest", b"GIF89a", bytes(range(200))]
)
def test_pictures_archives_and_programs_are_binary(raw) -> None:
    assert is_binary(raw)


@pytest.mark.parametrize("text", ["plain", CHINESE, "one\x00nul among many letters"])
def test_text_is_not_binary(text) -> None:
    assert not is_binary(text.encode())
    assert not is_binary(text.encode("utf-16"))


def test_gzip_is_unpacked_and_damaged_gzip_refused() -> None:
    packed = gzip.compress(CHINESE.encode())

    assert gunzipped(packed) == CHINESE.encode()
    assert gunzipped(b"as it is") == b"as it is"
    for broken in (packed[:-12], packed[:10] + b"\xff" * 20):
        with pytest.raises(ValueError, match="gzip"):
            gunzipped(broken)


# Languages and addresses


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (CHINESE, "zh-Hans"),
        ("這是編出來的一篇文章，國家的事情讓大家說話。", "zh-Hant"),
        ("This is the story of a man who was in the house.", "en"),
        ("Le président est dans la ville pour une réunion avec les ministres.", "fr"),
        ("これは日本語の文章です。", "ja"),
        ("이것은 한국어 문장입니다.", "ko"),
        ("Это русский текст.", "ru"),
        ("国家的事情，" * 4 + "テ", "zh-Hans"),
        ("12345 !!! 😀", None),
        ("", None),
    ],
)
def test_the_language_and_script_of_a_text_are_told(text, language) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://www.bbc.com/a?at_medium=RSS&at_campaign=KARANGA", "https://www.bbc.com/a"),
        ("http://www.rfi.fr//cn/x", "http://www.rfi.fr/cn/x"),
        ("https://cn.ft.com/story/1?full=y&utm_source=x#top", "https://cn.ft.com/story/1?full=y"),
        ("HTTPS://Example.ORG/%E4%B8%AD?id=2&fbclid=3", "https://example.org/%E4%B8%AD?id=2"),
        ("ftp://example.org/x", None),
        ("javascript:alert(1)", None),
        ("https://[::1", None),
        ("", None),
    ],
)
def test_an_address_loses_what_feeds_and_campaigns_hang_onto_it(address, clean) -> None:
    assert canonical_address(address) == clean


# Trees


@pytest.mark.parametrize("depth", [300, 3_000, 12_000])
def test_words_nested_however_deep_are_kept(depth) -> None:
    page = f"<div><p>{'<span>' * depth}深处{ASTRAL}{'</span>' * depth}</p><p>之后</p></div>"

    assert [text for _, text in kept(page)] == [f"深处{ASTRAL}", "之后"]


def test_unclosed_paragraphs_hundreds_deep_are_paragraphs_side_by_side() -> None:
    page = "<div>" + "".join(f"<p>第{number}段" for number in range(800)) + "</p>" * 800 + "</div>"

    assert [text for _, text in kept(page)] == [f"第{number}段" for number in range(800)]


def test_blocks_deeper_than_any_parser_goes_stay_apart() -> None:
    depth = 4 * MAX_DEPTH + 100

    found = kept("".join(f"<div>第{number}段" for number in range(depth)))

    assert [text for _, text in found] == [f"第{number}段" for number in range(depth)]


def test_the_patient_parser_keeps_names_and_hides_scripts_however_deep() -> None:
    deep = "<div>" * 2_100
    page = (
        f"<html><body><p>甲<p data-e2e='x' 1bad='y'>乙</p></o:p></b><o:p>丙</o:p><em><u>𠮷</em><br>{deep}"
        "<div><b>丁</b><i>戊</p>"
        "<script>var x = '不是正文';</script><img src='a'></div></body></html>"
    )
    root = parse_html(page)
    strip_scripts(root)

    assert words_in(root) == "甲乙丙𠮷丁戊"
    assert [dict(element.attrib) for element in root.iter("p")] == [{}, {"data-e2e": "x"}]


@pytest.mark.parametrize("page", ["", "   ", "<!-- only this -->", "<br>", "<img src='x'>", "<p>&#8203;</p>"])
def test_a_page_without_words_has_no_pieces(page) -> None:
    assert pieces(page) == []


def test_a_page_cut_inside_a_tag_keeps_what_stands_before() -> None:
    assert kept("<p>甲。</p><p>乙<a href='htt") == [("paragraph", "甲。"), ("paragraph", "乙")]


@given(st.text(alphabet=st.sampled_from("<>/=\"' apdivbrstyle甲😀\n&;!-")))
def test_any_page_at_all_is_walked_to_its_end(page) -> None:
    for piece in pieces(page):
        assert piece.text == piece.text.strip()
        assert piece.text


# Walking


def test_two_breaks_end_a_paragraph_and_one_does_not() -> None:
    assert kept("<p>甲<br>乙<br> <br>丙<br/><br/><br/>丁</p>") == [
        ("paragraph", "甲\n乙"),
        ("paragraph", "丙"),
        ("paragraph", "丁"),
    ]


def test_every_tag_of_the_page_gives_its_kind_of_block() -> None:
    page = (
        "<h1>一</h1><h4>二</h4><ul><li>三</li><li><p>四</p></li></ul><blockquote><p>五</p></blockquote>"
        "<figure><img src='x'><figcaption>六</figcaption></figure><pre>七\n八</pre>"
        "<table><tr><th>国</th><th>数</th></tr><tr><td>甲</td><td>1</td></tr></table><table><tr><td>版面</td></tr></table>"
    )

    assert kept(page) == [
        ("heading", "一"),
        ("heading", "二"),
        ("list_item", "三"),
        ("list_item", "四"),
        ("blockquote", "五"),
        ("caption", "六"),
        ("paragraph", "七\n八"),
        ("table_row", "国 | 数"),
        ("table_row", "甲 | 1"),
        ("paragraph", "版面"),
    ]
    assert [piece.level for piece in pieces(page)[:2]] == [1, 4]


def test_words_around_blocks_are_paragraphs_of_their_own() -> None:
    assert kept("前<p>中</p>后<div>末</div>") == [("paragraph", text) for text in "前中后末"]


def test_bold_and_linked_paragraphs_are_known_as_such() -> None:
    bold, normal, linked, mixed = pieces(
        "<p><b>粗</b> <strong>体</strong></p><p><b style='font-weight:normal'>常</b></p>"
        "<p><a href='/x'>全是链接</a></p><p>有<a href='/y'>链接</a></p>"
    )

    assert (bold.bold, normal.bold) == (True, False)
    assert (linked.linked, linked.href, mixed.linked) == (True, "/x", False)


def test_what_is_left_out_stands_where_it_stood() -> None:
    root = parse_html("<p>甲</p><div class='ad'>广\n告</div><p>乙</p><iframe>播</iframe><script>x</script>")

    found = Walker(lambda node: Verdict(reason=Reason.PROMOTION) if node.get("class") else None, {}).walk(
        root
    )

    assert [(piece.text, piece.reason) for piece in found] == [
        ("甲", None),
        ("广 告", Reason.PROMOTION),
        ("乙", None),
        ("播", Reason.PLAYER),
        ("x", Reason.SCRIPT),
    ]


def test_what_pops_up_over_a_sentence_does_not_part_it() -> None:
    root = lxml.html.fragment_fromstring("<div>前半句<div class='pop'>解释</div>，后半句。</div>")

    found = Walker(lambda node: Verdict(reason=Reason.HIDDEN) if node.get("class") else None, {}).walk(root)

    assert [piece.text for piece in found if piece.reason is None] == ["前半句，后半句。"]


def test_a_picture_is_remembered_by_the_words_after_it_but_an_icon_is_not() -> None:
    pictured, after, icon = pieces(
        "<p><img src='a.jpg'><br>图下的话</p><img src='b.jpg'><p>图后的话</p>"
        "<p><img class='emoji' src='c.png'>话</p>"
    )

    assert (pictured.pictured, pictured.after_image) == (True, True)
    assert (after.pictured, after.after_image) == (False, True)
    assert not icon.after_image


def test_all_words_of_an_element_are_given_as_they_stand() -> None:
    assert words_in(parse_html("<p>甲<b> 乙</b>\n丙</p>")) == "甲 乙\n丙"
