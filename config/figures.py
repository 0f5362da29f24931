"""How templates show numbers that count something: in groups of three, 12,345, in every language.

Only where people read them. Inputs, ``data-`` attributes, addresses, JSON and tables for programs take
the bare number.
"""

from django.template import Library

register = Library()


class Grouped(int):
    """A whole number that counts and compares as such, and is written in groups of three.

    So that a sentence chooses its plural by the same value that it shows.
    """

    def __str__(self) -> str:
        return f"{int(self):,}"


@register.filter
def grouped(number: float | None) -> Grouped | str:
    """Show 12345 as 12,345, and of a fraction the nearest whole number. Nothing for nothing."""
    return "" if number is None else Grouped(round(number))
