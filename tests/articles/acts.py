"""Importing, as the tests do it again and again."""

import json
import threading
from uuid import uuid4

from django.db import connection

from articles.importing import begin_run, import_bytes, import_into_run
from articles.models import ImportedFile, ImportRun


def import_one(raw: bytes, name: str = "article.md", **options):
    [imported] = import_bytes(raw, name, **options)
    return imported


def import_in(run: ImportRun, raw: bytes, name: str = "article.md", **options) -> ImportedFile:
    [file] = import_into_run(run, raw, name, **options)
    return file


def a_run(**options) -> ImportRun:
    return begin_run(uuid4(), **{"by": None, **options})


def jsonl(*records: object) -> bytes:
    return "\n".join(json.dumps(record) for record in records).encode()


def together(number: int, act) -> list[object]:
    """Run ``act(0)`` to ``act(number - 1)`` in threads that begin at once; returns what they raised."""
    gate = threading.Barrier(number)
    raised: list[object] = []

    def run(count: int) -> None:
        try:
            gate.wait()
            act(count)
        except Exception as error:  # noqa: BLE001 - the test tells what went wrong
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(count,)) for count in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
