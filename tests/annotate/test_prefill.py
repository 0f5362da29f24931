"""Values suggested for an attribute by the words of a new span. Every name here is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.labelsets.parsing import PREFILL_RULES
from annotate.marking.prefill import RULES, prefill

SOURCES = {
    "person": (
        "她 他们 市长王𠮷 習近山 外交部發言人毛海寧 泽林斯基 德国总理朔尔茨 外交部发言人 林河总统 "
        "李建国 市长李建国 记者王明 专家孙海（Sun_Hai） 瓦西里·卡申 𠮷野家😀发言人 作者 "
        "在市场卖菜的魏长根 林河本人 两人 Yun_Sun she Foreign_Minister_Lin_He "
        "the_spokesman_for_the_ministry Mr._Hill Jane_Doe,_an_analyst_at_the_bank Jose\u0301_Hill"
    ),
    "media": (
        "该报 美联社等 法新社消息 國家電視台 BBC 《南河日报》 海湾通讯社 多家媒体 报道 The_Guardian Reuters"
    ),
    "document": (
        "国家银行发表的声明 世界银行（WB）的报告 調查報告 一项研究 外交部通报 白皮书 该文件 "
        "a_statement_from_the_ministry government_data"
    ),
    "organisation": (
        "北京 白宫 俄方 乌克兰 央行 北岭大学 货币基金组织（IMF） 北岭中心（Beiling_Center） 警方 "
        "教育部 總統府 乌军 出版社 美国方面 the_Ministry_of_Foreign_Affairs the_White_House "
        "Moscow"
    ),
    "unnamed": (
        "专家 專家們 消息人士 知情者 據悉 被认为 一名不愿透露姓名的官员 一位外交部发言人 两名律师 "
        "有关部门 网民 officials people_familiar_with_the_matter a_senior_official_at_the_bank "
        "an_analyst_who_asked_not_to_be_named"
    ),
}


def suggest(
    rule: str,
    words: str,
    *,
    before: str = "",
    after: str = "",
    inside_quote: bool = False,
    has_source: bool = False,
) -> str | None:
    return prefill(
        rule, words=words, before=before, after=after, inside_quote=inside_quote, has_source=has_source
    )


def test_every_rule_a_label_set_may_name_is_known() -> None:
    assert set(RULES) == set(PREFILL_RULES)


def test_an_unknown_rule_suggests_nothing() -> None:
    assert suggest("phase_of_the_moon", "林河") is None


@pytest.mark.parametrize(
    ("kind", "words"),
    [(kind, words.replace("_", " ")) for kind, row in SOURCES.items() for words in row.split()],
)
def test_the_kind_of_source_is_told_by_its_words(kind: str, words: str) -> None:
    assert suggest("source_words", words) == kind


@pytest.mark.parametrize(
    "words", ["", "😀", "𠮷", "桥梁", "它", "Google", "cafe\u0301 价格", "桥\r\n路", "桥" * 100_000]
)
def test_words_that_do_not_tell_the_kind_of_source_leave_it_unset(words: str) -> None:
    assert suggest("source_words", words) is None


@pytest.mark.parametrize(
    ("expected", "before", "words", "after"),
    [
        ("direct", "他说：", "“桥😀明年通车。”", "她走了。"),
        ("direct", "他說：", "「𠮷橋明年通車。」", ""),
        ("direct", "他说：“", "桥明年通车。", "”她走了。"),
        ("direct", "他说：“桥明年通车。", "路也是。", "”"),
        ("direct", "他说：", '"应邀来访。', ""),
        ("direct", "", "“桥通车。”\r\n“路也通。”", "他说。"),
        ("direct", "所谓", "“一个方向”", "原则"),
        ("direct", "He said, ", "“It’s a cafe\u0301.”", ""),
        ("mixed", "他说，", "合作有助于“建立公正的秩序”", "。"),
        ("mixed", "他说，", "这是“咄咄逼人”的姿态", "。"),
        ("mixed", "", "“桥通车”，他说，“路也通”", "。"),
        ("mixed", "他表示", "票价“太高，也太随意", "”。"),
        ("indirect", "他说，", "桥😀明年通车", "。"),
        ("indirect", "他说“好”，", "又说桥明年通车", "，“再见”。"),
        ("indirect", "他读了", "《𠮷桥》明年出版", "。"),
        ("indirect", "He said ", "the bridge wouldn't open", "."),
    ],
)
def test_the_kind_of_quote_is_told_by_the_quotation_marks(
    expected: str, before: str, words: str, after: str
) -> None:
    assert suggest("quotation_marks", words, before=before, after=after) == expected


def test_an_opinion_in_the_open_text_is_the_authors() -> None:
    assert suggest("surroundings", "毫无疑问脆弱", before="这令他", after="。") == "author"


def test_an_opinion_inside_a_tagged_quote_is_a_sources() -> None:
    assert suggest("surroundings", "毫无疑问脆弱", inside_quote=True) == "source"


def test_an_opinion_linked_to_a_source_is_that_sources() -> None:
    assert suggest("surroundings", "毫无疑问脆弱", has_source=True) == "source"


def test_an_opinion_in_quotation_marks_is_a_sources_though_nobody_tagged_the_quote() -> None:
    assert suggest("surroundings", "太贵😀", before="他说：“票价", after="，也太随意。”") == "source"


def test_scare_quotes_leave_an_opinion_with_the_author() -> None:
    assert suggest("surroundings", "“伙伴”", before="这种", after="关系很脆弱。") == "author"


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_any_text_gets_a_value_of_its_attribute_or_none(before: str, words: str, after: str) -> None:
    def value(rule: str) -> str | None:
        return suggest(rule, words, before=before, after=after)

    assert value("quotation_marks") in {"direct", "mixed", "indirect"}
    assert value("source_words") in {"person", "organisation", "media", "document", "unnamed", None}
    assert value("surroundings") in {"author", "source"}
