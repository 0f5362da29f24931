"""What a page tells its reader, and the English words in it; what is no Chinese of Taiwan."""

import re
from html.parser import HTMLParser
from zoneinfo import available_timezones

CHINESE = {"accept-language": "zh-CN,zh;q=0.9,en;q=0.5"}
TAIWANESE = {"accept-language": "zh-TW,zh;q=0.9,en;q=0.5"}
# What each of the two browsers says, and the language of the pages that it gets.
BOTH = [(CHINESE, "zh-hans"), (TAIWANESE, "zh-hant")]
# Names, formats, measures (cuα) and keys that Chinese pages write in Latin letters; a language by its own
# name; and of a revision the code of its language, and what extracted it.
LATIN = set(
    re.findall(
        r"\w+",
        "Xiwen xiwen English JSON Lines CSV Markdown Python Excel pandas datasets https UTC MB KB"
        " YAML XML doccano Label Studio brat Prodigy ZIP txt ann UTF CR LF jsonl JavaScript manage py work"
        " cafe Ctrl Shift Enter Esc Tab Delete PIN Mac md zh Hans test Isa Moran Krippendorff cu",
    )
)
# Addresses and names of files are no words, nor are names in files (attributed_to); for {n} scripts fill
# something in.
WORD = re.compile(r"https?://\S+|\w+\.txt|\{\w+\}|[a-z]+(?:_[a-z]+)+|[A-Za-z]{2,}")
SHOWN_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "data-chosen", "data-copied", "data-failed")
NOT_PROSE = {"script", "style", "code", "pre", "kbd", "textarea"}
# Words of the mainland that are written with the characters of Taiwan, so that these do not tell. There,
# 文件 are documents, as of office programs and XML, 項目 items of a list, 處理程序 processes of a system.
MAINLAND = re.compile(
    "(?<!辦公)文件(?!類型|或未具名)|(?<!清單)項目|(?<!處理)程序|默認|搜索|登錄|賬號|賬戶|用戶|信息|網絡|屏幕|數據|鼠標|軟件|硬件|硬盤|"
    "視頻|音頻|鏈接|字符|菜單|界面|窗口|文本|打印|光標|加載|刷新|導入|導出|導航|添加|編程|代碼|進程|服務器|互聯網|"
    "郵箱|快捷鍵|單擊|雙擊|撤消|重命名|粘貼|壓縮包|支持|反饋|質量|優化|指南|審讀|核查|評論|註銷|設置|創建|運行|緩存|"
    "內存|高級|在線|激活|智能|短信|回收站|圖標|標識|循環|模塊|對象|博客|視圖|缺省|裏"
)
HAN = re.compile("[\u4e00-\u9fff]")  # the common ones; rarer ones stand in names
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}  # those of our pages
# Time zones are chosen by their names in the tz database, which has them in English only.
ZONES = frozenset(zone.replace("_", " ") for zone in available_timezones())


class Shown(HTMLParser):
    """Collects what a page tells its reader; not code, and not what is marked as another language.

    ``language`` is how the codes of its language begin, in small letters.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.told: list[str] = []
        self._hidden: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        foreign = not (given.get("lang") or self._language).lower().startswith(self._language)
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


def told_by(page: str, language: str = "zh") -> list[str]:
    """Return the lines of a page that are in ``language``, a code or how codes begin."""
    shown = Shown(language)
    shown.feed(page)
    return [line.strip() for line in shown.told if line.strip() not in ZONES]


def english_in(page: str) -> list[str]:
    """Return the lines of a page that hold an English word."""
    return [line for line in told_by(page) if any(_is_english(word) for word in WORD.findall(line))]


def mainland_in(told: str) -> list[str]:
    """Return what Taiwan does not write: characters that Big5 lacks, and words of the mainland."""
    return [sign for sign in HAN.findall(told) if not _is_in_big5(sign)] + MAINLAND.findall(told)


def _is_in_big5(sign: str) -> bool:
    try:
        return bool(sign.encode("big5"))
    except UnicodeEncodeError:
        return False


def _is_english(word: str) -> bool:
    is_a_name = word.startswith(("{", "http")) or word.endswith(".txt") or "_" in word
    return not (is_a_name or word in LATIN)
