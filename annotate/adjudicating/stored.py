"""Readings as they are kept with an item: plain lists, as JSON holds them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotate.adjudicating.items import Reading
from annotate.adjudicating.tags import Said


def to_json(readings: Iterable[Reading]) -> list[dict[str, Any]]:
    """Return readings as ``{reviewers, tags}``, each tag as ``[start, end, label, attrs, sources, keys]``."""
    return [
        {
            "reviewers": list(reading.reviewers),
            "tags": [[*said[:4], list(said.sources), list(reading.spans[said])] for said in reading.said],
        }
        for reading in readings
    ]


def from_json(kept: Sequence[Mapping[str, Any]]) -> list[Reading]:
    """Return the readings that ``to_json`` was given."""
    return [_reading(one) for one in kept]


def _reading(kept: Mapping[str, Any]) -> Reading:
    said = [Said(*tag[:4])._replace(sources=tuple(tag[4])) for tag in kept["tags"]]
    keys = {one: tuple(tag[5]) for one, tag in zip(said, kept["tags"], strict=True)}
    return Reading(tuple(said), tuple(kept["reviewers"]), keys)


def keys_in(kept: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return the keys of all tags of kept readings, in order."""
    return sorted(key for one in kept for tag in one["tags"] for key in tag[5])
