"""An issue of GitHub in Markdown, as its exporters write it: its number and title, then what was said."""

import re
from dataclasses import dataclass

_TITLE = re.compile(
    r"\A\s*# \[\\?#\d{1,9} Issue\]\((?P<issue>https?://[^)\s]{1,300})\) `\w{1,20}`:"
    r" (?P<title>[^\n]{1,400})\n"
)
_SAID = re.compile(
    r"^#{2,5} <img [^>\n]{0,300}>\s?\[[^\n]{1,80}?\]\([^)\n]{1,300}\) (?:opened issue|commented) at"
    r" \[(?P<day>\d{4}-\d\d-\d\d) \d\d:\d\d\]\([^)\n]{1,300}\):[ \t]*$",
    re.MULTILINE,
)
_LABELS = re.compile(r"^\*\*(?:Labels|Assignees|Milestone)\*\*:[^\n]*$", re.MULTILINE)
_FOOT = re.compile(r"^-{20,}[ \t]{0,8}\n{1,4}\[Export of Github issue for [^\n]*\n*\Z", re.MULTILINE)
_ADDRESS = re.compile(r"^[ \t]{0,8}<?(?P<address>https?://[^\s<>]{1,2000})>?[ \t]{0,8}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Issue:
    """What an exported issue holds: ``address`` is that of the article if it is named, ``day`` its own."""

    title: str
    body: str
    address: str | None
    mirror: str
    day: str


def issue_in(text: str) -> Issue | None:
    """Return the issue if the text is an exported one, its body without the exporter's lines."""
    head = _TITLE.match(text)
    if head is None:
        return None
    said = _SAID.search(text, head.end())
    body = _FOOT.sub("", _LABELS.sub("", _SAID.sub("", text[head.end() :])))
    address = _ADDRESS.search(body)
    if address:
        body = body[: address.start()] + body[address.end() :]
    return Issue(
        head["title"].strip(),
        body,
        address["address"] if address else None,
        head["issue"],
        said["day"] if said else "",
    )
