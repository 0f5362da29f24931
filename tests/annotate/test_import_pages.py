"""Importing in the browser, its result, and the page that shows what was kept and what was dropped."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from annotate.actions.entries import add_articles, put_back, run_for, take_out
from annotate.models import Activity, Entry, Project, Verb
from articles.importing import import_bytes
from articles.models import Article, ImportedFile, ImportRun, Outcome, Provenance, Revision
from tests.articles.files import ADDRESS, PARAGRAPHS, TITLE, feed_item, mirror_page
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_project, make_revision, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def browser(cast):
    return browser_of(cast.manager)


def upload(raw: bytes, name: str = "article.md") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw)


def page_of(project: Project) -> str:
    return f"/p/{project.slug}/import/"


def send(browser: Client, project: Project, *files: SimpleUploadedFile, as_json: bool = False, **fields):
    data = {"run": str(uuid4()), "files": list(files), **fields}
    headers = {"accept": "application/json"} if as_json else {}
    return browser.post(page_of(project), data, headers=headers)


def result_of(browser: Client, answer) -> str:
    assert answer.status_code == 302, answer.content.decode()
    return browser.get(answer.url).content.decode()


def outcomes() -> dict[str, str]:
    return dict(ImportedFile.objects.values_list("name", "outcome"))


# --- Sending files


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
    take_out(cast.project.entries.get(), cast.manager)

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


# --- Pasting

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


# --- Who may, and who knows what


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


# --- The result


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


# --- Clean text beside what was dropped


def imported(cast: Cast, browser: Client, raw: bytes, name: str = "article.md") -> Entry:
    send(browser, cast.project, upload(raw, name))
    return cast.project.entries.get()


def source_of(entry: Entry) -> str:
    return f"/p/{entry.project.slug}/articles/{entry.pk}/source/"


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


# --- Entries


def test_adding_the_same_articles_again_changes_nothing():
    project, manager = make_project(), make_user()
    revisions = [make_revision(), make_revision()]
    first = add_articles(project, revisions, manager)

    again = add_articles(project, revisions, manager)

    assert first == again
    assert [entry.revision for entry in first] == revisions
    assert project.activities.filter(verb=Verb.ADD).count() == 1


def test_taking_out_and_putting_back_is_written_down_once_each():
    entry, manager = make_entry(make_project()), make_user()

    done = [
        take_out(entry, manager),
        take_out(entry, manager),
        put_back(entry, manager),
        put_back(entry, manager),
    ]

    assert [bool(activity) for activity in done] == [True, False, True, False]
    verbs = Activity.objects.filter(project=entry.project).values_list("verb", flat=True)
    assert list(verbs)[-2:] == [Verb.TAKE_OUT, Verb.PUT_BACK]
    assert Entry.objects.live().get() == entry


# --- Queries


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

    with django_assert_max_num_queries(10):
        assert browser.get(address).status_code == 200
    with django_assert_max_num_queries(4):
        assert browser.get(page_of(cast.project)).status_code == 200
    with django_assert_max_num_queries(5):
        assert browser.get(source_of(entry)).status_code == 200
