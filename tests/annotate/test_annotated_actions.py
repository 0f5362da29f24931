"""Storing what other tools have tagged."""

import json

import pytest
from django.core.exceptions import ValidationError

from annotate.actions.importing import annotated
from annotate.actions.importing.annotated import Plan, import_annotated
from annotate.actions.taking_back import take_back
from annotate.actions.work import submit
from annotate.imports.contents import labels_in, links_in
from annotate.imports.reading import read
from annotate.models import Activity, Assignment, Relation, Span, Verb, Way
from tests.annotate.working import an_ask, tag_words, work_for
from tests.cast import make_cast

pytestmark = pytest.mark.django_db

TEXT = "市长王𠮷表示：“新桥😀明年通车。”\r\n专家认为 cafe\u0301 仍在营业。"


def native(*spans, text=TEXT, project="elsewhere", relations=(), **more):
    record = {"schema_version": "1.0", "text": text, "spans": list(spans), "relations": list(relations)}
    return json.dumps({**record, "provenance": {"project": project}, **more}).encode() + b"\n"


def span(label, words, *, key="", text=TEXT, annotator="", **more):
    start = text.index(words)
    return {
        "id": key or f"{label}-{start}",
        "label": label,
        "start": start,
        "end": start + len(words),
        "text": words,
        "annotator": annotator,
        **more,
    }


def bring(cast, raw, *, by=None, **plan):
    file = read(raw, "file.jsonl")
    labels = {label: label for label in labels_in(file)} | plan.pop("labels", {})
    links = {kind: kind for kind in links_in(file)} | plan.pop("links", {})
    return import_annotated(
        cast.project,
        file,
        raw=raw,
        name="file.jsonl",
        plan=Plan(labels, links, **plan),
        by=by or cast.manager,
    )


def test_a_file_becomes_an_article_with_its_tags():
    cast = make_cast()
    raw = native(
        span(
            "quote",
            "“新桥😀明年通车。”",
            key="q",
            attrs={"quote_type": "direct", "certainty": 0.5},
            note="看",
        ),
        span("source", "王𠮷", key="s"),
        relations=[{"id": "r", "type": "attributed_to", "from": "q", "to": "s"}],
    )

    activity, report = bring(cast, raw)

    entry = cast.project.entries.get()
    assert entry.revision.text == TEXT
    assert (report.texts, report.spans, report.links, report.already) == (1, 2, 1, 0)
    quote = Span.objects.get(label__name="quote")
    assert (quote.words, quote.origin, quote.author, quote.note) == (
        "“新桥😀明年通车。”",
        "import",
        cast.manager,
        "看",
    )
    assert quote.attrs == {"quote_type": "direct", "certainty": 0.5}
    assert entry.revision.text[quote.start : quote.end] == quote.words
    assert Relation.objects.get().to_span.words == "王𠮷"
    assert activity.verb == Verb.IMPORT
    assert work_for(cast.manager, entry).assignment.change_number == 2


def test_importing_again_doubles_nothing():
    cast = make_cast()
    raw = native(
        span("quote", "新桥", key="q"),
        span("source", "王𠮷", key="s"),
        relations=[{"type": "attributed_to", "from": "q", "to": "s"}],
    )
    bring(cast, raw)

    _activity, report = bring(cast, raw)

    assert (report.spans, report.already, report.links) == (0, 2, 0)
    assert Span.objects.count() == 2
    assert Relation.objects.count() == 1


def test_what_a_colleague_has_imported_is_there_already():
    cast = make_cast()
    raw = native(span("quote", "新桥", annotator="甲"))
    bring(cast, raw)

    _activity, report = bring(cast, raw, by=cast.reviewer)

    assert (report.spans, report.already) == (0, 1)


def test_an_import_is_undone_as_one_step_and_can_come_again():
    cast = make_cast()
    raw = native(span("quote", "新桥"), span("source", "王𠮷"))
    activity, _report = bring(cast, raw)

    take_back(activity, cast.manager)
    take_back(activity, cast.manager)

    assert not Span.objects.live().exists()
    assert not cast.project.entries.live().exists()
    assert Activity.objects.filter(undoes=activity).count() == 1

    _activity, report = bring(cast, raw)
    assert report.spans == 2
    assert cast.project.entries.live().count() == 1


def test_an_import_whose_tags_have_been_changed_since_is_not_undone():
    cast = make_cast()
    activity, _report = bring(cast, native(span("quote", "新桥")))
    entry = cast.project.entries.get()
    from_hand = Span.objects.get()
    from_hand.updated_at = activity.at.replace(year=activity.at.year + 1)
    from_hand.save()

    with pytest.raises(ValidationError, match="1 have been changed"):
        take_back(activity, cast.manager)

    assert Span.objects.live().count() == 1
    assert entry.project.entries.live().exists()


def test_an_import_into_submitted_work_is_not_undone():
    cast = make_cast()
    activity, _report = bring(cast, native(span("quote", "新桥")))
    submit(work_for(cast.manager, cast.project.entries.get()), an_ask())

    with pytest.raises(ValidationError, match="1 have been changed or submitted"):
        take_back(activity, cast.manager)

    assert Span.objects.live().count() == 1


def test_tags_for_submitted_work_are_left_out_with_a_sentence():
    cast = make_cast()
    bring(cast, native(span("quote", "新桥")))
    submit(work_for(cast.manager, cast.project.entries.get()), an_ask())

    _activity, report = bring(cast, native(span("claim", "明年")))

    assert report.spans == 0
    assert any("has submitted this article" in remark.sentence for remark in report.remarks)


def test_an_article_in_which_a_colleague_has_tagged_stays_when_the_import_is_undone():
    cast = make_cast()
    activity, _report = bring(cast, native(span("quote", "新桥")))
    entry = cast.project.entries.get()
    tag_words(cast.reviewer, entry, "claim", "明年")

    take_back(activity, cast.manager)

    assert cast.project.entries.live().exists()
    assert [one.words for one in Span.objects.live()] == ["明年"]


def test_a_text_that_stands_in_the_file_again_far_below_is_undone_with_both_its_parts(monkeypatch):
    monkeypatch.setattr(annotated, "TOGETHER", 1)
    cast = make_cast()
    activity, report = bring(cast, native(span("quote", "新桥")) + native(span("claim", "明年")))
    assert report.spans == 2

    take_back(activity, cast.manager)

    assert not Span.objects.live().exists()


def test_independent_work_goes_to_the_members_who_did_it():
    cast = make_cast(way=Way.INDEPENDENT)
    raw = native(span("quote", "新桥", annotator="a"), span("quote", "明年", annotator="b"))

    bring(cast, raw, people={"a": cast.reviewer})

    own = Assignment.objects.get(reviewer=cast.reviewer)
    other = Assignment.objects.get(reviewer=cast.manager)
    assert [(one.words, one.attrs) for one in own.spans.all()] == [("新桥", {})]
    assert [(one.words, one.attrs) for one in other.spans.all()] == [("明年", {"annotator": "b"})]
    assert own.participations.get().user == cast.reviewer


def test_what_two_annotators_say_alike_is_one_tag_with_both_names():
    cast = make_cast()

    _activity, report = bring(
        cast,
        native(span("quote", "新桥", key="1", annotator="a"), span("quote", "新桥", key="2", annotator="b")),
    )

    assert Span.objects.get().attrs == {"annotator": "a, b"}
    assert report.spans == 1
    assert any("more than once" in remark.sentence for remark in report.remarks)


def test_new_labels_get_a_free_digit_and_raise_the_version():
    cast = make_cast()
    version = cast.project.label_set_version

    bring(cast, native(span("地名", "新桥")))

    label = cast.project.labels.get(name="地名")
    assert (label.digit, label.slot, label.title) == (5, 5, "地名")
    cast.project.refresh_from_db()
    assert cast.project.label_set_version == version + 1


def test_too_many_new_labels_are_refused_with_nothing_stored():
    cast = make_cast()
    raw = native(*(span(f"label-{number}", "新桥") for number in range(57)))

    with pytest.raises(ValidationError, match="only 56 of these 57 fit"):
        bring(cast, raw)

    assert not cast.project.entries.exists()


def test_new_labels_beyond_nine_have_no_digit_and_the_version_tells_of_them():
    cast = make_cast()
    bring(cast, native(*(span(f"label-{number}", "新桥") for number in range(7))))

    labels = list(cast.project.labels.values_list("name", "digit"))[4:]
    assert labels == [(f"label-{n}", n + 5 if n < 5 else None) for n in range(7)]
    cast.project.refresh_from_db()
    kept = cast.project.label_set_versions.get(number=cast.project.label_set_version)
    assert (kept.cause, kept.made_by, len(kept.definition["labels"])) == ("tags", cast.manager, 11)


def test_labels_that_become_one_keep_their_names():
    cast = make_cast()

    bring(cast, native(span("PER", "王𠮷"), span("ORG", "新桥")), labels={"PER": "source", "ORG": "source"})

    assert {one.attrs["foreign_label"] for one in Span.objects.all()} == {"PER", "ORG"}


def test_labels_left_out_are_counted():
    cast = make_cast()

    _activity, report = bring(cast, native(span("PER", "王𠮷"), span("quote", "新桥")), labels={"PER": None})

    assert Span.objects.get().label.name == "quote"
    assert any("as you chose" in remark.sentence for remark in report.remarks)


def test_a_label_without_a_plan_is_refused_by_name():
    cast = make_cast()
    raw = native(span("PER", "王𠮷"))

    with pytest.raises(ValidationError, match="PER"):
        import_annotated(cast.project, read(raw, "x"), raw=raw, name="x", plan=Plan({}), by=cast.manager)


def test_the_tags_of_another_wording_are_left_out_with_a_sentence():
    cast = make_cast()
    told = {"publication": {"url": "https://news.example/a/1.html"}}
    bring(cast, native(span("quote", "新桥"), **told))
    newer = TEXT + "\n后来。"

    _activity, report = bring(cast, native(span("quote", "后来", text=newer), text=newer, **told))

    assert report.spans == 0
    assert any("another wording" in remark.sentence for remark in report.remarks)


def test_new_kinds_of_links_are_made():
    cast = make_cast()
    raw = native(
        span("claim", "新桥", key="a"),
        span("opinion", "明年", key="b"),
        relations=[{"type": "foundedBy", "from": "a", "to": "b"}],
    )

    bring(cast, raw)

    kind = cast.project.relation_kinds.get(name="founded_by")
    assert (kind.from_labels, kind.to_labels) == (["claim"], ["opinion"])
    assert Relation.objects.get().kind == kind


@pytest.mark.parametrize("texts", [2, 12])
def test_how_many_queries_an_import_costs_does_not_grow(texts, django_assert_max_num_queries):
    cast = make_cast()
    raw = b"".join(
        native(span("quote", "新桥", text=f"新桥{number}"), text=f"新桥{number}") for number in range(texts)
    )

    with django_assert_max_num_queries(44):
        _activity, report = bring(cast, raw)

    assert report.spans == texts
