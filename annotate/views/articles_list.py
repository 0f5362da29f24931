"""The articles of one project, as a member finds them: filtered, ordered, fifty to a page."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from annotate.forms.projects import ArticleFilterForm, Order
from annotate.models import Assignment, Entry, Kind, Membership, Participation, Span, State, Way
from annotate.views.wordings import Newer, newer_wordings

PER_PAGE = 50  # articles
MOST_OUTLETS = 200  # to choose from

ORDERS: dict[str, tuple[Any, ...]] = {
    Order.ADDED: ("pk",),
    Order.NEWEST: (F("article__published_day").desc(nulls_last=True), "-pk"),
    Order.OLDEST: (F("article__published_day").asc(nulls_last=True), "pk"),
    Order.TITLE: ("article__title", "pk"),
    Order.OUTLET: ("article__outlet", "article__title", "pk"),
}


STATE_NAMES: dict[str, Promise | str] = {
    **dict(State.choices),
    State.ASSIGNED: _("not started"),
}


@dataclass
class Line:
    """One article in the list. ``state`` is the team's, ``mine`` this member's; "" before the beginning."""

    entry: Entry
    state: str = State.ASSIGNED
    mine: str = ""
    people: list[User] = field(default_factory=list)
    tags: int = 0
    newer: Newer | None = None

    @property
    def day(self) -> date | None:
        """The day of publication, as far as it is known."""
        article = self.entry.article
        return article.published_day or (article.published_at.date() if article.published_at else None)

    @property
    def state_label(self) -> Promise | str:
        """The team's state in words."""
        return STATE_NAMES[self.state]

    @property
    def mine_label(self) -> Promise | str:
        """The state of the member's own part in words."""
        return STATE_NAMES.get(self.mine, "")


def found_entries(member: Membership, form: ArticleFilterForm) -> QuerySet[Entry]:
    """Return the project's articles as the filter asks for; what it cannot read counts as left out."""
    form.is_valid()
    asked = form.cleaned_data
    entries = Entry.objects.live().filter(project=member.project)
    if words := asked.get("words"):
        entries = entries.filter(Q(article__title__icontains=words) | Q(article__outlet__icontains=words))
    if outlet := asked.get("outlet"):
        entries = entries.filter(article__outlet=outlet)
    if state := asked.get("state"):
        is_mine = state == ArticleFilterForm.MINE
        entries = entries.left_for(member.user) if is_mine else entries.in_state(state)
    return entries.order_by(*ORDERS[asked.get("order") or Order.ADDED])


def page_of_lines(member: Membership, entries: QuerySet[Entry], number: str) -> Page[Line]:
    """Return one page of the list, by a number of queries that does not depend on what is on it."""
    columns = entries.select_related("article").only(
        "project", "revision", "required", "article__title", "article__outlet", "article__lang",
        "article__published_day", "article__published_at",
    )  # fmt: skip
    page: Page[Any] = Paginator(columns, PER_PAGE).get_page(number)
    lines = {entry.pk: Line(entry) for entry in page.object_list}
    _add_states(member, lines)
    _add_people(member, lines)
    _add_tags(member, lines)
    for entry, newer in newer_wordings(line.entry for line in lines.values()).items():
        lines[entry].newer = newer
    page.object_list = list(lines.values())
    return page


def _add_states(member: Membership, lines: dict[int, Line]) -> None:
    done = dict.fromkeys(lines, 0)
    current = Assignment.objects.visible_to(member).filter(entry__in=lines, is_current=True)
    for entry, state in current.exclude(kind=Kind.GOLD).values_list("entry", "state"):
        lines[entry].state = State.IN_PROGRESS
        done[entry] += state == State.SUBMITTED
    for entry, line in lines.items():
        is_alone = member.project.way == Way.SHARED or member.is_blind
        if done[entry] >= (1 if is_alone else line.entry.required):
            line.state = State.SUBMITTED


def _add_people(member: Membership, lines: dict[int, Line]) -> None:
    parts = (
        Participation.objects.visible_to(member)
        .filter(assignment__entry__in=lines, assignment__is_current=True)
        .select_related("user", "assignment")
        .only("state", "user__username", "user__display_name", "assignment__entry")
    )
    for part in parts:
        line = lines[part.assignment.entry_id]
        line.people.append(part.user)
        if part.user_id == member.user_id:
            line.mine = part.state


def _add_tags(member: Membership, lines: dict[int, Line]) -> None:
    spans = Span.objects.visible_to(member).live()
    counted = (
        spans.filter(assignment__entry__in=lines, assignment__is_current=True)
        .exclude(assignment__kind=Kind.GOLD)
        .order_by()
        .values_list("assignment__entry")
        .annotate(number=Count("pk"))
    )
    for entry, number in counted:
        lines[entry].tags = number


def next_for(member: Membership) -> int | None:
    """Return the first entry that this member has not submitted; in independent work the queue knows it."""
    if member.project.way == Way.INDEPENDENT:
        return None
    entries = Entry.objects.live().filter(project=member.project).left_for(member.user)
    return entries.order_by("-priority", "pk").values_list("pk", flat=True).first()


def outlets_of(member: Membership) -> list[str]:
    """Return the outlets of the project's articles, in order."""
    names = (
        Entry.objects.live()
        .filter(project=member.project)
        .exclude(article__outlet="")
        .order_by("article__outlet")
        .values_list("article__outlet", flat=True)
        .distinct()
    )
    return list(names[:MOST_OUTLETS])
