"""Short ways to act on an article in tests."""

from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from accounts.models import User
from annotate.access import work_of
from annotate.actions.parts import Work
from annotate.actions.receipts import Answered, Ask
from annotate.actions.tagging.spans import NewTag, tag
from annotate.models import Entry, Span
from annotate.roles import Act


def work_for(user: User, entry: Entry) -> Work:
    return work_of(user, entry.project.slug, entry.pk, Act.TAG)


def an_ask(request: UUID | None = None, sha256: str = "0" * 64) -> Ask:
    return Ask(request or uuid4(), sha256)


def tag_words(user: User, entry: Entry, label: str, words: str, *, uid: UUID | None = None) -> Answered:
    """Tag the first occurrence of ``words`` in the article."""
    start = entry.revision.text.index(words)
    new = NewTag(uid or uuid4(), label, start, start + len(words))
    return tag(work_for(user, entry), an_ask(), new)


def spans_in(entry: Entry) -> list[Span]:
    return list(Span.objects.live().filter(assignment__entry=entry).select_related("label"))


def send(client: Client, name: str, entry: Entry, *args: Any, **data: Any) -> Any:
    """Post to the workbench as its page does, with a fresh request UUID unless one is given."""
    return client.post(
        reverse(name, args=[entry.project.slug, entry.pk, *args]),
        {"request": str(uuid4()), **data},
        headers={"Accept": "application/json"},
    )


def send_tag(client: Client, entry: Entry, name: str, words: str, /, **data: Any) -> Any:
    start = entry.revision.text.index(words)
    fields = {"id": str(uuid4()), "label": name, "start": start, "end": start + len(words), **data}
    return send(client, "span-create", entry, **fields)
