"""From the tables to files that a data person can rely on."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from annotate.actions.entries import take_out
from annotate.actions.tagging.spans import delete_span
from annotate.actions.work import submit
from annotate.exports import gather
from annotate.exports.download import is_empty, pieces
from annotate.exports.proof import Proof
from annotate.exports.record import Row
from annotate.exports.selection import Selection
from annotate.exports.writers import WRITERS
from annotate.models import Entry, Participation, Project, Span, State, Way
from annotate.roles import Role
from articles.models import Provenance, RawDocument
from articles.text.blocks import Block
from tests.annotate.working import an_ask, tag_words, work_for
from tests.makers import make_entry, make_member, make_project, make_revision, make_user
from tests.shared import shared


def selection(project: Project, user: User | None = None, *, drafts: bool = True) -> Selection:
    member = project.memberships.select_related("project").get(user=user or project.created_by)
    return Selection(member, drafts=drafts)


def export(project: Project, user: User | None = None, *, kind: str = "native", drafts: bool = True) -> str:
    return "".join(pieces(selection(project, user, drafts=drafts), WRITERS[kind], Proof()))


def articles(project: Project, user: User | None = None, *, drafts: bool = True) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export(project, user, drafts=drafts).splitlines()]


def words(article: dict[str, Any]) -> list[str]:
    return [span["text"] for span in article["spans"]]


@pytest.fixture
def manager(db: None) -> User:
    return make_user("林")


@pytest.fixture
def project(manager: User) -> Project:
    return make_project(manager)


@pytest.fixture
def entry(project: Project) -> Entry:
    return make_entry(project)


def test_the_export_is_valid_against_the_published_schema(manager: User, project: Project) -> None:
    schema = json.loads(shared("domain", "native.schema.json").read_text(encoding="utf-8"))
    entry = make_entry(
        project,
        Block("title", "𠮷野家😀"),
        Block("heading", "cafe\u0301", 2),
        Block("paragraph", "店长𠮷田说：“涨价😀了。”\n第二行"),
    )
    raw = RawDocument.objects.create(sha256="1" * 64, content=b"x", size=1)
    Provenance.objects.create(
        revision=entry.revision, raw=raw, name="1.md", format="test", imported_by=manager
    )
    entry.article.address = "https://news.example/中国/𠮷?q=涨 价#100%"
    entry.article.published_at = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    entry.article.published_text = "2026-11-20T15:30:00+08:00"
    entry.article.published_kind = "page"
    entry.article.save()
    for label, text in (
        ("source", "店长𠮷田"),
        ("quote", "“涨价😀了。”"),
        ("claim", "涨价😀了"),
        ("opinion", "cafe\u0301"),
    ):
        tag_words(manager, entry, label, text)
    submit(work_for(manager, entry), an_ask())

    (article,) = articles(project)

    jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(article)
    assert set(words(article)) == {"店长𠮷田", "“涨价😀了。”", "涨价😀了", "cafe\u0301"}
    assert all(article["text"][span["start"] : span["end"]] == span["text"] for span in article["spans"])
    assert article["publication"]["published"] == "2026-11-20T15:30:00+08:00"
    assert [mirror["name"] for mirror in article["publication"]["mirrors"]] == ["1.md"]
    assert article["relations"]


def test_keys_come_in_the_order_of_the_schema(manager: User, project: Project, entry: Entry) -> None:
    schema = json.loads(shared("domain", "native.schema.json").read_text(encoding="utf-8"))
    tag_words(manager, entry, "claim", "明年通车")

    (article,) = articles(project)

    assert list(article) == list(schema["properties"])
    assert list(article["spans"][0]) == list(schema["$defs"]["span"]["properties"])
    assert list(article["publication"]) == list(schema["properties"]["publication"]["properties"])
    assert list(article["provenance"]) == list(schema["properties"]["provenance"]["properties"])
    assert list(article["assignments"][0]) == list(schema["properties"]["assignments"]["items"]["properties"])


def test_text_that_came_with_carriage_returns_slices(manager: User, project: Project) -> None:
    revision = make_revision()
    revision.text = "第一行😀\r\n他说\r\n𠮷"
    revision.blocks = [
        {"kind": "paragraph", "start": 0, "end": 4},
        {"kind": "paragraph", "start": 6, "end": 8},
    ]
    revision.verbatim = True
    revision.save()
    entry = make_entry(project, revision=revision)
    tag_words(manager, entry, "source", "他")

    (article,) = articles(project)

    (span,) = article["spans"]
    assert article["text"] == "第一行😀\r\n他说\r\n𠮷"
    assert article["text"][span["start"] : span["end"]] == "他"


@pytest.mark.parametrize("kind", list(WRITERS))
def test_two_exports_without_a_change_are_the_same_bytes(
    kind: str, manager: User, project: Project, entry: Entry
) -> None:
    for words_tagged in ("明年通车", "工程已花费三亿元"):
        tag_words(manager, entry, "claim", words_tagged)

    assert export(project, kind=kind) == export(project, kind=kind)


def test_a_line_is_as_old_as_its_newest_change(manager: User, project: Project, entry: Entry) -> None:
    tag_words(manager, entry, "claim", "明年通车")
    later = datetime(2031, 5, 6, 7, 8, 9, 654321, tzinfo=UTC)
    Span.objects.update(updated_at=later)

    (article,) = articles(project)

    assert article["provenance"]["exported_at"] == "2031-05-06T07:08:09Z"
    assert article["spans"][0]["updated_at"] == "2031-05-06T07:08:09Z"


def test_people_leave_by_their_handle(project: Project, entry: Entry) -> None:
    reviewer = make_member(project, user=make_user("secret-login"))
    handle = project.memberships.get(user=reviewer).handle
    tag_words(reviewer, entry, "claim", "明年通车")

    text = export(project)

    assert "secret-login" not in text
    assert json.loads(text)["spans"][0]["annotator"] == handle


def test_deleted_spans_and_their_links_stay_behind(manager: User, project: Project, entry: Entry) -> None:
    tag_words(manager, entry, "source", "市长王𠮷")
    tag_words(manager, entry, "quote", "“新桥😀明年通车。”")
    assert len(articles(project)[0]["relations"]) == 1
    source = Span.objects.get(label__name="source")

    delete_span(work_for(manager, entry), an_ask(), source.number)

    (article,) = articles(project)
    assert words(article) == ["“新桥😀明年通车。”"]
    assert article["relations"] == []


def test_a_span_is_a_draft_until_its_author_submits(manager: User, project: Project, entry: Entry) -> None:
    reviewer = make_member(project)
    tag_words(manager, entry, "claim", "明年通车")
    tag_words(reviewer, entry, "opinion", "不会改变局势")
    submit(work_for(reviewer, entry), an_ask())

    (article,) = articles(project)
    (submitted,) = articles(project, drafts=False)

    assert [(span["text"], span["status"]) for span in article["spans"]] == [
        ("明年通车", "draft"),
        ("不会改变局势", "submitted"),
    ]
    assert words(submitted) == ["不会改变局势"]


def test_a_link_to_a_draft_stays_behind_with_it(manager: User, project: Project, entry: Entry) -> None:
    reviewer = make_member(project)
    tag_words(reviewer, entry, "source", "市长王𠮷")
    tag_words(manager, entry, "quote", "“新桥😀明年通车。”")
    submit(work_for(manager, entry), an_ask())

    (article,) = articles(project, drafts=False)

    assert words(article) == ["“新桥😀明年通车。”"]
    assert article["relations"] == []


def test_whoever_read_an_article_and_tagged_nothing_is_in_the_file(
    manager: User, project: Project, entry: Entry
) -> None:
    submit(work_for(manager, entry), an_ask())
    make_entry(project)  # nobody has begun it

    (article,) = articles(project)

    (part,) = article["assignments"]
    assert article["spans"] == []
    assert (part["annotator"], part["role"], part["kind"], part["state"]) == (
        "manager-1",
        "annotator",
        "shared",
        "submitted",
    )
    assert part["submitted_at"].endswith("Z")


def test_a_reviewer_who_works_alone_takes_out_only_their_own(manager: User) -> None:
    project = make_project(manager, way=Way.INDEPENDENT)
    entry = make_entry(project)
    first, second = make_member(project), make_member(project)
    viewer = make_member(project, Role.VIEWER)
    tag_words(first, entry, "claim", "明年通车")
    tag_words(second, entry, "claim", "工程已花费三亿元")
    submit(work_for(second, entry), an_ask())

    (own,) = articles(project, first)

    assert words(own) == ["明年通车"]
    assert [part["annotator"] for part in own["assignments"]] == [project.memberships.get(user=first).handle]
    assert own["assignments"][0]["kind"] == "own"
    for user in (manager, viewer):
        (everything,) = articles(project, user)
        assert words(everything) == ["明年通车", "工程已花费三亿元"]


def test_what_others_submitted_does_not_show_a_lone_reviewer_the_article(manager: User) -> None:
    project = make_project(manager, way=Way.INDEPENDENT)
    entry = make_entry(project)
    first, second = make_member(project), make_member(project)
    submit(work_for(second, entry), an_ask())

    assert is_empty(selection(project, first), WRITERS["native"])


def test_another_project_and_articles_taken_out_stay_behind(
    manager: User, project: Project, entry: Entry
) -> None:
    other = make_entry(make_project(manager), revision=entry.revision)
    tag_words(manager, other, "claim", "明年通车")
    gone = make_entry(project)
    tag_words(manager, gone, "claim", "明年通车")
    take_out(gone.project, [gone.pk], manager)
    tag_words(manager, entry, "claim", "工程已花费三亿元")

    (article,) = articles(project)

    assert words(article) == ["工程已花费三亿元"]


def test_samples_leave_only_with_their_own_project(manager: User, project: Project, entry: Entry) -> None:
    entry.article.is_sample = True
    entry.article.save()
    tag_words(manager, entry, "claim", "明年通车")

    assert is_empty(selection(project), WRITERS["native"])
    project.is_sample = True
    project.save()
    assert not is_empty(selection(project), WRITERS["native"])


def test_file_names_of_another_team_are_not_shown(manager: User, project: Project, entry: Entry) -> None:
    raw = RawDocument.objects.create(sha256="1" * 64, content=b"x", size=1)
    Provenance.objects.create(
        revision=entry.revision, raw=raw, name="their-secret.md", format="test", imported_by=make_user()
    )
    tag_words(manager, entry, "claim", "明年通车")

    assert articles(project)[0]["publication"]["mirrors"] == []


def test_spans_that_share_a_uuid_are_told_apart(manager: User) -> None:
    project = make_project(manager, way=Way.INDEPENDENT)
    entry = make_entry(project)
    same = UUID("12345678-1234-4234-8234-123456789abc")
    for _ in range(2):
        tag_words(make_member(project), entry, "claim", "明年通车", uid=same)

    (article,) = articles(project)

    ids = [span["id"] for span in article["spans"]]
    assert len(set(ids)) == 2
    assert all(name.startswith(str(same)) for name in ids)


def test_a_reviewer_who_has_not_begun_is_listed_without_times(manager: User) -> None:
    project = make_project(manager, way=Way.INDEPENDENT)
    entry = make_entry(project)
    reviewer = make_member(project)
    entry.assignments.create(revision=entry.revision, reviewer=reviewer)
    tag_words(manager, entry, "claim", "明年通车")

    (article,) = articles(project)

    part = next(part for part in article["assignments"] if part["annotator"] != "manager-1")
    assert (part["state"], part["submitted_at"], part["active_seconds"]) == ("assigned", None, None)


def test_the_work_of_somebody_who_left_keeps_its_handle(
    manager: User, project: Project, entry: Entry
) -> None:
    reviewer = make_member(project)
    tag_words(reviewer, entry, "claim", "明年通车")
    membership = project.memberships.get(user=reviewer)
    membership.removed_at = timezone.now()
    membership.save()

    assert articles(project)[0]["spans"][0]["annotator"] == membership.handle


def test_many_articles_cost_as_many_queries_as_few(manager: User, project: Project) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert list(gather.records(selection(project), Row.ARTICLE))
        return len(found)

    tag_words(manager, make_entry(project), "claim", "明年通车")
    queries()  # once a process asks for the label set
    few = queries()
    for _ in range(gather.FIRST_PAGE - 2):
        tag_words(manager, make_entry(project), "claim", "明年通车")

    assert queries() == few


def test_articles_beyond_the_first_page_and_over_the_limits_follow(
    manager: User, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "FIRST_PAGE", 2)
    monkeypatch.setattr(gather, "PAGE", 3)
    monkeypatch.setattr(gather, "MOST_SPANS", 1)
    entries = [make_entry(project) for _ in range(7)]
    for entry in entries:
        tag_words(manager, entry, "claim", "明年通车")

    assert [article["id"] for article in articles(project)] == [f"a{entry.article_id}" for entry in entries]


def test_an_export_that_is_stopped_lets_the_database_go(
    manager: User, project: Project, entry: Entry
) -> None:
    tag_words(manager, entry, "claim", "明年通车")
    found = pieces(selection(project), WRITERS["native"], Proof())
    assert next(found)

    found.close()

    assert Participation.objects.update(state=State.SKIPPED) == 1


def test_attributes_come_in_the_same_order_from_both_databases(
    manager: User, project: Project, entry: Entry
) -> None:
    tag_words(manager, entry, "claim", "明年通车")
    Span.objects.update(attrs={"zz": "1", "a": "2", "unknown_to_the_label": ["x"]})

    (article,) = articles(project)

    assert list(article["spans"][0]["attrs"]) == ["a", "unknown_to_the_label", "zz"]


def test_the_work_of_somebody_who_was_never_a_member_leaves_without_a_name(
    manager: User, project: Project, entry: Entry
) -> None:
    tag_words(manager, entry, "claim", "明年通车")
    outsider = make_user("secret-login")
    Span.objects.update(author=outsider)

    assert articles(project)[0]["spans"][0]["annotator"] == f"person-{outsider.pk}"
