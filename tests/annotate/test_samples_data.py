"""The made-up articles of the first run, and the exemplary tags on them.

Read here as a person would: by what the files say, without the readers of `articles`.
"""

import json
import re
import unicodedata
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Comment

from annotate.labelsets import load_default

FOLDER = Path(__file__).parents[2] / "sample"
FILES = sorted(FOLDER.glob("*.md"))
FIRST = FILES[0]
TAGS: dict[str, Any] = json.loads((FOLDER / "tags.json").read_text(encoding="utf-8"))
SPANS = [
    pytest.param(name, span, id=f"{name[0]}{span['key']}") for name in TAGS for span in TAGS[name]["spans"]
]
PAIRS = ["“”", "‘’", "「」", "『』", "（）", "()", "《》"]
QUOTATION = re.compile(r"“[^”]+”")


def title(path: Path) -> str:
    """The title as the line of the form [title](address), or the heading of a mirror page, gives it."""
    found = re.search(r"^\[(.+)\]\(https?:|^### (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    return BeautifulSoup(found[1] or found[2], "lxml").get_text()


def paragraphs(path: Path) -> list[str]:
    """What stands in <p>, two breaks being a paragraph's end, without the printer's white space."""
    text = path.read_text(encoding="utf-8")
    soup = BeautifulSoup(text[text.index("<div") :] if "<main" not in text else text, "lxml")
    for element in soup.find_all(["figure", "figcaption", "section"]):
        element.decompose()
    for line_break in soup.find_all("br"):
        line_break.replace_with("\x00")
    texts = [part for found in soup.find_all("p") for part in found.get_text().split("\x00")]
    return [squeezed(part) for part in texts if part.strip()]


def squeezed(text: str) -> str:
    """The text without white space: printers break lines around an inline tag wherever they like."""
    return re.sub(r"\s", "", text)


def sentences(path: Path) -> list[str]:
    return [found for part in paragraphs(path) for found in re.findall(r"[^。！？]+[。！？”」]*", part)]


def test_there_are_five_articles_and_tags_for_two() -> None:
    assert [path.name[0] for path in FILES] == ["1", "2", "3", "4", "5"]
    assert list(TAGS) == [path.name for path in FILES[:2]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_article_says_that_it_is_made_up(path: Path) -> None:
    assert title(path).startswith("示例：")
    assert re.search("虚构|虛構", paragraphs(path)[-1] + paragraphs(path)[-2])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_article_points_at_a_real_host(path: Path) -> None:
    hosts = {
        urlsplit(found).hostname for found in re.findall(r"https?://[^\s\"')<,?]+", path.read_text("utf-8"))
    }

    assert hosts
    for host in hosts:
        assert re.search(r"(^|\.)example\.(org|net|com)$|^192\.0\.2\.\d+$", str(host)), host


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_article_can_be_stored(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", errors="strict")

    assert not [character for character in text if unicodedata.category(character) in {"Cs", "Co", "Cn"}]
    assert "\x00" not in text
    assert "\r" not in text


def test_the_samples_hold_what_breaks_offsets() -> None:
    together = "".join(path.read_text(encoding="utf-8") for path in FILES)

    assert "吃早饭😀”" in "".join(paragraphs(FIRST))
    assert "码头边𠮷祥面馆" in "".join(paragraphs(FIRST))
    assert re.search("[a-z]\u030c", together)


def test_the_first_article_is_a_morning_read() -> None:
    body = paragraphs(FIRST)

    assert 8 <= len(body) <= 12
    assert 700 <= sum(map(len, body)) <= 1000


def test_the_first_key_a_newcomer_presses_meets_a_quotation_and_its_speaker() -> None:
    # The coaching says "press J, then 2": on the title and on the sentence after it the result must be exact.
    for sentence in (title(FIRST), sentences(FIRST)[0]):
        assert len(QUOTATION.findall(sentence)) == 1
        assert "市长何小舟" in QUOTATION.sub("", sentence)
        assert not [span for span in TAGS[FIRST.name]["spans"] if span["words"] in sentence]


def test_most_of_the_first_article_is_left_to_tag() -> None:
    words = [squeezed(span["words"]) for span in TAGS[FIRST.name]["spans"]]
    body = sentences(FIRST)

    tagged = [sentence for sentence in body if any(word in sentence for word in words)]

    assert 0 < len(tagged) <= len(body) / 2


@pytest.mark.parametrize(("name", "span"), SPANS)
def test_the_tagged_words_stand_in_the_article(name: str, span: dict[str, Any]) -> None:
    text = "\n".join([squeezed(title(FOLDER / name)), *paragraphs(FOLDER / name)])

    assert text.count(squeezed(span["words"])) >= span["occurrence"] >= 1


@pytest.mark.parametrize(("name", "span"), SPANS)
def test_the_words_tagged_first_are_not_hidden_in_what_is_dropped(name: str, span: dict[str, Any]) -> None:
    # Counting occurrences must give the same place before and after the article is cleaned.
    soup = BeautifulSoup((FOLDER / name).read_text(encoding="utf-8"), "lxml")
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    everything = squeezed(soup.get_text())
    body = "".join(paragraphs(FOLDER / name))

    assert everything.count(squeezed(span["words"])) == body.count(squeezed(span["words"]))


def test_the_tagged_words_have_clean_edges() -> None:
    for words in (span["words"] for tagged in TAGS.values() for span in tagged["spans"]):
        assert words == words.strip().strip("，。；：、")
        for pair in PAIRS:
            assert words.count(pair[0]) == words.count(pair[1]), words


def test_labels_and_values_are_those_of_the_default_set() -> None:
    allowed = {
        (label.name, label.attribute.name, value)
        for label in load_default().labels
        if label.attribute
        for value in label.attribute.values
    }

    for span in (span for tagged in TAGS.values() for span in tagged["spans"]):
        assert len(span["attrs"]) == 1
        assert {(span["label"], name, value) for name, value in span["attrs"].items()} <= allowed


@pytest.mark.parametrize("name", list(TAGS))
def test_links_lead_from_what_is_said_to_who_said_it_in_the_same_paragraph(name: str) -> None:
    spans = {span["key"]: span for span in TAGS[name]["spans"]}
    relation = load_default().relations[0]

    for link in TAGS[name]["links"]:
        said, source = spans[link["from"]], spans[link["to"]]
        assert said["label"] in relation.from_labels
        assert source["label"] == relation.to_label
        ends = {squeezed(said["words"]), squeezed(source["words"])}
        assert [part for part in paragraphs(FOLDER / name) if all(words in part for words in ends)]


@pytest.mark.parametrize("name", list(TAGS))
def test_the_same_words_carry_the_same_label_once(name: str) -> None:
    spans = TAGS[name]["spans"]

    assert len({span["key"] for span in spans}) == len(spans)
    assert max(Counter((span["label"], span["words"], span["occurrence"]) for span in spans).values()) == 1


def test_only_opinions_in_the_authors_voice_have_no_source() -> None:
    for tagged in TAGS.values():
        linked = {link["from"] for link in tagged["links"]}
        for span in tagged["spans"]:
            if span["label"] != "source":
                assert (span["attrs"] != {"voice": "author"}) == (span["key"] in linked)


def test_the_first_article_shows_every_label_and_every_kind_of_overlap() -> None:
    spans = TAGS[FIRST.name]["spans"]
    inside = {
        (inner["label"], outer["label"])
        for one, other in combinations(spans, 2)
        for inner, outer in ((one, other), (other, one))
        if inner["words"] in outer["words"]
    }

    assert {span["label"] for span in spans} == {"claim", "quote", "source", "opinion"}
    assert {("claim", "quote"), ("opinion", "quote")} <= inside
    assert {span["attrs"].get("quote_type") for span in spans} >= {"direct", "mixed", "indirect"}


def test_a_relayed_quote_is_linked_to_the_speaker_first_and_then_to_the_outlet() -> None:
    tagged = TAGS[FIRST.name]
    kinds = {span["key"]: span["attrs"].get("source_type") for span in tagged["spans"]}
    links: dict[str, list[str | None]] = {}
    for link in tagged["links"]:
        links.setdefault(link["from"], []).append(kinds[link["to"]])

    assert [sources for sources in links.values() if len(sources) > 1] == [["unnamed", "media"]]
