"""How captions and credits are worded: whose picture it is, and who made the article."""

from articles.outlets.base import either

_PICTURE_SOURCES = either(
    *(
        "Getty Images",
        "AFP",
        "REUTERS",
        "AP",
        "路透社?",
        "美联社",
        "法新社",
        "[图圖]片",
        "[摄攝]",
        "截[图圖]",
        "提供",
    ),
    *("示意图", "资料照"),
)
# A line that names whose picture it is, though nothing marks it as a caption.
CREDITED_CAPTION = (
    rf".*[（(](?:[图圖]片[来來]源|[绘繪][图圖]|[图圖]|[视視][频頻]截[图圖]|[网網][络絡][图圖]片|.{{0,40}}{_PICTURE_SOURCES})"
    r"[^（()）]{0,40}[)）]"
    r"|.{2,80}[。 ]\s?(?:[图圖]|[摄攝]影?|[图圖]源|[图圖]片[来來]源)\s?[/／:：]\s?[^。，\n]{2,20}"
)

# Below such a line stand pictures, each with what it shows, however long.
GALLERY = r"(?:相关|更多)?图集[：:].{2,60}"

# A caption that holds nothing else.
CAPTION_CREDIT_ALONE = either(
    rf"[（(](?:[^（()）]{{1,12}}|[^（()）]{{0,40}}{_PICTURE_SOURCES}[^（()）]{{0,40}})[)）]",
    r"(?:[图圖]|[图圖]源|[摄攝]影?|[来來]源|[图圖]片|Photo|Credit)\s?[：:/／][^，。！？\n]{1,40}",
    r"(?:[插繪绘][畫画图圖]|[制製][图圖]|設計|设计)\s?[：:/／][^。！？\n]{1,40}",
)

# Taken off the end of a caption.
CAPTION_CREDIT = (
    r"\s*(?:©\s?[^©\n]{1,60}|(?<![（(])(?:Credit\s?\.\.\.|(?:Photograph|Photo|Credit)\s?:)\s?[^。\n]{2,80})$"
)

# Taken off the beginning of a caption.
_LABELS = either(
    r"(?:图像|圖像|视频|影片|音频|音頻|图片|圖片)加[注註]文字",
    "(?:Image|Media) caption",
    r"Image copyright\s+\S+",
)
CAPTION_LABEL = rf"^{_LABELS}\s*[，,：:]?\s*"

_ROLE = either(
    *(
        "责任编辑",
        "責任編輯",
        "责编",
        "責編",
        "主[编編]",
        "编辑",
        "編輯",
        "撰稿",
        "撰文",
        "[记記]者",
        "采[访写]",
        "採[訪寫]",
    ),
    *(
        "翻译",
        "翻譯",
        "译者",
        "譯者",
        "编译",
        "編譯",
        "[发發]稿",
        "审校",
        "審校",
        "[网網][编編]",
        "[监監][制製]",
    ),
    *(
        "(?:文字)?整理",
        "[制製]作",
        "[摄攝]影",
        "校对",
        "校對",
        "[来來]源",
        "文字",
        "文案",
        "制图",
        "製圖",
        "核稿",
        "作者",
        "图",
        "文",
    ),
)
_TITLED_ROLE = rf"(?:特[约約]|本[报報台臺]|实习|實習)?{_ROLE}"
_NAMES = r"[^。！？!?；\n]"
# A paragraph that names who made the article.
BYLINE = either(
    rf"[（(【\[]?\s*{_TITLED_ROLE}\s*[：:／/|｜丨︱]\s*{_NAMES}{{1,60}}[）)】\]]?#?",
    rf"[（(]\s*{_TITLED_ROLE}{_NAMES}{{1,40}}(?:{_ROLE}|[报報][导導道]|综合|綜合){_NAMES}{{0,40}}[）)]#?",
    rf"[（(]\s*[转轉]载?自{_NAMES}{{1,50}}[）)]#?|[—－-]{{0,2}}\s*[转轉][载載]?自{_NAMES}{{1,30}}",
    r"[\u4e00-\u9fff]{2,6}[记記]者\s[\u4e00-\u9fff]{2,4}(?:[、\s][\u4e00-\u9fff]{2,4}){0,3}\s?[发發]自\s?[\u4e00-\u9fff]{2,8}",
    rf"(?:{_TITLED_ROLE}\s?[：:丨︱]\s?[^。！？!?；;，,：:\n]{{1,20}}[；;，,、\s]+)+{_TITLED_ROLE}\s?[：:丨︱].{{1,20}}",
    r"[\u4e00-\u9fff]{0,10}《?[^。！？!?\n]{2,16}》?制作组|[\u4e00-\u9fff/／、]{2,20}\s?[（(](?:综合|綜合)[报報][导導道][)）]",
    rf"(?:原文|文章|本文)来自{_NAMES}{{1,120}}",
    r"[记記]者[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4}){0,3}\s?[／/]\s?[\u4e00-\u9fff]{2,8}(?:[报報][导導道]|[综綜]合[报報][导導道])",
    r"(?:BY|By) [A-Za-z\u4e00-\u9fff][\w·.-]{1,20}(?: [A-Z][\w.-]{0,20}){0,3}",
    r"(?:编译|編譯|发稿|發稿|翻译|翻譯)\s+\S{2,20}(?:\s*[；;，,]\s*审校\s+\S{2,20})?\s*",
)

# So names stand at the beginning or the end; amid the text such a line is an answer, or a heading.
BYLINE_AT_AN_END = either(
    r"[\u4e00-\u9fff]{2,6}(?:[记記]者|[编編][辑輯])\s[\u4e00-\u9fff]{2,4}"
    r"(?:\s[\u4e00-\u9fff]{2,6}(?:[记記]者|[实實][习習]生|[编編][辑輯])\s[\u4e00-\u9fff]{2,4}){0,3}",
    r"(?:[\u4e00-\u9fff]{1,6}(?:[编編][辑輯]|[记記]者)\s?[：:]\s?[\u4e00-\u9fff]{2,4}\s*){1,4}",
)
