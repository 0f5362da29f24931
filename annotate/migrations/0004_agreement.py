import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotate", "0003_annotated_imports")]

    operations = [
        migrations.CreateModel(
            name="AgreementReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("selection", models.CharField(blank=True, max_length=200)),
                ("key", models.CharField(max_length=64)),
                ("content", models.JSONField(null=True)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("measured_at", models.DateTimeField(null=True)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreement_reports",
                        to="annotate.project",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["project", "selection", "measured_at"], name="agreement_latest")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "key"),
                        name="agreement_is_measured_once",
                        violation_error_message="This has been measured already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content__isnull", True), ("measured_at__isnull", True)),
                            models.Q(("content__isnull", False), ("measured_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="agreement_that_is_measured_has_a_time",
                        violation_error_message="What has been measured says when.",
                    ),
                ],
            },
        ),
    ]
