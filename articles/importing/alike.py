"""Finding articles that are nearly the same as those that come in: linked and shown, never merged."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from articles.models import Likeness, Revision, Sketch
from articles.text.sketch import KEYS, likeness, packed, sketch_of, unpacked
from config.bulk import insert_rows

LEAST = 0.8  # of their stretches that two texts share to be shown to each other's readers
MOST_BY_KEY = 100  # texts that a key leads to; a key of more, as boilerplate makes them, tells nothing
MOST_COMPARED = 10  # texts that one text is compared with
TOGETHER = 200  # revisions in one question, rows in one statement

# Not asked by the model: for 1,600 values that takes longer to be written than to be answered.
_HOLDERS = "SELECT value, sketch_id FROM articles_sketchkey WHERE value"

Hashes = tuple[int, ...]


class Sketched(NamedTuple):
    """A new wording as far as likeness goes; ``revision`` and ``article`` are keys."""

    revision: int
    article: int
    is_sample: bool
    hashes: Hashes

    @classmethod
    def of(cls, revision: Revision, prepared: Hashes | None = None) -> "Sketched":
        """Return the sketch of a wording, made now if nobody has made it already."""
        hashes = sketch_of(revision.text) if prepared is None else prepared
        return cls(revision.pk, revision.article_id, revision.article.is_sample, hashes)


def note_likeness(wordings: Sequence[Sketched]) -> None:
    """Keep sketches of these new wordings, and link their articles with those that are nearly the same.

    Call in the transaction that stores them. The work for each is bounded: eight keys are looked up,
    and ten texts compared.
    """
    for start in range(0, len(wordings), TOGETHER):
        _note(wordings[start : start + TOGETHER])


def _note(wordings: Sequence[Sketched]) -> None:
    insert_rows(
        "articles_sketch",
        ("revision_id", "hashes"),
        [(one.revision, packed(one.hashes)) for one in wordings],
    )
    holders = _holders({value for one in wordings for value in one.hashes[:KEYS]})
    keys, candidates = [], {}
    for pk, _article, _is_sample, hashes in wordings:
        of_mine = [holders[value] for value in hashes[:KEYS]]
        shared = Counter(chain.from_iterable(of_mine)) if any(of_mine) else Counter[int]()
        candidates[pk] = [other for other, _count in shared.most_common(MOST_COMPARED)]
        for value, having in zip(hashes, of_mine, strict=False):  # of the hashes, the first are the keys
            if len(having) < MOST_BY_KEY:
                having.append(pk)
                keys.append((value, pk))
    # In the order of their index, whose pages are then looked for once.
    insert_rows("articles_sketchkey", ("value", "sketch_id"), sorted(keys))
    _link(wordings, candidates)


def _holders(values: set[int]) -> defaultdict[int, list[int]]:
    """Return by key the revisions that have it."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    if not values:  # of texts that are too short to be compared
        return holders
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"{_HOLDERS} = ANY(%s)", [sorted(values)])
        else:
            among = "IN (SELECT value FROM json_each(%s))"
            cursor.execute(f"{_HOLDERS} {among}", [json.dumps(sorted(values))])
        for value, pk in cursor.fetchall():
            holders[value].append(pk)
    return holders


def _link(wordings: Sequence[Sketched], candidates: dict[int, list[int]]) -> None:
    wanted = {other for others in candidates.values() for other in others}
    if not wanted:
        return
    rows = Sketch.objects.filter(pk__in=wanted).values_list(
        "pk", "hashes", "revision__article", "revision__article__is_sample"
    )
    known = {pk: (unpacked(hashes), article, is_sample) for pk, hashes, article, is_sample in rows}
    scores: dict[tuple[int, int], float] = {}
    for one in wordings:
        for other in candidates[one.revision]:
            hashes, article, is_sample = known[other]
            if article == one.article or is_sample != one.is_sample:
                continue
            pair = (min(article, one.article), max(article, one.article))
            scores[pair] = max(scores.get(pair, 0.0), likeness(one.hashes, hashes))
    _keep({pair: round(score, 3) for pair, score in scores.items() if score >= LEAST})


def _keep(scores: dict[tuple[int, int], float]) -> None:
    """Store what is alike; of two articles with several wordings each the greatest likeness."""
    if not scores:
        return
    firsts, seconds = ({pair[side] for pair in scores} for side in (0, 1))
    stored = Likeness.objects.filter(first__in=firsts, second__in=seconds)
    before = {(one.first_id, one.second_id): one.score for one in stored}
    Likeness.objects.bulk_create(
        (
            Likeness(first_id=first, second_id=second, score=score)
            for (first, second), score in scores.items()
            if score > before.get((first, second), 0.0)
        ),
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["score"],
    )


def alike_to(article: int) -> dict[int, float]:
    """Return the articles that are nearly the same as this one, by key, with how much they share (0 to 1)."""
    rows = Likeness.objects.filter(Q(first=article) | Q(second=article)).order_by("-score", "pk")
    return {
        second if first == article else first: score
        for first, second, score in rows.values_list("first", "second", "score")
    }


def without_sketch() -> Iterator[list[int]]:
    """Yield the keys of revisions that were stored before likeness was looked for, a few at a time."""
    missing = Revision.objects.filter(sketch=None).order_by("pk").values_list("pk", flat=True)
    while batch := list(missing[:TOGETHER]):
        yield batch
