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
from annotate.actions.people.invitations import invite
from annotate.exports.writers import WRITERS
from annotate.labelsets import guidelines, load_default
from annotate.models import Entry
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.foreign import TEXT, found16, lines
from tests.annotate.importing import send, upload
from tests.annotate.rewording import reword
from tests.annotate.working import send_tag
from tests.cast import browser_of
from tests.chinese import BOTH, CHINESE, TAIWANESE, english_in, mainland_in
from tests.makers import make_entry, make_member, make_project, make_user

ROOT = Path(__file__).parent.parent
CATALOGUES = {
    language: polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES/django.po"))
    for language in ("zh_Hans", "zh_Hant")
}
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


@pytest.mark.parametrize(("wished", "word"), [(CHINESE, "登录"), (TAIWANESE, "登入")])
def test_a_chinese_browser_signs_in_in_chinese(db: None, wished: dict[str, str], word: str) -> None:
    page = Client().get(reverse("sign-in"), headers=wished).content.decode()

    assert word in page
    assert english_in(page) == []


@pytest.mark.parametrize(("wished", "language"), BOTH)
def test_no_page_of_a_project_speaks_english_to_a_chinese_browser(
    entry: Entry, wished: dict[str, str], language: str
) -> None:
    browser = browser_of(manager_of(entry))

    for address in addresses(entry):
        answer = browser.get(address, headers=wished)
        assert answer.status_code == 200, address
        page = answer.content.decode()
        assert f'<html lang="{language}">' in page, address
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
    ("language", "wished"),
    [
        *(("zh-hans", wished) for wished in ("zh", "zh-CN", "zh-Hans", "zh-Hans-CN", "zh-SG")),
        *(("zh-hant", wished) for wished in ("zh-TW", "zh-HK", "zh-MO", "zh-Hant", "zh-Hant-TW")),
    ],
)
def test_every_chinese_browser_gets_its_chinese(db: None, language: str, wished: str) -> None:
    page = Client().get(reverse("sign-in"), headers={"accept-language": wished}).content.decode()

    assert f'<html lang="{language}">' in page


@pytest.mark.parametrize("wished", ["en", "en-GB,zh;q=0.5", "fr", "*", ""])
def test_other_browsers_get_english(db: None, wished: str) -> None:
    page = Client().get(reverse("sign-in"), headers={"accept-language": wished}).content.decode()

    assert '<html lang="en">' in page


@pytest.fixture
def catalogues(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The check that ``make test`` runs."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("catalogues")


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_translation_keeps_the_placeholders(catalogues: ModuleType, language: str) -> None:
    assert list(catalogues.strays(CATALOGUES[language])) == []


def test_both_catalogues_hold_the_same_messages_and_leave_none_open() -> None:
    simplified, traditional = ({(one.msgctxt, one.msgid) for one in all_} for all_ in CATALOGUES.values())

    assert simplified - traditional == set() == traditional - simplified
    assert {name: all_.percent_translated() for name, all_ in CATALOGUES.items()} == dict.fromkeys(
        CATALOGUES, 100
    )


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


def told_in(language: str) -> list[str]:
    entries = CATALOGUES[language]
    return [text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())]


@pytest.mark.parametrize("language", CATALOGUES)
def test_chinese_words_are_followed_by_chinese_punctuation(language: str) -> None:
    half_width = re.compile(r"[\u4e00-\u9fff][,;:!?]|[\u4e00-\u9fff]\.(?!\w)")

    assert [text for text in told_in(language) if half_width.search(text)] == []


def test_taiwan_reads_its_own_characters_words_and_quotation_marks() -> None:
    told = told_in("zh_Hant")

    assert {text: slips for text in told if (slips := mainland_in(text))} == {}
    assert [text for text in told if re.search("[“”‘’]", text)] == []


def test_what_comes_with_a_project_is_written_for_taiwan() -> None:
    texts = [guidelines("zh-hant")]
    for label in load_default().labels:
        texts += [label.title("zh-hant"), label.test("zh-hant")]

    # A source that is a document is called so in Taiwan too.
    assert {word for text in texts for word in mainland_in(text)} == {"文件"}


@pytest.mark.parametrize(
    ("told", "slips"),
    [
        ("匯入檔案，儲存資料", []),
        ("导入𠮷😀", ["导"]),
        ("請登錄賬號", ["登錄", "賬號"]),
        ("辦公文件、清單項目和處理程序", []),
        ("項目的文件", ["項目", "文件"]),
        ("按 ⌘ Enter，cafe\u0301", []),
    ],
)
def test_the_eye_for_the_mainland_sees_characters_and_words(told: str, slips: list[str]) -> None:
    assert mainland_in(told) == slips
