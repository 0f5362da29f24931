"""From a tree of elements to a flat list of pieces, in reading order and without recursion."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

from lxml.html import HtmlElement

from articles.text.blocks import Kind, Reason
from articles.text.tables import is_data_table, row_text
from articles.text.tags import AMP_TAGS, BLOCK_TAGS, MEDIA_TAGS, SILENT_TAGS
from articles.text.tidy import BREAK, crumbed, finish, one_line
from articles.text.tree import words_in

_KIND_OF_TAG = {
    "h1": Kind.HEADING,
    "h2": Kind.HEADING,
    "h3": Kind.HEADING,
    "h4": Kind.HEADING,
    "h5": Kind.HEADING,
    "h6": Kind.HEADING,
    "summary": Kind.HEADING,
    "address": Kind.BYLINE,
    "li": Kind.LIST_ITEM,
    "dt": Kind.LIST_ITEM,
    "dd": Kind.LIST_ITEM,
    "blockquote": Kind.BLOCKQUOTE,
    "figure": Kind.CAPTION,
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
}
_BOLD = frozenset(["b", "strong"])
_FILMS = frozenset(["video", "audio"])
_PICTURES = frozenset(["img", "amp-img"])
_ITALIC = frozenset(["em", "i"])
_ALIGNED = frozenset(["p", "div", "td", "section", "figure"])
_CENTERED = re.compile(r"text-align\s*:\s*center")
_LINKS = frozenset(["a", "ok"])
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)")
_HEAVY = frozenset(["bold", "bolder", "600", "700", "800", "900"])
_HEADING_TAG = re.compile(r"h[1-6]")
_ICON = re.compile(r"(?i)emoji|smil|icon|spacer|blank\.gif|pixel")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says about an element: ``kind`` of its blocks, or the ``reason`` to drop it."""

    kind: Kind | None = None
    reason: Reason | None = None


@dataclass(slots=True)
class Piece:
    """A block in the making, or words that are left out (``reason`` is set).

    ``level`` is that of the heading's tag, 1 to 6.

    ``bold``, ``italic``, ``linked``, ``small`` and ``centered`` hold if (nearly) all its words are so;
    ``after_image`` if no other piece stands between it and a picture, ``pictured`` if that is in
    the same block.
    """

    kind: Kind
    text: str
    level: int | None = None
    href: str | None = None
    bold: bool = False
    italic: bool = False
    linked: bool = False
    small: bool = False
    centered: bool = False
    after_image: bool = False
    pictured: bool = False
    reason: Reason | None = None


Judge = Callable[[HtmlElement], Verdict | None]


@dataclass(slots=True)
class _Run:
    """The words between two block boundaries; counts are of characters that are not blank."""

    parts: list[str] = field(default_factory=list)
    seen: int = 0
    bold: int = 0
    italic: int = 0
    linked: int = 0
    small: int = 0
    href: str | None = None
    broken: bool = False
    pictured: bool = False


class Walker:
    """Walks a tree once and collects its pieces."""

    def __init__(self, judge: Judge, marks: Mapping[HtmlElement, Verdict]) -> None:
        self._judge = judge
        self._marks = marks
        self.pieces: list[Piece] = []
        self._run = _Run()
        self._kinds: list[tuple[HtmlElement, Kind, int | None]] = []
        self._bold = self._italic = self._linked = self._small = self._centered = self._pre = 0
        self._href: str | None = None
        self._after_image = False

    def walk(self, root: HtmlElement) -> list[Piece]:
        """Return the pieces under ``root``, kept and dropped ones, in reading order."""
        node: HtmlElement | None = root
        while node is not None:
            inside = self._enter(node)
            if inside and len(node):
                node = node[0]
                continue
            if inside:
                self._leave(node)
            node = self._after(node, root)
        self._flush()
        return self.pieces

    def _after(self, node: HtmlElement, root: HtmlElement) -> HtmlElement | None:
        """Climb from a finished element to the next one, None if there is none."""
        while node is not root:
            if node.tail:
                self._words(node.tail)
            following = node.getnext()
            if following is not None:
                return following
            node = cast("HtmlElement", node.getparent())  # what is below the root has a parent
            self._leave(node)
        return None

    def _enter(self, node: HtmlElement) -> bool:
        """Begin an element; False if nothing inside it is to be walked."""
        tag = str(node.tag)
        if tag == "br":
            self._break()
            return False
        if tag in _PICTURES:
            self._image(node)
            return False
        verdict = self._marks.get(node) or self._judge(node)
        reason = _reason_of_tag(tag) if verdict is None else verdict.reason
        if reason is not None:
            self._drop(node, reason)
            return False
        return self._open(node, _KIND_OF_TAG.get(tag) if verdict is None else verdict.kind)

    def _open(self, node: HtmlElement, kind: Kind | None) -> bool:
        """Begin an element that is kept; False if it is taken whole, as a row of data is."""
        if kind is not None or node.tag in BLOCK_TAGS:
            self._flush()
        if node.tag == "tr" and self._context()[0] is not Kind.CAPTION and is_data_table(node):
            self._add(Piece(Kind.TABLE_ROW, row_text(node)))
            return False
        if kind is not None:
            self._kinds.append((node, kind, _level(str(node.tag))))
        self._style(node, 1)
        if node.text:
            self._words(node.text)
        return True

    def _leave(self, node: HtmlElement) -> None:
        marked = bool(self._kinds) and self._kinds[-1][0] is node
        if marked or node.tag in BLOCK_TAGS:
            self._flush()
        if marked:
            self._kinds.pop()
        self._style(node, -1)

    def _style(self, node: HtmlElement, step: int) -> None:
        tag = node.tag
        if _is_bold(node):
            self._bold += step
        if tag in _LINKS:
            self._linked += step
            self._href = node.get("href") if step > 0 else None
        elif tag in _ITALIC:
            self._italic += step
        elif tag == "small":
            self._small += step
        elif _is_centered(node):
            self._centered += step
        elif tag == "pre":
            self._pre += step

    def _words(self, text: str) -> None:
        run = self._run
        seen = len(text) - text.count(" ") - text.count("\n")
        if seen and not text.isspace():
            run.seen += seen
            run.broken = False
            run.bold += seen if self._bold else 0
            run.italic += seen if self._italic else 0
            run.small += seen if self._small else 0
            if self._linked:
                run.linked += seen
                run.href = run.href or self._href
        run.parts.append(text.replace("\n", BREAK) if self._pre else crumbed(text))

    def _break(self) -> None:
        """Take one ``<br>``: the second in a row ends the paragraph."""
        if self._run.broken:
            self._flush()
        elif self._run.seen:
            self._run.parts.append(BREAK)
            self._run.broken = True

    def _image(self, node: HtmlElement) -> None:
        """Remember a picture, but not the little ones that stand for a character."""
        if _ICON.search(f"{node.get('class', '')} {node.get('src', '')[:200]}"):
            return
        said = finish(crumbed(_TAG.sub(" ", node.get("data-caption", ""))))
        if said and next(node.iterancestors("figure"), None) is None:
            self._flush()
            self._add(Piece(Kind.CAPTION, said))
        elif not self._run.seen:
            self._after_image = self._run.pictured = True

    def _flush(self) -> None:
        run, self._run = self._run, _Run()
        if not run.seen:
            return
        text = finish("".join(run.parts))
        if not text:
            return
        kind, level = self._context()
        linked = run.linked >= 0.9 * run.seen
        self._add(
            Piece(
                kind,
                text,
                level,
                href=run.href if linked else None,
                bold=run.bold >= run.seen,
                italic=run.italic >= run.seen,
                linked=linked,
                small=run.small >= run.seen,
                centered=self._centered > 0,
                after_image=self._after_image,
                pictured=run.pictured,
            )
        )

    def _context(self) -> tuple[Kind, int | None]:
        """Return the kind and level of what stands here: captions win, then the innermost."""
        if not self._kinds:
            return Kind.PARAGRAPH, None
        if any(kind is Kind.CAPTION for _, kind, _ in self._kinds):
            return Kind.CAPTION, None
        _, kind, level = self._kinds[-1]
        return kind, level

    def _add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self._after_image = False

    def _drop(self, node: HtmlElement, reason: Reason) -> None:
        # What pops up over a sentence does not end it.
        if node.tag in BLOCK_TAGS and reason is not Reason.HIDDEN:
            self._flush()
        # A blank between the parts keeps the entries of a menu apart; a frame's inside is not parsed.
        text = one_line(_TAG.sub(" ", " ".join(str(part) for part in node.itertext())))
        if text:
            self.pieces.append(Piece(Kind.PARAGRAPH, text, reason=reason))
        if node.tag in _FILMS:
            self._after_image = True


def _is_bold(node: HtmlElement) -> bool:
    """Whether an element makes its words bold; editors write ``<b style="font-weight:normal">``."""
    style = node.get("style") or ""
    weight = _WEIGHT.search(style) if "font-weight" in style else None
    if weight is None:
        return node.tag in _BOLD or (node.tag == "font" and "trong" in node.get("cms-style", ""))
    return weight[1] in _HEAVY


def _is_centered(node: HtmlElement) -> bool:
    """Whether an element puts its words in the middle of the line."""
    if node.tag == "center":
        return True
    if not node.attrib or node.tag not in _ALIGNED:
        return False
    return node.get("align", "").lower() == "center" or bool(_CENTERED.search(node.get("style", "")))


def _level(tag: str) -> int | None:
    """Return 1 to 6 for a heading tag."""
    return int(tag[1]) if _HEADING_TAG.fullmatch(tag) else None


def _reason_of_tag(tag: str) -> Reason | None:
    if tag in SILENT_TAGS:
        return Reason.SCRIPT
    if tag == "nav":
        return Reason.MENU
    return Reason.PLAYER if tag in MEDIA_TAGS else AMP_TAGS.get(tag)


def _letters(node: HtmlElement) -> int:
    """Count the letters and figures in an element; titles may stand in marks outside their links."""
    return sum(map(str.isalnum, words_in(node)))


def links_only(node: HtmlElement) -> bool:
    """Whether (nearly) all the words of a list are links to other pages."""
    linked = sum(_letters(link) for link in node.iter("a", "ok"))
    return linked > 0 and linked >= 0.85 * _letters(node)
