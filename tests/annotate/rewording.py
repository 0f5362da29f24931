"""Other wordings of an article, and who works on which."""

from datetime import UTC, datetime

from annotate.models import Assignment, Entry, Span
from articles.models import Revision
from articles.text.blocks import Block
from articles.text.canonical import canonical_text
from articles.text.digest import sha256_of
from tests.makers import BLOCKS

#: As ``tests.makers.BLOCKS``, with one paragraph more.
FIRST = (*BLOCKS, Block("paragraph", "记者在现场看到，桥面已经铺好。"))
#: The same re-published: a paragraph put in, an amount corrected, a sentence gone.
REWORDED = (
    Block("title", "市长谈桥"),
    Block("paragraph", "本报讯：市政府周三公布了新的计划。"),
    Block("paragraph", "市长王𠮷表示：“新桥😀明年通车。”"),
    Block("paragraph", "法新社报道说，工程已花费五亿元，咖啡馆 cafe\u0301 仍在营业。"),
    FIRST[-1],
)
#: What becomes of words of ``FIRST`` there.
SURE, CHANGED, GONE = "记者在现场看到", "花费三亿元", "不会改变局势"


def reword(entry: Entry, *blocks: Block, as_of: datetime | None = None) -> Revision:
    """Store another wording of the entry's article, newer than all before unless ``as_of`` says otherwise."""
    text, placed = canonical_text(blocks or REWORDED)
    number = entry.article.revisions.count() + 1
    return Revision.objects.create(
        article=entry.article,
        number=number,
        text=text,
        digest=sha256_of(text),
        blocks=[{"kind": block.kind, "start": block.start, "end": block.end} for block in placed],
        extractor="test 1",
        as_of=as_of or datetime(2026, 1, number, tzinfo=UTC),
    )


def present(entry: Entry) -> Assignment:
    """Return the entry's only current work."""
    return Assignment.objects.get(entry=entry, is_current=True)


def span_of(entry: Entry, words: str) -> Span:
    """Return the span on the entry's present wording that was once made of ``words``."""
    return Span.objects.get(assignment__entry=entry, assignment__is_current=True, carried_from__words=words)


__all__ = ["CHANGED", "FIRST", "GONE", "REWORDED", "SURE", "present", "reword", "span_of"]
