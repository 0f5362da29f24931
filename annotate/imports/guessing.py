"""Which of our labels a label of another tool most likely is."""

import re
from collections.abc import Collection, Iterable, Mapping

from annotate.imports.values import as_said

_SIGNS = re.compile(r"[\s_\-·./:]+")

#: What other teams call what the default label set calls so. Written small and without signs.
_NAMES: Mapping[str, str] = {
    "claim": "claim claims fact facts factualclaim statement checkworthy 主张 主張 事实陈述 事實陳述"
    " 事实 事實 陈述 陳述 声称 聲稱 断言 斷言 论断 論斷",
    "quote": "quote quotes quotation directquote indirectquote directspeech speech 引语 引語 引用 引文"
    " 直接引语 直接引語 间接引语 間接引語 引述",
    "source": "source sources speaker attribution cue per pers person persons people org"
    " organization organisation gpe 来源 來源 消息来源 消息來源 信源 说话人 說話人 发言人 發言人"
    " 人物 人名 机构 機構",
    "opinion": "opinion opinions view judgement judgment sentiment stance 观点 觀點 意见 意見 看法 评论 評論"
    " 立场 立場",
}
_MEANT = {said: ours for ours, names in _NAMES.items() for said in names.split()}

_LINKS: Mapping[str, str] = {
    "attributed_to": "attribution said_by spoken_by source_of 归于 歸於 归属 歸屬 归属于 歸屬於 出自"
    " 来自 來自 来源 來源 说话人 說話人",
}
_LINKED = {said: ours for ours, names in _LINKS.items() for said in names.split()}


def guess(label: str, ours: Collection[str]) -> str:
    """Return the name of our label that this one most likely is, empty if none is likely."""
    if label in ours:
        return label
    plain = _plain(label)
    for name in ours:
        if _plain(name) == plain:
            return name
    meant = _MEANT.get(plain, "")
    return meant if meant in ours else ""


def guess_link(kind: str, ours: Collection[str]) -> str:
    """Return the name of our kind of link that this one most likely is, empty if none is likely."""
    if kind in ours:
        return kind
    meant = _LINKED.get(as_said(kind), "")
    return meant if meant in ours else ""


def guesses(labels: Iterable[str], ours: Collection[str]) -> dict[str, str]:
    """Return the guess for each label, without those that nothing is guessed for."""
    found = {label: guess(label, ours) for label in labels}
    return {label: own for label, own in found.items() if own}


def _plain(label: str) -> str:
    return _SIGNS.sub("", label).casefold()
