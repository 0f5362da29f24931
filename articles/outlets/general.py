"""Rules that hold on the pages of any outlet: signs of what is not article."""

from articles.text.blocks import Kind, Reason

# Searched in an element's signature: its tag, .classes, #id and [a few attributes].
ELEMENTS: tuple[tuple[str, Kind | Reason], ...] = (
    (
        r"(?i)[.#](?:dfp-|innity|adsbygoogle|advert|ad_embed|o-ads|mpu-ad|bbccom_|taboola|outbrain|div-gpt|"
        r"m-interstitial|single_ad|google_?ad|adslot|ad-slot|ad-container|in-article-ad|below_article_ad|"
        r"bottomArticleBanner|txt-mid\d|ads?\b(?!-)|ins-ad)|\[data-e2e=advertisement\]|\[aria-label=广告",
        Reason.ADVERTISEMENT,
    ),
    (
        r"\[data-selfpromo|[.#]o-self-promo|(?i:[.#](?:newsletter|subscribe-?(?:box|form)|donat|paywall))",
        Reason.PROMOTION,
    ),
    (r"\[data-e2e=media-player\]|(?i:\.(?:audio|video|media)-?player)", Reason.PLAYER),
    (
        r"\[data-e2e=image-placeholder\]|(?i:\.(?:copyright|story-image-copyright|photo-credit|image-credit|imagecredit|img-credit|credit|wp-credit)\b)",
        Reason.CREDIT,
    ),
    (
        r"(?i)[.#](?:sharedaddy|share(?:-|_|d|\b)|sharing|social(?:-|_|\b)|addtoany|a2a_|addthis|sns-|bdshare|shareto|"
        r"like-?(?:box|button)|print-?button)",
        Reason.SHARE,
    ),
    (
        r"(?i)[.#](?:related|jp-relatedposts|yarpp|morearticle|recommend|read-?more|readmore|more-?stories|most-?(?:read|popular)|"
        r"post-?navigation|nav-links|post_nav|entry-nav|prev-?next)",
        Reason.RELATED_LINKS,
    ),
    (
        # Not paragraphs: some editors call their own "comments-section".
        r"(?i)^(?:div|section|ol|ul|li|aside|form|article|h\d)\b.*[.#](?:comments?|comment-?list|comments?-(?:wrapper|respond|"
        r"form|area|box|add|section|title|list)|respond|disqus\S*)(?=[ \[]|$)",
        Reason.COMMENTS,
    ),
    (
        r"(?i)[.#](?:entry-meta|post-meta|article-meta|entry-footer|post-footer|entry-info|post-info|submitted|rdf-meta|"
        r"word-count|cat-links|tags?-links|posted-on|author-(?:box|bio|info|card)|post-tags|tag-?list|tagcloud)",
        Reason.PAGE_FURNITURE,
    ),
    (r"(?i)\.(?:byline|article-author|post-author|entry-author)\b", Kind.BYLINE),
    (r"(?i)[.#](?:visually-?hidden|off-screen|sr-only|screen-reader)|#gtx-anchor|#hideid", Reason.LABEL),
    (
        r"(?i)[.#](?:breadcrumb|site-(?:header|footer|nav)|nav-?bar|topbar|top-?menu|main-?menu|skip-link|pagination)|\[role=(?:navigation|banner|contentinfo|search)\]|^nav\b",
        Reason.MENU,
    ),
    (r"\[hidden\]|\[display:none\]", Reason.HIDDEN),
    (r"(?i)^(?:h[1-6]|p|div|span)\b.*[.](?:crosshead|sub-?head(?:ing|line)?)\b", Kind.HEADING),
    (r"(?i)[.#]\S*caption(?!ed\b)(?!s-)|\.picinfo\b|\.pic-?info\b|\.img-?(?:desc|note)\b", Kind.CAPTION),
)

# Such an element is not dropped if it holds most of the page's words: then the name misleads.
LARGEST_SHARE = 0.5
LARGEST_SHARE_OF_COMMENTS = 0.97

# Each must match a whole paragraph.
LINES: tuple[tuple[str, Kind | Reason], ...] = (
    (
        r"The post .{1,400} appeared first on .{1,60}|The post .{1,400} first appeared on .{1,60}",
        Reason.FEED_FOOTER,
    ),
    (r"[-—–_=*＊~·•.…\s]{3,}", Reason.LABEL),
    (r"\S+\.(?:jpe?g|png|gif|webp|svg)", Reason.LABEL),
    (r"图说[:：]?|圖說[:：]?", Reason.LABEL),
    (r"(?:Image|Photo|Picture) ?credits? ?: .{1,80}", Reason.CREDIT),
    (r"Continue reading .{1,100}", Reason.RELATED_LINKS),
    (r"获取更多RSS[\s\S]*|https?://feedx\.\S+", Reason.FEED_FOOTER),
    (r"(?:你|您)的(?:器材|设备|裝置|設備)不支持播放多媒[体體](?:材料|內容|内容)?", Reason.PLAYER),
    (
        r"(?:您|你)的浏览器不支持.{0,30}|您的瀏覽器不支援.{0,30}|Your browser does not support.{0,60}",
        Reason.PLAYER,
    ),
    (r"(?:图像|圖像|图片|圖片|视频|影片)(?:来源|來源|版权|版權)\s*[，,：:]?\s*\S.{0,60}", Reason.CREDIT),
    (r"(?:Image|Media)\s?(?:copyright|source).{0,60}", Reason.CREDIT),
    (r"©\s?(?:\d{4})?.{0,60}", Reason.COPYRIGHT),
    (r"(?:图像|圖像|视频|影片|音频)?加[注註]文字[，,]?|Image caption|Media caption", Reason.LABEL),
    (
        r"(?:广告|廣告|Advertisement|ADVERTISEMENT|继续浏览后续(?:内容)?|Publicité|Story continues below)",
        Reason.ADVERTISEMENT,
    ),
    (
        r"(?:分享|打印|列印|收藏|转发|Share|Print|Tweet|Facebook|Twitter|Email)(?:\s+(?:分享|打印|Share|Print|Tweet|Facebook|Twitter|Email))*",
        Reason.SHARE,
    ),
    (r"(?:点击|點擊|點閱|长按|扫描|掃描|扫).{0,12}(?:二维码|QR\s?code).{0,40}", Reason.SHARE),
    (
        r"(?:相关(?:新闻|报道|报导|阅读|文章|链接|内容|视频|专题)|相關(?:新聞|報導|閱讀|文章|連結)|延伸(?:阅读|閱讀)|推荐阅读|"
        r"更多(?:相关)?(?:新闻|报道|报导|文章|内容)|阅读更多|Related(?: (?:articles?|stories|posts?|links?))?|Read more|More from.{0,40})\s*[:：]?",
        Reason.RELATED_LINKS,
    ),
    (
        r"(?:\d+|[一两几半]|a|an|one)\s?(?:秒|分钟|分鐘|小时|小時|天|日|周|个月|minutes?|hours?|days?)\s?(?:前|ago)",
        Reason.RELATIVE_TIME,
    ),
    (r"(?:请|請)(?:订阅|訂閱|关注|關注|扫码).{0,60}", Reason.SUBSCRIPTION),
    (r"(?:发表评论|發表評論|Leave a (?:comment|reply)|留言|评论|评论区)\s*[:：]?", Reason.COMMENTS),
)

# Taken off the end of a caption.
CAPTION_CREDIT = r"\s*©\s?[^©\n]{1,60}$"

# Taken off the beginning of a caption.
CAPTION_LABEL = r"^(?:(?:图像|圖像|视频|影片|音频|音頻|图片|圖片)加[注註]文字|Image caption|Media caption|Image copyright\s+\S+)\s*[，,：:]?\s*"

_ROLE = (
    r"(?:特[约約]|本[报報台臺]|实习|實習)?(?:责任编辑|責任編輯|责编|責編|主编|主編|编辑|編輯|撰稿|撰文|记者|記者|采访|採訪|翻译|翻譯|译者|譯者|编译|編譯|"
    r"发稿|發稿|审校|審校|网编|網編|监制|監製|整理|摄影|攝影|校对|校對|核稿|作者|图|文)"
)
_NAMES = r"[^。！？!?；\n]{1,60}"
BYLINE = (
    rf"[（(【\[]?\s*{_ROLE}\s*[：:／/|]\s*{_NAMES}[）)】\]]?[#。]?"
    rf"|[（(]\s*(?:本[台报報]?)?{_ROLE}[^。！？!?\n]{{1,40}}(?:{_ROLE}|[报報][导導道]|综合|綜合)[^。！？!?\n]{{0,40}}[）)]#?"
    rf"|(?:编译|編譯|发稿|發稿|翻译|翻譯)\s+\S{{2,20}}(?:\s*[；;，,]\s*审校\s+\S{{2,20}})?\s*"
)
