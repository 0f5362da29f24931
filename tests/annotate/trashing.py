"""Short ways to put things into the trash in tests, and to look what is counted."""

from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from accounts.models import User
from annotate.actions.entries import put_back, take_out
from annotate.actions.tagging.spans import delete_span
from annotate.actions.work import add_active_time, submit
from annotate.models import Activity, Entry, LabelDay, Span, WorkDay
from articles.text.blocks import Block
from tests.annotate.working import an_ask, tag_words, work_for
from tests.cast import Cast

TITLE, WORDS = "消失的题目😀", "市长王𠮷"
TEXT = (Block("title", TITLE), Block("paragraph", f"{WORDS}说：“好\r\ncafe\u0301。”"))


def done(cast: Cast, entry: Entry, *people: User, seconds: int = 60) -> None:
    """Let people tag and hand in the article."""
    for person in people or (cast.reviewer,):
        tag_words(person, entry, "source", WORDS)
        add_active_time(work_for(person, entry), seconds)
        submit(work_for(person, entry), an_ask())


def out(entry: Entry, cast: Cast) -> Activity:
    activity = take_out(entry.project, [entry.pk], cast.manager)
    assert activity is not None
    return activity


def back(entry: Entry, cast: Cast) -> None:
    assert put_back(entry.project, [entry.pk], cast.manager)


def tallies(cast: Cast) -> tuple[list[Any], list[Any]]:
    days = WorkDay.objects.filter(project=cast.project, articles__gt=0).order_by("user", "day")
    labels = LabelDay.objects.filter(project=cast.project, tags__gt=0).order_by("user", "day", "label")
    return (
        list(days.values_list("user", "day", "articles", "tags", "seconds")),
        list(labels.values_list("user", "day", "label", "tags")),
    )


def page(browser: Client, name: str, *args: Any, **query: str) -> str:
    address = f"{reverse(name, args=args)}?{urlencode(query)}"
    return " ".join(browser.get(address).content.decode().split())


def delete(person: User, entry: Entry, words: str = WORDS) -> Span:
    number = tag_words(person, entry, "source", words).answer["spans"][0]["number"]
    delete_span(work_for(person, entry), an_ask(), number)
    return Span.objects.get(assignment__entry=entry, author=person, number=number)
