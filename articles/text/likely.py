"""How likely bytes are Chinese in one encoding or another, told by its commonest characters."""

import re

# The commonest characters of Chinese prose, of both scripts.
_COMMON = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日月"
)
CHINESE = ("gb18030", "big5hkscs")
_SAMPLE = 65_536  # bytes that are looked at
_MOST = 20_000  # code points of them
_LEAST = 0.1  # likeness of prose; that of the same bytes in a wrong encoding stays far below
_DAMAGE = 0.01  # share of broken bytes up to which an encoding is thought of
_HIGH = re.compile(rb"[\x80-\xff]{2,}")
# Both standards put the few thousand characters of daily use first.
_DAILY = {
    "gb18030": re.compile(rb"[\xb0-\xd7][\xa1-\xfe]"),
    "big5hkscs": re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]"),
}
_LEAST_DAILY = 0.7
_SHORT = 24  # bytes beyond ASCII, up to which common characters may be missing by chance
_WIDE_SAMPLE = 4_096  # bytes
_READABLE = re.compile("[\t\n\r -~\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uff00-\uff65]")
_LEAST_READABLE = 0.9


def likeness(text: str) -> float:
    """Return the share of the commonest characters among all that are not ASCII."""
    wide = [sign for sign in text[:_MOST] if sign > "\x7f"]
    good = sum(sign in _COMMON for sign in wide)
    return (good - 3 * wide.count("\ufffd")) / max(1, len(wide))


def likeliest(raw: bytes) -> tuple[str, float]:
    """Return the encoding of Chinese in which the bytes make the likeliest Chinese, and how likely.

    An empty name if it is none. A name or a headline is told by where its characters stand in the
    standards; longer texts by their words.
    """
    sample = raw[:_SAMPLE]
    best, most = "", _LEAST
    for encoding in CHINESE:
        text = sample.decode(encoding, errors="replace")
        if text.count("\ufffd") > 1 + _DAMAGE * len(sample):
            continue
        score = likeness(text) + _daily(sample, encoding)
        if score > most:
            best, most = encoding, score
    return best, most


def _daily(sample: bytes, encoding: str) -> float:
    """Return 1 if a short text holds hardly anything but characters of daily use, else 0."""
    high = sum(len(run) for run in _HIGH.findall(sample))
    if not 0 < high <= _SHORT:
        return 0
    pairs = 2 * len(_DAILY[encoding].findall(sample))
    return pairs / high if pairs >= _LEAST_DAILY * high else 0


def utf16_of(raw: bytes) -> str:
    """Return which UTF-16 the bytes are if they make Chinese so; no mark tells it, and few NULs."""
    sample = raw[: min(len(raw), _WIDE_SAMPLE) // 2 * 2]
    best, most = "", _LEAST
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        score = likeness(text)
        if score > most and len(_READABLE.findall(text)) >= _LEAST_READABLE * len(text):
            best, most = encoding, score
    return best
