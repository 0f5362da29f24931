"""What the templates of Jekyll and Hexo leave in the Markdown of a page."""

import html
import re

_LONGEST = 500  # code points of a sign
_TAG = re.compile(r"(?<!\{)\{%-?\s*(?P<name>\w+)(?P<inside>[^{}\n]{0,500}?)-?%\}(?!\})")
_VALUE = re.compile(r"\{\{[^<%{}\n]{1,200}\}\}")
_CAPTION = re.compile(r"""\b(?:caption|title)\s*=\s*(?P<sign>["'])(?P<words>.*?)(?P=sign)""")
# {: .class} below or behind a block, {#name} behind a heading, and the place of the table of contents.
_ATTRIBUTES = re.compile(r"[ \t]*\{(?::[^{}\n]{0,200}|#[\w-]{1,80})\}[ \t]*$", re.MULTILINE)
_ATTRIBUTES_INSIDE = re.compile(r"(?<=\))\{:[^{}\n]{0,200}\}")
_CONTENTS = re.compile(r"^[*+-][^\n]{1,60}\n\{:\s?toc[^{}\n]{0,80}\}[ \t]*$", re.MULTILINE)
_SIGNS = ("{%", "{:", "{#", "{{")


def without_template_signs(body: str) -> str:
    """Return Markdown without the signs of templates; the caption of a picture that one shows stays."""
    if not any(sign in body for sign in _SIGNS):
        return body
    body = _CONTENTS.sub("", body)
    body = _TAG.sub(_shown, body)
    body = _VALUE.sub("", body)
    return _ATTRIBUTES.sub("", _ATTRIBUTES_INSIDE.sub("", body))


def _shown(match: re.Match[str]) -> str:
    """Return the picture's caption that a tag holds as a figure, else nothing."""
    caption = _CAPTION.search(match["inside"])
    if caption is None or match["name"] not in {"include", "figure", "img", "image", "asset_img"}:
        return ""
    return f"<figure><figcaption>{html.escape(caption['words'])}</figcaption></figure>"
