"""``manage.py measure_agreement PROJECT [--json] [--label NAME …] [--reviewer HANDLE] [--since DAY] …``."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotate.models import Membership, Project
from annotate.reports.agreement import Standing, measure, standing
from annotate.reports.agreement_content import Content
from annotate.reports.agreement_files import named
from annotate.reports.agreement_work import Choice
from annotate.roles import Role

HEAD = ("label", "F1", "exact", "overlap", "uα", "95 %", "tags", "same", "bound.", "label", "missing")


class Command(BaseCommand):
    help = "Measure how far the reviewers of a project agree, and print it as a table or as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's name in addresses: the word after /p/")
        parser.add_argument("--json", action="store_true", help="print JSON, as docs/agreement.md describes")
        parser.add_argument(
            "--label", action="append", metavar="NAME", help="only these labels; may be repeated"
        )
        parser.add_argument("--reviewer", metavar="HANDLE", help="compare this reviewer with each other one")
        parser.add_argument(
            "--since", type=_day, metavar="DAY", help="articles finished on this day or later"
        )
        parser.add_argument(
            "--until", type=_day, metavar="DAY", help="articles finished on this day or earlier"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        project = _project(options["project"])
        choice = Choice(
            Membership(project=project, role=Role.MANAGER),  # sees what a manager sees
            _reviewer(project, options["reviewer"]),
            options["since"],
            options["until"],
        )
        found = named(_measured(choice)).as_json()
        _narrow(project, found, options["label"])
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            self._print(found)

    def _print(self, found: Content) -> None:
        rows = [HEAD, *(_row(line["label"], line) for line in found["labels"]), _row("all", found["overall"])]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        reviewers = len(found["reviewers"])
        self.stdout.write(f"{found['project']}: {found['articles']} articles, {reviewers} reviewers")
        for row in rows:
            cells = (
                cell.rjust(width) if place else cell.ljust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            self.stdout.write("  ".join(cells).rstrip())
        self.stdout.write("Where there is no number, --json says why.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no day. Write it as 2026-03-31.") from error


def _project(slug: str) -> Project:
    project = Project.objects.filter(slug=slug, deleted_at=None).first()
    if project is None:
        known = ", ".join(Project.objects.filter(deleted_at=None).values_list("slug", flat=True)[:20])
        raise CommandError(f"There is no project {slug!r}. Choose one of: {known or 'none yet'}.")
    return project


def _reviewer(project: Project, handle: str | None) -> int | None:
    if handle is None:
        return None
    found = Membership.objects.filter(project=project, handle=handle).first()
    if found is None:
        known = ", ".join(Membership.objects.filter(project=project).values_list("handle", flat=True)[:20])
        raise CommandError(f"{project.slug} has no member {handle!r}. Choose one of: {known}.")
    return found.user_id


def _measured(choice: Choice) -> Standing:
    """Return a report of the work as it stands, measured now unless that has been done."""
    now = standing(choice)
    return now if now.is_up_to_date else Standing(choice, now.units, now.key, measure(choice))


def _narrow(project: Project, found: Content, labels: list[str] | None) -> None:
    """Leave only some labels in a report."""
    if not labels:
        return
    known = set(project.labels.values_list("name", flat=True))
    if unknown := sorted(set(labels) - known):
        raise CommandError(
            f"{project.slug} has no label {unknown[0]!r}. Choose from: {', '.join(sorted(known))}."
        )
    for part in (found, found["by_hand"] or {"labels": []}):
        part["labels"] = [line for line in part["labels"] if line["label"] in labels]
    found["attributes"] = [line for line in found["attributes"] if line["label"] in labels]
    found["mixed_up_labels"] = [
        line for line in found["mixed_up_labels"] if set(line["labels"]).intersection(labels)
    ]
    for name in ("pairs", "weeks", "worst_articles"):
        for line in found[name]:
            counts = line["counts"]["labels"]
            line["counts"]["labels"] = {label: counts[label] for label in counts if label in labels}


def _row(name: str, line: Content) -> tuple[str, ...]:
    u_alpha = line["u_alpha"]
    interval = f"{u_alpha['low']:.2f}–{u_alpha['high']:.2f}" if "low" in u_alpha else "–"
    numbers = [line[field]["value"] for field in ("f1", "exact_f1", "overlap_f1")]
    return (
        name,
        *(_two(number) for number in (*numbers, u_alpha["value"])),
        interval,
        *(str(line[field]) for field in ("spans", "same", "boundary", "other_label", "missing")),
    )


def _two(number: float | None) -> str:
    return "–" if number is None else f"{number:.2f}"
