"""Archives: many files in one, and those that are made to do harm."""

import gzip
import io
import struct
import zipfile
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from articles.importing import archives, begin_run, documents_in, import_bytes, import_into_run
from articles.importing.archives import Member, members
from articles.models import ImportedFile, Outcome, Provenance, RawDocument, Revision
from articles.problems import ImportProblem
from tests.articles.acts import a_run, jsonl
from tests.articles.files import PARAGRAPHS, feed_item

pytestmark = pytest.mark.django_db


def zipped(files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def item(number: int) -> bytes:
    return feed_item(*PARAGRAPHS, f"第 {number} 篇。", address=f"https://news.example/zh/bridge-{number}")


def bring(raw: bytes, name: str = "saved.zip") -> list[ImportedFile]:
    return import_into_run(a_run(), raw, name)


def inside(raw: bytes) -> list[Member]:
    return list(members(raw, "saved.zip"))


def test_each_file_of_an_archive_is_an_article_with_its_place_in_it():
    raw = zipped(
        {"大纪元/甲.md": item(1), "乙.md": item(2), "丙.jsonl": jsonl({"text": "一"}, {"text": "二"})}
    )

    files = bring(raw)

    places = ["大纪元/甲.md", "乙.md", "丙.jsonl, line 1", "丙.jsonl, line 2"]
    assert [(file.locator, file.outcome) for file in files] == [(place, Outcome.NEW) for place in places]
    assert {file.name for file in files} == {"saved.zip"}
    assert list(Provenance.objects.values_list("locator", flat=True)) == places
    assert bytes(RawDocument.objects.get().content) == raw
    assert all(
        paragraph in Revision.objects.get(provenances__locator="乙.md").text for paragraph in PARAGRAPHS
    )


def test_an_archive_that_is_imported_again_is_unchanged():
    raw = zipped({"a.md": item(1), "b.md": item(2)})
    bring(raw)

    assert [file.outcome for file in bring(raw)] == [Outcome.UNCHANGED] * 2
    assert Revision.objects.count() == 2


def test_an_archive_counts_once_in_a_run_and_goes_on_where_it_broke_off(monkeypatch):
    raw = zipped({f"{number}.md": item(number) for number in range(6)} | {"x.md": b""})
    run = begin_run(uuid4(), by=None)
    whole = import_into_run(run, raw, "saved.zip")
    assert [file.locator for file in import_into_run(run, raw, "saved.zip")] == [
        file.locator for file in whole
    ]
    run.files.filter(locator__in=["3.md", "4.md"]).delete()

    import_into_run(run, raw, "saved.zip")

    assert run.files.count() == 7
    assert run.files.get(locator="4.md").outcome == Outcome.UNCHANGED


def test_a_file_that_fails_stops_no_other_of_the_archive():
    files = bring(zipped({"a.md": item(1), "b.md": b" ", "c.jsonl": b'{"text": "x"}\n{', "d.md": item(2)}))

    assert [(file.locator, file.outcome) for file in files if file.outcome == Outcome.FAILED] == [
        ("b.md", Outcome.FAILED),
        ("c.jsonl, line 2", Outcome.FAILED),
    ]
    assert sum(file.outcome == Outcome.NEW for file in files) == 2
    assert all(line.endswith(".") for file in files for line in file.reason.split("\n") if line)


def test_all_that_is_in_an_archive_is_read_without_storing_it():
    [document, problem] = documents_in(zipped({"a.md": item(1), "b.md": b""}), "saved.zip")

    assert document.title == "示例：新桥通车"
    assert problem.source_name == "saved.zip, b.md"
    assert not RawDocument.objects.exists()


def test_an_archive_is_stored_as_a_whole_or_not_at_all_if_asked_so():
    assert [one.locator for one in import_bytes(zipped({"a.md": item(1), "b.md": item(2)}), "x.zip")] == [
        "a.md",
        "b.md",
    ]
    with pytest.raises(ImportProblem):
        import_bytes(zipped({"c.md": item(3), "d.md": b""}), "y.zip")
    assert RawDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("../../etc/甲.md", "etc/甲.md"),
        ("/etc/甲.md", "etc/甲.md"),
        ("C:\\Users\\甲.md", "Users/甲.md"),
        ("..", "-"),
        ("甲/./乙.md", "甲/乙.md"),
    ],
)
def test_a_name_that_leads_out_of_the_archive_is_only_a_name(name, place):
    assert [member.locator for member in inside(zipped({name: b"x"}))] == [place]


def test_what_belongs_to_the_system_or_to_a_saved_page_is_left_out():
    names = [
        "__MACOSX/._a.md",
        ".DS_Store",
        "a_files/b.css",
        "a_files/c.PNG",
        "x/.git/y.md",
        "Thumbs.db",
        "a.html",
    ]

    assert [member.locator for member in inside(zipped(dict.fromkeys(names, b"x")))] == ["a.html"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "big5hkscs"])
def test_names_without_a_mark_of_their_encoding_are_chinese_all_the_same(encoding):
    name = {"utf-8": "蘇州𠮷.md", "big5hkscs": "香港新聞報導.md", "gb18030": "北京新闻/报道.md"}[encoding]
    unnamed = b"x" * len(name.encode(encoding))
    raw = zipped({unnamed.decode(): b"y"}).replace(unnamed, name.encode(encoding))

    assert [member.locator for member in inside(raw)] == [name]


def test_the_name_in_utf8_beside_the_other_one_goes_first():
    entry = zipfile.ZipInfo("x.md")
    path = "文😀.md".encode()
    entry.extra = struct.pack("<HH", 0x7075, 5 + len(path)) + b"\x01\0\0\0\0" + path
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(entry, b"x")

    assert inside(held.getvalue())[0].locator == "文😀.md"


def test_long_and_equal_names_are_told_apart():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in ("a.md", "长" * 300 + "1.md", "久" + "长" * 299 + "1.md"):
            archive.writestr(name, b"x")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.md", b"x")

    places = [member.locator for member in inside(held.getvalue())]

    assert len(set(places)) == 4
    assert max(map(len, places)) <= 70
    assert places[1].endswith("长1.md")


def test_an_archive_in_an_archive_is_opened_and_one_in_that_is_not():
    inner = zipped({"c.md": item(1), "d.zip": zipped({"e.md": item(2)})})

    first, second = inside(zipped({"b.zip": inner}))

    assert (first.locator, first.problem) == ("b.zip/c.md", None)
    assert second.locator == "b.zip/d.zip"
    assert second.problem.what == "It is an archive in an archive in an archive."


def test_a_compressed_file_in_an_archive_and_a_compressed_archive_are_read():
    assert bring(zipped({"a.md.gz": gzip.compress(item(1))}))[0].outcome == Outcome.NEW


def locked(raw: bytes) -> bytes:
    """Set the mark of a password in both places."""
    local, listed = raw.index(b"PK\x03\x04"), raw.index(b"PK\x01\x02")
    changed = bytearray(raw)
    changed[local + 6] |= 1
    changed[listed + 8] |= 1
    return bytes(changed)


def flipped(raw: bytes) -> bytes:
    place = raw.index(b"abcabc")
    return raw[:place] + b"X" + raw[place + 1 :]


def lied(raw: bytes) -> bytes:
    """Say in the list that the file is small."""
    place = raw.index(b"PK\x01\x02") + 24
    return raw[:place] + struct.pack("<I", 10) + raw[place + 4 :]


BAD_MEMBERS = {
    "locked": (locked(zipped({"a.md": b"x"})), "It is locked with a password."),
    "bomb": (zipped({"a.md": bytes(5_000_000)}), "It is larger than 10 MB, or shrinks as no article does."),
    "too large": (
        zipped({"a.md": b"ab\n" * 4_000_000}),
        "It is larger than 10 MB, or shrinks as no article does.",
    ),
    "damaged": (
        flipped(zipped({"a.md": b"abcabc"}, zipfile.ZIP_STORED)),
        "The archive is damaged here, or packed in a way that is not known.",
    ),
    "lies about its size": (
        lied(zipped({"a.md": bytes(1000)})),
        "The archive is damaged here, or packed in a way that is not known.",
    ),
    "packed strangely": (
        zipped({"a.md": b"abc"}, zipfile.ZIP_LZMA),
        "The archive is damaged here, or packed in a way that is not known.",
    ),
}


@pytest.mark.parametrize(("raw", "what"), BAD_MEMBERS.values(), ids=BAD_MEMBERS.keys())
def test_a_file_of_an_archive_that_cannot_be_unpacked_gets_a_sentence(raw, what):
    [file] = bring(raw)

    assert file.outcome == Outcome.FAILED
    assert file.locator == "a.md"
    assert file.reason.startswith(what)


BAD_ARCHIVES = {
    "cut": (zipped({"a.md": b"x" * 100})[:-30], "The archive is damaged here, or packed in a way"),
    "no list": (b"PK\x03\x04" + bytes(64), "The archive is damaged here, or packed in a way"),
    "empty": (zipped({}), "There is no file in the archive that could be an article."),
    "only pictures": (zipped({"a.png": b"x"}), "There is no file in the archive that could be an article."),
    "office": (zipped({"[Content_Types].xml": b"x"}), "It is a document of an office program, a book"),
    "book": (zipped({"mimetype": b"application/epub+zip"}), "It is a document of an office program, a book"),
}


@pytest.mark.parametrize(("raw", "what"), BAD_ARCHIVES.values(), ids=BAD_ARCHIVES.keys())
def test_an_archive_that_cannot_be_opened_gets_a_sentence(raw, what):
    [file] = bring(raw)

    assert (file.outcome, file.locator) == (Outcome.FAILED, "")
    assert file.reason.startswith(what)
    assert not RawDocument.objects.exists()


def test_an_archive_of_too_many_bytes_or_files_is_refused_before_any_is_read(monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    assert bring(zipped(dict.fromkeys("abc", b"x")))[0].reason.startswith("The archive holds more than")
    assert bring(zipped(dict.fromkeys("abcdefgh", b"x")))[0].reason.startswith("The archive holds more than")
    monkeypatch.setattr(archives, "MOST_UNPACKED", 10)
    assert bring(zipped({"a": b"x" * 11}))[0].reason.startswith("The archive holds more than")


def test_an_archive_larger_than_the_limit_is_refused(settings):
    settings.UPLOAD_FILE_BYTES = 50

    assert bring(zipped({"a.md": item(1)}))[0].reason.startswith("It is larger than 10 MB.")


def test_an_archive_of_many_files_is_stored_in_few_questions(django_assert_max_num_queries):
    raw = zipped({f"{number}.md": item(number) for number in range(120)})
    run = a_run()

    with django_assert_max_num_queries(3 * 20):
        files = import_into_run(run, raw, "saved.zip")

    assert [file.outcome for file in files] == [Outcome.NEW] * 120


def nameless(raw: bytes, *places: int) -> bytes:
    """Give the only file no name, at these places of the archive: what follows is a further field then."""
    changed = bytearray(raw)
    for place in places:
        changed[place : place + 4] = b"\x00\x00\x01\x00"  # lengths of the name and of what follows it
    return bytes(changed)


def test_a_file_without_a_name_is_read():
    raw = zipped({"a": item(1)})

    (file,) = members(nameless(raw, 26, raw.index(b"PK\x01\x02") + 28), "saved.zip")

    assert (file.locator, file.raw, file.problem) == ("-", item(1), None)


def test_a_name_that_only_the_list_has_lost_is_damage():
    raw = zipped({"a": item(1)})

    (file,) = members(nameless(raw, raw.index(b"PK\x01\x02") + 28), "saved.zip")

    assert file.problem
    assert file.problem.what.startswith("The archive is damaged here")


@bounds(max_examples=60)
@given(st.data())
def test_any_damage_to_an_archive_gives_members_or_a_problem(data):
    raw = bytearray(zipped({"甲.md": item(1), "b/c.md": b"text" * 50, "d.zip": zipped({"e.md": b"x"})}))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = list(members(bytes(raw), "saved.zip"))
    except ImportProblem as problem:
        found = [Member("", problem=problem)]
    assert all(member.problem is None or member.problem.what.endswith(".") for member in found)
