"""Keep every version of a project's guidelines, and note by which one work was done."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

MATTERS = ["mention", "reply", "returned", "handed", "ready", "settled", "imported", "rules"]


def first_versions(apps, _editor):
    """Make what stands in the projects their first version, written by who founded them."""
    projects = apps.get_model("annotate", "Project").objects.exclude(guidelines="")
    version = apps.get_model("annotate", "Guidelines")
    for project in projects.iterator(100):
        version.objects.create(
            project=project, number=1, text=project.guidelines, author_id=project.created_by_id
        )
    projects.update(guidelines_version=1)


class Migration(migrations.Migration):
    """The column that held the text goes with the next migration, in a transaction of its own."""

    dependencies = [
        ("annotate", "0018_trash_of_before"),
        ("articles", "0006_search_steps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="notice", name="notice_matter_is_known"),
        migrations.AddField(
            model_name="participation",
            name="guidelines_version",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="project",
            name="guidelines_version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="Guidelines",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True, verbose_name="guidelines")),
                ("summary", models.CharField(blank=True, max_length=200, verbose_name="what changed")),
                ("restores", models.PositiveIntegerField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        # The name is taken by the column that goes with the next migration.
                        related_name="+",
                        to="annotate.project",
                    ),
                ),
            ],
            options={"ordering": ["-number"]},
        ),
        migrations.AddField(
            model_name="notice",
            name="guidelines",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="annotate.guidelines",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=Q(matter__in=MATTERS),
                name="notice_matter_is_known",
                violation_error_message="There are no such notices.",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidelines",
            constraint=models.UniqueConstraint(
                fields=("project", "number"),
                name="guidelines_version_is_unique",
                violation_error_message="The guidelines have such a version already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidelines",
            constraint=models.CheckConstraint(
                condition=Q(number__gte=1),
                name="guidelines_versions_count_from_one",
                violation_error_message="Versions of the guidelines count from one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidelines",
            constraint=models.CheckConstraint(
                condition=Q(restores=None) | Q(restores__lt=F("number")),
                name="guidelines_restore_what_was_before",
                violation_error_message="Only an earlier version can be brought back.",
            ),
        ),
        migrations.RunPython(first_versions, migrations.RunPython.noop),
    ]
