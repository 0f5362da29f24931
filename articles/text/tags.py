"""What the tags of HTML mean for a reader: which begin a block, which say nothing."""

from articles.text.blocks import Reason

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "noscript",
    ]
)
SILENT_TAGS = frozenset(
    [
        "script",
        "style",
        "template",
        "head",
        "title",
        "svg",
        "math",
        "object",
        "embed",
        "applet",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "meta",
        "link",
        "base",
        "map",
        "datalist",
        "noembed",
        "noframes",
    ]
)
# What stands in for a medium that a page of text cannot hold.
MEDIA_TAGS = frozenset(["iframe", "video", "audio", "canvas", "noscript"])
# What AMP pages fill in while they are shown.
AMP_TAGS = {
    **dict.fromkeys(("amp-ad", "amp-sticky-ad", "amp-embed"), Reason.ADVERTISEMENT),
    **dict.fromkeys(("amp-sidebar", "amp-nested-menu"), Reason.MENU),
    **dict.fromkeys(("amp-social-share", "amp-addthis"), Reason.SHARE),
    **dict.fromkeys(("amp-list", "amp-next-page"), Reason.RELATED_LINKS),
    **dict.fromkeys(("amp-consent", "amp-user-notification", "amp-web-push", "amp-lightbox"), Reason.HIDDEN),
    **dict.fromkeys(
        ("amp-twitter", "amp-facebook", "amp-instagram", "amp-tiktok", "amp-iframe", "amp-reddit"),
        Reason.EMBED,
    ),
    **dict.fromkeys(
        ("amp-youtube", "amp-video", "amp-audio", "amp-brightcove", "amp-jwplayer"), Reason.PLAYER
    ),
}
