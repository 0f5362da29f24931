"""A project of many articles, and what is asked of its queue; see ``tests.bench.queueing``."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from annotate.actions.distribution.distributing import release, take_next
from annotate.models import Assignment, Entry, Kind, Membership, Participation, Project, State, Way
from annotate.models.queue import offered
from annotate.roles import Role
from articles.models import Article, Revision
from tests.makers import make_member, make_project, make_user

BATCH = 5_000  # rows


@dataclass(frozen=True, slots=True)
class Room:
    """An independent and a shared project of the same articles."""

    apart: Project
    shared: Project
    manager: User
    busy: User
    fresh: User

    def member(self, project: Project, user: User) -> Membership:
        return Membership.objects.select_related("project", "user").get(project=project, user=user)


def furnish(articles: int) -> Room:
    """Store the articles and the work on them."""
    manager = make_user("manager")
    apart = make_project(manager, name="apart", way=Way.INDEPENDENT)
    shared = make_project(manager, name="shared")
    busy, fresh = make_user("busy"), make_user("fresh")
    for project in (apart, shared):
        for person in (busy, fresh):
            make_member(project, Role.REVIEWER, person)
    for first in range(0, articles, BATCH):
        with transaction.atomic():
            revisions = _revisions(first)
            _apart(apart, revisions, busy if first < articles // 2 else None)
            _shared(shared, revisions, busy, all_but_last=first + BATCH >= articles)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM (ANALYZE)")
    return Room(apart, shared, manager, busy, fresh)


def _revisions(first: int) -> list[Revision]:
    articles = Article.objects.bulk_create(
        Article(
            address=f"https://news.example/{at}.html",
            digest=f"{at:064d}",
            title=f"第{at}篇文章",
            outlet="示例日报",
        )
        for at in range(first, first + BATCH)
    )
    return Revision.objects.bulk_create(
        Revision(
            article=article, number=1, text="题目", digest=article.digest, blocks=[], extractor="bench 1"
        )
        for article in articles
    )


def _apart(project: Project, revisions: list[Revision], busy: User | None) -> None:
    """Each article wants two; ``busy`` has taken one place of every one, and submitted it."""
    entries = Entry.objects.bulk_create(
        Entry(
            project=project,
            article_id=one.article_id,
            revision=one,
            required=2,
            taken=1 if busy else 0,
            taker=busy,
            done=1 if busy else 0,
        )
        for one in revisions
    )
    if busy is None:
        return
    work = Assignment.objects.bulk_create(
        Assignment(
            entry=entry,
            revision_id=entry.revision_id,
            kind=Kind.OWN,
            reviewer=busy,
            seat=1,
            state=State.SUBMITTED,
        )
        for entry in entries
    )
    _take_part(work, busy)


def _shared(project: Project, revisions: list[Revision], busy: User, *, all_but_last: bool) -> None:
    entries = Entry.objects.bulk_create(
        Entry(project=project, article_id=one.article_id, revision=one, taken=1, done=1) for one in revisions
    )
    work = Assignment.objects.bulk_create(
        Assignment(entry=entry, revision_id=entry.revision_id, kind=Kind.SHARED, state=State.SUBMITTED)
        for entry in entries
    )
    _take_part(work[:-1] if all_but_last else work, busy)


def _take_part(work: list[Assignment], user: User) -> None:
    now = timezone.now()
    Participation.objects.bulk_create(
        Participation(assignment=one, user=user, state=State.SUBMITTED, submitted_at=now) for one in work
    )


def cases(room: Room) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what is asked, and how it is called in the table."""
    people = {name: Client() for name in ("manager", "busy", "fresh")}
    for name, client in people.items():
        client.force_login(User.objects.get(username=name))
    for name in ("fresh", "busy"):
        member = room.member(room.apart, getattr(room, name))
        yield f"take the next, independent, {name}", partial(_take_and_give_back, member)
    member = room.member(room.shared, room.busy)
    yield "the next, shared, busy (all but the last submitted)", lambda: take_next(member)
    Project.objects.filter(pk=room.apart.pk).update(share_limit=90)
    limited = room.member(room.apart, room.fresh)
    yield "take the next with a share limit", lambda: _take_and_give_back(limited)
    for project in (room.apart, room.shared):
        for name in ("fresh", "busy"):
            address = f"/p/{project.slug}/queue/"
            for query in ("", "?show=done"):
                path = address + query
                yield f"{name}: {path}", partial(_get, people[name], path)
    for query in ("", "?places=all&page=1000", "?words=第99"):
        path = f"/p/{room.apart.slug}/distribute/{query}"
        yield f"manager: {path}", partial(_get, people["manager"], path)
    form = {
        "scope": "found",
        "places": "free",
        "people": [room.member(room.apart, one).pk for one in (room.busy, room.fresh)],
    }
    path = f"/p/{room.apart.slug}/distribute/preview/"
    yield "manager: preview of 2,000 articles", lambda: _post(people["manager"], path, form)


def _take_and_give_back(member: Membership) -> None:
    entry = take_next(member)
    release(Assignment.objects.open().get(entry=entry, reviewer=member.user), member.user)


def _get(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)


def _post(client: Client, path: str, form: Mapping[str, Any]) -> None:
    answer = client.post(path, form)
    assert answer.status_code == 200, (path, answer.status_code)


def plans(room: Room) -> Iterator[str]:
    """Yield how the database answers the questions of the queue."""
    for project, user in ((room.apart, room.busy), (room.shared, room.busy)):
        for entries in offered(room.member(project, user)):
            yield entries.only("pk")[:1].explain()
