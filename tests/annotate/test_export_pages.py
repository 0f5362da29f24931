"""The export page and its downloads."""

import json
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotate.actions.tagging.sources import How, Wanted, set_source
from annotate.actions.work import submit
from annotate.exports.writers import WRITERS
from annotate.models import Span, Way
from annotate.views import exports
from tests.annotate.working import an_ask, tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db

QUOTE = "“新桥😀明年通车。”"


@pytest.fixture
def cast() -> Cast:
    return make_cast(name="Bridge news")


@pytest.fixture
def work(cast: Cast) -> Cast:
    """One article with a submitted quote and a draft claim, and one that nobody has begun."""
    entry = make_entry(cast.project)
    make_entry(cast.project)
    tag_words(cast.manager, entry, "quote", QUOTE)
    submit(work_for(cast.manager, entry), an_ask())
    tag_words(cast.reviewer, entry, "claim", "工程已花费三亿元")
    return cast


def shown(client: Client, cast: Cast, **query: str) -> str:
    answer = client.get(reverse("export", args=[cast.project.slug]), query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def download(client: Client, cast: Cast, kind: str, **query: str):
    return client.get(reverse("export-download", args=[cast.project.slug, kind]), query)


def test_the_page_counts_before_anything_is_downloaded(work: Cast) -> None:
    text = shown(browser_of(work.manager), work)

    assert "Articles 1 Spans 2 Submitted 1 Drafts 1" in text
    assert "1 article stays out" in text
    assert "Quote quote 1" in text
    assert f"manager-1 {work.manager.username} 1 1" in text
    assert "2 of 2 spans slice" in text


def test_the_counts_follow_when_drafts_are_not_wanted(work: Cast) -> None:
    text = shown(browser_of(work.manager), work, drafts="0")

    assert "Articles 1 Spans 1 Submitted 1 Drafts 0" in text
    assert "1 of 1 span slices" in text


def test_a_ticked_box_outweighs_the_hidden_no_before_it(work: Cast) -> None:
    answer = browser_of(work.manager).get(work.address + "export/?drafts=0&drafts=1")

    assert "checked" in answer.content.decode()


@pytest.mark.parametrize("kind", list(WRITERS))
def test_the_page_shows_how_each_file_begins_and_how_to_load_it(work: Cast, kind: str) -> None:
    page = shown(browser_of(work.viewer), work, kind=kind)

    for sentence in WRITERS[kind].cannot_hold:
        assert sentence in page
    assert "load_dataset" in page
    assert "import pandas" in page
    assert ('"schema_version": "1.0"' in page) == (kind in {"native", "flat"})


@pytest.mark.parametrize("kind", list(WRITERS))
def test_the_download_is_the_file_that_the_page_promises(work: Cast, kind: str) -> None:
    client = browser_of(work.manager)
    page = client.get(work.address + "export/", {"kind": kind}).content.decode()

    answer = download(client, work, kind)

    name = answer.headers["Content-Disposition"].split('"')[1]
    assert re.fullmatch(rf"bridge-news-\d{{4}}-\d\d-\d\d{re.escape(WRITERS[kind].suffix)}", name)
    assert name in page
    assert answer.headers["Content-Type"].startswith(WRITERS[kind].media_type)
    assert answer.streaming
    assert "工程已花费三亿元" in answer.getvalue().decode()


def test_the_download_leaves_drafts_out_when_asked(work: Cast) -> None:
    answer = download(browser_of(work.manager), work, "native", drafts="0")

    (article,) = map(json.loads, answer.getvalue().decode().splitlines())
    assert [span["text"] for span in article["spans"]] == [QUOTE]


@pytest.mark.parametrize("kind", list(WRITERS))
def test_an_empty_file_is_never_sent(cast: Cast, kind: str) -> None:
    make_entry(cast.project)
    client = browser_of(cast.manager)

    answer = download(client, cast, kind)

    assert answer.status_code == 409
    assert not answer.streaming
    assert "has been tagged yet. Open an article" in answer.content.decode()
    assert reverse("export-download", args=[cast.project.slug, kind]) not in shown(client, cast)


def test_without_drafts_an_empty_file_says_what_is_missing(cast: Cast) -> None:
    tag_words(cast.manager, make_entry(cast.project), "claim", "工程已花费三亿元")

    answer = download(browser_of(cast.manager), cast, "claims", drafts="0")

    assert answer.status_code == 409
    assert "Include the drafts" in answer.content.decode()


def test_a_project_without_articles_says_what_to_do(cast: Cast) -> None:
    assert "Import some and tag them." in shown(browser_of(cast.manager), cast)


def test_a_format_that_does_not_exist_is_not_found(work: Cast) -> None:
    assert download(browser_of(work.manager), work, "xlsx").status_code == 404


def test_nonsense_in_the_address_shows_the_defaults(work: Cast) -> None:
    assert "2 of 2 spans slice" in shown(
        browser_of(work.manager), work, kind="<b>", drafts="perhaps", check="x"
    )


def test_a_stranger_learns_nothing(work: Cast) -> None:
    client = browser_of(work.stranger)

    assert client.get(reverse("export", args=[work.project.slug])).status_code == 404
    for kind in WRITERS:
        assert download(client, work, kind).status_code == 404


def test_nobody_exports_without_signing_in(work: Cast, client: Client) -> None:
    assert download(client, work, "native").status_code == 302


def test_a_viewer_may_download(work: Cast) -> None:
    assert download(browser_of(work.viewer), work, "native").status_code == 200


def test_the_address_only_answers_to_reading(work: Cast) -> None:
    client = browser_of(work.manager)

    assert client.post(reverse("export", args=[work.project.slug])).status_code == 405
    assert client.post(reverse("export-download", args=[work.project.slug, "native"])).status_code == 405


def test_a_reviewer_who_works_alone_sees_only_their_own_counts() -> None:
    cast = make_cast(way=Way.INDEPENDENT)
    entry = make_entry(cast.project)
    other = make_member(cast.project)
    tag_words(cast.reviewer, entry, "claim", "工程已花费三亿元")
    tag_words(other, entry, "quote", QUOTE)

    text = shown(browser_of(cast.reviewer), cast)

    assert "your own tags only" in text
    assert "Articles 1 Spans 1" in text
    assert other.username not in text
    (line,) = download(browser_of(cast.reviewer), cast, "flat").getvalue().decode().splitlines()
    assert json.loads(line)["text"] == "工程已花费三亿元"
    assert "Articles 1 Spans 2" in shown(browser_of(cast.manager), cast)


def test_a_span_that_does_not_slice_is_left_out_and_named(work: Cast) -> None:
    span = Span.objects.get(label__name="quote")
    Span.objects.filter(pk=span.pk).update(start=span.start + 1)

    text = shown(browser_of(work.manager), work)

    assert "1 of 2 spans slice. The others are left out of every file" in text
    assert str(span.uid) in text
    for kind in WRITERS:
        assert str(span.uid) not in download(browser_of(work.manager), work, kind).getvalue().decode()


def test_many_spans_are_proven_when_somebody_asks(work: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "PROVEN_AT_ONCE", 1)
    client = browser_of(work.manager)

    assert "Check now that all 2 spans slice" in shown(client, work)
    assert "2 of 2 spans slice" in shown(client, work, check="1")


def test_the_page_costs_as_many_queries_for_many_articles_as_for_few(work: Cast) -> None:
    client = browser_of(work.manager)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            shown(client, work)
        return len(found)

    queries()  # once a process asks for the label set
    few = queries()
    for _ in range(6):
        tag_words(make_member(work.project), make_entry(work.project), "claim", "工程已花费三亿元")

    assert queries() == few <= 28


def test_words_of_an_article_are_never_markup(cast: Cast) -> None:
    entry = make_entry(cast.project)
    entry.article.title = "<script>alert(1)</script>"
    entry.article.save()
    tag_words(cast.manager, entry, "claim", "工程已花费三亿元")

    answer = browser_of(cast.manager).get(reverse("export", args=[cast.project.slug]))

    assert "<script>alert" not in answer.content.decode()


def test_links_are_counted_by_kind_each_source_of_a_quote_for_itself(cast: Cast) -> None:
    entry = make_entry(cast.project)
    for label, words in (("source", "市长王𠮷"), ("source", "专家"), ("quote", "“新桥😀明年通车。”")):
        tag_words(cast.manager, entry, label, words)
    quote, other = (Span.objects.get(words=words).number for words in ("“新桥😀明年通车。”", "专家"))
    set_source(work_for(cast.manager, entry), an_ask(), quote, Wanted(other, How.ADD))
    manager = browser_of(cast.manager)

    assert "Attributed to attributed_to 2" in " ".join(shown(manager, cast).split())
    assert (
        manager.get(reverse("export", args=[cast.project.slug]), {"drafts": "0"})
        .context["counts"]
        .links[0][1]
        == 0
    )
    body = b"".join(download(manager, cast, "native").streaming_content).decode()
    assert len(json.loads(body)["relations"]) == 2
    submit(work_for(cast.manager, entry), an_ask())
    answer = manager.get(reverse("export", args=[cast.project.slug]), {"drafts": "0"})
    assert answer.context["counts"].links[0][1] == 2
