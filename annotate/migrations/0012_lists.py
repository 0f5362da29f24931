"""Indexes by which lists of 100,000 articles are read page by page."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("annotate", "0011_talk")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["project", "id", "article", "revision"],
                condition=Q(removed_at=None),
                name="entry_in_project",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                fields=["entry", "kind", "state"], condition=Q(is_current=True), name="assignment_state"
            ),
        ),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(fields=["user", "state", "assignment"], name="participation_of_person"),
        ),
    ]
