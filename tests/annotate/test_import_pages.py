"""Importing in the browser: files, and pasted text."""

from uuid import uuid4

import pytest

from annotate.actions.entries import run_for, take_out
from annotate.models import Verb
from articles.models import Article, ImportedFile, ImportRun, Outcome, Revision
from tests.annotate.importing import outcomes, page_of, result_of, send, upload
from tests.articles.files import ADDRESS, PARAGRAPHS, TITLE, feed_item, mirror_page
from tests.cast import browser_of, make_cast
from tests.makers import make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def browser(cast):
    return browser_of(cast.manager)


def test_an_uploaded_file_becomes_an_article_of_the_project(cast, browser):
    page = result_of(browser, send(browser, cast.project, upload(feed_item())))

    entry = cast.project.entries.get()
    assert entry.article.title == TITLE
    assert entry.added_by == cast.manager
    assert f'href="/p/{cast.project.slug}/articles/{entry.pk}/"' in page
    assert "Start tagging" in page
    assert cast.project.activities.filter(verb=Verb.ADD).count() == 1


def test_the_page_offers_the_form_and_leads_to_earlier_imports(cast, browser):
    empty = browser.get(page_of(cast.project)).content.decode()
    send(browser, cast.project, upload(feed_item()))

    page = browser.get(page_of(cast.project)).content.decode()

    run = ImportRun.objects.get()
    assert 'type="file"' in page
    assert f"{page_of(cast.project)}{run.pk}/" in page
    assert f"{page_of(cast.project)}{run.pk}/" not in empty


def test_batches_of_one_import_share_their_run_and_a_repeated_one_adds_nothing(cast, browser):
    run = str(uuid4())
    batches = [[upload(feed_item("甲。", address=f"{ADDRESS}-1"), "1.md")], [upload(b"", "2.md")]]

    for files in (*batches, batches[0]):
        for file in files:
            file.seek(0)
        answer = send(browser, cast.project, *files, as_json=True, run=run)

    assert answer.json() == {
        "done": 1,
        "outcomes": {"new": 1, "failed": 1},
        "next": f"{page_of(cast.project)}{ImportRun.objects.get().pk}/",
    }
    assert cast.project.entries.count() == 1
    assert cast.project.activities.filter(verb=Verb.ADD).count() == 1


def test_importing_again_says_unchanged(cast, browser):
    send(browser, cast.project, upload(feed_item()))

    page = result_of(browser, send(browser, cast.project, upload(feed_item())))

    assert "unchanged" in page
    assert cast.project.entries.count() == 1


def test_a_new_wording_is_kept_and_the_project_goes_on_with_the_old(cast, browser):
    send(browser, cast.project, upload(feed_item("第一稿。")))
    pinned = cast.project.entries.get().revision

    page = result_of(browser, send(browser, cast.project, upload(feed_item("第二稿。"))))

    assert "its text has changed" in page
    assert cast.project.entries.get().revision == pinned
    assert Revision.objects.count() == 2


def test_an_article_that_had_been_taken_out_comes_back_with_its_import(cast, browser):
    send(browser, cast.project, upload(feed_item()))
    take_out(cast.project, [cast.project.entries.get().pk], cast.manager)

    send(browser, cast.project, upload(feed_item()))

    assert cast.project.entries.get().removed_at is None


HOSTILE = {
    "empty.md": b"",
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "broken.jsonl": b'{"text": \n',
    "nothing.html": b"<html><body><script>alert(1)</script></body></html>",
}
DAMAGED = {
    "front.md": '---\ntitle: "a\nfrom: [\n---\n<div><p>正文。</p></div>'.encode(),
    "cut.md": feed_item("断了。", address=f"{ADDRESS}-cut")[:-12],
    "nested.md": feed_item("<span>" * 3000 + "深。" + "</span>" * 3000, address=f"{ADDRESS}-deep"),
    "script.md": feed_item("正文。<script>alert('ran')</script>", address=f"{ADDRESS}-script"),
    "crlf.md": feed_item(address=f"{ADDRESS}-crlf").replace(b"\n", b"\r\n"),
}


def test_every_bad_file_gets_a_sentence_and_the_others_are_imported(cast, browser):
    files = [upload(raw, name) for name, raw in (HOSTILE | DAMAGED).items()]

    page = result_of(browser, send(browser, cast.project, *files))

    assert outcomes() == dict.fromkeys(HOSTILE, Outcome.FAILED) | dict.fromkeys(DAMAGED, Outcome.NEW)
    assert cast.project.entries.count() == len(DAMAGED)
    for file in ImportedFile.objects.filter(outcome=Outcome.FAILED):
        assert file.reason.split("\n")[0] in page
    assert "alert(" not in page


def test_a_file_that_is_too_large_is_named_and_the_others_are_imported(cast, browser, settings):
    settings.UPLOAD_FILE_BYTES = len(feed_item())

    page = result_of(
        browser, send(browser, cast.project, upload(b"x" * 2000, "large.md"), upload(feed_item()))
    )

    assert outcomes() == {"large.md": Outcome.FAILED, "article.md": Outcome.NEW}
    assert "It is larger than 10 MB." in page


@pytest.mark.parametrize("as_json", [True, False])
def test_a_hundred_and_one_files_are_refused_with_a_sentence(cast, browser, as_json):
    files = [upload(b"x", f"{number}.txt") for number in range(101)]

    answer = send(browser, cast.project, *files, as_json=as_json)

    assert answer.status_code == 422
    sentence = answer.json()["error"] if as_json else answer.content.decode()
    assert "Up to 100 files can be sent at once." in sentence
    assert not ImportRun.objects.exists()


def test_a_text_beyond_the_limit_is_refused_with_a_sentence(cast, browser, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = send(browser, cast.project, text="长" * 2000)

    assert answer.status_code == 422
    assert "The text is larger than 10 MB." in answer.content.decode()


def test_a_request_that_is_too_large_is_refused_before_it_is_read(cast, browser):
    answer = browser.generic(
        "POST", page_of(cast.project), b"x", "multipart/form-data; boundary=b", CONTENT_LENGTH=str(2**40)
    )

    assert answer.status_code == 422
    assert "too large together" in answer.content.decode()


def test_a_broken_upload_is_refused_with_a_sentence(cast, browser):
    answer = browser.generic("POST", page_of(cast.project), b"x", "multipart/form-data; boundary=")

    assert answer.status_code == 422
    assert "The upload broke off." in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\boot.ini", "a\r\nb.md", "\u202egnp.exe", "名字😀.md"]
)
def test_a_strange_name_is_only_a_name(cast, browser, name):
    page = result_of(browser, send(browser, cast.project, upload(feed_item(), name)))

    stored = ImportedFile.objects.get().name
    assert "/" not in stored
    assert "\\" not in stored
    assert TITLE in page


def test_a_request_without_files_or_text_says_what_to_do(cast, browser):
    answer = send(browser, cast.project)

    assert answer.status_code == 422
    assert "Choose at least one file, or paste a text." in answer.content.decode()


def test_a_request_of_a_stale_page_says_to_reload(cast, browser):
    answer = send(browser, cast.project, upload(feed_item()), run="nonsense", as_json=True)

    assert answer.status_code == 422
    assert "Reload" in answer.json()["error"]


def test_the_run_of_somebody_else_is_not_to_be_found(cast, browser):
    other = make_user()
    theirs = run_for(make_project(other), uuid4(), other)
    elsewhere = run_for(make_project(cast.manager), uuid4(), cast.manager)

    for run in (theirs, elsewhere):
        answer = send(browser, cast.project, upload(feed_item()), run=str(run.key))
        assert answer.status_code == 404

    assert not Article.objects.exists()


def test_a_form_without_its_token_is_refused(cast):
    answer = send(browser_of(cast.manager, enforce_csrf_checks=True), cast.project, upload(feed_item()))

    assert answer.status_code == 403
    assert not Article.objects.exists()


PASTED = (
    '<html><body><!--StartFragment--><nav><a href="/">首页</a></nav><h1>示例：新桥通车</h1>'
    "<p>市长王𠮷说：“新桥😀明年通车。”</p><p>咖啡馆 cafe\u0301 仍在营业。</p>"
    "<script>alert('ran')</script><!--EndFragment--></body></html>"
)


def test_moment_a_pasted_mess_becomes_a_clean_article(cast, browser):
    mess = mirror_page().decode().replace("\n", "\r\n")

    page = result_of(browser, send(browser, cast.project, text=mess))

    revision = cast.project.entries.get().revision
    assert revision.text == "\n".join((TITLE, *PARAGRAPHS))
    assert f"{len(revision.dropped)} pieces dropped, see why" in page
    assert f"/articles/{cast.project.entries.get().pk}/source/" in page


def test_pasted_rich_text_keeps_its_paragraphs_and_loses_its_menu(cast, browser):
    send(browser, cast.project, text="示例：新桥通车 市长王𠮷说", html=PASTED, address=ADDRESS)

    entry = cast.project.entries.get()
    assert entry.article.address == ADDRESS
    assert PARAGRAPHS[0] in entry.revision.text
    assert "ran" not in entry.revision.text


def test_pasted_plain_text_with_its_address_is_known_again(cast, browser):
    text = "第一段😀。\r\n\r\n第二段 cafe\u0301。"
    send(browser, cast.project, text=text, address=ADDRESS)

    page = result_of(browser, send(browser, cast.project, text=text, address=f" {ADDRESS} "))

    assert "unchanged" in page
    assert cast.project.entries.get().article.address == ADDRESS
    assert "read as plain paragraphs" in page


@pytest.mark.parametrize(
    "address", ["news.example/1", "javascript:alert(1)", "https://", "https://[x", "file:///x"]
)
def test_an_address_that_is_none_of_the_web_is_refused(cast, browser, address):
    answer = send(browser, cast.project, text="正文。", address=address)

    assert answer.status_code == 422
    assert "beginning with https://" in answer.content.decode()
    assert not Article.objects.exists()
