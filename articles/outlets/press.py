"""Newspapers, agencies and magazines: where their pages keep what is not article."""

from articles.outlets.base import A_NAME, PLACES, Outlet
from articles.text.blocks import Kind, Reason

_REPORTED = "(?:综合|綜合|采访|採訪|[报報][导導道]|编译|編譯|整理)"

# Lists of where to watch the same houses' programmes; they stand under articles of both.
EPOCH_CHANNELS = (
    (
        r"【支持】[\s\S]*|(?:大[纪紀]元|新唐人).{0,12}[：:]\s?(?:https?:|\w+\.\w)[\s\S]*",
        Reason.PROMOTION,
    ),
    (r"[^：:\n]{2,14}[：:]\s?https?://(?:www\.)?youtube\.com/\S+", Reason.PROMOTION),
    (r"[点點][阅閱].{0,40}系列.{0,80}|.{0,20}欢迎爆料[：:].{0,60}", Reason.PROMOTION),
    (r"[（(]?新唐人[^。，\n]{0,30}[报報][导導道][^。，\n]{0,30}[)）]?", Kind.BYLINE),
    (r"[（(][^。，（）()\n]{2,40}[报報][导導道]\s?[／/]\s?责任编辑[：:][^。\n]{2,12}[)）]", Kind.BYLINE),
)

PRESS = (
    Outlet(
        name="大纪元",
        hosts=("epochtimes.com", "theepochtimes.com", "epochtimes.com.tw"),
        aliases=("Epoch Times", "epochtimes.com", "大紀元", "大纪元新闻网", "大紀元時報"),
        lines=(
            (r"(?:相关|相關)(?:新闻|新聞|链接|連結|视频|專題)?[：:][\s\S]*", Reason.RELATED_LINKS),
            (
                r"(?:点阅|點閱|点击|看更多|看更多相关|更多).{0,40}(?:专题|專題|系列文章|相关文章|新闻).{0,30}。?",
                Reason.RELATED_LINKS,
            ),
            (
                r".{0,40}(?:请|請)(?:支持|订阅|訂閱|赞助|捐款).{0,60}|.{0,20}YouTube频道.{0,60}",
                Reason.PROMOTION,
            ),
            (r"(?:完整内容请收看|更多内容请观看|感谢您的收看|网络收看方式).{0,120}", Reason.PROMOTION),
            *EPOCH_CHANNELS,
            (r"(?:点击|點擊|点阅)(?:看|观看|這里看)?.{0,6}(?:视频|視頻|影片|完整影片)[：:]?", Reason.PLAYER),
            (r"(?:本文|此文)(?:网址|網址|链接)[：:].*", Reason.SHARE),
        ),
        authors=(rf"大[纪紀]元(?:[\u4e00-\u9fff]{{2,8}}站)?[记記]者{A_NAME}(?:{PLACES})*{_REPORTED}",),
        tag_links=r"epochtimes\.com/(?:gb|b5)/tag/(?P<tag>[^/?#]+?)(?:\.html?)?$",
    ),
    Outlet(
        name="联合早报",
        hosts=("zaobao.com", "zaobao.com.sg"),
        aliases=("早报", "聯合早報", "Zaobao"),
        feed_is_day=True,
        address_time=r"story(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        elements=((r"[.#](?:dfp-|innity|imu|outbrain|bff-)", Reason.ADVERTISEMENT),),
    ),
    Outlet(
        name="路透",
        hosts=("reuters.com",),
        aliases=("Reuters", "路透社", "路透中文网"),
        zone="UTC",
        address_day_number=r"/article/\S*?id[A-Z]{5}(?P<days>\d[0-9A-Z]{2})[0-9A-Z]{2,4}(?=$|[?#])",
        elements=(
            (r"\.StandardArticleBody_trustBadge|\.trustBadge|\.TrustBadge", Reason.PROMOTION),
            (r"\.Attribution_", Kind.BYLINE),
            (r"\.(?:Image_expand|Slideshow_|inline-container|RelatedCoverage|DPSlot)", Reason.RELATED_LINKS),
        ),
        lines=(
            (r"我们的标准[：:]?\s*(?:汤森路透.{0,12})?|汤森路透[“\"]?信任原则[”\"]?", Reason.PROMOTION),
            (r"\s*(?:编译|发稿|撰文|整理|采访)\s*[^。]{1,50}(?:审校|监制)\s*[^。]{1,30}", Kind.BYLINE),
            (r"\*\*\s?.{1,40}\s?\*\*", Kind.HEADING),
            (
                r"参看详情.{0,30}|[^。]{0,30}(?:点选|点击|参看|请看)[：:\s]*(?i:here).{0,10}",
                Reason.RELATED_LINKS,
            ),
            (
                r"\s*(?:编译|发稿|作者|撰文|采访|整理|审校)\s+\S{2,6}(?:[\s、；;，,/]+(?:编译|发稿|审校|监制|校对)?\s*\S{2,6}){0,4}\s*",
                Kind.BYLINE,
            ),
            (r"(?:https?://)?(?:tmsnrt|reut)\.rs/\S+", Reason.RELATED_LINKS),
            (r"\d+ Min Read|\d+ 分钟阅读", Reason.LABEL),
        ),
    ),
    Outlet(
        name="中央社",
        hosts=("cna.com.tw",),
        aliases=("(臺)中央社CNA", "中央社CNA", "CNA", "中央通訊社", "中央通讯社"),
        elements=(
            (
                r"\.(?:moreArticle|bottomArticleBanner|articlekeywordGroup|jsShareList|SubscriptionPage|newsletter|paragraph\s\.dfp)",
                Reason.RELATED_LINKS,
            ),
            (r"(?i)\.(?:my)?(?:subscri|subsinput|epaper)", Reason.SUBSCRIPTION),
            (r"\.dictionary-box", Reason.HIDDEN),
            (r"\.(?:picinfo|pic-info)", Kind.CAPTION),
        ),
        lines=(
            (r"延伸閱讀|※?\s?你可能還想看.*", Reason.RELATED_LINKS),
            (r"Infogram", Reason.EMBED),
            (
                r"(?:本網站之文字、圖片|中央社「一手新聞」app|請繼續下滑閱讀|支持中央社)[\s\S]*",
                Reason.PROMOTION,
            ),
            (r"感謝您的訂閱！|上午8點同步發送電子報[\s\S]*|今晨最新", Reason.SUBSCRIPTION),
            (
                r"(?:訂閱|立即訂閱|請輸入正確的電子信箱格式|中央社.{0,8}電子報)[\s\S]{0,80}",
                Reason.SUBSCRIPTION,
            ),
        ),
        authors=(
            (
                r"中央社記者(?P<author>(?:[\u4e00-\u9fff]{2,4}、)*"
                r"(?:[\u4e00-\u9fff]{3}|[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{4}))"
                r"(?=[\u4e00-\u9fff/]{2,12}\d{1,2}日)"
            ),
        ),
    ),
    Outlet(
        name="中国数字时代",
        hosts=("chinadigitaltimes.net",),
        aliases=("CDT", "China Digital Times", "中國數字時代"),
        ends=(
            (r"©?\s?.{0,40}for (?:China Digital Times|中国数字时代|中國數字時代)", Reason.FEED_FOOTER),
            (r"©\s?\d{4}.{0,80}China Digital Times", Reason.FEED_FOOTER),
            (r"Feed enhanced by[\s\S]*", Reason.FEED_FOOTER),
        ),
        lines=(
            (r"(?:Permalink|Post tags)[\s\S]*|Feed enhanced by[\s\S]*", Reason.FEED_FOOTER),
            (r"CD[ST]\s?档案\s?[|｜].{2,40}|CDT周报历史存档", Reason.RELATED_LINKS),
            # The card that the archive puts before an article that it keeps.
            (
                r"(?:CDT\s?档案卡\s?)?[标標][题題][:：][\s\S]{2,800}版权说明[:：][\s\S]{0,200}|CDT\s?档案卡",
                Reason.LABEL,
            ),
            (r"(?:主题归类|CDS收藏|版权说明|发表日期)[:：].{0,200}", Reason.LABEL),
        ),
    ),
    Outlet(
        name="纽约时报中文网",
        hosts=("cn.nytimes.com", "cn.nytstyle.com", "nytcn.me", "nytchina.com"),
        aliases=("纽约时报", "NYT", "New York Times", "紐約時報", "紐約時報中文網"),
        zone="Asia/Shanghai",
        author_notes=(
            r".*(?:是时报|是《?纽约时报|时报.{0,16}(?:记者|分社|专栏|编辑|撰稿)|欢迎在(?:Twitter|Facebook|推特)).*",
            r".*(?:对本文有(?:报道|研究)贡献|Twitter(?:账号)?.{0,4}(?:上|是|关注)|Follow (?:him|her)).*",
            r".{1,80}自.{1,30}(?:对此)?(?:有)?报道(?:贡献)?。",
            r".{1,160}(?:著有|作者|教授|研究员|撰稿人|专栏作家|总监|主任|编辑).{0,120}@\w+.{0,20}",
        ),
        lines=(
            (r"[（(]?\s?欢迎(?:点击此处)?(?:订阅|关注)[\s\S]{0,160}", Reason.SUBSCRIPTION),
            (
                r"\[?(?:欢迎)?(?:点击此处|点击这里)订阅[\s\S]{0,160}|.{0,20}订阅NYT简报.{0,100}",
                Reason.SUBSCRIPTION,
            ),
            (r"\[?[了查]?.{0,12}(?:点击|點擊)查看本文英文版。?\]?", Reason.RELATED_LINKS),
            (r"\[还想了解.{2,60}\]", Reason.RELATED_LINKS),
            (r"本文(?:最初发表于.{4,20}|根据《纽约时报》英文报道编译。(?:\n编译[：:].{2,30})?)", Kind.BYLINE),
            (r"(?:翻译|校对|翻譯)\s?[：:].{1,60}", Kind.BYLINE),
        ),
    ),
    Outlet(
        name="金融时报中文网",
        hosts=("ftchinese.com", "ftacademy.cn", "ft.com"),
        aliases=("金融时报", "FT中文网", "FT", "FTChinese"),
        elements=(
            (r"\.(?:story-theme|o-ads|n-content-recommended|clearfloat|mpu-container)", Reason.ADVERTISEMENT),
            (r"\.story-lead\b", Kind.PARAGRAPH),
        ),
        lead_author=r"(?P<author>[\u4e00-\u9fff]{2,5}(?:、[\u4e00-\u9fff]{2,5})*)：",
        lines=(
            (r"[（(]?\s?(?:译者|译|作者|编辑)[/／：: ].{1,60}", Kind.BYLINE),
            (r"[^“”。]{2,120}补充报道。?|本文编辑.{2,40}", Kind.BYLINE),
            (
                r"[（(](?:注[；;：:，,]|作者[系为是]|本文作者)[^\n]{2,400}[）)]?|本文作者.{4,160}",
                Reason.AUTHOR_NOTE,
            ),
            (r"[（(]?(?:注：)?(?:本文|作者|文章)(?:仅|只)?代表作者(?:本人|个人)?.{0,40}", Reason.COPYRIGHT),
            (r"[（(]翻译.{1,80}[）)]", Kind.BYLINE),
        ),
    ),
    Outlet(
        name="经济学人",
        hosts=("economist.com",),
        # The time on its pages is that of the printed issue, days after publication.
        own_time_misleads=True,
        aliases=("经济学人en", "The Economist", "Economist", "經濟學人"),
        elements=(
            (r"\[data-test-id=Footnote\]", Reason.LABEL),
            (r"\.(?:article-audio-player|layout-article-links|advert|newsletter-signup)", Reason.PLAYER),
        ),
        lines=(
            (r"[A-Z][A-Z ,.&’'-]{2,40}", Kind.BYLINE),
            (r"Listen on: .{1,100}|For (?:full access to|more coverage of) .{1,200}", Reason.PROMOTION),
            (r"Dig deeper:?(?:\n[\s\S]*)?|All our stories relating to [\s\S]*", Reason.RELATED_LINKS),
            (r"(?:Sources?|A version of this article was published)\b.{2,200}", Reason.LABEL),
            (r"This article appeared in the .{1,80} section of the print edition.*", Reason.LABEL),
            (r"Listen to this story.*|Enjoy more audio and podcasts on.*", Reason.PLAYER),
            (r"Your browser does not support the .audio. element.*", Reason.PLAYER),
            (r"Listen on the go.*|Get The Economist app.*|Save time by listening.*", Reason.PLAYER),
        ),
    ),
    Outlet(
        name="看中国",
        hosts=("secretchina.com", "kanzhongguo.com"),
        aliases=("Vision Times", "看中國"),
        lines=(
            (r"[【\[]?(?:诚征荣誉会员|誠徵榮譽會員)[\s\S]*", Reason.PROMOTION),
            (r"[^\n]{0,4}(?:看完这篇文章觉得|看完這篇文章覺得)[\s\S]*", Reason.LABEL),
            (r"(?:来源|來源)[：:].{1,30}", Kind.BYLINE),
            (r"(?:※|)?\s?本文(?:仅|僅)?代表作者.{0,20}", Reason.COPYRIGHT),
        ),
        authors=(rf"看中[国國][记記]者\s?{A_NAME}(?:{PLACES})*{_REPORTED}",),
        tag_links=r"secretchina\.com/news/(?:gb|b5)/tag/(?P<tag>[^/?#]+)$",
    ),
    Outlet(
        name="明慧网",
        hosts=("minghui.org",),
        aliases=("明慧", "明慧期刊", "Minghui", "明慧網"),
        lines=((r"[（(]?网址转载[：:][\s\S]*|\(c\)?\s?\d{4}.{0,30}明慧.{0,20}", Reason.SHARE),),
        authors=(rf"明慧[记記]者{A_NAME}(?:{PLACES})*{_REPORTED}",),
    ),
    Outlet(
        name="端傳媒",
        hosts=("theinitium.com",),
        aliases=("端传媒", "Initium Media"),
        lines=(
            (r"(?:閱讀餘下全文|暢讀全站所有|支持我們，請成為).{0,120}", Reason.SUBSCRIPTION),
            (r".{0,80}(?:购买会员|購買會員|成为付费会员).{0,60}", Reason.SUBSCRIPTION),
            (r"原文鏈接[：:].*|端傳媒[：:]\s?https?:.*", Reason.FEED_FOOTER),
            (r"(?:英文原文)[：:].*", Reason.RELATED_LINKS),
            (r"本文原刊於[《「]華爾街日報[》」].*", Reason.SUBSCRIPTION),
        ),
    ),
    Outlet(name="维权网", hosts=("wqw2010.blogspot.com", "weiquanwang.org"), aliases=("維權網",)),
    Outlet(name="Solidot", hosts=("solidot.org",), aliases=("奇客Solidot",)),
    Outlet(
        name="寒冬",
        hosts=("bitterwinter.org",),
        aliases=("Bitter Winter",),
        lines=((r"《?寒冬》?(?:特[約约])?[記记]者[\s：:].{2,16}", Kind.BYLINE),),
        authors=(r"^《?寒冬》?(?:特[約约])?[記记]者[\s：:]+(?P<author>.{2,16})$",),
    ),
    Outlet(
        name="Nei.st",
        hosts=("nei.st",),
        # The signs of its own house, and of those whose articles it mirrors.
        lines=(
            (r"肆零?|风高浪急|NO|MORE|Published since September 1843[\s\S]*", Reason.LABEL),
            (r"You[’']ve hit the wall\.?", Reason.SUBSCRIPTION),
            (r"(?:端傳媒 )?Initium Media|The New York Times", Reason.RELATED_LINKS),
        ),
    ),
    Outlet(
        name="GNews",
        hosts=("gnews.org",),
        lines=(
            (r"(?:更多[资資][讯訊]|欢迎加入|歡迎加入)[\s\S]*", Reason.PROMOTION),
            (
                r"(?:(?:总?编辑?|總?編輯?|校[正对對]|[发發][稿布]|校正/发稿)\s?[：:][^\n。]{1,40}\s*){1,6}",
                Kind.BYLINE,
            ),
        ),
    ),
    Outlet(
        name="中参馆",
        hosts=("chinafile.com",),
        aliases=("ChinaFile",),
        # Its "Conversation" is made of what the invited authors comment.
        elements=((r"[.#]comments?\b", Kind.PARAGRAPH),),
        lines=((r"Comments?", Reason.LABEL),),
    ),
    Outlet(name="iYouPort", hosts=("iyouport.org",)),
    Outlet(name="Matters", hosts=("matters.news", "matters.town")),
    Outlet(
        name="泡泡",
        hosts=("pao-pao.net",),
        elements=(
            (r"\.field-name-field-image-source", Kind.CAPTION),
            (r"\.field-name-author", Kind.BYLINE),
        ),
        lines=(
            (r"本文(?:经|已)?授权转载自.{2,120}", Kind.BYLINE),
            (r"相关阅读[：:]?\n[\s\S]*", Reason.RELATED_LINKS),
            (r"图\s?[：；/]\s?.{2,40}", Reason.CREDIT),
            (r"(?:文/\s*)?Anonymous [（(]未[验驗][证證][)）]", Reason.PAGE_FURNITURE),
        ),
    ),
    Outlet(
        name="燕京书评",
        hosts=("yanjingshuping.com",),
        elements=((r"\.author-wrap", Reason.TIME_LINE),),
        lines=(
            (r"微信搜索“燕京书评”.*", Reason.PROMOTION),
            (r"题图(?:为|[：:]).{2,60}", Kind.CAPTION),
        ),
        lines_below_pictures=True,
    ),
    Outlet(name="网络社会研究所", hosts=("caa-ins.org",)),
    Outlet(name="Medium", hosts=("medium.com",), aliases=("medium",)),
    Outlet(name="YouTube", hosts=("youtube.com", "youtu.be"), aliases=("油管",)),
)
