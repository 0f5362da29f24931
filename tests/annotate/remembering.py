"""Short ways to read the history of an article in tests."""

import re
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from accounts.models import User
from annotate.actions.tagging.spans import Edit, change_span
from annotate.models import Activity, Entry
from tests.annotate.working import an_ask, tag_words, work_for
from tests.cast import Cast, browser_of

QUOTE, SOURCE = "“新桥😀明年通车。”", "市长王𠮷"


def address(entry: Entry, **query: object) -> str:
    return f"{reverse('history', args=[entry.project.slug, entry.pk])}?{urlencode(query)}"


def history(person: User | Client, entry: Entry, **query: object) -> str:
    browser = person if isinstance(person, Client) else browser_of(person)
    answer = browser.get(address(entry, **query))
    assert answer.status_code == 200
    return answer.content.decode()


def lines(person: User, entry: Entry, *, added: bool = False, **query: Any) -> list[str]:
    """Return the words of each line, the newest first; the one that says who added the article if asked."""
    found = re.findall(
        r'<li class="act">(.*?)</li>\s*(?=<li class="act">|</ol>)', history(person, entry, **query), re.DOTALL
    )
    told = [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]
    return [one for one in told if added or "added the article" not in one]


def told(person: User, entry: Entry, **query: Any) -> list[str]:
    """Return the lines without their times and buttons."""
    times = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}|(Restore|Put back as it was) .*?(?=$)")
    return [" ".join(times.sub("", line).split()) for line in lines(person, entry, **query)]


def changed(cast: Cast, entry: Entry, edit: Edit) -> int:
    number: int = tag_words(cast.reviewer, entry, "claim", "新桥😀明年通车").answer["spans"][0]["number"]
    change_span(work_for(cast.reviewer, entry), an_ask(), number, edit)
    return number


def press(browser: Client, entry: Entry, route: str, act: Activity, number: int = 0, **form: str) -> Any:
    args = [entry.project.slug, entry.pk, act.pk, *([number] if number else [])]
    return browser.post(reverse(route, args=args), {"request": str(uuid4()), **form}, follow=True)
