"""Reading and writing at the same time, on both databases."""

from collections.abc import Callable, Generator
from threading import Thread

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from config.database import read_snapshot, writing_much
from config.sqlite.turn import Turn

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="This is about SQLite.")


def meanwhile(*acts: Callable[[], object]) -> None:
    """Let each act happen in a thread of its own, and raise what went wrong in one of them."""
    trouble: list[Exception] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except (DatabaseError, AssertionError) as problem:
            trouble.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if trouble:
        raise trouble[0]


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_does_not_see_what_is_written_meanwhile() -> None:
    with read_snapshot():
        meanwhile(lambda: Group.objects.create(name="later"))
        seen = Group.objects.count()

    assert (seen, Group.objects.count()) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_refuses_to_write_and_leaves_the_connection_fit_for_it() -> None:
    with pytest.raises(DatabaseError), read_snapshot():
        Group.objects.create(name="inside")
    Group.objects.create(name="after")

    assert [group.name for group in Group.objects.all()] == ["after"]


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_may_be_left_in_the_middle_of_a_stream() -> None:
    def names() -> Generator[str, None, None]:
        with read_snapshot():
            for group in Group.objects.order_by("name").iterator(chunk_size=1):
                yield group.name

    Group.objects.bulk_create([Group(name=name) for name in ("first", "second", "third")])
    stream = names()

    assert next(stream) == "first"
    stream.close()
    with transaction.atomic():
        Group.objects.create(name="fourth")
    assert Group.objects.count() == 4


@pytest.mark.django_db
def test_a_snapshot_inside_a_transaction_sees_what_that_wrote() -> None:
    Group.objects.create(name="ours")

    with read_snapshot():
        assert Group.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_writers_wait_for_each_other_and_none_is_turned_away() -> None:
    counter = Group.objects.create(name="")

    def count() -> None:
        for _ in range(10):
            with transaction.atomic():
                held = Group.objects.select_for_update().get(pk=counter.pk)
                held.name += "x"
                held.save(update_fields=["name"])

    meanwhile(*[count] * 8)

    counter.refresh_from_db()
    assert counter.name == "x" * 80


@pytest.mark.django_db(transaction=True)
def test_a_writer_that_fails_gives_its_turn_back() -> None:
    Group.objects.create(name="taken")

    with pytest.raises(DatabaseError), transaction.atomic():
        Group.objects.create(name="taken")

    meanwhile(lambda: Group.objects.filter(name="taken").update(name=F("name")))
    with transaction.atomic():
        Group.objects.create(name="free")
    assert Group.objects.count() == 2


def test_who_waits_too_long_for_a_turn_goes_without(tmp_path) -> None:
    holder, other = Turn(str(tmp_path / "some.sqlite3")), Turn(str(tmp_path / "some.sqlite3"))

    assert holder.take(patience=1)
    assert not other.take(patience=0.01)
    holder.give_back()
    assert other.take(patience=0.01)
    other.give_back()


@on_sqlite
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
def test_sqlite_keeps_what_it_acknowledged(pragma: str, value: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")

        assert cursor.fetchone() == (value,)


def _checkpoint_after() -> int | None:
    """Return how many pages SQLite gathers in its log; None on another database."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_autocheckpoint")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_who_writes_much_gathers_more_pages_in_the_log_and_only_as_long_as_it_does() -> None:
    before = _checkpoint_after()

    with writing_much():
        while_writing = _checkpoint_after()

    assert _checkpoint_after() == before
    assert while_writing == (None if before is None else 4 * before)
