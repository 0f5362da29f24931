"""Importing tagged texts in the browser: upload, a look, confirm, result, undo."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from annotate.models import Activity, PendingImport, Relation, Span, Verb, Way
from tests.annotate.foreign import TEXT, found, found16, lines, region, task
from tests.annotate.test_annotated_actions import native, span
from tests.cast import browser_of, make_cast

pytestmark = pytest.mark.django_db

DOCCANO = lines(
    {"text": TEXT, "label": [[*found16("“𠮷野家😀好吃”"), "引语"], [*found16("价格上涨"), "XYZ"]]}
)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def browser(cast):
    return browser_of(cast.manager)


def page_of(cast):
    return f"/p/{cast.project.slug}/import/annotated/"


def upload(browser, cast, raw, name="file.jsonl", **more):
    files = [SimpleUploadedFile(name, raw), *(SimpleUploadedFile(*one) for one in more.items())]
    return browser.post(page_of(cast), {"files": files})


def test_an_upload_leads_to_a_look_and_from_there_to_the_tags(cast, browser):
    preview = upload(browser, cast, DOCCANO)["Location"]
    page = browser.get(preview).content.decode()

    assert "doccano" in page
    assert "UTF-16 units" in page
    assert '<option value="=quote" selected>' in page
    assert '<mark class="c2 k0 in"><bdi>引语</bdi></mark>' in page  # the colour of our quotations
    assert '<mark class="c1 k0 in"><bdi>XYZ</bdi></mark>' in page  # one that is free
    assert not Span.objects.exists()

    answer = browser.post(preview, {"label-0": "+", "label-1": "=quote"})

    assert answer.status_code == 302
    assert {(one.label.name, one.words) for one in Span.objects.all()} == {
        ("quote", "“𠮷野家😀好吃”"),
        ("XYZ", "价格上涨"),
    }
    result = browser.get(answer["Location"]).content.decode()
    assert "New tags" in result
    assert "Undo the whole import" in result


def test_a_label_that_nobody_has_decided_on_is_asked_for_again(cast, browser):
    preview = upload(browser, cast, DOCCANO)["Location"]

    answer = browser.post(preview, {"label-0": "", "label-1": "=quote"})

    assert answer.status_code == 422
    assert "Say what is to become of “XYZ”." in answer.content.decode()
    assert not Span.objects.exists()


def test_links_with_chinese_names_keep_them_before_everybody(cast, browser):
    entities = [
        {"id": number, "start_offset": number, "end_offset": 9, "label": "quote"} for number in (0, 1)
    ]
    links = [{"id": 3, "from_id": 0, "to_id": 1, "type": "反驳"}]
    raw = json.dumps({"text": TEXT, "entities": entities, "relations": links}).encode()
    preview = upload(browser, cast, raw)["Location"]

    page = browser.get(preview).content.decode()
    browser.post(preview, {"label-0": "=quote", "link-0": "+"})

    assert "<bdi>反驳</bdi>" in page
    assert "x_53cd_9a73" not in page
    assert Relation.objects.get().kind.title == "反驳"


def test_a_confirmation_sent_twice_imports_once(cast, browser):
    preview = upload(browser, cast, DOCCANO)["Location"]
    first = browser.post(preview, {"label-0": "-", "label-1": "=quote"})

    second = browser.post(preview, {"label-0": "-", "label-1": "=quote"})

    assert first["Location"] == second["Location"]
    assert Span.objects.count() == 1
    assert bytes(PendingImport.objects.get().content) == b""


def test_the_whole_import_is_undone_by_its_button(cast, browser):
    preview = upload(browser, cast, DOCCANO)["Location"]
    result = browser.post(preview, {"label-0": "-", "label-1": "=quote"})["Location"]
    activity = Activity.objects.get(verb=Verb.IMPORT)
    address = reverse("activity-undo", args=[cast.project.slug, activity.pk])
    assert f'action="{address}"' in browser.get(result).content.decode()

    browser.post(address)

    assert not Span.objects.live().exists()
    assert "has been undone" in browser.get(result).content.decode()


def test_the_file_can_be_read_as_something_else(cast, browser):
    preview = upload(browser, cast, DOCCANO)["Location"]

    page = browser.get(preview, {"unit": "code-points"}).content.decode()

    assert "The offsets were taken as code points" in page


def test_a_pair_of_files_is_one_upload(cast, browser):
    start, end = found("价格上涨")
    ann = f"T1\tClaim {start} {end}\t价格上涨\n".encode()

    preview = upload(browser, cast, TEXT.encode(), "a.txt", **{"a.ann": ann})["Location"]
    browser.post(preview, {"label-0": "=claim"})

    assert Span.objects.get().words == "价格上涨"
    assert cast.project.entries.get().revision.text == TEXT


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"nothing known", "none of the formats with tags"),
        (b"PK\x03\x04 broken", "The archive is damaged"),
        (b" ", "The file is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_with_a_sentence(cast, browser, raw, sentence):
    answer = upload(browser, cast, raw)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not PendingImport.objects.exists()


def test_what_a_file_looks_like_is_said_in_chinese_as_chinese_is_written(cast, browser, settings):
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"

    answer = upload(browser, cast, "他 O\n𠮷 B-ORG\n😀 O\n".encode(), "a.conll")

    assert "a.conll：这像是逐词标注的文件，例如CoNLL。" in answer.content.decode()
    assert "正文。请从原来的标注工具导出" in answer.content.decode()


def test_no_file_and_too_large_files_are_answered_with_a_sentence(cast, browser, settings):
    assert "Choose at least one file." in browser.post(page_of(cast)).content.decode()
    settings.UPLOAD_TAGGED_BYTES = 10
    assert "larger than 50 MB together" in upload(browser, cast, DOCCANO).content.decode()


def test_words_of_a_file_are_words_and_never_mark_up(cast, browser):
    text = "<script>alert(1)</script>"
    raw = lines({"text": text, "label": [[0, 8, "<b>x</b>"]], "title": "<i>"})

    page = browser.get(upload(browser, cast, raw)["Location"]).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "<b>x</b>" not in page


def test_an_upload_is_only_for_who_brought_it_and_for_a_day(cast, browser):
    preview = upload(browser, cast, DOCCANO)["Location"]
    other = make_cast()
    kept = PendingImport.objects.get()

    assert browser_of(other.manager).get(preview).status_code == 404
    assert browser_of(cast.viewer).get(preview).status_code == 403
    assert browser_of(cast.reviewer).post(preview).status_code == 403

    PendingImport.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))
    assert browser.get(preview).status_code == 404
    upload(browser, cast, DOCCANO)
    assert not PendingImport.objects.filter(pk=kept.pk).exists()


def test_handles_are_matched_only_in_the_project_that_the_file_left(cast, browser):
    handle = cast.member(cast.reviewer).handle
    ours = native(span("quote", "新桥", annotator=handle), project=cast.project.slug)
    theirs = native(span("quote", "新桥", annotator=handle), project="elsewhere")

    mine = browser.get(upload(browser, cast, ours)["Location"]).content.decode()
    foreign = browser.get(upload(browser, cast, theirs)["Location"]).content.decode()

    assert f'<option value="={handle}" selected>' in mine
    assert f'<option value="={handle}" selected>' not in foreign


@pytest.mark.parametrize("texts", [1, 15])
def test_a_look_costs_the_same_number_of_queries_for_any_file(
    cast, browser, texts, django_assert_max_num_queries
):
    raw = lines(*({"text": f"{TEXT}{number}", "label": [[0, 1, "引语"]]} for number in range(texts)))
    preview = upload(browser, cast, raw)["Location"]

    with django_assert_max_num_queries(9):
        browser.get(preview)


def run(*arguments):
    call_command("import_annotations", *map(str, arguments))


def test_the_command_imports_and_says_what_became_of_each_label(tmp_path, capsys, cast):
    path = tmp_path / "a.jsonl"
    path.write_bytes(DOCCANO)

    run(path, "--project", cast.project.slug, "--map", "XYZ=claim")

    told = capsys.readouterr().out
    assert "label 引语 (1) → quote" in told
    assert "label XYZ (1) → claim" in told
    assert "stored 2 tags" in told
    assert Span.objects.count() == 2


def test_the_command_names_labels_that_nothing_is_known_of(tmp_path, cast):
    path = tmp_path / "a.jsonl"
    path.write_bytes(DOCCANO)

    with pytest.raises(CommandError, match=r"XYZ\. Say so with --map"):
        run(path, "--project", cast.project.slug)

    assert not Span.objects.exists()


@pytest.mark.parametrize(
    ("option", "names"), [("--create-labels", {"quote", "XYZ"}), ("--skip-unmapped", {"quote"})]
)
def test_the_command_makes_labels_or_leaves_them_out(tmp_path, cast, option, names):
    path = tmp_path / "a.jsonl"
    path.write_bytes(DOCCANO)

    run(path, "--project", cast.project.slug, option)

    assert {one.label.name for one in Span.objects.all()} == names


def test_a_dry_run_stores_nothing(tmp_path, capsys, cast):
    path = tmp_path / "a.jsonl"
    path.write_bytes(DOCCANO)

    run(path, "--project", cast.project.slug, "--create-labels", "--dry-run")

    assert "would store 2 tags" in capsys.readouterr().out
    assert not cast.project.entries.exists()
    assert cast.project.labels.count() == 4


def test_the_command_takes_folders_with_pairs_and_annotators(tmp_path, capsys):
    cast = make_cast(way=Way.INDEPENDENT)
    start, end = found("价格上涨")
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "a.ann").write_text(f"T1\tClaim {start} {end}\t价格上涨\n")
    (tmp_path / "annotation.conf").write_text("[entities]\nClaim\n")
    (tmp_path / "notes.md").write_text("Read twice.\n")
    (tmp_path / "ls.json").write_text(json.dumps([task(region("r", "claim", "末段"))]))
    handle = cast.member(cast.reviewer).handle

    run(tmp_path, "--project", cast.project.slug, "--annotator", f"1={handle}")

    assert {(one.words, one.author) for one in Span.objects.all()} == {
        ("价格上涨", cast.manager),
        ("末段", cast.reviewer),
    }
    told = capsys.readouterr().out
    assert "notes.md: This is none of the formats" in told
    assert "annotation.conf" not in told  # how brat shows the texts, which nobody misses


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["/nowhere/x.jsonl"], "There is no such file or folder"),
        (["--map", "nothing"], "Write it as NAME=OURS"),
        (["--annotator", "1=nobody"], "no member nobody"),
    ],
)
def test_the_command_says_what_is_wrong_with_what_it_was_given(tmp_path, cast, arguments, sentence):
    path = tmp_path / "a.jsonl"
    path.write_bytes(DOCCANO)

    with pytest.raises(CommandError, match=sentence):
        run(path, *arguments, "--project", cast.project.slug, "--skip-unmapped")
