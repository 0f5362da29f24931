"""Find a person's work, and what has lain longest, by indexes that both databases use."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """SQLite does not take an index for a list of states, however alike the lists are."""

    dependencies = [("annotate", "0015_span_of_label")]

    operations = [
        migrations.RemoveIndex(model_name="assignment", name="assignment_open"),
        migrations.RemoveIndex(model_name="assignment", name="assignment_open_by_age"),
        migrations.RemoveIndex(model_name="participation", name="participation_open"),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                fields=["reviewer", "state", "entry"],
                condition=Q(is_current=True),
                name="assignment_of_person",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                fields=["touched_at", "id"],
                condition=Q(is_current=True) & ~Q(state="submitted") & ~Q(state="skipped"),
                name="assignment_open_by_age",
            ),
        ),
    ]
