"""Made-up work for the tests of measures."""

from collections.abc import Mapping

from hypothesis import settings
from hypothesis import strategies as st

from annotate.measures.spans import Mark, Work, work_of

LENGTH = 40
few = settings(max_examples=30)  # a hundred take a second each

ranges = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 12)).map(
    lambda pair: (pair[0], min(pair[0] + pair[1], LENGTH))
)
marks = st.builds(lambda place, label: Mark(place[0], place[1], label), ranges, st.integers(1, 3))
values = st.dictionaries(st.sampled_from(["type", "voice"]), st.sampled_from(["a", "b"]), max_size=2)
links = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 2))


@st.composite
def works(draw, most: int = 8) -> Work:
    """One person's work, with overlaps, duplicates, attributes and links."""
    given_marks = draw(st.lists(st.tuples(marks, values), max_size=most))
    n = len(given_marks)
    joined = draw(st.lists(links, max_size=4)) if n else []
    return work_of(given_marks, [(a % n, b % n, kind) for a, b, kind in joined])


def a_work(*given_marks: tuple[int, int, int], values: Mapping[int, Mapping[str, str]] | None = None) -> Work:
    """Return work with these marks; ``values`` are attributes by position."""
    return work_of((Mark(*mark), (values or {}).get(place, {})) for place, mark in enumerate(given_marks))
