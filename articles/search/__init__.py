"""Finding stored texts again by what they say."""

from articles.search.finding import MOST, Found, Hit, Within, find
from articles.search.index import add, clear, refresh

__all__ = ["MOST", "Found", "Hit", "Within", "add", "clear", "find", "refresh"]
