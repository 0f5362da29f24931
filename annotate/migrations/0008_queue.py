"""Keep on each entry how many of its places are taken, so that the queue counts nothing."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


def count_places(apps, _editor):
    """Count the places that are taken; shared work that has begun counts as one."""
    entries = apps.get_model("annotate", "Entry")
    current = apps.get_model("annotate", "Assignment").objects.filter(is_current=True)
    counted = current.filter(kind="own", seat__isnull=False).order_by().values("entry")
    by_number = {}
    for row in counted.annotate(number=models.Count("pk")).iterator():
        by_number.setdefault(row["number"], []).append(row["entry"])
    by_number.setdefault(1, []).extend(current.filter(kind="shared").values_list("entry", flat=True))
    for number, keys in by_number.items():
        for at in range(0, len(keys), 500):
            entries.objects.filter(pk__in=keys[at : at + 500]).update(taken=number)


class Migration(migrations.Migration):
    """The counts are filled in before the database begins to watch over them."""

    dependencies = [
        ("annotate", "0007_adjudication"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="taken",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RunPython(count_places, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=Q(taken__lte=F("required")),
                name="entry_has_no_more_reviewers_than_wanted",
                violation_error_message="All places of this article are taken.",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["project", "taken", "-priority", "id"],
                condition=Q(removed_at=None, taken__lt=F("required")),
                name="entry_with_free_places",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                fields=["reviewer", "entry"],
                condition=Q(
                    is_current=True, seat__isnull=False, state__in=["assigned", "in_progress", "returned"]
                ),
                name="assignment_open_seat",
            ),
        ),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(
                fields=["user"],
                condition=Q(state__in=["in_progress", "returned"]),
                name="participation_open",
            ),
        ),
    ]
