"""The one door: strangers learn nothing, members are told what they may not do."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from annotate.access import (
    deleted_project_of,
    entry_of,
    first_sample_of,
    invitation_in,
    is_member,
    member_in,
    member_of,
    own_activity,
    work_of,
)
from annotate.actions.people.invitations import invite
from annotate.actions.people.members import change_role, remove_member
from annotate.actions.projects import trash_project
from annotate.models import Entry, Invitation
from annotate.roles import Act, Role
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_a_write_takes_the_token_of_our_own_form(cast: Cast) -> None:
    client = browser_of(cast.manager, enforce_csrf_checks=True)

    answer = client.post(cast.address + "settings/delete/")

    assert answer.status_code == 403
    assert "Reload it and try again." in answer.content.decode()
    cast.project.refresh_from_db()
    assert cast.project.deleted_at is None


def test_rows_of_another_project_are_not_found(cast: Cast) -> None:
    other = make_cast()
    invite(other.project, other.manager, role=Role.VIEWER, days=1, seats=1)
    manager = cast.member(cast.manager)

    with pytest.raises(Http404):
        member_in(manager, other.member(other.reviewer).pk)
    with pytest.raises(Http404):
        invitation_in(manager, Invitation.objects.get(project=other.project).pk)
    with pytest.raises(Http404):
        entry_of(cast.manager, cast.project.slug, make_entry(other.project).pk, Act.SEE)
    with pytest.raises(Http404):
        work_of(cast.manager, cast.project.slug, make_entry(other.project).pk, Act.SEE)
    with pytest.raises(Http404):
        own_activity(cast.manager, cast.project.slug, other.project.activities.latest("pk").pk)


def test_a_removed_member_is_a_stranger(cast: Cast) -> None:
    remove_member(cast.member(cast.reviewer), cast.manager)

    with pytest.raises(Http404):
        member_of(cast.reviewer, cast.project.slug, Act.SEE)
    with pytest.raises(Http404):
        work_of(cast.reviewer, cast.project.slug, make_entry(cast.project).pk, Act.SEE)
    assert not is_member(cast.reviewer, cast.project.slug)


def test_nobody_enters_a_deleted_project(cast: Cast) -> None:
    entry = make_entry(cast.project)
    trash_project(cast.project, cast.manager)

    for door in (
        lambda: member_of(cast.manager, cast.project.slug, Act.SEE),
        lambda: work_of(cast.manager, cast.project.slug, entry.pk, Act.SEE),
    ):
        with pytest.raises(Http404):
            door()


def test_an_article_that_was_taken_out_is_not_found(cast: Cast) -> None:
    entry = make_entry(cast.project)
    Entry.objects.update(removed_at=timezone.now())

    with pytest.raises(Http404):
        entry_of(cast.manager, cast.project.slug, entry.pk, Act.SEE)


def test_only_a_manager_restores_a_deleted_project(cast: Cast) -> None:
    trash_project(cast.project, cast.manager)

    assert deleted_project_of(cast.manager, cast.project.slug) == cast.project
    with pytest.raises(PermissionDenied):
        deleted_project_of(cast.viewer, cast.project.slug)
    with pytest.raises(Http404):
        deleted_project_of(cast.stranger, cast.project.slug)


def test_a_project_that_is_there_cannot_be_restored(cast: Cast) -> None:
    with pytest.raises(Http404):
        deleted_project_of(cast.manager, cast.project.slug)


def test_what_another_manager_did_is_not_ones_own_to_undo(cast: Cast) -> None:
    second = make_member(cast.project, Role.MANAGER)
    done = change_role(cast.member(cast.viewer), second, role=Role.REVIEWER)
    assert done is not None

    assert own_activity(second, cast.project.slug, done.pk) == done
    with pytest.raises(Http404):
        own_activity(cast.manager, cast.project.slug, done.pk)


def test_who_has_no_samples_has_no_first_sample(cast: Cast) -> None:
    make_entry(make_project(cast.manager))

    assert first_sample_of(cast.manager) is None


def test_an_invitation_that_is_over_is_still_in_the_list(cast: Cast) -> None:
    invite(cast.project, cast.manager, role=Role.VIEWER, days=1, seats=1)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))

    answer = browser_of(cast.manager).get(cast.address + "team/")

    assert [one.is_open for one in answer.context["invitations"]] == [False]
