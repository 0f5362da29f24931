"""An index by which articles with a rare label are found."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("annotate", "0014_training")]

    operations = [
        migrations.AddIndex(
            model_name="span",
            index=models.Index(
                fields=["label", "assignment"], condition=Q(deleted_at=None), name="span_of_label"
            ),
        ),
    ]
