"""An article that stays open on a page which asks what is new."""

import pytest

from accounts.models import User
from annotate.models import Entry
from annotate.roles import Role
from tests.annotate.live.pages import OpenPage, open_page
from tests.cast import Cast, make_cast
from tests.makers import make_entry, make_member, make_user


@pytest.fixture(autouse=True)
def pages_ask(settings):
    settings.LIVE_SECONDS = 4


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def entry(cast: Cast) -> Entry:
    return make_entry(cast.project)


@pytest.fixture
def mate(cast: Cast) -> User:
    return make_member(cast.project, Role.REVIEWER, make_user("li-na"))


@pytest.fixture
def page(cast: Cast, entry: Entry) -> OpenPage:
    """The reviewer's page, which has been told who is there."""
    opened = open_page(cast.reviewer, entry)
    opened.news()
    return opened
