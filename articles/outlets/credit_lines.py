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

_AGENCIES = either(
    *(
        "Getty(?: Images)?",
        "盖蒂图[像片]社?",
        "AFP",
        "R(?:EUTERS|euters)",
        "AP(?: Photo)?",
        "EPA",
        "路透社?",
        "美[联聯]社",
        "法新社",
    ),
    *(
        "新[华華]社",
        "中新社",
        "中央社",
        "[韩韓][联聯]社",
        "共同社",
        "[视視][觉覺]中[国國]",
        "东方IC",
        "IC [Pp]hoto",
        "Unsplash",
        "Shutterstock",
        "Adobe Stock",
    ),
    *(
        "[资資]料(?:[图圖]片?|照片?)",
        "[网網][络絡路][图圖]片",
        "(?:[视視][频頻]|影片|[网網][络絡路页頁])?截[图圖]",
        "示意[图圖]",
    ),
)
# A caption that holds nothing else.
CAPTION_CREDIT_ALONE = either(
    rf"[（(](?:(?![图圖][为為中])[^（()）]{{1,12}}|(?![图圖][为為中])[^（()）]{{0,40}}{_PICTURE_SOURCES}[^（()）]{{0,40}})[)）]",
    # With whose picture it is behind it, in brackets, such a line tells what the picture shows.
    r"[图圖]\s?[：:/／][^，。！？\n（(]{1,40}",
    r"(?:[图圖]源|[摄攝](?:影[师師者]?)?|[来來]源|[图圖]片|Photos?|Fotos?|Bild|Crédits?|Credit)\s?[：:/／][^，。！？\n]{1,40}",
    r"(?:Photo|Photograph|Image|Picture|Illustration)s? (?:by|via|courtesy of) .{2,80}",
    rf"[\u4e00-\u9fff·]{{2,12}}(?:\s[\u4e00-\u9fff]{{2,4}})?\s?(?:(?<!拍)[摄攝]|供[图圖])|{_AGENCIES}",
    r"(?:[插繪绘][畫画图圖]|[制製][图圖]|設計|设计)\s?[：:/／][^。！？\n]{1,40}",
)

_MAKER_LABEL = either(
    *(
        "[图圖摄攝]",
        "[摄攝]影[师師者]?",
        "[图圖]源",
        "供[图圖]",
        "[图圖]片(?:[来來]源|提供|版[权權])",
        "[来來]源",
        "[图圖]片",
    ),
    *(
        "Photo(?:graph|grapher|s)?",
        "Fotos?",
        "Bild",
        "Crédits?",
        "Image",
        "Picture",
        "Illustration",
        "Credit",
        "Source",
        "Courtesy",
    ),
)
_NAME = r"[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3}"
# A label and names, or Chinese names and what they did.
_LABELLED = either(
    rf"{_MAKER_LABEL}\s?[/／:：｜|丨]\s?[^。！？!?\n（）()]{{1,50}}",
    r"(?:(?:Photo|Photograph|Image|Picture|Illustration|Video)s? (?:by|via|courtesy of|from)|Courtesy of) "
    r"[^。\n（）()]{2,60}",
    r"/?(?:[\u4e00-\u9fff·／/]{2,12}\s?){1,3}(?:(?<!拍)[摄攝]影?|供[图圖]|提供)",
    r"本文(?:所有)?[图圖]片?(?:均|皆)?(?:[为為]|[来來]自|由|[来來]源).{2,30}",
)
# Agencies, alone or behind the names of their people.
_AGENCY = either(
    rf"{_AGENCIES}(?:\s?[/／,，、|]?\s?(?:{_AGENCIES}|{_NAME})){{0,2}}",
    rf"{_NAME}(?:\s?/\s?{_NAME}){{0,2}}\s?/\s?(?:Pool|POOL|Handout|HANDOUT|{_AGENCIES})"
    rf"(?:(?: Photo)? via {_AGENCIES})?",
    rf"{_NAME}\s?/\s?{_NAME} via {_AGENCIES}",
)
_SENTENCE_ENDED = r"(?:(?<=[。！？!?）)])\s{0,3}|(?<=。[”」』])\s{0,3}|(?<=[a-z0-9][.])\s{1,3})"
_BLANK = r"(?<=[^\s，,、：:（(/／])\s{1,3}"

# Taken off the end of a caption.
CAPTION_CREDIT = (
    r"\s{0,3}(?:©\s?[^©\n]{1,60}|(?<![（(])(?:Credit\s?\.\.\.|(?:Photograph|Photo|Credit)\s?:)\s?[^。\n]{2,80}"
    rf"|(?:{_SENTENCE_ENDED}|{_BLANK}){_LABELLED}。?|{_SENTENCE_ENDED}{_AGENCY}。?|{_BLANK}[\u4e00-\u9fff]{{2,3}}社)$"
)

# Taken off the beginning of a caption.
_LABELS = either(
    r"(?:图像|圖像|视频|影片|音频|音頻|图片|圖片)加[注註]文字",
    "(?:Image|Media) caption",
    "Press enter or click to view image in full size",
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
_TITLED_ROLE = rf"(?:特[约約]|本[报報台臺文]|实习|實習)?{_ROLE}"
_NAMES = r"[^。！？!?；\n]"
_HAN_NAMES = r"[\u4e00-\u9fff]{2,4}(?:[、\s][\u4e00-\u9fff]{2,4}){0,4}"
# A paragraph that names who made the article.
BYLINE = either(
    rf"(?:【[纠糾][错錯]】\s?)?[（(【\[]?\s*{_TITLED_ROLE}\s*[：:／/|｜丨︱]\s*{_NAMES}{{1,60}}[）)】\]]?#?",
    rf"[（(]\s*{_TITLED_ROLE}{_NAMES}{{1,40}}(?:{_ROLE}|[报報][导導道]|综合|綜合){_NAMES}{{0,40}}[）)]#?",
    rf"[（(]\s*[转轉]载?自{_NAMES}{{1,50}}[）)]#?|[—－-]{{0,2}}\s*[转轉][载載]?自{_NAMES}{{1,30}}",
    r"[\u4e00-\u9fff]{2,6}[记記]者\s[\u4e00-\u9fff]{2,4}(?:[、\s][\u4e00-\u9fff]{2,4}){0,3}\s?[发發]自\s?[\u4e00-\u9fff]{2,8}",
    rf"(?:{_TITLED_ROLE}\s?[：:丨︱]\s?[^。！？!?；;，,：:\n]{{1,20}}[；;，,、\s]+)+{_TITLED_ROLE}\s?[：:丨︱].{{1,20}}",
    r"[\u4e00-\u9fff]{0,10}《?[^。！？!?\n]{2,16}》?制作组|[\u4e00-\u9fff/／、]{2,20}\s?[（(](?:综合|綜合)[报報][导導道][)）]",
    rf"(?:原文|文章|本文)来自{_NAMES}{{1,120}}",
    r"[记記]者[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4}){0,3}\s?[／/]\s?[\u4e00-\u9fff]{2,8}(?:[报報][导導道]|[综綜]合[报報][导導道])",
    rf"[（(]\s?[\u4e00-\u9fff·]{{2,12}}(?:[记記]者|[编編][辑輯]|特派[员員])\s?[：:]?\s?{_HAN_NAMES}[)）]",
    r"Sources?: [A-Z][^.!?\n]{1,60}",
    r"(?:BY|By) [A-Za-z\u4e00-\u9fff][\w·.-]{1,20}(?: [A-Z][\w.-]{0,20}){0,3}",
    r"(?:AFP|AP|Reuters|Bloomberg|CNA|dpa|Kyodo|Xinhua)(?: and .{2,30})?, [A-Z][A-Z .]{2,24}",
    r"(?:编译|編譯|发稿|發稿|翻译|翻譯)\s+\S{2,20}(?:\s*[；;，,]\s*审校\s+\S{2,20})?\s*",
)

# So names stand at the beginning or the end; amid the text such a line is an answer, or a heading.
BYLINE_AT_AN_END = either(
    r"[\u4e00-\u9fff]{2,6}(?:[记記]者|[编編][辑輯])\s[\u4e00-\u9fff]{2,4}"
    r"(?:\s[\u4e00-\u9fff]{2,6}(?:[记記]者|[实實][习習]生|[编編][辑輯])\s[\u4e00-\u9fff]{2,4}){0,3}",
    r"(?:[\u4e00-\u9fff]{1,6}(?:[编編][辑輯]|[记記]者)\s?[：:]\s?[\u4e00-\u9fff]{2,4}\s*){1,4}",
)

# The last line of somebody's post on another site, where an article shows it as a quotation.
POST_SIGNATURE = r"[—–-]{1,2}\s?.{1,80}\s?[（(]@\w{1,20}[)）]\s?.{0,40}"
