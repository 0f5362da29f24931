"""Keep two imports of the same thing from storing it twice.

The unique constraints would refuse the second, but not the case of one text with an address and
one without, which are one article. So whoever stores a file first takes the locks of everything
that its articles are known by. On SQLite every writing transaction waits for the others anyway.
"""

import hashlib
from collections.abc import Iterable

from django.db import connection

LANES = 128  # so that a file of many articles does not fill the database's table of locks
SPACE = 26_512  # the first half of the lock's name: 析, so that no other use of such locks meets ours


def take_turn(keys: Iterable[str]) -> None:
    """Wait until nobody else stores anything known by one of these keys; lasts to the transaction's end.

    The locks are taken in order, so that no two imports wait for each other.
    """
    if connection.vendor != "postgresql":
        return
    lanes = sorted({int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % LANES for key in keys})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, lane) FROM unnest(%s::int[]) AS lanes(lane)",
            [SPACE, lanes],
        )
