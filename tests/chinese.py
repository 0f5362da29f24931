"""What a page tells its reader, and the English words in it."""

import re
from html.parser import HTMLParser
from zoneinfo import available_timezones

CHINESE = {"accept-language": "zh-CN,zh;q=0.9,en;q=0.5"}
# Names, formats, measures (cuα) and keys that Chinese pages write in Latin letters; a language by its own
# name; and of a revision the code of its language, and what extracted it.
LATIN = set(
    re.findall(
        r"\w+",
        "Xiwen xiwen English JSON Lines CSV Markdown Python Excel pandas datasets https UTC MB KB"
        " doccano Label Studio brat Prodigy ZIP txt ann UTF CR LF jsonl JavaScript manage py work cafe"
        " Ctrl Shift Enter Esc Tab Delete PIN Mac md zh Hans test Isa Moran Krippendorff cu",
    )
)
# Addresses and names of files are no words, and for {n} scripts fill something in.
WORD = re.compile(r"https?://\S+|\w+\.txt|\{\w+\}|[A-Za-z]{2,}")
SHOWN_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "data-chosen", "data-copied", "data-failed")
NOT_PROSE = {"script", "style", "code", "pre", "kbd", "textarea"}
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}  # those of our pages
# Time zones are chosen by their names in the tz database, which has them in English only.
ZONES = frozenset(zone.replace("_", " ") for zone in available_timezones())


class Shown(HTMLParser):
    """Collects what a page tells its reader; not code, and not what is marked as another language."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self._hidden: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        foreign = not (given.get("lang") or "zh").startswith("zh")
        hidden = foreign or tag in NOT_PROSE or any(self._hidden[-1:])
        if tag not in VOID:
            self._hidden.append(hidden)
        if not hidden:
            self.told += [given[name] or "" for name in SHOWN_ATTRIBUTES if name in given]

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._hidden[-1:]):
            self.told.append(data)


def english_in(page: str) -> list[str]:
    """Return the lines of a page that hold an English word."""
    shown = Shown()
    shown.feed(page)
    told = [line.strip() for line in shown.told if line.strip() not in ZONES]
    return [line for line in told if any(_is_english(word) for word in WORD.findall(line))]


def _is_english(word: str) -> bool:
    return not (word.startswith(("{", "http")) or word.endswith(".txt") or word in LATIN)
