"""A short sketch of a text, by which near-duplicates are found among very many.

The sketch is the smallest of the hashes of all stretches of five characters (a bottom-k sketch), so
two texts that share most of their stretches share most of their sketch, and the very smallest hashes
serve as keys to look others up by. Blanks, punctuation and case do not count.
"""

import struct
import zlib

import regex

STRETCH = 5  # characters
SIZE = 64  # hashes kept
KEYS = 8  # of these, the smallest, to look others up by
MOST = 6_000  # code points of a text that are looked at
LEAST = 40  # characters of which a text is long enough to be compared

_UNITS = 4  # bytes of a code point in UTF-32
_PASSED_OVER = regex.compile(r"[^\p{L}\p{N}]+")
_LIKELY = (
    120  # hashes below the first bound; fewer than SIZE are as good as impossible but where texts repeat
)
_LARGEST = 0x7FFF_FFFF  # what a column for whole numbers holds


def sketch_of(text: str) -> tuple[int, ...]:
    """Return up to 64 hashes, the smallest first; none for a text that is too short to be compared."""
    units = _PASSED_OVER.sub("", text[:MOST]).casefold().encode("utf-32-le")
    if len(units) < LEAST * _UNITS:
        return ()
    # Of as many hashes as there are characters, so many lie below this bound that it rarely is too low.
    few = _hashes_below(_LARGEST // (len(units) // _UNITS) * _LIKELY, units)
    return tuple(sorted(few if len(few) >= SIZE else _hashes_below(_LARGEST + 1, units))[:SIZE])


def _hashes_below(bound: int, units: bytes) -> set[int]:
    """Return the hashes of all stretches that are smaller than ``bound``."""
    # Half of the checks are of numbers beyond the largest hash, of which the highest bit is not kept.
    above, until = _LARGEST, _LARGEST + 1 + bound
    checks = map(zlib.crc32, _stretches(units))
    return {check & _LARGEST for check in checks if check < bound or above < check < until}


def _stretches(units: bytes) -> list[bytes]:
    """Return all stretches of five characters: those that lie side by side, from each of five starts."""
    width, found = STRETCH * _UNITS, list[bytes]()
    for start in range(0, width, _UNITS):
        found += struct.unpack_from(f"{width}s" * ((len(units) - start) // width), units, start)
    return found


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimate which part of their stretches two texts share (Jaccard), 0 to 1, from their sketches."""
    if not one or not other:
        return 0.0
    together = sorted({*one, *other})[:SIZE]
    return len({*one} & {*other} & {*together}) / len(together)


def packed(sketch: tuple[int, ...]) -> bytes:
    """Return the sketch as it is stored: four bytes for each hash."""
    return struct.pack(f"<{len(sketch)}I", *sketch)


def unpacked(stored: bytes | memoryview) -> tuple[int, ...]:
    """Return the sketch that was stored."""
    return struct.unpack(f"<{len(stored) // 4}I", stored)
