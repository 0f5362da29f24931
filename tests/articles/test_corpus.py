"""Real saved articles: none may break a reader, and what comes out must hold together."""

import csv
import random
import re
from collections import Counter

import pytest

from articles.readers import read
from articles.readers.front_matter import split_front_matter
from articles.readers.headline import after_rule, find_headline
from articles.text.blocks import Kind
from articles.text.canonical import canonical_text
from articles.text.digest import sha256_of
from articles.text.tree import parse_html, strip_scripts, words_in
from tests.shared import shared

OF_EACH = 5
HAN = re.compile("[\u4e00-\u9fff]")


def sample() -> list[str]:
    """Return paths of saved articles, a few of each folder, format and outlet."""
    with shared("corpus", "MANIFEST.tsv").open(encoding="utf-8") as manifest:
        rows = list(csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE))
    groups: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        if row["path"].endswith(".json"):  # what a project expects of its own reader, no article
            continue
        folder = row["path"].split("/")[0]
        groups.setdefault((folder, row["format"], row["outlet"]), []).append(row["path"])
    chooser = random.Random(20260501)  # noqa: S311 - the same few every time
    return [path for paths in groups.values() for path in chooser.sample(paths, min(OF_EACH, len(paths)))]


def test_real_articles_of_every_outlet_give_whole_documents() -> None:
    paths = sample()
    for path in paths:
        for document in read(shared("corpus", path).read_bytes(), path):
            text, placed = canonical_text(document.blocks)
            assert placed[0].kind == Kind.TITLE, path
            assert all(
                text[block.start : block.end].strip() == text[block.start : block.end] for block in placed
            )
            assert all(block.end > block.start for block in placed), path
            assert not set(text) & {"\x00", "\r", "\x0b", "\x0c", "\u200b"}, path
            assert len(sha256_of(text)) == 64
            assert all(piece.after <= len(placed) for piece in document.dropped), path
    assert len(paths) >= 250


@pytest.mark.parametrize(
    ("format_letter", "share"),
    [("A", 0.95), ("A2", 0.95), ("B", 0.99), ("B2", 0.99), ("C", 0.85), ("C2", 0.99)],
)
def test_nearly_every_real_article_has_text_address_and_outlet(format_letter, share) -> None:
    with shared("corpus", "MANIFEST.tsv").open(encoding="utf-8") as manifest:
        rows = list(csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE))
    paths = [row["path"] for row in rows if row["format"] == format_letter][::12]

    documents = [document for path in paths for document in read(shared("corpus", path).read_bytes(), path)]

    complete = [
        document for document in documents if len(document.blocks) > 1 and document.url and document.outlet
    ]
    assert len(complete) >= share * len(documents)


def test_every_chinese_character_of_a_saved_body_is_kept_or_dropped_and_none_vanishes() -> None:
    for path in sample():
        text = shared("corpus", path).read_text("utf-8", errors="replace")
        _, body, _ = split_front_matter(text)
        headline = find_headline(body)
        if headline is None:
            continue
        root = parse_html(after_rule(body, headline))
        strip_scripts(root)
        (document,) = read(text.encode(), path)
        pieces = [*(block.text for block in document.blocks), *(piece.text for piece in document.dropped)]

        lost = Counter(HAN.findall(words_in(root))) - Counter(HAN.findall("".join(pieces)))

        assert not lost, path
