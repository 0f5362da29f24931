"""Cleaning a project's articles again in the browser: the dry run, and taking over what it found."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from annotate.actions.importing.recleaning import KINDS, run_look
from annotate.actions.projects import trash_project
from annotate.models import Activity, Membership, Span, Verb
from articles.models import Cause, Revision
from articles.text.digest import sha256_of
from jobs import queue
from jobs.models import Finding, Job, State
from tests.annotate.importing import send, upload
from tests.annotate.rewording import span_of
from tests.annotate.test_import_jobs import zipped
from tests.annotate.working import spans_in, tag_words
from tests.articles.files import ADDRESS, feed_item
from tests.cast import browser_of, make_cast
from tests.makers import make_entry

pytestmark = pytest.mark.django_db

LEFT_IN = "点击订阅😀𠮷 e\u0301\n"
WORDS = "新桥😀明年通车"


def leave_in(revision: Revision) -> None:
    """Let the wording be as older rules would have left it, with a line too many."""
    text = LEFT_IN + revision.text
    blocks = [{"kind": "paragraph", "start": 0, "end": len(LEFT_IN) - 1}]
    shift = len(LEFT_IN)
    blocks += [
        {**block, "start": block["start"] + shift, "end": block["end"] + shift} for block in revision.blocks
    ]
    Revision.objects.filter(pk=revision.pk).update(text=text, digest=sha256_of(text), blocks=blocks)


@pytest.fixture
def cast():
    """A project with three imported articles: in the last two a line is too many."""
    cast = make_cast()
    files = [upload(feed_item(address=f"{ADDRESS}-{number}"), f"{number}.md") for number in range(3)]
    send(browser_of(cast.manager), cast.project, *files)
    for entry in entries(cast)[1:]:
        leave_in(entry.revision)
    return cast


@pytest.fixture
def browser(cast):
    return browser_of(cast.manager)


def entries(cast):
    return list(cast.project.entries.select_related("revision").order_by("pk"))


def work() -> None:
    call_command("work", "--once")


def begin(cast, browser) -> str:
    return str(browser.post(f"{cast.address}reclean/", {"request": str(uuid4())}).url)


def looked(cast, browser) -> str:
    """Do a dry run; returns the address of its result."""
    address = begin(cast, browser)
    work()
    return address


def take_over(browser, address, *findings: Finding, **fields):
    data = {"request": str(uuid4()), "chosen": [one.pk for one in findings], **fields}
    return browser.post(f"{address}apply/", data, follow=True).content.decode()


def changing() -> list[Finding]:
    return list(Finding.objects.filter(outcome="change"))


def test_a_dry_run_says_what_would_change_and_changes_nothing(cast, browser):
    tag_words(cast.reviewer, entries(cast)[1], "claim", WORDS)
    before = [list(Revision.objects.values()), list(Span.objects.values()), Activity.objects.count()]

    page = browser.get(looked(cast, browser)).content.decode()

    assert [list(Revision.objects.values()), list(Span.objects.values()), Activity.objects.count()] == before
    first, second = changing()
    assert first.detail == {
        "added": 0,
        "dropped": len(LEFT_IN) - 1,
        "blocks": 1,
        "tags": {"exact": 1},
        "shifted": 1,
    }
    assert second.detail["tags"] == {}
    assert "would change (2)" in page
    assert "stays the same (1)" in page
    assert "the offsets of 1 tag move" in page
    assert Job.objects.get().counts == {"same": 1, "change": 2}


def test_the_difference_shows_what_would_go_and_where_tags_would_stand(cast, browser):
    tag_words(cast.reviewer, entries(cast)[1], "claim", WORDS)
    tag_words(cast.reviewer, entries(cast)[1], "claim", "点击订阅😀")
    [span, gone] = sorted(spans_in(entries(cast)[1]), key=lambda span: -span.start)
    address = looked(cast, browser)

    page = browser.get(f"{address}{changing()[0].pk}/").content.decode()

    assert "点击订阅😀𠮷 e\u0301" in page.split("<del>")[1].split("</del>")[0]
    shift = len(LEFT_IN)
    assert f"{span.start}–{span.end}" in page
    assert f"{span.start - shift}–{span.end - shift}" in page
    assert f"{gone.start}–{gone.end}" in page
    assert "not found" in page


def test_what_is_chosen_is_taken_over_and_the_work_moves_and_can_be_moved_back(cast, browser):
    entry = entries(cast)[1]
    tag_words(cast.reviewer, entry, "claim", WORDS)
    address = looked(cast, browser)
    chosen = changing()[0]

    page = take_over(browser, address, chosen, moves="1")
    take_over(browser, address, chosen, moves="1")

    made = Revision.objects.get(cause=Cause.RECLEANED)
    entry.refresh_from_db()
    assert entry.revision == made
    assert LEFT_IN not in made.text
    assert "The wording of 1 article was taken over." in page
    assert [one.revision.cause for one in entries(cast)] == [
        Cause.PUBLISHED,
        Cause.RECLEANED,
        Cause.PUBLISHED,
    ]
    span = span_of(entry, WORDS)
    assert Finding.objects.get(pk=chosen.pk).outcome == "applied"
    assert (span.words, made.text[span.start : span.end], span.verdict) == (WORDS, WORDS, "exact")
    move = Activity.objects.get(verb=Verb.MOVE_PIN)
    browser.post(f"{cast.address}activity/{move.pk}/undo/")
    entry.refresh_from_db()
    assert entry.revision != made


def test_without_moving_the_wording_is_only_offered(cast, browser):
    address = looked(cast, browser)

    take_over(browser, address, changing()[0])

    assert Revision.objects.filter(cause=Cause.RECLEANED).count() == 1
    assert {one.revision.cause for one in entries(cast)} == {Cause.PUBLISHED}
    assert (
        "A newer wording is there"
        in browser.get(f"{cast.address}articles/{entries(cast)[1].pk}/revisions/").content.decode()
    )


def test_a_project_knows_where_a_wording_cleaned_again_comes_from(cast, browser):
    address = looked(cast, browser)
    take_over(browser, address, changing()[0], moves="1")

    page = browser.get(f"{cast.address}articles/{entries(cast)[1].pk}/source/").content.decode()

    assert "1.md" in page
    assert "The file came in through another project." not in page


def test_all_are_taken_over_in_the_background(cast, browser):
    address = looked(cast, browser)

    take_over(browser, address, everything="1", moves="1")
    assert not Revision.objects.filter(cause=Cause.RECLEANED).exists()
    work()

    assert [one.revision.cause for one in entries(cast)].count(Cause.RECLEANED) == 2
    assert Job.objects.first().counts == {"applied": 2}
    page = browser.get(address).content.decode()
    assert "taken over 2" in page
    assert "would change" not in page.split("<main")[1].split('class="lead facts"')[1].split("</p>")[0]


def test_nothing_chosen_is_told(cast, browser):
    address = looked(cast, browser)

    assert "Choose at least one article" in take_over(browser, address)
    assert "Choose at least one article" in take_over(browser, address, chosen=["x", "-1", "9" * 30, "²"])
    assert not Revision.objects.filter(cause=Cause.RECLEANED).exists()


def test_a_finding_of_another_project_is_not_taken_over(cast, browser):
    looked(cast, browser)
    other = make_cast()
    theirs = browser_of(other.manager)
    address = begin(other, theirs)

    take_over(theirs, address, *changing(), moves="1")

    assert not Revision.objects.filter(cause=Cause.RECLEANED).exists()
    assert theirs.get(begin(cast, browser)).status_code == 404
    assert theirs.get(f"{address}{changing()[0].pk}/").status_code == 404


def test_a_key_of_another_project_begins_nothing(cast, browser):
    key = str(uuid4())
    browser.post(f"{cast.address}reclean/", {"request": key})
    other = make_cast()

    answer = browser_of(other.manager).post(f"{other.address}reclean/", {"request": key})

    assert answer.status_code == 404
    assert browser.post(f"{cast.address}reclean/", {"request": "no key"}).status_code == 422
    assert Job.objects.count() == 1


def test_what_did_not_come_through_this_project_is_not_read_again_for_it(cast, browser):
    make_entry(cast.project)

    page = browser.get(looked(cast, browser)).content.decode()

    assert Job.objects.get().counts == {"same": 1, "change": 2, "failed": 1}
    assert "The file came in through another project" in page


def test_an_article_of_an_archive_is_read_from_it(cast, browser):
    names = {f"n{count}": feed_item(address=f"{ADDRESS}/z{count}") for count in range(3)}
    send(browser, cast.project, upload(zipped(**names), "all.zip"))
    work()
    leave_in(entries(cast)[-1].revision)
    leave_in(entries(cast)[-2].revision)

    looked(cast, browser)

    assert Job.objects.first().counts == {"same": 2, "change": 4}


def test_a_killed_dry_run_goes_on_where_it_was_and_says_nothing_twice(cast, browser, monkeypatch):
    monkeypatch.setattr("annotate.actions.importing.recleaning.TOGETHER", 1)
    begin(cast, browser)
    killed = run_look(queue.take("doomed", KINDS))
    next(killed)
    killed.close()
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    work()

    job = Job.objects.get()
    assert (job.state, job.done, job.total) == (State.DONE, 3, 3)
    assert Finding.objects.count() == 3


def test_stop_and_resume_by_their_buttons(cast, browser):
    address = begin(cast, browser)

    page = browser.post(f"{address}stop/", follow=True).content.decode()
    assert Job.objects.get().state == State.STOPPED
    assert f'action="{address}resume/"' in page
    work()
    assert not Finding.objects.exists()

    browser.post(f"{address}resume/")
    work()
    assert (Job.objects.get().state, Job.objects.get().total) == (State.DONE, 3)


def test_the_page_says_when_nobody_works(cast, browser):
    address = begin(cast, browser)
    assert "manage.py work" in browser.get(address).content.decode()

    queue.beat("worker")

    assert "manage.py work" not in browser.get(address).content.decode()


@pytest.mark.parametrize("is_deleted", [True, False])
def test_who_may_no_longer_manage_does_not_go_on(cast, browser, is_deleted):
    begin(cast, browser)
    if is_deleted:
        trash_project(cast.project, cast.manager)
    else:
        Membership.objects.filter(user=cast.manager).update(role="reviewer")

    work()

    assert Job.objects.get().state == State.FAILED
    assert not Finding.objects.exists()


def test_the_result_is_filtered_and_costs_the_same_however_much_there_is(
    cast, browser, django_assert_max_num_queries
):
    address = looked(cast, browser)
    page = browser.get(f"{address}?outcome=same").content.decode()
    assert page.count('data-state="same"') == 1
    assert 'data-state="revised"' not in page
    assert "No article had this outcome." in browser.get(f"{address}?outcome=failed").content.decode()

    with django_assert_max_num_queries(13):
        browser.get(address)
    with django_assert_max_num_queries(8):
        browser.get(f"{cast.address}reclean/")


def test_a_stranger_finds_no_run_and_a_reviewer_may_not_begin_one(cast, browser):
    address = looked(cast, browser)

    assert browser_of(cast.stranger).get(address).status_code == 404
    assert browser_of(cast.reviewer).get(address).status_code == 403
    assert browser_of(cast.reviewer).post(f"{cast.address}reclean/").status_code == 403
