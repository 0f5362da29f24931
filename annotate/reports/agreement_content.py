"""What a report holds: numbers by the keys of labels and people, which get their names when shown."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from statistics import fmean
from typing import Any

from annotate.measures.categories import alpha, cohen_kappa
from annotate.measures.comparing import Counts
from annotate.measures.pooling import Continuum, character_kappa, joint_u_alpha, pooled, u_alpha
from annotate.measures.resampling import intervals
from annotate.measures.unitizing import coefficients
from annotate.measures.values import Measured
from annotate.reports.agreement_sums import ANY, LabelCounts, Layer, Sums

MOST_ARTICLES = 1000  # kept for each label, and for all together: those that agree least
TWO = 2  # reviewers: of so many, each has habits of their own to reckon with

Content = dict[str, Any]
Tick = Callable[[], None]


def content_of(sums: Sums, *, tick: Tick = lambda: None) -> Content:
    """Return what a report of these sums holds, ready to be stored. ``tick`` is called now and then."""
    labels = sorted(label for label in sums.all.counts if label != ANY)
    spread = _intervals(sums.all, labels, tick)
    reviewers = sorted(sums.read)
    return {
        "articles": len(sums.articles),
        "reviewers": reviewers,
        "suggested": sums.suggested,
        "overall": {
            **_line(sums.all, ANY, labels, spread),
            "mean_of_pairs": _mean(shared.counts[ANY] for shared in sums.pairs.values()),
            **_by_boundaries(sums, spread),
        },
        "labels": [
            {
                "label": label,
                **_line(sums.all, label, labels, spread),
                "character_kappa": _number(_kappa(sums, label, reviewers)),
            }
            for label in labels
        ],
        "by_hand": _by_hand(sums, labels) if sums.suggested else None,
        "pairs": [
            {"reviewers": list(pair), "articles": shared.articles, "counts": _counts(shared.counts)}
            for pair, shared in sorted(sums.pairs.items())
        ],
        "weeks": [
            {"week": week.isoformat(), "articles": shared.articles, "counts": _counts(shared.counts)}
            for week, shared in sorted(sums.weeks.items())
        ],
        "worst": _worst(sums.articles, [ANY, *labels]),
        "confused": [[*pair, number] for pair, number in sorted(sums.confused.items())],
        "values": [_values(sums, place, reviewers) for place in sorted(sums.values)],
        "links": [
            {"kind": kind, "links": counts.links, "same": counts.same, "f1": 2 * counts.same / counts.links}
            for kind, counts in sorted(sums.links.items())
        ],
    }


def _line(layer: Layer, label: int, labels: Sequence[int], spread: Mapping[Any, Any]) -> Content:
    """Return the numbers of one label, or of all."""
    counts = layer.counts[label]
    return {
        "counts": list(counts),
        "f1": _number(counts.f1),
        "exact_f1": _number(counts.exact_f1),
        "overlap_f1": _number(counts.overlap_f1),
        "u_alpha": _number(_alpha(layer, label, labels), spread.get(label)),
    }


def _number(measured: Measured, interval: tuple[float, float] | None = None) -> Content:
    found: Content = {"value": measured.as_float()}
    if measured.reason is not None:
        found["reason"] = measured.reason.value
    if interval is not None and measured.value is not None:
        found["low"], found["high"] = interval
    return found


def _alpha(layer: Layer, label: int, labels: Sequence[int]) -> Measured:
    if label != ANY:
        return u_alpha(_pooled(layer, label))
    return joint_u_alpha([_pooled(layer, one) for one in labels])


def _pooled(layer: Layer, label: int) -> Continuum:
    """Return a label's sums over all articles; where nobody used it, all of the text is gap."""
    return pooled(text.get(label) or Continuum(text[ANY].pairable) for text in layer.texts)


def _by_boundaries(sums: Sums, spread: Mapping[Any, Any]) -> Content:
    """Return uα of what is tagged at all, and of the labels where tags meet."""
    family = coefficients(sums.meets)
    return {
        "binary_u_alpha": _number(u_alpha(_pooled(sums.all, ANY)), spread.get("binary")),
        "cu_alpha": _number(family.cu),
        "cover": _number(family.cover),
    }


def _kappa(sums: Sums, label: int, reviewers: Sequence[int]) -> Measured:
    shares: list[Fraction] = []
    if len(reviewers) == TWO and all(sums.read[reviewer] for reviewer in reviewers):
        shares = [Fraction(sums.marked[one, label], sums.read[one]) for one in reviewers]
    return character_kappa(_pooled(sums.all, label), shares)


def _mean(counts: Any) -> float | None:
    values = [found for one in counts if (found := one.f1.as_float()) is not None]
    return fmean(values) if values else None


def _by_hand(sums: Sums, labels: Sequence[int]) -> Content:
    lines = {label: _line(sums.by_hand, label, labels, {}) for label in (ANY, *labels)}
    return {"overall": lines[ANY], "labels": [{"label": label, **lines[label]} for label in labels]}


def _counts(counts: LabelCounts) -> dict[str, list[int]]:
    """Return counts by label as JSON keeps them: keys are words there."""
    return {str(label): list(counts[label]) for label in sorted(counts)}


def _worst(articles: Mapping[int, LabelCounts], labels: Sequence[int]) -> list[Content]:
    """Return the articles that agree least on any of the labels."""
    wanted: set[int] = set()
    for label in labels:
        known = [(entry, counts[label]) for entry, counts in articles.items() if label in counts]
        wanted.update(entry for entry, _counts_of in sorted(known, key=_rank)[:MOST_ARTICLES])
    return [
        {"entry": entry, "counts": _counts(articles[entry])}
        for entry, _counts_of in sorted(((one, articles[one][ANY]) for one in wanted), key=_rank)
    ]


def _rank(article: tuple[int, Counts]) -> tuple[float, int, int]:
    """Return what sorts articles: the worst first, of equals that with more tags."""
    entry, counts = article
    return 2 * counts.same / counts.spans, -counts.spans, entry


def _values(sums: Sums, place: tuple[int, str], reviewers: Sequence[int]) -> Content:
    label, name = place
    table = sums.values[place]
    found: Content = {
        "label": label,
        "name": name,
        "pairs": table.total(),
        "same": sum(n for (first, second), n in table.items() if first == second),
        "alpha": _number(alpha({tuple(pair): n for pair, n in table.items()})),
    }
    if len(reviewers) == TWO:
        values = sorted({value for pair in table for value in pair})
        rows = [[table[row, column] for column in values] for row in values]
        found["kappa"] = _number(cohen_kappa(rows))
    return found


def _intervals(layer: Layer, labels: Sequence[int], tick: Tick) -> dict[Any, tuple[float, float] | None]:
    """Return the intervals of uα by label, of all labels, and of tagged against untagged."""
    rows = [_row(text, labels) for text in layer.texts]
    places = range(len(labels))
    statistics: dict[Any, Callable[[Sequence[float]], float | None]] = {
        ANY: lambda sums: _joint(sums, places),
        "binary": lambda sums: _joint(sums, [len(labels)]),
    }
    for place, label in enumerate(labels):
        statistics[label] = lambda sums, place=place: _joint(sums, [place])  # type: ignore[misc]
    found = intervals(rows, list(statistics.values()), every_round=tick)
    return dict(zip(statistics, found, strict=True))


def _row(text: Mapping[int, Continuum], labels: Sequence[int]) -> list[float]:
    """Return an article's sums in a row: how much is paired, then three for each label, then of any."""
    row = [float(text[ANY].pairable)]
    for label in (*labels, ANY):
        one = text.get(label) or Continuum()
        row += [one.marked, one.squares, float(one.agreed)]
    return row


def _joint(sums: Sequence[float], places: Sequence[int]) -> float | None:
    """Return uα of some labels from added rows, as ``pooling`` does, in floats: it is done often."""
    pairable = sums[0]
    observed = expected = 0.0
    for place in places:
        marked, squares, agreed = sums[1 + 3 * place : 4 + 3 * place]
        gaps = pairable - marked
        chances = pairable * pairable - squares - gaps
        observed += 2 * (marked - agreed)
        expected += 2 * pairable * marked * gaps / chances if chances else 0.0
    return 1 - observed / expected if expected else None
