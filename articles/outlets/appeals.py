"""Whether a short paragraph asks something of its readers: to follow, to download, to pass it on.

Every site words its appeals in its own way, so they are not listed but weighed: what is asked, at the
beginning of a clause, and where or for what, against the signs that somebody tells of something.
"""

import re

from articles.outlets.base import either

_MOST_COLUMNS = 140  # Chinese characters take two
_LEAST = 3.0
_MOST_COUNTED = 3
# What a word that asks or a place counts, one about writer and reader, and a sign at the beginning.
_WORD, _SELF, _SIGN = 2.0, 1.0, 1.5
# What is taken off for a sign of a tale, and for the length.
_TALE, _COLUMNS_A_POINT = 3.0, 40

_SIGNS = "★☆※►▶👉👇🔗⭐◎●■▲＊*↑↓🎧📢📩📧☕📱🔔💌"
_CLAUSE = rf"(?:^|(?<=[请請])|[\s，。！？!?、；;：:,.{_SIGNS}\[【（(“\"「])"
_POLITELY = either(
    "[请請][您你]?[即先多]?|[欢歡]迎[您你]?[到在来來]?|立即|立刻|[马馬]上|快[来來]",
    "[现現]在就?|[别別]忘了?|[记記]得|[赶趕][快紧緊]|免[费費]|使用手[机機]|[报報]名",
    "[觉覺]得不[错錯]就?|想[看要]?(?:更多)?",
)
_ASKED = either(
    "[点點](?:[击擊阅閱选選按开開]|[这這][里裡]|此)|[点點][个個]|[扫掃][码碼一描]|[长長]按|下[载載]",
    "[关關][注註](?!的|[焦度点點])|[订訂][阅閱]|加入(?!了)|收藏|[转轉][发發](?!了)|分享(?!了)",
    "[点點按][个個]?[赞讚]|追[踪蹤](?!了)|添加|留言|投稿|[联聯][繫络絡系](?:我|本|[删刪])",
    "打[开開]|[赞贊]助|捐[款助]|登[录錄入]|注[册冊]|查看|[获獲]取|提交|填[写寫]",
    "支持(?:我|本|[独獨])|[给給]本|[与與]我[们們][联聯]|星[标標]|掌握|[体體][验驗]|不[错錯][过過]",
    "(?i:follow|subscribe|sign(?:ing)? up|download|click|join|share|support|log in|register)(?![a-z])",
    "Become a",
    "Get (?:the|our|all)(?=.{4,60}inbox)|Get (?:digital|full|unlimited) access|[Cc]ontact us",
    "Enjoy|Have a tip|[Ee]mail us|never miss|[请請]|[欢歡]迎",
)
# Who does so is told of.
_THOSE_WHO = "[^，。！？]{0,10}的(?:人|[读讀]者|用[户戶]|[会會][员員]|[粉网網][丝絲友]|[学學]生)"
_SENT = either(
    "送[到达達至][您你]的|[尽盡]在(?=.{2,14}(?:APP|客[户戶]端))|可[到在][^，。]{0,16}收[听聽看]",
    "需要(?:[您你]|[读讀]者|大家)的?(?:支持|同行|[帮幫]助)",
)
_ASKS = re.compile(rf"{_CLAUSE}{_POLITELY}?\s?(?P<asked>{_ASKED})(?!{_THOSE_WHO})|(?P<sent>{_SENT})")
_PLACES = re.compile(
    either(
        "(?<![A-Za-z])(?:APP|App|app|LINE|Star|IG)(?![A-Za-z])|客[户戶]端|公[众眾][号號]|微信|微博",
        "[频頻]道|Telegram|WhatsApp|Discord|Instagram|YouTube|Twitter|Facebook",
        "粉[丝絲]|[专專][页頁]|[电電]子[报報]|(?i:newsletter)|[邮郵]箱|inbox|[会會][员員]",
        "二[维維][码碼]|QR ?[Cc]ode|小程序|好友|[应應]用程|[评評][论論][区區]|comments? below",
        "朋友圈|朋友吧|在看|推送|[读讀]者群|卡片|[阅閱][读讀]原文|新[读讀]者|[这這][里裡][订訂][阅閱]|[问問]卷|推播|合作",
        r"[Tt]erms of (?:[Uu]se|[Ss]ervice)|full story|access for|read more|membership|member today|\S@\S",
        "breaking news",
        "independent journalism|latest updates|精彩|更多人|[不勿]漏接|[独獨]家|本文|article",
        "[随隨][时時]取消|快[讯訊]|[Pp]odcast|播客|[独獨]立媒[体體]",
    )
)
_OURS = re.compile(
    r"本[站网網报報刊台臺文]|我[们們]|[您你]|[读讀]者|最新|更多|一手|[资資][讯訊]|新[闻聞]|\b(?:our|your|you|us)\b"
)
# Who asks for money takes more words.
_BEGS = re.compile(r"^[^“「]*需要[您你]的?支持[^“「]*(?:捐[助款]|[赞贊]助|PayPal|[打赞讚][赏賞])[^“「]*$")
_LONGEST_BEGGING = 240  # code points
_REMINDS = re.compile(rf"[{_SIGNS}].{{0,24}}(?:提醒|[关關]心|呼[吁籲])(?:[您你]|[大各])")
_TOLD = re.compile(
    r"[说說称稱](?!明)|表示|指出|[认認][为為]|报道|報導(?!嗎)|(?<!其)[他她]|[。！？，][”」』]|一名|\d{4}年|星期|[周週][一二三四五六日]"
    r"|[据據]|[来來]自|\b(?:said|says|according|told|he|she)\b"
)


def columns_of(text: str) -> int:
    """Return about how many columns a line takes; Chinese characters and their signs take two."""
    return len(text) + (len(text.encode()) - len(text)) // 2


def is_appeal(text: str) -> bool:
    """Whether a paragraph asks something of its readers instead of telling them something."""
    if len(text) > _MOST_COLUMNS:
        return len(text) <= _LONGEST_BEGGING and _BEGS.search(text) is not None
    columns = columns_of(text)
    if columns > _MOST_COLUMNS:
        return _BEGS.search(text) is not None
    if _REMINDS.match(text):
        return True
    places, ours = len(set(_PLACES.findall(text))), len(set(_OURS.findall(text)))
    # Most paragraphs speak of neither, and what is asked takes longest to find.
    if not places and not ours:
        return False
    asked = len({match["asked"] or match["sent"] for match in _ASKS.finditer(text)})
    signed = text[:1] in _SIGNS
    if not asked and not (signed and places > 1):
        return False
    points = _WORD * (min(asked, _MOST_COUNTED) + min(places, _MOST_COUNTED))
    points += _SELF * min(ours, 2) + _SIGN * signed
    return points - _TALE * len(set(_TOLD.findall(text))) - columns / _COLUMNS_A_POINT >= _LEAST
