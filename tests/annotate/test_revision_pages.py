"""The pages about the wordings of an article, and about the tags that wait."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import User
from annotate.actions.carrying import move_pin
from annotate.actions.entries import purpose_of
from annotate.actions.work import submit
from annotate.models import Activity, Assignment, Entry, Span, Way
from articles.importing import begin_run, import_into_run
from articles.models import ImportRun, Revision
from articles.text.blocks import Block
from tests.annotate.rewording import CHANGED, FIRST, GONE, REWORDED, SURE, present, reword, span_of
from tests.annotate.working import an_ask, send_tag, tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def entry(cast: Cast) -> Entry:
    entry = make_entry(cast.project, *FIRST)
    for words in (SURE, CHANGED, GONE):
        tag_words(cast.reviewer, entry, "claim", words)
    return entry


def address(route: str, entry: Entry, **more: object) -> str:
    return reverse(route, kwargs={"slug": entry.project.slug, "entry": entry.pk, **more})


def fresh(entry: Entry) -> Entry:
    return Entry.objects.select_related("project", "revision").get(pk=entry.pk)


def post(user, route: str, entry: Entry, /, *, at: dict[str, object] | None = None, **data):
    fields = {"request": str(uuid4()), **data}
    return browser_of(user).post(address(route, entry, **(at or {})), fields, follow=True)


def test_a_newer_wording_is_offered_and_not_applied(cast, entry):
    before = entry.revision
    reword(entry)

    listed = browser_of(cast.viewer).get(cast.address).text
    opened = browser_of(cast.viewer).get(address("workbench", entry)).text

    assert "a newer wording is there: 3 paragraphs differ" in listed
    assert "A newer wording is there: 3 paragraphs differ." in opened
    assert address("entry-compare", entry, older=1, newer=2) in listed
    assert fresh(entry).revision == before


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (datetime(2026, 1, 2, tzinfo=UTC), '<time datetime="2026-01-02">2026-01-02</time>'),
        (datetime(2026, 1, 2, 3, 30, tzinfo=UTC), ">2026-01-01 22:30</time>"),
    ],
)
def test_a_wording_of_which_only_the_day_is_known_has_no_hour_and_the_same_day_everywhere(
    cast, entry, as_of, said
):
    User.objects.filter(pk=cast.viewer.pk).update(time_zone="America/New_York")
    Revision.objects.filter(pk=entry.revision_id).update(as_of=as_of)

    assert said in browser_of(cast.viewer).get(address("entry-revisions", entry)).text


def test_nothing_is_offered_where_the_team_works_on_the_newest_wording(cast, entry):
    move_pin(entry, reword(entry), cast.manager)

    assert "newer wording" not in browser_of(cast.viewer).get(cast.address).text
    assert "newer wording" not in browser_of(cast.viewer).get(address("workbench", entry)).text


def test_the_comparison_says_what_came_what_went_and_what_changed(cast, entry):
    reword(entry)

    page = browser_of(cast.viewer).get(address("entry-compare", entry, older=1, newer=2)).text

    assert "3 paragraphs differ" in page
    assert '<del><span class="vh">removed: </span>三' in page
    assert '<ins><span class="vh">added: </span>五' in page
    assert "本报讯：市政府周三公布了新的计划。" in page


def test_words_of_an_article_stay_words_in_the_comparison(cast, entry):
    reword(entry, *FIRST[:2], FIRST[2].__class__("paragraph", "<script>alert(1)</script>😀"))

    page = browser_of(cast.viewer).get(address("entry-compare", entry, older=1, newer=2)).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_only_a_manager_is_offered_to_move_the_work(cast, entry):
    reword(entry)
    button = "Work on revision 2 from now on"

    assert button in browser_of(cast.manager).get(address("entry-compare", entry, older=1, newer=2)).text
    assert button not in browser_of(cast.reviewer).get(address("entry-compare", entry, older=1, newer=2)).text


def test_a_manager_moves_the_work_and_takes_it_back(cast, entry):
    first, second = entry.revision, reword(entry)

    page = post(cast.manager, "entry-move-pin", entry, at={"number": 2})
    assert "The team works on revision 2 now." in page.text
    assert fresh(entry).revision == second

    done = Activity.objects.get(verb="move_pin")
    browser_of(cast.manager).post(reverse("activity-undo", args=[cast.project.slug, done.pk]))
    assert fresh(entry).revision == first


def test_a_wording_of_another_article_does_not_exist_here(cast, entry):
    other = make_entry(cast.project)
    reword(other)
    client = browser_of(cast.manager)

    assert client.get(address("entry-compare", entry, older=1, newer=2)).status_code == 404
    assert client.post(address("entry-move-pin", entry, number=2)).status_code == 404


def test_the_list_of_wordings_does_not_tell_what_other_projects_imported(cast):
    def bring(project, text: str) -> None:
        run = begin_run(uuid4(), by=None, purpose=purpose_of(project))
        run.started_by = cast.manager
        ImportRun.objects.filter(pk=run.pk).update(started_by=cast.manager)
        import_into_run(run, text.encode(), f"{project.pk}-file.txt", address="https://news.example/a.html")

    other = make_project()
    bring(cast.project, "题目在这里\n\n第一段说了很多话，讲清楚了事情。")
    bring(other, "题目在这里\n\n第一段说了很多话，讲明白了事情。")
    revision = Assignment.revision.field.related_model.objects.get(number=1)
    entry = make_entry(cast.project, revision=revision)

    page = browser_of(cast.viewer).get(address("entry-revisions", entry)).text

    assert "Revision 2" in page
    assert f"{cast.project.pk}-file.txt" in page
    assert f"{other.pk}-file.txt" not in page


def test_the_workbench_says_what_waits(cast, entry):
    submit(work_for(cast.reviewer, entry), an_ask())
    move_pin(entry, reword(entry), cast.manager)

    assert (
        "2 tags wait for you: the wording changed."
        in browser_of(cast.reviewer).get(address("workbench", entry)).text
    )
    assert "wait for you" not in browser_of(cast.manager).get(address("workbench", entry)).text


def test_old_and_new_words_stand_beside_each_other(cast, entry):
    move_pin(entry, reword(entry), cast.manager)

    page = browser_of(cast.reviewer).get(address("settle", entry)).text

    assert "<mark>花费三亿元</mark>" in page
    assert "<mark>花费五亿元</mark>" in page
    assert "90 % alike" in page
    assert "These words were not found in the present wording." in page


def test_a_tag_is_kept_and_the_decision_taken_back(cast, entry):
    move_pin(entry, reword(entry), cast.manager)
    span = span_of(entry, CHANGED)

    page = post(cast.reviewer, "span-settle", entry, at={"number": span.number}, decision="keep")
    assert "Kept: 花费五亿元" in page.text
    assert Span.objects.live().filter(pk=span.pk).exists()

    post(cast.reviewer, "settle-undo", entry)
    assert Span.objects.waiting().filter(pk=span.pk).exists()


def test_only_a_decision_is_taken_back_here(cast, entry):
    move_pin(entry, reword(entry), cast.manager)
    tag_words(cast.reviewer, fresh(entry), "quote", "新桥😀")

    page = post(cast.reviewer, "settle-undo", entry)

    assert "You have tagged since." in page.text
    assert Span.objects.live().filter(words="新桥😀").exists()


def test_a_tag_is_put_on_selected_words(cast, entry):
    move_pin(entry, reword(entry), cast.manager)
    span, start = span_of(entry, GONE), fresh(entry).revision.text.index("新桥😀明年")

    post(
        cast.reviewer, "span-settle", entry, at={"number": span.number},
        decision="put", start=start, end=start + 5,
    )  # fmt: skip

    span.refresh_from_db()
    assert (span.words, span.settled) == ("新桥😀明年", True)


@pytest.mark.parametrize("decision", [{"decision": "keep"}, {"decision": "drop"}, {"start": 0, "end": 5}])
def test_what_was_said_of_one_wording_is_not_done_to_another(cast, entry, decision):
    move_pin(entry, reword(entry), cast.manager)
    number, settled = span_of(entry, CHANGED).number, fresh(entry)
    page = browser_of(cast.reviewer).get(address("settle", entry)).text
    again = (*REWORDED[:3], Block("paragraph", "法新社报道说，工程已花费六亿元，仍未完成。"))
    move_pin(settled, reword(settled, *again), cast.manager)

    assert page.count(f'name="revision" value="{settled.revision_id}"') == 3
    said = {"decision": "put", "revision": settled.revision_id, **decision}
    answer = post(cast.reviewer, "span-settle", entry, at={"number": number}, **said)

    assert "The wording of this article has changed since you opened it." in answer.text
    assert Span.objects.waiting().filter(number=number, assignment__is_current=True).exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"decision": "put"}, "Select the words first."),
        ({"decision": "eat"}, "The request is incomplete."),
        ({"decision": "keep"}, "not in the new text"),
        ({"decision": "put", "start": 0, "end": 10_000}, "lies outside of the article"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_a_sentence(cast, entry, data, sentence):
    move_pin(entry, reword(entry), cast.manager)

    page = post(cast.reviewer, "span-settle", entry, at={"number": span_of(entry, GONE).number}, **data)

    assert sentence in page.text
    assert Span.objects.waiting().count() == 2


def test_the_workbench_asks_for_the_words_of_a_tag(cast, entry):
    move_pin(entry, reword(entry), cast.manager)
    number = span_of(entry, GONE).number

    page = browser_of(cast.reviewer).get(address("workbench", entry), {"settle": number}).text

    assert address("span-settle", entry, number=number) in page
    assert f"Select the words that “{GONE}”" in page


def test_work_on_an_earlier_wording_stays_readable(cast, entry):
    submit(work_for(cast.reviewer, entry), an_ask())
    old = present(entry)
    move_pin(entry, reword(entry), cast.manager)
    client = browser_of(cast.viewer)

    listed = client.get(address("entry-revisions", entry)).text
    page = client.get(address("entry-earlier", entry, work=old.pk)).text

    assert address("entry-earlier", entry, work=old.pk) in listed
    assert "3 tags on revision 1" in page
    assert page.count('<li class="note') == 3
    assert "三亿元" in page


def test_blindness_hides_what_others_did_on_earlier_wordings():
    cast = make_cast(way=Way.INDEPENDENT)
    entry, other = make_entry(cast.project, *FIRST), make_member(cast.project)
    tag_words(cast.reviewer, entry, "claim", SURE)
    old = present(entry)
    move_pin(entry, reword(entry), cast.manager)

    assert browser_of(other).get(address("entry-earlier", entry, work=old.pk)).status_code == 404
    assert browser_of(cast.reviewer).get(address("entry-earlier", entry, work=old.pk)).status_code == 200


def test_a_tag_meant_for_another_wording_is_refused(cast, entry):
    seen = entry.revision_id
    move_pin(entry, reword(entry), cast.manager)
    client = browser_of(cast.reviewer)

    refused = send_tag(client, fresh(entry), "quote", "新桥", revision=seen)
    taken = send_tag(client, fresh(entry), "quote", "新桥", revision=fresh(entry).revision_id)

    assert refused.status_code == 409
    assert "wording of this article has changed" in refused.json()["error"]
    assert taken.status_code == 201


@pytest.mark.parametrize("route", ["entry-revisions", "settle"])
def test_the_pages_ask_a_constant_number_of_questions(cast, route, django_assert_max_num_queries):
    for count in (1, 6):
        entry = make_entry(cast.project, *FIRST)
        for start in range(count):
            send_tag(
                browser_of(cast.reviewer), entry, "claim", "花费三亿元"[: start + 1] if start < 5 else GONE
            )
        for _ in range(count):
            text = f"第{entry.article.revisions.count()}次"
            move_pin(entry, reword(entry, FIRST[0], FIRST[1].__class__("paragraph", text)), cast.manager)
        client = browser_of(cast.reviewer)
        client.get(address(route, entry))
        with django_assert_max_num_queries(9):
            client.get(address(route, entry))
