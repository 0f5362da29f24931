"""What the notes show of what has been said about their tags."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from annotate.actions.carrying import move_pin
from annotate.actions.tagging.spans import delete_span
from annotate.actions.tagging.undo import undo
from annotate.actions.talking import NewComment, change_presence, change_standing, change_words, say
from annotate.models import Comment, Entry, Span, Way
from annotate.reports.talk import talk_of
from annotate.reports.unfinished import left_in
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.rewording import reword
from tests.annotate.working import an_ask, send_tag, tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db

WORDS = "市长😀𠮷"
TEXT = (Block("title", "题目"), Block("paragraph", f"{WORDS}说：“好。”天e\u0301晴了。"))


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def entry(cast: Cast) -> Entry:
    entry = make_entry(cast.project, *TEXT)
    tag_words(cast.reviewer, entry, "source", WORDS)
    return entry


def speak(user: User, entry: Entry, **about: int) -> Comment:
    return say(work_for(user, entry), NewComment(uuid4(), "一句话", **about))


def marks(user: User, entry: Entry) -> list[tuple[str, str]]:
    """Return class and words of every mark on the workbench."""
    page = browser_of(user).get(reverse("workbench", args=[entry.project.slug, entry.pk])).content
    found = BeautifulSoup(page, "lxml").select(".note .said")
    return [(" ".join(mark["class"]), str(mark["title"])) for mark in found]


def test_a_note_shows_what_is_open_new_and_resolved(cast, entry):
    assert marks(cast.manager, entry) == []
    first = speak(cast.reviewer, entry, span=1)

    assert marks(cast.reviewer, entry) == [("said", "1 open comment")]
    assert marks(cast.manager, entry) == [("said new", "1 open comment, 1 new")]
    speak(cast.manager, entry, parent=first.pk)
    assert marks(cast.manager, entry) == [("said new", "1 open comment, 1 new")]
    change_standing(work_for(cast.manager, entry), first.pk, resolved=True)
    assert marks(cast.viewer, entry) == [("said done", "1 resolved comment")]
    for comment in Comment.objects.all():
        change_presence(work_for(cast.manager, entry), comment.pk, live=False)
    assert marks(cast.manager, entry) == []


def test_reading_the_comments_takes_the_mark_of_what_is_new_away(cast, entry):
    speak(cast.reviewer, entry, span=1)
    address = reverse("comments", args=[entry.project.slug, entry.pk])

    page = browser_of(cast.manager).get(address, headers={"X-Part": "comments"}).content.decode()

    assert marks(cast.manager, entry) == [("said", "1 open comment")]
    assert '<i data-a="1"> <span class="said" title="1 open comment">' in page


@pytest.mark.parametrize("span", ["９", "²", "9" * 30, "9" * 5_000, "-1", "x"])
def test_a_tag_that_cannot_be_is_not_commented_on(cast, entry, span):
    tag_words(cast.reviewer, entry, "claim", WORDS)

    answer = browser_of(cast.reviewer).get(
        reverse("comments", args=[cast.project.slug, entry.pk]), {"span": span}
    )

    assert (answer.status_code, answer.context["about"]) == (200, None)


def test_a_comment_on_the_article_marks_no_tag(cast, entry):
    speak(cast.reviewer, entry)

    assert marks(cast.manager, entry) == []
    assert talk_of(work_for(cast.manager, entry)).open == 1


def test_rows_that_are_swapped_keep_their_marks(cast, entry):
    speak(cast.reviewer, entry, span=1)

    rows = send_tag(browser_of(cast.manager), entry, "claim", "天e\u0301晴了").json()["rows"]

    assert [row.count("1 open comment") for row in rows.values()] == [2]  # to be seen and to be heard


def test_marks_cost_the_same_questions_for_any_number_of_tags(cast, entry):
    client = browser_of(cast.manager)
    page = reverse("workbench", args=[entry.project.slug, entry.pk])
    client.get(page)
    asked = []
    for words in ("好", "说：“好。”", "天e\u0301晴了"):
        with CaptureQueriesContext(connection) as seen:
            client.get(page)
        asked.append(len(seen))
        tag_words(cast.reviewer, entry, "claim", words)
        speak(cast.reviewer, entry, span=len(Span.objects.all()))

    assert len(set(asked)) == 1
    assert len(marks(cast.manager, entry)) == 3


def test_a_tag_keeps_what_was_said_of_it_in_the_next_wording(cast, entry):
    speak(cast.reviewer, entry, span=1)

    changed = reword(entry, TEXT[0], Block("paragraph", "新的一段。"), TEXT[1])
    move_pin(entry, changed, cast.manager)

    entry.refresh_from_db()
    assert marks(cast.reviewer, entry) == [("said", "1 open comment")]
    assert [group.lack for group in left_in(work_for(cast.reviewer, entry))] == ["talk"]


def test_a_tag_that_went_is_called_gone_and_not_led_to(cast, entry):
    speak(cast.reviewer, entry, span=1)
    address = reverse("comments", args=[entry.project.slug, entry.pk])
    assert "#n1" in browser_of(cast.manager).get(address).content.decode()

    delete_span(work_for(cast.reviewer, entry), an_ask(), 1)

    page = browser_of(cast.manager).get(address).content.decode()
    assert "This tag has been deleted." in page
    assert "#n1" not in page
    undo(work_for(cast.reviewer, entry), an_ask())
    assert "#n1" in browser_of(cast.manager).get(address).content.decode()
    assert marks(cast.reviewer, entry) == [("said", "1 open comment")]


def test_a_tag_that_waits_in_a_new_wording_is_said_to_wait(cast, entry):
    speak(cast.reviewer, entry, span=1)
    changed = reword(entry, TEXT[0], Block("paragraph", "副市长😀𠮷说：“不好。”天e\u0301阴了。"))
    move_pin(entry, changed, cast.manager)

    page = browser_of(cast.manager).get(reverse("comments", args=[entry.project.slug, entry.pk]))

    assert "This tag waits to be settled in the new wording." in page.content.decode()
    assert "#n1" not in page.content.decode()


def listed(user: User, entry: Entry) -> str:
    page = browser_of(user).get(reverse("project", args=[entry.project.slug])).content
    return BeautifulSoup(page, "lxml").select("#article-list .meta")[0].get_text(" ", strip=True)


def test_the_list_of_articles_says_where_something_new_was_said(cast, entry):
    first = speak(cast.reviewer, entry, span=1)
    speak(cast.manager, entry, parent=first.pk)

    assert "2 new comments" in listed(cast.viewer, entry)
    assert "1 new comment" in listed(cast.manager, entry)
    browser_of(cast.viewer).get(reverse("comments", args=[entry.project.slug, entry.pk]))
    assert "new" not in listed(cast.viewer, entry)


def test_the_history_says_what_became_of_a_comment(cast, entry):
    comment = speak(cast.reviewer, entry, span=1)
    work = work_for(cast.reviewer, entry)
    change_words(work, comment.pk, "别的话")
    for resolved in (True, False):
        change_standing(work, comment.pk, resolved=resolved)
    change_presence(work, comment.pk, live=False)

    page = browser_of(cast.manager).get(reverse("history", args=[entry.project.slug, entry.pk]))

    said = ("deleted a comment", "opened a thread again", "resolved a comment", "changed a comment")
    places = [page.content.decode().index(f"<span>{words}</span>") for words in said]
    assert places == sorted(places)


class TestAlone:
    """Where everybody works alone, marks and links are those of one's own tags."""

    @pytest.fixture
    def cast(self) -> Cast:
        return make_cast(way=Way.INDEPENDENT)

    def test_the_tag_of_another_with_the_same_number_is_not_marked(self, cast, entry):
        Entry.objects.filter(pk=entry.pk).update(required=2)
        other = make_member(cast.project, Role.REVIEWER)
        tag_words(cast.manager, entry, "source", WORDS)
        speak(cast.reviewer, entry, span=1)

        assert marks(cast.manager, entry) == []
        assert "1 new comment" in listed(cast.manager, entry)
        assert "new" not in listed(other, entry)
        assert marks(cast.reviewer, entry) == [("said", "1 open comment")]
        page = browser_of(cast.manager).get(reverse("comments", args=[entry.project.slug, entry.pk]))
        assert f"In the work of {cast.reviewer.name}" in " ".join(page.content.decode().split())
        assert "#n1" not in page.content.decode()
        assert talk_of(work_for(other, entry)).open == 0
