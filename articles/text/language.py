"""Which language and script a text is in, by counting characters."""

import re
from collections import Counter

_SAMPLE = 3_000  # code points that are looked at
# Characters that only one of the two scripts uses, in the same order, the commonest first.
_SIMPLIFIED = (
    "们国说这时会来对为个过后还没实发现动进业开关门问间东车马长见贝书买卖钱银铁错语话请谁让认识读课谈论议证评词译试该详误诉访设许诗调谢变"
    "学张写点战党军击习乐历卫厂广产亲亿仅从众优传伤价体侠债倾偿华协单卢叶号吗听启员响团园围图圆圣场坏块坚坛垒声处备复头夺奋奖妇孙宁宝审宪宽宾寻导将尔尘"
    "层属岁岛岗币师带帮应庆库废异弃归当录忆忧怀态总恶悬惊惧惯愤愿懒戏扑执扩扫扬护报担拥择挡损换据掷摄敌数断无旧显晓术机杀杂权条极构标样桥检欢残毕气汇汉汤沟泪"
    "泽洁测济浅浓涛涨温湾湿满滚潜灭灯灵灾炉热爱牵犹独狱猎环珑电疗监盖盘碍礼祸离种积称稳穷竞笔签简类粮紧纪纯纲纳纵纷纸线组细终绍经结绕给络绝统继绩续维绿编缘缩罗罚职联肃肤胁胜脑脱脸节"
    "药虑虽补装规视览觉触计订讨训讯记讲评诚资赏赛赞赵赶轮软轻载较辅辆辉辑输辖辞边达迁迈运连违远适选递逻遗邮释里针钟钢铜销锁镇队阳阴阵际陆陈险随隐难雾静页顶项顺须顾预领频题颜额风飞饭饮馆驱验骂鱼鸡鸣鸭黄齐龙"
)
_TRADITIONAL = (
    "們國說這時會來對為個過後還沒實發現動進業開關門問間東車馬長見貝書買賣錢銀鐵錯語話請誰讓認識讀課談論議證評詞譯試該詳誤訴訪設許詩調謝變"
    "學張寫點戰黨軍擊習樂歷衛廠廣產親億僅從眾優傳傷價體俠債傾償華協單盧葉號嗎聽啟員響團園圍圖圓聖場壞塊堅壇壘聲處備復頭奪奮獎婦孫寧寶審憲寬賓尋導將爾塵"
    "層屬歲島崗幣師帶幫應慶庫廢異棄歸當錄憶憂懷態總惡懸驚懼慣憤願懶戲撲執擴掃揚護報擔擁擇擋損換據擲攝敵數斷無舊顯曉術機殺雜權條極構標樣橋檢歡殘畢氣匯漢湯溝淚"
    "澤潔測濟淺濃濤漲溫灣濕滿滾潛滅燈靈災爐熱愛牽猶獨獄獵環瓏電療監蓋盤礙禮禍離種積稱穩窮競筆簽簡類糧緊紀純綱納縱紛紙線組細終紹經結繞給絡絕統繼績續維綠編緣縮羅罰職聯肅膚脅勝腦脫臉節"
    "藥慮雖補裝規視覽覺觸計訂討訓訊記講評誠資賞賽贊趙趕輪軟輕載較輔輛輝輯輸轄辭邊達遷邁運連違遠適選遞邏遺郵釋裡針鐘鋼銅銷鎖鎮隊陽陰陣際陸陳險隨隱難霧靜頁頂項順須顧預領頻題顏額風飛飯飲館驅驗罵魚雞鳴鴨黃齊龍"
)
_ONLY_SIMPLIFIED = frozenset(_SIMPLIFIED) - frozenset(_TRADITIONAL)
_ONLY_TRADITIONAL = frozenset(_TRADITIONAL) - frozenset(_SIMPLIFIED)
_WORDS = {
    "en": frozenset(
        ["the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "on", "said", "by", "from"]
    ),
    "fr": frozenset(
        ["le", "la", "les", "des", "et", "est", "une", "dans", "que", "pour", "sur", "qui", "avec", "du"]
    ),
    "de": frozenset(
        ["der", "die", "das", "und", "ist", "nicht", "ein", "eine", "mit", "von", "zu", "den", "auf", "für"]
    ),
    "es": frozenset(
        ["el", "los", "las", "una", "que", "en", "por", "con", "para", "del", "se", "su", "es", "como"]
    ),
}
_LATIN_WORD = re.compile(r"[a-zà-ÿ]+")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]+")),
    ("ko", re.compile("[\uac00-\ud7a3]+")),
    ("ru", re.compile("[\u0400-\u04ff]+")),
    ("ar", re.compile("[\u0600-\u06ff]+")),
)
_ANY_SCRIPT = re.compile("[\u3040-\u30ff\uac00-\ud7a3\u0400-\u04ff\u0600-\u06ff]")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_SIMPLIFIED_RUN = re.compile(f"[{''.join(sorted(_ONLY_SIMPLIFIED))}]+")
_TRADITIONAL_RUN = re.compile(f"[{''.join(sorted(_ONLY_TRADITIONAL))}]+")
_SHARE_OF_SCRIPT = 0.15
_SHARE_OF_HAN = 0.2


def language_of(text: str) -> str | None:
    """Return a BCP 47 tag such as ``zh-Hans``, ``zh-Hant`` or ``en``, or None if none is sure.

    Chinese counts as traditional if characters of that script outnumber those of the other.
    """
    sample = text[:_SAMPLE]
    han = _how_many(_HAN, sample)
    # There are no more letters than signs: of most texts these need not be told apart.
    if han > _SHARE_OF_HAN * len(sample) and not _ANY_SCRIPT.search(sample):
        return _chinese(sample)
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return None
    for tag, script in _SCRIPTS:
        if _how_many(script, sample) > _SHARE_OF_SCRIPT * letters:
            return tag
    return _chinese(sample) if han > _SHARE_OF_HAN * letters else _by_words(sample)


def _how_many(signs: re.Pattern[str], sample: str) -> int:
    return sum(map(len, signs.findall(sample)))


def _chinese(sample: str) -> str:
    traditional = _how_many(_TRADITIONAL_RUN, sample)
    return "zh-Hant" if traditional and traditional > _how_many(_SIMPLIFIED_RUN, sample) else "zh-Hans"


def _by_words(sample: str) -> str | None:
    words = Counter(_LATIN_WORD.findall(sample.lower()))
    scores = {tag: sum(words[word] for word in common) for tag, common in _WORDS.items()}
    best = max(scores, key=lambda tag: scores[tag])
    return best if scores[best] > 0 else None
