"""What is article and what is boilerplate, outlet by outlet, as data where it can be."""

from functools import cache
from urllib.parse import urlsplit

from articles.outlets.base import Outlet
from articles.outlets.broadcasters import BROADCASTERS
from articles.outlets.papers import PAPERS
from articles.outlets.press import PRESS

OUTLETS: tuple[Outlet, ...] = (*BROADCASTERS, *PRESS, *PAPERS)

_BY_HOST = {host: outlet for outlet in OUTLETS for host in outlet.hosts}
_BY_NAME = {name.casefold(): outlet for outlet in OUTLETS for name in (outlet.name, *outlet.aliases)}


@cache
def _by_host(host: str) -> Outlet | None:
    labels = host.removeprefix("www.").split(".")
    names = (".".join(labels[first:]) for first in range(len(labels) - 1))
    return next((_BY_HOST[name] for name in names if name in _BY_HOST), None)


def outlet_at(address: str | None) -> Outlet | None:
    """Return the outlet that publishes at an address, or None if it is not known."""
    try:
        host = urlsplit(address or "").hostname
    except ValueError:
        return None
    return _by_host(host) if host else None


def outlet_named(name: str) -> Outlet | None:
    """Return the outlet that goes by this name, whatever the case, or None."""
    return _BY_NAME.get(name.strip().casefold())
