"""Label sets out of files and back: what is read, and what is said about everything that is wrong."""

import json

import pytest

from annotate.labelsets import (
    LabelSetProblem,
    as_data,
    as_json,
    as_yaml,
    load_default,
    parse,
    read,
    sha256_of,
)
from annotate.labelsets.reading import LARGEST

SMALL = """
name: small
version: 2
labels:
  - name: fact
    digit: 1
    colour: 5
    pattern: dotted
    titles: {en: Fact, zh-hans: 事实, zh-hant: 事實}
    tests: {en: "Is it so?", zh-hans: 是吗}
    attributes:
      - name: sure
        titles: {en: Sure, zh-hans: 确定, zh-hant: 確定}
        choices:
          - {value: "yes", titles: {en: Sure}}
          - {value: "no", titles: {en: Unsure, zh-hans: 不定}, archived: true}
  - name: mood
    digit: 2
    colour: 6
    titles: {en: "Mood 😀", zh-hans: 𠮷, zh-hant: "e\u0301"}
relations:
  - name: felt_about
    from: [mood]
    to: fact
    titles: {en: About}
"""


def problem_of(source: str) -> str:
    with pytest.raises(LabelSetProblem) as caught:
        read(source.encode())
    return str(caught.value)


@pytest.mark.parametrize("written", [as_yaml, as_json])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_set_comes_back_from_its_file_as_it_was(written, line_end) -> None:
    for labels in (load_default(), read(SMALL.encode())):
        assert read(written(labels).replace("\n", line_end).encode()) == labels
        assert parse(as_data(labels)) == labels


def test_the_checksum_is_that_of_the_json_file_and_changes_with_every_word() -> None:
    labels = read(SMALL.encode())

    assert sha256_of(labels) == sha256_of(read(as_yaml(labels).encode()))
    assert sha256_of(labels) != sha256_of(read(SMALL.replace("Mood 😀", "Mood").encode()))


def test_a_set_keeps_its_order_and_every_character_of_its_titles() -> None:
    small = read(SMALL.encode())

    assert [label.name for label in small.labels] == ["fact", "mood"]
    titles = [small.label("mood").title(language) for language in ("en", "zh-hans", "zh-hant")]
    assert titles == ["Mood 😀", "𠮷", "e\u0301"]
    assert small.label("mood").attributes == ()
    assert small.label("mood").test("en") == ""
    assert small.label("fact").test("zh-hant") == "是吗"  # the nearest there is
    assert small.relations[0].to_labels == ("fact",)


def test_what_is_left_out_is_filled_in() -> None:
    labels = parse(
        {"labels": [{"name": "PER"}, {"name": "地点", "attribute": {"name": "kind", "choices": ["a"]}}]}
    )

    first, second = labels.labels
    assert (first.digit, first.colour, first.pattern, first.title("zh-hans")) == (None, 1, "solid", "PER")
    assert (second.colour, second.pattern) == (2, "dashed")
    assert second.attribute("kind").choice("a").title("en") == "a"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("name: small", "name: [small", "neither valid YAML nor JSON"),
        ("version: 2", "version: true", "“version” is “True”. Write a whole number"),
        ("version: 2", "version: 2\ncolor: 3", "the label set: Nobody reads “color”. Take it out"),
        ("version: 2", "version: 2\nversion: 3", "names “version” twice in one place"),
        ("version: 2", "version: &v 2\nname: *v", "refers to a part of itself"),
        ("digit: 2", "digit: 1", "“1” is there twice as “digit”"),
        ("digit: 2", "digit: 10", "label “mood”: “digit” is “10”. Write a whole number from 1 to 9"),
        ("colour: 6", "colour: 11", "label “mood”: “colour” is “11”. Write a whole number from 1 to 10"),
        ("name: mood", "name: fact", "“fact” is there twice as “name”"),
        ("name: mood", "name: ' mood'", "label no. 2: “name” is “ mood”. Write 1 to 64 visible"),
        ("name: mood", 'name: "mo\\u202eod"', "label no. 2: “name” is"),
        ("name: mood", "name: yes", "label no. 2: “name” is “True”"),
        ("    digit: 2", "    digit: 2\n    pattern: wavy", "“pattern” is “wavy”. Write one of these: solid"),
        ('value: "no"', "value: no", "attribute “sure”, choice no. 2: “value” is “False”"),
        ('value: "no"', 'value: "yes"', "label “fact”, attribute “sure”: “yes” is there twice as “value”"),
        ("archived: true", "archived: maybe", "choice “no”: “archived” is “maybe”. Write true or false"),
        ("name: sure", "name: Sure!", "attribute “Sure!”: “name” is “Sure!”. Write 1 to 40 small letters"),
        ("name: sure", "name: sure\n        prefill: guess", "“prefill” is “guess”. Write one of these"),
        ("{en: About}", "{}", "kind of link “felt_about”: “titles” has no words in any language"),
        ("{en: About}", "{fr: Sur}", "“titles” is “fr”. Write one of these: en, zh-hans, zh-hant"),
        ("{en: About}", '{en: "a\\nb"}', "“titles” for en is no text on one line"),
        ("{en: About}", "About", "kind of link “felt_about”: It must hold named fields"),
        ("{en: About}", f"{{en: {'x' * 81}}}", "has 81 characters, more than 80. Shorten it"),
        ("to: fact", "to: truth", "kind of link “felt_about”: It names the label “truth”"),
        ("to: fact", "to: 3", "kind of link “felt_about”: “to” is not a list"),
        ("from: [mood]", "from: []", "“from” is empty. Write at least one item"),
        ("    from: [mood]\n", "", "It lacks “from”. Add it"),
        ("labels:\n  - name: fact", "labels: {}\nx:\n  - name: fact", "“labels” is not a list"),
        ("  - name: felt_about", "  - felt\n  - name: felt_about", "kind of link no. 1: It must hold named"),
    ],
)
def test_a_mistake_is_told_in_a_sentence_that_says_where(old: str, new: str, sentence: str) -> None:
    assert old in SMALL

    assert sentence in problem_of(SMALL.replace(old, new, 1))


def test_all_mistakes_are_told_at_once() -> None:
    wrong = SMALL.replace("digit: 2", "digit: x").replace("to: fact", "to: truth").replace("yes", "a\\nb")

    assert len(problem_of(wrong).splitlines()) == 3


def test_a_set_without_labels_or_with_archived_ones_only_is_refused() -> None:
    assert "“labels” is empty" in problem_of("labels: []")
    assert "Every label is archived" in problem_of('{"labels": [{"name": "a", "archived": true}]}')
    assert "“choices” is empty" in problem_of(
        '{"labels": [{"name": "a", "attribute": {"name": "b", "choices": []}}]}'
    )


def test_more_labels_than_anybody_needs_are_refused() -> None:
    many = json.dumps({"labels": [{"name": f"label {n}"} for n in range(61)]})

    assert "“labels” has 61 items, more than 60" in problem_of(many)


@pytest.mark.parametrize("source", ["", "- a list", "a word", "[1, 2]"])
def test_what_is_no_mapping_is_refused(source: str) -> None:
    assert "It must hold named fields" in problem_of(source)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"x" * (LARGEST + 1), "larger than 200000 bytes"),
        ("名".encode("gb18030"), "not in UTF-8"),
        (b"a: &a [1]\nb: *a", "refers to a part of itself"),
        (b"[" * 5000, "nested too deeply"),
        (b"{" * 100_000, "nested too deeply"),
        (b"? [a]\n: b", "neither valid YAML nor JSON"),
        (b"a: 2020-99-99", "neither valid YAML nor JSON"),
        (b"!!python/object/apply:os.system ['x']", "neither valid YAML nor JSON"),
        (b"<View><Label", "begins like XML"),
        (b"<View/>", "has no <Label>"),
        (b'<!DOCTYPE a [<!ENTITY e "eee">]><View><Label value="&e;"/></View>', "begins with a document type"),
    ],
)
def test_hostile_files_are_refused_with_a_sentence(raw: bytes, sentence: str) -> None:
    with pytest.raises(LabelSetProblem, match=sentence):
        read(raw)


def test_doccanos_label_types_are_read() -> None:
    types = [
        {"id": 1, "text": "PER 😀", "suffix_key": "2", "background_color": "#209cee", "text_color": "#fff"},
        {"id": 2, "text": "地点", "suffix_key": "p", "background_color": "#209cee"},
    ]

    first, second = read(json.dumps(types).encode()).labels

    assert (first.name, first.digit, first.colour) == ("PER 😀", 2, 7)
    assert (second.name, second.digit, second.colour) == ("地点", 1, 1)  # blue has gone to the first


CONFIGURATION = """<View>
  <Text name="text" value="$text"/>
  <Labels name="label" toName="text">
    <Label value="PER" background="#f00" hotkey="3"/>
    <Label value="ORG" alias="Body" background="green"/>
  </Labels>
  <Choices name="certainty" toName="text" perRegion="true" whenTagName="label" whenLabelValue="PER">
    <Choice value="sure"/><Choice value="unsure"/>
  </Choices>
  <Choices name="Über alle" toName="text" perRegion="true"><Choice value="x"/></Choices>
  <Choices name="topic" toName="text"><Choice value="sport"/></Choices>
  <Relations><Relation value="org:founded_by"/></Relations>
</View>"""


def test_label_studios_configuration_is_read() -> None:
    labels = read(CONFIGURATION.encode())

    person, body = labels.labels
    assert (person.name, person.digit, person.colour) == ("PER", 3, 8)
    assert (body.name, body.title("en"), body.digit) == ("ORG", "Body", 1)
    assert [(one.name, one.values) for one in person.attributes] == [
        ("certainty", ("sure", "unsure")),
        ("choice_2", ("x",)),
    ]
    assert [one.title("en") for one in body.attributes] == ["Über alle"]
    assert [(one.name, one.from_labels, one.to_labels) for one in labels.relations] == [
        ("org:founded_by", ("PER", "ORG"), ("PER", "ORG"))
    ]
