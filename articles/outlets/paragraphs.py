"""What each paragraph is by its own words, and by those around it.

Every function here takes the pieces of one page in reading order and settles one question.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from articles.outlets import credit_lines
from articles.outlets.findings import HEAD, Extract
from articles.outlets.headings import QUESTION, SENTENCE_END
from articles.outlets.rules import Rules
from articles.text.blocks import Kind, Reason
from articles.text.walk import Piece

_LONGEST_CAPTION = 200  # code points
_SHORTEST_CENTERED, _LONGEST_CENTERED = 4, 60  # code points of a caption that only its place marks
_LONGEST_ITALIC = 120
_SHORTEST_TITLE = 6
_TITLE_TAIL = 6  # letters and figures
_SHORTEST_PARAGRAPH = 15
_OPENING_LINES, _CLOSING_LINES = 2, 4  # between them, a line of names may be part of an interview
_QUOTE_END = tuple("”」》")
_POINTS_UP = tuple("●▲△↑")  # before words about the picture above
_CREDITED = re.compile(credit_lines.CREDITED_CAPTION)
_CREDIT = re.compile(credit_lines.CAPTION_CREDIT)
_CREDIT_ALONE = re.compile(credit_lines.CAPTION_CREDIT_ALONE)
_BYLINE = re.compile(credit_lines.BYLINE)
_GALLERY = re.compile(credit_lines.GALLERY)
_BYLINE_AT_AN_END = re.compile(credit_lines.BYLINE_AT_AN_END)
_POST_SIGNATURE = re.compile(credit_lines.POST_SIGNATURE)
_REPORTER_ALONE = re.compile(r"[（(]?(?:特[约約])?[记記]者\s*[：:]")
_PATH = re.compile("/[^/]")
_KEY = re.compile(r"[\W_]+")
_TITLED = re.compile("[^。！？：:]{2,60}[：:]")
_SENTENCE = re.compile('[。！？][”」』"]?$')
_RARELY_BYLINES = frozenset({Kind.BLOCKQUOTE, Kind.LIST_ITEM, Kind.HEADING})
_NEVER_COLUMNS = frozenset({Kind.LIST_ITEM, Kind.CAPTION})
_LINK_BAR = re.compile(
    r"[^|｜。！？，\n]{1,14}(?:[|｜][^|｜。！？，\n]{1,14}){2,}"
    r"|[^|.!?,\n]{1,24}(?: \| [^|.!,\n]{1,24}){3,}"
)


def key(text: str) -> str:
    """Return what two spellings of one title have in common: its letters and figures."""
    return _KEY.sub("", text).casefold()


def part_title(pieces: list[Piece], title: str) -> list[Piece]:
    """Part the title, said again, from what follows it in the same block at the beginning."""
    title_key, result = key(title), list(pieces)
    for number, piece in enumerate(pieces[:HEAD]):
        first, _, rest = piece.text.partition("\n")
        if title_key and rest and piece.reason is None and key(first) == title_key:
            result[number : number + 1] = [replace(piece, text=first), replace(piece, text=rest, bold=False)]
            break
    return result


def split_lines(pieces: list[Piece], rules: Rules) -> list[Piece]:
    """Part a paragraph into its lines if it ends in one that is not article."""
    result: list[Piece] = []
    for piece in pieces:
        lines = piece.text.split("\n")
        whole = piece.reason is not None or len(lines) == 1 or rules.line(lines[-1]) is None
        if whole or rules.line(piece.text) is not None:
            result.append(piece)
        else:
            result.extend(_regrouped(piece, lines, rules))
    return result


def _regrouped(piece: Piece, lines: list[str], rules: Rules) -> Iterable[Piece]:
    """Yield the article's lines together and each of the others alone."""
    kept: list[str] = []
    for line in lines:
        if rules.line(line) is None:
            kept.append(line)
            continue
        if kept:
            yield Piece(piece.kind, "\n".join(kept), piece.level)
            kept = []
        yield Piece(piece.kind, line)
    if kept:
        yield Piece(piece.kind, "\n".join(kept), piece.level)


def mark_captions(pieces: list[Piece], rules: Rules) -> None:
    """Find the paragraphs that tell what a picture shows by where they stand and how they look."""
    gallery = False
    # Old pages are centered as a whole, and that says nothing of one paragraph.
    kept = [piece for piece in pieces if piece.reason is None]
    rarely = 2 * sum(len(piece.text) for piece in kept if piece.centered) < sum(len(one.text) for one in kept)
    for piece in kept:
        gallery = gallery or _GALLERY.fullmatch(piece.text) is not None
        shown = gallery and piece.pictured
        shown = shown or (rules.lines_below_pictures and _is_short_line(piece))
        if shown or (
            _is_caption(piece, centered=rarely and piece.centered)
            and rules.line(piece.text) is not Kind.BYLINE
        ):
            piece.kind = Kind.CAPTION


def cut_words(pieces: list[Piece], rules: Rules) -> list[Piece]:
    """Take out of the paragraphs the words that are not article: labels, credits, links."""
    result: list[Piece] = []
    for piece in pieces:
        before: list[Piece] = []
        behind: list[Piece] = []
        while cut := None if piece.reason else rules.cut(piece.text, caption=piece.kind is Kind.CAPTION):
            rest, words, reason = cut
            if not rest:
                piece.reason = reason
                break
            (before if piece.text.startswith(words) else behind).append(
                Piece(piece.kind, words, reason=reason)
            )
            piece.text = rest
        result.extend([*before, piece, *behind])
    return result


def drop_opening_links(pieces: list[Piece]) -> None:
    """Leave out the short links before the first paragraph: columns, authors, languages."""
    for piece in [piece for piece in pieces if piece.reason is None][:HEAD]:
        long = len(piece.text) >= _SHORTEST_PARAGRAPH
        if long and piece.kind is Kind.PARAGRAPH and not piece.linked:
            return
        if piece.linked and not long and piece.kind not in _NEVER_COLUMNS:
            piece.reason = Reason.PAGE_FURNITURE


def drop_link_bars(pieces: list[Piece]) -> None:
    """Leave out what parts short words by bars: the menu of a site, copied with its page."""
    for piece in pieces:
        if piece.reason is None and piece.kind is Kind.PARAGRAPH and _LINK_BAR.fullmatch(piece.text):
            piece.reason = Reason.MENU


def judge_lines(pieces: list[Piece], rules: Rules, title: str) -> None:
    """Say of every paragraph by its words whether it is article."""
    title_key, ended, seen = key(title), None, 0
    for piece in pieces:
        if piece.reason is not None:
            continue
        ended = ended or rules.end(piece.text)
        if ended:
            piece.reason = ended
            continue
        _judge(piece, rules)
        if title_key and seen < HEAD:
            _drop_title(piece, title_key)
        seen += piece.kind is not Kind.CAPTION


def _drop_title(piece: Piece, title_key: str) -> None:
    said_again = piece.reason is None and piece.kind is not Kind.CAPTION
    said = key(piece.text)
    # The page's own headline may have its time or its column behind it.
    longer = piece.level == 1 and said.startswith(title_key) and len(said) - len(title_key) <= _TITLE_TAIL
    if said_again and (longer or said == title_key):
        piece.reason = Reason.DUPLICATE_TITLE


def _judge(piece: Piece, rules: Rules) -> None:
    says = rules.line(piece.text)
    if piece.kind is Kind.CAPTION and _CREDIT_ALONE.fullmatch(piece.text):
        piece.reason = Reason.CREDIT
    elif isinstance(says, Reason):
        piece.reason = says
    elif says is not None and piece.kind is not Kind.CAPTION:
        piece.kind = says


def _is_short_line(piece: Piece) -> bool:
    """Whether a paragraph below a picture is short and no sentence."""
    if piece.kind is not Kind.PARAGRAPH or not piece.after_image or piece.bold or piece.linked:
        return False
    return len(piece.text) <= _LONGEST_CENTERED and not piece.text.endswith((*SENTENCE_END, *QUESTION))


def _is_caption(piece: Piece, *, centered: bool) -> bool:
    """Whether a paragraph tells what the picture before it shows, though nothing marks it."""
    if piece.kind is not Kind.PARAGRAPH or not piece.after_image:
        return False
    pointed = piece.text.startswith(_POINTS_UP) and len(piece.text) <= _LONGEST_CAPTION
    if piece.small or (pointed and "\n" not in piece.text):
        return True
    if len(piece.text) > _LONGEST_CAPTION or "\n" in piece.text:
        return False
    if _CREDITED.fullmatch(piece.text) or _CREDIT.search(piece.text):
        return True
    # A sentence that begins below a picture may as well be the article; one with a title is not.
    if piece.pictured and (_TITLED.match(piece.text) or not _SENTENCE.search(piece.text)):
        return True
    apart = centered and _SHORTEST_CENTERED <= len(piece.text) <= _LONGEST_CENTERED
    apart = apart or (piece.italic and len(piece.text) <= _LONGEST_ITALIC)
    return apart and not piece.bold and not _BYLINE.fullmatch(piece.text)


def drop_listed_comments(pieces: list[Piece]) -> None:
    """Leave out the list that closes a page below the label of its readers' comments."""
    label = max((n for n, piece in enumerate(pieces) if piece.reason is Reason.COMMENTS), default=len(pieces))
    below = [piece for piece in pieces[label:] if piece.reason is None]
    if all(piece.kind is Kind.LIST_ITEM for piece in below):
        for piece in below:
            piece.reason = Reason.COMMENTS


def mark_bylines(pieces: list[Piece]) -> None:
    """Find the lines that name reporters, editors and translators.

    ``记者：…`` opens an answer in interviews, so it counts only near the ends of the text.
    """
    kept = [piece for piece in pieces if piece.reason is None and piece.kind is not Kind.CAPTION]
    for number, piece in enumerate(kept):
        is_quote = piece.kind is Kind.BLOCKQUOTE
        if is_quote and _POST_SIGNATURE.fullmatch(piece.text):
            piece.kind = Kind.BYLINE
        apart = piece.kind in _RARELY_BYLINES and number < _OPENING_LINES
        inside = _OPENING_LINES <= number < len(kept) - _CLOSING_LINES
        if (piece.kind is Kind.PARAGRAPH or apart) and _names_makers(piece.text, inside=inside):
            piece.kind = Kind.BYLINE


def _names_makers(text: str, *, inside: bool) -> bool:
    """Whether a paragraph names who made the article; ``inside`` the text less is taken for that."""
    if inside:
        return _BYLINE.fullmatch(text) is not None and not _REPORTER_ALONE.match(text)
    return (_BYLINE.fullmatch(text) or _BYLINE_AT_AN_END.fullmatch(text)) is not None


def drop_related(pieces: list[Piece], hosts: Sequence[str]) -> None:
    """Leave out the titles of other articles: paragraphs that are one link.

    Such a link leads to the outlet's own ``hosts``, by name or as a mere path, or follows a label
    such as ``相关新闻``. Without hosts nothing is known of where a path leads.
    """
    follows = False
    for piece in pieces:
        if piece.reason is Reason.RELATED_LINKS:
            follows = True
        elif piece.reason is None:
            follows = follows and piece.linked
            if follows or _leads_home(piece, hosts):
                piece.reason = Reason.RELATED_LINKS


def _leads_home(piece: Piece, hosts: Sequence[str]) -> bool:
    if piece.kind is not Kind.PARAGRAPH or not piece.linked or not piece.href:
        return False
    if len(piece.text) < _SHORTEST_TITLE or piece.text.endswith((*SENTENCE_END, *_QUOTE_END)):
        return False
    return bool(hosts) and (_PATH.match(piece.href) is not None or any(host in piece.href for host in hosts))


def drop_author_notes(pieces: list[Piece], patterns: Iterable[str], found: Extract) -> list[Piece]:
    """Leave out the lines about the authors that close an article, beside those of bylines."""
    # Names above an article are often in capitals.
    names = (f"(?i:{re.escape(name)}.*)" for name in found.authors)
    note = re.compile("|".join([*patterns, *names]))
    kept = [piece for piece in pieces if piece.reason is None and piece.kind is not Kind.CAPTION]
    notes: dict[int, int] = {}
    for piece in reversed(kept[HEAD:]):
        if piece.kind is Kind.BYLINE:
            continue
        lines = piece.text.split("\n")
        first = len(lines)
        while first and note.fullmatch(lines[first - 1]):
            first -= 1
        if first < len(lines):
            notes[id(piece)] = first
        if first:
            break
    return [part for piece in pieces for part in _without_note(piece, notes.get(id(piece)))]


def _without_note(piece: Piece, first: int | None) -> Iterable[Piece]:
    """Yield a piece, parted before its line number ``first``, from which on it is a note."""
    if first is None:
        yield piece
        return
    lines = piece.text.split("\n")
    if first:
        yield Piece(piece.kind, "\n".join(lines[:first]), piece.level)
    yield Piece(piece.kind, "\n".join(lines[first:]), reason=Reason.AUTHOR_NOTE)
