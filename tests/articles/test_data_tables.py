"""Tables that hold data become rows; tables that lay out a page are read as its text."""

import pytest
from lxml.html import HtmlElement, fromstring

from articles.text.tables import is_data_table, row_text


def row(cells: str) -> HtmlElement:
    found = fromstring(f"<table><tr>{cells}</tr></table>").find(".//tr")
    assert found is not None
    return found


def test_a_row_of_short_cells_is_data_and_an_empty_cell_keeps_its_place():
    found = row("<th>年份😀</th><td></td><td>一千二百𠮷</td>")

    assert is_data_table(found)
    assert row_text(found) == "年份😀 |  | 一千二百𠮷"


@pytest.mark.parametrize(
    "cells",
    [
        "<td>只有一格</td>",
        f"<td>{'长' * 401}</td><td>短</td>",
        "<td><p>一段</p><p>又一段</p></td><td>旁边</td>",
        "<td>上<hr>下</td><td>旁边</td>",
        f"<td>{'行<br>' * 5}</td><td>旁边</td>",
    ],
)
def test_a_row_with_columns_of_text_is_no_data(cells):
    assert not is_data_table(row(cells))
