"""Reviewers who work independently learn nothing of each other before an article is adjudicated.

Everything that a blind reviewer can ask for is asked twice: before a colleague tags, and after. The two
answers must be the same to the letter. So no word, name, number or state can leak, on no page that is
there now or comes later: the addresses are taken from the URL configuration.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import ndiff
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from annotate.access import work_of
from annotate.actions.talking import NewComment, say
from annotate.actions.work import submit
from annotate.exports.selection import Whose
from annotate.exports.writers import WRITERS
from annotate.forms.history import KINDS
from annotate.forms.projects import Order
from annotate.forms.search import Place
from annotate.models import Assignment, Entry, Kind, Membership, Participation, Span, State, Way
from annotate.roles import Act, Role
from tests.annotate.queueing import take_it
from tests.annotate.working import an_ask, tag_words
from tests.cast import browser_of
from tests.makers import label_of, make_member, make_user
from tests.world import ROUTES, World, make_world

pytestmark = pytest.mark.django_db

#: What nobody else writes. The tagged words stand in the text, so there only marks may not be around them.
NAME, NOTE, VALUE, GOLD = "Zyxqvanna", "zyxqv-note 𠮷😀", "zyxqv-value", "zyxqv-gold cafe\u0301"
MINE, THEIRS = "讲清楚了事情", "说了很多话"
UID = UUID("5eec1e77-5eec-4e77-8e77-5eec1e775eec")

#: Where a colleague may be named, because everybody may know who is in the team: the list of its
#: members, and the names that a comment can mention.
NAMED = {"team", "comments"}

#: Every address inside a project, new ones too; restoring it would need it to be deleted first.
OF_PROJECT = {name for name, one in ROUTES.items() if "slug" in one.pattern.converters} - {"project-restore"}
#: What shows something of projects without being inside one.
OUTSIDE = {"home", "projects", "notices", "library", "library-search", "library-article"}

QUERIES: dict[str, tuple[dict[str, str], ...]] = {
    "project": (
        *({"state": state} for state in ("assigned", "in_progress", "submitted", "mine")),
        *({"order": order.value} for order in Order),
        {"words": "题目"},
    ),
    "project-search": tuple(
        {"words": words, "place": place, "state": state}
        for words in (THEIRS, MINE)
        for place in Place
        for state in ("", "submitted")
    ),
    "export": tuple({"kind": kind} for kind in WRITERS),
    "queue": ({"show": "done"}, {"show": "skipped"}),
    "history": ({"who": ""}, *({"who": "", "kind": kind} for kind in KINDS)),
    "trash": ({"show": "articles"}, {"show": "tags"}),
    "progress": ({"days": "all"},),
    "comments": ({"span": "1"}, {"span": "2"}),
    "workbench": ({"settle": "1"}, {"settle": "2"}),
}

_SAME = (
    (re.compile(r"\b[A-Za-z0-9]{64}\b"), "TOKEN"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "UUID"),
    (re.compile(r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?"), "TIME"),
)


@dataclass
class Stage:
    """A project of two reviewers: ``blind`` asks, ``other`` works."""

    world: World
    entry: Entry
    blind: User
    other: User

    def pages(self) -> Iterator[str]:
        """Yield every address that can be asked for, with all the filters and formats."""
        for route in sorted(OF_PROJECT | OUTSIDE):
            address = self.world.address(route)
            yield address
            yield from (f"{address}?{urlencode(query)}" for query in QUERIES.get(route, ()))
            yield from (f"{address}?{urlencode(query)}" for query in self.about_the_other(route))
        for kind in WRITERS:
            yield reverse("export-download", args=[self.entry.project.slug, kind])

    def about_the_other(self, route: str) -> tuple[dict[str, object], ...]:
        """Return how a page can be asked for what the colleague alone has done."""
        other = Membership.objects.get(project=self.entry.project, user=self.other)
        asked: dict[str, tuple[dict[str, object], ...]] = {
            "export-download": tuple({"whose": whose} for whose in (*Whose, other.handle)),
            "history": ({"who": self.other.pk},),
            "progress": ({"person": self.other.pk}, {"person": self.other.pk, "days": "all"}),
            "progress-days": ({"person": self.other.pk},),
            "agreement": ({"reviewer": self.other.pk}, {"label": label_of(self.entry.project, "quote").pk}),
            "agreement-json": ({"reviewer": self.other.pk},),
            "feedback": ({"of": other.pk},),
        }
        return asked.get(route, ())

    def may_name(self, address: str) -> bool:
        """Whether the page may name people of the team."""
        return any(address.startswith(self.world.address(route)) for route in NAMED)

    def answers(self, browser: Client) -> dict[str, str]:
        """Return what each page says."""
        return {address: said(browser.get(address)) for address in self.pages()}


def said(answer: Any) -> str:
    """Return the whole answer, less what differs each time."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = f"{answer.status_code} {answer.get('Location', '')}\n{content.decode(errors='replace')}"
    for pattern, stand_in in _SAME:
        text = pattern.sub(stand_in, text)
    return text


def difference(before: str, after: str) -> list[str]:
    return [line for line in ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


@pytest.fixture
def stage(settings) -> Stage:
    """Both have a place, and ``blind`` has tagged; that the places are taken may be known."""
    settings.LIVE_SECONDS = 4  # open pages may ask what is new
    world = make_world(way=Way.INDEPENDENT)
    project = world.cast.project
    other = make_member(project, Role.REVIEWER, make_user(NAME))
    entry = Entry.objects.select_related("project", "revision").get(project=project)
    take_it(other, entry)
    tag_words(world.cast.reviewer, entry, "claim", MINE)
    return Stage(world, entry, world.cast.reviewer, other)


def let_the_other_work(stage: Stage) -> None:
    """Tag with a note and a value, say something, leave a draft elsewhere, submit; let the gold be begun."""
    entry, other = stage.entry, stage.other
    tag_words(other, entry, "quote", THEIRS, uid=UID)
    tag_words(other, entry, "source", "文章", uid=uuid4())
    Span.objects.filter(author=other).update(note=NOTE, attrs={"quote_type": VALUE})
    say(work_of(other, entry.project.slug, entry.pk, Act.TAG), NewComment(uuid4(), f"@{stage.blind} {NOTE}"))
    for kind, reviewer in ((Kind.OWN, other), (Kind.GOLD, None)):
        work = Assignment.objects.create(
            entry=entry,
            revision=entry.revision,
            kind=kind,
            reviewer=reviewer,
            state=State.IN_PROGRESS,
            is_current=kind == Kind.GOLD,
        )
        user = other if reviewer else stage.world.cast.manager
        Participation.objects.create(assignment=work, user=user)
        tag_at(work, user, note=GOLD)
    submit(work_of(other, entry.project.slug, entry.pk, Act.TAG), an_ask())


def tag_at(work: Assignment, author: User, *, note: str) -> None:
    start, now = work.revision.text.index(THEIRS), timezone.now()
    Span.objects.create(
        assignment=work,
        label=label_of(work.entry.project, "opinion"),
        author=author,
        uid=uuid4(),
        number=1,
        start=start,
        end=start + len(THEIRS),
        words=THEIRS,
        note=note,
        created_at=now,
        updated_at=now,
    )


def test_no_page_says_anything_else_after_a_colleague_has_tagged_and_submitted(stage):
    browser = browser_of(stage.blind)
    stage.answers(browser)  # the first visit writes into the session where one has been
    before = stage.answers(browser)

    let_the_other_work(stage)

    after = stage.answers(browser)
    different = {address: difference(before[address], after[address]) for address in before}
    assert not {address: lines for address, lines in different.items() if lines}
    for address, text in after.items():
        for secret in (NOTE, VALUE, GOLD, "zyxqv", str(UID)):
            assert secret not in text, address
        assert NAME not in text or stage.may_name(address), address


def test_no_change_that_is_asked_for_is_answered_with_anything_of_the_colleague(stage):
    let_the_other_work(stage)
    browser = browser_of(stage.blind)
    theirs = Span.objects.get(uid=UID)

    stage.world.arguments["ref"] = str(UID)
    for route in sorted(OF_PROJECT - {"workbench"}):
        address = stage.world.address(route)
        form = {"request": str(uuid4()), "to": str(UID), "label": "quote", "reason": "no", "remark": "no"}
        text = said(browser.post(address, form))
        for secret in (NOTE, VALUE, GOLD, "zyxqv"):
            assert secret not in text, address
        assert NAME not in text or stage.may_name(address), address

    theirs.refresh_from_db()
    assert (theirs.deleted_at, theirs.note, theirs.label.name) == (None, NOTE, "quote")


def test_a_tag_of_the_colleague_is_refused_like_one_that_is_not_there(stage):
    let_the_other_work(stage)
    browser = browser_of(stage.blind)
    project, entry = stage.entry.project, stage.entry

    for route, form in (
        ("span-change", {"label": "claim"}),
        ("span-delete", {}),
        ("span-source", {"to": ""}),
    ):
        answers = []
        for ref in (str(UID), str(uuid4())):
            address = reverse(route, args=[project.slug, entry.pk, ref])
            answers.append(said(browser.post(address, {"request": str(uuid4()), **form})))
        assert answers[0] == answers[1], route


def test_who_has_no_place_is_told_so_without_a_name(stage):
    late = make_member(stage.entry.project)
    Entry.objects.filter(pk=stage.entry.pk).update(required=2)

    answer = browser_of(late).post(
        reverse("work-take", args=[stage.entry.project.slug, stage.entry.pk]), follow=True
    )

    page = answer.content.decode()
    assert "All places for this article are taken" in page
    assert NAME not in page
    assert stage.blind.username not in page


def test_after_adjudication_everything_of_the_article_may_be_seen(stage):
    let_the_other_work(stage)
    browser = browser_of(stage.blind)
    export = reverse("export-download", args=[stage.entry.project.slug, "native"])
    assert NOTE not in said(browser.get(export))

    Entry.objects.filter(pk=stage.entry.pk).update(adjudicated_at=timezone.now())

    assert NOTE in said(browser.get(export))
    Entry.objects.filter(pk=stage.entry.pk).update(adjudicated_at=None)
    assert NOTE not in said(browser.get(export))


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADJUDICATOR])
def test_who_adjudicates_sees_what_is_hidden_from_the_reviewers(stage, role):
    let_the_other_work(stage)
    eyes = make_member(stage.entry.project, role)

    export = reverse("export-download", args=[stage.entry.project.slug, "native"])
    assert NOTE in said(browser_of(eyes).get(export))
