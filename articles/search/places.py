"""The number by which a wording stands in the index: its order, its day and its article in one.

Both databases walk the index by this number and stop after a page, whatever else is found. From the
highest bit down: sample or not, day of publication (0: unknown), article, earlier wording (0: the newest).
"""

from datetime import date

from articles.models import Article, Revision

_WORDING_BITS, _ARTICLE_BITS, _DAY_BITS = 10, 30, 22
_DAY_SHIFT = _WORDING_BITS + _ARTICLE_BITS
_SAMPLE = 1 << (_DAY_SHIFT + _DAY_BITS)
WORDINGS = 1 << _WORDING_BITS  # of one article that the index can tell apart


def place_of(article: Article, revision: Revision, *, is_newest: bool) -> int | None:
    """Return where a wording stands; None for an earlier one beyond the 1,023rd, which is not found."""
    wording = 0 if is_newest else revision.number
    if wording >= WORDINGS:
        return None
    day = article.published_day or (article.published_at and article.published_at.date())
    return place_at(article.pk, day, is_sample=article.is_sample) | wording


def place_at(article: int, day: date | None, *, is_sample: bool) -> int:
    """Return where the newest wording of the article with this key stands, which is published on a day."""
    place = ((day.toordinal() if day else 0) << _DAY_SHIFT) | (article << _WORDING_BITS)
    return place | _SAMPLE if is_sample else place


def between(first: date | None, last: date | None, *, samples: bool) -> tuple[int, int]:
    """Return the lowest and the highest place of articles published from ``first`` to ``last``.

    Articles whose day is not known come only if neither is given. ``samples`` asks for these alone.
    """
    lowest = (first.toordinal() if first else int(last is not None)) << _DAY_SHIFT
    highest = (((last.toordinal() + 1) << _DAY_SHIFT) if last else _SAMPLE) - 1
    return (lowest | _SAMPLE, highest | _SAMPLE) if samples else (lowest, highest)
