"""Made-up pages in which what is to be taken out is marked: ``⟦p:a paragraph⟧``.

The first line of such a file is ``⟦{…}⟧``: the title, address, outlet, time and names that are expected.
What stands outside the marks is not article.
"""

import html
import json
import quopri
import re
from pathlib import Path
from typing import Any

KINDS = {
    "p": "paragraph",
    "h": "heading",
    "l": "list-item",
    "q": "blockquote",
    "c": "caption",
    "b": "byline",
    "r": "table-row",
}
_MARK = re.compile(r"⟦([a-z]):(.*?)⟧", re.DOTALL)
_CELLS = re.compile(r"</t[dh]>\s*<t[dh]\b[^>]*>")
_UNSEEN = re.compile(r"(?is)<(script|style|head)\b.*?</\1>|<!--.*?-->")
_FRONT_MATTER = re.compile(r"(?s)\A(---|\+\+\+)\n.*?\n\1\n")
_PLAIN = re.compile(r"[\d\s:/年月日.-]+|.*://.*")
_SHORTEST_NOISE = 8  # columns; Chinese characters take two
_MHTML = """\
From: <Saved by Blink>
Snapshot-Content-Location: {address}
Date: Wed, 5 Apr 2023 04:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----B"

------B
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: {address}

{page}
------B--
"""


def marked(path: Path) -> tuple[dict[str, Any], bytes]:
    """Return what is expected of a marked file, in the form of the gold's, and the file without its marks."""
    first, _, body = path.read_bytes().decode().partition("\n")
    said = json.loads(first.strip("⟦⟧ "))
    paragraphs = [{"kind": KINDS[match[1]], "text": _plain(match[2])} for match in _MARK.finditer(body)]
    expected = {
        "id": path.name,
        "format": path.suffix,
        "path": path.name,
        "lang": None,
        **{name: said.get(name) for name in ("title", "url", "outlet", "published")},
        **{name: said.get(name, []) for name in ("authors", "tags")},
        "paragraphs": paragraphs,
        "noise": _noise(body, "\n".join([said["title"], *(one["text"] for one in paragraphs)])),
    }
    page = _MARK.sub(r"\2", body)
    if said.get("wrap"):
        page = _MHTML.format(address=said["url"], page=quopri.encodestring(page.encode()).decode())
    return expected, (page.replace("\n", "\r\n") if said.get("crlf") else page).encode()


def _plain(words: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", _CELLS.sub(" | ", words))).split())


def _noise(body: str, article: str) -> list[str]:
    """Return the words that a reader sees and that are not article."""
    around = _FRONT_MATTER.sub("", _UNSEEN.sub("\n", _MARK.sub("\n", body)))
    runs = (_plain(run) for run in re.split(r"<[^>]*>|\n", around))
    return [run for run in runs if _is_noise(run) and run not in article]


def _is_noise(run: str) -> bool:
    columns = sum(2 if sign > "\u2e80" else 1 for sign in run)
    return columns >= _SHORTEST_NOISE and not _PLAIN.fullmatch(run)
