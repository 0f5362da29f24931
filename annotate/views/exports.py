"""Taking the work out of a project."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotate.access import member_of
from annotate.exports.counts import Counts, count, few_works
from annotate.exports.download import file_name, is_empty, pieces
from annotate.exports.preview import preview
from annotate.exports.proof import Proof
from annotate.exports.record import Row
from annotate.exports.writers import WRITERS, Writer
from annotate.forms.exports import ExportForm
from annotate.models import Membership, Way
from annotate.roles import ALLOWED, Act
from annotate.views.http import Request
from annotate.views.projects import frame
from config.database import read_snapshot

TAGGING = ALLOWED[Act.TAG]
MOST_PEOPLE = 500  # to choose from
PROVEN_AT_ONCE = 5_000  # spans; more of them are proven when somebody asks, as that takes a while


@require_safe
def export(request: Request, slug: str) -> HttpResponse:
    """Show what a file would hold, how it begins and how to load it."""
    member = member_of(request.user, slug, Act.EXPORT)
    form = ExportForm(request.GET)
    selection = form.selection(member)
    with read_snapshot():
        works = few_works(selection)
        counts = count(selection, works) if works is not None or form.wants_counts else None
        is_quick = counts is not None and counts.spans <= PROVEN_AT_ONCE
        seen = preview(selection, form.writer, prove=is_quick or form.wants_check)
    name = file_name(slug, form.writer, timezone.now().date())
    page = {
        **frame(member),
        "form": form,
        "asked": urlencode({"drafts": int(form.with_drafts), "whose": form.chosen_whose}),
        "people": _people(member),
        "counts": counts,
        "has_articles": selection.all_entries().exists(),
        "formats": [_format(kind, writer, form, counts) for kind, writer in WRITERS.items()],
        "preview": seen,
        "file_name": name,
        "snippets": form.writer.snippets(name),
        "nothing": _nothing(form.writer, drafts=form.with_drafts),
    }
    return render(request, "annotate/export.html", page)


def _people(member: Membership) -> list[tuple[str, str]]:
    """Return whose tags one may ask for besides everybody's: handles and names; none in shared work."""
    if member.project.way == Way.SHARED or member.is_blind:
        return []
    people = Membership.objects.filter(project=member.project_id, role__in=TAGGING).select_related("user")
    return [(person.handle, person.user.name) for person in people.order_by("pk")[:MOST_PEOPLE]]


def _format(kind: str, writer: Writer, form: ExportForm, counts: Counts | None) -> dict[str, object]:
    return {
        "kind": kind,
        "writer": writer,
        "is_chosen": kind == form.chosen_kind,
        "is_empty": counts is not None and counts.rows(writer.row) == 0,
        "nothing": _nothing(writer, drafts=form.with_drafts),
    }


@require_safe
@never_cache
def export_download(request: Request, slug: str, kind: str) -> HttpResponseBase:
    """Stream the file; an empty one is never sent, but a page that says what to do."""
    member = member_of(request.user, slug, Act.EXPORT)
    writer = WRITERS.get(kind)
    if writer is None:
        raise Http404(_("There is no such format. Choose one on the export page."))
    selection = ExportForm(request.GET).selection(member)
    if is_empty(selection, writer):
        return _empty(request, member, writer, drafts=selection.drafts)
    name = file_name(slug, writer, timezone.now().date())
    return StreamingHttpResponse(
        pieces(selection, writer, Proof()),
        content_type=f"{writer.media_type}; charset=utf-8",
        headers={"Content-Disposition": str(content_disposition_header(as_attachment=True, filename=name))},
    )


def _empty(request: Request, member: Membership, writer: Writer, *, drafts: bool) -> HttpResponse:
    page = {**frame(member), "writer": writer, "nothing": _nothing(writer, drafts=drafts)}
    return render(request, "annotate/export_empty.html", page, status=HTTPStatus.CONFLICT)


def _nothing(writer: Writer, *, drafts: bool) -> str:
    """Say why a file would be empty, and what to do."""
    if not drafts:
        return _(
            "Nothing for this file has been submitted yet. Include the drafts, or submit an article first."
        )
    if writer.row is Row.CLAIM:
        return _("No claim has been tagged yet. Open an article, select a claim and press 1.")
    return _("Nothing has been tagged yet. Open an article and tag something in it.")
