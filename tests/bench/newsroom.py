"""Made-up articles, projects and tags in great number, for the benchmarks of search and lists.

Stored past the actions, by as few statements as the database takes: 100,000 articles with 2,000,000 tags
in minutes. The same each time.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice
from typing import Any

from django.db import connection, transaction

from accounts.models import User
from annotate.models import Assignment, Entry, Kind, Label, Participation, Project, Span, State, Way
from annotate.roles import Role
from articles.models import Article, Revision
from articles.search import add
from articles.text.digest import sha256_of
from tests.makers import make_member, make_project, make_user

BATCH = 500  # articles
REVIEWERS = 12
FIRST_DAY, DAYS = date(2020, 1, 1), 2000
NOW = datetime(2026, 1, 1, tzinfo=UTC)

#: Words and the share of paragraphs that hold them: 普京 stands in one article of five, 林河市 in one of 200.
NAMES = {"普京": 0.04, "习近平": 0.15, "乌克兰总统泽连斯基": 0.05, "林河市": 0.001, " Putin ": 0.025,
         " human rights ": 0.01, "罕见词语": 0.00002, "臺灣海峽": 0.03, "😀": 0.02}  # fmt: skip
#: The most frequent words of the vocabulary, in nearly every article.
FREQUENT = ("的", "中国", "在", "是", "报道", "表示")
OUTLETS = [f"{name}{kind}" for name in "东西南北中江河湖海山" for kind in ("日报", "晚报", "之声", "网")]
LANGUAGES = {"zh-Hans": 60, "zh-Hant": 25, "en": 10, "": 5}


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What was stored. ``busy`` has submitted the first half of the shared project; ``lone`` works alone."""

    librarian: User
    shared: Project
    apart: Project
    small: Project
    busy: User
    lone: User

    @classmethod
    def found(cls) -> "Newsroom":
        """Return what an earlier run has stored."""
        shared, apart, small = (Project.objects.get(name=name) for name in ("shared", "apart", "small"))
        people = {name: User.objects.get(username=name) for name in ("librarian", "busy", "lone")}
        return cls(people["librarian"], shared, apart, small, people["busy"], people["lone"])


def furnish(articles: int) -> Newsroom:
    """Store the articles, with 14 tags for each in a shared project and 6 in an independent one."""
    chance = random.Random(7)  # noqa: S311 - the same articles each time
    owner = make_user("librarian", librarian=True)
    people = [make_user(name) for name in ("busy", "lone", *(f"reviewer-{at}" for at in range(REVIEWERS)))]
    shared = make_project(owner, name="shared")
    apart = make_project(owner, name="apart", way=Way.INDEPENDENT)
    small = make_project(owner, name="small")
    for project in (shared, apart, small):
        for person in people:
            make_member(project, Role.REVIEWER, person)
    made, number = texts(chance, articles), 0
    while batch := list(islice(made, BATCH)):
        with transaction.atomic():
            revisions = _store(batch, number, chance)
            _share(shared, revisions, people, chance, is_begun=number < articles // 2)
            _work_apart(apart, revisions, people, chance)
            _share(small, revisions[::100], people, chance, is_begun=True)
        number += len(batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM (ANALYZE)")
    return Newsroom.found()


def _vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Return 20,000 words of one to four characters, and how often each comes, summed up."""
    signs = [chr(0x4E00 + number) for number in range(3500)]
    often = list(accumulate(1 / (rank + 5) for rank in range(len(signs))))
    lengths = (1, 2, 2, 2, 2, 3, 4)
    words = sorted(
        {"".join(chance.choices(signs, cum_weights=often, k=chance.choice(lengths))) for _ in range(20_000)}
    )
    chance.shuffle(words)
    words[: len(FREQUENT)] = FREQUENT
    return words, list(accumulate(1 / (rank + 8) for rank in range(len(words))))


def texts(chance: random.Random, number: int) -> Iterator[str]:
    """Yield texts of 300 to 1,200 characters in three to nine paragraphs, each with its title."""
    words, often = _vocabulary(chance)
    for count in range(number):
        title = "".join(chance.choices(words, cum_weights=often, k=7))
        paragraphs = [f"{title}第{count}篇"]
        for _ in range(chance.randint(3, 9)):
            said = chance.choices(words, cum_weights=often, k=60)
            said[20:20] = [name for name, share in NAMES.items() if chance.random() < share]
            paragraphs.append(f"{''.join(said[:30])}，{''.join(said[30:])}。")
        yield "\n".join(paragraphs)


def _store(batch: list[str], first: int, chance: random.Random) -> list[Revision]:
    outlets = chance.choices(OUTLETS, [1 / rank for rank in range(1, len(OUTLETS) + 1)], k=len(batch))
    languages = chance.choices(list(LANGUAGES), list(LANGUAGES.values()), k=len(batch))
    articles = [
        Article(
            address=f"https://news.example/{first + place}", digest=sha256_of(text),
            title=text.split("\n")[0], outlet=outlets[place], lang=languages[place],
            published_day=FIRST_DAY + timedelta(chance.randrange(DAYS)) if chance.random() < 0.97 else None,
        )
        for place, text in enumerate(batch)
    ]  # fmt: skip
    Article.objects.bulk_create(articles)
    revisions = [
        Revision(
            article=article, number=1, text=text, digest=article.digest, blocks=_blocks(text),
            extractor="bench 1",
        )
        for article, text in zip(articles, batch, strict=True)
    ]  # fmt: skip
    Revision.objects.bulk_create(revisions)
    add(revisions)
    return revisions


def _blocks(text: str) -> list[dict[str, object]]:
    ends = [*(at for at, sign in enumerate(text) if sign == "\n"), len(text)]
    starts = [0, *(end + 1 for end in ends)]
    return [
        {"kind": "paragraph" if start else "title", "start": start, "end": end}
        for start, end in zip(starts, ends, strict=False)
    ]


def _share(
    project: Project,
    revisions: list[Revision],
    people: Sequence[User],
    chance: random.Random,
    *,
    is_begun: bool,
) -> None:
    """Enter the articles and tag most: all the first half submitted by ``busy``, of the others a part."""
    works = [
        (entry, people[0] if is_begun else chance.choice(people[2:]),
         State.SUBMITTED if is_begun else chance.choice([State.IN_PROGRESS, State.SUBMITTED]))
        for entry in _enter(project, revisions)
        if is_begun or chance.random() < 0.4
    ]  # fmt: skip
    _work(project, Kind.SHARED, works, 20, chance)


def _work_apart(
    project: Project, revisions: list[Revision], people: Sequence[User], chance: random.Random
) -> None:
    """Enter the articles for two reviewers each: ``lone`` has done a third, somebody else another third."""
    works = [
        (entry, person, chance.choice([State.SUBMITTED, State.IN_PROGRESS]))
        for entry in _enter(project, revisions, required=2)
        for person in (people[1], chance.choice(people[2:]))
        if chance.random() < 1 / 3
    ]
    _work(project, Kind.OWN, works, 9, chance)


def _enter(project: Project, revisions: list[Revision], required: int = 1) -> list[Entry]:
    return Entry.objects.bulk_create(
        Entry(project=project, article=one.article, revision=one, required=required) for one in revisions
    )


def _work(
    project: Project, kind: str, works: Sequence[tuple[Entry, User, str]], tags: int, chance: random.Random
) -> None:
    for entry, _person, state in works:
        entry.taken += 1
        entry.done += state == State.SUBMITTED
    done = Assignment.objects.bulk_create(_assignments(kind, works))
    Entry.objects.bulk_update({entry for entry, _person, _state in works}, ["taken", "done"])
    Participation.objects.bulk_create(
        Participation(
            assignment=assignment, user=person, state=state,
            submitted_at=NOW if state == State.SUBMITTED else None,
        )
        for assignment, (_entry, person, state) in zip(done, works, strict=True)
    )  # fmt: skip
    labels = list(Label.objects.filter(project=project).values_list("pk", flat=True))
    people = [person.pk for _entry, person, _state in works]
    _insert(_spans(zip(done, people, strict=True), labels, tags, chance))


def _assignments(kind: str, works: Sequence[tuple[Entry, User, str]]) -> Iterator[Assignment]:
    seats: Counter[int] = Counter()
    for entry, person, state in works:
        seats[entry.pk] += 1
        yield Assignment(
            entry=entry, revision=entry.revision, kind=kind, state=state,
            reviewer=person if kind == Kind.OWN else None, seat=seats[entry.pk] if kind == Kind.OWN else None,
        )  # fmt: skip


def _spans(
    works: Iterable[tuple[Assignment, int]], labels: list[int], tags: int, chance: random.Random
) -> Iterator[Span]:
    for work, author in works:
        text = work.revision.text
        starts = sorted(chance.sample(range(len(text) - 45), tags))
        for number, start in enumerate(starts, start=1):
            end = start + chance.randint(2, 40)
            yield Span(
                assignment=work, label_id=chance.choice(labels), author_id=author,
                uid=f"{number:032x}", number=number, start=start, end=end, words=text[start:end],
                created_at=NOW, updated_at=NOW,
            )  # fmt: skip


def _insert(spans: Iterator[Span]) -> None:
    """Store spans by the driver's own means: Django's takes five times as long."""
    fields = [field for field in Span._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    table = Span._meta.db_table
    rows: Iterator[tuple[Any, ...]] = (
        tuple(field.get_db_prep_save(getattr(span, field.attname), connection) for field in fields)
        for span in spans
    )
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(fields))
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(rows))  # noqa: S608
