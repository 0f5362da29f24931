"""The measure by which hostile texts are judged tells a square from a line."""

from tests.growth import is_in_proportion


def test_a_line_is_told_from_a_square() -> None:
    assert is_in_proportion(lambda size: "x" * size, lambda text: sum(map(ord, text)), 50_000)
    assert not is_in_proportion(lambda size: "x" * size, lambda text: [text.count("y") for _ in text], 2_000)
