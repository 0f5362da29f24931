"""Three people share articles out, in the browser: by name, by the queue, and back again."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from annotate.models import Assignment
from tests.annotate.queueing import hand_in, make_team, take_it, taken
from tests.browser.test_every_page import WINDOWS, visit
from tests.browsing import Visitor, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", WINDOWS)
def test_the_pages_of_the_queue_are_accessible_and_fit(
    open_window: Callable[..., Visitor], size: str
) -> None:
    project, (ann, bo), (first, second, third) = make_team(2, 3, required=1)
    hand_in(ann, first)
    take_it(ann, second)
    slug = project.slug
    window = open_window(**WINDOWS[size])
    window.sign_in(ann)
    for query in ("", "?show=done", "?show=skipped"):
        visit(window, reverse("queue", args=[slug]) + query, size)
    for entry in (first, second, third):
        visit(window, reverse("workbench", args=[slug, entry.pk]), size)
    other = open_window(**WINDOWS[size])
    other.sign_in(bo)
    visit(other, reverse("workbench", args=[slug, second.pk]), size)  # all places are taken


@pytest.mark.parametrize("size", WINDOWS)
def test_a_manager_hands_out_looks_first_and_takes_it_back(
    open_window: Callable[..., Visitor], size: str
) -> None:
    project, (ann, bo), entries = make_team(2, 3)
    window = open_window(**WINDOWS[size])
    window.sign_in(project.created_by)
    visit(window, reverse("distribute", args=[project.slug]), size)
    page = window.page
    page.get_by_label("All that the filter finds").check()
    for person in (ann, bo):
        page.get_by_role("checkbox", name=person.username).check()
    page.get_by_role("button", name="See who gets what").click()
    expect(page.get_by_text("6 places would be handed out.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Hand out").click()

    expect(page.get_by_text("6 places are handed out.")).to_be_visible()
    assert {taken(entry) for entry in entries} == {2}
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert {taken(entry) for entry in entries} == {0}


def test_a_reviewer_takes_leaves_out_and_reads_what_came_back(open_window: Callable[..., Visitor]) -> None:
    project, (ann,), (first, _second) = make_team(1, 2)
    window = open_window()
    window.sign_in(ann)
    page = window.page
    page.goto(reverse("queue", args=[project.slug]))
    page.get_by_role("button", name="Take the next article").click()
    page.get_by_text("Leave out", exact=True).click()
    page.get_by_label("Why?").fill("我写过这篇😀")
    page.get_by_role("button", name="Leave the article out").click()

    expect(page.get_by_text("is left out. Others can take it.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Submit")).to_be_visible()
    assert taken(first) == 1

    hand_in(ann, first)
    manager = open_window()
    manager.sign_in(project.created_by)
    boss = manager.page
    boss.goto(reverse("entry-places", args=[project.slug, first.pk]))
    boss.get_by_text("Return with a remark").click()
    boss.get_by_label("What is to be done?").fill("第二段，请再看一遍。")
    assert_accessible(boss)
    boss.get_by_role("button", name="Return it").click()
    expect(boss.get_by_text("The work is returned.")).to_be_visible()

    page.goto(reverse("queue", args=[project.slug]))
    expect(page.get_by_text("第二段，请再看一遍。")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Returned to you")).to_be_visible()
    assert Assignment.objects.get(entry=first, reviewer=ann).seat == 1
