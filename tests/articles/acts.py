"""Importing, as the tests do it again and again."""

import json
from uuid import uuid4

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
