"""The articles of a project."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from annotate.models import Assignment, Entry, Kind, Participation, Project, Span, State, Verb, Way
from annotate.roles import Role
from annotate.views.articles_list import Line
from articles.models import Article
from articles.text.blocks import Block
from tests.cast import Cast, browser_of, make_cast
from tests.makers import label_of, make_entry, make_member, make_revision

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def cast() -> Cast:
    return make_cast(name="News")


def article(project: Project, title: str, *, outlet: str = "示例日报", day: str | None = None) -> Entry:
    revision = make_revision(Block("title", title), Block("paragraph", "市长说：“好。”"), outlet=outlet)
    Article.objects.filter(pk=revision.article_id).update(published_day=day)
    return make_entry(project, revision=revision)


def work_on(entry: Entry, *parts: tuple[User, State], kind: Kind = Kind.SHARED) -> Assignment:
    is_open = any(state != State.SUBMITTED for _user, state in parts)
    work = Assignment.objects.create(
        entry=entry,
        revision=entry.revision,
        kind=kind,
        state=State.IN_PROGRESS if is_open else State.SUBMITTED,
        reviewer=parts[0][0] if kind == Kind.OWN else None,
    )
    for user, state in parts:
        at = timezone.now() if state == State.SUBMITTED else None
        Participation.objects.create(assignment=work, user=user, state=state, submitted_at=at)
    return work


def tag(work: Assignment, author: User, *, number: int = 1, **more: Any) -> Span:
    now, start = timezone.now(), number - 1
    return Span.objects.create(
        assignment=work,
        label=label_of(work.entry.project),
        author=author,
        uid=f"00000000-0000-0000-0000-{number:012d}",
        number=number,
        start=start,
        end=start + 1,
        words=work.revision.text[start : start + 1],
        created_at=now,
        updated_at=now,
        **more,
    )


def lines(client: Client, address: str, **asked: str) -> list[Line]:
    return list(client.get(address, asked).context["lines"])


def titles(client: Client, address: str, **asked: str) -> list[str]:
    return [line.entry.article.title for line in lines(client, address, **asked)]


def test_the_list_shows_who_is_on_an_article_how_far_it_is_and_how_many_tags_it_has(cast: Cast) -> None:
    entry = article(cast.project, "桥通车了😀", day="2024-05-06")
    work = work_on(entry, (cast.manager, State.SUBMITTED), (cast.reviewer, State.IN_PROGRESS))
    tag(work, cast.manager)
    tag(work, cast.reviewer, number=2)
    tag(work, cast.reviewer, number=3, deleted_at=timezone.now())

    answer = browser_of(cast.manager).get(cast.address)

    [line] = answer.context["lines"]
    assert (line.tags, line.state, line.mine) == (2, State.IN_PROGRESS, State.SUBMITTED)
    assert line.people == [cast.manager, cast.reviewer]
    page = answer.content.decode()
    for words in ("桥通车了😀", "示例日报", "2024-05-06", "2 tags", "you: submitted", "in progress"):
        assert words in page


def test_an_article_is_not_started_then_in_progress_then_submitted(cast: Cast) -> None:
    for title in ("a", "b", "c"):
        article(cast.project, title)
    _new, begun, done = Entry.objects.order_by("pk")
    work_on(begun, (cast.reviewer, State.IN_PROGRESS))
    work_on(done, (cast.reviewer, State.SUBMITTED), (cast.manager, State.SUBMITTED))
    Entry.objects.filter(pk=done.pk).update(done=1)  # as submitting counts it
    client = browser_of(cast.viewer)

    assert [line.state for line in lines(client, cast.address)] == ["assigned", "in_progress", "submitted"]
    assert titles(client, cast.address, state="assigned") == ["a"]
    assert titles(client, cast.address, state="in_progress") == ["b"]
    assert titles(client, cast.address, state="submitted") == ["c"]


def test_in_independent_work_a_reviewer_sees_nothing_of_the_others() -> None:
    cast = make_cast(way=Way.INDEPENDENT)
    other = make_member(cast.project)
    entry = article(cast.project, "a")
    tag(work_on(entry, (other, State.SUBMITTED), kind=Kind.OWN), other)
    tag(work_on(entry, (cast.reviewer, State.IN_PROGRESS), kind=Kind.OWN), cast.reviewer)
    Entry.objects.update(required=2)

    [blind] = lines(browser_of(cast.reviewer), cast.address)
    [all_seeing] = lines(browser_of(cast.manager), cast.address)

    assert (blind.people, blind.tags, blind.state) == ([cast.reviewer], 1, State.IN_PROGRESS)
    assert (len(all_seeing.people), all_seeing.tags, all_seeing.state) == (2, 2, State.IN_PROGRESS)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("通车", ["桥通车了"]),
        ("日报", ["桥通车了", "渡船停了"]),
        ("DAILY", ["Ferry"]),
        ("%", []),
        ("😀", []),
        ("", 3),
    ],
)
def test_the_filter_finds_words_in_title_and_outlet(cast: Cast, words: str, found: object) -> None:
    article(cast.project, "桥通车了")
    article(cast.project, "渡船停了")
    article(cast.project, "Ferry", outlet="The Daily")

    seen = titles(browser_of(cast.viewer), cast.address, words=words)

    assert (len(seen) if isinstance(found, int) else seen) == found


def test_the_filter_takes_an_outlet(cast: Cast) -> None:
    article(cast.project, "a", outlet="甲报")
    article(cast.project, "b", outlet="乙报")
    client = browser_of(cast.viewer)

    assert titles(client, cast.address, outlet="乙报") == ["b"]
    assert client.get(cast.address).context["outlets"] == ["乙报", "甲报"]


def test_the_filter_finds_what_is_left_for_me(cast: Cast) -> None:
    mine, _other = article(cast.project, "a"), article(cast.project, "b")
    work_on(mine, (cast.reviewer, State.SUBMITTED), (cast.manager, State.IN_PROGRESS))

    assert titles(browser_of(cast.reviewer), cast.address, state="mine") == ["b"]
    assert titles(browser_of(cast.manager), cast.address, state="mine") == ["a", "b"]


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("", "bcad"),
        ("added", "bcad"),
        ("newest", "cbad"),
        ("oldest", "abcd"),
        ("title", "abcd"),
        ("outlet", "cabd"),
    ],
)
def test_the_list_has_an_order(cast: Cast, order: str, wanted: str) -> None:
    article(cast.project, "b", day="2024-02-02")
    article(cast.project, "c", day="2024-03-03", outlet="A")
    article(cast.project, "a", day="2024-01-01")
    article(cast.project, "d", day=None)

    assert "".join(titles(browser_of(cast.viewer), cast.address, order=order)) == wanted


@pytest.mark.parametrize(
    "asked",
    [{"state": "nonsense"}, {"order": "-pk; DROP"}, {"words": "\0"}, {"words": "x" * 5000}, {"outlet": "\0"},
     {"page": "-1"}, {"page": "many"}, {"page": "99999999999999999999"}, {"words": "\u202e'\"<b>"}],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_is_left_out(cast: Cast, asked: dict[str, str]) -> None:
    article(cast.project, "a")

    answer = browser_of(cast.viewer).get(cast.address, asked)

    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode()


def test_fifty_articles_are_a_page(cast: Cast) -> None:
    for number in range(51):
        article(cast.project, f"{number:02}")
    client = browser_of(cast.viewer)

    first, second = lines(client, cast.address), lines(client, cast.address, page="2")

    assert (len(first), len(second)) == (50, 1)
    page = client.get(cast.address, {"words": "0", "page": "1"}).content.decode()
    assert "Page 1 of 2" not in page
    assert "Page 1 of 2" in client.get(cast.address, {"order": "title"}).content.decode()
    assert "order=title" in client.get(cast.address, {"order": "title"}).content.decode()


def test_htmx_gets_the_list_alone_and_everybody_else_the_page(cast: Cast) -> None:
    article(cast.project, "a")
    client = browser_of(cast.viewer)

    part = client.get(cast.address, {"words": "a"}, headers=HTMX).content.decode()
    whole = client.get(cast.address, {"words": "a"}).content.decode()
    returned = client.get(
        cast.address, headers={**HTMX, "HX-History-Restore-Request": "true"}
    ).content.decode()

    assert part.lstrip().startswith('<section id="article-list"')
    assert "<html" not in part
    assert "<html" in whole
    assert "<html" in returned


def test_an_empty_list_tells_each_role_its_next_step(cast: Cast) -> None:
    for user, words in (
        (cast.manager, "Bring your articles"),
        (cast.viewer, "A manager of this project brings them"),
    ):
        page = browser_of(user).get(cast.address).content.decode()
        assert words in page
        assert 'name="words"' not in page


def test_nothing_found_tells_the_way_back(cast: Cast) -> None:
    article(cast.project, "a")

    page = browser_of(cast.viewer).get(cast.address, {"words": "zzz"}).content.decode()

    assert "Nothing found" in page
    assert 'name="words"' in page


def test_continue_leads_to_the_first_article_that_i_have_not_submitted(cast: Cast) -> None:
    done, left = article(cast.project, "a"), article(cast.project, "b")
    work_on(done, (cast.reviewer, State.SUBMITTED))
    client = browser_of(cast.reviewer)

    assert client.get(cast.address).context["next_entry"] == left.pk
    work_on(left, (cast.reviewer, State.SUBMITTED))
    assert "Continue tagging" not in client.get(cast.address).content.decode()


@pytest.mark.parametrize(
    ("role", "buttons"),
    [
        (
            Role.MANAGER,
            {"Continue tagging", "Import articles", "Invite", "Settings", "Take out of the project"},
        ),
        (Role.REVIEWER, {"Continue tagging"}),
        (Role.VIEWER, set()),
    ],
)
def test_everybody_sees_the_buttons_of_their_role(cast: Cast, role: Role, buttons: set[str]) -> None:
    article(cast.project, "a")
    user = {Role.MANAGER: cast.manager, Role.REVIEWER: cast.reviewer, Role.VIEWER: cast.viewer}[role]

    page = browser_of(user).get(cast.address).content.decode()

    every = ("Continue tagging", "Import articles", "Invite", "Settings", "Take out of the project")
    assert {words for words in every if words in page} == buttons


def test_taking_an_article_out_is_undone_by_one_button(cast: Cast) -> None:
    entry = article(cast.project, "a")
    tag(work_on(entry, (cast.reviewer, State.IN_PROGRESS)), cast.reviewer)
    client = browser_of(cast.manager)

    page = client.post(f"{cast.address}articles/{entry.pk}/take-out/", follow=True)

    assert list(page.context["lines"]) == []
    done = cast.project.activities.get(verb=Verb.TAKE_OUT)
    client.post(f"{cast.address}activity/{done.pk}/undo/")
    [line] = lines(client, cast.address)
    assert (line.entry, line.tags) == (entry, 1)


def test_titles_are_text(cast: Cast) -> None:
    article(cast.project, "<script>alert(1)</script>\u202e", outlet='"><img src=x>')

    page = browser_of(cast.viewer).get(cast.address).content.decode()

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;\u202e</bdi>" in page


def test_the_page_asks_a_constant_number_of_questions(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        work = work_on(article(cast.project, str(number)), (cast.manager, State.IN_PROGRESS))
        tag(work, cast.manager)
    client = browser_of(cast.manager)
    client.get(cast.address)  # keeps in the session which project was last

    # session, person, membership, number, keys, articles, states, people, tags, news,
    # wordings, next, the first articles, their outlets
    with django_assert_num_queries(14):
        client.get(cast.address)
    with django_assert_num_queries(10):
        client.get(cast.address, {"state": "in_progress"}, headers=HTMX)


def test_home_leads_to_the_project_last_seen(cast: Cast) -> None:
    client = browser_of(cast.reviewer)
    assert client.get("/")["Location"] == "/projects/"

    client.get(cast.address)
    assert client.get("/")["Location"] == cast.address

    Project.objects.update(deleted_at=timezone.now())
    assert client.get("/")["Location"] == "/projects/"


def test_every_link_of_the_page_leads_somewhere(cast: Cast) -> None:
    article(cast.project, "a")
    client = browser_of(cast.manager)
    page = client.get(cast.address).content.decode()

    addresses = {found for found in re.findall(r'href="(/[^"#]*)', page) if not found.startswith("/static/")}

    assert len(addresses) >= 8
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    ) | {"/": 302}


@pytest.mark.parametrize(
    ("query", "titles_"),
    [({"words": "b2"}, ["B2 桥"]), ({"words": "桥"}, ["a1桥", "B2 桥"]), ({"words": "CCTV"}, ["c"])],
)
def test_the_filter_takes_no_notice_of_capitals(
    cast: Cast, query: dict[str, str], titles_: list[str]
) -> None:
    article(cast.project, "a1桥")
    article(cast.project, "B2 桥")
    article(cast.project, "c", outlet="cctv")

    assert titles(browser_of(cast.viewer), cast.address, **query) == titles_


def test_who_works_blind_learns_nothing_of_the_others_from_the_state() -> None:
    cast = make_cast(way=Way.INDEPENDENT)
    mine, theirs, nobodys = (article(cast.project, title) for title in ("我的", "他们的", "没人的"))
    work_on(mine, (cast.reviewer, State.SUBMITTED), kind=Kind.OWN)
    work_on(theirs, (make_member(cast.project), State.SUBMITTED), kind=Kind.OWN)
    Entry.objects.filter(pk__in=[mine.pk, theirs.pk]).update(done=1, required=1)
    blind, manager = browser_of(cast.reviewer), browser_of(cast.manager)

    assert titles(blind, cast.address, state="submitted") == ["我的"]
    assert titles(blind, cast.address, state="assigned") == ["他们的", "没人的"]
    assert titles(blind, cast.address, state="in_progress") == []
    assert titles(manager, cast.address, state="submitted") == ["我的", "他们的"]
    assert titles(manager, cast.address, state="assigned") == ["没人的"]
    Entry.objects.filter(pk=theirs.pk).update(adjudicated_at=timezone.now())  # which ends the blindness
    assert titles(blind, cast.address, state="submitted") == ["我的", "他们的"]
    assert titles(blind, cast.address, state="assigned") == [nobodys.article.title]


def test_work_that_was_only_handed_out_has_not_started(cast: Cast) -> None:
    work_on(article(cast.project, "桥"), (cast.reviewer, State.IN_PROGRESS))
    Assignment.objects.update(state=State.ASSIGNED)
    client = browser_of(cast.viewer)

    assert [line.state for line in lines(client, cast.address)] == ["assigned"]
    assert titles(client, cast.address, state="assigned") == ["桥"]
