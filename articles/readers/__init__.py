"""From a file's bytes to the articles in it; one module for each format."""

from dataclasses import replace

from articles.problems import ImportProblem
from articles.readers import (
    feed_file,
    feed_item,
    fragment,
    jekyll_post,
    json_file,
    json_lines,
    markdown,
    mhtml,
    mirror_page,
    plain_text,
    table,
    web_page,
)
from articles.readers.base import Document, Reader, Source
from articles.readers.saved_page import without_inline_files
from articles.text.decode import decode, gunzipped, is_binary, repair_mojibake
from articles.text.tidy import tidy_source

READERS: tuple[Reader, ...] = (
    json_file,
    json_lines,
    table,
    jekyll_post,
    mirror_page,
    feed_item,
    feed_file,
    web_page,
    fragment,
    markdown,
    plain_text,
)
"""In the order in which they are asked; the last takes any text."""


def _unpacked(raw: bytes, name: str) -> bytes:
    """Return the bytes inside a .gz file, or the bytes themselves."""
    try:
        return gunzipped(raw)
    except ValueError as error:
        raise ImportProblem(
            name,
            "The compressed file is damaged or too large.",
            "Unpack it yourself and import what is in it.",
        ) from error


def read(raw: bytes, name: str, *, address: str | None = None) -> list[Document]:
    """Return the articles in a file.

    ``name`` is what the person calls the file, ``address`` where they say it is from. Raises
    ImportProblem if the file is empty, not text, broken, or holds nothing to read.
    """
    if not raw.strip():
        raise ImportProblem(name, "The file is empty.", "Save the article again and import it then.")
    raw = _unpacked(raw, name)
    if not mhtml.recognises(raw):
        return _read_text(raw, Source("", "", name, address))
    page = mhtml.page_in(raw, name)
    saved = Source("", "", name, address, page.notes, saved_from=page.address)
    return [replace(document, format=mhtml.name) for document in _read_text(page.content, saved)]


def _read_text(raw: bytes, known: Source) -> list[Document]:
    """Return the articles in the bytes of a text; ``known`` is what is known of it beforehand."""
    if is_binary(raw):
        raise ImportProblem(
            known.name,
            "The file is not text: it looks like a picture, an archive or a program.",
            "Save the article as a web page or as text, and import that.",
        )
    decoded, notes = decode(raw)
    repaired, mended = repair_mojibake(decoded)
    text, tidied = tidy_source(repaired)
    text, taken_out = without_inline_files(text)
    notes = [*known.notes, *notes, *mended, *tidied, *taken_out]
    source = replace(known, text=text, raw=decoded, notes=tuple(notes))
    for reader in READERS:
        if reader.recognises(text):
            return reader.read(source)
    raise ImportProblem(
        known.name, "There is nothing to read in it.", "Open the file and check what it holds."
    )
