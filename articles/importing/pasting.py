"""What somebody pastes: the words alone, the words with their mark-up, or a whole saved file."""

from articles import readers
from articles.readers import markdown, plain_text

FROM_TEXT = "pasted.txt"
FROM_HTML = "pasted.html"


def pasted(text: str, html: str) -> tuple[str, bytes]:
    """Return a file's name and bytes for what was pasted.

    ``html`` is the same with its mark-up, if the clipboard had any. It wins, because it tells
    paragraphs from menus; except if the words themselves are the source of a page or of a post,
    which an editor wraps in mark-up of its own.
    """
    plain = text.replace("\r\n", "\n")
    if not html.strip() or _is_source(plain):
        return FROM_TEXT, plain.encode(errors="replace")
    return FROM_HTML, html.encode(errors="replace")


def _is_source(text: str) -> bool:
    told = (reader for reader in readers.READERS if reader not in (markdown, plain_text))
    return any(reader.recognises(text) for reader in told)
