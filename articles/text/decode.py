"""From bytes to text: the encoding a file really has, and text that went through a wrong one."""

import codecs
import re
import zlib

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset\s*=\s*["']?|<\?xml[^>]{0,80}?encoding\s*=\s*["'])([\w.:-]{2,30})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4_096  # bytes
# GB 2312 and GBK are parts of GB 18030; pages that declare Big5 use the Hong Kong additions.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
}
_TRIALS = ("gb18030", "big5hkscs")
_LEAST_LIKENESS = 0.1
_FEWEST_PAIRS = 4  # of bytes, before UTF-16 is thought of
_GUESS_FROM = 65_536  # bytes
# The commonest characters of Chinese prose, of both scripts.
_COMMON = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日月"
)
LARGEST_UNPACKED = 64 * 2**20
"""Bytes that a compressed file may hold."""

_GZIP = b"\x1f\x8b\x08"

_DAMAGE = 0.002
"""Share of broken bytes up to which a file still counts as what it says it is."""

_DAMAGED_TO_SOUND = 0.1
"""Broken characters for each sound one beyond ASCII, up to which a file still counts as UTF-8."""

_MAGIC = (
    b"\x89PNG",
    b"%PDF",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"BZh",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\xfd7zXZ",
    b"\x7fELF",
    b"MZ\x90",
    b"RIFF",
    b"OggS",
    b"ID3",
    b"SQLite format 3",
    b"\xd0\xcf\x11\xe0",
    b"\x00\x00\x01\x00",
    b"wOFF",
    b"\x28\xb5\x2f\xfd",
)
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1b")
_CONTROL_SHARE = 0.02
_FEW_CONTROLS = 8

# Bytes 0x80 to 0x9f as Windows-1252 shows them.
_CP1252 = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
_HIGH = "\x80-\xff" + "".join(chr(point) for point in _CP1252)
_GARBLED = re.compile(f"[\xc2-\xf4][{_HIGH}]+(?:[{_HIGH} ]*[{_HIGH}])?")
_HAN = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")
_LEAST_REPAIRED = 4  # characters of Chinese that must come out before a repair is believed
_READABLE_SHARE = 0.7


def gunzipped(raw: bytes) -> bytes:
    """Return what a gzip file holds, or the bytes themselves if they are no gzip.

    Raises ValueError if it is damaged or holds more than ``LARGEST_UNPACKED`` bytes.
    """
    if not raw.startswith(_GZIP):
        return raw
    unpacker = zlib.decompressobj(wbits=31)
    try:
        inside = unpacker.decompress(raw, LARGEST_UNPACKED)
    except zlib.error as error:
        raise ValueError("damaged gzip") from error
    if not unpacker.eof:
        raise ValueError("gzip cut short or too large")
    return inside


def is_binary(raw: bytes) -> bool:
    """Whether the bytes are a picture, an archive or some other thing that is not text."""
    if raw.startswith(_MAGIC):
        return True
    if raw.startswith(tuple(mark for mark, _ in _BOMS)) or _wide_without_bom(raw):
        return False
    sample = raw[:_GUESS_FROM]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > _FEW_CONTROLS + _CONTROL_SHARE * len(sample)


def decode(raw: bytes) -> tuple[str, list[str]]:
    """Return the text of the bytes, and notes on what had to be guessed.

    Tried in turn: byte order mark, UTF-8, the encoding that the page declares, UTF-8 with little
    damage, GB 18030 and Big5, and last a statistical guess.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace"), [] if mark == codecs.BOM_UTF8 else [
                f"read as {encoding}"
            ]
    wide = _wide_without_bom(raw)
    if wide:
        return raw.decode(wide, errors="replace"), [f"no encoding named: read as {wide}"]
    try:
        return raw.decode(errors="surrogatepass"), []
    except UnicodeDecodeError:
        pass
    named = _declared(raw)
    if named:
        text = raw.decode(named, errors="replace")
        if _damage(text, raw) <= _DAMAGE:
            return text, [f"read as {named}"]
    text = raw.decode(errors="replace")
    damaged = text.count("\ufffd")
    # Text in another encoding holds hardly any sequence that is valid UTF-8 by chance.
    sound = sum(sign > "\x7f" for sign in text) - damaged
    if damaged <= 1 or damaged <= _DAMAGED_TO_SOUND * sound:
        return text, [f"{damaged} characters are damaged"]
    return _by_trial(raw)


def _declared(raw: bytes) -> str | None:
    match = _DECLARED.search(raw[:_DECLARED_WITHIN])
    if match is None:
        return None
    name = match[1].decode("ascii", errors="ignore").lower()
    try:
        return codecs.lookup(_WIDER.get(name, name)).name
    except LookupError:
        return None


def _wide_without_bom(raw: bytes) -> str | None:
    """Return which UTF-16 the bytes are if every other byte of the beginning is NUL."""
    sample = raw[:512]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(_FEWEST_PAIRS, len(sample) // 2)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else None


def _damage(text: str, raw: bytes) -> float:
    return text.count("\ufffd") / max(1, len(raw))


def _by_trial(raw: bytes) -> tuple[str, list[str]]:
    """Take the encoding of Chinese that makes the likeliest Chinese, else the likeliest at all."""
    texts = {encoding: raw.decode(encoding, errors="replace") for encoding in _TRIALS}
    scores = {encoding: _likeness(text) for encoding, text in texts.items()}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] > _LEAST_LIKENESS and _damage(texts[best], raw) <= 5 * _DAMAGE:
        return texts[best], [f"no encoding named: read as {best}"]
    guess = from_bytes(raw[:_GUESS_FROM]).best()
    encoding = guess.encoding if guess else "cp1252"
    return raw.decode(encoding, errors="replace"), [f"no encoding named: read as {encoding}"]


def _likeness(text: str) -> float:
    """Return the share of the commonest characters among all that are not ASCII."""
    wide = [sign for sign in text[:20_000] if sign > "\x7f"]
    good = sum(sign in _COMMON for sign in wide)
    return (good - 3 * wide.count("\ufffd")) / max(1, len(wide))


def repair_mojibake(text: str) -> tuple[str, list[str]]:
    """Mend stretches of UTF-8 that somebody read as Latin-1 or Windows-1252 and saved again.

    Returns the text and a note if anything was mended; nothing is unless Chinese comes out.
    """
    if not _GARBLED.search(text):
        return text, []
    mended = 0
    chinese = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal mended, chinese
        repaired = _mended(match.group())
        if repaired is None:
            return match.group()
        mended += 1
        chinese += len(_HAN.findall(repaired))
        return repaired

    result = _GARBLED.sub(mend, text)
    if chinese < _LEAST_REPAIRED:
        return text, []
    return result, [f"repaired {mended} stretches of UTF-8 that had been read as Latin-1"]


def _mended(garbled: str) -> str | None:
    """Return what a garbled stretch was, or None if it is no UTF-8."""
    raw = bytes(_CP1252.get(ord(sign), ord(sign) & 0xFF) for sign in garbled)
    text = raw.decode(errors="replace")
    broken = text.count("\ufffd")
    if not text or broken > (1 - _READABLE_SHARE) * len(text):
        return None
    return text
