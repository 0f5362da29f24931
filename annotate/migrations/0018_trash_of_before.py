"""Say who deleted what is in the trash, and which article the acts of before are about."""

from collections import Counter, defaultdict
from datetime import date, timedelta

from django.db import migrations
from django.db.models import F
from django.utils import timezone

AT_ONCE = 1_000  # rows
KEPT = timedelta(days=30)


def name_the_articles(apps, _editor):
    """Let acts on one article, or on a comment about it, name the article."""
    activities = apps.get_model("annotate", "Activity").objects
    of_articles = activities.filter(verb__in=("move_pin", "take_out", "put_back"), assignment=None)
    _name(activities, of_articles, lambda keys: {key: key for key in _present(apps, "Entry", keys)})
    of_comments = activities.filter(verb__in=("comment", "resolve"), assignment=None)
    comments = apps.get_model("annotate", "Comment").objects
    _name(activities, of_comments, lambda keys: dict(comments.filter(pk__in=keys).values_list("pk", "entry")))


def _name(activities, found, entries_of):
    for batch in _batches(found.order_by("pk").values_list("pk", "changes").iterator(AT_ONCE)):
        things = {pk: changes[0]["id"] for pk, changes in batch if len(changes) == 1}
        entries = entries_of(set(things.values()))
        by_entry = defaultdict(list)
        for pk, thing in things.items():
            if thing in entries:
                by_entry[entries[thing]].append(pk)
        for entry, keys in by_entry.items():
            activities.filter(pk__in=keys).update(entry=entry)


def _present(apps, model, keys):
    return apps.get_model("annotate", model).objects.filter(pk__in=keys).values_list("pk", flat=True)


def name_the_deleters(apps, _editor):
    """Note who deleted what can still be restored; the last who did counts."""
    recent = apps.get_model("annotate", "Activity").objects.filter(at__gt=timezone.now() - KEPT)
    spans = apps.get_model("annotate", "Span").objects.filter(settled=True).exclude(deleted_at=None)
    entries = apps.get_model("annotate", "Entry").objects.exclude(removed_at=None)
    projects = apps.get_model("annotate", "Project").objects.exclude(deleted_at=None)
    for verb, rows, column in (
        ("delete", spans, "deleted_by"), ("take_out", entries, "removed_by"), ("trash", projects, "deleted_by")
    ):  # fmt: skip
        acts = recent.filter(verb=verb).order_by("pk").values_list("actor", "changes")
        for batch in _batches(acts.iterator(AT_ONCE)):
            by_actor = defaultdict(list)
            for thing, actor in {one["id"]: actor for actor, changes in batch for one in changes}.items():
                by_actor[actor].append(thing)
            for actor, keys in by_actor.items():
                for at in range(0, len(keys), AT_ONCE):
                    rows.filter(pk__in=keys[at : at + AT_ONCE]).update(**{column: actor})


def let_go_of_tallies(apps, _editor):
    """Count no more what was handed in for articles that have been taken out since."""
    parts = apps.get_model("annotate", "Participation").objects
    work_days, label_days = (apps.get_model("annotate", name).objects for name in ("WorkDay", "LabelDay"))
    gone = parts.filter(assignment__entry__removed_at__isnull=False, assignment__is_current=True)
    rows = gone.exclude(counted={}).values_list("user", "assignment__entry__project", "counted")
    days, labels = defaultdict(Counter), Counter()
    for user, project, counted in rows.iterator(AT_ONCE):
        place = (project, user, date.fromisoformat(counted["day"]))
        days[place].update(articles=1, tags=sum(counted["labels"].values()), seconds=counted["seconds"])
        labels.update({(*place, int(label)): number for label, number in counted["labels"].items()})
    for (project, user, day), less in days.items():
        work_days.filter(project=project, user=user, day=day).update(
            **{column: F(column) - number for column, number in less.items()}
        )
    for (project, user, day, label), number in labels.items():
        label_days.filter(project=project, user=user, day=day, label=label).update(tags=F("tags") - number)


def _batches(rows):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


class Migration(migrations.Migration):
    dependencies = [("annotate", "0017_history_and_trash")]

    operations = [
        migrations.RunPython(name_the_articles, migrations.RunPython.noop),
        migrations.RunPython(name_the_deleters, migrations.RunPython.noop),
        migrations.RunPython(let_go_of_tallies, migrations.RunPython.noop),
    ]
