"""The one door that every file comes through: its size, the reader's faults, characters no database takes."""

import logging
from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext_noop

from articles import readers
from articles.problems import READER_FAULTS, ImportProblem
from articles.readers.base import Document
from articles.text.tidy import storable

MOST_ARTICLES = 10_000  # in one file: they are stored in one transaction, and others want to write

logger = logging.getLogger(__name__)


def read_documents(raw: bytes, name: str, *, address: str | None = None) -> list[Document]:
    """Return the articles that a file holds, fit to be stored.

    ``address`` is where a pasted text comes from, if the file itself does not say. Raises
    ImportProblem if the file is larger than ``UPLOAD_FILE_BYTES`` or holds no article.
    """
    if len(raw) > settings.UPLOAD_FILE_BYTES:
        raise too_large(name)
    try:
        documents = readers.read(raw, name, address=address)
    except READER_FAULTS as fault:
        logger.exception("A reader stumbled over an imported file of %d bytes.", len(raw))
        raise stumbled_over(name) from fault
    if not documents:
        raise ImportProblem(
            name,
            gettext_noop("It holds no article."),
            gettext_noop("Open it and look whether the text is there, then import it again."),
        )
    if len(documents) > MOST_ARTICLES:
        raise ImportProblem(
            name,
            gettext_noop("It holds more than 10,000 articles."),
            gettext_noop("Split it into smaller files and import those."),
        )
    return [_storable(document) for document in documents]


def stumbled_over(name: str) -> ImportProblem:
    """Return the problem of a file that shows a mistake of ours."""
    return ImportProblem(
        name,
        gettext_noop("Xiwen stumbled over it; the fault is not the file's."),
        gettext_noop("Tell whoever runs this site: the log holds the details."),
    )


def too_large(name: str) -> ImportProblem:
    """Return the problem of a file that holds more bytes than are taken."""
    return ImportProblem(
        name,
        gettext_noop("It is larger than 10 MB."),
        gettext_noop("Split it, or save the article alone, and import that."),
    )


def _storable(document: Document) -> Document:
    """Return the document without NULs and lone surrogates, and with a note if there were any."""
    if not storable("".join(_words_of(document)))[1]:
        return document
    cleaner = _Cleaner()
    cleaned = replace(
        document,
        title=cleaner.text(document.title),
        url=cleaner.maybe(document.url),
        mirror_url=cleaner.maybe(document.mirror_url),
        outlet=cleaner.maybe(document.outlet),
        authors=tuple(map(cleaner.text, document.authors)),
        tags=tuple(map(cleaner.text, document.tags)),
        lang=cleaner.maybe(document.lang),
        blocks=tuple(
            replace(block, text=cleaner.text(block.text), href=cleaner.maybe(block.href))
            for block in document.blocks
        ),
        dropped=tuple(replace(piece, text=cleaner.text(piece.text)) for piece in document.dropped),
        verbatim=cleaner.maybe(document.verbatim),
        external_id=cleaner.maybe(document.external_id),
        locator=cleaner.text(document.locator),
    )
    note = f"replaced {cleaner.replaced} characters that no database holds"
    return replace(cleaned, notes=(*cleaned.notes, note))


def _words_of(document: Document) -> Iterator[str]:
    """Yield all that a document holds of its source, in no order."""
    for words in (
        document.url,
        document.mirror_url,
        document.outlet,
        document.verbatim,
        document.external_id,
    ):
        yield words or ""
    yield from (document.title, document.locator, document.lang or "", *document.authors, *document.tags)
    for block in document.blocks:
        yield block.text
        yield block.href or ""
    for piece in document.dropped:
        yield piece.text


class _Cleaner:
    """Replaces what no database stores, one for one, and counts it."""

    def __init__(self) -> None:
        self.replaced = 0

    def text(self, text: str) -> str:
        cleaned, count = storable(text)
        self.replaced += count
        return cleaned

    def maybe(self, text: str | None) -> str | None:
        return None if text is None else self.text(text)
