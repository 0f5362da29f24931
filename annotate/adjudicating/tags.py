"""A reviewer's tag, and what it says, whoever says it."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple


class Said(NamedTuple):
    """What a tag says: these words ``[start, end)`` are called so, with these details.

    ``attrs`` is the attributes as sorted JSON, without those that are not set. ``sources`` is filled
    only where reviewers link the same tag to different things; it then holds what this one links to,
    as ``kind label start end``.
    """

    start: int
    end: int
    label: str
    attrs: str = ""
    sources: tuple[str, ...] = ()

    @property
    def shape(self) -> tuple[int, int, str]:
        """The words and the label, without the details."""
        return (self.start, self.end, self.label)

    @property
    def attributes(self) -> dict[str, object]:
        """The attributes by name. The result is the caller's own."""
        return json.loads(self.attrs) if self.attrs else {}


class Tag(NamedTuple):
    """One live tag of one reviewer: its key, and the key of the reviewer's assignment."""

    pk: int
    reviewer: int
    said: Said


class Link(NamedTuple):
    """One live link between two tags of the same reviewer, by their keys."""

    from_tag: int
    to_tag: int
    kind: str


def canonical(attrs: Mapping[str, object]) -> str:
    """Return attributes as text that is the same whenever they are; what is not set leaves no trace."""
    kept = {name: value for name, value in attrs.items() if value not in ("", None)}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else ""


def digest(parts: object) -> str:
    """Return 32 hexadecimal digits that stand for ``parts``, which must have a stable ``repr``."""
    return sha256(repr(parts).encode()).hexdigest()[:32]


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return the intersection over the union of two ranges, counted in code points: 0 to 1."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    if common <= 0:
        return 0.0
    return common / (max(one[1], other[1]) - min(one[0], other[0]))


def alike(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two ranges are the same thing seen differently: at least half of their union is common."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common > 0 and 2 * common >= max(one[1], other[1]) - min(one[0], other[0])
