"""The label set and the guidelines that a new project starts with."""

import re

import pytest
from markdown_it import MarkdownIt

from annotate.labelsets import LANGUAGES, LabelSetProblem, guidelines, load_default, parse
from annotate.labelsets.prose import about, sections

SMALL = """
name: small
version: 2
labels:
  - name: fact
    digit: 1
    colour: 5
    pattern: dotted
    titles: {en: Fact, zh-hans: 事实, zh-hant: 事實}
    tests: {en: "Is it so?", zh-hans: 是吗, zh-hant: 是嗎}
    attribute:
      name: sure
      titles: {en: Sure, zh-hans: 确定, zh-hant: 確定}
      choices:
        - {value: "yes", titles: {en: Sure, zh-hans: 确定, zh-hant: 確定}}
        - {value: "no", titles: {en: Unsure, zh-hans: 不定, zh-hant: 不定}}
  - name: mood
    digit: 2
    colour: 6
    pattern: solid
    titles: {en: "Mood 😀", zh-hans: 𠮷, zh-hant: "e\u0301"}
    tests: {en: "Is it felt?", zh-hans: 有情绪吗, zh-hant: 有情緒嗎}
relations:
  - name: felt_about
    from: [mood]
    to: fact
    titles: {en: About, zh-hans: 关于, zh-hant: 關於}
"""


def test_the_names_and_values_that_go_into_exports_are_the_contract() -> None:
    labels = load_default()

    assert (labels.name, labels.version) == ("news-fact-default", 1)
    assert {
        label.name: (label.attribute.name, label.attribute.values)
        for label in labels.labels
        if label.attribute
    } == {
        "claim": ("check_worthy", ("yes", "no")),
        "quote": ("quote_type", ("direct", "mixed", "indirect")),
        "source": ("source_type", ("person", "organisation", "media", "document", "unnamed")),
        "opinion": ("voice", ("author", "source")),
    }
    assert [(r.name, r.from_labels, r.to_label) for r in labels.relations] == [
        ("attributed_to", ("quote", "claim", "opinion"), "source")
    ]


def test_every_label_has_its_own_key_colour_and_line() -> None:
    looks = [(label.digit, label.colour, label.pattern) for label in load_default().labels]

    assert looks == [(1, 1, "solid"), (2, 2, "dashed"), (3, 3, "dotted"), (4, 4, "double")]


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ["Claim", "Quote", "Source", "Opinion"]),
        ("zh-hans", ["事实陈述", "引语", "消息来源", "观点"]),
        ("zh-Hant", ["事實陳述", "引述", "消息來源", "觀點"]),
        ("fr", ["Claim", "Quote", "Source", "Opinion"]),
    ],
)
def test_titles_come_in_the_reviewers_language_or_in_english(language: str, titles: list[str]) -> None:
    assert [label.title(language) for label in load_default().labels] == titles


def test_a_label_set_keeps_its_order_and_every_character_of_its_titles() -> None:
    # CRLF is what a Windows editor writes.
    small = parse(SMALL.replace("\n", "\r\n"), "small.yaml")

    assert [label.name for label in small.labels] == ["fact", "mood"]
    assert [small.label("mood").title(language) for language in LANGUAGES] == ["Mood 😀", "𠮷", "e\u0301"]
    assert small.label("mood").attribute is None
    assert small.label("mood").test("en") == "Is it felt?"
    assert small.relations[0].title("zh-hans") == "关于"


def test_a_choice_is_found_by_its_value() -> None:
    attribute = load_default().label("quote").attribute

    assert attribute is not None
    assert attribute.choice("mixed").title("zh-hans") == "部分"
    with pytest.raises(KeyError):
        attribute.choice("reported")


def test_a_label_the_set_does_not_have_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_default().label("rumour")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("name: small", "name: [small", r"small\.yaml: It is not valid YAML\."),
        ("name: small\n", "", r"small\.yaml: It lacks 'name'\. Add what is missing\."),
        ("version: 2", "version: true", r"small\.yaml: 'version' is True\. Write a whole number"),
        ("version: 2", "version: 2\ncolor: 3", r"small\.yaml: Nobody reads 'color'\. Take it out"),
        ("digit: 2", "digit: 1", r"The digits of the labels must all differ, but 1 is there twice\."),
        ("digit: 2", "digit: 10", r"label 'mood': 'digit' is 10\. Write a whole number from 1 to 9\."),
        ("colour: 6", "colour: 5", r"The colours of the labels must all differ, but 5 is there twice\."),
        ("name: mood", "name: fact", r"The names of the labels must all differ, but 'fact' is there twice\."),
        ("name: mood", "name: Mood 😀", r"'name' is 'Mood 😀'\. Write 1 to 40 small letters"),
        ("pattern: solid", "pattern: wavy", r"label 'mood': 'pattern' is 'wavy'\. Write one of 'solid'"),
        ('value: "no"', "value: no", r"attribute 'sure', one of the choices: 'value' is False\."),
        ('value: "no"', 'value: "yes"', r"attribute 'sure': The values must all differ, but 'yes' is"),
        (
            "      name: sure",
            "      name: sure\n      prefill: guess",
            r"'prefill' is 'guess'\. Write one of",
        ),
        ("zh-hans: 关于, ", "", r"relation 'felt_about', 'titles': It lacks 'zh-hans'\."),
        ("zh-hans: 关于", "zh-hans: ' '", r"'titles' has no words for zh-hans\. Write them\."),
        ("to: fact", "to: truth", r"relation 'felt_about': The set has no label 'truth'\. Add it"),
        ("from: [mood]", "from: []", r"'from' is not a list of at least one item\. Write one\."),
        ("from: [mood]", "from: mood", r"'from' is not a list of at least one item\. Write one\."),
    ],
)
def test_a_broken_label_set_is_refused_with_a_sentence(old: str, new: str, sentence: str) -> None:
    assert old in SMALL

    with pytest.raises(LabelSetProblem, match=sentence):
        parse(SMALL.replace(old, new, 1), "small.yaml")


@pytest.mark.parametrize("source", ["", "- a list", "a word"])
def test_what_is_no_mapping_is_refused(source: str) -> None:
    with pytest.raises(LabelSetProblem, match=r"It must hold named fields\."):
        parse(source, "small.yaml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guidelines_name_every_label_and_twelve_rules(language: str) -> None:
    text = guidelines(language)

    assert all(label.title(language) in text for label in load_default().labels)
    assert re.findall(r"^### (\d+)\. ", text, re.MULTILINE) == [str(n) for n in range(1, 13)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guidelines_leave_no_markdown_unread(language: str) -> None:
    # An asterisk between two punctuation marks is not emphasis to CommonMark, and would be shown.
    assert not set("*`\\#") & set(MarkdownIt().render(guidelines(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_bracket_of_an_example_is_closed_in_its_line(language: str) -> None:
    for line in guidelines(language).splitlines():
        assert re.sub(r"[^【】]", "", line) == "【】" * line.count("【")


@pytest.mark.parametrize("language", LANGUAGES)
def test_for_each_label_the_guidelines_have_sections(language: str) -> None:
    found = sections(guidelines(language))
    number = {"quote": 4, "source": 4, "claim": 2, "opinion": 1}

    assert {name: len(about(found, name, [])) for name in number} == number


def test_every_language_gives_the_same_examples() -> None:
    def examples(language: str) -> list[str]:
        return re.findall(r"【[^】 ]+】", guidelines(language))

    simplified, traditional = examples("zh-hans"), examples("zh-hant")

    assert examples("en") == simplified
    assert list(map(len, traditional)) == list(map(len, simplified))
    assert traditional != simplified


@pytest.mark.parametrize(
    ("asked", "given"), [("zh-Hant", "zh-hant"), ("zh", "zh-hans"), ("zh-SG", "zh-hans"), ("fr", "en")]
)
def test_who_asks_for_another_language_gets_the_nearest_guidelines(asked: str, given: str) -> None:
    assert guidelines(asked) == guidelines(given)
