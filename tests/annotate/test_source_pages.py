"""The page that shows what was kept and what was dropped."""

import pytest

from articles.importing import import_bytes
from articles.models import ImportedFile, Provenance
from tests.annotate.importing import imported, send, source_of, upload
from tests.articles.files import ADDRESS, PARAGRAPHS, feed_item, mirror_page
from tests.cast import browser_of, make_cast
from tests.makers import make_entry, make_project, make_revision, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def browser(cast):
    return browser_of(cast.manager)


def test_what_was_dropped_stands_where_it_stood_with_its_reason(cast, browser):
    entry = imported(cast, browser, mirror_page())

    page = browser_of(cast.viewer).get(source_of(entry)).content.decode()

    places = [page.index(words) for words in ("一条推广", PARAGRAPHS[0], PARAGRAPHS[1])]
    assert places == sorted(places)
    assert "A promotion of the site or of the mirror." in page
    assert "mirror page" in page
    assert f'href="{ADDRESS}" rel="noreferrer' in page


def test_the_source_is_shown_as_text_and_never_as_html(cast, browser):
    raw = feed_item("a &lt;img src=x onerror=alert(1)&gt; b", title="<script>alert(1)</script>题目")
    entry = imported(cast, browser, raw)

    page = browser.get(source_of(entry)).content.decode()

    assert "<img src=x" not in page
    assert "<script>alert" not in page


def test_an_address_that_is_no_web_page_is_not_made_a_link(cast, browser):
    entry = make_entry(cast.project, revision=make_revision(address="javascript:alert(1)"))

    page = browser.get(source_of(entry)).content.decode()

    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page


def test_the_file_is_handed_out_byte_for_byte_to_be_saved(cast, browser):
    raw = mirror_page().replace(b"\n", b"\r\n")
    entry = imported(cast, browser, raw, '名字"; filename=x.html')
    way = Provenance.objects.get()

    answer = browser_of(cast.viewer).get(f"{source_of(entry)}raw/{way.pk}/")

    assert answer.content == raw
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize("name", ["a\r\nSet-Cookie: x=1", "..\\..\\x", "/", "\u202e"])
def test_the_name_of_a_file_cannot_break_the_headers(cast, browser, name):
    entry = imported(cast, browser, feed_item())
    ImportedFile.objects.update(name=name)

    answer = browser.get(f"{source_of(entry)}raw/{Provenance.objects.get().pk}/")

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_of_another_article_or_project_is_not_to_be_found(cast, browser):
    entry = imported(cast, browser, feed_item())
    [other] = import_bytes(feed_item("别的。", address=f"{ADDRESS}-9"), "b.md")
    stranger = make_user()
    theirs = make_project(stranger)
    send(browser_of(stranger), theirs, upload(feed_item(extra="<hr>"), "theirs.md"))
    hidden = Provenance.objects.get(name="theirs.md")
    assert hidden.revision == entry.revision

    for way in (other.revision.provenances.get(), hidden):
        assert browser.get(f"{source_of(entry)}raw/{way.pk}/").status_code == 404


def test_a_stranger_finds_no_source(cast, browser):
    entry = imported(cast, browser, feed_item())
    stranger = browser_of(cast.stranger)

    assert stranger.get(source_of(entry)).status_code == 404
    assert stranger.get(f"{source_of(entry)}raw/{Provenance.objects.get().pk}/").status_code == 404


def test_an_entry_of_another_project_has_no_source_here(cast, browser):
    other = make_entry(make_project())

    assert browser.get(f"/p/{cast.project.slug}/articles/{other.pk}/source/").status_code == 404
