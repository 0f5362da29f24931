"""What members say to each other about articles and tags."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from annotate.actions.problems import Conflict
from annotate.actions.talking import (
    NewComment,
    change_presence,
    change_standing,
    change_words,
    mentions,
    readers_of,
    say,
)
from annotate.models import Activity, Comment, Entry, Matter, Notice, ReadMark, Span, Verb, Way
from annotate.reports.talk import talk_of
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.working import tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member, make_user

pytestmark = pytest.mark.django_db

WORDS = "市长😀𠮷"
TEXT = (Block("title", "题目"), Block("paragraph", f"{WORDS}说：“好。”"))
SAID = "请看😀𠮷e\u0301\r\n第二行"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def entry(cast: Cast) -> Entry:
    return make_entry(cast.project, *TEXT)


def speak(
    user: User, entry: Entry, text: str = "一句话", *, uid: UUID | None = None, **about: int
) -> Comment:
    return say(work_for(user, entry), NewComment(uid or uuid4(), text, **about))


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("matter", flat=True))


def address(entry: Entry, name: str = "comments", *more: int) -> str:
    return reverse(name, args=[entry.project.slug, entry.pk, *more])


def counted(user: User, entry: Entry) -> dict[str, int]:
    talk = talk_of(work_for(user, entry))
    return {"open": talk.open, "unread": talk.unread}


def post(user: User, entry: Entry, **data: Any) -> Any:
    fields = {"id": str(uuid4()), "text": "一句话", **data}
    return browser_of(user).post(address(entry), fields)


def shown(user: User, entry: Entry) -> str:
    answer = browser_of(user).get(address(entry))
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_said_of_an_article_is_read_by_its_members(cast, entry):
    answer = post(cast.reviewer, entry, text=SAID)

    comment = Comment.objects.get()
    assert comment.text == SAID.replace("\r\n", "\n")
    assert answer.url == f"{address(entry)}#comment-{comment.pk}"
    assert "请看😀𠮷e\u0301<br>第二行" in shown(cast.viewer, entry)
    assert Activity.objects.filter(verb=Verb.COMMENT, actor=cast.reviewer).count() == 1


def test_the_same_comment_sent_twice_is_said_once(cast, entry):
    uid = uuid4()

    first, second = speak(cast.reviewer, entry, uid=uid), speak(cast.reviewer, entry, uid=uid)

    assert first == second
    with pytest.raises(Conflict):
        speak(cast.reviewer, entry, "etwas anderes", uid=uid)


def test_a_comment_on_a_tag_shows_its_words(cast, entry):
    tag_words(cast.reviewer, entry, "source", WORDS)
    span = Span.objects.get()

    speak(cast.reviewer, entry, span=span.number)

    assert f'<q lang="zh-Hans">{WORDS}</q>' in " ".join(shown(cast.viewer, entry).split())


def test_a_tag_that_is_not_there_takes_no_comment(cast, entry):
    with pytest.raises(ValidationError, match="has been deleted"):
        speak(cast.reviewer, entry, span=7)


def test_an_answer_to_an_answer_stands_in_the_same_thread(cast, entry):
    first = speak(cast.reviewer, entry)
    answer = speak(cast.manager, entry, parent=first.pk)

    assert speak(cast.reviewer, entry, parent=answer.pk).parent == first


def test_who_takes_part_in_a_thread_is_told_of_answers_and_nobody_twice(cast, entry):
    first = speak(cast.reviewer, entry)
    speak(cast.manager, entry, parent=first.pk)
    speak(cast.reviewer, entry, f"@{cast.manager.username} 好", parent=first.pk)

    assert told(cast.reviewer) == [Matter.REPLY]
    assert told(cast.manager) == [Matter.MENTION]
    assert User.objects.get(pk=cast.manager.pk).unread == 1


@pytest.mark.parametrize(
    ("text", "is_meant"),
    [("@林知秋请看", True), ("问@林知秋", True), ("@林知", False), ("林知秋", False), ("@林知秋😀", True)],
)
def test_a_name_behind_an_at_is_a_mention(cast, text, is_meant):
    make_member(cast.project, Role.REVIEWER, make_user("林知秋"))
    members = list(cast.project.memberships.select_related("user"))

    assert [one.user.username for one in mentions(text, members)] == ["林知秋"] * is_meant


def test_the_longest_name_is_meant_and_latin_names_end_where_letters_end(cast):
    for name in ("ann", "anna"):
        make_member(cast.project, Role.REVIEWER, make_user(name))
    members = list(cast.project.memberships.select_related("user"))

    assert [one.user.username for one in mentions("@Anna, @annabel", members)] == ["anna"]


def test_a_thread_is_resolved_and_opened_again(cast, entry):
    comment = speak(cast.reviewer, entry)

    for on in ("yes", "yes"):
        browser_of(cast.manager).post(address(entry, "comment-resolve", comment.pk), {"on": on})

    comment.refresh_from_db()
    assert (comment.resolved_by, Activity.objects.filter(verb=Verb.RESOLVE).count()) == (cast.manager, 1)
    assert "1 resolved thread" in " ".join(shown(cast.viewer, entry).split())
    browser_of(cast.manager).post(address(entry, "comment-resolve", comment.pk), {"on": "no"})
    comment.refresh_from_db()
    assert comment.resolved_at is None


def test_an_answer_alone_is_not_resolved(cast, entry):
    answer = speak(cast.manager, entry, parent=speak(cast.reviewer, entry).pk)

    with pytest.raises(ValidationError):
        change_standing(work_for(cast.manager, entry), answer.pk, resolved=True)


def test_ones_own_comment_is_deleted_and_brought_back(cast, entry):
    comment = speak(cast.reviewer, entry, "要删的话")

    change_presence(work_for(cast.reviewer, entry), comment.pk, live=False)

    assert "要删的话" not in shown(cast.viewer, entry)
    assert "Bring it back" in shown(cast.reviewer, entry)
    change_presence(work_for(cast.reviewer, entry), comment.pk, live=True)
    assert "要删的话" in shown(cast.viewer, entry)


def test_the_comment_of_another_is_deleted_by_managers_only(cast, entry):
    comment = speak(cast.manager, entry)
    other = speak(cast.reviewer, entry)

    with pytest.raises(PermissionDenied):
        change_presence(work_for(cast.reviewer, entry), comment.pk, live=False)
    assert change_presence(work_for(cast.manager, entry), other.pk, live=False).deleted_at is not None


@pytest.mark.parametrize(
    "data",
    [
        {"text": ""},
        {"text": " \r\n "},
        {"text": "长" * 5_001},
        {"text": "a\x00b"},
        {"id": "none"},
        {"span": "-1"},
        {"span": "9" * 5_000},
        {"parent": "😀"},
        {"parent": "999999"},
    ],
)
def test_what_cannot_be_said_comes_back_with_a_sentence(cast, entry, data):
    answer = post(cast.reviewer, entry, **data)

    assert (answer.status_code, Comment.objects.count()) == (422, 0)
    assert 'role="alert"' in answer.content.decode()


def test_markup_is_text(cast, entry):
    speak(cast.reviewer, entry, "<script>alert(1)</script>")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown(cast.viewer, entry)


def test_viewers_read_and_do_not_write(cast, entry):
    assert post(cast.viewer, entry).status_code == 403
    assert "<textarea" not in shown(cast.viewer, entry)


class TestBlindness:
    """In independent work nobody learns from comments what the others do."""

    @pytest.fixture
    def cast(self) -> Cast:
        return make_cast(way=Way.INDEPENDENT)

    @pytest.fixture
    def other(self, cast: Cast, entry: Entry) -> User:
        Entry.objects.filter(pk=entry.pk).update(required=2)
        return make_member(cast.project, Role.REVIEWER, make_user("另一位"))

    def test_comments_on_the_work_of_others_are_hidden_until_it_is_adjudicated(self, cast, entry, other):
        speak(other, entry, "只有我看见")
        speak(cast.manager, entry, "大家都看见")

        assert "只有我看见" not in shown(cast.reviewer, entry)
        assert "大家都看见" in shown(cast.reviewer, entry)
        assert "只有我看见" in shown(cast.manager, entry)
        assert counted(cast.reviewer, entry) == {"open": 1, "unread": 0}
        Entry.objects.filter(pk=entry.pk).update(adjudicated_at=timezone.now())
        assert "只有我看见" in shown(cast.reviewer, entry)

    def test_a_mention_reaches_those_only_who_may_read_it(self, cast, entry, other):
        speak(other, entry, f"@{cast.reviewer.username} @{cast.manager.username}")

        assert (told(cast.reviewer), told(cast.manager)) == ([], [Matter.MENTION])
        assert cast.reviewer not in readers_of(work_for(other, entry))
        assert cast.manager in readers_of(work_for(other, entry))

    def test_what_is_hidden_cannot_be_answered_resolved_or_deleted(self, cast, entry, other):
        comment = speak(other, entry)

        with pytest.raises(ValidationError):
            speak(cast.reviewer, entry, parent=comment.pk)
        for act in ("comment-resolve", "comment-delete"):
            answer = browser_of(cast.reviewer).post(address(entry, act, comment.pk), {"on": "yes"})
            assert answer.status_code == 422


def test_what_others_have_said_since_is_unread(cast, entry):
    speak(cast.reviewer, entry)
    assert counted(cast.manager, entry) == {"open": 1, "unread": 1}

    shown(cast.manager, entry)

    assert counted(cast.manager, entry) == {"open": 1, "unread": 0}
    assert counted(cast.reviewer, entry) == {"open": 1, "unread": 0}
    speak(cast.reviewer, entry)
    assert counted(cast.manager, entry)["unread"] == 1
    assert ReadMark.objects.filter(user=cast.manager).count() == 1


def test_the_page_asks_a_constant_number_of_questions(cast, entry, django_assert_max_num_queries):
    client = browser_of(cast.manager)
    tag_words(cast.reviewer, entry, "source", WORDS)
    for _number in range(12):
        first = speak(cast.reviewer, entry, span=1)
        speak(cast.manager, entry, parent=first.pk)

    with django_assert_max_num_queries(14):
        client.get(address(entry))


class TestChanging:
    """One's own comment is changed, and what it said before is kept."""

    def change(self, user: User, entry: Entry, comment: Comment, **data: Any) -> Any:
        return browser_of(user).post(address(entry, "comment-change", comment.pk), data)

    def test_other_words_stand_there_with_those_of_before(self, cast, entry):
        comment = speak(cast.reviewer, entry, "原来的话😀")

        for _twice in range(2):
            answer = self.change(cast.reviewer, entry, comment, text=SAID)

        assert answer.url == f"{address(entry)}#comment-{comment.pk}"
        assert Comment.objects.get().text == SAID.replace("\r\n", "\n")
        assert [one.text for one in comment.earlier.all()] == ["原来的话😀"]
        assert "原来的话😀" in shown(cast.viewer, entry)

    def test_what_it_said_before_is_said_again(self, cast, entry):
        comment = speak(cast.reviewer, entry, "原来的话")
        change_words(work_for(cast.reviewer, entry), comment.pk, "后来的话")

        self.change(cast.reviewer, entry, comment, earlier=comment.earlier.get().pk)

        comment.refresh_from_db()
        assert comment.text == "原来的话"
        assert [one.text for one in comment.earlier.all()] == ["后来的话", "原来的话"]

    def test_nobody_changes_the_words_of_another(self, cast, entry):
        comment = speak(cast.reviewer, entry, "原来的话")

        assert self.change(cast.manager, entry, comment, text="别的话").status_code == 403
        assert Comment.objects.get().text == "原来的话"

    @pytest.mark.parametrize(
        "data",
        [{}, {"text": " \r\n"}, {"text": "长" * 5_001}, {"text": "a\x00"}, {"earlier": 7}, {"earlier": "😀"}],
    )
    def test_what_cannot_be_said_is_refused_in_words(self, cast, entry, data):
        comment = speak(cast.reviewer, entry, "原来的话")

        answer = self.change(cast.reviewer, entry, comment, **data)

        assert (answer.status_code, Comment.objects.get().text) == (422, "原来的话")
        assert 'role="alert"' in answer.content.decode()

    def test_what_was_deleted_is_brought_back_first(self, cast, entry):
        comment = speak(cast.reviewer, entry)
        change_presence(work_for(cast.reviewer, entry), comment.pk, live=False)

        with pytest.raises(ValidationError, match="Bring it back"):
            change_words(work_for(cast.reviewer, entry), comment.pk, "别的话")

    def test_who_is_named_now_is_told_once(self, cast, entry):
        comment = speak(cast.reviewer, entry, f"@{cast.manager.username}")

        name = cast.viewer.username
        for text in (f"@{cast.manager.username} @{name}", f"@{name} @{cast.manager.username}"):
            change_words(work_for(cast.reviewer, entry), comment.pk, text)

        assert told(cast.manager) == [Matter.MENTION]
        assert told(cast.viewer) == [Matter.MENTION]


def test_who_shares_a_name_is_told_together_and_offered_apart(cast, entry):
    for number in (1, 2):
        make_member(cast.project, Role.REVIEWER, make_user(f"fang{number}"))
    twins = User.objects.filter(username__startswith="fang")
    twins.update(display_name="王芳")

    speak(cast.manager, entry, "@王芳 @王芳")

    assert [told(one) for one in twins] == [[Matter.MENTION]] * 2
    page = shown(cast.manager, entry)
    assert all(f'data-mention="fang{number}"' in page for number in (1, 2))
    assert 'data-mention="王芳"' not in page


def test_a_name_that_nobody_has_is_pointed_out(cast, entry):
    part = {"X-Part": "comments"}
    data = {"id": str(uuid4()), "text": f"@张三 @{cast.manager.username} <b>@</b>"}

    answer = browser_of(cast.reviewer).post(address(entry), data, headers=part).content.decode()

    assert "“@张三” is nobody who can read it here" in answer
    assert f'<span class="mentioned">@{cast.manager.username}</span>' in answer
    assert "&lt;b&gt;@&lt;/b&gt;" in answer


def test_an_answer_that_is_refused_stays_in_its_place(cast, entry):
    first = speak(cast.manager, entry)

    answer = post(cast.reviewer, entry, text="长" * 5_001, parent=str(first.pk)).content.decode()

    assert "this one has 5001" in answer
    assert f"required>{'长' * 5_001}</textarea>" in answer
    assert '<details class="answer" open>' in " ".join(answer.split())


def test_other_words_under_the_same_key_become_another_comment(cast, entry):
    uid = uuid4()
    speak(cast.reviewer, entry, "先说的话", uid=uid)

    answer = post(cast.reviewer, entry, id=str(uid), text="后说的话")

    assert answer.status_code == 409
    page = answer.content.decode()
    assert (str(uid) in page, "后说的话" in page) == (False, True)


def test_reading_comments_is_reading_the_notices_of_them(cast, entry):
    speak(cast.reviewer, entry, f"@{cast.manager.username}")
    assert User.objects.get(pk=cast.manager.pk).unread == 1

    shown(cast.manager, entry)

    assert User.objects.get(pk=cast.manager.pk).unread == 0
    assert Notice.objects.get().read_at is not None
