"""Finding stored texts again by what they say."""

from articles.search.finding import FEW, MOST, Found, Hit, Within, find
from articles.search.index import Findable, add, add_new, clear, findable, refresh

__all__ = [
    "FEW",
    "MOST",
    "Findable",
    "Found",
    "Hit",
    "Within",
    "add",
    "add_new",
    "clear",
    "find",
    "findable",
    "refresh",
]
