"""The articles of one project, as a member finds them: filtered, ordered, fifty to a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Count, F
from django.db.models.functions import Collate, Left
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from annotate.forms.projects import ArticleFilterForm, Order
from annotate.models import Assignment, Comment, Entry, Kind, Membership, Participation, Span, State, Way
from annotate.models.outlets import outlets_of_many
from annotate.models.queue import first_left
from annotate.models.states import NOT_BEGUN
from annotate.models.work import EntryQuerySet
from annotate.views.wordings import Newer, newer_wordings
from articles.models import Article, holding
from articles.views.paging import FirstOnes, FirstOnesOf

PER_PAGE = 50  # articles
MOST_OUTLETS = 200  # to choose from
IN_ORDER = 200  # characters of a title that an index knows: see articles/migrations/0007
FEW_ARTICLES = 500  # whose outlets are gathered one by one


def _order(order: str) -> tuple[Any, ...]:
    match order:
        case Order.NEWEST:
            return F("article__published_day").desc(nulls_last=True), "-pk"
        case Order.OLDEST:
            return F("article__published_day").asc(nulls_last=True), "pk"
        case Order.TITLE:
            return *_by_title(), "pk"
        case Order.OUTLET:
            return _by_signs("article__outlet"), *_by_title(), "pk"
    return ("pk",)


def _by_title() -> tuple[Collate, ...]:
    """Order by the title: PostgreSQL by what its index knows, and where this is alike by all of it."""
    whole = _by_signs("article__title")
    return (whole,) if connection.vendor == "sqlite" else (_by_signs(Left("article__title", IN_ORDER)), whole)


def _by_signs(name: str | Left) -> Collate:
    """Order by code points, in both databases alike: a language's own order would take longer."""
    return Collate(name, "BINARY" if connection.vendor == "sqlite" else "C")


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
    unread: int = 0  # comments of others
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


def found_entries(member: Membership, form: ArticleFilterForm) -> "Paginator[Any]":
    """Return the keys of the project's articles, as the filter asks for; what it cannot read is left out.

    As they were added, all can be leafed through, for an index knows them in this order. Otherwise they
    are looked for or sorted, and only the first ones are listed.
    """
    form.is_valid()
    asked = form.cleaned_data
    order = asked.get("order") or Order.ADDED
    entries = Entry.objects.live().filter(project=member.project)
    keys = _narrowed(member, entries, asked).order_by(*_order(order)).values_list("pk", flat=True)
    if any(asked.get(name) for name in ("words", "outlet", "state")):
        return FirstOnes(keys, PER_PAGE)
    return Paginator(keys, PER_PAGE) if order == Order.ADDED else FirstOnesOf(keys, PER_PAGE, entries.count())


def _narrowed(member: Membership, entries: EntryQuerySet, asked: Mapping[str, Any]) -> EntryQuerySet:
    if words := asked.get("words"):
        entries = entries.filter(holding("article__title", words) | holding("article__outlet", words))
    if outlet := asked.get("outlet"):
        entries = entries.filter(article__outlet=outlet)
    return in_state(member, entries, asked.get("state") or "")


def in_state(member: Membership, entries: EntryQuerySet, state: str, *, each: bool = False) -> EntryQuerySet:
    """Return those of the entries that are in a state of the filter, as this member may know it.

    ``each``: see ``EntryQuerySet.left_for``.
    """
    if state == ArticleFilterForm.MINE:
        return entries.left_for(member.user, each=each)
    return entries.in_state_for(member, state, each=each) if state else entries


def page_of_lines(member: Membership, found: "Paginator[Any]", number: str) -> Page[Line]:
    """Return one page of the list, by a number of queries that does not depend on what is on it."""
    page: Page[Any] = found.get_page(number)
    entries = Entry.objects.select_related("article").only(
        "project", "revision", "required", "article__title", "article__outlet", "article__lang",
        "article__published_day", "article__published_at",
    )  # fmt: skip
    by_key = entries.in_bulk(list(page.object_list))
    lines = {key: Line(by_key[key]) for key in page.object_list if key in by_key}
    _add_states(member, lines)
    _add_people(member, lines)
    _add_tags(member, lines)
    _add_unread(member, lines)
    for entry, newer in newer_wordings(line.entry for line in lines.values()).items():
        lines[entry].newer = newer
    page.object_list = list(lines.values())
    return page


def _add_states(member: Membership, lines: dict[int, Line]) -> None:
    done = dict.fromkeys(lines, 0)
    current = Assignment.objects.visible_to(member).filter(entry__in=lines, is_current=True)
    current = current.exclude(state__in=NOT_BEGUN)
    for entry, state in current.exclude(kind=Kind.GOLD).values_list("entry", "state"):
        lines[entry].state = State.IN_PROGRESS
        done[entry] += state == State.SUBMITTED
    for entry, line in lines.items():
        is_alone = member.project.way == Way.SHARED or member.is_blind
        if done[entry] >= (1 if is_alone else line.entry.required):
            line.state = State.SUBMITTED


def _add_unread(member: Membership, lines: dict[int, Line]) -> None:
    unread = Comment.objects.visible_to(member).unread_by(member.user_id).filter(entry__in=lines)
    for entry, number in unread.order_by().values_list("entry").annotate(number=Count("pk")):
        lines[entry].unread = number


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
    """Return the entry with which this member goes on; in independent work the queue knows it."""
    if member.project.way == Way.INDEPENDENT:
        return None
    entries = Entry.objects.live().filter(project=member.project).order_by("-priority", "pk")
    return first_left(entries, member.user)


def outlets_of(member: Membership) -> list[str]:
    """Return the outlets of the project's articles, in order."""
    articles = Entry.objects.live().filter(project=member.project).values_list("article", flat=True)
    few = list(articles.order_by("pk")[: FEW_ARTICLES + 1])
    if len(few) <= FEW_ARTICLES:
        return list(Article.objects.filter(pk__in=few).outlets()[:MOST_OUTLETS])
    return outlets_of_many(member.project_id, MOST_OUTLETS)
