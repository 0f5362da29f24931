"""The label set and the guidelines that a new project starts with."""

import re

import pytest
from markdown_it import MarkdownIt

from annotate.labelsets import LANGUAGES, guidelines, load_default
from annotate.labelsets.prose import about, sections


def test_the_names_and_values_that_go_into_exports_are_the_contract() -> None:
    labels = load_default()

    assert (labels.name, labels.version) == ("news-fact-default", 1)
    assert {
        label.name: (attribute.name, attribute.values)
        for label in labels.labels
        for attribute in label.attributes
    } == {
        "claim": ("check_worthy", ("yes", "no")),
        "quote": ("quote_type", ("direct", "mixed", "indirect")),
        "source": ("source_type", ("person", "organisation", "media", "document", "unnamed")),
        "opinion": ("voice", ("author", "source")),
    }
    assert [(r.name, r.from_labels, r.to_labels) for r in labels.relations] == [
        ("attributed_to", ("quote", "claim", "opinion"), ("source",))
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


def test_a_choice_is_found_by_its_value() -> None:
    attribute = load_default().label("quote").attribute("quote_type")

    assert attribute.choice("mixed").title("zh-hans") == "部分"
    with pytest.raises(KeyError):
        attribute.choice("reported")


def test_what_the_set_does_not_have_is_a_key_error() -> None:
    labels = load_default()

    assert labels.relation("attributed_to").title("zh-hans") == "归于"
    assert labels.label("claim").test("fr") == "Could a stranger check it with evidence?"
    with pytest.raises(KeyError):
        labels.label("rumour")


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
