"""Rules that hold on the pages of any outlet: signs of what is not article."""

from articles.outlets.base import Pattern, either, named
from articles.outlets.parts import PARTS
from articles.text.blocks import Kind, Reason

_ADVERTISEMENTS = named(
    *("dfp-", "innity", "adsbygoogle", "advert", "ad_embed", "o-ads", "mpu-ad", "bbccom_", "taboola"),
    *(
        "outbrain",
        "div-gpt",
        "m-interstitial",
        "single_ad",
        "google_?ad",
        "adslot",
        "ad-slot",
        "ad-container",
    ),
    *("in-article-ad", "below_article_ad", "bottomArticleBanner", r"txt-mid\d", r"ads?\b(?!-)", "ins-ad"),
)
_CREDITS = named(
    r"[\w-]*__credits?\b",
    r"copyright\b",
    r"story-image-copyright\b",
    r"(?:photo|image|img|wp)-?credit\b",
    r"credit\b(?!-caption)",
)
_SHARING = named(
    *(
        "sharedaddy",
        r"share(?:-|_|d|\b)",
        "sharing",
        r"social(?!-embed)(?:-|_|\b)",
        "addtoany",
        "a2a_",
        "addthis",
        "sns-",
    ),
    *("bdshare", "shareto", "like-?(?:box|button)", "print-?button"),
)
_RELATED = named(
    *("related", "jp-relatedposts", "yarpp", "morearticle", "recommend", "read-?more", "more-?stories"),
    *("most-?(?:read|popular)", "post-?navigation", "nav-links", "post_nav", "entry-nav", "prev-?next"),
)
_COMMENTS = (
    # Not paragraphs: some editors call their own "comments-section".
    r"(?i)^(?:div|section|ol|ul|li|aside|form|article|h\d)\b.*[.#](?:comments?|comment-?list"
    r"|respond|disqus\S*|"
    r"comments?-(?:wrapper|respond|form|area|box|add|section|title|list))(?=[ \[]|$)"
)
_FURNITURE = named(
    *("(?:entry|post|article)-meta", "(?:entry|post)-footer", "(?:entry|post)-info", "submitted", "rdf-meta"),
    *("word-count", "cat-links", "tags?-links", "posted-on", "author-(?:box|bio|info|card)", "post-tags"),
    *("tag-?list", "tagcloud"),
)
# What the makers of sites call their parts: WordPress, Ghost, Medium, Substack, Drupal, archives.
_PARTS_OF_SITES: tuple[tuple[Pattern, Kind | Reason], ...] = (
    (
        named(
            r"kg-(?:signup|cta|button|header|email)(?:-cta)?-card",
            r"wp-block-buttons?\b",
            r"button-wrapper\b",
            "subscription-widget",
        ),
        Reason.PROMOTION,
    ),
    (
        named(
            "kg-bookmark",
            "wp-embedded-content",
            "also-?read",
            r"media-block also-read",
            r"wp-block-(?:latest-posts|query|embed-bookmark)",
        ),
        Reason.RELATED_LINKS,
    ),
    (
        either(
            named("kg-callout-emoji", r"footnote-(?:anchor|number|backref|ref|back)\b", "reversefootnote"),
            r"\[role=doc-(?:noteref|backlink)\]",
        ),
        Reason.LABEL,
    ),
    (r"\[role=doc-toc\]", Reason.MENU),
    (
        named(
            "speechify-ignore",
            "pw-(?:multi-vote|responses)",
            "feedflare",
            "reader-estimated-time",
            "wm-ipp",
            "donato",
        ),
        Reason.PAGE_FURNITURE,
    ),
    (named("(?:hide|toggle)-caption"), Reason.LABEL),
    (r"(?i)^a\b.*[.](?:(?:heading-?)?anchor|header-?link|hash-link)\b", Reason.LABEL),
    (named("sd-like", "jetpack-likes", "likes-widget", "wp-block-social-links"), Reason.SHARE),
    (
        either(
            r"\[data-testid=consent",
            named(
                "consent-?(?:banner|ui|box)",
                "cookie-?(?:law|notice|banner|bar|consent|policy)",
                "gdpr",
                "embed-consent",
                "onetrust",
            ),
        ),
        Reason.HIDDEN,
    ),
    (
        named(
            r"field(?:-|--)name-field-(?:tags|related)",
            r"wp-block-(?:tag-cloud|categories|archives|post-terms)",
        ),
        Reason.PAGE_FURNITURE,
    ),
    (
        either(
            r"\[data-(?:component|area)=(?:links|related|promo|ad-slot|newsletter|tags)",
            named("catcher", "page-?promo", "pagelist", r"(?:instant-)?hot(?:-?news|-?topics?)?\b"),
            r"(?i:\.backword\b)",
        ),
        Reason.RELATED_LINKS,
    ),
    (either(r"\[data-component=byline", named("source__cite")), Kind.BYLINE),
    (r"(?i)[.]embed\b.* [.]video\b|[.]video-?embed\b", Reason.PLAYER),
    (named(r"pull-?quote\b"), Kind.BLOCKQUOTE),
    (r"^h[1-6]\b.*\.pw-subtitle", Kind.PARAGRAPH),
)
_MENUS = either(
    named(
        "breadcrumb",
        "site-(?:header|footer|nav)",
        "nav-?bar",
        "topbar",
        "(?:top|main)-?menu",
        "skip-link",
        "pagination",
    ),
    r"\[role=(?:navigation|banner|contentinfo|search)\]",
)

# Searched in an element's signature: its tag, .classes, #id and [a few attributes].
ELEMENTS: tuple[tuple[Pattern, Kind | Reason], ...] = (
    *_PARTS_OF_SITES,
    (either(_ADVERTISEMENTS, r"\[data-e2e=advertisement\]", r"\[aria-label=广告"), Reason.ADVERTISEMENT),
    (
        either(
            r"\[data-selfpromo|\[aria-label=[^\]]{0,40}newsletter",
            named(
                "o-self-promo", "newsletter", "subscri(?:be|ption)-?(?:box|form|widget)", "donat", "pay-?wall"
            ),
        ),
        Reason.PROMOTION,
    ),
    (either(r"\[data-e2e=media-player\]", named("(?:audio|video|media)-?player")), Reason.PLAYER),
    (either(r"\[data-e2e=image-placeholder\]", _CREDITS), Reason.CREDIT),
    (_SHARING, Reason.SHARE),
    (_RELATED, Reason.RELATED_LINKS),
    (_COMMENTS, Reason.COMMENTS),
    (_FURNITURE, Reason.PAGE_FURNITURE),
    (
        either(
            named(r"byline\b", r"(?:article|post|entry)[-_]{1,2}author\b"),
            r"(?i:^(?:p|div|address|h[2-6])\b.*[.]author(?=[ \[#.]|$))",
        ),
        Kind.BYLINE,
    ),
    (
        named("visually-?hidden", "off-screen", "sr-only", "screen-reader", "gtx-anchor", "hideid"),
        Reason.LABEL,
    ),
    (_MENUS, Reason.MENU),
    (r"\[hidden\]|\[display:none\]", Reason.HIDDEN),
    (r"(?i)^(?:h[1-6]|p|div|span)\b.*[.](?:crosshead|sub-?head(?:ing|line)?)\b", Kind.HEADING),
    (
        either(
            r"(?i:[.#]\S*caption(?!ed\b)(?!s-))",
            named(
                r"pic-?info\b",
                r"[\w-]*__legend\b",
                r"img-?box\w?\b",
                r"(?:[\w-]*[-_])?(?:img|image|pic|picture|photo|media)[-_]?(?:desc\w*|intro|note|txt|pic)\b",
            ),
        ),
        Kind.CAPTION,
    ),
    *PARTS,
)

# Such an element is not dropped if it holds most of the page's words: then the name misleads.
LARGEST_SHARE = 0.5
LARGEST_SHARE_OF_COMMENTS = 0.97

_SHARE_WORDS = either(
    "分享", "打印", "列印", "收藏", "转发", "Share", "Print", "Tweet", "Facebook", "Twitter", "Email"
)
_RELATED_LABELS = either(
    "相[关關](?:新[闻聞]|[报報][道导導]|[阅閱][读讀]|文章|[链鏈連][接結]|[内內]容|[视視][频頻]|影片|[专專][题題])",
    "延伸(?:[阅閱][读讀]|[报報][道導])",
    "(?:推[荐薦]|精[选選]|[热熱][门門]|往期|[编編][辑輯])(?:[阅閱][读讀]|文章|新[闻聞]|回[顾顧]|推[荐薦]|精[选選])",
    "[你您妳]可能(?:[还還]|也)?(?:[会會])?(?:感[兴興]趣|喜[欢歡]|想(?:看|知道))的?(?:文章|[内內]容|新[闻聞])?",
    "更多(?:相[关關]|精[彩選选])?(?:新[闻聞]|[报報][道导導]|文章|[内內]容)",
    "更多[^。，：:\n]{2,12}(?:[报報][道导導]|文章)",
    "[阅閱][读讀](?:更多|原文|全文)|看更多|猜[你您]喜[欢歡]|[继繼][续續]看",
    "Related(?: (?:[Aa]rticles?|[Ss]tories|[Pp]osts?|[Ll]inks?|[Tt]opics|reading|coverage|content))?",
    "精彩(?:[视視][频頻]|影片|[图圖]片|文章|[内內]容)(?:推[荐薦])?",
    "Mehr zum Thema|Zum Thema|Sur le même sujet|Te puede interesar|Más información|Leia também",
    "Read more|Also [Rr]ead|See also|Up next|Don['’]t miss|Trending(?: now)?|Most (?:read|popular)",
    "Recommended(?: (?:for you|stories|reading))?|You (?:may|might) also like(?: this)?",
    "More (?:from|stories|news).{0,40}|More (?:on|about) [^.]{1,40}",
)
_BULLET = "[▶►▌◤◢◆★☆●■▍»>※☞👉🔗#]{0,2}\\s?"
_UNITS = either("秒", "分[钟鐘]", "小[时時]", "天", "日", "周", "个月", "minutes?", "hours?", "days?")

# Each must match a whole paragraph.
LINES: tuple[tuple[Pattern, Kind | Reason], ...] = (
    (r"The post .{1,400} (?:appeared first|first appeared) on .{1,60}", Reason.FEED_FOOTER),
    (r"获取更多RSS[\s\S]*|https?://feedx\.\S+", Reason.FEED_FOOTER),
    (
        r"[*＊※（(]?\s*(?:本文|此文|以上|文章).{0,16}(?:代表|为)作者.{0,16}(?:观点|立场|意见).{0,90}",
        Reason.COPYRIGHT,
    ),
    (r"[“【]?(?:免责声明|版权声明|特别声明|郑重声明)[：:].{0,240}", Reason.COPYRIGHT),
    (
        r".{0,40}(?:并不|不)代表.{0,12}(?:之声|之音|本台|本网|本站|本报)(?:的?(?:立场|观点)[或和]?){0,2}。?",
        Reason.COPYRIGHT,
    ),
    (r".{0,20}版[权權]所有.{0,60}", Reason.COPYRIGHT),
    (r"©\s?(?:\d{4})?.{0,60}", Reason.COPYRIGHT),
    (r"[-—–_=*＊~·•━─═※★☆◆◇■□●○▼▽\s]{3,}|\.(?:\s\.){2,}", Reason.LABEL),
    (r"\S+\.(?:jpe?g|png|gif|webp|svg)", Reason.LABEL),
    (r"[图圖][说說][:：]?|[图圖]片[来來]源[:：]?|文\s?[/／]?", Reason.LABEL),
    (r"(?:图像|圖像|视频|影片|音频)?加[注註]文字[，,]?|(?:Image|Media) caption", Reason.LABEL),
    (r"(?:Image|Photo|Picture) ?credits? ?: .{1,80}", Reason.CREDIT),
    (
        r"[（(]?(?:图像|圖像|图片|圖片|视频|影片)(?:来源|來源|版权|版權)\s*[，,：:]?\s*\S.{0,60}",
        Reason.CREDIT,
    ),
    (r"(?:Image|Media)\s?(?:copyright|source).{0,60}", Reason.CREDIT),
    (r"(?:Photo|Image|Illustration) by .{2,60} on (?:Unsplash|Pexels|Pixabay|Flickr)", Reason.CREDIT),
    (r"Published \d{4}年\d{1,2}月\d{1,2}日(?:\d{4}年\d{1,2}月\d{1,2}日)?", Reason.PAGE_FURNITURE),
    (r"[-—–─=*\s]+(?:END|The End|完|全文完|正文完)[-—–─=*\s]+|[（(]完[)）]", Reason.LABEL),
    (r"Photo: .{2,40}", Reason.CREDIT),
    (r"转播到腾讯微博", Reason.SHARE),
    (r"正在加载(?:\.{3}|…+)?|自动播放开关.{0,8}|< >|加载中(?:\.{3}|…+)?", Reason.PLAYER),
    (r"(?:skip past|after) newsletter promotion|Sign up (?:to|for) .{2,60}", Reason.SUBSCRIPTION),
    (r"Free (?:daily|weekly) newsletter|Enter your email address", Reason.SUBSCRIPTION),
    (r"Privacy Notice: Newsletters .{2,400}", Reason.SUBSCRIPTION),
    (r"本文(?:为|系|由).{2,40}授权.{2,40}(?:发布|刊发|刊登).{0,80}", Reason.COPYRIGHT),
    (r"【[^】]{0,60}(?:权益|版权)归[^】]{2,120}】", Reason.COPYRIGHT),
    (r"(?:【\d+】\s*){2,}", Reason.MENU),
    (r"(?:有关|关于).{2,20}的文章[：:].{0,20}", Reason.RELATED_LINKS),
    (r"如非特殊说明[，,]?.{0,10}文章内容均为.{2,20}原创.{0,30}", Reason.COPYRIGHT),
    (r"(?:为了)?不错过更新.{0,30}|[\U0001f446-\U0001f449\U0001f3fb-\U0001f3ff\ufe0f\s]+", Reason.PROMOTION),
    (r"[你您]的(?:器材|设备|裝置|設備)不支持播放多媒[体體](?:材料|內容|内容)?", Reason.PLAYER),
    (r"[你您]的(?:浏览器不支持|瀏覽器不支援).{0,30}|Your browser does not support.{0,60}", Reason.PLAYER),
    (
        (
            r"[-—–\s]*(?:广告|廣告|(?i:advertisement|ads?))[-—–\s]*|继续浏览后续(?:内容)?"
            r"|(?i:(?:story|article) continues) below.{0,20}|(?i:sponsor(?:ed)? (?:message|content))"
        ),
        Reason.ADVERTISEMENT,
    ),
    (rf"{_SHARE_WORDS}(?:\s+{_SHARE_WORDS})*", Reason.SHARE),
    (r"(?:点击|點擊|點閱|长按|扫描|掃描|扫).{0,12}(?:二维码|QR\s?code).{0,40}", Reason.SHARE),
    (
        (rf"{_BULLET}[【\[〔]?{_RELATED_LABELS}[】\]〕]?\s*[:：>»▼↓→]{{0,3}}|Continue reading .{{1,100}}"),
        Reason.RELATED_LINKS,
    ),
    (
        (
            rf"{_BULLET}[【\[（(]?(?:{_RELATED_LABELS})[】\]]?"
            r"(?:\s?[:：|｜》]\s?[^。！？\n]{2,120}|\s?[:：]?(?:\n[^。！？\n]{2,120}){1,12})"
            r"|[阅閱][读讀](?:全文|更多|原文)\s?[:：>»→].{0,80}|[继繼][续續][阅閱][读讀]\s?[“\"《]?[^。]{2,100}(?:→|»|\.{3}|…)"
        ),
        Reason.RELATED_LINKS,
    ),
    (
        (
            r"[上下前后後]一?[篇页頁]\s?[:：].{0,80}"
            r"|(?:Previous|Next)(?: (?:post|article|story))?\s?[:：].{0,100}"
        ),
        Reason.RELATED_LINKS,
    ),
    (rf"(?:\d+|[一两几半]|an?|one)\s?{_UNITS}\s?(?:前|ago)", Reason.RELATIVE_TIME),
    (r".{0,40}请点击?(?:这里|此处)。?#?|詳情請閱全文。?|详情请阅全文。?", Reason.RELATED_LINKS),
    (r"[请請](?:订阅|訂閱|关注|關注|扫码).{0,60}", Reason.SUBSCRIPTION),
    (
        r".{0,60}(?:请|請)下[载載].{0,24}(?:APP|App|应用程序|應用程式|客户端|用戶端).{0,8}",
        Reason.SUBSCRIPTION,
    ),
    (
        r"\d{1,2}:\d\d\s?(?:[AaPp]\.?[Mm]\.?)?\s?(?:[A-Z]{2,4})?,?\s[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}",
        Reason.TIME_LINE,
    ),
    (r"原(?:标题|標題|题|題)[：:].{2,80}", Kind.BYLINE),
    (r"返回.{2,6}[，,]\s?查看更多", Reason.RELATED_LINKS),
    (r"(?:责任编辑|責任編輯|责编|編輯|编辑)\s?[：:]", Reason.LABEL),
    (r".{0,240}(?:仅)?提供信息(?:存储空间|发布平台).{0,30}", Reason.COPYRIGHT),
    (r"Thanks for reading .{2,80}Subscribe .{2,120}", Reason.SUBSCRIPTION),
    (r"SKIP ADVERTISEMENT|Article continues (?:below|after).{0,30}", Reason.ADVERTISEMENT),
    (
        r"(?:Additional |Writing |Compiled )?(?:[Rr]eporting|[Ww]riting) by .{2,160}[Ee]diting by .{2,80}",
        Reason.CREDIT,
    ),
    (r"Our Standards: .{4,80}|A version of this article appears in print.{0,200}", Reason.PAGE_FURNITURE),
    (
        r"[《〈]\s?[^《》]{2,16}\s?[》〉]\s?[（(]\s?\d{4}年\d{1,2}月\d{1,2}日.{0,12}版\s?[)）]",
        Reason.PAGE_FURNITURE,
    ),
    (r"(?:发表评论|發表評論|Leave a (?:comment|reply)|留言|评论|评论区)\s*[:：]?", Reason.COMMENTS),
)
