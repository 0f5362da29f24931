"""From bytes to text: the encoding a file really has, and text that went through a wrong one."""

import codecs
import re
import zlib

from charset_normalizer import from_bytes

from articles.text.likely import CHINESE, likeliest, likeness, utf16_of

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
_FEWEST_PAIRS = 4  # of bytes, before UTF-16 is thought of
_GUESS_FROM = 65_536  # bytes
_CONFUSED = {*CHINESE, "cp1252", "iso8859-1", "ascii"}
_WESTERN = 0.3  # share of letters with accents; no language in another script has so few beyond ASCII
LARGEST_UNPACKED = 64 * 2**20
"""Bytes that a compressed file may hold."""

_GZIP = b"\x1f\x8b\x08"
_SMALL = 2**20  # bytes: what is smaller may shrink as it likes
_MOST_RATIO = 200  # an honest page shrinks to a tenth, a log to a fiftieth

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
_GARBLED_GBK = re.compile("[\xa1-\xfe]{4,}")  # no language has so many accented letters in a row
_LEAST_GBK = 16  # code points of these, before a repair is thought of
_LIKELY = 0.15  # likeness of the repaired text


def gunzipped(raw: bytes) -> bytes:
    """Return what a gzip file holds, or the bytes themselves if they are no gzip.

    Raises ValueError if it is damaged, holds more than ``LARGEST_UNPACKED`` bytes, or shrinks as no
    text does.
    """
    if not raw.startswith(_GZIP):
        return raw
    inside, rest = b"", raw
    while rest.startswith(_GZIP):  # several may stand one after another
        unpacker = zlib.decompressobj(wbits=31)
        try:
            inside += unpacker.decompress(rest, LARGEST_UNPACKED - len(inside) + 1)
        except zlib.error as error:
            raise ValueError("damaged gzip") from error
        if not unpacker.eof or len(inside) > LARGEST_UNPACKED:
            raise ValueError("gzip cut short or too large")
        rest = unpacker.unused_data
    if len(inside) > max(_SMALL, _MOST_RATIO * len(raw)):
        raise ValueError("a gzip bomb")
    return inside


def is_binary(raw: bytes) -> bool:
    """Whether the bytes are a picture, an archive or some other thing that is not text."""
    if raw.startswith(_MAGIC):
        return True
    if raw.startswith(tuple(mark for mark, _ in _BOMS)) or _wide_without_bom(raw):
        return False
    return _has_controls(raw) and not utf16_of(raw)


def _has_controls(raw: bytes) -> bool:
    sample = raw[:_GUESS_FROM]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > _FEW_CONTROLS + _CONTROL_SHARE * len(sample)


def decode(raw: bytes) -> tuple[str, list[str]]:
    """Return the text of the bytes, and notes on what had to be guessed.

    Tried in turn: byte order mark, UTF-8, the encoding that the page declares, UTF-8 with little
    damage, GB 18030 and Big5, and last a statistical guess.
    """
    marked = next((encoding for mark, encoding in _BOMS if raw.startswith(mark)), "")
    if marked:
        return raw.decode(marked, errors="replace"), [] if marked == "utf-8-sig" else [f"read as {marked}"]
    wide = _wide_without_bom(raw)
    if wide:
        return raw.decode(wide, errors="replace"), [f"no encoding named: read as {wide}"]
    try:
        return raw.decode(errors="surrogatepass"), []
    except UnicodeDecodeError:
        return _decode_other(raw)


def _decode_other(raw: bytes) -> tuple[str, list[str]]:
    """Return the text of bytes that are no sound UTF-8."""
    named = _believed(_declared(raw), raw)
    if named:
        text = raw.decode(named, errors="replace")
        if _damage(text, raw) <= _DAMAGE:
            return text, [f"read as {named}"]
    if wide := utf16_of(raw):
        return raw.decode(wide, errors="replace"), [f"no encoding named: read as {wide}"]
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


def _believed(named: str | None, raw: bytes) -> str | None:
    """Return the encoding that a page declares, or the one that it was meant to declare.

    Pages in Big5 that say GB 2312, or the reverse, and Chinese that says it is Western, are common.
    """
    if named not in _CONFUSED:
        return named
    best, most = likeliest(raw)
    return best if best and most > 2 * likeness(raw[:_GUESS_FROM].decode(named, errors="replace")) else named


def _by_trial(raw: bytes) -> tuple[str, list[str]]:
    """Take the encoding of Chinese that makes the likeliest Chinese, else the likeliest at all."""
    encoding, _ = likeliest(raw)
    if not encoding:
        sample = raw[:_GUESS_FROM]
        high = len(sample) - len(sample.decode("ascii", errors="ignore"))
        guess = None if high < _WESTERN * len(sample) else from_bytes(sample).best()
        encoding = guess.encoding if guess else "cp1252"
    return raw.decode(encoding, errors="replace"), [f"no encoding named: read as {encoding}"]


def repair_mojibake(text: str) -> tuple[str, list[str]]:
    """Mend stretches of UTF-8 that somebody read as Latin-1 or Windows-1252 and saved again.

    Returns the text and a note if anything was mended; nothing is unless Chinese comes out.
    """
    if not _GARBLED.search(text):
        return _repair_gbk(text)
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
        return _repair_gbk(text)
    return result, [f"repaired {mended} stretches of UTF-8 that had been read as Latin-1"]


def _mended(garbled: str) -> str | None:
    """Return what a garbled stretch was, or None if it is no UTF-8."""
    raw = bytes(_CP1252.get(ord(sign), ord(sign) & 0xFF) for sign in garbled)
    text = raw.decode(errors="replace")
    broken = text.count("\ufffd")
    if not text or broken > (1 - _READABLE_SHARE) * len(text):
        return None
    return text


def _repair_gbk(text: str) -> tuple[str, list[str]]:
    """Mend GBK that somebody read as Latin-1: runs of accented letters that make likely Chinese."""
    if sum(len(run) for run in _GARBLED_GBK.findall(text)) < _LEAST_GBK or _HAN.search(text):
        return text, []
    try:
        repaired = text.encode("latin-1").decode("gb18030")
    except UnicodeError:
        return text, []
    if likeness(repaired) < _LIKELY:
        return text, []
    count = len(_GARBLED_GBK.findall(text))
    return repaired, [f"repaired {count} stretches of GBK that had been read as Latin-1"]
