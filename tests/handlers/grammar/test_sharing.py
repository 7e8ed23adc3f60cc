"""Who is to see a recording, and who no longer."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.commands import Invalid, Number, PlaybackLink, RecordingId, Reference, Share, Unshare
from handlers.grammar.sharing import MOST, mark_of, read_share, read_unshare, sentence, takes_people
from handlers.grammar.tokens import quoted

ID = "0a1b2c3d4e5f40718293a4b5c6d7e8f9"
RCID = "2222333344445555666677778888aaaa"
LINK = f"https://acme.webex.com/acme/ldr.php?x=1,2&amp;RCID={RCID}"
ANA = "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8xZTFlMWUxZS0wMDAyLTQwMDAtODAwMC0wMDAwMDAwMDAwMDI"
ROOM = "Y2lzY29zcGFyazovL3VzL1JPT00vMWUxZTFlMWUtMDAwMi00MDAwLTgwMDAtMDAwMDAwMDAwMDAy"
THREAD = "Y2lzY29zcGFyazovL3VzL01FU1NBR0UvMWUxZTFlMWUtMDAwMi00MDAwLTgwMDAtMDAwMDAwMDAwMDAy"
TWO = Number(2)
AB = ("a@x.example", "b@y.example")


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("2 with a@x.example b@y.example", Share(TWO, AB)),
        ("2 with a@x.example, b@y.example", Share(TWO, AB)),
        ("2 with a@x.example,b@y.example;", Share(TWO, AB)),
        ("2 with a@x.example and b@y.example please", Share(TWO, AB)),
        ('2 with "a@x.example, b@y.example"', Share(TWO, AB)),
        ("2 with <A@X.example>, (B@y.EXAMPLE).", Share(TWO, AB)),
        ("2 with mailto:a@x.example", Share(TWO, ("a@x.example",))),
        ("2 with a@x.example a@X.example", Share(TWO, ("a@x.example",))),
        ("2 a@x.example", Share(TWO, ("a@x.example",))),
        ("2 to a@x.example", Share(TWO, ("a@x.example",))),
        ("number 2 to a@x.example", Share(TWO, ("a@x.example",))),
        ("with a@x.example recording 2", Share(TWO, ("a@x.example",))),
        (f"{ID} with ana.b+c_d'e@mail.x-y.example", Share(RecordingId(ID), ("ana.b+c_d'e@mail.x-y.example",))),
        (f"{LINK} with a@x.example", Share(PlaybackLink(RCID), ("a@x.example",))),
        (f"2 with person:{ANA}", Share(TWO, (ANA,))),
        (f"2 with person:{ANA}, a@x.example", Share(TWO, (ANA, "a@x.example"))),
        ("2 with a@x.example and mail them", Share(TWO, ("a@x.example",), sends_mail=True)),
        ("2 with a@x.example, then please notify him please", Share(TWO, ("a@x.example",), sends_mail=True)),
        ("2 with a@x.example E-Mail her", Share(TWO, ("a@x.example",), sends_mail=True)),
        ("2 with a@x.example and tell them", Share(TWO, ("a@x.example",), sends_mail=True)),
        ("2 with a@x.example but don't mail them", Share(TWO, ("a@x.example",))),
        ("2 with a@x.example, do not tell them", Share(TWO, ("a@x.example",))),
        ("2 with mail@x.example", Share(TWO, ("mail@x.example",))),
        ("2 here", Share(TWO, is_here=True)),
        ("2 with everybody here", Share(TWO, is_here=True)),
        ("recording 2 with this space", Share(TWO, is_here=True)),
        ("2 in the room", Share(TWO, is_here=True)),
        ("2 with All", Share(TWO, is_here=True)),
        ("2 here and tell everybody", Share(TWO, is_here=True, sends_mail=True)),
    ],
)
def test_a_recording_is_shared_with_people_or_with_everybody_here(words: str, command: Share) -> None:
    assert read_share(words) == command


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("2 with a@x.example b@y.example", Unshare(TWO, AB)),
        ("2 from a@x.example and b@y.example", Unshare(TWO, AB)),
        ("2 a@x.example", Unshare(TWO, ("a@x.example",))),
        (f"{ID} with person:{ANA}", Unshare(RecordingId(ID), (ANA,))),
    ],
)
def test_it_is_taken_back_from_people(words: str, command: Unshare) -> None:
    assert read_unshare(words) == command


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Say which one: `share 2 with ana@example.com`"),
        ("with a@x.example", "Say which one"),
        ("here", "Say which one"),
        ("everything with a@x.example", "which recording `everything`"),
        ("2 3 with a@x.example", "which recording `2 3`"),
        ("0 with a@x.example", "no number 0"),
        ("2 with bob", "`bob` is no e-mail address"),
        ("2 with bob@", "`bob@` is no e-mail address"),
        ("2 with bob@x", "`bob@x` is no e-mail address"),
        ("2 with @bob", "`@bob` is no e-mail address"),
        ("2 with a@b@x.example", "is no e-mail address"),
        ("2 with person:x", "`person:x` is no e-mail address"),
        ("2 with " + "a" * 65 + "@x.example", "is no e-mail address"),
        ("2 with a@" + "x" * 300 + ".example", "is no e-mail address"),
        ("2 here with a@x.example", "either `share 2 here`"),
        ("2 with " + " ".join(f"a{n}@x.example" for n in range(MOST + 1)), f"at most {MOST}"),
    ],
)
def test_what_can_not_be_shared_gets_one_sentence(words: str, said: str) -> None:
    found = read_share(words)

    assert isinstance(found, Invalid)
    assert said in found.problem
    assert len(found.problem) < 300


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "`unshare 2 with ana@example.com`"),
        ("2", "with whom no longer"),
        ("2 here", "who is to lose access"),
        ("2 from bob", "`bob` is no e-mail address"),
    ],
)
def test_what_can_not_be_taken_back_gets_one_sentence(words: str, said: str) -> None:
    found = read_unshare(words)

    assert isinstance(found, Invalid)
    assert said in found.problem


def test_a_hundred_people_are_not_too_many() -> None:
    people = tuple(f"a{n}@x.example" for n in range(MOST))

    assert read_share("2 with " + ", ".join(people)) == Share(TWO, people)


@pytest.mark.parametrize("person_id", ["", "a b", "x", "ä" * 20, "a" * 201, 'a"b'])
def test_what_is_no_id_gets_no_mark(person_id: str) -> None:
    assert mark_of(person_id) == ""


def test_a_mark_is_read_as_the_person() -> None:
    assert read_share(f"2 with {mark_of(ANA)}") == Share(TWO, (ANA,))


@pytest.mark.parametrize("sentence", ["list", "search share", "", "sharing of people", "find share", "lsit share"])
def test_other_sentences_take_no_people(sentence: str) -> None:
    assert not takes_people(sentence)


def test_here_is_told_apart_where_it_is_said_elsewhere() -> None:
    command = Share(RecordingId(ID), AB, is_here=True, room_id=ROOM, thread_id=THREAD)

    assert sentence(command) == f"share {ID} here:{ROOM} thread:{THREAD} with a@x.example b@y.example"
    assert read_share(sentence(command).removeprefix("share ")) == command


def test_those_who_were_named_of_a_whole_space_may_be_many() -> None:
    people = tuple(f"a{n}@x.example" for n in range(2 * MOST))

    assert read_share(f"2 here:{ROOM} with " + " ".join(people)) == Share(TWO, people, is_here=True, room_id=ROOM)


@pytest.mark.parametrize("words", ["2 here:x", f"2 here:{ROOM}!x", "2 with thread:1"])
def test_what_is_no_place_is_none(words: str) -> None:
    assert isinstance(read_share(words), Invalid)


@pytest.mark.parametrize("of", [TWO, RecordingId(ID), PlaybackLink(RCID)])
def test_a_recording_is_said_as_what_it_is(of: Reference) -> None:
    command = Unshare(of, (ANA, "a@x.example"))

    assert read_unshare(sentence(command).removeprefix("unshare ")) == command


shares = st.builds(
    Share,
    of=st.just(RecordingId(ID)),
    people=st.just(()),
    is_here=st.just(True),
    room_id=st.none() | st.just(ANA),
    thread_id=st.none(),
    sends_mail=st.booleans(),
)


@given(shares)
def test_here_said_as_a_sentence_is_the_same_place_again(command: Share) -> None:
    assert read_share(sentence(command).removeprefix("share ")) == command


addresses = st.from_regex(r"[a-z][a-z.+_-]{0,20}[a-z]@[a-z]{1,9}\.example", fullmatch=True)


@given(st.lists(addresses | st.just(ANA), min_size=1, max_size=9, unique=True), st.booleans())
def test_people_said_as_a_sentence_are_the_same_people_again(people: list[str], sends_mail: bool) -> None:
    command = Share(RecordingId(ID), tuple(people), sends_mail=sends_mail)

    assert read_share(sentence(command).removeprefix("share ")) == command


@settings(deadline=None)
@given(
    st.text()
    | st.lists(
        st.sampled_from(["2", "with", "to", "a@x.example", "@", "person:", ANA, "here", "mail", "them", ","])
    ).map(" ".join)
)
def test_no_words_are_too_much(words: str) -> None:
    read_share(words)
    read_unshare(quoted(words))


@pytest.mark.parametrize("piece", ["a", "@", "a@", "a@a.", ". ", ", ", "with ", "and ", "mail them ", "person:", "2 "])
def test_long_words_take_no_long_time(piece: str) -> None:
    began = process_time()
    read_share((piece * 7_000)[:7_000])

    assert process_time() - began < 1
