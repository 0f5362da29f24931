"""The words by which the kind of a source is told: data only.

All in simplified characters; ``simplified`` folds what is compared with them. Where a list is joined into
a pattern, the head noun of a Chinese noun phrase stands last, so that most of them are looked for at its end.
"""

# fmt: off
_TRADITIONAL = (
    "乾亞佈來侷倆個們倖倫傑備傢傳僱儲內兩凱別剋創劉務勞協厲參吳呂員問喬單噹嚮嚴囌國圖團報塗奧婁婦孫學"
    "宮寧將專對導層屬岡島嶽帥師幹幾庫廠廣廳張強彆彔從愛慼憲憶應懞懷戰戶捨揚撾擊據敎敘數於時曏書會東査"
    "條楊業榦榮構樂樑樓樸機檔檢檯權欒欽歐決淩湯溫滿漢澤濛濤瀋灣災為烏熱營爲爾狀瑪瓊甦甯畢畫畵當發監盧"
    "眞眾矇硃祕稱穀竇筆箇範簡糰紀約紅納紐級紮紹終組統經綫維網線編緬練總繆織繼羅羣習聖聞聯聲聶職脫臘臺"
    "舉舘茲莊華萊萬葉蒐蓆蓋蔔蔘蔣蕭薑薩藍蘇蘭處衆衕衚衛裏裡規視親觀計訊託記訪許訴証評話該誇誌認說説調"
    "談論諸諾講謝謠謡證譚議護讀讚豐貝負財責費貿賀資賈賓賴賽贊趙車軍輔輯輿辦農迴連週遊達遲選邁邊郵鄒鄔"
    "鄧鄭醫鈡銀錄錢錫録錶鍵鍾鐘長門閆開間閔閤閻關陣陳陸陽隊雙雜難雲電鞦韋韓項預頓領頻顏顔願顧顯颱餘館"
    "饒馬馮駱騰體髮鬆鬍鬱魚魯鮑鮮鳳麗麥麪麫麯麴麵黃黨齊齣龍龐龔㑹囘"
)
_SIMPLIFIED = (
    "干亚布来局俩个们幸伦杰备家传雇储内两凯别克创刘务劳协厉参吴吕员问乔单当向严苏国图团报涂奥娄妇孙学"
    "宫宁将专对导层属冈岛岳帅师干几库厂广厅张强别录从爱戚宪忆应蒙怀战户舍扬挝击据教叙数于时向书会东查"
    "条杨业干荣构乐梁楼朴机档检台权栾钦欧决凌汤温满汉泽蒙涛沈湾灾为乌热营为尔状玛琼苏宁毕画画当发监卢"
    "真众蒙朱秘称谷窦笔个范简团纪约红纳纽级扎绍终组统经线维网线编缅练总缪织继罗群习圣闻联声聂职脱腊台"
    "举馆兹庄华莱万叶搜席盖卜参蒋萧姜萨蓝苏兰处众同胡卫里里规视亲观计讯托记访许诉证评话该夸志认说说调"
    "谈论诸诺讲谢谣谣证谭议护读赞丰贝负财责费贸贺资贾宾赖赛赞赵车军辅辑舆办农回连周游达迟选迈边邮邹邬"
    "邓郑医钟银录钱锡录表键钟钟长门闫开间闵合阎关阵陈陆阳队双杂难云电秋韦韩项预顿领频颜颜愿顾显台余馆"
    "饶马冯骆腾体发松胡郁鱼鲁鲍鲜凤丽麦面面曲曲面黄党齐出龙庞龚会回"
)
_FOLD = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def simplified(words: str) -> str:
    """Return the words with the traditional characters that matter here made simplified, one for one."""
    return words.translate(_FOLD)


# Somebody who does not want to be named, whatever else is said of them.
NAMELESS = "不愿意?(?:透露|公开|具名|提供|署名|露面)|不便(?:透露|公开|具名)|(?:不|未)具名|匿名|化名"

# How many, or some: who is only counted is not named. 一名外交部发言人.
COUNTED = (
    "(?:[一二两三四五六七八九十几数多某另][0-9]*|[0-9]+)(?:多|余)?(?:名|位|个)|某(?:些|位|名)?|有些|有的|"
    "一些|部分|多数|许多|不少|众多|多国|各国|其他"
)

PRONOUNS = "(?:他|她)(?:们|俩|自己)?(?:本人|二人|两人|二位|两位)?|我们?|咱们|本人|[两二三四]人"

MEDIA_NAMES = (
    "路透|法新|美联|彭博|塔斯|央视|央广|法广|美国之音|德国之声|半岛|自由亚洲|大纪元|新唐人|澎湃|财新|"
    "新浪|搜狐|腾讯新闻|凤凰卫视|端传媒|关键评论网|联合新闻|CNN|BBC|NHK|VOA|RFI|RFA|CNBC|NBC|CBS|ABC|PBS|"
    "NPR|AFP|CCTV|CGTN|TVBS|POLITICO|Politico|Axios"
)
MEDIA_ENDS = (
    "社|报|媒体|官媒|党媒|外媒|[港台美英日俄韩陆]媒|传媒|电视台|电台|广播台|卫视|电视|广播|[该本]台|"
    "广播公司|周刊|月刊|半月刊|杂志|[该本]刊|邮报|新闻网|新闻网站|(?<![互联电官])网|新闻|快讯|报道|报导|"
    "专访|记者|编辑部|通讯员"
)
DOCUMENT_ENDS = (
    "声明|公报|通报|简报|年报|财报|季报|战报|预报|情报|公告|通告|通知|文件|文书|文稿|讲稿|草案|草稿|报告|"
    "报告书|数据|资料|文章|论文|社论|社评|评论文章|白皮书|蓝皮书|研究|调查|民调|统计|新闻稿|判决书|判决|"
    "裁决|起诉书|诉状|条约|协议|协定|备忘录|推文|帖文|帖子|微博|邮件|电邮|信函|公开信|来信|[封该]信|贺信|"
    "法案|法律|法规|条例|宪法|规定|合同|记录|纪录|纪要|档案|日记|回忆录|传记|书|官网|网站|指数|公示|清单|"
    "名单|视频|录音|录像|影片"
)
UNNAMED_ENDS = (
    "专家|学家|分析家|观察家|评论家|批评家|人士|消息|消息源|消息来源|来源|线人|知情者|知情人|消息人|"
    "当地人|路人|有人|外界|坊间|传言|传闻|谣言|舆论|分析|评论|官员|高官|外交官|军官|人员|成员|职员|员工|"
    "雇员|高管|高层|内部人|分析师|分析员|观察员|学者|目击者|证人|示威者|抗议者|支持者|反对者|批评者|"
    "受访者|受害者|幸存者|患者|消费者|投资者|(?<![作记笔编])者|网友|网民|居民|村民|市民|农民|灾民|选民|"
    "难民|民众|群众|公众|大众|观众|读者|用户|家属|亲属|亲友|学生|家长|工人|商人|商家|业者|业内|业界|同行|"
    "乘客|游客|顾客|司机|士兵|[官警]兵|战俘|据悉|据报|据称|据说|据传|据了解|(?:被|被外界|"
    "普遍)认为(?:是)?|有关方面|有关部门|相关部门|相关方面|[国华洋]人|本地人"
)
TITLES = (
    "作者|笔者|总统|主席|总理|首相|相|总书记|书记|(?<![增成延特生擅漫])长|司令|将军|上将|中将|少将|上校|"
    "中校|大使|公使|领事|参赞|委员|议员|参议员|众议员|代表|助理|顾问|特使|专员|督察|警官|发言人|负责人|"
    "领导人|主持人|创始人|创办人|候选人|代理人|继承人|当事人|经理|总裁|总监|主管|主任|教授|博士|院士|"
    "研究员|讲师|教师|律师|法官|检察官|工程师|医生|医师|护士|牧师|神父|主教|教宗|教皇|法师|喇嘛|国王|"
    "女王|王子|公主|天皇|先生|女士|小姐|夫人|太太|老师|作家|画家|导演|演员|歌手|球员|教练|评论员|主播|"
    "主编|编辑|总编|领袖|元首|CEO|董事|秘书|干事|理事"
)
ORGANISATION_ENDS = (
    "(?<![干局])部|院|公司|企业|厂|集团|财团|银行|[央投]行|委员会|委|会|局|署|厅|处|科|府|院校|大学|学院|"
    "学校|中学|小学|[该本]校|研究所|[该律事务]所|派出所|交易所|智库|中心|协会|组织|机构|部门|基金|联盟|"
    "同盟|联合国|大使馆|使馆|领事馆|馆|党|共和党|派|阵营|军|解放军|海军|空军|陆军|联军|政府军|军队|部队|"
    "警察|法庭|白宫|克里姆林宫|克宫|五角大楼|唐宁街|中南海|爱丽舍宫|青瓦台|当局|高院|政权|政府|官方|"
    "俱乐部|医院|合作社|旅行社|出版社|信用社|公社|世卫|世贸|欧佩克|北约|欧盟|东盟|中共|中央|工商联|"
    "红十字|平台|办|办公室|小组|团队|代表团|室|团体|行业|业|法院|朝廷|王室|皇室|(?<![对地])方|双方|各方|"
    "方面|国"
)
PLACES = (
    "北京|上海|莫斯科|华盛顿|伦敦|巴黎|柏林|东京|首尔|平壤|台北|基辅|布鲁塞尔|河内|新德里|德黑兰|"
    "耶路撒冷|特拉维夫|安卡拉|堪培拉|渥太华|日内瓦|华府|台湾|香港|澳门|西藏|新疆|俄罗斯|白俄罗斯|乌克兰|"
    "日本|朝鲜|南韩|北韩|以色列|伊朗|伊拉克|叙利亚|土耳其|印度|巴基斯坦|阿富汗|缅甸|越南|菲律宾|马来西亚|"
    "新加坡|印尼|印度尼西亚|柬埔寨|老挝|蒙古|哈萨克斯坦|乌兹别克斯坦|波兰|立陶宛|拉脱维亚|爱沙尼亚|瑞典|"
    "瑞士|挪威|芬兰|丹麦|荷兰|比利时|奥地利|匈牙利|捷克|斯洛伐克|罗马尼亚|保加利亚|塞尔维亚|希腊|意大利|"
    "西班牙|葡萄牙|爱尔兰|冰岛|加拿大|墨西哥|巴西|阿根廷|智利|秘鲁|古巴|委内瑞拉|哥伦比亚|澳大利亚|澳洲|"
    "新西兰|埃及|利比亚|埃塞俄比亚|肯尼亚|尼日利亚|南非|沙特|沙特阿拉伯|卡塔尔|阿联酋|也门|黎巴嫩|约旦|"
    "哈马斯|真主党|塔利班|欧洲|西方|苏联|梵蒂冈|教廷"
)
# What follows a title and is no name: 部长会议, 总统选举.
NO_NAMES = "会议|会谈|会晤|选举|大选|任期|时期|级别|层面|职务|人选|讲话|夫妇"

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦"
    "昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚"
    "邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆"
    "高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠甄曲封储"
    "靳段富巫乌焦巴谷车侯全班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司黎薄印白怀蒲从索赖卓屠蒙池乔翟谭"
    "劳姬申冉牛边燕尚温庄柴阎慕连习艾鱼容向古易廖终步都耿满匡国文广欧沃利师聂辛饶曾沙丰关红游权盖岳帅涂肖"
    "佟佘涛闫丘朴"
)
COMPOUND_SURNAMES = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "端木", "夏侯")
)

ENGLISH_PRONOUNS = "he|she|they|i|we"
ENGLISH_MEDIA = (
    "reuters|afp|ap|associated press|agence france-presse|bloomberg|xinhua|tass|kyodo|yonhap|cnn|bbc|nhk|"
    "npr|cnbc|nbc|cbs|abc|politico|axios|media|press|news|newspapers?|magazine|broadcaster|radio|tv|"
    "television|times|post|journal|guardian|telegraph|herald|tribune|daily|weekly|gazette|observer|"
    "news agency|outlets?|reporters?"
)
ENGLISH_DOCUMENTS = (
    "statement|report|data|figures|documents?|letter|memo|memorandum|study|survey|poll|paper|filing|"
    "article|editorial|communiqu[eé]|research|e-?mail|tweet|post on [xX]|records?|lawsuit|indictment|"
    "ruling|press release|transcript|statistics|census"
)
ENGLISH_UNNAMED = (
    "experts?|officials?|sources?|analysts?|observers|critics|witness(?:es)?|eyewitness(?:es)?|"
    "residents?|researchers|scientists|economists|people|persons?|insiders?|locals|villagers|protesters|"
    "activists|supporters|opponents|diplomats?|aides?|some|others|many|users|fans|voters|workers|"
    "students|parents|neighbou?rs|lawmakers|reportedly"
)
ENGLISH_TITLES = (
    "president|vice president|premier|chancellor|king|queen|prince|minister|prime minister|secretary|"
    "senator|governor|mayor|ambassador|envoy|spokesman|spokeswoman|spokesperson|chairman|chairwoman|"
    "chairperson|chair|director|manager|chief|head|ceo|executive|founder|professor|doctor|lawyer|"
    "attorney|judge|general|colonel|commander|captain|editor|author|writer|leader|mr|mrs|ms|dr|prof|sen|"
    "rep|gov|gen|adviser|advisor|coach|pope|teacher|engineer|analyst|researcher|economist|historian|"
    "expert|official|resident"
)
ENGLISH_ORGANISATIONS = (
    "ministry|department|government|administration|company|corp|corporation|inc|ltd|llc|university|"
    "college|school|bank|committee|commission|council|white house|kremlin|pentagon|congress|senate|"
    "parliament|police|court|agency|institute|institution|cent(?:er|re)|party|group|union|association|"
    "organi[sz]ation|foundation|federation|office|bureau|authority|authorities|army|military|navy|"
    "hospital|think ?tank|embassy|board|fund|united nations|un|eu|nato|who|imf|wto|opec|fbi|cia|fda|cdc|"
    "washington|beijing|moscow|brussels|london|tokyo|seoul|pyongyang|taipei|tehran|kyiv|ankara|delhi|"
    "china|russia|ukraine|taiwan|japan|india|israel|iran|turkey|germany|france|britain|america|hamas|"
    "taliban|ngo|team|firm|charity|watchdog"
)
