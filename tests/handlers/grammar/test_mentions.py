"""Messages, and the words in them that are for the bot."""

from datetime import UTC, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.commands import Number, Share
from core.messages import Message
from handlers.grammar.mentions import LONGEST_HTML, words_of
from handlers.grammar.sentences import parse

BOT = "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wZTBlMGUwZS0wMDAxLTQwMDAtODAwMC0wMDAwMDAwMDAwMDE"
BOT_ELSEWHERE = (  # the same person with another geography in the ID
    "Y2lzY29zcGFyazovL2V1L1BFT1BMRS8wZTBlMGUwZS0wMDAxLTQwMDAtODAwMC0wMDAwMDAwMDAwMDE"
)
ANA = "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8xZTFlMWUxZS0wMDAyLTQwMDAtODAwMC0wMDAwMDAwMDAwMDI"
BO = "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8yZTJlMmUyZS0wMDAzLTQwMDAtODAwMC0wMDAwMDAwMDAwMDM"
LINK = "https://acme.webex.com/acme/ldr.php?RCID=2222333344445555666677778888aaaa"


def mention(person_id: str = BOT, name: str = "RecBot") -> str:
    return f'<spark-mention data-object-type="person" data-object-id="{person_id}">{name}</spark-mention>'


def said(text: str = "", html: str = "", *, is_direct: bool = False, name: str = "Recordings Bot") -> str:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    message = Message("m", "r", "p", "ana@example.com", at, is_direct=is_direct, text=text, html=html)
    return words_of(message, BOT, name)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (f"<p>{mention()} list 5</p>", "list 5"),
        (f"<p>list {mention()} 5</p>", "list 5"),
        (f"<p>list 5 {mention()}</p>", "list 5"),
        (f"{mention()}list", "list"),
        (f"{mention(name='Rec')} {mention()} list", "list"),
        (f"{mention(name='Quite another name')} list", "list"),
        (f"{mention(BOT_ELSEWHERE)} list", "list"),
        (f"{mention(name='<b>Rec</b>Bot')} list", "list"),
        (f"<p>{mention()}</p>", ""),
        (f"<p>{mention()} find budget by {mention(ANA, 'Ana B')} please</p>", "find budget by Ana B please"),
        (f"<p>{mention()} shaer 2 with {mention(ANA, 'Ana B')}</p>", f"shaer 2 with person:{ANA}"),
        (f"<p>{mention()} lsit 2 with {mention(ANA, 'Ana B')}</p>", "lsit 2 with Ana B"),
        (f"<p>{mention()} share 2 with {mention(ANA, 'Ana B')} please</p>", f"share 2 with person:{ANA} please"),
        (
            f"<p>{mention()} /Share 2 with {mention(ANA, 'B, Ana')},bo@x.example</p>",
            f"/Share 2 with person:{ANA} ,bo@x.example",
        ),
        (f"<p>share 2 with {mention(ANA)}{mention(BO)} {mention()}</p>", f"share 2 with person:{ANA} person:{BO}"),
        (f"<p>{mention()} stop sharing 2 with {mention(ANA, '<b>Ana</b>')}", f"stop sharing 2 with person:{ANA}"),
        (f"<p>{mention()} share 2 with {mention('x y', 'Ana B')}</p>", "share 2 with Ana B"),
        (
            f"{mention()} share 2 with {mention(ANA).removesuffix('</spark-mention>')}</p><p>now</p>",
            f"share 2 with person:{ANA}\nnow",
        ),
        (f'{mention()} share <a href="{LINK}">this</a> with {mention(ANA)}', f"share this {LINK} with person:{ANA}"),
        (
            f'{mention()} <spark-mention data-object-type="groupMention" data-group-type="all">All</spark-mention>',
            "All",
        ),
        (f"<p>{mention()} search a &amp; b &lt;c&gt;&nbsp;d</p>", "search a & b <c> d"),
        (f"<p>{mention()} search <strong>weekly</strong> <em>sy</em>nc</p>", "search weekly sync"),
        (f"<p>{mention()}</p><p>list</p><p>today</p>", "list\ntoday"),
        (f"{mention()}list<br>today<br/>host:me", "list\ntoday\nhost:me"),
        (f"{mention()}<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        (f"{mention()} list\n today", "list today"),
        (f"{mention()} 1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        (f'<p><spark-mention data-object-type="person" data-object-id="{BOT}">RecBot</p><p>list</p>', "list"),
        (f'{mention()} show <a href="{LINK}">this</a>', f"show this {LINK}"),
        (f'{mention()} show <a href="{LINK}">{LINK}</a>', f"show {LINK}"),
        (f'{mention()} list site:<a href="https://acme.webex.com">acme.webex.com</a>', "list site:acme.webex.com"),
        (f"{mention()} show <a>this</a></a>", "show this"),
    ],
)
def test_the_bots_mention_goes_wherever_it_stands_and_only_the_bots(html: str, words: str) -> None:
    assert said("RecBot list 5", html) == words
    assert said("RecBot list 5", html, is_direct=True) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Recordings Bot list 5", "list 5"),
        ("recordings bot: list 5", "list 5"),
        ("@Recordings Bot, list", "list"),
        ("Recordings list 5", "list 5"),
        ("Recordings", ""),
        ("Recordingsx list", "Recordingsx list"),
        (" list Recordings Bot", "list Recordings Bot"),
        ("", ""),
    ],
)
def test_without_html_the_name_is_taken_off_the_beginning(text: str, words: str) -> None:
    assert said(text) == words


@pytest.mark.parametrize("name", ["", "  ", "(.*", "*"])
def test_any_name_will_do(name: str) -> None:
    assert said("list 5", name=name) == "list 5"


def test_in_a_direct_room_the_text_is_used_as_it_is() -> None:
    assert said("Recordings list\n5", is_direct=True) == "Recordings list\n5"
    assert said("list *5*", "<p>list <em>5</em></p>", is_direct=True) == "list *5*"


def test_in_a_direct_room_somebody_may_be_mentioned_too() -> None:
    html = f"<p>share 2 with {mention(ANA, 'Ana B')}</p>"

    assert said("share 2 with Ana B", html, is_direct=True) == f"share 2 with person:{ANA}"
    assert said("find Ana B", html.replace("share 2 with", "find"), is_direct=True) == "find Ana B"


def test_whoever_is_mentioned_is_who_it_is_shared_with() -> None:
    words = said(html=f"<p>{mention()} share 2 with {mention(ANA, 'Ana B')} and {mention(BO, 'Bo')}, and mail them</p>")

    command = parse(words, now=datetime(2026, 3, 1, tzinfo=UTC), zone=ZoneInfo("UTC"))

    assert command == Share(Number(2), (ANA, BO), sends_mail=True)


def test_a_link_behind_other_words_is_brought_out_in_a_direct_room() -> None:
    html = f'<p>Weekly sync: <a href="{LINK}">Play recording</a></p>'

    assert said("Weekly sync: Play recording", html, is_direct=True) == f"Weekly sync: Play recording {LINK}"


def test_in_a_space_without_a_mention_of_the_bot_the_html_is_read() -> None:
    assert said("Ana list", f"<p>{mention(ANA, 'Ana')} list</p>") == "Ana list"


@settings(deadline=None)
@given(
    st.text()
    | st.lists(st.sampled_from(["<", ">", "<p>", "<!--", "<![x[", "</", mention(), "a", '"', "&#", "&lt"])).map("".join)
)
def test_no_html_is_too_broken(html: str) -> None:
    said("list", html)
    said("list", html, is_direct=True)


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", "<a b=", "<a href='", "<!--", "<![", "<?", "</", "<p", "<script>", "&#", "x</a>", mention(), "<p>"],
)
def test_long_html_takes_no_long_time(piece: str) -> None:
    began = process_time()
    said("list", (piece * LONGEST_HTML)[: 2 * LONGEST_HTML])

    assert process_time() - began < 1
