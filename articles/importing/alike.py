"""Finding articles that are nearly the same as those that come in: linked and shown, never merged."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from django.db.models import Q

from articles.models import Likeness, Revision, Sketch, SketchKey
from articles.text.sketch import KEYS, likeness, packed, sketch_of, unpacked
from config.bulk import insert_rows

LEAST = 0.8  # of their stretches that two texts share to be shown to each other's readers
MOST_BY_KEY = 100  # texts that a key leads to; a key of more, as boilerplate makes them, tells nothing
MOST_COMPARED = 10  # texts that one text is compared with
TOGETHER = 200  # revisions in one question, rows in one statement

Hashes = tuple[int, ...]


def note_likeness(revisions: Sequence[Revision], prepared: Sequence[Hashes] | None = None) -> None:
    """Keep sketches of these new wordings, and link their articles with those that are nearly the same.

    Call in the transaction that stores them. The work for each is bounded: eight keys are looked up,
    and ten texts compared. ``prepared`` are the sketches, if somebody has made them already.
    """
    for start in range(0, len(revisions), TOGETHER):
        some = revisions[start : start + TOGETHER]
        ready = prepared[start : start + TOGETHER] if prepared else [sketch_of(one.text) for one in some]
        _note(some, {one.pk: sketch for one, sketch in zip(some, ready, strict=True)})


def _note(revisions: Sequence[Revision], sketches: dict[int, Hashes]) -> None:
    insert_rows(
        "articles_sketch",
        ("revision_id", "hashes"),
        [(pk, packed(hashes)) for pk, hashes in sketches.items()],
    )
    holders = _holders({value for hashes in sketches.values() for value in hashes[:KEYS]})
    keys, candidates = [], {}
    for pk, hashes in sketches.items():
        shared = Counter(chain.from_iterable(holders[value] for value in hashes[:KEYS]))
        candidates[pk] = [other for other, _count in shared.most_common(MOST_COMPARED)] if shared else []
        for value in hashes[:KEYS]:
            if len(holders[value]) < MOST_BY_KEY:
                holders[value].append(pk)
                keys.append((pk, value))
    insert_rows("articles_sketchkey", ("sketch_id", "value"), keys)
    _link(revisions, sketches, candidates)


def _holders(values: set[int]) -> defaultdict[int, list[int]]:
    """Return by key the revisions that have it."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for value, pk in SketchKey.objects.filter(value__in=values).values_list("value", "sketch_id"):
        holders[value].append(pk)
    return holders


def _link(
    revisions: Sequence[Revision], sketches: dict[int, Hashes], candidates: dict[int, list[int]]
) -> None:
    wanted = {other for others in candidates.values() for other in others}
    if not wanted:
        return
    rows = Sketch.objects.filter(pk__in=wanted).values_list(
        "pk", "hashes", "revision__article", "revision__article__is_sample"
    )
    known = {pk: (unpacked(hashes), article, is_sample) for pk, hashes, article, is_sample in rows}
    scores: dict[tuple[int, int], float] = {}
    for revision in revisions:
        for other in candidates[revision.pk]:
            hashes, article, is_sample = known[other]
            if article == revision.article_id or is_sample != revision.article.is_sample:
                continue
            pair = (min(article, revision.article_id), max(article, revision.article_id))
            scores[pair] = max(scores.get(pair, 0.0), likeness(sketches[revision.pk], hashes))
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
