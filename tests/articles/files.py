"""Made-up saved files, in the formats that people bring."""

ADDRESS = "https://news.example/zh/bridge-1042"
TITLE = "示例：新桥通车"
#: With an emoji, a character beyond the basic plane, and a combining mark.
PARAGRAPHS = ("市长王𠮷说：“新桥😀明年通车。”", "咖啡馆 cafe\u0301 仍在营业。")


def feed_item(
    *paragraphs: str, address: str = ADDRESS, title: str = TITLE, time: int = 1714957950000, extra: str = ""
) -> bytes:
    """Return an item of a feed; ``time`` in milliseconds since 1970, ``extra`` HTML behind the text."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return f"<!--{time}-->\n[{title}]({address})\n------\n\n<div>{body}</div>{extra}\n".encode()


def mirror_page(*paragraphs: str, address: str = ADDRESS, mirror: str = "a") -> bytes:
    """Return the page of a mirror with its menu, its promotion, its own address and the article's."""
    body = "".join(f"<p>\n {paragraph}\n</p>\n" for paragraph in paragraphs or PARAGRAPHS)
    own = f"https://github.com/{mirror}/news/blob/master/pages/1042.md"
    return (
        f"### {TITLE}\n------------------------\n\n#### [首页](../README.md) | [热点](../hot.md)\n\n<hr/>\n\n"
        f"#### [ 一条推广 ](https://mirror.example/promo)\n\n<div>\n{body}</div>\n<hr/>\n"
        f"手机上长按并复制下列链接或二维码分享本文章：<br/>\n{own} <br/>\n"
        f"原文地址（需翻墙访问）：{address}\n\n------------------------\n#### [首页](../README.md)\n"
    ).encode()
