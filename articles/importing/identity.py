"""Which article a document is: known by its address, else by its text."""

import re
from urllib.parse import urlsplit

from articles.models import Article

LONGEST_ADDRESS = 2000  # bytes in UTF-8: an index of PostgreSQL takes no more than 2,700

# The path of a home page: nothing, a language, an index file. It changes every hour and names no article.
_HOME = re.compile(
    r"/?(?:(?:[a-z]{2}(?:-[a-z]{2,4})?)/?)?(?:(?:index|default|home)(?:\.\w{2,5})?)?/?", re.IGNORECASE
)


def identity_of(address: str | None) -> str:
    """Return the address if it names one article, else an empty string."""
    if not address or len(address.encode(errors="replace")) > LONGEST_ADDRESS or not web_address(address):
        return ""
    parts = urlsplit(address)
    return "" if _HOME.fullmatch(parts.path) and not parts.query else address


def web_address(address: str) -> str:
    """Return the address if a browser can be sent there, else an empty string."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and parts.netloc else ""


def find_article(address: str, digest: str, *, is_sample: bool) -> Article | None:
    """Return the stored article that a document with this address and this text belongs to.

    Two documents are one article only if their addresses are equal or one of them has none: equal
    words at two addresses are two articles, as when two outlets print one agency's text.
    """
    articles = Article.objects.filter(is_sample=is_sample)
    bare = articles.filter(address="", digest=digest).order_by("pk")
    if address:
        # Two questions: only so, and with the words of the constraint, are its indexes used.
        return articles.filter(address=address).exclude(address="").order_by("pk").first() or bare.first()
    # The oldest, so that the answer does not depend on what came in since.
    elsewhere = articles.filter(revisions__digest=digest).exclude(address="").order_by("pk")
    return bare.first() or elsewhere.first()
