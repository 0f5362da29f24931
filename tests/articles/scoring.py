"""The scorer of the shared gold, and documents in the form that it reads."""

import importlib.util
from types import ModuleType
from typing import Any

from articles.readers.base import Document
from tests.shared import shared


def scorer_module() -> ModuleType:
    """Return the shared scorer; without it the calling test is skipped."""
    spec = importlib.util.spec_from_file_location("score", shared("corpus-gold", "score.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def extracted(document: Document) -> dict[str, Any]:
    """Return a document as the scorer reads it, without its title among the paragraphs."""
    return {
        "title": document.title,
        "url": document.url,
        "outlet": document.outlet,
        "published": document.published,
        "authors": list(document.authors),
        "tags": list(document.tags),
        "lang": document.lang,
        "paragraphs": [{"kind": block.kind, "text": block.text} for block in document.blocks[1:]],
    }
