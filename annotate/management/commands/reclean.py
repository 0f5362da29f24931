"""``manage.py reclean``: read stored files again by today's rules, and see what they would change."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotate.models import Project, Span
from articles.importing.recleaning import Recleaned, reclean, store_recleaned
from articles.importing.wording import Wording
from articles.models import Revision
from articles.text.blocks import ranges_in
from articles.text.reanchor import reanchor


class Command(BaseCommand):
    help = (
        "Read the stored files again by today's rules. Where another text comes out, it is kept as a further "
        "revision; the project goes on with the one it has until a manager moves it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--project", metavar="SLUG", help="only the wordings that this project works on")
        parser.add_argument("--dry-run", action="store_true", help="store nothing, say what would change")

    def handle(self, *, project: str | None, dry_run: bool, **options: Any) -> None:
        outcomes: Counter[str] = Counter()
        for found in reclean(_wordings(project)):
            if found.problem:
                outcomes["unreadable"] += 1
                self.stdout.write(str(found.problem))
            elif found.arrival is None or found.stored:
                outcomes["unchanged"] += 1
            else:
                outcomes["changed"] += 1
                self.stdout.write(_change(found, found.arrival.wording))
                if not dry_run:
                    store_recleaned(found)
        for outcome in ("unchanged", "changed", "unreadable"):
            self.stdout.write(f"{outcome:<10} {outcomes[outcome]}")


def _wordings(slug: str | None) -> Any:
    if slug is None:
        return Revision.objects.filter(article__is_sample=False)
    project = Project.objects.filter(slug=slug, deleted_at=None).first()
    if project is None:
        raise CommandError(f"There is no project “{slug}”.")
    return Revision.objects.filter(entries__project=project, entries__removed_at=None).distinct()


def _change(found: Recleaned, now: Wording) -> str:
    """Say how long the text was and would be, and where its tags would come to stand."""
    was = found.revision
    spans = Span.objects.live().filter(assignment__revision=was, assignment__is_current=True)
    ranges = list(spans.order_by("pk").values_list("start", "end"))
    placed = reanchor(was.text, ranges_in(was.blocks), now.text, ranges_in(now.blocks), ranges)
    verdicts = Counter(str(one.verdict) for one in placed)
    told = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items())) or "none"
    moves = [
        f"  {start}–{end} → {one.start}–{one.end} {one.verdict}"
        for (start, end), one in zip(ranges, placed, strict=True)
        if (start, end) != (one.start, one.end) or one.verdict != "exact"
    ]
    line = f"{was.article.title}: {len(was.text)} → {len(now.text)} characters; tags: {told}"
    return "\n".join([line, *moves])
