"""Articles that are nearly the same: found at import, linked, never merged."""

import re
import zlib

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from hypothesis import example, given
from hypothesis import strategies as st

from articles.importing import alike as alike_module
from articles.importing import import_bytes
from articles.importing.alike import alike_to
from articles.models import Article, Likeness, Provenance, Revision, Sketch, SketchKey
from articles.text.sketch import LEAST, SIZE, STRETCH, likeness, packed, sketch_of, unpacked

pytestmark = pytest.mark.django_db

# Sentences that share no stretch of five characters.
STORY = [
    f"第{number}天，记者在{place}看到{thing}，{who}表示{what}。"
    for number, (place, thing, who, what) in enumerate(
        [
            ("河边的旧码头", "一座新桥已经合拢", "市长王𠮷", "明年春天就能通车😀"),
            ("议会大楼门口", "几百名市民排起长队", "议员李明", "追加的款项还要讨论"),
            ("隧道施工现场", "工人正在铺设轨道", "工程师陈先生", "天气拖慢了进度"),
            ("南岸的咖啡馆 cafe\u0301", "老板挂出了横幅", "老板娘", "希望客人早些回来"),
            ("交通局的发布会上", "一张巨大的地图", "发言人周女士", "票价不会因此上涨"),
            ("北岸小学", "孩子们画了许多船", "校长赵老师", "上学的路缩短了一半"),
        ],
        start=1,
    )
]


def bring(name: str, *sentences: str, address: str = "", **options) -> Article:
    text = "\r\n\r\n".join([f"{name}的题目", *sentences])
    (imported,) = import_bytes(text.encode(), f"{name}.txt", address=address or None, **options)
    return imported.revision.article


def at(number: int) -> str:
    return f"https://news{number}.example/story.html"


def test_a_reprint_with_a_line_more_is_linked_and_stays_an_article_of_its_own():
    first = bring("甲", *STORY, address=at(1))
    second = bring("乙", *STORY, "本文转载自甲报。", address=at(2))

    assert first != second
    assert list(alike_to(second.pk)) == [first.pk]
    assert alike_to(first.pk)[second.pk] == alike_to(second.pk)[first.pk]
    assert 0.8 <= alike_to(first.pk)[second.pk] <= 1


def test_the_same_wording_at_two_addresses_is_linked_with_the_whole_score():
    first = bring("甲", *STORY, address=at(1))
    second = bring("甲", *STORY, address=at(2))

    assert alike_to(first.pk) == {second.pk: 1.0}


def test_another_story_is_not_linked():
    first = bring("甲", *STORY[:3], address=at(1))
    bring("乙", *STORY[3:], address=at(2))

    assert alike_to(first.pk) == {}


def test_a_text_too_short_to_be_compared_is_left_alone():
    first = bring("甲", "短讯。", address=at(1))
    bring("甲", "短讯。", address=at(2))

    assert alike_to(first.pk) == {}


def test_another_wording_of_the_same_article_is_no_other_article():
    article = bring("甲", *STORY, address=at(1))
    bring("甲", *STORY, "更正：桥长三公里。", address=at(1))

    assert article.revisions.count() == 2
    assert not Likeness.objects.exists()


def test_of_several_wordings_the_greatest_likeness_counts():
    first = bring("甲", *STORY, address=at(1))
    second = bring("乙", *STORY, "这一段是别处没有的话，讲的是另一件事情，同桥毫无关系可言。", address=at(2))
    before = alike_to(first.pk)[second.pk]
    bring("甲", *STORY, address=at(2))

    assert before < 1
    assert alike_to(first.pk) == {second.pk: 1.0}


def test_samples_and_real_articles_keep_apart():
    first = bring("甲", *STORY, address=at(1), is_sample=True)
    bring("甲", *STORY, address=at(2))

    assert alike_to(first.pk) == {}


def test_the_articles_of_one_file_are_compared_too():
    lines = [
        f'{{"text": "{"".join(STORY)}{ending}", "url": "{at(number)}", "title": "题"}}'
        for number, ending in enumerate(("", "完。"))
    ]
    import_bytes("\n".join(lines).encode(), "two.jsonl")

    assert Likeness.objects.count() == 1


def test_a_key_that_very_many_have_is_looked_up_no_further(monkeypatch):
    monkeypatch.setattr(alike_module, "MOST_BY_KEY", 2)
    for number in range(5):
        bring("甲", *STORY, address=at(number))

    assert max(SketchKey.objects.filter(value=key.value).count() for key in SketchKey.objects.all()) == 2
    assert Article.objects.count() == 5


def test_the_work_for_one_more_article_does_not_grow(django_assert_max_num_queries):
    for number in range(12):
        bring("甲", *STORY, address=at(number))
    with django_assert_max_num_queries(40):
        bring("甲", *STORY, address=at(99))


def test_what_was_stored_before_is_compared_by_a_command(capsys):
    first, second = bring("甲", *STORY, address=at(1)), bring("甲", *STORY, address=at(2))
    Sketch.objects.all().delete()
    Likeness.objects.all().delete()

    call_command("find_alike")

    assert "2 wordings have been compared." in capsys.readouterr().out
    assert alike_to(first.pk) == {second.pk: 1.0}


def test_the_database_keeps_one_link_per_pair():
    first, second = bring("甲", *STORY, address=at(1)), bring("乙", *STORY[:1], address=at(2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Likeness.objects.create(first=second, second=first, score=1)


def test_a_story_through_three_mirrors_is_one_article_with_three_provenances():
    for number in range(3):
        text = "\n\n".join(["甲的题目", *STORY])
        import_bytes(text.encode() + b" " * number, f"mirror-{number}.txt", address=at(1))

    assert (Article.objects.count(), Revision.objects.count(), Provenance.objects.count()) == (1, 1, 3)


def test_a_sketch_tells_how_much_two_texts_share():
    text = "".join(STORY)
    one, other = sketch_of(text), sketch_of(text.replace("表示", "说"))

    assert len(one) == SIZE
    assert one == tuple(sorted(one)) == unpacked(packed(one))
    assert likeness(one, one) == 1
    assert 0 < likeness(one, other) < 1
    assert likeness(one, ()) == 0


@given(st.text("桥河水𠮷e\u0301市民通车", min_size=50, max_size=200))
@example("大桥通车。\r\n😀" * 60)
@example("e" * 39 + "\u0301" * 11)
def test_a_sketch_holds_the_smallest_hashes_of_all_stretches(text):
    signs = re.sub(r"[^\w]", "", text)
    stretches = {signs[at : at + STRETCH] for at in range(len(signs) - STRETCH + 1)}
    hashes = {zlib.crc32(stretch.encode("utf-32-le")) & 0x7FFF_FFFF for stretch in stretches}

    assert sketch_of(text) == (tuple(sorted(hashes)[:SIZE]) if len(signs) >= LEAST else ())


def test_blanks_punctuation_and_case_do_not_count():
    assert sketch_of("An old bridge, a new bridge and the river between them 😀") == sketch_of(
        "AN OLD BRIDGE -- a new\r\nbridge... and the river between them"
    )
