"""Compare what is taken out of web pages with trafilatura and readability-lxml. Not run by pytest.

    uv pip install trafilatura readability-lxml
    python -m tests.bench.pages

The pages are those of the gold: whole pages (format E), and the others as the HTML that they hold. All
three get the same decoded page. A paragraph is right if it is the gold's word for word, blanks aside;
captions, bylines and what may stay or go count for nobody. Characters are those of right paragraphs.
Whatever is not installed is left out.
"""

import gzip
import importlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles.readers import read
from articles.readers.front_matter import split_front_matter
from articles.readers.headline import after_rule, find_headline
from articles.text.decode import decode
from articles.text.tags import BLOCK_TAGS
from articles.text.tree import parse_html, words_in
from tests.articles.gold.make import hashes
from tests.shared import shared

GOLD = Path(__file__).parent.parent / "articles" / "gold"
# Lines that others expect and that are no article: a button below pictures, a heading above films, a notice
# of rights, the editor's name, a question what one thinks of the page. Beginnings of their hashes.
NO_ARTICLE = (
    "c964cecb85807c99",
    "3ef9b8e9f22dbf22",
    "efd949e4e43a935c",
    "027ff45f0cf3b7de",
    "ad72211417ac2172",
)
BODY = frozenset({"paragraph", "heading", "list-item", "list_item", "blockquote", "table_row"})

Extractor = Callable[[str, str], list[str]]


@dataclass(slots=True)
class Score:
    """What came out, paragraphs and code points, and how long it took in seconds."""

    right: int = 0
    given: int = 0
    wanted: int = 0
    right_signs: int = 0
    given_signs: int = 0
    wanted_signs: int = 0
    seconds: float = 0.0
    pages: int = 0
    of_pages: list[float] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Return a row of the table."""
        precision, recall = self.right / max(1, self.given), self.right / max(1, self.wanted)
        signs = 2 * self.right_signs / max(1, self.given_signs + self.wanted_signs)
        mean = sum(self.of_pages) / max(1, len(self.of_pages))
        per_page = 1000 * self.seconds / max(1, self.pages)
        figures = (mean, precision, recall, 2 * self.right / max(1, self.given + self.wanted), signs)
        return f"{name:<18}" + "".join(f"{figure:>10.3f}" for figure in figures) + f"{per_page:>9.1f} ms"


def ours(page: str, name: str) -> list[str]:
    """Read a page as an import does."""
    [document] = read(page.encode(), name)
    return [block.text for block in document.blocks[1:] if block.kind not in {"caption", "byline"}]


def extractors() -> Iterator[tuple[str, Extractor]]:
    """Yield ours, and those of the others that are installed."""
    yield "xiwen", ours
    for name, make in (("trafilatura", _trafilatura), ("readability", _readability)):
        try:
            module = importlib.import_module(name)
        except ImportError:
            sys.stdout.write(f"{name} is not installed and left out.\n")
            continue
        yield name, make(module)


def _trafilatura(module: Any) -> Extractor:
    def extract(page: str, _name: str) -> list[str]:
        text = module.extract(page, include_comments=False, include_tables=True) or ""
        return [line.lstrip("- ") for line in text.split("\n")]

    return extract


def _readability(module: Any) -> Extractor:
    def extract(page: str, _name: str) -> list[str]:
        return list(_lines(module.Document(page).summary()))

    return extract


def _lines(page: str) -> Iterator[str]:
    """Yield the words of the innermost blocks of a page."""
    for element in parse_html(page).iter(*BLOCK_TAGS):
        if next(element.iterdescendants(*BLOCK_TAGS), None) is None:
            yield words_in(element)


def page_of(gold: dict[str, Any]) -> str:
    """Return a page of the gold: as it is, or the HTML in it as a page with a title."""
    raw = shared("corpus", gold["path"]).read_bytes()
    text, _notes = decode(gzip.decompress(raw) if gold["path"].endswith(".gz") else raw)
    if gold["format"] == "E":
        return text
    text = split_front_matter(text)[1]
    headline = find_headline(text)
    body = after_rule(text, headline) if headline else text
    head = f"<title>{gold['title']}</title><link rel=canonical href='{gold['url'] or ''}'>"
    return f"<!doctype html><html><head>{head}</head><body><h1>{gold['title']}</h1>{body}</body></html>"


def judged_elsewhere() -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the pages that came with a result that others expect, as gold, and the page."""
    for path in sorted(shared("corpus", "flairNLP+fundus").rglob("*.html.gz")):
        told = json.loads((path.parent / f"{path.name.split('_')[0]}.json").read_text("utf-8"))["V1"]
        lines = [
            *told["body"]["summary"],
            *(line for part in told["body"]["sections"] for line in (*part["headline"], *part["paragraphs"])),
        ]
        yield _as_gold(told["title"], lines), decode(gzip.decompress(path.read_bytes()))[0]
    for path in sorted(shared("corpus", "mozilla+readability").rglob("source.html")):
        title = json.loads((path.parent / "expected-metadata.json").read_text("utf-8"))["title"]
        lines = list(_lines((path.parent / "expected.html").read_text("utf-8")))
        yield _as_gold(title, lines), decode(path.read_bytes())[0]


def _as_gold(title: str, lines: list[str]) -> dict[str, Any]:
    paragraphs = [{"kind": "paragraph", **hashes(line)} for line in lines if line.strip()]
    return {"title": title, "paragraphs": paragraphs}


def without_buttons(gold: dict[str, Any]) -> dict[str, Any]:
    """Return what others expect with its buttons and notices optional, so that they count for nobody."""
    paragraphs = [
        {**one, "optional": one["sha256_nows"].startswith(NO_ARTICLE)} for one in gold["paragraphs"]
    ]
    return {**gold, "paragraphs": paragraphs}


def judge(score: Score, gold: dict[str, Any], lines: list[str]) -> None:
    """Count what is right of the lines that came out of a page."""
    paragraphs = gold["paragraphs"]
    wanted = [one for one in paragraphs if one["kind"] in BODY and not one.get("optional")]
    free = Counter(one["sha256_nows"] for one in wanted)
    same = {alt["sha256_nows"]: one["sha256_nows"] for one in wanted for alt in one.get("alts", ())}
    neutral = {one["sha256_nows"] for one in paragraphs} | {hashes(gold["title"])["sha256_nows"]}
    right = given = 0
    for line in lines:
        kept = hashes(line)
        key = same.get(kept["sha256_nows"], kept["sha256_nows"])
        if not kept["len"] or (not free[key] and key in neutral):
            continue
        given += 1
        score.given_signs += kept["len"]
        if free[key]:
            free[key] -= 1
            right += 1
            score.right_signs += kept["len"]
    score.pages += 1
    score.right, score.given, score.wanted = (
        score.right + right,
        score.given + given,
        score.wanted + len(wanted),
    )
    score.wanted_signs += sum(one["len"] for one in wanted)
    # Of a page of pictures, nothing is right.
    score.of_pages.append(2 * right / (given + len(wanted)) if given or wanted else 1.0)


def main() -> None:
    """Print a table for whole web pages by our gold and by that of others, and one for the other formats."""
    golds = [json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json"))]
    known = list(extractors())
    others = ("A", "A2", "B", "B2")
    elsewhere = list(judged_elsewhere())
    tables = {
        "whole web pages": [(one, page_of(one)) for one in golds if one["format"] == "E"],
        "whole web pages, as others expect them": elsewhere,
        "the same without their buttons and notices": [
            (without_buttons(one), page) for one, page in elsewhere
        ],
        "the HTML of other formats": [(one, page_of(one)) for one in golds if one["format"] in others],
    }
    heads = ("page F1", "precision", "recall", "F1", "signs F1", "a page")
    for title, pages in tables.items():
        sys.stdout.write(f"\n{len(pages)} pages: {title}\n{'':<18}")
        sys.stdout.write("".join(f"{head:>10}" for head in heads) + "\n")
        for name, extract in known:
            score = Score()
            for gold, page in pages:
                begun = time.process_time()
                lines = extract(page, "page.html")
                score.seconds += time.process_time() - begun
                judge(score, gold, lines)
            sys.stdout.write(score.line(name) + "\n")


if __name__ == "__main__":
    main()
