"""The line of a collected article that says where it is from.

``原文来自微信公众号「名」：~~[题目](https://…)~~`` stands among the first lines; the link is struck out
because the original is gone.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_OPENING = 2_500  # code points that may hold the line
_LINK = r"\[(?P<label>[^\n]*?)\]\s?\((?P<address>https?://[^\s()]+)\)"
_STRUCK = re.compile(rf"~~[^\n~]*?{_LINK}[^\n~]*~~")
_LINKED = re.compile(rf"(?<!!){_LINK}")
_SAYS = re.compile(
    r"^[>\-\s]*(?:本文|原文|此文|文章|信息|作者|来源|來源|首发|首發|出自|源自|[转轉][载載]?自|[来來]自)"
)
_ORIGIN = re.compile(r"原文|转码|[转轉][载載]?自|[来來]自|源自|出自|首发|首發|刊发|刊發|[来來]源")
_BARE = re.compile(
    r"^[>\-\s]*\**(?:原文|[来來]源|[转轉][载載]自|出[处處])(?:[链鏈連][接結]|地址|[网網]址)?\**\s?[：:]\**\s?<?(?P<address>https?://[^\s<>）)]+)>?\s*$"
)
_TOOLS = ("ksria.com", "github.com")  # of those who copied the article
_QUOTED = re.compile(r"[「『“](?P<name>[^「」『』“”~\[\]]{1,24}?)\s*[」』”「]")
_PLATFORM = r"(?:微信|订阅号|公众号|公号|微博)*"
_NAMED = re.compile(
    rf"(?:[来來]自|源自|出自|[来來]源)[：:]?\s?{_PLATFORM}[：:]?\s?\[?"
    r"(?P<name>[^\s：:，,~「」《》\[\]（）()]{2,16})\]?\s*(?=[：:《，,]|$)"
)
_BEFORE = re.compile(r"^[>\-\s]*(?P<name>[^\s：:，,~\[\]]{2,16})[：:]\s*$")
_FROM = re.compile(rf"[来來]自\s?{_PLATFORM}\s*$")
_LONGEST_NAME = 16  # code points
_OF_PLATFORM = {"mp.weixin.qq.com": "微信公众号", "weibo.com": "微博"}
_NO_NAMES = frozenset(["原文", "链接", "原文链接", "微信", "公众号", "文章"])


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line as it stands in the file, the address in it and who published there."""

    line: str
    address: str
    publisher: str


def find_source_line(body: str) -> SourceLine | None:
    """Return the line among the first that says where the article is from.

    A struck link is the surest sign.
    """
    lines = body[:_OPENING].split("\n")
    for find in (_STRUCK.search, _said):
        for line in lines:
            link = find(line)
            if link:
                return SourceLine(line, link["address"], _publisher(line, link))
    bare = next((link for line in lines if (link := _BARE.match(line))), None)
    if bare:
        platform = _OF_PLATFORM.get(_host(bare["address"]), "")
        return SourceLine(bare.group(), bare["address"], platform)
    return None


def _host(address: str) -> str:
    """Return the host that an address names, empty if it is broken."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _said(line: str) -> re.Match[str] | None:
    """Return the last link of a line that speaks of an original, not that to a tool."""
    if not _SAYS.match(line) or not _ORIGIN.search(line):
        return None
    hosts = ((link, _host(link["address"])) for link in _LINKED.finditer(line))
    return next((link for link, host in reversed(list(hosts)) if not host.endswith(_TOOLS)), None)


def _publisher(line: str, link: re.Match[str]) -> str:
    """Return the name that the line gives, else the platform's; empty if it gives none."""
    before = line[: link.start()].replace("~~", "").replace("\\", "").rstrip("《 ")
    for found in (_QUOTED.search(before), _NAMED.search(before.strip()), _BEFORE.match(before)):
        if found and found["name"] not in _NO_NAMES:
            return found["name"].strip()
    label = link["label"].strip("「」『』 ")
    if _FROM.search(before.rstrip("「 ")) and len(label) <= _LONGEST_NAME:
        return label
    return _OF_PLATFORM.get(_host(link["address"]), "")
