"""What a search needs to walk many hits quickly: which article, which language."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_links")]

    operations = [
        migrations.AddIndex(model_name="article", index=models.Index(fields=["lang"], name="article_lang")),
        migrations.AddIndex(
            model_name="searchrow",
            index=models.Index(fields=["place", "article", "revision"], name="searchrow_without_its_text"),
        ),
    ]
