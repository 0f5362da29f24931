"""The pages of a label set: what a manager does there, and what hostile forms get."""

import json
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotate.models import Activity, Label, Project
from annotate.models.labels import label_set_of
from articles.text.blocks import Block
from tests.annotate.working import tag_words
from tests.cast import browser_of, make_cast
from tests.makers import make_entry, make_project, make_user

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>😀𠮷e\u0301\r\n\u202e"
LABEL = {
    "name": "rumour",
    "title_en": "Rumour <b>",
    "title_hans": "传闻😀",
    "title_hant": "",
    "test_en": "Is it\r\nhearsay?",
    "digit": "5",
    "colour": "9",
    "pattern": "double",
}


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def manager(cast):
    return browser_of(cast.manager)


def post(client, cast, path: str, /, **data: object):
    cast.project.refresh_from_db()
    fields = {"version": cast.project.label_set_version, **data}
    answer = client.post(f"{cast.address}labels/{path}", fields)
    cast.project.refresh_from_db()
    return answer


def key(cast, name):
    return cast.project.labels.get(name=name).pk


def test_a_label_is_added_and_the_page_tells_of_it(cast, manager) -> None:
    answer = post(manager, cast, "new/", **LABEL)

    assert answer["Location"] == f"{cast.address}labels/"
    label = Label.objects.get(project=cast.project, name="rumour")
    assert (label.digit, label.slot, label.pattern, label.position) == (5, 9, "double", 4)
    assert (label.titles, label.tests) == (
        {"en": "Rumour <b>", "zh-hans": "传闻😀"},
        {"en": "Is it hearsay?"},
    )
    page = manager.get(answer["Location"]).content.decode()
    assert "Rumour &lt;b&gt;" in page
    assert 'class="c9 p-double"' in page
    assert "The labels are saved." in page
    versions = manager.get(f"{cast.address}labels/versions/").content.decode()
    assert "Label “Rumour &lt;b&gt;” added." in versions


def test_the_button_undo_takes_a_change_back(cast, manager) -> None:
    post(manager, cast, "new/", **LABEL)
    activity = Activity.objects.filter(project=cast.project).latest("pk")

    answer = manager.post(f"{cast.address}activity/{activity.pk}/undo/", follow=True)

    assert answer.redirect_chain[-1][0] == f"{cast.address}labels/"
    assert not cast.project.labels.filter(name="rumour").exists()


def test_the_name_in_files_is_changed_only_while_there_are_no_tags(cast, manager) -> None:
    fields = {**LABEL, "digit": "1", "name": "statement"}
    post(manager, cast, f"{key(cast, 'claim')}/", **fields)
    assert cast.project.labels.get(name="statement").titles["en"] == "Rumour <b>"
    assert cast.project.relation_kinds.get().from_labels == ["quote", "statement", "opinion"]

    entry = make_entry(cast.project, Block("title", "题"), Block("paragraph", "新桥通车。"))
    tag_words(cast.manager, entry, "statement", "新桥")
    post(manager, cast, f"{key(cast, 'statement')}/", **{**fields, "name": "other", "title_en": "New"})

    assert cast.project.labels.get(name="statement").titles["en"] == "New"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": "Rumour"}, "small letters a to z"),
        ({"name": ""}, "This field is required"),
        ({"name": "claim"}, "has a label of this name"),
        ({"name": "x" * 65}, "at most 64 characters"),
        ({"name": HOSTILE}, "small letters a to z"),
        ({"title_en": "", "title_hans": "\u202e \r\n"}, "Write a title in at least one language"),
        ({"title_en": "x" * 81}, "at most 80 characters"),
        ({"digit": "1"}, "Another label has this key"),
        ({"digit": "10"}, "Another label has this key"),
        ({"colour": "11"}, "Select a valid choice"),
        ({"colour": HOSTILE}, "Select a valid choice"),
        ({"pattern": "wavy"}, "Select a valid choice"),
        ({"version": "9"}, "changed the labels meanwhile"),
        ({"version": HOSTILE}, "changed the labels meanwhile"),
    ],
)
def test_a_label_that_cannot_be_is_refused_with_a_sentence(cast, manager, wrong, sentence) -> None:
    answer = post(manager, cast, "new/", **{**LABEL, **wrong})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert cast.project.label_set_version == 1


def rows(*values: tuple[str, str], **more: str) -> dict[str, str]:
    fields = {f"row{n}-value": value for n, (value, _title) in enumerate(values)}
    return fields | {f"row{n}-title_en": title for n, (_value, title) in enumerate(values)} | more


def test_a_second_attribute_is_added_with_its_values_in_the_order_wanted(cast, manager) -> None:
    values = rows(("low", "Low"), ("high 😀", ""), **{"row1-place_wanted": "1", "row0-place_wanted": "2"})
    answer = post(
        manager, cast, f"{key(cast, 'claim')}/attributes/-/", name="certainty", title_en="Certainty", **values
    )

    assert answer.status_code == 302
    first, second = cast.project.labels.get(name="claim").attributes
    assert (first["name"], second["name"]) == ("check_worthy", "certainty")
    assert [(one["value"], one["titles"]["en"]) for one in second["choices"]] == [
        ("high 😀", "high 😀"),
        ("low", "Low"),
    ]
    post(manager, cast, "move/", act="up", label=key(cast, "claim"), attribute="certainty")
    assert cast.project.labels.get(name="claim").attributes[0]["name"] == "certainty"


def test_a_value_that_is_used_is_archived_by_its_box_and_keeps_its_name(cast, manager) -> None:
    entry = make_entry(cast.project, Block("title", "题"), Block("paragraph", "新桥通车。"))
    tag_words(cast.manager, entry, "claim", "新桥")
    values = rows(("renamed", "Yes"), ("no", "No"), **{"row0-archived": "on"})

    post(
        manager, cast, f"{key(cast, 'claim')}/attributes/check_worthy/",
        name="x", title_en="Worth it", prefill="", **values,
    )  # fmt: skip

    attribute = cast.project.labels.get(name="claim").attributes[0]
    assert (attribute["name"], attribute["titles"]) == ("check_worthy", {"en": "Worth it"})
    assert [(one["value"], one.get("archived", False)) for one in attribute["choices"]] == [
        ("yes", True),
        ("no", False),
    ]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (rows(("", "Title")), "Row 1 has a title and no value"),
        (rows(), "“choices” is empty"),
        (rows(("a", ""), ("a", "")), "“a” is there twice as “value”"),
        ({**rows(("a", "")), "name": "check_worthy"}, "has an attribute of this name"),
        ({**rows(("a", "")), "name": HOSTILE}, "small letters a to z"),
        ({**rows(("a", "")), "prefill": "guess"}, "Select a valid choice"),
        (rows(("a", ""), **{"row0-place_wanted": "x"}), "Enter a whole number"),
    ],
)
def test_an_attribute_that_cannot_be_is_refused_with_a_sentence(cast, manager, wrong, sentence) -> None:
    fields = {"name": "certainty", "title_en": "Certainty", **wrong}
    answer = post(manager, cast, f"{key(cast, 'claim')}/attributes/-/", **fields)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_attribute_that_is_not_there_is_not_found(cast, manager) -> None:
    assert manager.get(f"{cast.address}labels/{key(cast, 'claim')}/attributes/who/").status_code == 404


def test_a_kind_of_link_is_added_and_changed(cast, manager) -> None:
    fields = {
        "name": "denies",
        "title_en": "Denies",
        "from_labels": ["claim"],
        "to_labels": ["claim", "quote"],
    }
    post(manager, cast, "links/new/", **fields)
    kind = cast.project.relation_kinds.get(name="denies")
    assert (kind.position, kind.to_labels) == (1, ["claim", "quote"])

    post(manager, cast, f"links/{kind.pk}/", **{**fields, "name": "contradicts", "to_labels": ["claim"]})

    assert cast.project.relation_kinds.get(name="contradicts").to_labels == ["claim"]
    assert not cast.project.relation_kinds.filter(name="denies").exists()
    answer = post(manager, cast, "links/new/", **{**fields, "name": "attributed_to", "to_labels": ["who"]})
    assert "has a kind of link of this name" in answer.content.decode()
    assert "Select a valid choice" in answer.content.decode()


def test_a_label_moves_is_archived_and_comes_back_with_a_free_key(cast, manager) -> None:
    entry = make_entry(cast.project, Block("title", "题"), Block("paragraph", "新桥通车。"))
    tag_words(cast.manager, entry, "claim", "新桥")
    claim, kind = key(cast, "claim"), cast.project.relation_kinds.get().pk

    post(manager, cast, "move/", act="down", label=claim)
    assert [one.name for one in cast.project.labels.all()][:2] == ["quote", "claim"]
    post(manager, cast, "move/", act="archive", label=claim)
    assert cast.project.labels.get(pk=claim).archived_at
    page = manager.get(f"{cast.address}labels/").content.decode()
    assert "Bring back" in page
    post(manager, cast, "new/", **{**LABEL, "digit": "1"})
    post(manager, cast, "move/", act="back", label=claim)
    assert cast.project.labels.get(pk=claim).digit == 5
    for act in ("archive", "back", "up"):
        post(manager, cast, "move/", act=act, relation=kind)
    assert cast.project.relation_kinds.get().archived_at is None


@pytest.mark.parametrize("data", [{}, {"act": HOSTILE}, {"act": "up", "label": "x"}, {"act": "up"}])
def test_a_move_of_nothing_changes_nothing(cast, manager, data) -> None:
    assert post(manager, cast, "move/", **data).status_code == 302
    assert cast.project.label_set_version == 1


def test_the_last_label_cannot_be_archived(cast, manager) -> None:
    for name in ("claim", "quote", "source"):
        post(manager, cast, "move/", act="archive", label=key(cast, name))

    answer = post(manager, cast, "move/", act="archive", label=key(cast, "opinion"))

    page = manager.get(answer["Location"]).content.decode()
    assert "Every label is archived. Leave at least one that can be used." in page


def test_an_earlier_version_is_looked_at_and_holds_again(cast, manager) -> None:
    post(manager, cast, "new/", **LABEL)
    first = cast.project.label_set_versions.get(number=1)

    page = manager.get(f"{cast.address}labels/versions/{first.pk}/").content.decode()
    assert "Label “Rumour &lt;b&gt;” added." in page
    post(manager, cast, f"versions/{first.pk}/restore/")

    assert not cast.project.labels.filter(name="rumour").exists()
    listed = manager.get(f"{cast.address}labels/versions/").content.decode()
    assert "Version 1 again" in listed
    answer = post(manager, cast, f"versions/{first.pk}/restore/", version=1)
    assert "changed the labels meanwhile" in manager.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_a_set_goes_out_as_a_file_and_into_another_project(cast, manager, kind) -> None:
    post(manager, cast, "new/", **LABEL)
    file = manager.get(f"{cast.address}labels/file/{kind}/")
    assert f'filename="{cast.project.slug}-labels-2.{kind}"' in file["Content-Disposition"]

    other = make_cast()
    client = browser_of(other.manager)
    upload = SimpleUploadedFile("set.yaml", file.content)
    page = client.post(f"{other.address}labels/import/", {"file": upload})
    assert "Label “Rumour &lt;b&gt;” added." in page.content.decode()
    assert not other.project.labels.filter(name="rumour").exists()  # it was only looked at
    definition = page.context["definition"]
    post(client, other, "import/take/", definition=definition.replace("\n", "\r\n"))

    assert other.project.labels.filter(name="rumour").exists()
    assert other.project.label_set_versions.get(number=2).cause == "imported"
    assert manager.get(f"{cast.address}labels/file/exe/").status_code == 302


def test_a_file_with_mistakes_is_told_all_of_them(cast, manager) -> None:
    raw = json.dumps({"labels": [{"name": "a", "digit": 11}, {"name": HOSTILE}]}).encode()

    answer = manager.post(f"{cast.address}labels/import/", {"file": SimpleUploadedFile("x.json", raw)})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "label “a”: “digit” is “11”. Write a whole number from 1 to 9, or leave it out." in page
    assert "label no. 2: “name” is “&lt;script&gt;" in page
    assert manager.post(f"{cast.address}labels/import/", {}).status_code == 422


@pytest.mark.parametrize("definition", ["", "{", "\ud800", "x" * 500_000, '{"labels": []}'])
def test_a_forged_definition_changes_nothing(cast, manager, definition) -> None:
    answer = post(manager, cast, "import/take/", definition=definition.encode(errors="replace").decode())

    assert answer.status_code == 302
    assert cast.project.label_set_version == 1


def wish(**fields: object) -> dict[str, object]:
    return {"request": str(uuid4()), "name": "New", "way": "shared", "guidelines": "", **fields}


def test_a_project_begins_with_the_labels_of_another_or_of_a_file(cast, manager) -> None:
    post(manager, cast, "new/", **LABEL)
    manager.post("/projects/new/", wish(label_set=cast.project.slug))
    file = SimpleUploadedFile("labels.yaml", b"labels: [{name: PER}, {name: LOC, archived: true}]")
    manager.post("/projects/new/", wish(label_set="file", label_file=file))

    first, second = Project.objects.filter(name="New").order_by("pk")
    assert [one.name for one in label_set_of(first).labels][-1] == "rumour"
    assert [one.name for one in label_set_of(second).labels] == ["PER"]
    assert (second.label_set_name, second.label_set_version) == ("labels", 1)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"label_set": "file"}, "Choose the file."),
        ({"label_set": "file", "label_file": b"labels: []"}, "“labels” is empty"),
        ({"label_set": "file", "label_file": b"\xff\xfe"}, "not in UTF-8"),
        ({"label_set": "invented"}, "Select a valid choice"),
    ],
)
def test_a_project_is_not_founded_on_labels_that_are_none(cast, manager, fields, sentence) -> None:
    if "label_file" in fields:
        fields = {**fields, "label_file": SimpleUploadedFile("a.yaml", fields["label_file"])}

    answer = manager.post("/projects/new/", wish(**fields))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Project.objects.filter(name="New").exists()


def test_the_labels_of_a_project_one_is_no_member_of_are_not_offered(cast) -> None:
    stranger = browser_of(make_user())

    assert cast.project.name not in stranger.get("/projects/new/").content.decode()
    assert stranger.post("/projects/new/", wish(label_set=cast.project.slug)).status_code == 422


@pytest.mark.parametrize("page", ["", "new/", "versions/", "import/"])
def test_the_pages_take_the_same_queries_however_many_labels(
    cast, manager, page, django_assert_max_num_queries
):
    address = f"{cast.address}labels/{page}"
    manager.get(address)
    with django_assert_max_num_queries(20) as seen:
        manager.get(address)
        few = len(seen)
    for number in range(12):
        fields = {**LABEL, "name": f"label_{number}", "digit": ""}
        assert post(manager, cast, "new/", **fields).status_code == 302
    manager.get(address)

    with django_assert_max_num_queries(few):
        manager.get(address)


def test_the_workbench_works_with_a_set_that_has_nothing_of_the_default_one(manager, cast) -> None:
    project = make_project(cast.manager)
    raw = json.dumps(
        {"labels": [{"name": f"Label {n}", "digit": n if n < 10 else None} for n in range(1, 13)]}
    )
    post_file = SimpleUploadedFile("x.json", raw.encode())
    manager.post("/projects/new/", wish(label_set="file", label_file=post_file, name="Twelve"))
    project = Project.objects.get(name="Twelve")
    entry = make_entry(project, Block("title", "题"), Block("paragraph", "市长说：“桥😀很好。”"))
    tag_words(cast.manager, entry, "Label 12", "“桥😀很好。”")

    page = manager.get(f"/p/{project.slug}/articles/{entry.pk}/").content.decode()

    assert len(re.findall(r"<li[^>]*data-label=", page)) == 12
    assert 'data-label="Label 12"' in page
    assert 'data-digit=""' in page
    assert "data-goals" not in page
