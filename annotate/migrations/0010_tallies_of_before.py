"""Count what was handed in before there were tallies."""

from collections import Counter, defaultdict
from datetime import UTC

from django.db import migrations
from django.db.models import Count

AT_ONCE = 1_000  # rows


def count_what_is_there(apps, _editor):
    """Fill the tallies from all parts that stand as submitted, the newest work of each entry only."""
    parts = apps.get_model("annotate", "Participation").objects
    days, label_days = defaultdict(Counter), Counter()
    found = parts.filter(state="submitted", assignment__is_current=True).select_related("assignment__entry")
    batch = []
    for part in found.order_by("pk").iterator(AT_ONCE):
        batch.append(part)
        if len(batch) == AT_ONCE:
            _count(apps, batch, days, label_days)
            batch = []
    _count(apps, batch, days, label_days)
    work_day, label_day = apps.get_model("annotate", "WorkDay"), apps.get_model("annotate", "LabelDay")
    work_day.objects.bulk_create(
        (
            work_day(project_id=project, user_id=user, day=day, **numbers)
            for (project, user, day), numbers in days.items()
        ),
        batch_size=AT_ONCE,
    )
    label_day.objects.bulk_create(
        (
            label_day(project_id=project, user_id=user, day=day, label_id=label, tags=number)
            for (project, user, day, label), number in label_days.items()
        ),
        batch_size=AT_ONCE,
    )


def count_done(apps, _editor):
    """Keep on each entry how many works on it stand as submitted."""
    entries = apps.get_model("annotate", "Entry")
    current = apps.get_model("annotate", "Assignment").objects.filter(is_current=True, state="submitted")
    counted = current.exclude(kind="gold").order_by().values_list("entry").annotate(number=Count("pk"))
    by_number = defaultdict(list)
    for entry, number in counted.iterator(AT_ONCE):
        by_number[number].append(entry)
    for number, keys in by_number.items():
        for at in range(0, len(keys), AT_ONCE):
            entries.objects.filter(pk__in=keys[at : at + AT_ONCE]).update(done=number)


def _count(apps, parts, days, label_days):
    labels = _labels(apps, parts)
    for part in parts:
        day = part.submitted_at.astimezone(UTC).date()
        tags = labels.get((part.assignment_id, part.user_id), {})
        key = (part.assignment.entry.project_id, part.user_id, day)
        days[key].update(articles=1, tags=sum(tags.values()), seconds=part.active_seconds)
        for label, number in tags.items():
            label_days[(*key, label)] += number
        part.counted = {
            "day": day.isoformat(),
            "seconds": part.active_seconds,
            "labels": {str(label): number for label, number in tags.items()},
        }
    apps.get_model("annotate", "Participation").objects.bulk_update(parts, ["counted"], batch_size=200)


def _labels(apps, parts):
    spans = apps.get_model("annotate", "Span").objects.filter(
        assignment__in=[part.assignment_id for part in parts], deleted_at=None
    )
    counts = defaultdict(dict)
    rows = spans.order_by().values_list("assignment", "author", "label").annotate(number=Count("pk"))
    for assignment, author, label, number in rows:
        counts[assignment, author][label] = number
    return counts


class Migration(migrations.Migration):
    """Runs once; going back needs nothing, for the tables go."""

    dependencies = [("annotate", "0009_tallies")]
    operations = [
        migrations.RunPython(count_what_is_there, migrations.RunPython.noop),
        migrations.RunPython(count_done, migrations.RunPython.noop),
    ]
