"""What a member finds in a project: articles by their pinned wording, tags by their words.

Everything starts from what the member may see: the project's own entries, and spans visible to them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import F, Max, Min, OuterRef, QuerySet

from annotate.forms.search import ProjectSearchForm
from annotate.models import Entry, Membership, Span
from annotate.models.labels import labels_of
from annotate.views.articles_list import in_state
from articles.models import Article
from articles.search import FEW, MOST, Found, find
from articles.text.phrases import Piece, Query, pieces
from articles.views.search import FoundArticle, texts_of
from config.asking import any_of

MOST_READ = 500  # articles whose tags are looked through in one search
TOGETHER = 250  # of them in one question
DRAWN = 400  # keys of articles, or up to twice as many, by which the share of those that fit is judged
MANY = 0.06  # of the articles


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """One article of the project among the hits."""

    entry: int
    found: FoundArticle


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """One tag among the hits, with its words cut where something was found."""

    span: Span
    words: list[Piece]


class FoundSpans(NamedTuple):
    """The keys of the tags that were found; whether there are articles that were not looked through."""

    keys: list[int]
    is_cut: bool


def found_articles(member: Membership, form: ProjectSearchForm) -> list[Found]:
    """Return the project's articles that hold what is asked for; one more than are counted, if there are."""
    return _find(member, form, form.cleaned_data["words"], most=MOST + 1)


def found_spans(member: Membership, form: ProjectSearchForm) -> FoundSpans:
    """Return the visible tags whose words hold what is asked for, those of the newest articles first.

    Words that a tag holds stand in its article, so only the articles that hold them are looked through.
    """
    query = form.cleaned_data["words"]
    wanted = Query(query.wanted)
    articles = _find(member, form, wanted, most=MOST_READ + 1)
    spans = _spans(member, form)
    for signs in query.needed:  # most tags are left in the database
        spans = spans.filter(words__regex=f"[{signs}]")
    keys: list[int] = []
    revisions = iter([hit.revision for hit in articles[:MOST_READ]])
    while len(keys) <= MOST and (batch := list(islice(revisions, TOGETHER))):
        place = {revision: number for number, revision in enumerate(batch)}
        rows = spans.filter(assignment__revision__in=batch).values_list(
            "assignment__revision", "start", "pk", "words"
        )
        fitting = (row for row in rows if query.fits(row[3]))
        keys += [row[2] for row in sorted(fitting, key=lambda row: (place[row[0]], row[1], row[2]))]
    return FoundSpans(keys, len(articles) > MOST_READ)


def shown_articles(member: Membership, found: list[Found], query: Query) -> Iterator[FoundEntry]:
    """Yield the hits of one page as they are shown."""
    texts = texts_of(found)
    entries = Entry.objects.live().filter(project=member.project, revision__in=texts)
    by_revision = dict(entries.values_list("revision", "pk"))
    for hit in found:
        if hit.revision in by_revision:
            revision = texts[hit.revision]
            yield FoundEntry(
                by_revision[hit.revision], FoundArticle.of(revision.article, revision.text, query)
            )


def shown_spans(member: Membership, keys: list[int], query: Query) -> Iterator[FoundSpan]:
    """Yield the tags of one page as they are shown."""
    spans = (
        Span.objects.visible_to(member)
        .select_related("label", "author", "assignment__entry__article")
        .only(
            "words", "number", "attrs", "label__name", "label__titles", "label__slot", "author__username",
            "author__display_name",
            "assignment__entry__article__title", "assignment__entry__article__outlet",
            "assignment__entry__article__lang", "assignment__entry__article__published_day",
        )
    )  # fmt: skip
    by_key: Mapping[int, Span] = spans.in_bulk(keys)
    for key in keys:
        if key in by_key:
            yield FoundSpan(by_key[key], pieces(by_key[key].words, query.wanted))


def _find(member: Membership, form: ProjectSearchForm, query: Query, *, most: int) -> list[Found]:
    entries, among = _entries(member, form, each=True), form.among()
    fitting = [_entries(member, form).values_list("article", flat=True)]
    is_narrowed = form.cleaned_data["label"] or form.cleaned_data["state"]
    if form.cleaned_data["label"]:
        spans = _spans(member, form)
        fitting.append(spans.values_list("assignment__entry__article", flat=True))
        entries = entries.filter(any_of(spans.filter(assignment__entry=OuterRef("pk"))))
    # Where few articles fit, nearly every hit would be asked for its entry in vain.
    for articles in () if is_narrowed and _many_fit(member, entries) else fitting:
        few = list(articles.order_by()[: FEW + 1])
        if len(few) <= FEW:
            among = (Article.objects.all() if among is None else among).filter(pk__in=set(few))
            break
    found: list[Found] = []
    for samples in (False, True) if member.project.is_sample else (False,):
        found += find(
            query,
            among=among,
            within=lambda hit: entries.filter(article=hit.article, revision=hit.revision),
            first=form.cleaned_data["first"],
            last=form.cleaned_data["last"],
            samples=samples,
            newest=False,
            most=most,
        )
    return found[:most]


def _many_fit(member: Membership, entries: QuerySet[Entry]) -> bool:
    """Whether so many of the project's articles fit that hits are soon enough, judged by some of them.

    To name those that fit takes longer than to ask some thousand hits.
    """
    everything = Entry.objects.live().filter(project=member.project)
    ends = everything.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None or ends["last"] - ends["first"] < FEW:
        return False
    # Odd, for two projects that grow together have every second key.
    drawn = list(range(ends["first"], ends["last"] + 1, (ends["last"] - ends["first"]) // DRAWN | 1))
    asked = everything.filter(pk__in=drawn).count()
    return asked >= DRAWN // 10 and entries.filter(pk__in=drawn).count() >= asked * MANY


def _entries(member: Membership, form: ProjectSearchForm, *, each: bool = False) -> QuerySet[Entry]:
    entries = Entry.objects.live().filter(project=member.project)
    return in_state(member, entries, form.cleaned_data["state"], each=each)


def _spans(member: Membership, form: ProjectSearchForm) -> Any:
    """Return the tags that stand in current work, may be seen, and have the label that is asked for."""
    spans = (
        Span.objects.visible_to(member)
        .live()
        .filter(
            assignment__is_current=True,
            assignment__entry__removed_at=None,
            assignment__revision=F("assignment__entry__revision"),
        )
        .order_by()
    )
    # By its key: by its name, the labels of other projects and all their tags would be gone through.
    label = labels_of(member.project).by_name.get(form.cleaned_data["label"])
    return spans.filter(label=label.pk) if label else spans
