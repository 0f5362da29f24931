"""The words by which a sentence is read: data only.

``static/js/lexicon.js``, ``names.js`` and ``english.js`` hold the same words for the browser, all held to
``tests/vectors/lexicon.json``. Patterns use only what JavaScript and Python read alike: no classes for
spaces, words and digits, no named groups.
"""

# fmt: off
# White space, and the two invisible characters that pages put in its place.
BLANK = "[\\t-\\r \\u00a0\\u1680\\u2000-\\u200b\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]"

# Marks that come in pairs, opening then closing.
PAIRS = ("“”", "「」", "『』", "（）", "()", "《》", "‘’")

# The pairs that quote. The straight " opens and closes by turns.
QUOTE_PAIRS = ("“”", "「」", "『』", "‘’")

# What is trimmed off both ends of a span, besides blanks.
EDGES = "，。；：、"

# An English full stop after one of these ends no sentence.
ABBREVIATIONS = (
    "Mr", "Mrs", "Ms", "Dr", "St", "Gen", "Sen", "Rep", "Gov", "Prof", "Col", "Lt", "Sgt", "Capt", "Jr",
    "Sr", "Inc", "Corp", "Co", "Ltd", "No", "vs", "etc", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug",
    "Sep", "Sept", "Oct", "Nov", "Dec", "e.g", "i.e", "a.m", "p.m",
)

# Verbs that report what someone said: enough by themselves.
STRONG_CUES = (
    "补充说", "补充道", "补充称", "报道称", "报导称", "报道说", "报导说", "分析表示", "分析说", "分析称",
    "透露说", "透露称", "解释说", "解释称", "强调说", "指出说", "警告说", "警告称", "回应说", "回应称",
    "回忆说", "证实说", "坦言", "直言", "明言", "声称", "宣称", "自称", "辩称", "坚称", "表示", "指出",
    "强调", "透露", "证实", "承认", "否认", "重申", "告诉", "表明", "认为", "澄清", "指责", "写道", "说",
    "称",
)

# Verbs that report only when what is reported follows them.
WEAK_CUES = (
    "宣布", "公布", "回应", "预计", "预测", "主张", "建议", "谴责", "批评", "赞扬", "敦促", "呼吁", "提到",
    "谈到", "承诺", "誓言", "暗示", "警告", "质疑", "反驳", "解释", "感叹", "确认", "披露", "通报", "报道",
    "报导",
)

# A cue is none before one of these characters: 说法, 称号, 警告旗.
NOT_BEFORE = {
    "说": "明法服话白到起的",
    "称": "号为呼赞谓的法",
    "表示": "的法",
    "警告": "旗牌信性标字",
    "强调": "的",
    "承诺": "的",
    "报道": "的",
    "报导": "的",
}

# A cue is none after one of these characters: 小说, 名称.
NOT_AFTER = {
    "说": "小传学据听游劝邪解来",
    "称": "名简职俗对人堪著统尊宣声自辩坚道",
}

# What turns a cue into its opposite, directly before it.
NEGATIONS = ("没有", "没", "未", "不", "拒绝", "避免", "从未", "是否", "不愿", "未能")

# After these, 报道 reports; after anything else it is a noun.
MEDIA = (
    "(?:社|报|网|台|电视|广播|新闻|周刊|杂志|时报|日报|媒体|法广|央视|美国之音|德国之声|大纪元|新唐人|"
    "澎湃|财新|[A-Z]{2,8})"
)

# What may stand before the source in its clause and is not part of it.
HEADS = (
    "但是?", "而且", "并且", "不过", "然而", "同时", "此外", "另外", "因此", "所以", "于是", "其中", "目前",
    "随后", "此后", "日前", "近日", "对此", "当时", "最近", "而", "今年", "去年", "上周", "本周", "本月",
    "上月", "(?:今天|昨天|昨日|今日|当天|当日|当晚)", "(?:星期|周|礼拜)[一二三四五六日天]", "[0-9]{4}年",
    "[0-9]{1,2}月(?:[0-9]{1,2}日)?", "[0-9]{1,2}日", "(?:早上|上午|中午|下午|晚上|晚间|深夜|凌晨)",
)

# What may stand between the source and the cue and is not part of it.
TAILS = (
    "还", "也", "又", "亦", "则", "就", "(?<![成首古])都", "均", "曾", "并", "且", "再", "仍", "已", "再次",
    "再度", "多次", "公开", "急忙", "罕见", "罕见地", "纷纷", "一致", "随后", "此后", "同时", "明确",
    "特别", "已经", "一直", "不断", "共同", "首先", "立即", "进一步", "相继", "其后", "分别", "早前",
    "重新", "继续", "坦率地", "反复", "通过(?:翻译|发言人|声明|律师)",
    "(?:今天|昨天|昨日|今日|当天|当日|当晚|日前|近日)", "(?:星期|周|礼拜)[一二三四五六日天]",
    "(?:早上|上午|中午|下午|晚上|晚间|深夜|凌晨)", "[0-9]{4}年", "[0-9]{1,2}月(?:[0-9]{1,2}日)?",
    "[0-9]{1,2}日", "[（(](?:[0-9]{1,2}月)?[0-9]{1,2}日[）)]", "(?<![上中少大名主])将",
    "(?<![员协工议商社国大晚年部联峰])会",
    "(?:(?<![现存正潜])在|(?<![关由等至对])于)[^，。；：“”「」]{1,24}?(?:中|时|后|上|里|前|期间|之际|以来|会议|专访|声明|记者会|Facebook|脸书|推特|Twitter|微博)",
    "(?:(?<![反针绝相面])对(?![外华台手话])|(?<![方倾趋一志])向|跟)[^，。；：“”「」]{1,14}",
)

# A source never ends in one of these: what stands there is no noun phrase.
NO_SOURCE_END = "的了是不没被可以能把和与"

# Parts of a subject when the clause with the cue has none of its own: 王毅在北京出席会议，并表示…
SUBJECT_STOPS = (
    "(?:在|于|到|将|正|已|曾|也|还|明确|公开|拒绝|邀请|支持|派遣|要求|发布|出席|没有|访问|会见|抵达|"
    "接受|发表|举行|[0-9])"
)

# Quoted words before one of these are a name, not somebody's words.
TERM_ENDS = "(?:组织|论坛|协会|法|网|峰会|计划|原则|倡议|行动)"

# 据…报道 and its like: the source stands between the two.
ACCORDING_HEADS = "(?:根据|依据|(?<![证数占单票])据)"

ACCORDING_TAILS = "(?:的?(?:最新)?(?:报道|报导|消息|说法|分析|统计)(?:称|说|指出|显示)?|称|介绍|透露)"

# Papers speak for themselves: 根据国际货币基金组织的数据 keeps 的数据.
PAPERS = "(?:数据|报告|声明|公报|文件|通报|公告|白皮书|民调|调查|研究)"

# One outlet passes on another's words: 南华早报援引专家的分析报道说.
RELAYS = "(?:援引|引述|引用)"

# English.
ENGLISH_CUES = (
    "(?:said|says|told|tells|added|adds|argued|argues|wrote|writes|warned|warns|stressed|stresses|"
    "noted|notes|claimed|claims|announced|stated|states|insisted|acknowledged|denied)"
)

ENGLISH_SOURCE = (
    "(?:[Hh]e|[Ss]he|[Tt]hey|[Tt]he(?: [a-z-]+){1,3}|(?:[Tt]he |"
    "[Aa]n? )?(?:[A-Z][A-Za-z’'-]*(?:\\.(?= [A-Z]))?|officials?|spokesman|spokeswoman|spokesperson|"
    "minister|president|police|experts?|analysts?|report|ministry|government)(?: (?:of|the|for|de|von|"
    "van|and|[A-Z][A-Za-z’'-]*(?:\\.(?= [A-Z]))?|officials?|spokesman|spokeswoman|spokesperson|"
    "minister|president|ministry|police|government))*)"
)

# Characters in which foreign names are written, in both scripts: they stay together around a middle dot.
NAME_CHARACTERS = (
    "阿埃艾爱安昂奥巴白拜班邦包保鲍贝本比彼毕边别宾波伯博布蔡策查茨达戴丹当道德登邓迪蒂丁东"
    "杜多顿厄恩尔法凡菲费芬冯弗夫福盖甘高戈哥格葛古顾瓜圭哈海汉豪赫黑亨胡华怀惠霍基吉季加贾"
    "简杰金京久卡凯坎康考柯科可克肯库夸拉莱赖兰郎朗劳勒雷黎里理利莉立连廉良列林琳留柳龙隆卢"
    "鲁路伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密敏明缪摩莫默姆木穆拿娜纳奈南内嫩尼年涅宁纽农努诺"
    "欧帕潘庞佩彭蓬皮平珀蒲普奇齐恰乔切钦琴丘琼热日荣茹儒瑞若萨塞赛桑瑟森沙莎山尚绍申圣施什"
    "史舒斯思松苏索所塔台泰坦汤唐陶特腾提图土托陀瓦万旺威韦维卫魏温文翁沃乌武西希锡喜夏显香"
    "肖谢辛欣休许雪雅亚扬杨耶叶伊依易因英尤于约泽扎詹章珍芝治朱兹祖佐丽娃廖娅妮莲姬芙薇蕾茜"
    "琪亞倫傑內凱勞喬圖奧婭寧庫懷東歐湯溫漢澤烏爾瑪畢盧約納維羅聖臺茲華萊蓋薩蘇蘭衛諾謝貝費"
    "賓賽達邁鄧韋頓馬馮魯鮑麗龍"
)

#: What may part the names of one person: 德米特里·佩斯科夫.
MIDDLE_DOTS = "·•‧・"

#: A Latin name in brackets: （Vladimir Putin）.
LATIN_NAME = "[（(][A-ZÀ-Þ][A-Za-zÀ-ɏ .’'-]*[）)]"
