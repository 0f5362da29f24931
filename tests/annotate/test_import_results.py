"""What became of an import, and who is told of it."""

import json
from uuid import uuid4

import pytest

from accounts.models import User
from annotate.actions.entries import run_for
from articles.importing import import_bytes
from articles.models import ImportRun, Outcome
from tests.annotate.importing import outcomes, page_of, result_of, send, source_of, upload
from tests.articles.files import ADDRESS, TITLE, feed_item, mirror_page
from tests.cast import browser_of, make_cast
from tests.makers import make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def browser(cast):
    return browser_of(cast.manager)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_no_import_page(cast, method):
    answer = getattr(browser_of(cast.stranger), method)(page_of(cast.project))

    assert answer.status_code == 404


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_managers_import(cast, method, role):
    answer = getattr(browser_of(getattr(cast, role)), method)(page_of(cast.project), {"run": str(uuid4())})

    assert answer.status_code == 403


def test_who_is_not_signed_in_is_sent_to_sign_in(cast, client):
    assert client.get(page_of(cast.project)).status_code == 302


def test_a_result_is_shown_to_nobody_but_the_importer(cast, browser):
    address = send(browser, cast.project, upload(feed_item())).url
    second = make_cast().manager
    cast.project.memberships.create(user=second, role="manager", handle="m2")

    assert browser_of(second).get(address).status_code == 404
    assert browser_of(cast.stranger).get(address).status_code == 404
    assert browser_of(cast.viewer).get(address).status_code == 403


def test_a_result_is_not_found_under_another_project(cast, browser):
    send(browser, cast.project, upload(feed_item()))
    other = make_project(cast.manager)

    assert browser.get(f"{page_of(other)}{ImportRun.objects.get().pk}/").status_code == 404


def test_an_import_does_not_tell_what_others_have(cast, browser):
    stranger = make_user()
    theirs = make_project(stranger)
    send(browser_of(stranger), theirs, upload(mirror_page(mirror="theirs"), "their-secret-name.md"))

    page = result_of(browser, send(browser, cast.project, upload(mirror_page(mirror="ours"), "ours.md")))

    entry = cast.project.entries.get()
    source = browser.get(f"/p/{cast.project.slug}/articles/{entry.pk}/source/").content.decode()
    assert outcomes()["ours.md"] == Outcome.NEW
    assert "their-secret-name" not in page + source
    assert "github.com/theirs" not in source
    assert "github.com/ours" in source


def test_a_librarian_s_import_tells_what_the_library_has(cast, browser):
    import_bytes(feed_item(), "a.md")
    User.objects.filter(pk=cast.manager.pk).update(is_librarian=True)

    send(browser, cast.project, upload(feed_item()))

    assert outcomes() == {"article.md": Outcome.UNCHANGED}
    assert cast.project.entries.count() == 1


def test_the_result_can_be_narrowed_to_one_outcome(cast, browser):
    address = send(browser, cast.project, upload(feed_item()), upload(b"", "empty.md")).url

    failed = browser.get(f"{address}?outcome=failed").content.decode()

    assert "empty.md" in failed
    assert TITLE not in failed
    assert "Nothing came to this" in browser.get(f"{address}?outcome=revised").content.decode()
    assert TITLE in browser.get(f"{address}?outcome=nonsense").content.decode()


def test_the_result_has_pages(cast, browser):
    lines = "\n".join(json.dumps({"text": f"第{number}篇。"}) for number in range(60)).encode()
    address = send(browser, cast.project, upload(lines, "texts.jsonl")).url

    first, second = browser.get(address).content.decode(), browser.get(f"{address}?page=2").content.decode()

    assert "第0篇" in first
    assert "第59篇" not in first
    assert "第59篇" in second


def test_start_tagging_leads_to_the_first_new_article(cast, browser):
    send(browser, cast.project, upload(feed_item()))
    new = feed_item("另一篇。", address=f"{ADDRESS}-2")

    page = result_of(browser, send(browser, cast.project, upload(feed_item()), upload(new, "2.md")))

    entry = cast.project.entries.get(article__address=f"{ADDRESS}-2")
    [button] = [line for line in page.split("<a ") if "Start tagging" in line]
    assert f"/articles/{entry.pk}/" in button


def test_a_result_without_articles_does_not_offer_to_tag(cast, browser):
    page = result_of(browser, send(browser, cast.project, upload(b"", "empty.md")))

    assert "Start tagging" not in page


def test_a_run_to_which_nothing_has_come_yet_says_so(cast, browser):
    run = run_for(cast.project, uuid4(), cast.manager)

    assert "Nothing has been imported" in browser.get(f"{page_of(cast.project)}{run.pk}/").content.decode()


@pytest.mark.parametrize("number", [1, 20])
def test_the_pages_of_an_import_cost_the_same_whatever_is_on_them(
    cast, browser, django_assert_max_num_queries, number
):
    files = [
        upload(feed_item(f"第{count}篇。", address=f"{ADDRESS}-{count}"), f"{count}.md")
        for count in range(number)
    ]
    address = send(browser, cast.project, *files).url
    entry = cast.project.entries.first()
    assert entry is not None

    with django_assert_max_num_queries(12):
        assert browser.get(address).status_code == 200
    with django_assert_max_num_queries(6):
        assert browser.get(page_of(cast.project)).status_code == 200
    with django_assert_max_num_queries(6):
        assert browser.get(source_of(entry)).status_code == 200
