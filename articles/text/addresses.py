"""An article's own address, without what feeds and campaigns hang onto it."""

import re
from urllib.parse import urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?:utm_\w+|at_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|spm|feedType|feedName|"
    r"virtualBrandChannel|ref|ref_src|source|cmpid|ocid|ns_\w+|xtor|smid|smtyp|rss|_ga)",
    re.IGNORECASE,
)
# Archives hang the original's address onto their own.
_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?|archive\.(?:ph|is|today|md|vn|fo|li)/(?:o/\w+|\d{4}[\d.-]{4,20})"
    r"|webcache\.googleusercontent\.com/search\?q=cache:(?:[\w-]+:)?)/?(?P<original>https?:/{1,2}.+)",
    re.IGNORECASE,
)
_SLASHES = re.compile("/{2,}")


def original_address(address: str) -> str:
    """Return the address of the page that an archive keeps a copy of, or the address itself."""
    match = _ARCHIVED.match(address.strip())
    return re.sub(":/{1,2}", "://", match["original"], count=1) if match else address


def canonical_address(address: str) -> str | None:
    """Return a web address without tracking parameters, doubled slashes and fragment.

    None if it is no address of the web. Escapes are left as they are. Of a copy in an archive it is
    the original's.
    """
    try:
        parts = urlsplit(original_address(address).strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return None
    kept = [pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.split("=")[0])]
    path = _SLASHES.sub("/", parts.path)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, "&".join(kept), ""))
