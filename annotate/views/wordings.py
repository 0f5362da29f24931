"""Whether an article has a newer wording than the one that a project works on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from annotate.models import Entry
from articles.models import Revision
from articles.text.compare import changed_blocks


@dataclass(frozen=True, slots=True)
class Newer:
    """A newer wording by its number, and how many paragraphs differ from the ``present`` one."""

    present: int
    number: int
    changed: int


def newer_wordings(entries: Iterable[Entry]) -> dict[int, Newer]:
    """Return what is newer, by the entries' keys; one question, and one more if there is something.

    It does not matter which project brought it: a newer wording is offered to all that have the
    article, and never applied by itself.
    """
    pinned = {entry.article_id: entry for entry in entries}
    newest: dict[int, tuple[tuple[bool, float, int], int]] = {}
    rows = Revision.objects.filter(article__in=pinned).order_by()
    for article, pk, as_of, number in rows.values_list("article_id", "pk", "as_of", "number"):
        rank = (as_of is not None, as_of.timestamp() if as_of else 0.0, number)
        newest[article] = max(newest.get(article, (rank, pk)), (rank, pk))
    offered = {
        pinned[article]: pk for article, (_rank, pk) in newest.items() if pk != pinned[article].revision_id
    }
    return _compared(offered) if offered else {}


def _compared(offered: Mapping[Entry, int]) -> dict[int, Newer]:
    wanted = {pk for entry, newest in offered.items() for pk in (entry.revision_id, newest)}
    texts = Revision.objects.only("number", "text", "blocks").filter(Q(pk__in=wanted)).in_bulk()
    return {
        entry.pk: Newer(
            texts[entry.revision_id].number,
            texts[newest].number,
            changed_blocks(paragraphs_of(texts[entry.revision_id]), paragraphs_of(texts[newest])),
        )
        for entry, newest in offered.items()
    }


def paragraphs_of(revision: Revision) -> list[str]:
    """Return the words of each block."""
    return [revision.text[start:end] for start, end in ranges_of(revision)]


def ranges_of(revision: Revision) -> list[tuple[int, int]]:
    """Return the range of each block, in code points."""
    return [(block["start"], block["end"]) for block in revision.blocks]
