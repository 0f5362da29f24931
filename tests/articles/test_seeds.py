"""The five seed documents, scored as the product is judged: every figure must be perfect."""

import importlib.util
import json

import pytest

from articles.readers import read
from tests.shared import shared

PERFECT = [
    "strict_p",
    "strict_r",
    "strict_f1",
    "loose_f1",
    "fuzzy_f1",
    "char_p",
    "char_r",
    "char_f1",
    "caption_r",
    "caption_typed",
    "kind",
    "order",
    "title",
    "url",
    "url_clean",
    "outlet",
    "day",
    "instant",
    "author_r",
    "tag_r",
    "lang",
]
SEEDS = {
    "S000": "000_6ba3925f23e668f5.txt",
    "S001": "001_5da937af0cdf502a.txt",
    "S002": "002_bf65dbdb9e137cd9.txt",
    "S003": "003_98c8755f7fd95a3e.txt",
    "S004": "004_43afd4c1a7979503.txt",
}


@pytest.fixture(scope="module")
def scorer():
    spec = importlib.util.spec_from_file_location("score", shared("corpus-gold", "score.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=sorted(SEEDS))
def seed(request):
    """The gold's id, the gold with the full text, and the one document read from the seed."""
    gold = json.loads(shared("corpus-gold", "full", f"{request.param}.json").read_text("utf-8"))
    (document,) = read(shared("corpus", "seeds", SEEDS[request.param]).read_bytes(), SEEDS[request.param])
    return request.param, gold, document


def test_a_seed_is_extracted_without_a_single_fault(scorer, seed) -> None:
    identifier, full, document = seed
    gold = json.loads(shared("corpus-gold", "gold", f"{identifier}.json").read_text("utf-8"))
    extracted = {
        "title": document.title,
        "url": document.url,
        "outlet": document.outlet,
        "published": document.published,
        "authors": list(document.authors),
        "tags": list(document.tags),
        "lang": document.lang,
        "paragraphs": [{"kind": block.kind, "text": block.text} for block in document.blocks[1:]],
    }

    row = scorer.score_one(gold, extracted, full)

    faults = {column: row[column] for column in PERFECT if row[column] not in {1.0, None}}
    assert not faults
    assert row["noise"] == 0
    assert row["noisy"] == 0.0


def test_a_seed_keeps_its_mirror_apart_from_its_own_address(seed) -> None:
    _, gold, document = seed

    assert document.mirror_url == gold["mirror_url"]
    assert document.url == gold["url"]


def test_a_seed_keeps_what_it_leaves_out_with_a_reason(seed) -> None:
    _, gold, document = seed
    dropped = "".join("".join(piece.text.split()) for piece in document.dropped)

    lost = [noise for noise in gold["noise"] if "".join(noise.split()) not in dropped]

    # The gold cuts the longest of these short, in the middle of an address.
    assert [noise for noise in lost if "http" not in noise] == []
    assert all(piece.reason and 0 <= piece.after <= len(document.blocks) for piece in document.dropped)
