"""Real saved files, spoilt in every way that chance and malice think of, and what must hold of them."""

import base64
import csv
import gzip
import io
import json
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.importing import documents_in, wording_of
from articles.importing.archives import is_archive
from articles.problems import ImportProblem
from articles.readers import read
from articles.readers.base import Document
from articles.text.tidy import storable
from tests.shared import shared

SLOWEST = 2.0  # seconds of this process that a file may take
MOST = 200_000  # bytes of a file that is spoilt

Spoil = Callable[[bytes, bytes, random.Random], bytes]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A spoilt file; ``name`` tells from what and how it was made."""

    name: str
    raw: bytes


def saved_files() -> list[Path]:
    """Return the real saved articles, in a fixed order; without them the calling test is skipped."""
    with shared("corpus", "MANIFEST.tsv").open(encoding="utf-8") as manifest:
        rows = list(csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE))
    return sorted(shared("corpus", row["path"]) for row in rows)


def mutants(count: int, seed: int) -> Iterator[Mutant]:
    """Yield so many spoilt files, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    files = saved_files()
    for number in range(count):
        first, second = chance.choice(files), chance.choice(files)
        raw, other = first.read_bytes()[:MOST], second.read_bytes()[:MOST]
        ways = chance.choices(list(WAYS), k=chance.choice([1, 1, 1, 2, 3]))
        if chance.random() < 0.2:
            ways.append(chance.choice(AFTERWARDS))
        for way in ways:
            raw = WAYS[way](raw, other, chance)
        yield Mutant(f"{number} {'+'.join(ways)} {first.name}{chance.choice(ENDINGS)}", raw)


def faults(mutant: Mutant) -> list[str]:
    """Say what is wrong with how a spoilt file is read; nothing if it comes to articles or to a sentence."""
    begun = time.process_time()
    try:
        if is_archive(mutant.raw):
            found = list(documents_in(mutant.raw, mutant.name))
        else:
            found = list(read(mutant.raw, mutant.name))
    except ImportProblem as problem:
        found = [problem]
    except Exception as error:  # noqa: BLE001 - a fault is whatever else escapes
        return [f"{mutant.name}: {error!r}"]
    wrong = [fault for one in found for fault in _faults_of(one)]
    seconds = time.process_time() - begun
    if seconds > SLOWEST:
        wrong.append(f"{seconds:.1f} s for {len(mutant.raw)} bytes")
    return [f"{mutant.name}: {fault}" for fault in wrong]


def _faults_of(found: Document | ImportProblem) -> Iterator[str]:
    if isinstance(found, ImportProblem):
        if not (found.what.endswith(".") and found.remedy.endswith(".")) or "stumbled" in found.what:
            yield f"no sentence: {found} {found.__cause__!r}"
        return
    if not found.title.strip():
        yield "no title"
    yield from _faults_of_text(found)


def _faults_of_text(found: Document) -> Iterator[str]:
    wording = wording_of(found)
    if storable(wording.text)[1] and found.verbatim is not None:
        yield "what no database holds"
    ends = 0
    for block in wording.blocks:
        words = wording.text[block["start"] : block["end"]]
        if not words.strip() or words != words.strip() or block["start"] < ends:
            yield f"a bad block: {block}"
        ends = block["end"]
    if any(not 0 <= piece.after <= len(found.blocks) for piece in found.dropped):
        yield "dropped nowhere"


def _cut(raw: bytes, _: bytes, chance: random.Random) -> bytes:
    first, last = sorted(chance.choices(range(len(raw) + 1), k=2))
    return raw[first:last] if chance.random() < 0.3 else raw[: max(1, last)]


def _splice(raw: bytes, other: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randint(0, len(raw))] + other[chance.randint(0, len(other)) :]


def _flip(raw: bytes, _: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(raw)
    for _number in range(chance.choice([1, 5, 50, 500])):
        if spoilt:
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def _reencode(raw: bytes, _: bytes, chance: random.Random) -> bytes:
    encoding = chance.choice(
        ["gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"]
    )
    return raw.decode(errors="replace").encode(encoding, errors=chance.choice(["ignore", "replace"]))


def _garble(raw: bytes, _: bytes, chance: random.Random) -> bytes:
    text = raw.decode(chance.choice(["latin-1", "gb18030", "cp1252"]), errors="replace")
    return text.encode(errors="replace")


def _nest(raw: bytes, _: bytes, chance: random.Random) -> bytes:
    tag = chance.choice(
        [b"<span>", b"<p>", b"<div>", b"<blockquote>", b"<ul><li>", b"<table><tr><td>", b"<b><i>"]
    )
    place = chance.randint(0, len(raw))
    return raw[:place] + tag * chance.choice([10, 300, 3000]) + raw[place:]


def _insert(raw: bytes, _: bytes, chance: random.Random) -> bytes:
    place = chance.randint(0, len(raw))
    return raw[:place] + chance.choice(PIECES) + raw[place:]


def _repeat(raw: bytes, _: bytes, chance: random.Random) -> bytes:
    first, last = sorted(chance.choices(range(len(raw) + 1), k=2))
    return raw[:first] + raw[first:last][:500] * chance.choice([2, 20, 200]) + raw[last:]


def _one_line(raw: bytes, _: bytes, chance: random.Random) -> bytes:
    return raw.replace(b"\n", chance.choice([b" ", b"\r\n", b"\r", b"", b"\x00"]))


def _zip(raw: bytes, other: bytes, chance: random.Random) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as archive:
        archive.writestr("甲/../a.md", raw)
        archive.writestr("b.html", other)
    return held.getvalue()


def _mhtml(raw: bytes, _: bytes, chance: random.Random) -> bytes:
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    return (
        head
        + b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(raw)
        + b"\r\n--x--"
    )


def _record(raw: bytes, other: bytes, chance: random.Random) -> bytes:
    texts = [one.decode(errors="replace") for one in (raw, other)]
    way = chance.randrange(3)
    if way == 0:
        return "\n".join(json.dumps({"text": text}) for text in texts).encode()
    if way == 1:
        return json.dumps(
            [{"title": text[:20], "content": text} for text in texts], ensure_ascii=False
        ).encode()
    held = io.StringIO()
    csv.writer(held).writerows([["标题", "正文"], *([text[:9], text] for text in texts)])
    return held.getvalue().encode(chance.choice(["utf-8-sig", "gb18030"]))


PIECES = (
    b"\x00" * 50,
    b"<!--",
    b"<script>",
    b"<style>",
    b"<![CDATA[",
    b"<!DOCTYPE x [<!ENTITY a '&a;&a;'>]>&a;",
    b"&#0;&#xD800;&#x110000;&#99999999999;&nbsp",
    b"\xed\xa0\x80\xff\xfe",
    "\ufeff\u200b\u202e\u0301\U0001f468\u200d\U0001f469".encode(),
    b"data:image/png;base64," + b"A" * 500_000,
    b"[" * 5000,
    b"](" * 5000,
    b"---\n" * 200,
    b"\n" * 5000,
    b" " * 20_000,
    b"a" * 100_000,
    b"<a href=x " * 3000,
    b'"' * 3001,
    b"<!--1643953383000-->\n[a](http://a.b/c)\n------\n",
    b"<?xml version='1.0' encoding='utf-7'?><rss><item><title>",
    b'{"text": "',
)


def _feed(raw: bytes, other: bytes, chance: random.Random) -> bytes:
    items = b"".join(
        b"<item><title>%d</title><link>https://a.example/%d</link>"
        b"<content:encoded><![CDATA[%s]]></content:encoded></item>" % (number, number, body)
        for number, body in enumerate((raw, other))
    )
    head = b"<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>x</title>"
    return b"<?xml version='1.0'?>" + head + items + b"</channel></rss>"


def _attributes(raw: bytes, _: bytes, chance: random.Random) -> bytes:
    """Write a huge attribute, or very many, into a tag."""
    place = raw.find(b">", chance.randint(0, len(raw)))
    more = chance.choice(
        [b" class='%s'" % (b"article " * 50_000), b" a='1'" * 5000, b' style="' + b"x:y;" * 30_000]
    )
    return raw[:place] + more + raw[place:] if place > 0 else b"<div" + more + b">" + raw


def _nulls(raw: bytes, _: bytes, chance: random.Random) -> bytes:
    return b"".join(bytes([one]) + b"\0" * chance.choice([0, 0, 0, 3]) for one in raw[:20_000]) + raw[20_000:]


ENDINGS = ("", ".csv", ".json", ".mhtml", ".zip", ".\u0000")
WAYS: dict[str, Spoil] = {
    "cut": _cut,
    "splice": _splice,
    "flip": _flip,
    "reencode": _reencode,
    "garble": _garble,
    "nest": _nest,
    "insert": _insert,
    "repeat": _repeat,
    "one line": _one_line,
    "zip": _zip,
    "gzip": lambda raw, _other, _chance: gzip.compress(raw),
    "mhtml": _mhtml,
    "record": _record,
    "feed": _feed,
    "attributes": _attributes,
    "nulls": _nulls,
}
AFTERWARDS = ("cut", "flip")  # what also breaks what has been packed
