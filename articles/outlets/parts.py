"""What the makers of sites call the parts that are not article, wherever the word stands in a name.

``c-newsletter-signup``, ``td_block_related_posts`` and ``elementor-toc__header`` are told by one word of
theirs. Only blocks are: ``<a class="keyword">`` stands in the middle of sentences.
"""

from articles.outlets.base import Pattern, either
from articles.text.blocks import Kind, Reason

_BLOCKS = "(?:div|section|aside|article|ul|ol|dl|p|header|footer|form|figure|table|h[1-6]|li|amp-[a-z-]+)"


def part(*names: str) -> Pattern:
    """Return the pattern of a block one of whose classes, or whose id, has such a part between hyphens."""
    return rf"(?i:^{_BLOCKS}\b.*[.#](?:[\w-]*?[_-])?{either(*names)}(?=[\s_\-]|$))"


def whole(*names: str) -> Pattern:
    """Return the pattern of a block one of whose classes, or whose id, ends in such a part."""
    return rf"(?i:^{_BLOCKS}\b.*[.#](?:[\w-]*?[_-])?{either(*names)}(?=\s|$))"


PARTS: tuple[tuple[Pattern, Kind | Reason], ...] = (
    (
        either(
            part("adspot", "ad-?(?:unit|box|block|feature|title|label|wrapper|placeholder)", "arcad"),
            whole("ad", "advert", "advertisement", "adv", "sponsored"),
        ),
        Reason.ADVERTISEMENT,
    ),
    (
        part(
            "newsletters?|sign-?up|subscribe|subscription-?(?:box|form|cta)|call-?to-?action",
            "cta",
            "app-?(?:download|box|banner|promo|guide)|download-?app|open-?app|qr-?code|ewm",
            "donate|donation|membership|channel-?invite|follow-?us|wap_special",
        ),
        Reason.PROMOTION,
    ),
    (
        part(
            "related|relate|recommends?|recommended|recommendations?",
            "read-?(?:more|next|also)",
            "also-?read|more-?(?:news|stories|articles)|most-?(?:read|viewed)|trending",
            "up-?next",
            "you-?may-?(?:also-?)?like|hot-?(?:news|list)|latest-?(?:news|posts)|next-?prev",
            "prev-?next",
        ),
        Reason.RELATED_LINKS,
    ),
    (
        part("share-?(?:bar|box|buttons?|tools?|links?)", "social-?(?:share|links?|icons?|buttons?)"),
        Reason.SHARE,
    ),
    (
        either(
            part(
                "toc|table-of-contents|crumbs?|breadcrumbs?",
                "author-?(?:box|bio|info|card|desc\\w*|profile)",
                "about-?author|tags?-?(?:list|cloud|wrap\\w*|box)|reading-?time|read-?time",
            ),
            whole("tags", "keywords"),
        ),
        Reason.PAGE_FURNITURE,
    ),
    (
        part(
            "audio(?:-?(?:module|player|box|embed))?",
            "resaudio",
            "podcast-?(?:player|box)",
            "listen-?(?:bar|box)",
        ),
        Reason.PLAYER,
    ),
    (part("disclaimer", "copy-?right", "declare", "statement"), Reason.COPYRIGHT),
)
"""Asked after the outlet's own rules and the general ones."""
