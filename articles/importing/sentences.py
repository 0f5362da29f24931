"""What readers and imports say, in the language of the page.

Readers know no Django, so they speak plain English; their sentences are listed here for translation.
A figure in a note is written ``%(n)s`` in the list.
"""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Outcome
from articles.text.blocks import Kind, Reason

NUMBER = re.compile(r"\d+")

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

#: What an outcome means for the person who imported the file.
OUTCOMES: Mapping[str, Promise] = {
    Outcome.NEW: _("The article is in the project now."),
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


def note_sentence(note: str) -> str:
    """Say a reader's note in the language of the page; one that no catalogue knows stays English."""
    pattern, figures = NUMBER.subn("%(n)s", note, count=1)
    if not figures:
        return gettext(note) if note else ""
    translated = gettext(pattern)
    if translated == pattern:
        return note
    return translated.replace("%(n)s", NUMBER.search(note)[0])  # type: ignore[index]


def problem_sentence(reason: str) -> str:
    """Say what was wrong with a file and what to do: an English sentence on each line of ``reason``."""
    return " ".join(gettext(line) for line in reason.split("\n") if line)


def outcome_sentence(outcome: str, reason: str) -> str:
    """Say what became of a file and, where it needs saying, why."""
    return problem_sentence(reason) if reason else str(OUTCOMES.get(outcome, ""))
