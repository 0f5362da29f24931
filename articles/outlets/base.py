"""What is known of an outlet, as data."""

from dataclasses import dataclass

from articles.text.blocks import Kind, Reason

Pattern = str
"""A regular expression. Of an element it is searched in its signature, such as
``div .media-caption #lead [role=text]``; of a line it must match the whole line."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """One publisher, and how its pages are to be read.

    ``zone`` is the time zone of the times written in its pages, empty if that is not certain.
    ``feed_is_day`` says that its feed's time is good for the day only.
    """

    name: str
    hosts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    zone: str = ""
    feed_is_day: bool = False
    # Applied before the general rules, the first match decides.
    elements: tuple[tuple[Pattern, Kind | Reason], ...] = ()
    lines: tuple[tuple[Pattern, Kind | Reason], ...] = ()
    # Taken out of a paragraph's words.
    cuts: tuple[tuple[Pattern, Reason], ...] = ()
    # Everything from such a line on is left out.
    ends: tuple[tuple[Pattern, Reason], ...] = ()
    # Groups ``author`` and ``tag`` are searched in the text and in the addresses of links.
    authors: tuple[Pattern, ...] = ()
    tag_links: Pattern = ""
    title_suffix: Pattern = ""
    # Groups year, month, day, and hour, minute, second if the address says them.
    address_time: Pattern = ""
    # Whether a medium and the one paragraph beside it are a picture and its caption.
    unmarked_captions: bool = False
    # Whether its articles end in a line about their author.
    ends_in_author_note: bool = False
