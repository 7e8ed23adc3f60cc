"""The HTML of AI notes becomes plain words, whatever is in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cards.markup import Block, blocks, written


def texts(html: str) -> list[str]:
    return [block.text for block in blocks(html)]


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("", []),
        ("just words", ["just words"]),
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("one<br>two<br/>three", ["one", "two", "three"]),
        ("<p>a\n  b\t c</p>", ["a b c"]),
        ("<p>a <b>b</b> c<i>d</i></p>", ["a b cd"]),
        ("<p>&lt;b&gt; &amp; &eacute;&#128512;</p>", ["<b> & é😀"]),
        ("<ul><li>a</li><li>b</li></ul>c", ["•  a", "•  b", "c"]),
        ("<ol><li>a</li><li>b</li></ol>", ["1.  a", "2.  b"]),
        ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", ["•  a", "\u20031.  b", "•  c"]),
        ("<ul><li><p>a</p><p>b</p></li></ul>", ["•  a", "b"]),
        ("<li>alone</li>", ["•  alone"]),
        ("<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>", ["a · b", "c"]),
        ("<script>alert(1)</script><style>p {}</style><title>t</title><template>x</template>ok", ["ok"]),
        ("<p>a<script>b", ["a"]),
        ("<a href='https://evil.example'>minutes</a>", ["minutes"]),
        ("<img src=x onerror=alert(1) alt='words'>", []),
        ("<!-- hidden --><p>seen</p><![CDATA[x]]>", ["seen"]),
        ("</p></ul></li></b></script>fine", ["fine"]),
        ("<p>\u202ea\x00b\ud800</p>", ["ab"]),
        ("a < b and c > d", ["a < b and c > d"]),
        ("<ul>" * 9 + "<li>deep</li>", ["\u2003\u2003•  deep"]),
    ],
)
def test_only_words_come_through(html: str, read: list[str]) -> None:
    assert texts(html) == read


def test_bold_words_and_headings_stay_so() -> None:
    assert blocks("<h3>Plan</h3><p>a <strong>b</strong></p>") == [
        Block((("Plan", False),), is_heading=True),
        Block((("a ", False), ("b", True))),
    ]


@given(some.text(alphabet="<>/&;!-abplioul \n'\"=#\u202e", max_size=200))
def test_nothing_breaks_it(html: str) -> None:
    for block in blocks(html):
        assert block.text.strip()
        assert "\n" not in block.text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", []),
        ("one\n\ntwo\r\n", ["one", "two"]),
        ("# Notes #\n- a\n  - b\n* c\n1. d\n2) e", ["Notes", "•  a", "\u2003•  b", "•  c", "1.  d", "2.  e"]),
        ("• a\n•b", ["•  a", "•b"]),
        ("see [the plan](https://evil.example/a_(b)) ![x](y)", ["see the plan x"]),
        ("```\ncode\n```", ["code"]),
        ("a < b && c > d", ["a < b && c > d"]),
        ("2 * 3 * 4 and snake_case_name", ["2 * 3 * 4 and snake_case_name"]),
        ("<p>one &amp; two</p>", ["one & two"]),
        ("&amp; as typed", ["&amp; as typed"]),
        ("- \n#\n**", ["-", "#", "**"]),
    ],
)
def test_notes_that_are_no_html_are_read_as_lines(text: str, read: list[str]) -> None:
    assert [block.text for block in written(text)] == read


def test_bold_words_and_headings_of_markdown_are_seen_as_such() -> None:
    assert written("## Plan\n- the **big** day") == [
        Block((("Plan", False),), is_heading=True),
        Block((("the ", False), ("big", True), (" day", False)), "•  "),
    ]


@given(some.text())
def test_no_note_is_too_strange(text: str) -> None:
    assert all(block.pieces for block in written(text))
