"""Every page of the site as Chinese browsers get it, of either script, at each step of the work."""

from collections.abc import Iterable, Iterator

import pytest
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast as As
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from annotate.actions.distribution.distributing import send_back
from annotate.actions.noticing import About, notify
from annotate.actions.training import use_for_practice
from annotate.adjudicating.kinds import Reason
from annotate.models import Matter, Membership, Project, Way
from articles.models import Article, Revision
from tests.annotate.adjudicating import Desk, Said, desk
from tests.annotate.queueing import hand_in, leave_out, make_team, take_it, work_on
from tests.cast import browser_of
from tests.chinese import BOTH, english_in, mainland_in, told_by
from tests.world import ROUTES, make_world

pytestmark = pytest.mark.django_db

# What ends the session or hides the project; and what goes to a service that the site does not have.
LEFT_OUT = {"sign-out", "project-restore"}
SOURCE = Said("source", "王𠮷")
QUOTE = Said("quote", "“新桥😀明年通车。”", {"quote_type": "direct"}, source="王𠮷")
SHORTER = Said("quote", "新桥😀明年通车", {"quote_type": "mixed"})

REMARKS = ("看漏了", "请再看一遍。")
OWN_NAME = "简体中文"  # one of the languages to choose from
DOCUMENT = {"文件"}  # as Taiwan means it: a kind of source, of which the guidelines speak


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    """Speak English again after the test: a request leaves its language behind in the thread."""
    yield
    translation.activate("en")


def speak_chinese() -> None:
    """Give everybody and everything a name without Latin words: those of the makers are English."""
    for model, field, first in (
        (User, "username", "人"),
        (Project, "name", "江"),
        (Membership, "handle", "x"),
    ):
        model._default_manager.update(**{field: Concat(Value(first), As(F("pk"), CharField()))})


def told_in_english(user: User, addresses: Iterable[str]) -> dict[str, list[str]]:
    """Return the lines with English words, by the page; addresses of files and acts are passed over.

    In the traditional pages, lines with words of the mainland count as well.
    """
    browser = browser_of(user)
    found = {}
    for address in addresses:
        for wished, language in BOTH:
            answer = browser.get(address, headers=wished)
            if answer.get("Content-Type", "").startswith("text/html"):
                page = answer.content.decode()
                found[f"{language} {address}"] = english_in(page) + _foreign_to(language, page)
    assert found
    return {address: lines for address, lines in found.items() if lines}


def _foreign_to(language: str, page: str) -> list[str]:
    """Return the lines of a traditional page with words of the mainland, other than those of our texts."""
    if language != "zh-hant":
        return []
    texts = Revision.objects.values_list("text", flat=True)
    outlets = Article.objects.values_list("outlet", flat=True)
    ours = str.maketrans("", "", "".join([*texts, *outlets, *REMARKS]))
    told = [line.replace(OWN_NAME, "") for line in told_by(page, language)]
    return [line for line in told if {*mainland_in(line.translate(ours))} - DOCUMENT]


@pytest.mark.parametrize("way", [Way.SHARED, Way.INDEPENDENT])
def test_no_address_of_the_site_answers_in_english(way: str) -> None:
    world = make_world(way=way)
    User.objects.filter(pk=world.cast.manager.pk).update(is_superuser=True)
    speak_chinese()
    routes = (name for name in sorted(ROUTES) if name not in LEFT_OUT)

    assert told_in_english(world.cast.manager, map(world.address, routes)) == {}


@pytest.fixture
def table() -> Desk:
    made = desk()
    made.hand_in(0, SOURCE, QUOTE)
    made.hand_in(1, SOURCE, SHORTER, Said("claim", "咖啡馆 cafe\u0301 仍在营业"))
    speak_chinese()
    return made


def pages_of(table: Desk) -> list[str]:
    slug, number = table.project.slug, table.entry.pk
    of_project = ("adjudication", "lessons", "training", "agreement", "progress", "queue", "distribute")
    of_entry = ("adjudicate", "gold", "feedback", "comments", "entry-places", "workbench")
    pages = [reverse(name, args=[slug]) for name in (*of_project, "project", "team", "export", "guidelines")]
    pages.append(f"{reverse('adjudication', args=[slug])}?show=finished")
    return pages + [reverse(name, args=[slug, number]) for name in of_entry]


def test_adjudication_is_told_in_chinese_from_the_first_disagreement_to_practice(table: Desk) -> None:
    people = [table.project.created_by, table.adjudicator, table.reviewers[0]]

    def read_by_all() -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for user in people:
            found |= told_in_english(user, pages_of(table))
        return found

    assert read_by_all() == {}
    table.merge()
    assert read_by_all() == {}
    for item in table.undecided():
        table.decide(item, reason=Reason.SLIP, note=REMARKS[0])
    assert read_by_all() == {}
    table.finish()
    table.entry.refresh_from_db()
    use_for_practice(table.entry, people[0], wanted=True)
    assert read_by_all() == {}


def test_work_in_every_state_is_told_in_chinese() -> None:
    project, [first, second], entries = make_team(2, 4)
    take_it(first, entries[0])
    take_it(first, entries[1])
    hand_in(first, entries[1])
    take_it(second, entries[1])
    leave_out(first, entries[2])
    hand_in(second, entries[1])
    send_back(work_on(second, entries[1]), project.created_by, REMARKS[1])
    speak_chinese()
    slug = project.slug
    pages = [
        reverse(name, args=[slug]) for name in ("queue", "distribute", "progress", "project", "project-done")
    ]
    of_entry = ("workbench", "entry-places", "comments")
    pages += [reverse(name, args=[slug, entry.pk]) for entry in entries for name in of_entry]

    for user in (project.created_by, first, second):
        assert told_in_english(user, pages) == {}


@pytest.mark.parametrize("matter", Matter)
def test_every_notice_is_told_in_chinese(table: Desk, matter: Matter) -> None:
    reader = table.reviewers[0]
    notify([reader.pk], matter, About(table.project, table.entry), by=table.adjudicator)

    assert told_in_english(reader, [reverse("notices")]) == {}
