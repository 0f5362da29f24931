"""``manage.py export_annotations PROJECT [--format …] [--no-drafts] [--output FILE]``."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotate.exports.download import pieces
from annotate.exports.proof import Proof
from annotate.exports.selection import Selection, Whose
from annotate.exports.writers import WRITERS
from annotate.models import Membership, Project
from annotate.roles import Role


class Command(BaseCommand):
    help = "Write what has been tagged in a project to a file or to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's name in addresses: the word after /p/")
        parser.add_argument("--format", choices=list(WRITERS), default="native", dest="kind")
        parser.add_argument(
            "--whose",
            choices=[Whose.ALL, Whose.GOLD, Whose.REVIEWERS],
            default=Whose.ALL,
            type=Whose,
            help="all tags, the adjudicated ones, or those of the reviewers",
        )
        parser.add_argument("--no-drafts", action="store_true", help="only what has been submitted")
        parser.add_argument("--output", type=Path, metavar="FILE", help="instead of standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        project = Project.objects.filter(slug=options["project"], deleted_at=None).first()
        if project is None:
            known = ", ".join(Project.objects.filter(deleted_at=None).values_list("slug", flat=True)[:20])
            raise CommandError(
                f"There is no project {options['project']!r}. Choose one of: {known or 'none yet'}."
            )
        operator = Membership(project=project, role=Role.MANAGER)  # sees what a manager sees
        selection = Selection(operator, drafts=not options["no_drafts"], whose=options["whose"])
        proof = Proof()
        found = pieces(selection, WRITERS[options["kind"]], proof)
        try:
            first = next(found, None)
            if first is None:
                raise CommandError(
                    f"{project.slug}: The file would be empty, so it was not written. "
                    "Tag something first, or leave out --no-drafts."
                )
            self._write(first, found, options["output"])
        finally:
            found.close()
        if proof.failed:
            raise CommandError(_complaint(proof))

    def _write(self, first: str, rest: Iterator[str], path: Path | None) -> None:
        if path is None:
            self._print(first, rest)
            return
        # Only a whole file appears under its name.
        draft = path.with_name(f"{path.name}.part")
        try:
            with draft.open("w", encoding="utf-8", newline="") as file:
                file.write(first)
                file.writelines(rest)
            draft.replace(path)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}. Choose another file.") from error

    def _print(self, first: str, rest: Iterator[str]) -> None:
        try:
            self.stdout.write(first, ending="")
            for piece in rest:
                self.stdout.write(piece, ending="")
            self.stdout.flush()
        except BrokenPipeError:
            # Whoever read has seen enough, as ``head`` has; Python must not try to flush the rest.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complaint(proof: Proof) -> str:
    listing = "\n".join(
        f"  article {misfit.article_id}, span {misfit.span_id}, {misfit.start} to {misfit.end}"
        for misfit in proof.misfits
    )
    return (
        f"{proof.failed} of {proof.spans} spans do not slice the text and were left out; the rest was "
        f"written. Restore them from a backup:\n{listing}"
    )
