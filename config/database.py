"""A quiet view of the whole database, for exports and reports that take their time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from config.sqlite.base import DatabaseWrapper as SQLite

RARELY = 4_000  # pages of 4 KiB


@contextmanager
def read_snapshot(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Let everything read inside see the database as it is now, without holding up anyone's writing.

    May stay open while an answer is streamed: put the ``with`` inside the generator. Writing inside
    fails on both databases. Inside a transaction that is already open this does nothing, because
    that transaction decides what is seen.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        yield
    elif isinstance(connection, SQLite):
        with _sqlite_snapshot(connection):
            yield
    else:
        with transaction.atomic(using=using):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT 1")  # what is seen is fixed by the first question, not before
            yield


@contextmanager
def _sqlite_snapshot(connection: SQLite) -> Iterator[None]:
    """Open a transaction that never asks for the write lock."""
    connection.only_reads = True
    try:
        with transaction.atomic(using=connection.alias):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM sqlite_master LIMIT 1")  # as above
                cursor.execute("PRAGMA query_only = ON")
            yield
    finally:
        connection.only_reads = False
        # Past Django's cursor, which refuses to work after an error inside.
        if connection.connection is not None:
            connection.connection.execute("PRAGMA query_only = OFF")


@contextmanager
def writing_much(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Let SQLite carry what this connection writes into the database's file more rarely.

    An import writes the same pages of the indexes again and again, of which only the last counts. Nothing is
    kept less safely: what is committed is on the disk, in the log, which may grow to 16 MiB meanwhile.
    """
    connection = connections[using]
    if not isinstance(connection, SQLite):
        yield
        return
    with connection.cursor() as cursor:
        [before] = cursor.execute("PRAGMA wal_autocheckpoint").fetchone()
        cursor.execute(f"PRAGMA wal_autocheckpoint = {RARELY}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA wal_autocheckpoint = {before}")
