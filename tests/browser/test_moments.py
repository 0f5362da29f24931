"""The moments that make a newcomer say: this is better."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.actions.links import make_sign_in_link
from accounts.models import User
from annotate.actions.first_run import begin_site
from annotate.models import Entry, Kind, Project, Span, Way
from articles.text.blocks import Block
from tests.browser.hands import note_of, notes, open_article, ready, saved, select, submit_anyway
from tests.browsing import Visitor, assert_accessible
from tests.makers import make_entry, make_member, make_project, make_user

pytestmark = pytest.mark.django_db(transaction=True)

MESS = """
<div class="menu"><a href="/">首页</a> | <a href="/news">新闻</a> | <a href="/app">下载客户端</a></div>
<h1>青河新桥明日通车😀</h1>
<div class="share">分享到：<a href="#">微博</a> <a href="#">微信</a></div>
<p>市长何小舟说：“新桥明天通车，大家都能走。”他没有说明造价。</p>
<p>𠮷野家门口的老人说，他等了三十年。工程队在江面上架起十二座桥墩，没有一天停工。</p>
<p>这座桥全长一千二百米，设双向四条车道，两侧是人行道，预计每天有三万人过江。</p>
<script>alert("tracker")</script>
<ul><li><a href="/a">相关阅读：渡船停运</a></li><li><a href="/b">相关阅读：票价公布</a></li></ul>
<footer>版权所有 © 青河日报</footer>
"""


WHOLE = "“新桥😀明年通车，𠮷野家也开门。”"


@pytest.fixture
def desk(window: Visitor) -> tuple[Visitor, Project]:
    """A manager's window, signed in, and their empty project."""
    manager = make_user("林河")
    window.sign_in(manager)
    return window, make_project(manager)


def entry_of(project: Project, *texts: str) -> Entry:
    return make_entry(project, Block("title", "题目"), *(Block("paragraph", text) for text in texts))


def test_moment_paste(desk):
    window, project = desk
    page = window.page
    page.goto(f"/p/{project.slug}/import/")
    page.locator("textarea[name=text]").evaluate(
        """(field, html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          data.setData("text/plain", new DOMParser().parseFromString(html, "text/html").body.innerText);
          const how = {clipboardData: data, bubbles: true, cancelable: true};
          field.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        MESS,
    )
    page.locator("input[name=address]").fill("https://daily.example/qinghe/1.html?utm_source=x")
    page.locator("form").filter(has=page.locator("textarea[name=text]")).get_by_role(
        "button", name="Import"
    ).click()

    page.get_by_role("link", name="dropped, see why").click()
    dropped = page.locator(".dropped").all_text_contents()
    assert any("相关阅读：渡船停运" in piece for piece in dropped)
    assert any("下载客户端" in piece for piece in dropped)

    entry = Entry.objects.get(project=project)
    assert entry.article.address == "https://daily.example/qinghe/1.html"
    open_article(page, entry)
    shown = page.locator("#text .blk").all_text_contents()
    assert shown[0] == "青河新桥明日通车😀"
    assert shown[1:3] == [
        "市长何小舟说：“新桥明天通车，大家都能走。”他没有说明造价。",
        "𠮷野家门口的老人说，他等了三十年。工程队在江面上架起十二座桥墩，没有一天停工。",
    ]
    assert not [text for text in shown if "相关阅读" in text or "alert" in text or "微博" in text]


def test_moment_two_keys_tag_just_the_quotation(desk):
    window, project = desk
    entry = entry_of(project, "天晴。市长何小舟说：“新桥😀明天通车，𠮷野家也开门。”他没有说明造价。")
    page = window.page
    open_article(page, entry)

    for key in ("j", "j", "j", "2"):  # the title, 天晴, the sentence with the quotation
        page.keyboard.press(key)
    saved(page)

    [span] = Span.objects.select_related("label")
    assert (span.label.name, span.words) == ("quote", "“新桥😀明天通车，𠮷野家也开门。”")
    assert note_of(page, "新桥").startswith("Quote “新桥😀明天通车，𠮷野家也开门。” — 市长何小舟？")

    page.keyboard.press("3")
    expect(page.locator(".note .by").first).to_have_text("— 市长何小舟")
    saved(page)
    assert [span.words for span in Span.objects.filter(label__name="source")] == ["市长何小舟"]


def test_moment_the_network_goes_away(desk):
    window, project = desk
    entry = entry_of(project, "第一句😀话。第二句话。第三句话。")
    window.expect("ERR_INTERNET_DISCONNECTED")
    page = window.page
    open_article(page, entry)
    page.keyboard.press("j")

    window.context.set_offline(True)
    for key in ("j", "1", "j", "1", "j", "4"):
        page.keyboard.press(key)
    expect(page.locator("#save-state")).to_contain_text("Offline, 3 unsent")
    assert Span.objects.count() == 0

    window.context.set_offline(False)
    saved(page)

    assert notes(page) == [("claim", "第一句😀话"), ("claim", "第二句话"), ("opinion", "第三句话")]
    assert Span.objects.count() == 3


def test_moment_unsent_tags_survive_a_reload(desk):
    window, project = desk
    entry = entry_of(project, "第一句😀话。第二句话。")
    window.expect("ERR_FAILED|ERR_INTERNET_DISCONNECTED")
    page = window.page
    open_article(page, entry)
    page.route("**/spans/", lambda route: route.abort())
    for key in ("j", "j", "1"):
        page.keyboard.press(key)
    expect(page.locator("#save-state")).to_contain_text("1 unsent")

    page.unroute("**/spans/")
    open_article(page, entry)
    saved(page)

    expect(page.locator(".note .q")).to_have_text(["第一句😀话"])
    assert Span.objects.count() == 1


def test_moment_the_export_loads_at_the_first_try(desk):
    window, project = desk
    entry = entry_of(project, "市长何小舟说：“新桥😀明天通车，𠮷野家也开门。”他没有说明造价。")
    page = window.page
    open_article(page, entry)
    for key in ("j", "j", "2", "3", "j", "1"):
        page.keyboard.press(key)
        saved(page)

    page.goto(f"/p/{project.slug}/export/")
    expect(page.locator("main")).to_contain_text("3 of 3 spans slice")
    assert_accessible(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Download").first.click()
    lines = started.value.path().read_text(encoding="utf-8").splitlines()

    [article] = [json.loads(line) for line in lines]
    told = {span["label"]: article["text"][span["start"] : span["end"]] for span in article["spans"]}
    assert told == {
        "source": "市长何小舟",
        "quote": "“新桥😀明天通车，𠮷野家也开门。”",
        "claim": "他没有说明造价",
    }
    assert [relation["type"] for relation in article["relations"]] == ["attributed_to"]


def disagree(windows: dict[User, Visitor], entry: Entry) -> None:
    """Let each tag the quotation in their own way, and submit."""
    for (user, window), words in zip(windows.items(), (WHOLE, WHOLE.strip("“。”")), strict=True):
        window.sign_in(user)
        open_article(window.page, entry)
        select(window.page, words)
        window.page.keyboard.press("2")
        saved(window.page)
        with window.page.expect_navigation():
            submit_anyway(window.page)


def settle(page: Page, project: Project) -> None:
    """Settle it with one key."""
    page.goto(f"/p/{project.slug}/adjudicate/")
    page.get_by_role("button", name="Begin").click()
    ready(page)
    whole = page.locator(".candidates button").filter(has_text="开门。”")
    page.keyboard.press(whole.get_attribute("data-key") or "")
    expect(page.get_by_role("heading", name="All is decided")).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/adjudicate/")


def test_moment_disagreement(desk, open_window: Callable[..., Visitor]):
    lead, project = desk
    Project.objects.filter(pk=project.pk).update(way=Way.INDEPENDENT)
    project.refresh_from_db()
    readers = [make_member(project), make_member(project)]
    entry = entry_of(project, f"市长何小舟说：{WHOLE}他没有说明造价。")
    Entry.objects.update(required=2)
    windows = {user: open_window() for user in readers}

    disagree(windows, entry)
    settle(lead.page, project)

    told = []
    for window in windows.values():
        window.page.goto(f"/p/{project.slug}/articles/{entry.pk}/feedback/")
        told.append(window.page.locator(".outcomes .fate").all_text_contents())
        assert_accessible(window.page)
    assert told == [["kept"], ["boundaries changed"]]
    added = windows[readers[1]].page.locator(".outcomes ins").all_text_contents()
    assert [words.split()[1] for words in added] == ["“", "。”"]
    assert [span.words for span in Span.objects.filter(assignment__kind=Kind.GOLD)] == [WHOLE]


def test_moment_the_first_visit(window: Visitor):
    begin_site()
    first = Project.objects.get(is_sample=True).entries.order_by("pk").first()
    assert first is not None
    page = window.page
    page.goto(f"/link/{make_sign_in_link(first.project.created_by)}/")
    page.get_by_role("button", name="Sign in").click()

    expect(page).to_have_url(f"{window.origin}/p/{first.project.slug}/articles/{first.pk}/")
    steps = page.locator("#coach .coach-step")
    assert steps.count() == 4
    ready(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("2")
    saved(page)
    assert note_of(page, "八分钟就能过江，大家").startswith(
        "Quote “从今天起，八分钟就能过江，大家不用再赶末班渡船了” — 青河市市长何小舟"
    )
    page.keyboard.press("z")
    saved(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/done/")
    for card in ("Export what is tagged", "Bring your articles", "Invite a colleague"):
        expect(page.get_by_role("link", name=card)).to_be_visible()
