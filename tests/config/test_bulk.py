"""Rows that are written together are as if written one by one."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import Article, Provenance, RawDocument, Revision
from config.bulk import Encoded, insert_objects, insert_values
from tests.makers import make_revision

pytestmark = pytest.mark.django_db

MOMENT = datetime(2024, 5, 6, 1, 12, 30, 950000, tzinfo=UTC)


def an_article(number: int) -> Article:
    return Article(
        address=f"https://news.example/{number}",
        digest=f"{number:064}",
        title="引号“' \\ \t \r\n😀𠮷 e\u0301",
        authors=["王𠮷", 'a"b\\n'],
        published_at=MOMENT,
        published_day=date(2024, 5, 6),
        is_sample=bool(number % 2),
    )


def _insert_an_orphan() -> None:
    insert_objects([Revision(article_id=10**9, number=1, text="x", digest="x", blocks=[], extractor="x")])
    connection.check_constraints()  # as at the end of a transaction


def test_objects_come_back_as_they_were_and_know_their_keys():
    before = make_revision().article
    articles = [an_article(number) for number in range(3)]
    began = timezone.now()

    insert_objects(articles)

    assert {one.pk for one in articles} == set(
        Article.objects.exclude(pk=before.pk).values_list("pk", flat=True)
    )
    for one in articles:
        stored = Article.objects.get(pk=one.pk)
        for field in Article._meta.concrete_fields:
            assert getattr(stored, field.attname) == getattr(one, field.attname), field.name
        assert began <= stored.added_at <= timezone.now()


def test_what_is_stored_next_gets_a_key_of_its_own():
    first, second = [an_article(0)], [an_article(1)]

    insert_objects(first)
    one = an_article(2)
    one.save()
    insert_objects(second)

    assert first[0].pk < one.pk < second[0].pk


def test_bytes_nothing_and_keys_of_others_are_stored_and_such_objects_can_be_saved_again():
    revision = make_revision()
    raw = RawDocument(sha256="a" * 64, content=bytes(range(256)), size=256)
    insert_objects([raw])
    way = Provenance(revision=revision, raw=raw, name="a\tb.md", format="feed", dropped=None)

    insert_objects([way])
    way.name = "c.md"
    way.save()

    stored = Provenance.objects.select_related("raw").get(raw=raw)
    assert (stored.pk, stored.name, stored.dropped, stored.imported_by) == (way.pk, "c.md", None, None)
    assert bytes(stored.raw.content) == bytes(range(256))
    insert_objects([])


def test_values_are_stored_as_objects_would_be_and_what_is_left_out_as_the_model_has_it():
    one = an_article(0)
    told = {
        name: getattr(one, name)
        for name in ("digest", "address", "title", "authors", "published_at", "published_day", "is_sample")
    }
    began = timezone.now()

    keys = insert_values(Article, [told, told | {"address": "", "authors": Encoded.of(["😀"])}])

    first, second = Article.objects.order_by("pk")
    assert list(keys) == [first.pk, second.pk]
    assert [getattr(first, name) for name in told] == list(told.values())
    assert (second.address, second.authors, second.tags, second.external_id) == ("", ["😀"], [], "")
    assert (second.published_kind, second.lang, second.outlet) == ("unknown", "", "")
    assert began <= first.added_at == second.added_at <= timezone.now()
    assert insert_values(Article, []) == ()


def test_the_rules_of_the_database_hold():
    insert_objects([an_article(0)])

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_objects([an_article(1), an_article(0)])
    with pytest.raises(IntegrityError), transaction.atomic():
        _insert_an_orphan()

    assert Article.objects.count() == 1
