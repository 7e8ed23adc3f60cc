"""`help`, greetings, and words that are no command."""

import pytest

from handlers.grammar.words import ENTRIES
from tests.stage import Speaker, Stage


@pytest.mark.parametrize("words", ["help", "HELP", "/help", "menu", "?", "help!"])
def test_help_is_what_a_lost_person_gets(ana: Speaker, words: str) -> None:
    ana.says(words).has("What I can do", "list", "settings")


def test_a_hello_is_answered_with_what_helps_next(stage: Stage, ana: Speaker) -> None:
    """Not with all words at once: who is connected begins, who isn't connects."""
    new = ana.says("hi").has("Hello", "connect your Webex account")
    assert new.buttons == ["Connect", "What I can do"]
    ana.connects()
    known = ana.says("Hello bot!").has(f"Hello {ana.person.name}")
    assert known.buttons == ["My recordings", "The latest", "What I can do"]
    space = stage.space("Project X", ana)
    ana.writes("hey", space)
    stage.settle()
    stage.heard_in(space)[-1].has("Hello everybody").lacks(ana.person.name)


def test_help_tells_each_word_in_detail(ana: Speaker) -> None:
    for entry in ENTRIES:
        ana.says(f"help {entry.word}").has(entry.usage, entry.does, *entry.more, *entry.examples)


def test_help_of_digests_has_an_example_of_each_form(ana: Speaker) -> None:
    forms = ["digest also", "digest now", "digest off", "digest here", "empty:show", "settings quiet:"]
    ana.says("help digest").has(*forms, "What a notice told you is left out")


def test_help_in_a_space_answers_there_in_the_thread(stage: Stage, ana: Speaker) -> None:
    space = stage.space("Project X", ana)
    stage.settle()
    question = ana.writes("help", space)
    stage.settle()
    answer = stage.heard_in(space)[-1]
    answer.has("What I can do")
    assert answer.message.parent_id == question.id
    assert stage.heard_in(ana.room)[-1].text.startswith("Hello")


def test_a_misspelt_word_gets_a_suggestion_that_can_be_pressed(stage: Stage, ana: Speaker) -> None:
    answer = ana.says("lsit yesterday").has("list yesterday")
    assert [title for title in answer.buttons if "list yesterday" in title]


def test_nonsense_gets_a_way_on(ana: Speaker) -> None:
    ana.says("xyzzy plugh").has("do not know")


def test_a_file_alone_gets_help(stage: Stage, ana: Speaker) -> None:
    ana.room  # noqa: B018  # the room has to be there
    before = len(ana.heard())
    stage.webex.world.post(ana.person, ana.room, "", files=1)
    stage.settle()
    assert len(ana.heard()) == before + 1
    ana.last().has("What I can do")


def test_a_mention_alone_gets_help_in_its_thread(stage: Stage, ana: Speaker) -> None:
    space = stage.space("Project X", ana)
    ana.writes("", space)
    stage.settle()
    stage.heard_in(space)[-1].has("What I can do")


def test_a_space_that_the_bot_joins_gets_a_short_guide_once(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.knobs.duplicate_webhooks = True
    space = stage.space("Project X", ana)
    stage.settle()
    assert len(stage.heard_in(space)) == 1


def test_a_direct_room_that_is_opened_gets_a_greeting(ana: Speaker) -> None:
    assert len(ana.heard()) == 1
    ana.last().has("Hello")


def test_the_direct_room_that_the_bot_opens_itself_gets_only_the_answer(stage: Stage) -> None:
    world = stage.webex.world
    eve = Speaker(stage, world.person("Eve Li", email="eve@example.com"))
    space = stage.space("Project X", eve)
    stage.settle()
    world.post(eve.person, space, "RecBot status", mention=[stage.recbot])
    stage.settle()
    assert [heard.text.splitlines()[0] for heard in eve.heard()] == ["How things stand"]
