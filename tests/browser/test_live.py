"""Teammates at work in the same article: what they do appears, and disturbs nobody."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import APIResponse, Locator, Page, Route, expect

from accounts.models import User
from annotate.actions.guidelines import Draft, save_guidelines
from annotate.actions.people.members import remove_member
from annotate.actions.tagging.spans import delete_span
from annotate.actions.talking import NewComment, say
from annotate.models import Entry, Membership, Presence, Project, Span, Way
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.queueing import take_it
from tests.annotate.working import an_ask, tag_words, work_for
from tests.browser.hands import SELECTED, notes, open_article, ready, saved, select
from tests.browsing import Visitor, assert_accessible
from tests.makers import make_entry, make_member, make_project, make_user

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = "第一句😀话很长。第二句𠮷话也长。第三句e\u0301话短。"
SECOND = "船厂说😀，桥墩已经加固。𠮷田没有回答。"
LONG = tuple(Block("paragraph", f"第{number}段说的是桥和河，还有😀船。又一句𠮷话。") for number in range(60))
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LOST = "ERR_FAILED|ERR_INTERNET_DISCONNECTED"


@pytest.fixture(autouse=True)
def pages_ask_all_the_time(settings):
    settings.LIVE_SECONDS = 0.2


@pytest.fixture
def entry() -> Entry:
    project = make_project(way=Way.SHARED)
    return make_entry(project, Block("title", "桥"), Block("paragraph", FIRST), Block("paragraph", SECOND))


@pytest.fixture
def mate(entry: Entry) -> User:
    user = make_member(entry.project, user=make_user("li-na"))
    user.display_name = "李娜"
    user.save()
    return user


@pytest.fixture
def mine(window: Visitor, entry: Entry) -> Page:
    """A reviewer's window, which follows."""
    window.sign_in(make_member(entry.project, user=make_user("anna")))
    with window.page.expect_response("**/changes/?*"):
        open_article(window.page, entry)
    return window.page


def has_asked(page: Page) -> None:
    """Wait until the page has been told what there was to tell: the second answer began after now."""
    for _ in range(2):
        with page.expect_response("**/changes/?*"):
            pass


def note(page: Page, words: str) -> Locator:
    return page.locator("#text .note").filter(has=page.locator(".q", has_text=words))


def test_what_a_teammate_tags_appears_and_leaves_alone_what_one_is_doing(mine, open_window, entry, mate):
    theirs = open_window()
    theirs.sign_in(mate)
    open_article(theirs.page, entry)
    mine.keyboard.press("c")
    comment = mine.locator(".say textarea")
    comment.fill("这里是不是😀\n半句")
    assert select(mine, "第二句𠮷话") == "第二句𠮷话"
    where = mine.evaluate("scrollY")

    select(theirs.page, "桥墩已经加固")
    theirs.page.keyboard.press("1")
    select(theirs.page, "第一句😀话")
    theirs.page.keyboard.press("4")
    saved(theirs.page)

    expect(note(mine, "桥墩已经加固")).to_be_visible()
    has_asked(mine)
    expect(note(mine, "第一句😀话")).to_have_count(0)  # its paragraph waits until nothing is selected in it
    assert mine.evaluate(SELECTED) == "第二句𠮷话"
    assert mine.evaluate("scrollY") == where
    expect(comment).to_have_value("这里是不是😀\n半句")
    expect(mine.locator("#live-others")).to_contain_text("李娜 tagged")

    mine.evaluate("getSelection().removeAllRanges()")
    expect(note(mine, "第一句😀话")).to_be_visible()
    assert notes(mine) == notes(theirs.page)


def test_what_the_server_has_not_got_yet_survives_what_others_do(window, mine, entry, mate):
    tag_words(mate, entry, "claim", "第三句")
    expect(note(mine, "第三句")).to_be_visible()
    window.expect(LOST)
    mine.route("**/spans/**", lambda route: route.abort())
    mine.keyboard.press("j")
    mine.keyboard.press("j")
    mine.keyboard.press("1")
    expect(mine.locator("#save-state .words")).to_have_text("Offline, 1 unsent")

    tag_words(mate, entry, "opinion", "第二句𠮷话")
    expect(note(mine, "第二句𠮷话")).to_be_visible()
    painted = "[...CSS.highlights.get('p-c1') ?? []].map(String)"
    assert mine.evaluate(painted) == ["第一句😀话很长"]

    mine.unroute("**/spans/**")
    saved(mine)
    assert [words for _label, words in notes(mine)] == ["第一句😀话很长", "第二句𠮷话", "第三句"]
    assert Span.objects.live().count() == 3


def test_what_is_deleted_but_not_sent_stays_struck_out(window, mine, entry, mate):
    anna = User.objects.get(username="anna")
    number = tag_words(anna, entry, "claim", "第一句😀话").answer["spans"][0]["number"]
    expect(note(mine, "第一句😀话")).to_be_visible()
    window.expect(LOST)
    mine.route("**/delete/", lambda route: route.abort())
    mine.keyboard.press("n")
    mine.keyboard.press("Delete")
    gone = mine.locator(f"mark[data-a='{number}'].gone")
    expect(gone).to_have_count(1)

    tag_words(mate, entry, "opinion", "第三句")
    expect(note(mine, "第三句")).to_be_visible()
    expect(gone).to_have_count(1)

    mine.unroute("**/delete/")
    saved(mine)
    expect(note(mine, "第一句😀话")).to_have_count(0)


def test_the_cursor_stays_and_an_open_note_waits(mine, entry, mate):
    tag_words(mate, entry, "claim", "桥墩")
    expect(note(mine, "桥墩")).to_be_visible()
    mine.keyboard.press("j")
    mine.keyboard.press("j")
    tag_words(mate, entry, "claim", "第三句")
    expect(note(mine, "第三句")).to_be_visible()
    expect(mine.locator("#b1 .cursor-part").first).to_be_visible()

    mine.keyboard.press("n")
    mine.keyboard.press("n")  # the note of 桥墩 is open
    expect(mine.locator("#b2 .note.on")).to_be_visible()
    tag_words(mate, entry, "claim", "加固")
    tag_words(mate, entry, "claim", "很长")
    expect(note(mine, "很长")).to_be_visible()
    expect(note(mine, "加固")).to_have_count(0)

    mine.keyboard.press("Escape")
    expect(note(mine, "加固")).to_be_visible()


def test_undoing_goes_on_as_if_one_were_alone(mine, entry, mate):
    mine.keyboard.press("j")
    mine.keyboard.press("j")
    mine.keyboard.press("1")
    saved(mine)
    tag_words(mate, entry, "opinion", "第二句")
    expect(note(mine, "第二句")).to_have_count(0)  # one's own new tag is open in that paragraph
    mine.keyboard.press("z")
    saved(mine)
    expect(note(mine, "第二句")).to_be_visible()
    expect(note(mine, "第一句")).to_have_count(0)

    mine.keyboard.press("Shift+Z")
    expect(note(mine, "第一句😀话很长")).to_be_visible()
    assert Span.objects.live().count() == 2


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_what_is_being_read_stays_where_it_is(open_window, entry, mate, device):
    entry = make_entry(entry.project, Block("title", "长文"), *LONG)
    reader = open_window(**device)
    reader.sign_in(make_member(entry.project))
    page = reader.page
    with page.expect_response("**/changes/?*"):
        open_article(page, entry)
    page.locator("#b40").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#b40').scrollIntoView({block: 'start'}); scrollBy(0, -100)")
    before = page.locator("#b41").bounding_box()

    for words in ("第20段", "第30段", "第37段", "第38段说的是"):
        tag_words(mate, entry, "claim", words)
    expect(note(page, "第20段")).to_have_count(1)
    expect(note(page, "第38段说的是")).to_have_count(1)
    has_asked(page)

    after = page.locator("#b41").bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) <= 1


def test_whoever_is_there_is_shown_and_gone_when_they_leave(mine, open_window, entry, mate, monkeypatch):
    here = mine.get_by_role("list", name="Also at this article")
    expect(here).to_have_count(0)
    theirs = open_window()
    theirs.sign_in(mate)
    open_article(theirs.page, entry)
    expect(here.get_by_role("listitem")).to_have_text(["李李娜"])  # what is seen, and what is heard
    expect(theirs.page.get_by_role("list", name="Also at this article")).to_contain_text("anna")

    theirs.context.close()
    Presence.objects.filter(user=mate).update(seen=1)  # long ago
    expect(here).to_have_count(0)


def test_many_people_take_no_more_room_than_a_few(mine, entry):
    for number in range(6):
        user = make_member(entry.project, user=make_user(f"reader{number}"))
        Presence.objects.create(entry=entry, user=user, seen=2**33)

    people = mine.get_by_role("list", name="Also at this article").get_by_role("listitem")
    expect(people).to_have_count(4)
    expect(people.last).to_have_attribute("title", "reader3, reader4, reader5")


def test_reviewers_who_work_alone_see_nothing_of_each_other(open_window, mate):
    project = make_project(way=Way.INDEPENDENT)
    Project.objects.filter(pk=project.pk).update(required=2)
    project.refresh_from_db()
    entry = make_entry(project, Block("paragraph", FIRST))
    people = [make_member(project) for _ in range(2)]
    for one in people:
        take_it(one, entry)
    reader = open_window()
    reader.sign_in(people[0])
    page = reader.page
    with page.expect_response("**/changes/?*"):
        open_article(page, entry)
    before = page.locator("#main").inner_html()

    tag_words(people[1], entry, "claim", "第一句😀话")
    say(work_for(people[1], entry), NewComment(text="给自己的话", uid=project.uid))
    has_asked(page)

    assert page.locator("#main").inner_html() == before
    expect(page.locator("#here")).to_be_hidden()


def test_comments_of_teammates_are_counted_while_the_page_is_open(mine, entry, mate):
    number = tag_words(mate, entry, "claim", "第一句😀话").answer["spans"][0]["number"]
    say(work_for(mate, entry), NewComment(uid=entry.project.uid, text="真的吗？", span=number))

    expect(mine.locator("#comments-open")).to_contain_text("1 new")
    expect(mine.locator(f"#n{number} .said")).to_be_visible()


def test_what_is_said_while_one_writes_is_offered_and_the_sentence_stays(mine, entry, mate):
    say(work_for(mate, entry), NewComment(uid=uuid4(), text="第一条"))
    mine.locator("#comments-open").click()
    comment = mine.locator(".say textarea")
    comment.fill("半句😀\n话 e\u0301")
    where = comment.bounding_box()

    say(work_for(mate, entry), NewComment(uid=uuid4(), text="第二条𠮷"))
    newer = mine.get_by_role("button", name="Show new comments")
    expect(newer).to_be_visible()
    assert comment.bounding_box() == where
    expect(comment).to_be_focused()
    assert_accessible(mine)

    newer.click()
    expect(mine.locator("#talk .thread")).to_have_count(2)
    expect(comment).to_have_value("半句😀\n话 e\u0301")
    expect(newer).to_have_count(0)


def test_what_has_changed_otherwise_is_said_calmly_with_a_next_step(mine, entry):
    project = entry.project
    Project.objects.filter(pk=project.pk).update(label_set_version=5)
    save_guidelines(project, User.objects.get(username="anna"), Draft("# 新", 0))
    messages = mine.get_by_role("status", name="Messages")
    expect(messages.locator(".toast")).to_have_count(2)
    expect(messages.get_by_role("link", name="Read the guidelines")).to_be_visible()
    assert_accessible(mine)

    messages.locator(".toast").first.get_by_role("button", name="Reload").click()
    ready(mine)
    expect(mine.locator(".toast")).to_have_count(0)


def test_whoever_leaves_the_project_is_told_and_asks_no_more(window, mine, entry):
    member = Membership.objects.get(user__username="anna")
    window.expect("404")
    remove_member(member, by=entry.project.created_by)

    expect(mine.locator(".toast")).to_contain_text("This article is no longer open to you")
    asked: list[str] = []
    mine.on("request", lambda request: asked.append(request.url))
    mine.wait_for_timeout(700)  # milliseconds: three questions' time
    assert asked == []


def test_without_a_network_nothing_is_said_and_later_all_is_there(window, mine, entry, mate):
    window.expect(LOST)
    window.context.set_offline(True)
    tag_words(mate, entry, "claim", "第一句😀话")
    mine.wait_for_timeout(500)
    expect(mine.locator(".toast")).to_have_count(0)

    window.context.set_offline(False)
    expect(note(mine, "第一句😀话")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_what_is_new_is_lifted_out_so_that_all_can_read_it(open_window, entry, mate, device, scheme):
    Presence.objects.create(entry=entry, user=mate, seen=2**33)
    reader = open_window(**device, color_scheme=scheme, reduced_motion="reduce")
    reader.sign_in(make_member(entry.project))
    page = reader.page
    with page.expect_response("**/changes/?*"):
        open_article(page, entry)
    tag_words(mate, entry, "claim", "第一句😀话")

    expect(page.locator("mark.fresh")).to_have_count(1)
    assert_accessible(page)
    expect(page.locator("mark.fresh")).to_have_count(0)


def test_a_slow_answer_does_not_bring_back_what_one_has_changed_since(mine, entry, mate):
    tag_words(User.objects.get(username="anna"), entry, "claim", "第一句😀话")
    expect(note(mine, "第一句😀话")).to_be_visible()
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        answer = route.fetch()
        if answer.status == 200 and not held:
            held.append((route, answer))
        else:
            route.fulfill(response=answer)

    mine.route("**/changes/?*", hold)
    tag_words(mate, entry, "claim", "桥墩")
    while not held:
        mine.wait_for_timeout(50)
    mine.keyboard.press("n")
    mine.keyboard.press("Delete")
    saved(mine)
    expect(note(mine, "第一句😀话")).to_have_count(0)

    route, answer = held[0]
    route.fulfill(response=answer)
    expect(note(mine, "桥墩")).to_be_visible()
    expect(note(mine, "第一句😀话")).to_have_count(0)
    mine.unroute_all(behavior="ignoreErrors")  # the next question is on its way


def test_a_viewer_sees_the_team_at_work(open_window: Callable[..., Visitor], entry, mate):
    viewer = open_window()
    viewer.sign_in(make_member(entry.project, Role.VIEWER))
    with viewer.page.expect_response("**/changes/?*"):
        open_article(viewer.page, entry)

    number = tag_words(mate, entry, "claim", "第一句😀话").answer["spans"][0]["number"]
    expect(note(viewer.page, "第一句😀话")).to_be_visible()
    delete_span(work_for(mate, entry), an_ask(), number)
    expect(note(viewer.page, "第一句😀话")).to_have_count(0)
