import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.markup import plain, render


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("plain", "<p>plain</p>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("soft\nbreak", "<p>soft\nbreak</p>"),
        ("hard  \nbreak", "<p>hard<br/>break</p>"),
        ("**bold** __too__", "<p><strong>bold</strong> <strong>too</strong></p>"),
        ("*lean* _too_", "<p><em>lean</em> <em>too</em></p>"),
        ("snake_case_name 2 * 3 * 4", "<p>snake_case_name 2 * 3 * 4</p>"),
        ("`a *b* <c>`", "<p><code>a *b* &lt;c&gt;</code></p>"),
        ("[Webex](https://webex.com/a_b_c)", '<p><a href="https://webex.com/a_b_c">Webex</a></p>'),
        ("[no](javascript:alert)", "<p>[no](javascript:alert)</p>"),
        ("<b>&", "<p>&lt;b&gt;&amp;</p>"),
        ("> said\n> before", "<blockquote>said\nbefore</blockquote>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n  - b\n  - c\n- d", "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"),
        ("- a\n  goes on", "<ul><li>a\n  goes on</li></ul>"),
        ("```\na < b\n\nc\n```", "<pre><code>a &lt; b\n\nc</code></pre>"),
        ("\ue0007\ue001", ""),
    ],
)
def test_the_markdown_of_webex_becomes_html(markdown: str, html: str) -> None:
    rendered = render(markdown, lambda *_: None)
    assert rendered.html == html


def test_plain_text_keeps_the_lines_and_loses_the_marks() -> None:
    rendered = render("**Three** things:\n\n- one\n- *two*\n\n> & `three`", lambda *_: None)
    assert rendered.text == "Three things:\none\ntwo\n& three"


def test_a_mention_of_nobody_known_stays_a_name() -> None:
    rendered = render("<@personEmail:no@example.com> <@personId:x|Somebody>", lambda *_: None)
    assert (rendered.text, rendered.people) == ("no@example.com Somebody", ())


@given(st.text())
def test_nothing_typed_ever_becomes_markup_of_its_own(text: str) -> None:
    rendered = render(text, lambda *_: None)
    assert "<script" not in render(f"<script>{text}", lambda *_: None).html
    assert plain(rendered.html) == rendered.text


@given(st.text(alphabet="*_`>-1.[]()<@|all: \n"))
def test_any_muddle_of_marks_is_rendered(text: str) -> None:
    render(text, lambda *_: None)
