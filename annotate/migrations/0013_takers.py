"""Keep on each entry one of those who have a place, so that the queue need not look through their work."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery


def name_takers(apps, _editor):
    """Name the last of those who have a place."""
    seated = apps.get_model("annotate", "Assignment").objects.filter(
        entry=OuterRef("pk"), is_current=True, seat__isnull=False
    )
    entries = apps.get_model("annotate", "Entry").objects.filter(project__way="independent", taken__gt=0)
    entries.update(taker=Subquery(seated.order_by("-pk").values("reviewer")[:1]))


class Migration(migrations.Migration):
    """The index of the queue asks for them."""

    dependencies = [
        ("annotate", "0012_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="taker",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(name_takers, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="entry", name="entry_with_free_places"),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["project", "taker", "taken", "-priority", "id"],
                condition=Q(removed_at=None, taken__lt=F("required")),
                name="entry_with_free_places",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["project"], condition=Q(is_training=True, removed_at=None), name="entry_for_practice"
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["project", "-priority", "id"], condition=Q(removed_at=None), name="entry_by_priority"
            ),
        ),
        migrations.RemoveIndex(model_name="assignment", name="assignment_open_seat"),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                fields=["reviewer", "entry"],
                condition=Q(is_current=True, state__in=["assigned", "in_progress", "returned"]),
                name="assignment_open",
            ),
        ),
    ]
