"""Importing with a real browser: in batches, without scripts, on a phone, and for everybody."""

import pytest
from playwright.sync_api import FilePayload

from accounts.models import User
from annotate.models import Verb
from articles.models import ImportRun
from tests.articles.files import ADDRESS, PARAGRAPHS, TITLE, feed_item, mirror_page
from tests.browsing import Visitor, assert_accessible
from tests.cast import make_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    cast = make_cast()
    User.objects.filter(pk=cast.manager.pk).update(is_librarian=True)
    return cast


def files(number: int) -> list[FilePayload]:
    return [
        {
            "name": f"{count}.md",
            "mimeType": "text/markdown",
            "buffer": feed_item(f"第{count}篇😀。", address=f"{ADDRESS}-{count}"),
        }
        for count in range(number)
    ]


def send(window: Visitor, address: str, *uploads: FilePayload) -> None:
    window.page.goto(f"{address}import/")
    window.page.set_input_files("[name=files]", uploads)
    window.page.click("#import-form button[type=submit]")
    window.page.wait_for_url("**/import/*/")


def test_many_files_go_up_in_batches_and_make_one_import(window, cast):
    window.sign_in(cast.manager)
    requests = []
    window.page.on("request", lambda request: requests.append(request.method))

    send(window, cast.address, *files(23))

    assert requests.count("POST") == 3
    assert ImportRun.objects.get().files.count() == cast.project.entries.count() == 23
    assert cast.project.activities.filter(verb=Verb.ADD).count() == 3
    window.page.get_by_role("link", name="Start tagging").click()
    window.page.wait_for_url(f"**/articles/{cast.project.entries.order_by('pk')[0].pk}/")


def test_importing_works_without_scripts(open_window, cast):
    window = open_window(java_script_enabled=False)
    window.sign_in(cast.manager)

    send(window, cast.address, *files(12))

    assert cast.project.entries.count() == 12

    window.page.goto(f"{cast.address}import/")
    window.page.fill("[name=text]", mirror_page().decode())
    window.page.click("#import-form button[type=submit]")
    assert TITLE in window.page.inner_text("main")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_of_importing_are_for_everybody_and_fit(open_window, cast, width):
    window = open_window(viewport={"width": width, "height": 800})
    window.sign_in(cast.manager)
    mirror = {"name": "x" * 80 + ".md", "mimeType": "text/plain", "buffer": mirror_page()}
    send(window, cast.address, mirror, {"name": "empty.md", "mimeType": "text/plain", "buffer": b""})
    result, entry = window.page.url, cast.project.entries.get()

    for address in (
        f"{cast.address}import/",
        result,
        f"{result}?outcome=revised",
        f"{cast.address}articles/{entry.pk}/source/",
        "/library/",
        "/library/?title=nothing",
        f"/library/{entry.article_id}/",
    ):
        window.page.goto(address)
        assert_accessible(window.page, "main")
        assert window.page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_file_is_saved_and_not_shown(window, cast):
    window.sign_in(cast.manager)
    page = (
        b"<!doctype html><title>x</title><h1>x</h1><p>"
        + PARAGRAPHS[0].encode()
        + b"<script>alert(1)</script>"
    )
    send(window, cast.address, {"name": "saved page.html", "mimeType": "text/html", "buffer": page})
    window.page.goto(f"{cast.address}articles/{cast.project.entries.get().pk}/source/")

    with window.page.expect_download() as download:
        window.page.get_by_role("link", name="Download the file").click()

    assert download.value.suggested_filename == "saved page.html"
    assert download.value.path().read_bytes() == page
