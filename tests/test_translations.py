"""The product in Chinese: whole pages without English words, and a catalogue without slips."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import polib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from annotate.actions.carrying import move_pin
from annotate.actions.invitations import invite
from annotate.exports.writers import WRITERS
from annotate.models import Entry
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.foreign import TEXT, found16, lines
from tests.annotate.importing import send, upload
from tests.annotate.rewording import reword
from tests.annotate.working import send_tag
from tests.cast import browser_of
from tests.chinese import CHINESE, english_in
from tests.makers import make_entry, make_member, make_project, make_user

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"
BLOCKS = (
    Block("title", "市长谈桥"),
    Block("paragraph", "市长王𠮷表示：“新桥😀明年通车。”专家认为这不会改变か\u3099。"),
)
SAVED = "# 渡口停航\n\n镇长表示：“渡口下月停航。”\n\n分享到微信\n"


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    """Speak English again after the test: a request leaves its language behind in the thread."""
    yield
    translation.activate("en")


@pytest.fixture
def entry(db: None) -> Entry:
    """An article of a Chinese team, tagged once by its manager."""
    manager = make_user("罗小满", librarian=True)
    project = make_project(manager, name="渡口报道")
    make_member(project, user=make_user("高以宁"))
    make_member(project, Role.VIEWER, user=make_user("石头"))
    entry = make_entry(project, *BLOCKS)
    send_tag(browser_of(manager), entry, "quote", "“新桥😀明年通车。”")
    return entry


def manager_of(entry: Entry) -> User:
    return entry.project.memberships.get(role=Role.MANAGER).user


def addresses(entry: Entry) -> Iterator[str]:
    """Yield the pages that a manager sees."""
    slug, number = entry.project.slug, entry.pk
    yield from (reverse(name) for name in ("projects", "project-new", "account", "library", "library-search"))
    yield reverse("library-article", args=[entry.article_id])
    of_entry = ("workbench", "entry-source", "entry-revisions", "settle")
    yield from (reverse(name, args=[slug, number]) for name in of_entry)
    of_project = ("project", "import", "export", "team", "guidelines", "project-settings", "project-done")
    yield from (reverse(name, args=[slug]) for name in of_project)
    yield from (reverse(name, args=[slug]) for name in ("project-search", "import-annotated"))
    yield f"{reverse('project', args=[slug])}?words=没有"
    for search in (reverse("project-search", args=[slug]), reverse("library-search")):
        yield from (f"{search}?words={words}" for words in ("市长", "没有这些"))
    yield f"{reverse('project-search', args=[slug])}?words=新桥&place=tags"
    for kind in WRITERS:
        yield f"{reverse('export', args=[slug])}?drafts=1&kind={kind}&check=1"


def test_the_eye_for_english_sees_words_and_attributes_but_no_code() -> None:
    page = """<p title="Close">关闭</p><p>按Ctrl+Enter提交{n}项</p><p>Save</p><br>
        <button lang="en">English</button><pre>import json</pre><p>已保存</p><p>用Word打开</p>
        <b>line 3</b><b>line</b>"""

    assert english_in(page) == ["Close", "Save", "用Word打开", "line 3", "line"]


def test_a_chinese_browser_signs_in_in_chinese(db: None) -> None:
    page = Client().get(reverse("sign-in"), headers=CHINESE).content.decode()

    assert "登录" in page
    assert english_in(page) == []


def test_no_page_of_a_project_speaks_english_to_a_chinese_browser(entry: Entry) -> None:
    browser = browser_of(manager_of(entry))

    for address in addresses(entry):
        answer = browser.get(address, headers=CHINESE)
        assert answer.status_code == 200, address
        page = answer.content.decode()
        assert '<html lang="zh-hans">' in page, address
        assert english_in(page) == [], address


def test_an_import_tells_its_outcome_in_chinese(entry: Entry) -> None:
    browser = browser_of(manager_of(entry))
    files = upload(SAVED.encode(), "渡口.md"), upload(b"", "空.md"), upload(b"\x89PNG\0\0", "图.md")

    answer = send(browser, entry.project, *files)
    page = browser.get(answer.url, headers=CHINESE).content.decode()

    assert "文件是空的。" in page
    assert english_in(page) == []


@pytest.mark.parametrize(
    "asked", ["words=-新桥", "words=，", "words=桥&lang=tlh", "words=桥&state=x&label=x", "words=桥&first=x"]
)
def test_a_search_that_cannot_be_is_explained_in_chinese(entry: Entry, asked: str) -> None:
    browser = browser_of(manager_of(entry))

    for search in (reverse("project-search", args=[entry.project.slug]), reverse("library-search")):
        page = browser.get(f"{search}?{asked}", headers=CHINESE).content.decode()
        assert english_in(page) == [], search


def test_other_wordings_are_told_of_in_chinese(entry: Entry) -> None:
    browser = browser_of(manager_of(entry))
    reword(entry)
    slug, number = entry.project.slug, entry.pk
    compared = reverse("entry-compare", args=[slug, number, 1, 2])
    pages = [reverse("project", args=[slug]), reverse("entry-revisions", args=[slug, number]), compared]

    for address in pages:
        assert english_in(browser.get(address, headers=CHINESE).content.decode()) == [], address

    work = entry.assignments.get()
    move_pin(entry, entry.article.revisions.get(number=2), manager_of(entry))
    pages = [reverse(name, args=[slug, number]) for name in ("workbench", "entry-revisions", "settle")]
    pages.append(reverse("entry-earlier", args=[slug, number, work.pk]))
    for address in pages:
        answer = browser.get(address, headers=CHINESE)
        assert answer.status_code == 200, address
        assert english_in(answer.content.decode()) == [], address


def test_tagged_texts_come_in_in_chinese(entry: Entry) -> None:
    browser = browser_of(manager_of(entry))
    start, end = found16("价格上涨")
    raw = lines({"text": TEXT, "label": [[start, end, "涨价"], [0, 0, "空"]]})
    start_page = reverse("import-annotated", args=[entry.project.slug])

    preview = browser.post(start_page, {"files": [upload(raw, "标注.jsonl")]})["Location"]
    asked = browser.get(preview, headers=CHINESE).content.decode()
    answer = browser.post(preview, {"label-0": "+", "label-1": "-"}, headers=CHINESE)

    assert "请核对" in asked
    assert english_in(asked) == []
    assert answer.status_code == 302, english_in(answer.content.decode())
    told = browser.get(answer["Location"], headers=CHINESE).content.decode()
    assert english_in(told) == []


def test_an_import_in_the_background_tells_its_progress_in_chinese(entry: Entry) -> None:
    browser = browser_of(manager_of(entry))
    files = [upload(f"# 渡口{number}\n\n停航。".encode(), f"{number}.txt") for number in range(31)]

    page = send(browser, entry.project, *files).url

    told = browser.get(page, headers=CHINESE).content.decode()
    assert "后台任务" in told
    assert english_in(told) == []


def test_an_invitation_is_read_in_chinese(entry: Entry) -> None:
    token = invite(entry.project, manager_of(entry), role=Role.REVIEWER, seats=1, days=7)

    for address in (reverse("join", args=[token]), reverse("join", args=["unknown"])):
        assert english_in(Client().get(address, headers=CHINESE).content.decode()) == [], address


def test_a_page_that_is_not_there_says_so_in_chinese(entry: Entry) -> None:
    browser = browser_of(make_user("外人"))

    answer = browser.get(reverse("project", args=[entry.project.slug]), headers=CHINESE)

    assert answer.status_code == 404
    assert "没有这个项目" in answer.content.decode()
    assert english_in(answer.content.decode()) == []


def test_a_refused_tag_is_explained_in_chinese(entry: Entry) -> None:
    browser = browser_of(manager_of(entry))
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-CN"

    again = send_tag(browser, entry, "quote", "“新桥😀明年通车。”")

    assert again.json()["error"] == "这段文字你已经用这个标签标过了。"


@pytest.mark.parametrize(
    "wished", ["zh", "zh-CN", "zh-Hans", "zh-Hans-CN", "zh-SG", "zh-TW", "zh-HK", "zh-Hant"]
)
def test_every_chinese_browser_gets_chinese(db: None, wished: str) -> None:
    page = Client().get(reverse("sign-in"), headers={"accept-language": wished}).content.decode()

    assert '<html lang="zh-hans">' in page


@pytest.mark.parametrize("wished", ["en", "en-GB,zh;q=0.5", "fr", "*", ""])
def test_other_browsers_get_english(db: None, wished: str) -> None:
    page = Client().get(reverse("sign-in"), headers={"accept-language": wished}).content.decode()

    assert '<html lang="en">' in page


@pytest.fixture
def catalogues(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The check that ``make test`` runs."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("catalogues")


def test_every_translation_keeps_the_placeholders(catalogues: ModuleType) -> None:
    assert list(catalogues.strays(polib.pofile(str(CATALOGUE)))) == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("by %(name)s", "由%(nane)s"),
        ("by %(name)s", "由某人"),
        ("Saving {n}", "保存中"),
        ("Chosen: %%s files.", "已选择%s个文件。"),
        ("<bdi>%(who)s</bdi> invites you", "%(who)s邀请你"),
        ("Saved", "已保存{n}"),
    ],
)
def test_a_placeholder_that_is_lost_or_new_is_found(
    catalogues: ModuleType, english: str, chinese: str
) -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid=english, msgstr=chinese))
    catalogue.append(polib.POEntry(msgid="%(n)s is %(role)s", msgstr="%(role)s：%(n)s"))

    assert list(catalogues.strays(catalogue)) == [english]


def test_no_function_of_translation_has_a_name_whose_messages_are_not_collected() -> None:
    folders = ("accounts", "annotate", "articles", "config", "jobs")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    renamed = re.compile(
        r"^from django\.utils\.translation import .*\b\w*gettext\w* as (?!_$)\w+", re.MULTILINE
    )

    assert files
    assert [file.name for file in files if renamed.search(file.read_text())] == []


def test_chinese_words_are_followed_by_chinese_punctuation() -> None:
    entries = polib.pofile(str(CATALOGUE))
    told = [text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())]

    assert [text for text in told if re.search(r"[\u4e00-\u9fff][,;:!?]|[\u4e00-\u9fff]\.(?!\w)", text)] == []
