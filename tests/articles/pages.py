"""Made-up page bodies, and short ways to take the article out of them."""

from articles.outlets import outlet_at
from articles.outlets.extraction import extract
from articles.outlets.findings import Extract
from articles.outlets.times import Moment
from articles.text.tree import parse_html

LEAD = "这是编出来的第一段，说的是没有发生过的事情。"
BODY = "这是第二段，里面也没有一句真话，但是长得像新闻。"
LAST = "这是最后一段，大家看完就可以去吃饭了。"


def taken(page: str, host: str = "", *, title: str = "", address: str = "") -> Extract:
    return extract(parse_html(page), outlet_at(f"https://{host}/x"), title=title, address=address)


def kept(page: str, host: str = "", **more: str) -> list[tuple[str, str]]:
    return [(str(block.kind), block.text) for block in taken(page, host, **more).blocks]


def dropped(page: str, host: str = "", **more: str) -> list[tuple[str, str, int]]:
    return [(str(piece.reason), piece.text, piece.after) for piece in taken(page, host, **more).dropped]


def iso(moment: Moment | None) -> str:
    assert moment is not None
    return moment.iso()


def paragraphs(*texts: str) -> list[tuple[str, str]]:
    return [("paragraph", text) for text in texts]
