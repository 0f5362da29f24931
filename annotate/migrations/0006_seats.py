"""Give the reviewers who have begun the places that new work takes from now on."""

from itertools import groupby

from django.db import migrations

AT_ONCE = 500  # rows


def give_seats(apps, _editor):
    """Number the current own work of every entry from 1; an entry wants at least as many reviewers."""
    assignments = apps.get_model("annotate", "Assignment")
    entries = apps.get_model("annotate", "Entry")
    own = assignments.objects.filter(kind="own", is_current=True).exclude(state="skipped")
    seated, wanting = [], []
    for entry, works in groupby(own.order_by("entry_id", "pk"), key=lambda work: work.entry_id):
        number = 0
        for number, work in enumerate(works, start=1):
            work.seat = number
            seated.append(work)
        wanting.append((entry, number))
    assignments.objects.bulk_update(seated, ["seat"], batch_size=AT_ONCE)
    for entry, number in wanting:
        entries.objects.filter(pk=entry, required__lt=number).update(required=number)


class Migration(migrations.Migration):
    """Runs once; going back needs nothing, for the column goes."""

    dependencies = [("annotate", "0005_teamwork")]
    operations = [migrations.RunPython(give_seats, migrations.RunPython.noop)]
