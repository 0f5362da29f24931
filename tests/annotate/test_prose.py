"""From Markdown to sections of clean HTML, what is found in them, and how two versions differ."""

import pytest

from annotate.labelsets.highlighting import MOST_HITS, highlighted
from annotate.labelsets.prose import Section, about, contents, sections, shown
from annotate.labelsets.prose_changes import changes_between
from tests.growth import is_in_proportion

TEXT = """\
Before 😀𠮷e\u0301\r

# All of *it* {quote, source}

One.

## Quotes and `claims`

Two.

### Direct ones

Three.

## A resource

Four {quote}.

> # Not a section
"""


def titles(found: list[Section]) -> list[str]:
    return [section.title for section in found]


def test_a_text_is_cut_at_its_headings():
    found = sections(TEXT)

    assert [(one.level, one.title, sorted(one.labels)) for one in found] == [
        (0, "", []),
        (1, "All of it", ["quote", "source"]),
        (2, "Quotes and claims", []),
        (3, "Direct ones", []),
        (2, "A resource", []),
    ]
    assert "Before 😀𠮷e\u0301" in found[0].html
    assert found[1].html.startswith('<h2 id="rule-2">All of <em>it</em></h2>')
    assert "Four {quote}." in found[4].html
    assert "<h2>Not a section</h2>" in found[4].html


def test_nothing_has_no_sections():
    assert sections("") == ()


@pytest.mark.parametrize("heading", ["# {no way!}", "# {Quote}", "# a {", "# {}", "# **{quote}**", "#"])
def test_braces_that_hold_no_names_stay(heading):
    (only,) = sections(heading)

    assert only.labels == frozenset()
    assert only.title == heading.strip("# *")


def test_the_names_may_be_all_there_is():
    (only,) = sections("# {quote}")

    assert (only.title, only.labels) == ("", {"quote"})


def test_what_is_named_in_braces_is_what_a_label_gets():
    assert titles(about(sections(TEXT), "source", ["Direct"])) == titles(list(sections(TEXT)))[1:]
    assert titles(about(sections("# a {quote}\n## b\n# c"), "quote", [])) == ["a", "b"]


def test_else_the_nearest_headings_that_say_its_title():
    text = "# Claims and sources\n## The claim\n### Far\n## A resource\n## Sources\n## 引语的范围\n"
    found = sections(text)

    assert titles(about(found, "claim", ["Claim", " "])) == ["The claim", "Far"]
    assert titles(about(found, "source", ["Source"])) == ["Sources"]
    assert titles(about(found, "quote", ["Quote", "引语"])) == ["引语的范围"]
    assert about(found, "opinion", []) == []


def test_no_level_of_heading_is_left_out():
    found = sections("a\n\n# b\n\n#### c\n\n## d\n\n###### e\n\n# f `</h2>`")

    assert [part[:3] for part in shown(found)] == ["<p>", "<h2", "<h3", "<h3", "<h4", "<h2"]
    assert shown(found)[2] == '<h3 id="rule-3">c</h3>\n'
    assert [part[:3] for part in shown(found[2:3])] == ["<h2"]


def test_the_contents_name_every_heading():
    assert [(one["title"], one["depth"]) for one in contents(sections(TEXT)[2:])] == [
        ("Quotes and claims", 0),
        ("Direct ones", 1),
        ("A resource", 0),
    ]
    assert contents(sections("only words")) == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)" onclick="x">x</a>',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "![x](javascript:alert(1))",
        '![a" onload="x](http://e/x.png)',
        '<http://a/"onmouseover=x>',
        "# <b onclick=x>a</b> {quote}",
        "```<script>\nalert(1)\n```",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<style>*{display:none}</style><iframe src=x></iframe><svg onload=x>",
    ],
)
def test_hostile_markdown_is_text(text):
    html = "".join(part.html for part in sections(text))
    tags = [piece.split(">")[0] for piece in html.split("<")[1:]]

    for tag in tags:
        name = tag.strip("/").split()[0]
        assert name in {"p", "a", "h2", "pre", "code"}
        assert "href=" not in tag or 'href="http' in tag
        assert " on" not in tag.split('rel="')[0].split('href="')[0]


def test_an_image_is_a_link_and_is_never_loaded():
    (only,) = sections("![地图😀](https://e.example/m.png 'x') ![](https://e.example/n.png)")

    assert "<img" not in only.html
    assert '<a href="https://e.example/m.png" rel="noopener noreferrer">地图😀</a>' in only.html
    assert ">https://e.example/n.png</a>" in only.html


@pytest.mark.parametrize(
    "make",
    [
        lambda size: "\n".join("  " * depth + "- x" for depth in range(size // 4)),
        lambda size: "> " * size + "x",
        lambda size: "|" + "a|" * size + "\n|" + "-|" * size + "\n" + "|x" * size,
        lambda size: "[" * size,
        lambda size: "*a **b " * size,
        lambda size: "`" * size,
    ],
    ids=["lists", "quotes", "columns", "brackets", "stars", "code"],
)
def test_deep_and_wide_markdown_is_read_in_no_time(make):
    def read(text):
        assert highlighted([part.html for part in sections(text)], "x")

    assert is_in_proportion(make, read, 1_000)


@pytest.mark.parametrize(
    ("html", "query", "marked", "hits"),
    [
        ("<p>臺灣和台湾</p>", "台灣", '<p><A1>臺灣</m>和<A2>台湾</m></p>', 2),
        ("<p>a &lt;b&gt; &amp; c</p>", "B", "<p>a &lt;<A1>b</m>&gt; &amp; c</p>", 1),
        ("<p>标<strong>到引</strong>号</p>", "到引号", "<p>标<strong><A1>到引</m></strong><B>号</m></p>", 1),
        ("<p>甲</p><p>乙</p>", "甲乙", "<p>甲</p><p>乙</p>", 0),
        ("<p>cafe\u0301 Café</p>", "CAFÉ", "<p><A1>cafe</m>\u0301 <A2>Café</m></p>", 2),
        ("<p>普京，习近平</p>", "普京 习近平", "<p><A1>普京，习近平</m></p>", 1),
        ("<p>😀𠮷好</p>", "好", "<p>😀𠮷<A1>好</m></p>", 1),
        ("<p>x</p>", "，", "<p>x</p>", 0),
        ("<p>a.b axb</p>", "a.b", "<p><A1>a.b</m> axb</p>", 1),
        ('<a href="https://e/?a>b">a&gt;b</a>', "a", '<a href="https://e/?a>b"><A1>a</m>&gt;b</a>', 1),
        ("", "x", "", 0),
    ],
)  # fmt: skip
def test_what_is_found_is_marked(html, query, marked, hits):
    (found,), count = highlighted([html], query)

    for number in range(1, 3):
        marked = marked.replace(f"<A{number}>", f'<mark class="hit" id="hit-{number}">')
    assert found == marked.replace("<B>", '<mark class="hit">').replace("</m>", "</mark>")
    assert count == hits


def test_hits_are_numbered_through_and_bounded():
    parts, hits = highlighted(["<p>a a</p>", "<p>a</p>"], "a")

    assert 'id="hit-3"' in parts[1]
    assert hits == 3
    assert highlighted([f"<p>{'a ' * (MOST_HITS + 5)}</p>", "<p>a</p>"], "a")[1] == MOST_HITS


def told(old: str, new: str) -> list[tuple[str, str, int]]:
    return [
        (change.fate, "|".join(f"{piece.fate[0]}:{piece.text}" for piece in change.pieces), change.left_out)
        for change in changes_between(old, new)
    ]


def test_changes_are_shown_with_their_neighbours():
    same = "\n\n".join(f"第{number}行" for number in range(6))

    assert told(f"{same}\n\n甲😀𠮷e\u0301句话", f"{same}\n\n乙😀𠮷e\u0301句话\n\n新") == [
        ("same", "", 5),
        ("same", "s:第5行", 0),
        ("changed", "g:甲|n:乙|s:😀𠮷e\u0301句话", 0),
        ("new", "n:新", 0),
    ]
    assert told(same, same) == [("same", "", 6)]
    assert told("", "") == []
    assert told("", "a") == [("new", "n:a", 0)]
    assert told("a", "") == [("gone", "g:a", 0)]
    assert told("a\r\nb", "a\nb") == told("a\nb", "a\nb")


def test_very_long_texts_are_compared_from_both_ends():
    head, tail = "a\n" * 1_500, "z\n" * 1_000

    assert told(f"{head}甲\n{tail}", f"{head}乙\n{tail}") == [
        ("same", "", 1_500),
        ("gone", "g:甲", 0),
        ("new", "n:乙", 0),
        ("same", "", 1_000),
    ]
    assert told(head + tail, head + tail) == [("same", "", 2_500)]
    assert told(head, head + tail)[-1][0] == "new"


def test_texts_with_nothing_in_common_are_compared_in_no_time():
    def make(size):
        return "\n".join(map(str, range(size))), "\n".join(f"x{number}" for number in range(size))

    assert is_in_proportion(make, lambda texts: changes_between(*texts), 1_100)
