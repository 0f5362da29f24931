"""A page that stays open, and asks what is new, as the workbench's scripts do."""

import re
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from annotate.models import Entry
from tests.cast import browser_of

_CURSOR = re.compile(
    r'data-live="([^"]+)"\s+data-every="[0-9.]+"\s+data-since="(\d+)"\s+data-stand="([^"]+)"'
)


@dataclass
class OpenPage:
    """One person's page of an article: what it knows, and the browser that shows it."""

    browser: Client
    address: str
    since: int
    stand: str

    def ask(self) -> Any:
        """Ask once, and know afterwards what was answered."""
        answer = self.browser.get(self.address, {"since": str(self.since), "stand": self.stand})
        if answer.status_code == 200:
            self.since, self.stand = answer.json()["change"], answer.json()["stand"]
        return answer

    def news(self) -> dict[str, Any]:
        """Ask, and return what is new: nothing but that."""
        answer = self.ask()
        if answer.status_code == 204:
            return {}
        assert answer.status_code == 200, answer.content
        known = {"change", "stand", "can_undo", "can_redo"}
        return {name: value for name, value in answer.json().items() if name not in known}


def open_page(user: User, entry: Entry) -> OpenPage:
    """Open the workbench; the page knows of itself what it needs to ask with."""
    browser = browser_of(user)
    page = browser.get(reverse("workbench", args=[entry.project.slug, entry.pk]))
    assert page.status_code == 200
    found = _CURSOR.search(page.text)
    assert found, "The page does not say what it asks with."
    return OpenPage(browser, found[1], int(found[2]), found[3])
