"""How templates show addresses: with the characters that they stand for, where those can be seen."""

from django.template import Library
from django.utils.encoding import uri_to_iri

register = Library()


@register.filter
def readable(address: str) -> str:
    """Show ``/cn/%E4%B8%AD`` as ``/cn/中``; for people only, a link takes the address itself.

    Left as it is where it would hide something: marks that turn the direction, blanks, line ends.
    """
    shown = uri_to_iri(address)
    return shown if shown.isprintable() and " " not in shown else address
