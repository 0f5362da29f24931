"""Two projects that have been worked in, of made-up texts: what pages look like when they are full.

The walks through every page and the pictures of the documentation look at them.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from annotate.actions.adjudicating.deciding import decide
from annotate.actions.entries import Brought, add_articles, bring_in, run_for
from annotate.actions.projects import found_project
from annotate.actions.samples import FOLDER as SAMPLES
from annotate.actions.samples import store_tags
from annotate.actions.tagging.spans import NewTag
from annotate.actions.tagging.spans import tag as put_down
from annotate.actions.talking import NewComment, say
from annotate.actions.tallies import count_done, recount
from annotate.actions.work import submit as hand_in
from annotate.adjudicating.stored import from_json
from annotate.models import (
    Assignment,
    Comment,
    DecisionItem,
    Entry,
    Kind,
    Participation,
    Project,
    Span,
    State,
    Way,
)
from annotate.roles import Role
from articles.importing import import_bytes
from articles.models import ImportRun
from tests.annotate.adjudicating import Choice, Desk, ask
from tests.annotate.disagreeing import careful, hasty, submit
from tests.annotate.working import an_ask, tag_words, work_for
from tests.makers import make_member, make_project

CAREFUL, HASTY, LATE = "林晚晴", "Jonas Okafor", "方小舟"


@dataclass
class Lived:
    """A shared project ``team`` and an independent one ``apart``, their people, and the article to open."""

    team: Project
    apart: Project
    manager: User
    adjudicator: User
    reviewers: list[User]
    entry: Entry  # of the shared project, with tags, links and comments
    settled: Entry  # of the independent one: gold
    disputed: Entry  # of the independent one: read by two, some decisions taken
    run: ImportRun

    def pages(self) -> dict[str, tuple[User, str]]:
        """Return who looks at which address, by what is seen there."""
        team, apart = f"/p/{self.team.slug}/", f"/p/{self.apart.slug}/"
        reviewer, entry = self.reviewers[0], f"articles/{self.entry.pk}/"
        return {
            "projects": (self.manager, "/projects/"),
            "library": (self.manager, "/library/"),
            "project": (self.manager, team),
            "workbench": (reviewer, team + entry),
            "comments": (reviewer, f"{team}{entry}comments/"),
            "search": (reviewer, f"{team}search/?words=电车"),
            "export": (self.manager, f"{team}export/"),
            "team": (self.manager, f"{team}team/"),
            "notices": (reviewer, "/notices/"),
            "import-result": (self.manager, f"{team}import/{self.run.pk}/"),
            "queue": (reviewer, f"{apart}queue/"),
            "progress": (self.manager, f"{apart}progress/"),
            "agreement": (self.manager, f"{apart}agreement/"),
            "distribute": (self.manager, f"{apart}distribute/"),
            "adjudication": (self.adjudicator, f"{apart}adjudicate/"),
            "adjudicate": (self.adjudicator, f"{apart}adjudicate/{self.disputed.pk}/"),
            "gold": (self.adjudicator, f"{apart}articles/{self.settled.pk}/gold/"),
            "feedback": (reviewer, f"{apart}articles/{self.settled.pk}/feedback/"),
            "lessons": (self.manager, f"{apart}adjudicate/lessons/"),
        }


def make_lived() -> Lived:
    """Make both projects."""
    manager = _named(User.objects.create(username="chen"), "陈以宁")
    manager.is_superuser = manager.is_librarian = True
    manager.save()
    team = _team(manager)
    entries = list(team.entries.order_by("pk"))
    readers = [_named(make_member(team), name) for name in (CAREFUL, HASTY, LATE)]
    readers[0].time_zone = "Asia/Taipei"
    readers[0].save()
    _talked(team, entries[0], manager, readers)
    _handed_in(entries[2], readers[2])
    apart = make_project(manager, name="青河：两人一篇", way=Way.INDEPENDENT)
    for one in readers:
        make_member(apart, user=one)
    adjudicator = _named(make_member(apart, Role.ADJUDICATOR), "顾言")
    read = _read_apart(apart, entries, manager, readers)
    desk = Desk(apart, read[0], adjudicator, readers)
    _settle(desk)
    disputed = Desk(apart, read[1], adjudicator, readers)
    disputed.merge()
    for item in disputed.undecided()[:2]:
        disputed.decide(item)
    run = _brought(team, manager)
    return Lived(team, apart, manager, adjudicator, readers, entries[0], read[0], read[1], run)


def _named(user: User, name: str) -> User:
    user.display_name = name
    user.save()
    return user


def _team(manager: User) -> Project:
    """Bring the articles for practice, with their exemplary tags, into an ordinary project."""
    project = found_project(manager, name="雾江电车")
    paths = sorted(SAMPLES.glob("[0-9]*"))
    imported = [import_bytes(path.read_bytes(), path.name, by=manager)[0] for path in paths]
    entries = add_articles(project, [one.revision for one in imported], manager)
    tags = json.loads((SAMPLES / "tags.json").read_text(encoding="utf-8"))
    for path, entry in zip(paths, entries, strict=True):
        if path.name in tags:
            store_tags(entry, manager, **tags[path.name])
    return project


def _talked(team: Project, entry: Entry, manager: User, readers: Sequence[User]) -> None:
    """Let colleagues tag and talk about the first article."""
    careful_one, hasty_one, _late = readers
    tag_words(careful_one, entry, "claim", "南岸有常住人口31.2万")
    tag_words(careful_one, entry, "quote", "妈妈今天能回家吃早饭😀")
    tag_words(hasty_one, entry, "opinion", "这未免令人惋惜")
    span = Span.objects.live().filter(assignment__entry=entry, author=manager).earliest("pk")
    first = say(
        work_for(careful_one, entry),
        NewComment(uuid4(), "𠮷祥面馆的老板算不算消息来源？@陈以宁", span.number),
    )
    say(work_for(manager, entry), NewComment(uuid4(), "算：他担心的话是转述。", parent=first.pk))
    say(work_for(hasty_one, entry), NewComment(uuid4(), "统计局的数字请核对原文。@林晚晴"))
    assert Comment.objects.filter(entry=entry).count() == 3


def _handed_in(entry: Entry, reader: User) -> None:
    """Let somebody tag an article and submit it."""
    for tag in careful(entry.revision):
        new = NewTag(uuid4(), tag.label, tag.start, tag.end)
        put_down(work_for(reader, entry), an_ask(), new)
    hand_in(work_for(reader, entry), an_ask())


def _read_apart(project: Project, entries: Sequence[Entry], by: User, readers: Sequence[User]) -> list[Entry]:
    """Let two of three readers submit all articles but the last, over some weeks."""
    made = add_articles(project, [one.revision for one in entries], by)
    for number, entry in enumerate(made[:-1]):
        right = careful(entry.revision)
        pair = [readers[number % 3], readers[(number + 1) % 3]]
        submit(entry, pair[0], 1, right)
        submit(entry, pair[1], 2, hasty(entry.revision, right, seed=number))
    weeks = iter(range(len(made) * 2, 0, -1))
    for part in Participation.objects.filter(assignment__entry__project=project).order_by("pk"):
        part.submitted_at = timezone.now() - timedelta(days=3 * next(weeks), minutes=17)
        part.active_seconds = 640 + 50 * part.pk % 400
        part.save()
        recount(part)
    for entry in made:
        count_done(entry.pk)
    begun = Assignment.objects.create(
        entry=made[-1], revision=made[-1].revision, kind=Kind.OWN, reviewer=readers[0], seat=1,
        state=State.IN_PROGRESS,
    )  # fmt: skip
    Participation.objects.create(assignment=begun, user=readers[0])
    Entry.objects.filter(pk=made[-1].pk).update(taken=1)
    return made


def _settle(desk: Desk) -> None:
    """Decide everything for whoever is named first, and finish."""
    desk.merge()
    for item in _each(desk):
        decide(desk.work(), ask(), item.key, Choice((from_json(item.spans)[0].name,)))
    desk.finish()


def _each(desk: Desk) -> Iterator[DecisionItem]:
    while left := desk.undecided():
        yield left[0]


def _brought(team: Project, manager: User) -> ImportRun:
    """Import files of which each comes to another end."""
    text = (
        "青河开放夜间码头\n\n码头管理处周五说，夜间码头将开放到凌晨一点😀。\n\n𠮷祥面馆的老板说，这是好消息。"
    )
    files = [
        Brought("码头.txt", text.encode(), "https://daily.example.org/zh/pier.html"),
        Brought(
            "码头-改.txt", text.replace("一点", "两点").encode(), "https://daily.example.org/zh/pier.html"
        ),
        Brought("码头-又一份.txt", text.encode(), "https://daily.example.org/zh/pier.html"),
        Brought("转载.txt", text.encode(), "https://times.example.net/gb/pier.htm"),
        Brought("空.txt", b"", ""),
    ]
    run = run_for(team, uuid4(), manager)
    bring_in(team, run, files, manager)
    return run
