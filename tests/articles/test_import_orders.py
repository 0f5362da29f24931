"""Whatever comes in, in whatever order: in batches it is stored as it is one by one."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing import ReadFile, batches, in_batches, read_file, store_batch
from articles.models import Article, ImportedFile, Likeness, SearchRow
from articles.search.places import WORDINGS
from tests.articles.acts import a_run, jsonl
from tests.articles.files import feed_item, mirror_page

pytestmark = pytest.mark.django_db

LONG = [
    f"第{number}天，记者在{place}看到了{'😀𠮷'[number % 2]}。"
    for number, place in enumerate(
        ["河边的旧码头", "议会大楼门口", "隧道施工现场", "南岸的 cafe\u0301", "交通局的发布会上", "北岸小学"]
    )
]
TEXTS = [LONG, [*LONG, "本文转载自甲报。"], ["短文。"]]
PLACES = ["https://a.example/zh/1", "https://b.example/zh/2", "https://home.example/"]
DAYS = [1714957950000, 1715957950000]


def _files() -> list[ReadFile]:
    made = [
        feed_item(*text, address=place, title="题目", time=day)
        for text in TEXTS
        for place in PLACES
        for day in DAYS
    ]
    made += [mirror_page(*text, address=PLACES[0], mirror=mirror) for text in TEXTS for mirror in "ab"]
    lines = [{"text": "\n".join(text), "url": place} for text in TEXTS for place in (*PLACES[:2], "")]
    made += [jsonl(*lines[at:], *lines[:at]).replace(b"\n", b"\r\n") for at in range(0, len(lines), 2)]
    made += [b"", "只有一行。".encode(), "\n".join(TEXTS[0]).encode()]
    return [read_file(raw, f"{number}") for number, raw in enumerate(made)]


FILES = _files()


def stored(files: Iterable[ReadFile], together: int) -> dict[str, Any]:
    """Store files in batches of so many, tell what is there then, and take it back."""
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(batches, "MOST_TOGETHER", together)
        run = a_run()
        for batch in in_batches(files):
            store_batch(run, batch)
        found = {"articles": _articles(), "outcomes": _outcomes(run.files.order_by("pk")), "alike": _alike()}
        transaction.set_rollback(True)
    return found


def _key(article: Article) -> tuple[str, str]:
    return article.address, article.digest


def _articles() -> dict[tuple[str, str], Any]:
    return {
        _key(one): (
            [one.title, one.outlet, one.lang, one.published_at, one.published_day, one.published_kind],
            list(one.revisions.order_by("number").values_list("number", "text", "as_of", "sketch__hashes")),
            sorted(
                one.revisions.values_list(
                    "digest",
                    "provenances__raw__sha256",
                    "provenances__locator",
                    "provenances__mirror_address",
                    "provenances__dropped__isnull",
                )
            ),
            sorted(
                (row.revision.number, row.place % WORDINGS, row.plain)
                for row in SearchRow.objects.filter(article=one).select_related("revision")
            ),
        )
        for one in Article.objects.all()
    }


def _outcomes(rows: Iterable[ImportedFile]) -> list[tuple[str, ...]]:
    return [(one.name, one.locator, one.outcome, one.reason, _text(one)) for one in rows]


def _text(row: ImportedFile) -> str:
    return f"{row.revision.article.address} {row.revision.text}" if row.revision else ""


def _alike() -> set[tuple[frozenset[tuple[str, str]], float]]:
    return {(frozenset({_key(one.first), _key(one.second)}), one.score) for one in Likeness.objects.all()}


@settings(max_examples=20)
@given(st.lists(st.sampled_from(FILES), min_size=2, max_size=12), st.integers(2, 20))
def test_files_in_batches_are_stored_as_one_by_one(files, together):
    assert stored(files, together) == stored(files, 1)
