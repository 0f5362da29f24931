"""Who said it: links made by themselves, by hand, and taken away."""

import pytest
from django.core.exceptions import ValidationError

from annotate.actions.tagging.sources import Wanted, set_source
from annotate.actions.tagging.spans import delete_span
from annotate.models import Relation
from annotate.models.reading import once, spans_of
from articles.text.blocks import Block
from tests.annotate.working import an_ask, spans_in, tag_words, work_for
from tests.makers import make_entry, make_member, make_project

pytestmark = pytest.mark.django_db

SENTENCES = "市长王𠮷说：“桥😀很好。”法新社报道说，专家李明认为桥很贵。桥不长。"


@pytest.fixture
def desk():
    project = make_project()
    entry = make_entry(project, Block("title", "题"), Block("paragraph", SENTENCES))
    return make_member(project), entry


def said_by(entry):
    rows = once(spans_of(spans_in(entry)[0].assignment_id))
    return {row.words: row.links[0].words if row.links else None for row in rows}


def number_of(entry, words):
    return next(span.number for span in spans_in(entry) if span.words == words)


def test_a_new_quotation_is_linked_to_the_source_of_its_sentence(desk):
    tag_words(*desk, "source", "市长王𠮷")
    tag_words(*desk, "quote", "“桥😀很好。”")

    assert said_by(desk[1])["“桥😀很好。”"] == "市长王𠮷"


def test_a_source_tagged_afterwards_answers_for_what_waits_in_its_sentence(desk):
    tag_words(*desk, "quote", "“桥😀很好。”")
    tag_words(*desk, "claim", "桥不长")
    tag_words(*desk, "source", "市长王𠮷")

    assert said_by(desk[1]) == {"市长王𠮷": None, "“桥😀很好。”": "市长王𠮷", "桥不长": None}


def test_of_two_sources_the_nearer_is_taken(desk):
    tag_words(*desk, "source", "法新社")
    tag_words(*desk, "source", "专家李明")
    tag_words(*desk, "opinion", "桥很贵")

    assert said_by(desk[1])["桥很贵"] == "专家李明"


def test_a_source_of_another_sentence_is_not_taken(desk):
    tag_words(*desk, "source", "市长王𠮷")
    tag_words(*desk, "claim", "桥不长")

    assert said_by(desk[1])["桥不长"] is None


def test_a_link_is_changed_and_removed_by_hand_and_stays_removed(desk):
    _reviewer, entry = desk
    tag_words(*desk, "source", "法新社")
    tag_words(*desk, "source", "专家李明")
    tag_words(*desk, "opinion", "桥很贵")
    opinion = number_of(entry, "桥很贵")

    set_source(work_for(*desk), an_ask(), opinion, Wanted(number_of(entry, "法新社")))
    assert said_by(entry)["桥很贵"] == "法新社"

    set_source(work_for(*desk), an_ask(), opinion, Wanted(None))
    delete_span(work_for(*desk), an_ask(), number_of(entry, "专家李明"))
    tag_words(*desk, "source", "专家李明")
    assert said_by(entry)["桥很贵"] is None


def test_a_deleted_source_is_no_longer_named(desk):
    tag_words(*desk, "source", "市长王𠮷")
    tag_words(*desk, "quote", "“桥😀很好。”")

    delete_span(work_for(*desk), an_ask(), number_of(desk[1], "市长王𠮷"))

    assert said_by(desk[1])["“桥😀很好。”"] is None
    assert not Relation.objects.live().exists()


def test_a_source_cannot_be_said_by_another_nor_a_quotation_by_a_claim(desk):
    _reviewer, entry = desk
    tag_words(*desk, "source", "市长王𠮷")
    tag_words(*desk, "claim", "桥不长")
    tag_words(*desk, "quote", "“桥😀很好。”")

    with pytest.raises(ValidationError, match="No link starts from a tag “Source”"):
        set_source(work_for(*desk), an_ask(), number_of(entry, "市长王𠮷"), Wanted(None))
    quote, claim = number_of(entry, "“桥😀很好。”"), number_of(entry, "桥不长")
    with pytest.raises(ValidationError, match="“Quote” can be linked to these only: Source"):
        set_source(work_for(*desk), an_ask(), quote, Wanted(claim))


def test_attributes_start_with_what_can_be_told(desk):
    tag_words(*desk, "source", "法新社")
    tag_words(*desk, "quote", "“桥😀很好。”")
    tag_words(*desk, "opinion", "桥😀很好")
    tag_words(*desk, "claim", "桥不长")

    attrs = {span.label.name: span.attrs for span in spans_in(desk[1])}
    assert attrs == {
        "source": {"source_type": "media"},
        "quote": {"quote_type": "direct"},
        "opinion": {"voice": "source"},
        "claim": {},
    }
