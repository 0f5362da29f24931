"""How far the reviewers of a project agree: measured once for the same work, and kept.

A report belongs to exactly the work that it was made of: to its assignments and the numbers of their
last changes. So a page never measures again what has not changed, and says when something has.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import comb

from django.db import IntegrityError, transaction
from django.utils import timezone

from annotate.models import AgreementReport, Span
from annotate.reports.agreement_content import Content, content_of
from annotate.reports.agreement_rows import BATCH, texts_of
from annotate.reports.agreement_sums import Sums
from annotate.reports.agreement_work import Choice, Unit, key_of, units_of
from config.database import read_snapshot

AT_ONCE_PAIRS = 150  # of reviewers of an article: more of them are measured in the background
AT_ONCE_SPANS = 5_000
MOST_KEPT = 50  # reports of one project: for so many selections
ASKED_FOR = timedelta(days=1)  # after which nobody waits any more for what never got measured


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known now. ``report`` is the newest there is; it may be of ``earlier`` work."""

    choice: Choice
    units: list[Unit]
    key: str
    report: AgreementReport | None

    @property
    def content(self) -> Content | None:
        """What the report holds."""
        found: Content | None = self.report.content if self.report else None
        return found

    @property
    def is_up_to_date(self) -> bool:
        """Whether the report is of the work as it stands."""
        return self.report is not None and self.report.key == self.key


def standing(choice: Choice) -> Standing:
    """Return what is known about the work chosen, without measuring anything."""
    units = units_of(choice)
    key = key_of(choice, units)
    kept = AgreementReport.objects.filter(
        project=choice.member.project_id, selection=choice.text, measured_at__isnull=False
    )
    report = kept.filter(key=key).first() or kept.order_by("measured_at", "pk").last()
    return Standing(choice, units, key, report)


def is_quick(units: Sequence[Unit]) -> bool:
    """Whether these articles can be compared while somebody waits."""
    pairs = sum(comb(len(unit.parts), 2) for unit in units)
    if pairs > AT_ONCE_PAIRS:
        return False
    keys = [part.assignment for unit in units for part in unit.parts]
    return Span.objects.live().filter(assignment__in=keys).count() <= AT_ONCE_SPANS


def measure(choice: Choice, *, tick: Callable[[], None] = lambda: None) -> AgreementReport:
    """Measure now, and keep the report."""
    with read_snapshot():
        measuring = Measuring(choice)
        for _batch in measuring.steps():
            tick()
        content = measuring.content(tick)
    return keep(choice, measuring.measured, content)


class Measuring:
    """One run through the work chosen. Each batch of articles is read as it stands at that moment.

    ``measured`` holds what was compared: work that changes meanwhile is read as changed, and what is
    submitted meanwhile belongs to the next report.
    """

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.units = units_of(choice)
        self.measured: list[Unit] = []
        self._sums = Sums(choice.reviewer)

    def steps(self) -> Iterator[int]:
        """Compare a batch of articles after the other; yields how many are done with."""
        for start in range(0, len(self.units), BATCH):
            batch = self.units[start : start + BATCH]
            with read_snapshot():
                present = units_of(self.choice, [unit.entry for unit in batch], dated=True)
                texts = texts_of(self.choice, present)
            for text in texts:
                self._sums.add(text)
            self.measured += present
            yield start + len(batch)

    def content(self, tick: Callable[[], None] = lambda: None) -> Content:
        """Return what all of it comes to."""
        return content_of(self._sums, tick=tick)


def keep(choice: Choice, units: Sequence[Unit], content: Content) -> AgreementReport:
    """Store a report, instead of older ones for the same selection."""
    project, key, now = choice.member.project_id, key_of(choice, units), timezone.now()
    try:
        with transaction.atomic():
            report, _is_new = AgreementReport.objects.update_or_create(
                project_id=project,
                key=key,
                defaults={"selection": choice.text, "content": content, "measured_at": now},
            )
    except IntegrityError:  # another process has just stored the same
        report = AgreementReport.objects.get(project=project, key=key)
    _forget(report)
    return report


def _forget(newest: AgreementReport) -> None:
    """Drop what nobody will be shown any more."""
    reports = AgreementReport.objects.filter(project=newest.project_id)
    reports.filter(measured_at=None, asked_at__lt=timezone.now() - ASKED_FOR).delete()
    measured = reports.filter(measured_at__isnull=False)
    measured.filter(selection=newest.selection).exclude(pk=newest.pk).delete()
    kept = measured.order_by("-measured_at", "-pk").values_list("pk", flat=True)[:MOST_KEPT]
    measured.exclude(pk__in=list(kept)).delete()
