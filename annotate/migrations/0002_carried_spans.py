import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotate", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="span",
            name="carried_from",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="carried_to",
                to="annotate.span",
            ),
        ),
        migrations.AddField(
            model_name="span",
            name="verdict",
            field=models.CharField(
                blank=True,
                choices=[
                    ("exact", "exact"),
                    ("moved", "moved"),
                    ("changed", "changed"),
                    ("orphan", "not found"),
                ],
                default="",
                max_length=7,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="span",
            name="score",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="span",
            name="settled",
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name="activity",
            name="verb",
            field=models.CharField(
                choices=[
                    ("create", "tagged"),
                    ("change", "changed a tag"),
                    ("delete", "deleted a tag"),
                    ("link", "changed a link"),
                    ("undo", "undid"),
                    ("redo", "redid"),
                    ("submit", "submitted"),
                    ("reopen", "reopened"),
                    ("found", "created the project"),
                    ("settings", "changed the settings"),
                    ("invite", "invited"),
                    ("revoke", "revoked an invitation"),
                    ("join", "joined"),
                    ("role", "changed a role"),
                    ("remove", "removed a member"),
                    ("add", "added articles"),
                    ("take_out", "took out an article"),
                    ("put_back", "put back an article"),
                    ("trash", "deleted the project"),
                    ("restore", "restored the project"),
                    ("move_pin", "moved the work to another wording"),
                    ("settle", "settled a tag of an earlier wording"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="span",
            index=models.Index(
                condition=models.Q(("settled", False)), fields=["assignment"], name="span_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="span",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("score", None), ("verdict", "")),
                    models.Q(
                        ("score__range", (0, 1)),
                        ("verdict__in", ["exact", "moved", "changed", "orphan"]),
                    ),
                    _connector="OR",
                ),
                name="span_score_belongs_to_a_verdict",
                violation_error_message="A span that was carried over has a verdict and a score.",
            ),
        ),
        migrations.AddConstraint(
            model_name="span",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("settled", True),
                    models.Q(("deleted_at__isnull", False), ("verdict__in", ("changed", "orphan"))),
                    _connector="OR",
                ),
                name="span_that_waits_is_not_live",
                violation_error_message="A span that waits for a person does not count yet.",
            ),
        ),
    ]
