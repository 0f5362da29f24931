"""What a page is told calmly when it is no longer true: one sentence each, with a next step."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from annotate.actions.locks import place_is_gone
from annotate.actions.parts import Work
from annotate.models import State
from annotate.models.projects import ROLE_NAMES
from annotate.reports.standing import Stand


class Notice(NamedTuple):
    """A sentence, and where its link leads; without one the page offers to be loaded again.

    ``key`` is the same for what replaces it.
    """

    key: str
    text: str
    href: str = ""
    link: str = ""


def is_over(before: Stand, now: Stand) -> bool:
    """Whether the page shows other work than the person's present one: it has to be loaded again."""
    return before.revision != now.revision or (before.work not in {0, now.work})


def notices(work: Work, before: Stand, now: Stand) -> list[Notice]:
    """Return what is to be said. What has ended the page's time is said alone."""
    if before.revision != now.revision:
        return [Notice("work", _("This article has another wording now. Reload the page to go on with it."))]
    if before.place and not now.place:
        return [Notice("work", place_is_gone())]
    if is_over(before, now):
        text = _("This work has been handed over. Reload the page to see how the article stands.")
        return [Notice("work", text)]
    return list(_changed(work, before, now))


def _changed(work: Work, before: Stand, now: Stand) -> Iterator[Notice]:
    if before.role != now.role:
        text = _("Your role in this project is %(role)s now. Reload the page to go on with it.")
        yield Notice("role", text % {"role": ROLE_NAMES[work.role]})
    if before.state != now.state:
        yield Notice("state", _STATES.get(now.state, _open_again)())
    if before.labels != now.labels:
        text = _("The labels of this project have changed. Reload the page to tag with the present ones.")
        yield Notice("labels", text)
    if before.guidelines != now.guidelines:
        address = reverse("guidelines", args=[work.project.slug])
        yield Notice("guidelines", _("The guidelines have a new version."), address, _("Read the guidelines"))
    if before.newest != now.newest:
        address = reverse("entry-revisions", args=[work.project.slug, work.entry.pk])
        text = _("A newer wording of this article has come in. Your work stays with the present one.")
        yield Notice("newest", text, address, _("See the wordings"))


def _submitted() -> str:
    return _("You have submitted this article in another window. Reload the page to see it so.")


def _skipped() -> str:
    return _("You have left this article out in another window. Reload the page to see it so.")


def _returned() -> str:
    return _("This article has been returned to you. Reload the page to see why.")


def _open_again() -> str:
    return _("This article is open for you again. Reload the page to go on tagging.")


_STATES: dict[str, Callable[[], str]] = {
    State.SUBMITTED: _submitted,
    State.SKIPPED: _skipped,
    State.RETURNED: _returned,
}
