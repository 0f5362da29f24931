"""What SQLite knows of how many rows there are and how they are spread.

PostgreSQL looks for itself. SQLite chooses among indexes by guesses until it is told to look: with 100,000
articles some lists take three times as long by them.
"""

from django.db import connection
from django.db.backends.utils import CursorWrapper

FEW = 4_096  # pages of 4 KB; in a smaller database every guess is fast
GROWN = 2  # times as large as when it was last told to look


def keep_statistics() -> bool:
    """Let SQLite look at its tables again if the database has grown; returns whether it did.

    How large it was then is kept in the one number that SQLite keeps for those who use it. Looking at 3 GB
    holds up whoever writes for five seconds, and those wait for up to twenty.
    """
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        pages, before = (_number(cursor, name) for name in ("page_count", "user_version"))
        if pages < max(FEW, GROWN * before):
            return False
        cursor.execute("ANALYZE")
        cursor.execute(f"PRAGMA user_version = {pages}")
    return True


def _number(cursor: CursorWrapper, pragma: str) -> int:
    cursor.execute(f"PRAGMA {pragma}")
    return int(cursor.fetchone()[0])
