"""The guidelines of a project: versions, who is told, what the pages show and to whom."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from annotate.actions.guidelines import Draft, restore_guidelines, save_guidelines, text_of
from annotate.actions.noticing import mark_read
from annotate.actions.people.members import remove_member
from annotate.actions.problems import Conflict
from annotate.actions.projects import found_project
from annotate.actions.work import reopen, submit
from annotate.models import Activity, Guidelines, Matter, Notice, Participation, Project, Verb
from annotate.reports.news import address_of
from tests.annotate.working import an_ask, tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_user

pytestmark = pytest.mark.django_db

RULES = "# 规则 😀𠮷e\u0301\n\n## 引语 {quote}\n\n标到引号。\n\n## Other\n\n臺灣用「」。\n"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def save(cast: Cast, text: str, *, base: int | None = None, **more: Any) -> Activity | None:
    project = Project.objects.get(pk=cast.project.pk)
    return save_guidelines(
        project, cast.manager, Draft(text, project.guidelines_version if base is None else base, **more)
    )


def show(cast: Cast, path: str = "", user: Any = None, **data: Any) -> Any:
    answer = browser_of(user or cast.viewer).get(f"{cast.address}guidelines/{path}", data)
    assert answer.status_code == 200
    return answer


def present(cast: Cast) -> int:
    return Project.objects.values_list("guidelines_version", flat=True).get(pk=cast.project.pk)


def test_every_change_is_a_version_and_the_same_words_are_none(cast):
    first, again, second = save(cast, "一"), save(cast, "一"), save(cast, "二", summary="改了")

    assert again is None
    assert [first.changes[0]["after"], second.changes[0]["before"]] == [{"version": 1}, {"version": 1}]
    assert list(Guidelines.objects.values_list("number", "text", "summary")) == [
        (2, "二", "改了"),
        (1, "一", ""),
    ]
    assert present(cast) == 2
    assert first.verb == Verb.GUIDELINES


def test_who_began_from_an_older_version_is_told_and_nothing_is_overwritten(cast):
    save(cast, "一")

    with pytest.raises(Conflict, match="has saved version 1 meanwhile"):
        save(cast, "二", base=0)

    assert Guidelines.objects.get().text == "一"


def test_a_version_is_brought_back_as_a_new_one(cast):
    save(cast, "一")
    save(cast, "二")

    restore_guidelines(cast.project, cast.manager, 1)
    twice = restore_guidelines(cast.project, cast.manager, 1)

    assert twice is None
    newest = Guidelines.objects.first()
    assert (newest.number, newest.text, newest.restores) == (3, "一", 1)
    assert restore_guidelines(cast.project, cast.manager, 0) is not None
    assert text_of(cast.project, present(cast)) == ""
    with pytest.raises(ValidationError, match="no such version"):
        restore_guidelines(cast.project, cast.manager, 99)


def test_a_project_begins_with_the_guidelines_of_its_founder():
    project = found_project(make_user(), name="p", guidelines="# 一")

    assert (project.guidelines_version, text_of(project, 1)) == (1, "# 一")
    assert found_project(make_user(), name="p").guidelines_version == 0


def test_members_are_told_once_until_they_have_looked(cast):
    remove_member(cast.member(cast.viewer), cast.manager)
    save(cast, "一", summary="引号算引语")
    save(cast, "二")
    save(cast, "三", tells=False)

    notice = Notice.objects.get(matter=Matter.RULES)
    assert notice.user == cast.reviewer
    assert address_of(notice) == f"{cast.address}guidelines/compare/?older=0"
    page = browser_of(cast.reviewer).get("/notices/").content.decode()
    assert "has changed the guidelines" in page
    assert "引号算引语" in page

    mark_read(Notice.objects.all(), cast.reviewer)
    save(cast, "四", tells=False)
    assert Notice.objects.filter(matter=Matter.RULES).count() == 1
    save(cast, "五")
    assert Notice.objects.filter(matter=Matter.RULES).count() == 2


def test_a_notice_leads_to_everything_that_came_after_it(cast):
    save(cast, "一\n\n二")
    save(cast, "一\n\n三")
    notice = Notice.objects.get(user=cast.reviewer)

    page = browser_of(cast.reviewer).get(f"/notices/{notice.pk}/", follow=True)

    assert page.redirect_chain[-1][0].endswith("?older=0")
    assert [version.number for version in page.context["told"]] == [2, 1]


def test_the_version_that_work_was_handed_in_under_is_kept(cast):
    entry = make_entry(cast.project)
    save(cast, "一")
    submit(work_for(cast.reviewer, entry), an_ask())
    save(cast, "二")
    part = Participation.objects.get()
    assert part.guidelines_version == 1

    reopen(work_for(cast.reviewer, entry), an_ask())
    submit(work_for(cast.reviewer, entry), an_ask())

    part.refresh_from_db()
    assert part.guidelines_version == 2


def test_the_native_export_names_the_version_of_what_was_handed_in(cast):
    entry = make_entry(cast.project)
    save(cast, "一")
    submit(work_for(cast.reviewer, entry), an_ask())
    tag_words(cast.manager, entry, "claim", entry.revision.text[:2])  # begun, and not handed in

    answer = browser_of(cast.manager).get(f"{cast.address}export/native/")

    [article] = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    handle = cast.member(cast.reviewer).handle
    assert article["x_guidelines"] == [{"annotator": handle, "kind": "shared", "version": 1}]


@pytest.mark.parametrize(("language", "word"), [("en", "quote"), ("zh-hans", "引语")])
def test_a_project_without_guidelines_shows_the_built_in_ones(cast, language, word):
    page = browser_of(cast.viewer).get(f"{cast.address}guidelines/", headers={"Accept-Language": language})

    shown = page.context["shown"]
    assert any("<h3" in part for part in shown.parts)
    assert any(word in part.lower() for part in shown.parts)


def test_what_is_said_of_a_label_is_shown_alone(cast):
    save(cast, RULES)

    page = show(cast, label="quote")

    assert "标到引号" in page.content.decode()
    assert "臺灣" not in page.content.decode()
    assert page.context["shown"].label.name == "quote"


@pytest.mark.parametrize("label", ["opinion", "nobody", "x" * 65, "\0", "<b>"])
def test_a_label_of_which_nothing_is_said_shows_everything(cast, label):
    save(cast, RULES)

    shown = show(cast, label=label).context["shown"]

    assert shown.label is None
    assert shown.is_silent == (label == "opinion")
    assert len(shown.parts) == 3


@pytest.mark.parametrize(
    ("words", "hits"), [("台湾", 1), ("標到", 1), ("没有", 0), ("，", 0), ("x" * 101, 0)]
)
def test_words_are_found_in_either_script(cast, words, hits):
    save(cast, RULES)

    page = show(cast, q=words, label="quote")

    assert page.context["shown"].hits == hits
    assert page.content.decode().count('<mark class="hit"') == hits


def test_the_part_for_the_workbench_is_the_text_alone(cast):
    answer = browser_of(cast.viewer).get(f"{cast.address}guidelines/", headers={"X-Part": "guidelines"})

    assert b"<html" not in answer.content
    assert b'class="guide"' in answer.content


def test_versions_are_shown_compared_and_listed(cast):
    save(cast, "# 一\n\n甲😀\n")
    save(cast, "# 一\n\n乙😀\n", summary="改<b>")

    listed = show(cast, "versions/").content.decode()
    assert "改&lt;b&gt;" in listed
    assert "Version 2" in listed
    old = show(cast, "versions/1/")
    assert "甲😀" in old.content.decode()
    assert not old.context["is_present"]
    compared = show(cast, "compare/", older=1, newer=2)
    assert [change.fate for change in compared.context["changes"]] == ["same", "changed"]
    assert "甲" in compared.content.decode()
    assert show(cast, "versions/0/").context["version"] is None


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, (1, 2)),
        ({"older": "0"}, (0, 2)),
        ({"newer": "1"}, (0, 1)),
        ({"older": "2", "newer": "1"}, (1, 2)),
        ({"older": "x", "newer": "1"}, (1, 2)),
        ({"older": "-1"}, (1, 2)),
        ({"older": "9" * 30}, (1, 2)),
    ],
)
def test_two_versions_are_compared_whichever_way_they_are_named(cast, asked, shown):
    save(cast, "一")
    save(cast, "二")

    page = show(cast, "compare/", **asked)

    assert (page.context["older"], page.context["newer"]) == shown


@pytest.mark.parametrize("path", ["versions/9/", "versions/99999999999999999999/", "compare/?older=9"])
def test_a_version_that_is_not_there_is_not_found(cast, path):
    assert browser_of(cast.viewer).get(f"{cast.address}guidelines/{path}").status_code == 404


def test_a_project_with_the_built_in_guidelines_has_nothing_to_compare(cast):
    page = show(cast, "compare/")

    assert (page.context["older"], page.context["newer"], page.context["changed"]) == (0, 0, 0)


def test_a_manager_writes_sees_and_saves(cast):
    client, address = browser_of(cast.manager), f"{cast.address}guidelines/edit/"
    words = {"base": "0", "text": RULES.replace("\n", "\r\n"), "summary": " a \r\n b ", "tells": "on"}

    seen = client.post(address, {**words, "preview": "yes"})
    assert seen.status_code == 200
    assert not Guidelines.objects.exists()
    assert "<h2" in seen.context["preview"][0]
    saved = client.post(address, words, follow=True)

    version = Guidelines.objects.get()
    assert (version.text, version.summary, version.author) == (RULES, "a b", cast.manager)
    done = Activity.objects.get(verb=Verb.GUIDELINES)
    undo = reverse("activity-undo", args=[cast.project.slug, done.pk])
    assert undo in saved.content.decode()
    undone = client.post(undo)
    assert undone.url == f"{cast.address}guidelines/"
    assert text_of(cast.project, present(cast)) == ""


def test_two_managers_at_once_do_not_overwrite_each_other(cast):
    client, address = browser_of(cast.manager), f"{cast.address}guidelines/edit/"
    save(cast, "一")

    refused = client.post(address, {"base": "0", "text": "二"})

    assert refused.status_code == 409
    assert "guidelines/compare/?older=0" in refused.content.decode()
    assert refused.context["form"]["base"].value() == 1
    assert client.post(address, {"base": "1", "text": "二"}).status_code == 302
    assert present(cast) == 2


@pytest.mark.parametrize(
    "fields",
    [{"text": "a\0b"}, {"text": "x" * 100_001}, {"base": ""}, {"base": "-1"}, {"summary": "x" * 201}],
)
def test_what_will_not_do_comes_back(cast, fields):
    words = {"base": "0", "text": "一", **fields}

    answer = browser_of(cast.manager).post(f"{cast.address}guidelines/edit/", words)

    assert answer.status_code == 422
    assert not Guidelines.objects.exists()


def test_nothing_but_blanks_means_the_built_in_guidelines(cast):
    save(cast, "一")

    browser_of(cast.manager).post(f"{cast.address}guidelines/edit/", {"base": "1", "text": " \r\n "})

    assert text_of(cast.project, 2) == ""


def test_who_begins_with_the_built_in_text_gets_it_to_change(cast):
    page = browser_of(cast.manager).get(f"{cast.address}guidelines/edit/?built-in")

    assert page.context["form"]["text"].value().startswith("# Guidelines")


def test_a_version_is_brought_back_by_a_button(cast):
    save(cast, "一")
    save(cast, "二")
    client = browser_of(cast.manager)

    page = client.post(f"{cast.address}guidelines/versions/1/restore/", follow=True)
    assert "Version 1 holds again." in page.content.decode()
    again = client.post(f"{cast.address}guidelines/versions/1/restore/", follow=True)
    assert "holds already" in again.content.decode()
    assert client.post(f"{cast.address}guidelines/versions/9/restore/").status_code == 404
    assert present(cast) == 3


def test_undoing_a_change_of_guidelines_that_were_changed_since_is_refused(cast):
    done = save(cast, "一")
    save(cast, "二")

    browser_of(cast.manager).post(f"{cast.address}activity/{done.pk}/undo/")

    assert present(cast) == 2


def test_guidelines_are_prose_and_nothing_else(cast):
    save(
        cast,
        "<script>alert(1)</script> <img src=x onerror=alert(1)>\n\n"
        "![spy](https://spy.example/x.png) [go](javascript:alert(1)) [ok](https://ok.example/)\n",
    )

    page = show(cast).content.decode()
    prose = page[page.index('class="prose"') :]

    assert 'href="https://ok.example/"' in prose
    for danger in ("<script", "<img", 'href="javascript'):
        assert danger not in prose[: prose.index("</div>")]


def test_each_page_asks_a_constant_number_of_questions(
    cast, django_assert_num_queries: DjangoAssertNumQueries
):
    client = browser_of(cast.manager)
    for number in range(3):
        save(cast, RULES + str(number))
    pages = {"": 4, "versions/": 5, "versions/1/": 4, "compare/": 5, "edit/": 4}
    for path in pages:
        client.get(f"{cast.address}guidelines/{path}")

    # session, person, membership, the version or versions
    for path, number in pages.items():
        with django_assert_num_queries(number):
            client.get(f"{cast.address}guidelines/{path}")
