"""An article's own address, without what feeds and campaigns hang onto it."""

import re
from urllib.parse import urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?:utm_\w+|at_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|spm|feedType|feedName|"
    r"virtualBrandChannel|ref|ref_src|source|cmpid|ocid|ns_\w+|xtor|smid|smtyp|rss|_ga)",
    re.IGNORECASE,
)
_SLASHES = re.compile("/{2,}")


def canonical_address(address: str) -> str | None:
    """Return a web address without tracking parameters, doubled slashes and fragment.

    None if it is no address of the web. Escapes are left as they are.
    """
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return None
    kept = [pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.split("=")[0])]
    path = _SLASHES.sub("/", parts.path)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, "&".join(kept), ""))
