"""Write gold files from corrected extractions: hashes, heads and expectations, never the text.

Run it from the project's root: ``python -m tests.articles.gold.make CORRECTED.json``. The file holds a
list of objects, each with ``id``, ``format``, ``path``, the metadata, ``noise`` and ``paragraphs``
(``kind``, ``text``, and where two readings are right ``kind_alt``, ``alts``, ``optional``). The form is
that of the shared seeds' gold.
"""

import hashlib
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any, TypedDict

HERE = Path(__file__).parent
HEAD = 12  # code points of a paragraph that are kept to find it again
NOISE = 32  # code points of a noise string that are kept

_INVISIBLE = re.compile("[\u200b\ufeff\u2060\xad]")
# Both readings are right: a credit, an end mark or a dateline inside a paragraph may stay or go.
_ENDINGS = (
    r"\s*[（(](?:編輯|编辑|译者|譯者)[^（）()]{1,40}[)）]\s*\d{0,7}#?$",
    r"\s*[（(]完[)）]$",
    r"\s*[#＃■]$",
)
_OPENINGS = (r"^【[^】]{4,40}】\s*",)
_CAPTION_ENDINGS = (r"\s*[（(][^（）()]{1,90}[)）]$", r"\s*攝：.{1,60}$")


def normal(text: str) -> str:
    """Return the text in NFC with its white space collapsed and without zero-width characters."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def sha256(text: str) -> str:
    """Return the hexadecimal digest of the text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


class Hashes(TypedDict):
    """What is kept of a text."""

    sha256: str
    sha256_nows: str
    len: int
    head: str


def hashes(text: str) -> Hashes:
    """Return what is kept of a text: two digests (with and without blanks), length in code points, head."""
    plain = normal(text)
    tight = plain.replace(" ", "")
    return {"sha256": sha256(plain), "sha256_nows": sha256(tight), "len": len(plain), "head": plain[:HEAD]}


def other_readings(text: str, kind: str) -> list[str]:
    """Return the text without what may stay or go."""
    patterns = _CAPTION_ENDINGS if kind == "caption" else (*_ENDINGS, *_OPENINGS)
    shorter = (re.sub(pattern, "", text) for pattern in patterns)
    return [reading for reading in shorter if reading and reading != text]


def gold_of(article: dict[str, Any]) -> dict[str, Any]:
    """Return the gold of one corrected article."""
    paragraphs = []
    for paragraph in article["paragraphs"]:
        text, kind = paragraph["text"], paragraph["kind"].replace("_", "-")
        entry: dict[str, Any] = {"kind": kind, **hashes(text)}
        readings = [*paragraph.get("alts", ()), *other_readings(text, kind)]
        if readings:
            entry["alts"] = [hashes(reading) for reading in readings]
        entry |= {name: paragraph[name] for name in ("kind_alt", "optional") if paragraph.get(name)}
        paragraphs.append(entry)
    noise = [normal(string)[:NOISE] for string in article["noise"]]
    return {**article, "paragraphs": paragraphs, "noise": list(dict.fromkeys(noise))}


def written(gold: dict[str, Any]) -> str:
    """Return a gold as JSON with one paragraph to a line, so that changes can be read."""
    lines = [json.dumps(paragraph, ensure_ascii=False) for paragraph in gold["paragraphs"]]
    head = json.dumps({**gold, "paragraphs": []}, ensure_ascii=False, indent=1)
    return head.replace('"paragraphs": []', '"paragraphs": [\n  ' + ",\n  ".join(lines) + "\n ]", 1) + "\n"


def main() -> None:
    """Write one file for each article of the named JSON file."""
    for article in json.loads(Path(sys.argv[1]).read_text("utf-8")):
        path = HERE / f"{article['id']}.json"
        path.write_text(written(gold_of(article)), "utf-8")


if __name__ == "__main__":
    main()
