"""Notices in words: what happened, and where it leads."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from annotate.models import Matter, Notice
from config.figures import grouped

SENTENCES = {
    Matter.MENTION: _("%(name)s mentions you in a comment."),
    Matter.REPLY: _("%(name)s has answered in a thread of yours."),
    Matter.RETURNED: _("%(name)s returns an article to you."),
    Matter.READY: _("All reviewers have submitted an article. It can be adjudicated."),
    Matter.SETTLED: _("An article of yours has been settled. See what became of your tags."),
    Matter.IMPORTED: _("Your import has ended."),
    Matter.RULES: _("%(name)s has changed the guidelines. See what is different."),
}

#: Where a notice leads: the route, and which of the notice's keys it takes besides the project.
PLACES = {
    Matter.MENTION: ("comments", "entry_id"),
    Matter.REPLY: ("comments", "entry_id"),
    Matter.RETURNED: ("workbench", "entry_id"),
    Matter.HANDED: ("queue", ""),
    Matter.READY: ("adjudicate", "entry_id"),
    Matter.SETTLED: ("feedback", "entry_id"),
    Matter.IMPORTED: ("import-result", "run_id"),
    Matter.RULES: ("guidelines-compare", ""),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A notice as it is shown: one sentence, and what it is about."""

    notice: int
    sentence: str
    project: str
    title: str
    lang: str
    excerpt: str
    at: datetime
    is_new: bool


def line_of(notice: Notice) -> Line:
    """Return the notice in the language of the page."""
    article = notice.entry.article if notice.entry else None
    comment = notice.comment if notice.comment and notice.comment.deleted_at is None else None
    summary = notice.guidelines.summary if notice.guidelines else ""
    return Line(
        notice.pk,
        _sentence(notice),
        notice.project.name,
        article.title if article else "",
        article.lang if article else "",
        comment.text[:200] if comment else summary,
        notice.at,
        notice.read_at is None,
    )


def _sentence(notice: Notice) -> str:
    words = {
        "name": notice.actor.name if notice.actor else gettext("Somebody"),
        "count": grouped(notice.count),
    }
    if notice.matter == Matter.HANDED:
        handed = ngettext(
            "%(name)s has handed you %(count)s article.",
            "%(name)s has handed you %(count)s articles.",
            notice.count,
        )
        return handed % words
    return str(SENTENCES[Matter(notice.matter)]) % words


def address_of(notice: Notice) -> str:
    """Return the address of what the notice is about, without the host."""
    route, key = PLACES[Matter(notice.matter)]
    thing = getattr(notice, key) if key else None
    is_out = notice.entry is not None and notice.entry.removed_at is not None
    if is_out or (key and thing is None):
        return reverse("project", args=[notice.project.slug])
    address = reverse(route, args=[notice.project.slug, *([thing] if key else [])])
    if notice.guidelines is not None:
        return f"{address}?older={notice.guidelines.number - 1}"  # up to now, with all that came after it
    return f"{address}#comment-{notice.comment_id}" if notice.comment_id else address
