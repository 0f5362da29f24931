"""What is known of an outlet, as data."""

from dataclasses import dataclass

from articles.text.blocks import Kind, Reason

Pattern = str
"""A regular expression. Of an element it is searched in its signature, such as
``div .media-caption #lead [role=text]``; of a line it must match the whole line."""


def either(*alternatives: str) -> Pattern:
    """Return the pattern that matches what any of these matches."""
    return f"(?:{'|'.join(alternatives)})"


def named(*names: str) -> Pattern:
    """Return the pattern of an element one of whose classes, or whose id, begins like this."""
    return f"(?i:[.#]{either(*names)})"


A_NAME = r"(?P<author>[\u4e00-\u9fff]{2,4}?(?:[、,，][\u4e00-\u9fff]{2,4}?)*)"
"""One or more Chinese names, as short as what follows them allows."""

PLACES = (
    "华盛顿|華盛頓|旧金山|舊金山|洛杉矶|洛杉磯|纽约|紐約|巴黎|伦敦|倫敦|柏林|东京|東京|台北|台湾|台灣|台中|高雄|香港|北京|上海|首尔|首爾|"
    "曼谷|温哥华|溫哥華|多伦多|多倫多|渥太华|渥太華|蒙特利尔|悉尼|墨尔本|墨爾本|堪培拉|维也纳|維也納|新加坡|加拿大|英国|英國|法国|德国|日本|澳洲|纽西兰|"
    "加州|德州|芝加哥|波士顿|费城|休斯顿|亚特兰大|西雅图|凤凰城|达拉斯|丹佛|底特律|迈阿密|拉斯维加斯|圣地亚哥|旧金山湾区|夏威夷|"
    "美国|美國|韩国|韓國|泰国|泰國|印度|越南|马来西亚|馬來西亞|德國|法國|瑞典|荷兰|荷蘭|柏林|布鲁塞尔|日内瓦|罗马|马德里"
)
"""Where reporters write from; the name of the place follows theirs without a blank."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """One publisher, and how its pages are to be read.

    ``zone`` is the time zone of the times written in its pages, empty if that is not certain.
    ``feed_is_day`` says that its feed's time is good for the day only, ``own_time_misleads`` that
    the time in its pages is not that of publication.
    """

    name: str
    hosts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    zone: str = ""
    feed_is_day: bool = False
    own_time_misleads: bool = False
    # Applied before the general rules, the first match decides.
    elements: tuple[tuple[Pattern, Kind | Reason], ...] = ()
    lines: tuple[tuple[Pattern, Kind | Reason], ...] = ()
    # Taken out of a paragraph's words.
    cuts: tuple[tuple[Pattern, Reason], ...] = ()
    # Everything from such a line on is left out.
    ends: tuple[tuple[Pattern, Reason], ...] = ()
    # Groups ``author`` and ``tag`` are searched in the text and in the addresses of links.
    authors: tuple[Pattern, ...] = ()
    # Group ``author`` at the beginning of the article's first paragraph.
    lead_author: Pattern = ""
    tag_links: Pattern = ""
    title_suffix: Pattern = ""
    # Groups year, month, day, and hour, minute, second if the address says them.
    address_time: Pattern = ""
    # Group ``days`` counts the days since the first of January 2013 (UTC) in base 36.
    address_day_number: Pattern = ""
    # Whether a medium and the one paragraph beside it are a picture and its caption.
    unmarked_captions: bool = False
    # Whether a short line below a picture tells what it shows.
    lines_below_pictures: bool = False
    # Whether a list before the article's first paragraph names who wrote it and where.
    opening_list_is_byline: bool = False
    # Lines that tell of an article's author, at its end; so does one that begins with the name.
    author_notes: tuple[Pattern, ...] = ()

    @property
    def is_described(self) -> bool:
        """Whether more is known of its pages than whose they are."""
        return bool(self.elements or self.lines)
