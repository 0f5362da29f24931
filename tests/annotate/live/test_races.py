"""What is stored late is not missed: open pages follow while many write at the same time."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection, transaction

from accounts.models import User
from annotate.models import Entry, Span
from tests.annotate.live.pages import OpenPage, open_page
from tests.annotate.working import tag_words
from tests.makers import make_member
from tests.racing import refused_or_done

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = ("新桥😀明年通车", "市长王𠮷", "cafe\u0301", "专家认为", "工程", "三亿元", "法新社", "局势")


def begun(target: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            target()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_what_waits_to_be_stored_comes_once_it_is_and_nothing_overtakes_it(entry):
    slow, quick = make_member(entry.project), make_member(entry.project)
    tag_words(slow, entry, "claim", "专家认为")
    page = open_page(make_member(entry.project), entry)
    page.news()
    done, may_end = threading.Event(), threading.Event()

    def tag_slowly() -> None:
        with transaction.atomic():
            tag_words(slow, entry, "claim", WORDS[0])
            done.set()
            may_end.wait(10)

    first = begun(tag_slowly)
    assert done.wait(10)
    second = begun(partial(tag_words, quick, entry, "claim", WORDS[2]))
    second.join(0.3)  # it waits for the first

    assert page.ask().status_code == 204
    may_end.set()
    first.join()
    second.join()

    news = page.news()
    assert set(news["rows"]) == {"b1", "b2"}
    assert len(news["fresh"]) == 2
    assert page.news() == {}


def test_a_page_that_asks_while_all_tag_ends_with_all_tags(entry):
    people = [make_member(entry.project) for _ in range(6)]
    tag_words(people[0], entry, "opinion", "工程")
    page = open_page(make_member(entry.project), entry)
    shown: dict[str, str] = {}
    busy = threading.Event()

    def ask(page: OpenPage) -> None:
        while not busy.wait(0.01):
            shown.update(page.news().get("rows", {}))

    asker = begun(partial(ask, page))
    refused_or_done(*(partial(tag_all, person, entry) for person in people))
    busy.set()
    asker.join()
    shown.update(page.news().get("rows", {}))

    whole = "".join(shown.values())
    made = list(Span.objects.live().filter(label__name="claim").values_list("number", flat=True))
    assert len(made) == len(people) * len(WORDS)
    assert all(f'id="n{number}"' in whole for number in made)
    assert page.news() == {}


def tag_all(user: User, entry: Entry) -> None:
    for words in WORDS:
        tag_words(user, entry, "claim", words)
