"""Let the versions alone hold the guidelines, and name what has come in."""

import django.db.models.deletion
from django.db import migrations, models


def last_versions(apps, _editor):
    """Going back: put the words of the present version where they were."""
    project = apps.get_model("annotate", "Project").objects
    for version in apps.get_model("annotate", "Guidelines").objects.order_by("number").iterator(100):
        project.filter(pk=version.project_id).update(guidelines=version.text)


class Migration(migrations.Migration):
    dependencies = [("annotate", "0019_guidelines")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, last_versions),
        migrations.RemoveField(model_name="project", name="guidelines"),
        migrations.AlterField(
            model_name="guidelines",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="guidelines",
                to="annotate.project",
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="matter",
            field=models.CharField(
                choices=[
                    ("mention", "somebody mentions you"),
                    ("reply", "somebody answers you"),
                    ("returned", "an article comes back to you"),
                    ("handed", "articles are handed to you"),
                    ("ready", "an article can be adjudicated"),
                    ("settled", "an article of yours is settled"),
                    ("imported", "an import has ended"),
                    ("rules", "the guidelines have changed"),
                ],
                max_length=8,
            ),
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
                    ("import", "imported tags"),
                    ("take_out", "took out an article"),
                    ("put_back", "put back an article"),
                    ("trash", "deleted the project"),
                    ("restore", "restored the project"),
                    ("move_pin", "moved the work to another wording"),
                    ("settle", "settled a tag of an earlier wording"),
                    ("take", "took an article"),
                    ("assign", "handed out an article"),
                    ("release", "gave an article back"),
                    ("skip", "skipped an article"),
                    ("return", "returned an article"),
                    ("transfer", "handed work over"),
                    ("merge", "brought the reviewers’ tags together"),
                    ("decide", "settled a disagreement"),
                    ("comment", "commented"),
                    ("resolve", "resolved a comment"),
                    ("labels", "changed the labels"),
                    ("bring_back", "brought a deleted tag back"),
                    ("revert", "put a tag back as it was"),
                    ("guidelines", "changed the guidelines"),
                ],
                max_length=10,
            ),
        ),
    ]
