"""What the workbench sends, and what it is answered."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from annotate.actions.work import submit
from annotate.models import Activity, Participation, Span, State, Way
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.working import an_ask, send, send_tag, spans_in, tag_words, work_for
from tests.makers import make_entry, make_member, make_project, make_user

pytestmark = pytest.mark.django_db

WRITES = [
    ("span-create", ()),
    ("span-change", ("1",)),
    ("span-delete", ("1",)),
    ("span-source", ("1",)),
    ("step-undo", ()),
    ("step-redo", ()),
    ("work-submit", ()),
    ("work-reopen", ()),
    ("work-beat", ()),
]


@pytest.fixture
def project():
    return make_project()


@pytest.fixture
def entry(project):
    return make_entry(project)


@pytest.fixture
def reviewer(project, client):
    user = make_member(project)
    client.force_login(user)
    return user


def test_a_tag_is_answered_with_its_row_and_its_number(client, reviewer, entry):
    answer = send_tag(client, entry, "claim", "新桥😀明年")

    assert answer.status_code == 201
    body = answer.json()
    [span] = spans_in(entry)
    assert body["answer"]["spans"][0] | {"id": None} == {
        "number": span.number,
        "id": None,
        "label": "claim",
        "start": span.start,
        "end": span.end,
        "attrs": {},
        "sources": [],
    }
    assert list(body["rows"]) == ["b1"]
    assert f'data-a="{span.number}" aria-details="n{span.number}">新桥😀明年</mark>' in body["rows"]["b1"]
    assert body["can_undo"] is True


def test_the_same_request_is_answered_the_same_and_200(client, reviewer, entry):
    sent = {"request": str(uuid4()), "id": str(uuid4())}

    first = send_tag(client, entry, "claim", "新桥", **sent)
    second = send_tag(client, entry, "claim", "新桥", **sent)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["answer"] == second.json()["answer"]
    assert Span.objects.count() == 1


def test_a_used_request_with_other_content_is_409(client, reviewer, entry):
    request = str(uuid4())
    send_tag(client, entry, "claim", "新桥", request=request)

    answer = send_tag(client, entry, "opinion", "新桥", request=request)

    assert answer.status_code == 409
    assert answer.json()["error"].endswith(".")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"start": 3, "end": 999_999}, "outside of the article"),
        ({"start": "x"}, "could not be understood"),
        ({"start": 2**70, "end": 2**70 + 1}, "could not be understood"),
        ({"start": 5, "end": 5}, "outside of the article"),
        ({"start": -4}, "could not be understood"),
        ({"label": "rumour"}, "Choose another"),
        ({"label": ""}, "Choose a label"),
        ({"id": "no-uuid"}, "incomplete"),
        ({"request": ""}, "incomplete"),
        ({"label": "cl\0aim"}, "Null characters"),
        ({"note": "长" * 3000}, "2000"),
    ],
)
def test_bad_input_is_422_with_a_sentence(client, reviewer, entry, fields, sentence):
    answer = send_tag(client, entry, "claim", "新桥", **fields)

    assert answer.status_code == 422
    assert sentence in answer.json()["error"]
    assert Span.objects.count() == 0


@pytest.mark.parametrize(("name", "args"), WRITES)
def test_a_stranger_is_told_nothing(client, entry, name, args):
    client.force_login(make_user())

    assert send(client, name, entry, *args).status_code == 404


@pytest.mark.parametrize(("name", "args"), WRITES)
def test_a_viewer_changes_nothing(client, project, entry, name, args):
    client.force_login(make_member(project, Role.VIEWER))

    answer = send(client, name, entry, *args)

    assert answer.status_code == 403
    assert Activity.objects.filter(assignment__entry=entry).count() == 0


@pytest.mark.parametrize(("name", "args"), WRITES)
def test_an_entry_of_another_project_is_not_found(client, reviewer, project, name, args):
    foreign = make_entry(make_project())
    foreign.project = project

    assert send(client, name, foreign, *args).status_code == 404


@pytest.mark.parametrize(("name", "args"), WRITES)
def test_the_writes_are_posts(client, reviewer, entry, name, args):
    address = reverse(name, args=[entry.project.slug, entry.pk, *args])

    assert client.get(address).status_code == 405


@pytest.mark.parametrize(("name", "args"), WRITES)
def test_who_has_signed_out_gets_401_and_the_way_in(entry, name, args):
    answer = send(Client(), name, entry, *args)

    assert answer.status_code == 401
    assert answer.json()["sign_in"].startswith(reverse("sign-in"))


@pytest.mark.parametrize("ref", ["999", "7" * 40, "x", "00000000-0000-0000-0000-000000000000", "１２"])
def test_an_unknown_span_is_a_sentence(client, reviewer, entry, ref):
    answer = send(client, "span-delete", entry, ref)

    assert answer.status_code in {409, 422}
    assert answer.json()["error"].endswith(".")


def test_another_projects_uuid_answers_like_an_invented_one(client, reviewer, entry):
    other = make_project()
    uid = uuid4()
    tag_words(make_member(other), make_entry(other), "claim", "新桥", uid=uid)
    send_tag(client, entry, "claim", "新桥")

    foreign = send(client, "span-delete", entry, str(uid))
    invented = send(client, "span-delete", entry, str(uuid4()))

    assert (foreign.status_code, foreign.json()) == (invented.status_code, invented.json())


def test_an_independent_colleagues_number_answers_like_an_invented_one(client):
    project = make_project(way=Way.INDEPENDENT)
    entry, user = make_entry(project), make_member(project)
    tag_words(make_member(project), entry, "claim", "新桥")
    client.force_login(user)

    assert send(client, "span-delete", entry, "1").status_code == 409
    assert "新桥</mark>" not in client.get(reverse("workbench", args=[project.slug, entry.pk])).text


def test_attributes_relabelling_links_and_undo_go_through_the_page(client, reviewer, entry):
    send_tag(client, entry, "quote", "“新桥😀明年通车。”")
    source = send_tag(client, entry, "source", "专家").json()["answer"]["spans"][0]["number"]

    assert send(client, "span-change", entry, "1", attr="quote_type", value="mixed").status_code == 200
    linked = send(client, "span-source", entry, "1", to=str(source)).json()
    assert "— 专家" in linked["rows"]["b1"]
    relabelled = send(client, "span-change", entry, "1", label="claim").json()
    assert 'data-l="claim"' in relabelled["rows"]["b1"]
    undone = send(client, "step-undo", entry).json()
    assert undone["answer"]["spans"][0]["label"] == "quote"
    assert undone["can_redo"] is True


def test_submitting_leads_on_and_can_be_taken_back(client, reviewer, project, entry):
    following = make_entry(project)

    answer = send(client, "work-submit", entry).json()
    assert answer["next"] == reverse("workbench", args=[project.slug, following.pk])
    assert reverse("work-reopen", args=[project.slug, entry.pk]) in client.get(answer["next"]).text

    send(client, "work-reopen", entry)
    assert Participation.objects.get(user=reviewer).state == State.IN_PROGRESS


def test_a_form_without_scripts_submits_and_is_led_on(client, reviewer, project, entry):
    address = reverse("work-submit", args=[project.slug, entry.pk])

    answer = client.post(address, {"request": str(uuid4())}, headers={"Accept": "text/html"})

    assert answer.status_code == 302
    assert answer["Location"] == reverse("project-done", args=[project.slug])


def test_tagging_submitted_work_is_409(client, reviewer, entry):
    submit(work_for(reviewer, entry), an_ask())

    answer = send_tag(client, entry, "claim", "新桥")

    assert answer.status_code == 409
    assert "Reopen" in answer.json()["error"]


def test_beats_add_up_and_a_long_silence_is_not_work(client, reviewer, entry):
    send_tag(client, entry, "claim", "新桥")

    for seconds in (30, 12, 3000):
        send(client, "work-beat", entry, seconds=seconds)

    assert Participation.objects.get(user=reviewer).active_seconds == 30 + 12 + 120


def test_a_tag_costs_at_most_eight_statements(client, reviewer, entry, django_assert_max_num_queries):
    send_tag(client, entry, "source", "市长王𠮷")
    start = entry.revision.text.index("“新桥")
    fields = {"request": uuid4(), "id": uuid4(), "label": "quote", "start": start, "end": start + 9}
    address = reverse("span-create", args=[entry.project.slug, entry.pk])

    with django_assert_max_num_queries(8 + 2):  # and the two that open and close the savepoint
        answer = client.post(address, fields)

    assert answer.json()["answer"]["spans"][0]["sources"] == [1]


def test_the_workbench_takes_the_same_queries_however_many_tags(
    client, reviewer, project, django_assert_num_queries
):
    entry = make_entry(project, Block("title", "题"), Block("paragraph", "字" * 100))
    address = reverse("workbench", args=[project.slug, entry.pk])
    send_tag(client, entry, "claim", "字")
    client.get(address)
    with django_assert_num_queries(12):
        client.get(address)
    for start in range(20):
        fields = {"id": str(uuid4()), "label": "claim", "start": start + 3, "end": start + 5}
        send(client, "span-create", entry, **fields)

    with django_assert_num_queries(12):
        page = client.get(address)

    assert page.text.count('<li class="note') == 21


def test_a_stranger_does_not_find_the_workbench(client, entry):
    client.force_login(make_user())

    assert client.get(reverse("workbench", args=[entry.project.slug, entry.pk])).status_code == 404
    assert client.get(reverse("project-done", args=[entry.project.slug])).status_code == 404
