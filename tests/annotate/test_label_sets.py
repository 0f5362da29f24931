"""Changing a project's label set: versions, archiving without loss, undo, and what tagging makes of it."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from annotate.actions.label_sets import change_labels, restore_labels
from annotate.actions.problems import Conflict
from annotate.actions.tagging.sources import How, Wanted, set_source
from annotate.actions.tagging.spans import Edit, change_span
from annotate.actions.tagging.undo import undo
from annotate.actions.taking_back import take_back
from annotate.labelsets import LabelSet, LabelSetProblem, moved, parse, read
from annotate.models import Activity, Label, LabelSetVersion, Relation, Span, Verb
from annotate.models.labels import digest_of, label_set_of, labels_of
from annotate.models.labelsets import Cause
from annotate.models.reading import once, spans_of
from articles.text.blocks import Block
from tests.annotate.working import an_ask, spans_in, tag_words, work_for
from tests.makers import make_entry, make_project

pytestmark = pytest.mark.django_db

TEXT = "市长王𠮷和法新社😀都说，“桥很好。”cafe\u0301 仍在营业。"


@pytest.fixture
def desk():
    project = make_project()
    entry = make_entry(project, Block("title", "题"), Block("paragraph", TEXT))
    return project.created_by, entry


def fresh(entry):
    entry.project.refresh_from_db()
    return entry.project


def save(entry, wanted):
    project = fresh(entry)
    done = change_labels(project, project.created_by, wanted, seen=project.label_set_version)
    fresh(entry)
    return done


def archived(labels: LabelSet, name: str) -> LabelSet:
    return replace(
        labels, labels=tuple(replace(one, archived=one.name == name or one.archived) for one in labels.labels)
    )


def test_a_new_project_keeps_its_first_version() -> None:
    project = make_project()

    version = project.label_set_versions.get()
    assert (version.number, version.cause, version.made_by) == (1, Cause.FOUNDED, project.created_by)
    assert parse(version.definition) == label_set_of(project)


def test_a_change_raises_the_version_and_is_written_down(desk) -> None:
    _user, entry = desk
    old = label_set_of(entry.project)

    done = save(entry, replace(old, labels=moved(old.labels, "opinion", -3)))

    assert (done.verb, done.changes[0]["before"], done.changes[0]["after"]) == (
        Verb.LABELS,
        {"version": 1},
        {"version": 2},
    )
    assert list(entry.project.labels.values_list("name", flat=True)) == [
        "opinion",
        "claim",
        "quote",
        "source",
    ]
    assert list(entry.project.label_set_versions.values_list("number", flat=True)) == [2, 1]


def test_a_change_that_changes_nothing_is_none(desk) -> None:
    _user, entry = desk

    assert save(entry, label_set_of(entry.project)) is None
    assert fresh(entry).label_set_version == 1


def test_digits_change_places_in_one_step(desk) -> None:
    _user, entry = desk
    old = label_set_of(entry.project)
    turned = {"claim": 2, "quote": 1}
    labels = tuple(replace(one, digit=turned.get(one.name, one.digit)) for one in old.labels)

    save(entry, replace(old, labels=labels))

    assert dict(entry.project.labels.values_list("name", "digit"))["quote"] == 1


def test_who_looked_at_an_earlier_version_is_told(desk) -> None:
    user, entry = desk
    labels = label_set_of(entry.project)
    save(entry, replace(labels, labels=moved(labels.labels, "claim", 1)))

    with pytest.raises(Conflict, match="changed the labels meanwhile"):
        change_labels(entry.project, user, labels, seen=1)


def test_a_set_that_breaks_a_rule_changes_nothing(desk) -> None:
    _user, entry = desk
    labels = label_set_of(entry.project)
    same_key = tuple(replace(one, digit=1) for one in labels.labels)

    with pytest.raises(LabelSetProblem, match="there twice as “digit”"):
        save(entry, replace(labels, labels=same_key))
    assert label_set_of(fresh(entry)) == labels


def test_an_archived_label_keeps_its_tags_and_gets_no_new_ones(desk) -> None:
    user, entry = desk
    tag_words(user, entry, "claim", "桥很好")
    save(entry, archived(label_set_of(entry.project), "claim"))

    assert [span.words for span in spans_in(entry)] == ["桥很好"]
    with pytest.raises(ValidationError, match="That label has been removed"):
        tag_words(user, entry, "claim", "营业")
    number = spans_in(entry)[0].number
    tag_words(user, entry, "opinion", "营业")
    opinion = spans_in(entry)[1].number
    with pytest.raises(ValidationError, match="That label has been removed"):
        change_span(work_for(user, entry), an_ask(), opinion, Edit("claim"))
    change_span(work_for(user, entry), an_ask(), number, Edit(attribute=("check_worthy", "yes")))


def test_a_label_that_is_left_out_is_archived_if_it_has_tags_and_goes_if_it_has_none(desk) -> None:
    user, entry = desk
    tag_words(user, entry, "claim", "桥很好")
    labels = label_set_of(entry.project)

    save(entry, replace(labels, labels=labels.labels[1:2], relations=()))

    assert [(one.name, one.archived_at is None) for one in entry.project.labels.all()] == [
        ("quote", True),
        ("claim", False),
    ]
    assert Span.objects.get().label.name == "claim"


def test_an_archived_value_stays_where_it_is_and_is_given_to_no_other(desk) -> None:
    user, entry = desk
    tag_words(user, entry, "claim", "桥很好")
    tag_words(user, entry, "claim", "营业")
    first, second = (span.number for span in spans_in(entry))
    change_span(work_for(user, entry), an_ask(), first, Edit(attribute=("check_worthy", "yes")))
    labels = label_set_of(entry.project)
    claim = labels.label("claim")
    only_no = replace(claim.attributes[0], choices=claim.attributes[0].choices[1:])
    save(entry, replace(labels, labels=(replace(claim, attributes=(only_no,)), *labels.labels[1:])))

    change_span(work_for(user, entry), an_ask(), first, Edit(attribute=("check_worthy", "yes")))
    with pytest.raises(ValidationError, match="no such attribute or value"):
        change_span(work_for(user, entry), an_ask(), second, Edit(attribute=("check_worthy", "yes")))
    assert spans_in(entry)[0].attrs == {"check_worthy": "yes"}
    values = Label.objects.get(name="claim").attributes[0]["choices"]
    assert [(one["value"], one.get("archived", False)) for one in values] == [("no", False), ("yes", True)]


def test_what_is_filled_in_by_itself_is_one_of_the_values(desk) -> None:
    user, entry = desk
    labels = label_set_of(entry.project)
    quote = labels.label("quote")
    marked = tuple(replace(one, archived=one.value == "direct") for one in quote.attributes[0].choices)
    changed = replace(quote, attributes=(replace(quote.attributes[0], choices=marked),))
    save(entry, replace(labels, labels=(labels.labels[0], changed, *labels.labels[2:])))

    tag_words(user, entry, "quote", "“桥很好。”")

    assert spans_in(entry)[0].attrs == {}


def test_an_archived_kind_of_link_keeps_its_links_and_gets_no_new_ones(desk) -> None:
    user, entry = desk
    tag_words(user, entry, "source", "市长王𠮷")
    tag_words(user, entry, "quote", "“桥很好。”")
    labels = label_set_of(entry.project)
    gone = tuple(replace(one, archived=True) for one in labels.relations)
    save(entry, replace(labels, relations=gone))

    tag_words(user, entry, "claim", "营业")
    assert Relation.objects.live().count() == 1
    number = {span.label.name: span.number for span in spans_in(entry)}
    with pytest.raises(ValidationError, match="No link starts from a tag “Claim”"):
        set_source(work_for(user, entry), an_ask(), number["claim"], Wanted(number["source"]))
    wanted = Wanted(number["source"], How.REMOVE)
    set_source(work_for(user, entry), an_ask(), number["quote"], wanted)
    assert not Relation.objects.live().exists()


def test_an_earlier_version_is_brought_back_as_a_new_one(desk) -> None:
    user, entry = desk
    before = label_set_of(entry.project)
    save(entry, replace(before, labels=before.labels[1:]))
    first = LabelSetVersion.objects.get(number=1)

    restore_labels(fresh(entry), user, first, seen=2)

    assert label_set_of(fresh(entry)) == replace(before, version=3)
    newest = LabelSetVersion.objects.get(number=3)
    assert (newest.cause, newest.restores) == (Cause.RESTORED, 1)


def test_a_change_can_be_undone_until_somebody_changes_the_set_again(desk) -> None:
    user, entry = desk
    before = label_set_of(entry.project)
    done = save(entry, replace(before, labels=moved(before.labels, "claim", 1)))

    take_back(Activity.objects.get(pk=done.pk), user)
    take_back(Activity.objects.get(pk=done.pk), user)  # twice is once

    assert label_set_of(fresh(entry)) == replace(before, version=3)
    assert Activity.objects.get(undoes=done).verb == Verb.LABELS
    second = save(entry, replace(before, labels=moved(before.labels, "claim", 2)))
    save(entry, replace(before, labels=moved(before.labels, "claim", 3)))
    with pytest.raises(ValidationError, match="changed since"):
        take_back(Activity.objects.get(pk=second.pk), user)


def test_a_set_from_before_there_were_versions_can_be_brought_back_too(desk) -> None:
    user, entry = desk
    LabelSetVersion.objects.all().delete()
    before = label_set_of(entry.project)

    done = save(entry, replace(before, labels=before.labels[1:]))
    take_back(Activity.objects.get(pk=done.pk), user)

    assert [one.cause for one in LabelSetVersion.objects.all()] == ["restored", "changed", "found"]
    assert label_set_of(fresh(entry)).labels == before.labels


def test_exports_name_the_set_by_a_checksum_that_changes_with_it(desk) -> None:
    _user, entry = desk
    before = digest_of(entry.project)
    labels = label_set_of(entry.project)

    save(entry, replace(labels, labels=moved(labels.labels, "claim", 1)))

    assert len(before) == 64
    assert digest_of(entry.project) != before


def sources(entry, words: str) -> list[str]:
    rows = once(spans_of(spans_in(entry)[0].assignment_id))
    row = next(row for row in rows if row.words == words)
    return [link.words for link in row.led_by(labels_of(entry.project).attribution)]


@pytest.fixture
def quoted(desk):
    user, entry = desk
    for label, words in (("source", "市长王𠮷"), ("source", "法新社😀"), ("quote", "“桥很好。”")):
        tag_words(user, entry, label, words)
    return user, entry, {span.words: span.number for span in spans_in(entry)}


def test_a_quote_may_have_several_sources_each_added_and_removed_by_itself(quoted) -> None:
    user, entry, number = quoted
    quote = number["“桥很好。”"]
    assert sources(entry, "“桥很好。”") == ["法新社😀"]

    answer = set_source(work_for(user, entry), an_ask(), quote, Wanted(number["市长王𠮷"], How.ADD))
    assert sources(entry, "“桥很好。”") == ["法新社😀", "市长王𠮷"]
    assert answer.answer["spans"][0]["sources"] == [number["法新社😀"], number["市长王𠮷"]]
    with pytest.raises(ValidationError, match="linked already"):
        set_source(work_for(user, entry), an_ask(), quote, Wanted(number["市长王𠮷"], How.ADD))

    set_source(work_for(user, entry), an_ask(), quote, Wanted(number["法新社😀"], How.REMOVE))
    assert sources(entry, "“桥很好。”") == ["市长王𠮷"]
    with pytest.raises(ValidationError, match="not linked any more"):
        set_source(work_for(user, entry), an_ask(), quote, Wanted(number["法新社😀"], How.REMOVE))


def test_choosing_a_source_takes_the_place_of_all_and_undo_brings_them_back(quoted) -> None:
    user, entry, number = quoted
    quote = number["“桥很好。”"]
    set_source(work_for(user, entry), an_ask(), quote, Wanted(number["市长王𠮷"], How.ADD))

    set_source(work_for(user, entry), an_ask(), quote, Wanted(number["市长王𠮷"]))
    assert sources(entry, "“桥很好。”") == ["市长王𠮷"]
    undo(work_for(user, entry), an_ask())
    assert sources(entry, "“桥很好。”") == ["法新社😀", "市长王𠮷"]
    undo(work_for(user, entry), an_ask())
    assert sources(entry, "“桥很好。”") == ["法新社😀"]


def test_another_kind_of_link_is_chosen_by_its_name_and_leaves_the_sources_alone(quoted) -> None:
    user, entry, number = quoted
    labels = label_set_of(entry.project)
    more = read(
        b'{"labels": [{"name": "a"}], "relations": [{"name": "backs", "from": "a", "to": "a"},'
        b' {"name": "denies", "from": "a", "to": "a"}]}'
    ).relations
    kinds = tuple(replace(one, from_labels=("quote",), to_labels=("quote", "claim")) for one in more)
    save(entry, replace(labels, relations=(*labels.relations, *kinds)))
    tag_words(user, entry, "claim", "营业")
    claim = next(span.number for span in spans_in(entry) if span.words == "营业")
    quote = number["“桥很好。”"]

    set_source(work_for(user, entry), an_ask(), quote, Wanted(claim, How.ADD, "denies"))
    set_source(work_for(user, entry), an_ask(), quote, Wanted(None, kind="attributed_to"))

    assert [one.kind.name for one in Relation.objects.live()] == ["denies"]
    with pytest.raises(ValidationError, match="cannot be linked to itself"):
        set_source(work_for(user, entry), an_ask(), quote, Wanted(quote, kind="backs"))
