"""Numbers of rows, as forms and addresses send them."""

from typing import Any

from django import forms

DIGITS = 18  # that every column of whole numbers holds; Python itself reads no more than 4,300


def number_of(word: str) -> int | None:
    """Return the number of a row that a word means; None if no row can have it."""
    is_number = word.isascii() and word.isdecimal() and len(word) <= DIGITS
    return int(word) if is_number else None


class Numbers(forms.Field):
    """Any number of numbers that came under one name. What is none counts as left out."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        """Return the numbers among what was sent."""
        found = (number_of(str(word)) for word in value or ())
        return [number for number in found if number is not None]
