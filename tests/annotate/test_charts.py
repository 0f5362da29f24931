"""Where the bars of a chart stand, and how its grid is numbered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.reports.charts import HEIGHT, LINES, WIDTH, columns, shares, step_for

COUNTS = st.lists(st.integers(0, 10**7), max_size=120)


@given(COUNTS)
def test_bars_stand_on_the_base_side_by_side_and_none_leaves_the_picture(values: list[int]) -> None:
    chart = columns(values)

    assert [bar.value for bar in chart.bars] == values
    for bar in chart.bars:
        assert bar.y >= 0
        assert bar.y + bar.height == pytest.approx(HEIGHT, abs=0.02)
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH + 0.02
    for left, right in zip(chart.bars, chart.bars[1:], strict=False):
        assert left.x + left.width < right.x


@given(COUNTS)
def test_the_grid_begins_at_nought_and_reaches_the_highest_bar_in_few_lines(values: list[int]) -> None:
    lines = columns(values).lines

    assert (lines[0].value, lines[0].y) == (0, HEIGHT)
    assert lines[-1].value >= max(values, default=0)
    assert lines[-1].y == 0
    assert 2 <= len(lines) <= LINES + 1


@pytest.mark.parametrize(
    ("highest", "step"), [(0, 1), (4, 1), (5, 2), (9, 5), (20, 5), (21, 10), (41, 20), (12345, 5000)]
)
def test_lines_stand_at_round_numbers(highest: int, step: int) -> None:
    assert step_for(highest) == step


def test_a_bar_is_twice_as_high_as_one_of_half_its_value() -> None:
    half, whole = columns([5, 10]).bars

    assert (half.height * 2, half.width) == (whole.height, whole.width)
    assert whole.middle == 75


def test_shares_fill_the_whole_width_one_behind_the_other() -> None:
    parts = shares([1, 0, 3])

    assert [(part.x, part.width) for part in parts] == [(0, 25), (25, 0), (25, 75)]


def test_of_nothing_every_share_is_nothing() -> None:
    assert [part.width for part in shares([0, 0])] == [0, 0]
