"""Whether an open page is still true. Browsers ask every few seconds; see docs/decisions/0021."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.models import initials_of
from annotate.access import Glance, glance_at, work_of
from annotate.actions.parts import Work
from annotate.actions.presence import be_here
from annotate.actions.tagging.undo import reach
from annotate.forms.live import SinceForm
from annotate.forms.spans import INCOMPLETE
from annotate.marking.rows import Markup
from annotate.models import Span, Way
from annotate.models.pulse import MOST_SHOWN, Person, people_at
from annotate.models.reading import once, rows_between, spans_of
from annotate.reports.changes import Changes, Range, changes_since
from annotate.reports.standing import Stand, stand_of
from annotate.reports.talk import Talk, talk_of
from annotate.roles import Act, may
from annotate.views.bench.live_notices import is_over, notices
from annotate.views.bench.rows import blocks_of, rows_of
from annotate.views.http import Request


class _Now(NamedTuple):
    """How the article stands: the tags by their ``change``, the rest as ``stand`` says; who else is there."""

    change: int
    stand: Stand
    others: list[Person]


@require_GET
@never_cache
def entry_changes(request: Request, slug: str, entry: int) -> HttpResponse:
    """Answer with what the page does not show yet; 204 if there is nothing."""
    try:
        glance = glance_at(request.user, slug, entry)
    except PermissionDenied as denied:
        return _refusal(str(denied), HTTPStatus.FORBIDDEN)
    except Http404 as unknown:
        return _refusal(str(unknown), HTTPStatus.NOT_FOUND)
    if not settings.LIVE_SECONDS:
        return HttpResponse(status=HTTPStatus.GONE)
    form = SinceForm(request.GET)
    if not form.is_valid():
        return _refusal(str(INCOMPLETE), HTTPStatus.UNPROCESSABLE_ENTITY)
    since, written = form.cleaned_data["since"], form.cleaned_data["stand"]
    now = _now(glance)
    if (since, written) == (now.change, now.stand.written):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return JsonResponse(_news(glance.work, since, Stand.read(written), now))


def _refusal(sentence: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


@dataclass(frozen=True, slots=True)
class Following:
    """How an article stood when a page of it was begun, so that the page can ask for what came later."""

    glance: Glance

    def cursor(self, talk: Talk) -> dict[str, Any]:
        """Return what a page that shows this ``talk`` asks with, how often in seconds, and where."""
        work = self.glance.work
        return {
            "url": reverse("entry-changes", args=[work.project.slug, work.entry.pk]),
            "every": settings.LIVE_SECONDS,
            "since": _change(work),
            "stand": stand_of(work, self.glance.newest, talk).written,
        }


def follow(request: Request, slug: str, entry: int) -> Following | None:
    """Look how the article stands, None where pages do not ask.

    To be called before the tags are read: what comes in between is told twice, and never missed.
    """
    return Following(glance_at(request.user, slug, entry)) if settings.LIVE_SECONDS else None


def _change(work: Work) -> int:
    return work.assignment.change_number if work.assignment else 0


def _key(work: Work) -> int:
    return work.assignment.pk if work.assignment else 0


def _now(glance: Glance) -> _Now:
    """Return how it stands, and note that this person is there."""
    work = glance.work
    talk = talk_of(work) if glance.is_talked_about else Talk()
    people = people_at(work.entry)
    if work.project.way == Way.SHARED:
        be_here(work, next((one.seen for one in people if one.pk == work.user.pk), None))
    others = [one for one in people if one.pk != work.user.pk][:MOST_SHOWN]
    return _Now(_change(work), stand_of(work, glance.newest, talk, others), others)


def _news(work: Work, since: int | None, before: Stand | None, now: _Now) -> dict[str, Any]:
    """Return what is new. A page that does not say what it knows is only told with what to ask next."""
    news: dict[str, Any] = {"change": now.change, "stand": now.stand.written}
    if before is None or since is None:
        return news | {"here": _shown(now.others)}
    if before.here != now.stand.here:
        news["here"] = _shown(now.others)
    if told := notices(work, before, now.stand):
        news["notices"] = [notice._asdict() for notice in told]
    if is_over(before, now.stand):
        return news | {"over": True}
    return news | _drawn(work, since, before, now)


def _shown(people: list[Person]) -> list[dict[str, str]]:
    return [{"name": one.name, "initials": initials_of(one.name)} for one in people]


def _drawn(work: Work, since: int, before: Stand, now: _Now) -> dict[str, Any]:
    """Return the rows that look different, and who did what; the door is asked for the text."""
    is_said = before.talk != now.stand.talk
    if since == now.change and not is_said:
        return {}
    work = work_of(work.user, work.project.slug, work.entry.pk, Act.SEE)
    if (work.entry.revision_id, _key(work)) != (now.stand.revision, now.stand.work):
        return {"change": since, "stand": before.written}  # just now: the next time says how
    talk = talk_of(work)
    changes = _changes(work, since, now)
    news: dict[str, Any] = {"told": changes.told} if changes.told else {}
    if is_said:
        news["comments"] = render_to_string("annotate/_comments_link.html", {"comments": talk})
        if changes.ranges is not None:
            changes.ranges.extend(_talked_about(work))
    if changes.ranges != []:
        news |= {"rows": _rows(work, changes.ranges, talk), "fresh": sorted(changes.fresh)}
    if may(work.role, Act.TAG) and not work.is_submitted:
        news["can_undo"], news["can_redo"] = reach(work)
    return news


def _changes(work: Work, since: int, now: _Now) -> Changes:
    if work.assignment is None or since == now.change:
        return Changes([])
    return changes_since(work, since, now.change)


def _talked_about(work: Work) -> list[Range]:
    """Return where the tags stand that anything was ever said about: their notes say how much."""
    spans = Span.objects.live().filter(assignment=work.assignment, comments__entry=work.entry)
    return list(spans.order_by().distinct().values_list("start", "end"))


def _rows(work: Work, ranges: list[Range] | None, talk: Talk) -> dict[str, Markup]:
    if ranges is None:
        return rows_of(work, blocks_of(work.entry.revision), once(spans_of(_key(work))), talk.on)
    touched = [
        block
        for block in blocks_of(work.entry.revision)
        if any(block.start < end and start < block.end for start, end in ranges)
    ]
    if not touched:
        return {}
    return rows_of(work, touched, rows_between(_key(work), touched[0].start, touched[-1].end), talk.on)
