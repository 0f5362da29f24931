"""Fills one database and asks it; see ``tests.bench.searching``, which starts this with the settings."""

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import accumulate, islice

import django
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

django.setup()

from annotate.models import Assignment, Entry, Kind, Label, Project, Span  # noqa: E402
from articles.models import Article, Revision  # noqa: E402
from articles.search import add, find  # noqa: E402
from articles.text.digest import sha256_of  # noqa: E402
from articles.text.phrases import Query  # noqa: E402
from tests.makers import make_project, make_user  # noqa: E402

BATCH = 500  # articles
TIMES = 9  # each is asked; the median counts
TAGS = 20  # in an article
#: Words and the share of paragraphs, of six in an article, that hold them.
NAMES = {"普京": 0.04, "习近平": 0.15, "乌克兰总统泽连斯基": 0.05, "林河市": 0.001, " Putin ": 0.025,
         " human rights ": 0.01, "罕见词语": 0.00015}  # fmt: skip
ASKED = ("普京", "普", "的", "习近平", "乌克兰总统泽连斯基", "林河市", "罕见词语", "putin", '"human rights"',
         "普京 习近平", "习近平 -普京", "的 罕见词语", "没有这词")  # fmt: skip

chance = random.Random(7)  # noqa: S311 - the same articles each time


def vocabulary() -> tuple[list[str], list[float]]:
    """Return 12,000 words of one to four characters, and how often each comes, summed up."""
    signs = [chr(0x4E00 + number) for number in range(2500)]
    often = list(accumulate(1 / (rank + 5) for rank in range(len(signs))))
    lengths = (1, 2, 2, 2, 2, 3, 4)
    words = sorted(
        {"".join(chance.choices(signs, cum_weights=often, k=chance.choice(lengths))) for _ in range(12_000)}
    )
    chance.shuffle(words)
    words[0] = "的"
    return words, list(accumulate(1 / (rank + 8) for rank in range(len(words))))


def texts(number: int) -> Iterator[str]:
    """Yield texts of about 1,200 characters in six paragraphs, each with its title."""
    words, often = vocabulary()
    for count in range(number):
        paragraphs = [f"第{count}篇"]
        for _ in range(6):
            said = "".join(chance.choices(words, cum_weights=often, k=95))
            for name, share in NAMES.items():
                if chance.random() < share:
                    said = said[:40] + name + said[40:]
            paragraphs.append(f"{said}。")
        yield "\n".join(paragraphs)


def fill(number: int) -> tuple[Project, Project, float]:
    """Store the articles; returns a project with all, one with every hundredth, and the index's seconds."""
    owner = make_user("owner")
    owner.is_superuser = True
    owner.save()
    large, small = make_project(owner), make_project(owner)
    made, taken, first = texts(number), 0.0, 0
    while batch := list(islice(made, BATCH)):
        with transaction.atomic():
            revisions = _store(batch, first)
            began = time.perf_counter()
            add(revisions)
            taken += time.perf_counter() - began
            _tag(large, revisions)
            _tag(small, revisions[::100])
        first += len(batch)
    return large, small, taken


def _store(batch: list[str], first: int) -> list[Revision]:
    articles = [
        Article(
            address=f"https://news.example/{first + place}", digest=sha256_of(text),
            title=text.split("\n")[0],
            outlet=f"报{place % 12}", lang="en" if place % 9 == 0 else "zh-Hans",
            published_day=date(2020, 1, 1) + timedelta(days=chance.randrange(2000)),
        )
        for place, text in enumerate(batch)
    ]  # fmt: skip
    Article.objects.bulk_create(articles)
    revisions = [
        Revision(article=article, number=1, text=text, digest=article.digest, blocks=[], extractor="bench 1")
        for article, text in zip(articles, batch, strict=True)
    ]
    return Revision.objects.bulk_create(revisions)


def _tag(project: Project, revisions: list[Revision]) -> None:
    entries = Entry.objects.bulk_create(
        Entry(project=project, article=one.article, revision=one) for one in revisions
    )
    works = Assignment.objects.bulk_create(
        Assignment(entry=entry, revision=entry.revision, kind=Kind.SHARED) for entry in entries
    )
    labels = list(Label.objects.filter(project=project))
    Span.objects.bulk_create(_spans(project, works, labels), batch_size=5000)


def _spans(project: Project, works: Iterable[Assignment], labels: list[Label]) -> Iterator[Span]:
    now = timezone.now()
    for work in works:
        for number in range(1, TAGS + 1):
            start = chance.randrange(len(work.revision.text) - 40)
            yield Span(
                assignment=work, label=labels[number % len(labels)], author=project.created_by,
                uid=f"{number:032x}", number=number, start=start, end=start + 30,
                words=work.revision.text[start : start + 30], created_at=now, updated_at=now,
            )  # fmt: skip


def median(act: Callable[[], object]) -> float:
    """Return the milliseconds that an act takes, the median of several."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def main(name: str, number: int) -> None:
    """Fill, ask and print a line for each question."""
    large, small, taken = fill(number)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    sys.stdout.write(f"{name}: {number} articles, {number / taken:.0f} a second made searchable\n")
    sys.stdout.write("find   library   large    tags   small    tags  (ms; the last five are whole pages)\n")
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(large.created_by)
    pages = ["/library/search/", f"/p/{large.slug}/search/", f"/p/{large.slug}/search/?place=tags",
             f"/p/{small.slug}/search/", f"/p/{small.slug}/search/?place=tags"]  # fmt: skip
    for words in ASKED:
        figures = [median(lambda words=words: find(Query.of(words)))]  # type: ignore[misc]
        for page in pages:
            address = f"{page}{'&' if '?' in page else '?'}words={words.replace(chr(34), '%22')}"
            assert browser.get(address).status_code == 200
            figures.append(median(lambda address=address: browser.get(address)))  # type: ignore[misc]
        sys.stdout.write("".join(f"{figure:8.1f}" for figure in figures) + f"  {words}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
