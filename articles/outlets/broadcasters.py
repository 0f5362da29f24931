"""Broadcasters: where their pages keep times, names and what is not article."""

from articles.outlets.base import A_NAME, PLACES, Outlet
from articles.outlets.press import EPOCH_CHANNELS
from articles.text.blocks import Kind, Reason

_DW_NOTICE = (
    r"\s*(?:©|\(?[cC]\)).{0,8}(?:\d{4})?.{0,4}(?:德国之声|德國之聲|Deutsche Welle|DW)[\s\S]*"
    r"|\s*(?:©\s*)?\d{4}\s*年?\s*(?:德国之声|德國之聲)版[权權][声聲]明[\s\S]*"
)

_DW_NAME = r"(?:[\u4e00-\u9fff·]{2,5}|[A-Z][\w.-]+(?: [A-Z][\w.-]+){0,2})"
_DW_NAMES = rf"{_DW_NAME}(?:\s?/\s?{_DW_NAME})*"
_ISSUERS = r"[^（）()]{0,20}(?:社|[报報]|等|台)[^（）()]{0,10}"

BROADCASTERS = (
    Outlet(
        name="BBC中文",
        hosts=("bbc.com", "bbc.co.uk", "bbc.in"),
        aliases=("BBC", "BBC News 中文", "BBC中文网", "BBC 中文", "BBC Chinese"),
        elements=(
            (r"\.story-body__introduction|\.story-body__(?:h1|inner)", Kind.PARAGRAPH),
            (r"\[role=text\]", Reason.CREDIT),
            # The page may word its title otherwise than the feed.
            (r"^h1\b.*#content\b", Reason.DUPLICATE_TITLE),
            (
                r"\[data-e2e=(?:advertisement|related-content|recommendations|embed-consent)",
                Reason.RELATED_LINKS,
            ),
            (r"\.(?:story-body__link-list|top-stories|tags-container|story-more)", Reason.RELATED_LINKS),
            (r"\.bbccom_slot", Reason.EMBED),
        ),
        lines=(
            (r"(?:图片|圖片|图像)(?:版权|版權|来源|來源).{0,80}", Reason.CREDIT),
            (r"\[?告知[：:]\s?第三方[內内]容可能包含[广廣]告.*", Reason.EMBED),
            (r"使用浏览器播视频.*|\.", Reason.PLAYER),
            (r"请访问\s?BBC\s?\w{0,10}\s?阅读.{0,10}英文原文.{0,10}", Reason.RELATED_LINKS),
            (r"BBC.{0,12}记者.{2,40}", Kind.BYLINE),
            (
                r"(?:制作|摄影|剪辑|翻译)[：:].{2,60}|(?:视频|影片)[：:][\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})*|[（(]?本文.{0,20}(?:发表于|改编).{0,20}",
                Kind.BYLINE,
            ),
            (
                r"(?:稍早前?|此前|更多|相关)(?:报道|阅读)[：:].{4,80}|你可能还对这些内容感兴趣[：:]?",
                Reason.RELATED_LINKS,
            ),
            (r"(?:本周|近期)其[他它]的?重要故事[：:]?", Reason.RELATED_LINKS),
            (r"节目播出之后.{0,40}点播.{0,10}|\*?《[^》]{2,30}》在BBC.{0,40}播出", Reason.PROMOTION),
            (
                r"(?:结尾|結尾)[\s\S]{0,80}|(?:跳过|跳過|略过)\s?(?:Twitter|YouTube|Facebook|Instagram|社交|帖子).*",
                Reason.EMBED,
            ),
            (
                r"(?:视频|影片|最热读|热读|更多有关此项报道的内容|更多有关内容|你可能还感兴趣.{0,10}|相关话题.{0,6})",
                Reason.RELATED_LINKS,
            ),
        ),
        unmarked_captions=True,
        opening_list_is_byline=True,
    ),
    Outlet(
        name="美国之音",
        hosts=("voachinese.com", "voacantonese.com", "voanews.com"),
        aliases=("VOA", "美国之音中文网", "VOA Chinese", "美國之音"),
        zone="UTC",
        elements=(
            (r"\.dateline", Kind.BYLINE),
            (r"\.(?:c-mmp|media-download|embed-player|links__item|link-function)", Reason.PLAYER),
        ),
        lines=(
            (r"[（(]本文(?:依据|根据|参考).{2,40}(?:报道|报导).{0,4}[)）]", Kind.BYLINE),
            (r"[（(]?美国之音记者.{2,20}对[此本]文亦?有贡献.{0,4}", Kind.BYLINE),
            (r"YouTube(?:视频|链接|直播)[：:].*", Reason.PROMOTION),
            (r"(?:本期)?时事大家谈(?:本集全部内容请看|完整版)(?:[：:].*)?", Reason.PROMOTION),
            (r"更多内容显示更少内容|显示更多内容", Reason.PLAYER),
            (
                r".{0,20}YouTube播放列表[：:].*|.{0,20}(?:每星期|每周|每週).{0,40}敬请收看。?",
                Reason.PROMOTION,
            ),
            (r"(?:Embed|Share|share|EMBED|SHARE)(?:\s(?:Embed|Share|share|EMBED|SHARE))*", Reason.PLAYER),
            (r"(?:The code has been copied|The URL has been copied)[\s\S]*", Reason.PLAYER),
            (r"No media source currently available|没有媒体可用资源|0:00(?::\d\d)?(?:\s.*)?", Reason.PLAYER),
        ),
        authors=(r"美国之音记者\s?(?P<author>[\u4e00-\u9fff·]{2,4})(?=[，,\s报])",),
    ),
    Outlet(
        name="法广",
        hosts=("rfi.fr",),
        aliases=("RFI", "法国国际广播电台", "法廣", "法國國際廣播電臺", "RFI 法国国际广播电台"),
        zone="Europe/Paris",
        elements=(
            (r"\.(?:m-interstitial|o-self-promo|m-em-(?:flash|newsletter|ad)|o-ad)", Reason.ADVERTISEMENT),
            (r"\.(?:m-figure__caption__credits|m-item-image__(?:copyright|credit))", Reason.CREDIT),
        ),
        lines=(
            (r"©\s?.{1,80}|[（(]\s*全文完.{0,8}[)）]", Reason.COPYRIGHT),
            (r"相关报道\s[^。]{4,120}", Reason.RELATED_LINKS),
        ),
        title_suffix=r"\s*[–-]\s*法国国际广播电台\s*-\s*RFI\s*$",
    ),
    Outlet(
        name="德国之声",
        hosts=("dw.com", "p.dw.com"),
        aliases=("DW", "Deutsche Welle", "德國之聲", "德国之声中文网"),
        zone="UTC",
        elements=((r"\.(?:smallList|gallery|news)\b", Reason.RELATED_LINKS),),
        lines=(
            (_DW_NOTICE, Reason.COPYRIGHT),
            (rf"{_DW_NAMES}/?\s?[（(]{_ISSUERS}[)）]", Kind.BYLINE),
            (r"\[?摘[编译]自其[他它]媒体.{0,30}", Reason.COPYRIGHT),
            (r"更多(?:阅读|内容)[：:].{2,80}", Reason.RELATED_LINKS),
            (r"Feed-URL:|iTunes:|https?://(?:rss\.dw\.com|itunes\.apple\.com)/\S+", Reason.PROMOTION),
            (r"\s*德国之声致力于为您提供.{0,200}", Reason.COPYRIGHT),
            (
                r"\s*DW中文有?Instagram.{0,120}|.{0,30}(?:订阅|使用)(?:DW|德国之声).{0,60}",
                Reason.SUBSCRIPTION,
            ),
        ),
        authors=(rf"^(?P<author>{_DW_NAMES})/?\s?[（(]{_ISSUERS}[)）]$",),
    ),
    Outlet(
        name="自由亚洲电台",
        hosts=("rfa.org",),
        aliases=("RFA", "自由亞洲電臺", "自由亚洲电台普通话", "自由亞洲電台"),
        zone="America/New_York",
        address_time=(
            r"-(?P<month>\d\d)(?P<day>\d\d)(?P<year>20\d\d)"
            r"(?:(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d))?\.html"
        ),
        elements=(
            (r"\.copyright|\.image-copyright", Reason.CREDIT),
            (r"#zoomattribute|\.single_image|\.slot_header|\.sidebar", Reason.PLAYER),
            (r"\.image-caption", Kind.CAPTION),
        ),
        lines=(
            (
                r"[（(]?(?:自由亚洲电台|本台)?(?:特[约約])?[记記]者.{1,60}(?:责编|責編|编辑|網編|网编).{1,40}[)）]?",
                Kind.BYLINE,
            ),
            (
                r"[（(]?(?:自由亚洲电台|本台)[^。\n]{0,40}(?:责编|責編|网编|網編)[^。\n]{1,60}[)）]?",
                Kind.BYLINE,
            ),
            (r"自由亚洲电台[^。，\n]{0,6}[记記]者[^。，\n]{2,16}[报報][导導道]", Kind.BYLINE),
            (r"\s*[（(]?文章只代表.{0,20}个人的?立场和观点[)）]?。?", Reason.COPYRIGHT),
            (r"(?:视频|影片)【[^。]{4,120}", Kind.CAPTION),
            (r"收听本期.{0,10}|(?:点击|點擊)(?:收听|收聽).{0,20}", Reason.PLAYER),
        ),
        authors=(
            rf"[记記]者\s?[：:]?\s*{A_NAME}\s+(?:\S{{2,6}}[报報][道导導]\s+)?[责責][编編任]",
            r"^(?:评论|专栏)\s*[|｜]\s*(?P<author>[\u4e00-\u9fff]{2,4})[：:]",
            (
                r"自由亚洲电台[记記]者\s(?P<author>[\u4e00-\u9fff]{2,4}(?:\s[\u4e00-\u9fff]{2,4}){0,2})"
                r"\s\S{2,6}[报報][道导導]"
            ),
            rf"自由亚洲电台(?:特[约約])?[记記]者\s?{A_NAME}(?:{PLACES})*(?:综合|采访)?[报報][道导導]",
        ),
    ),
    Outlet(
        name="中央廣播電臺",
        hosts=("rti.org.tw",),
        aliases=("RTI", "RTI 中央廣播電臺", "中央广播电台"),
        cuts=((r"(?:\.{3})?\s?\.{3}more$", Reason.RELATED_LINKS),),
    ),
    Outlet(
        name="新唐人",
        hosts=("ntdtv.com", "ntd.com", "ntdtv.com.tw"),
        aliases=("NTD", "新唐人电视台", "新唐人電視台", "NTDTV"),
        elements=((r"\.(?:single_ad|print_link|bottom_line|article_widget)", Reason.ADVERTISEMENT),),
        lines=(
            (r"[\s(（]*(?:相关链接|责任编辑链接)[：:].{0,80}", Reason.RELATED_LINKS),
            *EPOCH_CHANNELS,
            (r"网络收看方式[：:]?", Reason.PROMOTION),
            (r"[（(]责人编辑[：:].{2,12}[)）]", Kind.BYLINE),
            (r"本文(?:网|網)址.{0,160}", Reason.SHARE),
        ),
        authors=(r"[（(]\s?(?:新唐人)?记者(?P<author>[\u4e00-\u9fff·]{2,4}?)(?:综合)?报[导道]",),
        tag_links=r"ntdtv\.com/gb/(?P<tag>[^/?#]+)\.htm$",
    ),
    Outlet(
        name="希望之声",
        hosts=("soundofhope.org",),
        aliases=("SOH", "Sound of Hope", "希望之聲"),
        elements=((r"\.(?:soh-embed|soh-audio|AD_Embed)", Reason.PLAYER),),
        lines=(
            (r"责任编辑[：:].{1,30}", Kind.BYLINE),
            (r"希望之声[^。，\n]{0,12}[记記]者[^。，\n]{2,20}[报報][导導道]", Kind.BYLINE),
            (
                r"[（(]?文章只代表.{0,20}个人的?立场和观点[)）]?。?|.{4,30}更多精彩视频.{2,60}",
                Reason.COPYRIGHT,
            ),
            (r"本文章或节目经希望之声编辑制作.*", Reason.COPYRIGHT),
        ),
        authors=(rf"本台[记記]者{A_NAME}(?:{PLACES})*(?:综合|采访|报[导道])",),
        tag_links=r"/term/\d+$",
    ),
    Outlet(name="CCTV新闻联播", hosts=("govopendata.com",), aliases=("新闻联播", "CCTV")),
)
