"""The colours and lines that labels may have, and how well they can be read.

Each slot has a colour for the light page and one for the dark, each with the tint behind its words. They
stand in ``static/css/tokens.css`` as well, which a test holds to this table; a label takes a whole slot,
so that no project can make words that cannot be read.
"""

import math
import re
from collections.abc import Collection
from typing import NamedTuple

PATTERNS = ("solid", "dashed", "dotted", "double")

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: to 1


class Pair(NamedTuple):
    """A colour, and the tint that lies behind it, as ``#rrggbb``."""

    ink: str
    tint: str


class Slot(NamedTuple):
    """What a label looks like on the light and on the dark page."""

    light: Pair
    dark: Pair


PAPER = ("#fcfbf8", "#15161a")  # the page, light and dark

SLOTS = {
    1: Slot(Pair("#8c5b00", "#fbf0d4"), Pair("#f2cb7d", "#2f2816")),
    2: Slot(Pair("#2c33bb", "#e7e8fb"), Pair("#8da0ff", "#22264a")),
    3: Slot(Pair("#00706d", "#daf1f0"), Pair("#6ee7df", "#13302f")),
    4: Slot(Pair("#7a1539", "#f9e4ea"), Pair("#e57f99", "#37202a")),
    5: Slot(Pair("#3f6b12", "#eaf3d8"), Pair("#b4d977", "#232b16")),
    6: Slot(Pair("#7a2fa0", "#f3e6fa"), Pair("#d19bf0", "#2e2038")),
    7: Slot(Pair("#0b6394", "#dff0fa"), Pair("#7fc4f0", "#16293a")),
    8: Slot(Pair("#a8400c", "#fbe8de"), Pair("#f5a27a", "#38221a")),
    9: Slot(Pair("#a3195b", "#fbe3ee"), Pair("#ff8fc0", "#3b1c2b")),
    10: Slot(Pair("#4a5560", "#e6eaee"), Pair("#b4c0cc", "#262c33")),
}

DARKEST = 0.04045  # up to here sRGB is linear
GREY = 12.0  # what is less colourful in L*a*b* is grey
_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def usual_pattern(slot: int) -> str:
    """Return the line that a colour has where nobody has chosen another."""
    return PATTERNS[(slot - 1) % len(PATTERNS)]


def look(slot: int, pattern: str) -> str:
    """Return the classes of the style sheet that give this colour and line."""
    return f"c{slot}" if pattern == usual_pattern(slot) else f"c{slot} p-{pattern}"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours ``#rrggbb`` by WCAG 2.2: from 1 to 21."""
    light, dark = sorted((_luminance(_channels(one)), _luminance(_channels(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def least_contrast(slot: int) -> float:
    """Return the worst contrast of a slot: with its tint and with the page, light and dark."""
    chosen = SLOTS[slot]
    pairs = zip((chosen.light, chosen.dark), PAPER, strict=True)
    return min(contrast(pair.ink, ground) for pair, paper in pairs for ground in (pair.tint, paper))


def nearest_slot(colour: str) -> int | None:
    """Return the slot that looks most like ``colour``, ``#rgb`` or ``#rrggbb``; None if it is none."""
    given = _HEX.fullmatch(colour.strip())
    if given is None:
        return None
    digits = given[1] if len(given[1]) > len("rgb") else "".join(digit * 2 for digit in given[1])
    wanted = _lab(_channels(digits))
    return min(SLOTS, key=lambda slot: _distance(wanted, _lab(_channels(SLOTS[slot].light.ink))))


def free_slot(taken: Collection[int]) -> int:
    """Return the colour that is used least, of those the first."""
    used = list(taken)
    return min(SLOTS, key=used.count)


def _channels(colour: str) -> list[float]:
    """Return red, green and blue as linear light, each from 0 to 1."""
    digits = colour.removeprefix("#")
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    return [part / 12.92 if part <= DARKEST else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _luminance(channels: list[float]) -> float:
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


def _lab(channels: list[float]) -> list[float]:
    """Return hue and colourfulness by CIE L*a*b*. How light a colour is says little of which one it is."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (
        (sum(share * part for share, part in zip(row, channels, strict=True)) / full) ** (1 / 3)
        for row, full in zip(rows, white, strict=True)
    )
    return [500 * (x - y), 200 * (y - z)]


def _distance(one: list[float], other: list[float]) -> float:
    # By direction: a pale yellow of another tool is our brown rather than our grey.
    lengths = [max(math.hypot(*colour), 1e-9) for colour in (one, other)]
    turned = sum(a * b for a, b in zip(one, other, strict=True)) / (lengths[0] * lengths[1])
    grey = (lengths[0] < GREY) != (lengths[1] < GREY)
    return (1 - turned) + (10 if grey else 0)
