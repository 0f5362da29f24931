"""Queries whose SQL is made once mean the same as those made anew."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from accounts.backends import Backend
from accounts.models import Session, User
from config.prepared import Prepared
from tests.makers import make_user

pytestmark = pytest.mark.django_db


def test_the_parameters_change_and_the_constants_stay():
    def named(name: str, least: int) -> QuerySet[User, tuple]:
        return User.objects.filter(username=name, is_active=True, pk__gte=least).values_list(
            "pk", "date_joined"
        )

    query = Prepared(named, name=str, least=int)
    first, second = make_user("市长😀"), make_user("\x02name\x03")
    gone = make_user("gone")
    gone.is_active = False
    gone.save()

    assert query.rows(name="市长😀", least=0) == [(first.pk, first.date_joined)]
    assert query.rows(name="\x02name\x03", least=0) == [(second.pk, second.date_joined)]
    assert query.rows(name="gone", least=0) == []
    assert query.rows(name="市长😀", least=first.pk + 1) == []
    assert query.rows(name="'; DROP TABLE x; --", least=0) == []
    assert query.rows(name="市长😀", least=2**63) == []


def test_it_is_compiled_once(django_assert_num_queries):
    made = []

    def people(pk: int) -> QuerySet[User, tuple]:
        made.append(pk)
        return User.objects.filter(pk=pk).values_list("username")

    query = Prepared(people, pk=int)
    user = make_user()

    with django_assert_num_queries(3):
        assert [query.rows(pk=user.pk) for _ in range(3)] == [[(user.username,)]] * 3
    assert len(made) == 1


def test_a_person_is_found_whole_and_only_while_they_may_sign_in():
    user = make_user("林河", librarian=True)

    found = Backend().get_user(user.pk)
    assert found == user
    assert found is not None
    assert (found.username, found.is_librarian, found.date_joined) == ("林河", True, user.date_joined)
    assert not found.get_deferred_fields()

    user.is_active = False
    user.save()
    assert Backend().get_user(user.pk) is None
    assert Backend().get_user(2**40) is None


def test_a_session_ends_when_its_time_is_over():
    client = Client()
    client.force_login(make_user())
    assert client.get("/projects/").status_code == 200

    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/projects/").status_code == 302


@pytest.mark.parametrize("key", ["", "invented", "x" * 500, "\x02key\x03"])
def test_an_invented_session_is_nobodys(key):
    client = Client()
    client.cookies["xiwen_session"] = key

    assert client.get("/projects/").status_code == 302
