"""Labels of before get their places and patterns, and the migration goes on after that."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from annotate.models import Label
from tests.makers import make_project

pytestmark = pytest.mark.django_db


def test_labels_of_before_are_placed_and_their_table_can_be_altered_after_that() -> None:
    project = make_project()
    Label.objects.update(position=0, pattern="dotted")
    place_labels = import_module("annotate.migrations.0022_label_sets").place_labels

    with connection.cursor() as cursor:
        place_labels(apps, SimpleNamespace(connection=connection, execute=cursor.execute))
        cursor.execute("ALTER TABLE annotate_label ADD COLUMN probe integer")

    placed = Label.objects.filter(project=project).values_list("digit", "position", "slot", "pattern")
    patterns = ("solid", "dashed", "dotted", "double")
    assert [(position, pattern) for _digit, position, _slot, pattern in placed] == [
        (digit, patterns[(slot - 1) % 4]) for digit, _position, slot, _pattern in placed
    ]
