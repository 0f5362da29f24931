"""``manage.py import_annotations PATH… --project SLUG``: bring in what other tools have tagged."""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from annotate.actions.importing.annotated import Plan, import_annotated
from annotate.actions.importing.planning import Outlook, outlook
from annotate.imports.brat import is_settings, pairs
from annotate.imports.bundle import packed
from annotate.imports.contents import contents_of
from annotate.imports.foreign import ForeignFile
from annotate.imports.reading import FORMATS, read
from annotate.imports.units import Unit
from annotate.imports.values import as_said
from annotate.models import Project
from articles.problems import ImportProblem

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to import, or the pairs of files of a folder packed as one.

    ``is_aside`` says that it lies beside such pairs, as their configuration does: it may be anything.
    """

    name: str
    raw: bytes
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person at the command line has decided. ``people`` maps annotators to handles."""

    names: Mapping[str, str]
    people: Mapping[str, str]
    create: bool
    skip: bool
    dry_run: bool


class Command(BaseCommand):
    help = (
        "Import texts with the tags that other tools made: Xiwen's own JSON Lines, doccano, Label Studio, "
        "brat (.txt with .ann) and Prodigy. Safe to run again: what is there is not doubled."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
        parser.add_argument("--project", required=True, metavar="SLUG")
        parser.add_argument("--format", choices=[AUTO, *FORMATS], default=AUTO, dest="kind")
        parser.add_argument(
            "--offsets",
            choices=[AUTO, *Unit],
            default=AUTO,
            help="what the offsets count, if not as recognised",
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FOREIGN=OURS",
            dest="labels",
            help="what a label, or a kind of link, is here; an empty OURS leaves it out",
        )
        parser.add_argument(
            "--annotator",
            action="append",
            default=[],
            metavar="NAME=HANDLE",
            dest="people",
            help="which member of the project an annotator of the file is",
        )
        parser.add_argument("--create-labels", action="store_true", help="make labels that the project lacks")
        parser.add_argument(
            "--skip-unmapped", action="store_true", help="leave out what no label is named for"
        )
        parser.add_argument("--dry-run", action="store_true", help="store nothing, say what would happen")

    def handle(self, *args: Any, **options: Any) -> None:
        project = _project(options["project"])
        wishes = Wishes(
            _pairs(options["labels"], "--map"),
            _pairs(options["people"], "--annotator"),
            create=options["create_labels"],
            skip=options["skip_unmapped"],
            dry_run=options["dry_run"],
        )
        unit = None if options["offsets"] == AUTO else Unit(options["offsets"])
        wanted = "" if options["kind"] == AUTO else options["kind"]
        problems = []
        for found in _found(options["paths"]):
            try:
                file = read(found.raw, found.name, wanted=wanted, unit=unit)
                self._one(project, found, file, wishes)
            except ImportProblem as problem:
                if found.is_aside:
                    self.stdout.write(str(problem))
                else:
                    problems.append(str(problem))
            except ValidationError as wrong:
                problems.append(f"{found.name}: {' '.join(wrong.messages)}")
        if problems:
            listing = "\n".join(f"  {problem}" for problem in problems)
            raise CommandError(f"{len(problems)} could not be imported:\n{listing}")

    def _one(self, project: Project, found: Found, file: ForeignFile, wishes: Wishes) -> None:
        """Tell what is in a file, and import it; a dry run takes it back."""
        contents = contents_of(file, found.name)
        seen = outlook(project, contents)
        labels = _decided(seen.labels, seen.guessed_labels, wishes)
        links = _decided(seen.links, seen.guessed_links, wishes)
        plan = Plan(labels, links, _members(seen, wishes.people))
        self._tell(found, file, seen, plan)
        open_names = sorted({name for name, ours in (*labels.items(), *links.items()) if ours == ""})
        if open_names:
            names = ", ".join(open_names)
            raise ValidationError(
                f"It is not known what these are here: {names}. Say so with --map NAME=OURS, or use "
                "--create-labels or --skip-unmapped."
            )
        with transaction.atomic():
            # The history needs a name; whoever founded the project answers for what comes into it here.
            _activity, report = import_annotated(
                project, file, raw=found.raw, name=found.name, plan=plan, by=project.created_by
            )
            transaction.set_rollback(wishes.dry_run)
        for remark in report.remarks[len(contents.remarks) :]:
            self.stdout.write(f"  {remark}")
        verb = "would store" if wishes.dry_run else "stored"
        self.stdout.write(
            f"  {verb} {report.spans} tags and {report.links} links; {report.already} tags were there already"
        )

    def _tell(self, found: Found, file: ForeignFile, seen: Outlook, plan: Plan) -> None:
        """Print what is in the file and what becomes of it."""
        ours = {label.name for label in seen.ours}
        kinds = {kind.name for kind in seen.kinds}
        self.stdout.write(
            f"{found.name}: {FORMATS[file.format]}, {len(file.documents)} texts, {seen.labels.total()} tags, "
            f"{seen.links.total()} links"
        )
        for name, count in sorted(seen.labels.items()):
            self.stdout.write(f"  label {name} ({count}) → {_becomes(plan.labels[name], ours)}")
        for name, count in sorted(seen.links.items()):
            self.stdout.write(f"  link {_known(name)} ({count}) → {_becomes(plan.links[name], kinds)}")
        for name, count in sorted(seen.people.items()):
            member = plan.people.get(name)
            self.stdout.write(
                f"  annotator {name} ({count}) → {member or 'the importer, with the name kept'}"
            )
        for remark in file.remarks:
            self.stdout.write(f"  {remark}")


def _known(name: str) -> str:
    """Return what --map takes, with what the file says if that is something else."""
    return name if as_said(name) == name else f"{name} “{as_said(name)}”"


def _becomes(ours: str | None, known: set[str]) -> str:
    if not ours:
        return "left out" if ours is None else "not known"
    return ours if ours in known else f"{ours} (new)"


def _members(seen: Outlook, people: Mapping[str, str]) -> dict[str, User]:
    """Return the members whose work it is; raises ValidationError for a handle that nobody has."""
    unknown = sorted(set(people.values()) - set(seen.members))
    if unknown:
        raise ValidationError(
            f"The project has no member {', '.join(unknown)}. Choose among: {', '.join(seen.members)}."
        )
    known = {name: seen.members[handle] for name, handle in seen.guessed_people.items()}
    return known | {name: seen.members[handle] for name, handle in people.items()}


def _decided(names: Mapping[str, int], guessed: Mapping[str, str], wishes: Wishes) -> dict[str, str | None]:
    """Return our name for each, None to leave it out, and an empty one if nobody has decided."""
    found: dict[str, str | None] = {}
    for name in names:
        if name in wishes.names:
            found[name] = wishes.names[name] or None
        elif name in guessed:
            found[name] = guessed[name]
        elif wishes.create:
            found[name] = name
        else:
            found[name] = None if wishes.skip else ""
    return found


def _pairs(given: list[str], option: str) -> dict[str, str]:
    found = {}
    for pair in given:
        name, sign, ours = pair.partition("=")
        if not sign or not name:
            raise CommandError(f"{option} {pair}: Write it as NAME=OURS.")
        found[name] = ours
    return found


def _project(slug: str) -> Project:
    found = Project.objects.filter(slug=slug, deleted_at=None).select_related("created_by").first()
    if found is None:
        known = Project.objects.filter(deleted_at=None).values_list("slug", flat=True)[:20]
        raise CommandError(f"There is no project “{slug}”. Choose one of: {', '.join(known) or 'none yet'}.")
    return found


def _found(paths: list[Path]) -> Iterator[Found]:
    """Yield the files; pairs of .txt and .ann of one folder, or named together, as one."""
    together = {path.name: path for path in paths if path.is_file()}
    yield from _grouped("pairs", together)
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
            yield from _grouped(path.name, {one.relative_to(path).as_posix(): one for one in inside})
        elif not path.is_file():
            raise CommandError(f"{path}: There is no such file or folder. Check the path.")


def _grouped(name: str, files: Mapping[str, Path]) -> Iterator[Found]:
    paired = [member for pair in pairs(files)[0] for member in pair]
    if paired:
        yield Found(f"{name}.zip", packed([(member, _bytes(files[member])) for member in paired]))
    for member, path in files.items():
        if member not in paired and not (paired and is_settings(member)):
            yield Found(member, _bytes(path), is_aside=bool(paired))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > settings.UPLOAD_TAGGED_BYTES:
            raise CommandError(f"{path}: It is larger than 50 MB. Split it and import the parts.")
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: It cannot be read: {error.strerror}.") from error
