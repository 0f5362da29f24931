"""What somebody ought to know, on the pages and by e-mail."""

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.urls import resolve
from django.utils import timezone

from accounts.models import User
from annotate.actions.distribution.distributing import send_back
from annotate.actions.distribution.handing_out import hand_out, plan
from annotate.actions.entries import Brought
from annotate.actions.importing.jobs import receive
from annotate.actions.noticing import About, mark_read, notify, who_adjudicates
from annotate.actions.people.members import remove_member
from annotate.actions.work import submit
from annotate.models import Entry, Matter, Notice
from annotate.reports.news import PLACES
from annotate.reports.post import mail_notices
from annotate.roles import Role
from tests.annotate.adjudicating import Said, desk
from tests.annotate.working import an_ask, tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member, make_project, make_user
from tests.racing import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def entry(cast: Cast) -> Entry:
    return make_entry(cast.project)


def told(cast: Cast, entry: Entry, *people: User, matter: Matter = Matter.RETURNED) -> None:
    notify([one.pk for one in people], matter, About(cast.project, entry), by=cast.manager)


def unread(user: User) -> int:
    return User.objects.get(pk=user.pk).unread


def test_each_is_told_once_and_nobody_of_their_own_doing(cast, entry):
    told(cast, entry, cast.reviewer, cast.reviewer, cast.manager)

    assert Notice.objects.count() == unread(cast.reviewer) == 1
    assert unread(cast.manager) == 0


def test_the_header_shows_how_many_are_new(cast, entry):
    told(cast, entry, cast.reviewer)
    told(cast, entry, cast.reviewer)

    page = browser_of(cast.reviewer).get("/projects/").content.decode()

    assert "2 new notices" in " ".join(page.split())


def test_a_notice_leads_where_it_is_about_and_counts_as_read(cast, entry):
    told(cast, entry, cast.reviewer)

    answer = browser_of(cast.reviewer).get(f"/notices/{Notice.objects.get().pk}/")

    assert answer.url == f"/p/{cast.project.slug}/articles/{entry.pk}/"
    assert (unread(cast.reviewer), Notice.objects.unread().count()) == (0, 0)


@pytest.mark.parametrize("matter", list(Matter))
def test_every_matter_has_a_sentence_and_a_place(cast, entry, matter):
    told(cast, entry, cast.reviewer, matter=matter)
    client = browser_of(cast.reviewer)

    page = client.get("/notices/").content.decode()
    answer = client.get(f"/notices/{Notice.objects.get().pk}/")

    assert entry.article.title in page
    assert answer.url.startswith(f"/p/{cast.project.slug}/")
    place = "project" if matter == Matter.IMPORTED else PLACES[matter][0]  # its import is gone
    assert resolve(answer.url.partition("#")[0]).url_name == place


def test_the_notice_of_another_is_not_there(cast, entry):
    told(cast, entry, cast.reviewer)

    assert browser_of(cast.viewer).get(f"/notices/{Notice.objects.get().pk}/").status_code == 404
    assert unread(cast.reviewer) == 1


def test_who_has_left_a_project_sees_no_more_of_it(cast, entry):
    told(cast, entry, cast.reviewer)
    remove_member(cast.member(cast.reviewer), cast.manager)

    client = browser_of(cast.reviewer)

    assert entry.article.title not in client.get("/notices/").content.decode()
    assert client.get(f"/notices/{Notice.objects.get().pk}/").status_code == 404


def test_all_are_marked_as_read_at_once(cast, entry):
    for _number in range(3):
        told(cast, entry, cast.reviewer)

    browser_of(cast.reviewer).post("/notices/read/")

    assert unread(cast.reviewer) == 0
    assert mark_read(Notice.objects.all(), cast.reviewer) == 0


def test_adjudicators_are_asked_before_managers(cast):
    assert who_adjudicates(cast.project) == [cast.manager.pk]

    adjudicator = make_member(cast.project, Role.ADJUDICATOR)

    assert who_adjudicates(cast.project) == [adjudicator.pk]


def test_the_page_asks_a_constant_number_of_questions(cast, entry, django_assert_max_num_queries):
    client = browser_of(cast.reviewer)
    for matter in Matter:
        told(cast, entry, cast.reviewer, matter=matter)

    with django_assert_max_num_queries(5):
        client.get("/notices/")


def matters(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("matter", flat=True))


def test_the_last_reviewer_who_submits_lets_the_adjudicators_know():
    at = desk()
    for reviewer in at.reviewers:
        tag_words(reviewer, at.entry, "source", "市长")
        assert matters(at.adjudicator) == []
        submit(work_for(reviewer, at.entry), an_ask())

    assert matters(at.adjudicator) == [Matter.READY]
    assert matters(at.reviewers[0]) == []


def test_reviewers_are_told_what_became_of_their_work():
    at = desk()
    for number in range(2):
        at.hand_in(number, Said("source", "市长"))
    Entry.objects.filter(pk=at.entry.pk).update(taken=2)
    at.merge()

    at.finish()

    assert [matters(reviewer) for reviewer in at.reviewers] == [[Matter.SETTLED], [Matter.SETTLED]]


def test_who_gets_work_back_is_told():
    at = desk()
    assignment = at.hand_in(0, Said("source", "市长"))

    send_back(assignment, at.adjudicator, "请再看第二段")

    assert matters(at.reviewers[0]) == [Matter.RETURNED]
    assert matters(at.reviewers[1]) == []


def test_who_is_handed_articles_is_told_how_many():
    at = desk()
    entries = Entry.objects.filter(project=at.project)
    other = make_entry(at.project)
    Entry.objects.filter(pk=other.pk).update(required=2)
    people = at.reviewers
    wanted = plan(at.project, list(entries), people)

    hand_out(at.project, entries, people, at.adjudicator, each=0, digest=wanted.digest, request=uuid4())

    assert [matters(reviewer) for reviewer in people] == [[Matter.HANDED], [Matter.HANDED]]
    assert set(Notice.objects.values_list("count", flat=True)) == {2}
    page = browser_of(people[0]).get("/notices/").content.decode()
    assert "has handed you 2 articles." in page
    Notice.objects.update(count=1200)
    assert "has handed you 1,200 articles." in browser_of(people[0]).get("/notices/").content.decode()


def test_who_has_begun_an_import_is_told_that_it_has_ended(cast):
    files = [Brought("1.txt", "题目\n\n一段话，讲清楚了事情。😀".encode())]
    run, _count = receive(cast.project, uuid4(), files, cast.manager, is_last=True)

    call_command("work", "--once")

    assert matters(cast.manager) == [Matter.IMPORTED]
    answer = browser_of(cast.manager).get(f"/notices/{Notice.objects.get().pk}/")
    assert answer.url == f"/p/{cast.project.slug}/import/{run.pk}/"


class TestMail:
    @pytest.fixture(autouse=True)
    def mail_server(self, settings):
        settings.HAS_MAIL = True
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        settings.SITE_URL = "https://xiwen.example"

    @pytest.fixture
    def reader(self, cast: Cast) -> User:
        EmailAddress.objects.create(user=cast.reviewer, email="lin@example.org", verified=True, primary=True)
        return cast.reviewer

    def age(self, minutes: int) -> None:
        Notice.objects.update(at=timezone.now() - timedelta(minutes=minutes))

    def test_what_is_not_seen_after_a_while_goes_out_in_one_letter(self, cast, entry, reader):
        told(cast, entry, reader)
        told(cast, entry, reader, matter=Matter.SETTLED)
        self.age(6)

        assert (mail_notices(), mail_notices()) == (1, 0)

        [letter] = mail.outbox
        assert (letter.to, letter.subject) == (["lin@example.org"], "2 notices in Xiwen")
        for notice in Notice.objects.all():
            assert f"https://xiwen.example/notices/{notice.pk}/" in letter.body
        assert entry.article.title in letter.body

    def test_what_is_fresh_seen_or_old_stays_here(self, cast, entry, reader):
        told(cast, entry, reader)
        assert mail_notices() == 0
        self.age(60 * 25)
        assert mail_notices() == 0
        self.age(6)
        mark_read(Notice.objects.all(), reader)
        assert mail_notices() == 0

    def test_nobody_gets_letters_who_does_not_want_them_or_has_no_address(self, cast, entry, reader):
        browser_of(reader).post("/notices/by-mail/", {"on": "no"})
        told(cast, entry, reader, cast.viewer)
        self.age(6)

        assert mail_notices() == 0
        browser_of(reader).post("/notices/by-mail/", {"on": "yes"})
        assert mail_notices() == 1

    def test_a_letter_that_the_server_refuses_is_sent_next_time(self, cast, entry, reader, settings):
        told(cast, entry, reader)
        self.age(6)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

        assert mail_notices() == 0

        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert mail_notices() == 1

    def test_without_a_mail_server_nothing_is_sent(self, cast, entry, reader, settings):
        settings.HAS_MAIL = False
        told(cast, entry, reader)
        self.age(6)

        assert mail_notices() == 0
        assert "e-mail" not in browser_of(reader).get("/notices/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_many_who_tell_the_same_people_at_once_never_wait_for_each_other_in_a_circle():
    project, readers = make_project(), [make_user().pk for _ in range(20)]

    def tell(_number: int) -> None:
        for _time in range(5):
            with transaction.atomic():
                notify(readers, Matter.READY, About(project), by=None)

    assert not together(8, tell)
    assert set(User.objects.filter(pk__in=readers).values_list("unread", flat=True)) == {40}
