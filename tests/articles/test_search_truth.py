"""The search finds what looking through every text would find, on either database.

The looking through is written anew here, sign by sign; only what counts as the same sign is shared.
"""

import re
from random import Random

import pytest

from articles.models import Revision
from articles.search import add, find
from articles.text.blocks import Block
from articles.text.fold import NOTHING, fold
from articles.text.phrases import MOST_PHRASES, Query, places
from tests.makers import make_revision

pytestmark = pytest.mark.django_db

SIGNS = [
    "普", "京", "普京", "臺灣", "台湾", "發展", "发", "髮", "桥", "は", "カ", "ｶ", "😀", "𠮷",
    "👍🏽", "\u0e01",
    "é", "e\u0301", "É", "B", "b", "Ｂ", "1", "１", "OR", "\u200d", "\u202e",
    " ", " ", "，", "。", "\r\n", "\n", "\u3000", "-", "“", "”", '"', "%", "_", "*", "\\", "'", "(", ":", "^",
]  # fmt: skip
SEED = 11


def is_of_word(sign: str) -> bool:
    return sign not in (" ", NOTHING) and not is_of_run(sign)


def is_of_run(sign: str) -> bool:
    """Whether a sign belongs to a script that writes no blanks, as far as the texts here go."""
    return sign >= "\u2e80" or "\u0e00" <= sign < "\u1000" or "\u2190" <= sign < "\u2c00"


def flat(text: str) -> str:
    """Return a text as it is compared: folded, with one blank wherever a word or a run ends."""
    shown = ""
    for sign in fold(text).replace(NOTHING, ""):
        if shown[-1:] not in ("", " ") and sign != " " and is_of_run(shown[-1]) != is_of_run(sign):
            shown += " "
        shown += sign
    return f" {re.sub(' +', ' ', shown).strip(' ')} "


def holds(text: str, words: str) -> bool:
    """Look for words as one phrase: whole words of Latin letters, any part of what has no blanks."""
    wanted = flat(words).strip(" ")
    before = " " if is_of_word(wanted[0]) else ""
    after = " " if is_of_word(wanted[-1]) else ""
    return f"{before}{wanted}{after}" in flat(text)


def found(words: str) -> set[int]:
    return {hit.revision for hit in find(Query.of(words))}


def stored(texts: list[str]) -> dict[int, str]:
    revisions = [make_revision(Block("title", "题"), Block("paragraph", text)) for text in texts]
    add(Revision.objects.select_related("article").filter(pk__in=[one.pk for one in revisions]))
    return {revision.pk: revision.text for revision in revisions}


@pytest.mark.parametrize("seed", range(SEED, SEED + 3))
def test_a_phrase_is_found_where_looking_through_the_texts_finds_it(seed):
    chance = Random(seed)  # noqa: S311 - the same texts each time
    texts = stored(["".join(chance.choices(SIGNS, k=chance.randint(1, 40))) + "完" for _ in range(40)])
    asked = 0

    for _ in range(100):
        words = "".join(chance.choices(SIGNS, k=chance.randint(1, 4))).replace('"', "").replace("”", "")
        query = Query.of(f'"{words}"')
        if not query.wanted:
            continue
        expected = {pk for pk, text in texts.items() if holds(text, words)}
        assert found(f'"{words}"') == expected, words
        assert {pk for pk, text in texts.items() if places(text, query.wanted)} == expected, words
        asked += bool(expected)

    assert asked > 20


def test_every_piece_of_a_text_is_found_in_any_spelling():
    chance = Random(SEED)  # noqa: S311 - the same pieces each time
    text = "市长王𠮷說😀：“臺灣的髮展，ＰＵＴＩＮ 與 cafe\u0301。”\r\n后面还有桥"
    (pk,) = stored([text])
    marks = r"\W"

    for _ in range(40):
        start = chance.randrange(len(text) - 4)
        piece = re.sub(marks, " ", text[start : start + chance.randint(1, 6)].replace("\u0301", ""))
        if start and text[start - 1].isascii() and text[start].isascii():
            continue  # a part of a Latin word is not found
        for words in (piece, fold(piece), piece.upper(), piece.replace("说", "說").replace("台", "臺")):
            if Query.of(f'"{words}"').wanted and holds(text, words):
                assert found(f'"{words}"') == {pk}, words


@pytest.mark.parametrize("at", [7_935, 7_997, 7_998, 7_999, 8_000, 16_382, 16_383, 19_900])
def test_a_phrase_is_found_however_far_into_a_text_it_stands(at):
    text = "普通的话" * 5000
    texts = stored([f"{text[:at]}罕见的短语{text[at:]}", text, f"{text}罕见的，短语"])

    assert found("罕见的短语") == {min(texts)}
    assert found('"罕见的 短语"') == {max(texts)}


def test_a_query_of_two_thousand_characters_finds_its_text():
    chance = Random(SEED)  # noqa: S311 - the same text each time
    text = "".join(chance.choices("普京臺湾桥发展是的在", k=3000))
    long, _other = stored([text, text[:1500]])

    assert found(text[500:2500]) == {long}
    assert found(f"{text[500:2500]}桥桥桥桥桥") == set()


def test_all_phrases_must_be_there_and_none_of_the_unwanted():
    chance = Random(SEED)  # noqa: S311 - the same texts each time
    names = ["普京", "臺灣", "桥", "cafe", "𠮷😀", "B1"]
    texts = stored([" ".join(chance.sample(names, chance.randint(0, 5))) + "完" for _ in range(30)])

    for _ in range(60):
        wanted, unwanted = chance.sample(names, 2), chance.sample(names, 1)
        assert found(" ".join([*wanted, f"-{unwanted[0]}"])) == {
            pk
            for pk, text in texts.items()
            if all(holds(text, name) for name in wanted) and not holds(text, unwanted[0])
        }


def test_sixteen_phrases_at_once_are_all_looked_for():
    words = [f"词{sign}" for sign in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"]
    assert len(words) == MOST_PHRASES
    (all_there, _one_missing) = stored([" ".join(words), " ".join(words[:-1])])

    assert found(" ".join(words)) == {all_there}
