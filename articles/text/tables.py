"""Tables that hold data, and tables that only lay out a page."""

from lxml.html import HtmlElement

from articles.text.tidy import crumbed, finish
from articles.text.tree import words_in

_LONGEST_CELL = 400  # code points; a longer cell is a column of text
_MOST_BREAKS = 4  # in a cell; more part paragraphs
_FEWEST_CELLS = 2
_BLOCKS = ("p", "div", "table", "ul", "ol", "figure", "h1", "h2", "h3", "h4", "h5", "h6")


def is_data_table(row: HtmlElement) -> bool:
    """Whether a table row holds data, at least two cells of which have words."""
    cells = [cell for cell in row if cell.tag in {"td", "th"}]
    filled = [cell for cell in cells if words_in(cell).strip()]
    return len(filled) >= _FEWEST_CELLS and all(_is_datum(cell) for cell in filled)


def row_text(row: HtmlElement) -> str:
    """Return the row's cells in order, parted by " | "; an empty cell keeps its place."""
    cells = [finish(crumbed(words_in(cell))) for cell in row if cell.tag in {"td", "th"}]
    return " | ".join(cells).strip()


def _is_datum(cell: HtmlElement) -> bool:
    if len(words_in(cell)) > _LONGEST_CELL or sum(1 for _ in cell.iter(*_BLOCKS)) > 1:
        return False
    return next(cell.iter("hr"), None) is None and sum(1 for _ in cell.iter("br")) <= _MOST_BREAKS
