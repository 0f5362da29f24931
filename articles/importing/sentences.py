"""What readers and imports say, in the language of the page.

Readers know no Django, so they speak plain English. Here their sentences are listed for translation,
and a test sees to it that none is missing. In a note ``%(n)s`` stands for a figure or an encoding.
"""

import re
from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop, pgettext
from django.utils.translation import gettext_lazy as _

from articles.models import Outcome
from articles.text.blocks import Kind, Reason

#: What is wrong with a file, and what to do about it.
PROBLEMS = (
    gettext_noop("The file is empty."),
    gettext_noop("Save the article again and import it then."),
    gettext_noop("The file is not text: it looks like a picture, an archive or a program."),
    gettext_noop("Save the article as a web page or as text, and import that."),
    gettext_noop("There is nothing to read in it."),
    gettext_noop("Open the file and check what it holds."),
    gettext_noop("There is no line in it."),
    gettext_noop("Add one JSON object a line."),
    gettext_noop("The line is not valid JSON."),
    gettext_noop("Correct the line, or export the file again, and import it then."),
    gettext_noop('The line has no "text" with words in it.'),
    gettext_noop('Give every line a "text" key that holds the article as a string.'),
    gettext_noop("The feed holds no items."),
    gettext_noop("Download it again when it has some."),
    gettext_noop("The compressed file is damaged or too large."),
    gettext_noop("Unpack it yourself and import what is in it."),
    gettext_noop("The text is empty."),
    gettext_noop("Fill its text in, or remove it."),
    gettext_noop("The file is not valid JSON."),
    gettext_noop("Export it again, or correct it, and import it then."),
    gettext_noop("There is no article in the list."),
    gettext_noop("Export it again when it has some."),
    gettext_noop('The article has no "text" with words in it.'),
    gettext_noop('Give every article a "text" key that holds it as a string.'),
    gettext_noop("There is no row below the names of the columns."),
    gettext_noop("Add one row an article."),
    gettext_noop("The row has no text."),
    gettext_noop("Fill its text in, or remove the row."),
    gettext_noop("The row has more cells than there are columns, or a quotation mark is missing."),
    gettext_noop("Put quotation marks around cells with commas or line breaks, and import the file then."),
    gettext_noop("The saved page holds no HTML."),
    gettext_noop("Open it in a browser, and save it as a web page again."),
    gettext_noop("It holds no words that belong to an article."),
    gettext_noop("Open the file and check that it is the saved article itself."),
)

#: What a reader had to mend or could not know.
NOTES = (
    gettext_noop("no known format: read as plain paragraphs"),
    gettext_noop("only a title: the file holds no text of the article"),
    gettext_noop("front matter is not valid YAML: read line by line"),
    gettext_noop("front matter is not valid TOML: read line by line"),
    gettext_noop("front matter holds no names: read line by line"),
    gettext_noop("no encoding named: read as %(n)s"),
    gettext_noop("read as %(n)s"),
    gettext_noop("%(n)s characters are damaged"),
    gettext_noop("repaired %(n)s stretches of UTF-8 that had been read as Latin-1"),
    gettext_noop("repaired %(n)s stretches of GBK that had been read as Latin-1"),
    gettext_noop("left out %(n)s pictures or fonts that are written into the page"),
    gettext_noop("saved on %(n)s"),
    gettext_noop("removed %(n)s control characters"),
    gettext_noop("removed %(n)s lone surrogates"),
    gettext_noop("replaced %(n)s characters that no database holds"),
    gettext_noop("the address names no single article, so the article is known by its text"),
)
_NOTES = tuple(
    (re.compile(re.escape(note).replace(re.escape("%(n)s"), r"(?P<n>\S+)")), note) for note in NOTES
)

#: Where in a file something is; what is kept says it in these words, and a page in its own.
PLACES = (
    gettext_noop("line %(n)s"),
    gettext_noop("item %(n)s"),
    gettext_noop("row %(n)s"),
    gettext_noop("article %(n)s"),
    gettext_noop("text %(n)s"),
)
_PLACES = tuple(
    (re.compile(rf"(?:(?P<inside>.+?)(?:, | (?=article|text)))?{place % {'n': '(?P<n>[0-9]+)'}}"), place)
    for place in PLACES
)

#: What the readers call the formats of files.
FORMATS: Mapping[str, Promise] = {
    "Jekyll post": _("Jekyll post"),
    "mirror page": _("mirror page"),
    "feed item": _("feed item"),
    "feed": _("feed"),
    "web page": _("web page"),
    "pasted page": _("pasted page"),
    "plain text": _("plain text"),
    "Markdown": _("Markdown"),
    "JSON Lines": _("JSON Lines"),
    "JSON": _("JSON"),
    "CSV": _("CSV"),
    "MHTML": _("web page with its pictures in one file (MHTML)"),
}

#: Why a piece of the source is not part of the article.
REASONS: Mapping[str, Promise] = {
    Reason.MENU: _("A menu of the site."),
    Reason.PROMOTION: _("A promotion of the site or of the mirror."),
    Reason.SHARE: _("Buttons or lines for sharing."),
    Reason.RELATED_LINKS: _("Links to other articles."),
    Reason.ADVERTISEMENT: _("An advertisement."),
    Reason.CREDIT: _("A credit, such as the source of a picture."),
    Reason.PLAYER: _("What a player of sound or film says of itself."),
    Reason.RELATIVE_TIME: _("A time such as “24 minutes ago”, true only when the page was saved."),
    Reason.TIME_LINE: _("The line with the time of publication, kept as the article's time."),
    Reason.FEED_FOOTER: _("What the feed adds under every article."),
    Reason.DUPLICATE_TITLE: _("The title once more."),
    Reason.TRACKER: _("A tracker that counts readers."),
    Reason.LABEL: _("A label without a meaning of its own, such as “Image caption”."),
    Reason.SCRIPT: _("Program code of the page."),
    Reason.EMPTY: _("An empty piece."),
    Reason.SUBSCRIPTION: _("An invitation to subscribe."),
    Reason.MIRROR_ADDRESS: _("An address that the mirror writes under its copy."),
    Reason.COMMENTS: _("Comments of readers."),
    Reason.COPYRIGHT: _("A line on copyright."),
    Reason.AUTHOR_NOTE: _("A note on the author."),
    Reason.EMBED: _("Something embedded from another site."),
    Reason.HIDDEN: _("Text that the page hides from its readers."),
    Reason.PAGE_FURNITURE: _("Furniture of the page, not of the article."),
}

#: What a block of the text is.
KINDS: Mapping[str, Promise] = {
    Kind.TITLE: _("title"),
    Kind.HEADING: _("heading"),
    Kind.PARAGRAPH: _("paragraph"),
    Kind.LIST_ITEM: _("list item"),
    Kind.BLOCKQUOTE: _("block quotation"),
    Kind.CAPTION: _("caption"),
    Kind.TABLE_ROW: _("table row"),
    Kind.BYLINE: _("byline"),
}

#: What an outcome means for the person who imported the file; that an article is new needs no words.
OUTCOMES: Mapping[str, Promise] = {
    Outcome.REVISED: _(
        "The article was known, its text has changed. The new wording is kept; work goes on with the old."
    ),
    Outcome.UNCHANGED: _("The article was imported before, with the same text."),
    Outcome.DUPLICATE: _("The same article came another way before. This way is noted beside that one."),
}


def reason_sentence(reason: str) -> str:
    """Say why a piece was dropped."""
    return str(REASONS.get(reason) or gettext("It is not part of the article."))


def kind_name(kind: str) -> str:
    """Say what a block is."""
    return str(KINDS.get(kind, kind))


def format_name(name: str) -> str:
    """Say what a reader calls a file's format."""
    return str(FORMATS.get(name, name))


def note_sentence(note: str) -> str:
    """Say a reader's note in the language of the page."""
    for pattern, msgid in _NOTES:
        if match := pattern.fullmatch(note):
            return gettext(msgid) % match.groupdict()
    return note


def place_sentence(place: str) -> str:
    """Say where in a file something is: "line 3", or that of a file in an archive."""
    for pattern, msgid in _PLACES:
        if match := pattern.fullmatch(place):
            here = gettext(msgid) % {"n": match["n"]}
            if match["inside"] is None:
                return here
            file = place_sentence(match["inside"])
            return gettext("%(file)s, %(place)s") % {"file": file, "place": here}
    return place


def listed(names: Iterable[str]) -> str:
    """Put names one after another, as the language of the page does it."""
    return pgettext("between the names of a list", ", ").join(names)


def problem_sentence(reason: str) -> str:
    """Say what was wrong with a file and what to do: an English sentence on each line of ``reason``."""
    sentences = [gettext(line) for line in reason.split("\n") if line]
    # A Chinese full stop brings its own blank.
    return "".join(each if each.endswith("。") else f"{each} " for each in sentences).rstrip()


def outcome_sentence(outcome: str, reason: str) -> str:
    """Say what became of a file and, where it needs saying, why."""
    return problem_sentence(reason) if reason else str(OUTCOMES.get(outcome, ""))
