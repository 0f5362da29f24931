"""Real saved articles of every outlet and format, judged against gold that was read by eye.

The gold keeps hashes, heads and expectations (``gold/*.json``, written by ``gold/make.py``); the texts
are read from the shared corpus. Character F1 needs the texts, so its floor is taken here: a paragraph
that is not found counts as wrong with all its characters.
"""

import json
from collections import Counter
from pathlib import Path
from statistics import fmean

import pytest

from articles.readers import read
from tests.articles.gold.make import hashes
from tests.articles.scoring import extracted, scorer_module
from tests.shared import shared

GOLD = Path(__file__).parent / "gold"
BODY = {"paragraph", "heading", "list-item"}
LEAST = {
    "strict_f1": 0.97,
    "characters": 0.985,
    "caption_r": 0.95,
    "caption_typed": 0.90,
    "kind": 0.97,
    "order": 0.99,
    "title": 0.99,
    "url": 0.99,
    "url_clean": 0.99,
    "outlet": 0.99,
    "day": 1.0,
    "instant": 0.97,
    "author_r": 0.90,
    "tag_r": 0.90,
    "lang": 0.99,
}
MOST_NOISE = 0.05  # strings an article
LEAST_WEB_PAGES = {"strict_f1": 0.90, "title": 0.99, "day": 1.0}  # format E, of outlets that are not known


@pytest.fixture(scope="module")
def scorer():
    return scorer_module()


@pytest.fixture(scope="module")
def rows(scorer):
    """Return the scores of every article that is judged, by its id, with its format."""
    golds = [json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json"))]
    return {gold["id"]: {"format": gold["format"], **judged(scorer, gold)} for gold in golds}


def judged(scorer, gold):
    """Return the scores of one article; what the gold does not know is not scored."""
    (document,) = read(shared("corpus", gold["path"]).read_bytes(), gold["path"])
    found = extracted(document)
    row = scorer.score_one({**gold, "url": gold["url"] or "", "outlet": gold["outlet"] or ""}, found, None)
    unknown = {
        "url": ("url", "url_clean"),
        "outlet": ("outlet",),
        "published": ("day", "instant"),
    }
    for field, columns in unknown.items():
        if gold[field] is None:
            row.update(dict.fromkeys(columns))
    # A page of pictures has a title and nothing whose kind or order could be wrong.
    if not any(one["kind"] in BODY and not one.get("optional") for one in gold["paragraphs"]):
        row.update(dict.fromkeys(("kind", "order")))
    row["characters"] = character_floor(gold, found["paragraphs"])
    return row


def character_floor(gold, paragraphs) -> float:
    """Return F1 by characters as if a paragraph that is not in the gold held none that is right."""
    wanted = [p for p in gold["paragraphs"] if p["kind"] in BODY and not p.get("optional")]
    neutral = {p["sha256_nows"] for p in gold["paragraphs"] if p not in wanted}
    free = Counter(p["sha256_nows"] for p in wanted)
    same = {alt["sha256_nows"]: p["sha256_nows"] for p in wanted for alt in p.get("alts", ())}
    right = given = 0
    for paragraph in paragraphs:
        kept = hashes(paragraph["text"])
        key = same.get(kept["sha256_nows"], kept["sha256_nows"])
        if free[key]:
            free[key] -= 1
            right += kept["len"]
            given += kept["len"]
        elif key not in neutral and paragraph["kind"] not in {"caption", "byline"}:
            given += kept["len"]
    whole = sum(p["len"] for p in wanted)
    return 2 * right / (given + whole) if given + whole else 1.0


def mean(rows, column: str) -> float:
    return fmean(row[column] for row in rows if row[column] is not None)


def worst(rows, column: str) -> list[str]:
    """Name the articles that pull a figure down."""
    return sorted((name for name, row in rows.items() if row[column] not in {1.0, None}), key=str)


def known(rows):
    return {name: row for name, row in rows.items() if row["format"] != "E"}


def test_at_least_sixty_articles_of_every_format_are_judged(rows) -> None:
    formats = Counter(row["format"] for row in rows.values())

    assert len(known(rows)) >= 60
    assert set(formats) == {"A", "A2", "B", "B2", "C", "C2", "D", "E"}


@pytest.mark.parametrize("column", sorted(LEAST))
def test_real_articles_are_extracted_as_well_as_the_bar_demands(rows, column) -> None:
    judged_rows = known(rows)

    assert mean(judged_rows.values(), column) >= LEAST[column], worst(judged_rows, column)


def test_hardly_any_boilerplate_comes_through(rows) -> None:
    judged_rows = known(rows)
    found = {name: row["_noise"] for name, row in judged_rows.items() if row["_noise"]}

    assert mean(judged_rows.values(), "noise") <= MOST_NOISE, found


@pytest.mark.parametrize("column", sorted(LEAST_WEB_PAGES))
def test_whole_web_pages_of_unknown_outlets_come_close(rows, column) -> None:
    pages = {name: row for name, row in rows.items() if row["format"] == "E"}

    assert mean(pages.values(), column) >= LEAST_WEB_PAGES[column], worst(pages, column)
