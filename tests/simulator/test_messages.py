from typing import Any

import pytest

from simulator import Simulator
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.refusals import Refused
from simulator.spaces import Space
from simulator.world import World
from tests.simulator.speaking import As, Ear, card, error, subscribe


def test_a_bot_posts_to_a_space(speak: As, world: World, room: Space, bot: Person) -> None:
    sent = {"roomId": room.id, "markdown": "Your **3** latest", "attachments": [card()]}
    answer = speak(bot).post("/messages", json=sent)
    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["text"], shown["markdown"]) == ("Your 3 latest", "Your **3** latest")
    assert shown["html"] == "<p>Your <strong>3</strong> latest</p>"
    assert shown["attachments"] == [card()]
    assert (shown["personId"], shown["personEmail"], shown["roomType"]) == (bot.id, bot.email, "group")
    assert shown["created"] == "2026-03-02T09:15:30.123Z"
    assert not {"parentId", "files", "updated", "mentionedPeople", "toPersonId"} & set(shown)
    (kept,) = world.messages(room)
    assert (kept.id, kept.attachments, kept.person_id, kept.room_id) == (shown["id"], [card()], bot.id, room.id)


def test_text_stands_in_for_markdown_when_both_are_given(speak: As, room: Space, bot: Person) -> None:
    shown = speak(bot).post("/messages", json={"roomId": room.id, "markdown": "**yes**", "text": "no"}).json()
    assert (shown["text"], shown["html"]) == ("no", "<p><strong>yes</strong></p>")


def test_plain_text_has_neither_markdown_nor_html(speak: As, room: Space, bot: Person) -> None:
    shown = speak(bot).post("/messages", json={"roomId": room.id, "text": "plain"}).json()
    assert not {"markdown", "html"} & set(shown)


@pytest.mark.parametrize("key", ["toPersonEmail", "toPersonId"])
def test_writing_to_a_person_opens_the_direct_room_once(speak: As, ana: Person, bot: Person, key: str) -> None:
    target = ana.email if key == "toPersonEmail" else ana.id
    first = speak(bot).post("/messages", json={key: target, "text": "hi"}).json()
    second = speak(bot).post("/messages", json={key: target, "text": "again"}).json()
    assert first["roomType"] == "direct"
    assert first["roomId"] == second["roomId"]
    assert first[key] == target


def test_nobody_writes_to_strangers_or_to_oneself(speak: As, ana: Person, bot: Person) -> None:
    api = speak(bot)
    assert api.post("/messages", json={"toPersonEmail": "no@example.com", "text": "hi"}).status_code == 404
    assert api.post("/messages", json={"toPersonId": bot.id, "text": "hi"}).status_code == 404


@pytest.mark.parametrize("keys", [(), ("roomId", "toPersonEmail"), ("toPersonId", "toPersonEmail")])
def test_a_message_has_exactly_one_destination(speak: As, room: Space, ana: Person, bot: Person, keys: Any) -> None:
    places = {"roomId": room.id, "toPersonEmail": ana.email, "toPersonId": ana.id}
    answer = speak(bot).post("/messages", json={"text": "hi"} | {key: places[key] for key in keys})
    assert answer.status_code == 400
    assert error(answer).startswith("Exactly one of the destination fields must not be empty")


def test_an_outsider_cannot_post(speak: As, room: Space, dana: Person) -> None:
    answer = speak(dana).post("/messages", json={"roomId": room.id, "text": "hi"})
    assert (answer.status_code, error(answer)) == (404, "Could not find a room with provided ID.")


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"text": ""},
        {"text": 5},
        {"markdown": ["x"]},
        {"text": "é" * 3720},
        {"markdown": "x" * 7440},
        {"attachments": [card(), card()]},
        {"attachments": card()},
        {"files": ["http://127.0.0.1:1/a", "http://127.0.0.1:1/b"]},
        {"files": "http://127.0.0.1:1/a"},
        {"text": "hi", "parentId": "nonsense"},
    ],
)
def test_content_that_webex_does_not_take_is_malformed(speak: As, room: Space, bot: Person, content: Any) -> None:
    assert speak(bot).post("/messages", json={"roomId": room.id} | content).status_code == 400


def test_texts_may_have_7439_bytes(speak: As, room: Space, bot: Person) -> None:
    body = {"roomId": room.id, "text": "é" * 3719 + "x", "markdown": "x" * 7439}
    assert speak(bot).post("/messages", json=body).status_code == 200


@pytest.mark.parametrize(
    "attachment",
    [
        "card",
        {"contentType": "text/plain", "content": {}},
        {"contentType": "application/vnd.microsoft.card.adaptive"},
        {"contentType": "application/vnd.microsoft.card.adaptive", "content": {"type": "Card", "version": "1.3"}},
        card(version="1.4"),
        card(version="2.0"),
        card(version=None),
        card(actions=[{"type": "Action.Submit"}] * 6),
        card(body=[{"type": "ActionSet", "actions": [{"type": "Action.Submit"}] * 6}]),
        card(body=[{"type": "TextBlock", "text": "x" * 81_920}]),
    ],
)
def test_cards_that_webex_does_not_take_are_malformed(speak: As, room: Space, bot: Person, attachment: Any) -> None:
    body = {"roomId": room.id, "text": "card", "attachments": [attachment]}
    assert speak(bot).post("/messages", json=body).status_code == 400


def test_cards_may_have_five_buttons_in_each_set(speak: As, room: Space, bot: Person) -> None:
    buttons = [{"type": "Action.Submit"}] * 5
    good = card(version="1.2", actions=buttons, body=[{"type": "ActionSet", "actions": buttons}])
    assert speak(bot).post("/messages", json={"roomId": room.id, "attachments": [good]}).status_code == 200


def test_threads_are_one_level_deep_and_stay_in_their_room(
    speak: As, world: World, room: Space, ana: Person, bot: Person
) -> None:
    api = speak(bot)
    root = world.post(ana, room, "RecBot list", mention=[bot])
    reply = api.post("/messages", json={"roomId": room.id, "text": "sent", "parentId": root.id})
    assert reply.json()["parentId"] == root.id
    for parent in (reply.json()["id"], world.post(ana, world.direct(ana, bot), "hi").id):
        nested = api.post("/messages", json={"roomId": room.id, "text": "no", "parentId": parent})
        assert nested.status_code == 400
    assert [one["id"] for one in speak(ana).items("/messages", roomId=room.id, parentId=root.id)] == [
        reply.json()["id"]
    ]


def test_people_read_a_room_newest_first(speak: As, world: World, clock: SimClock, room: Space, ana: Person) -> None:
    said = []
    for n in range(4):
        said.append(world.post(ana, room, str(n)))
        clock.advance(1)
    api = speak(ana)

    def read(**query: Any) -> list[str]:
        return [one["text"] for one in api.items("/messages", roomId=room.id, **query)]

    assert read() == ["3", "2", "1", "0"]
    assert read(max=1) == ["3"]
    assert read(beforeMessage=said[2].id) == ["1", "0"]
    assert read(before="2026-03-02T09:15:31.123Z") == ["0"]
    assert api.get("/messages", params={"roomId": room.id, "before": "yesterday"}).status_code == 400
    missing = api.get("/messages")
    assert error(missing) == "Required String parameter 'roomId' is not present"


def test_bots_read_of_a_space_only_what_mentions_them_and_have_to_ask_for_that(
    speak: As, world: World, room: Space, ana: Person, bo: Person, bot: Person
) -> None:
    secret = world.post(ana, room, "not for the bot")
    asked = world.post(ana, room, "RecBot list", mention=[bot])
    api = speak(bot)
    assert api.get("/messages", params={"roomId": room.id}).status_code == 403
    for me in ("me", bot.id):
        assert [one["id"] for one in api.items("/messages", roomId=room.id, mentionedPeople=me)] == [asked.id]
    assert api.get("/messages", params={"roomId": room.id, "mentionedPeople": ana.id}).status_code == 400
    assert api.get(f"/messages/{asked.id}").json()["text"] == "RecBot list"
    hidden = api.get(f"/messages/{secret.id}")
    assert (hidden.status_code, error(hidden)) == (404, "Unable to get message.")
    assert speak(bo).items("/messages", roomId=room.id, mentionedPeople="me") == []
    assert [one.id for one in world.messages(room.id, viewer=bot)] == [asked.id]


def test_bots_read_all_of_a_direct_room_and_their_own_messages(
    speak: As, world: World, room: Space, ana: Person, bot: Person
) -> None:
    direct = world.direct(ana, bot)
    world.post(ana, direct, "help")
    api = speak(bot)
    assert [one["text"] for one in api.items("/messages", roomId=direct.id)] == ["help"]
    own = api.post("/messages", json={"roomId": room.id, "text": "mine"}).json()
    assert api.get(f"/messages/{own['id']}").json()["text"] == "mine"


def test_the_talk_with_one_person_is_listed(speak: As, world: World, ana: Person, bo: Person, bot: Person) -> None:
    direct = world.direct(ana, bot)
    first = world.post(ana, direct, "help")
    world.post(bot, direct, "in thread", parent=first.id)
    api = speak(bot)
    assert [one["text"] for one in api.items("/messages/direct", personId=ana.id)] == ["in thread", "help"]
    assert [one["text"] for one in api.items("/messages/direct", personEmail=ana.email, parentId=first.id)] == [
        "in thread"
    ]
    assert api.get("/messages/direct", params={"personId": bo.id}).status_code == 404
    assert api.get("/messages/direct", params={"personEmail": "no@example.com"}).status_code == 404
    assert api.get("/messages/direct").status_code == 400


def test_own_messages_are_edited_ten_times_at_most(
    speak: As, world: World, clock: SimClock, room: Space, ana: Person, bot: Person
) -> None:
    api = speak(bot)
    path = "/messages/" + api.post("/messages", json={"roomId": room.id, "text": "0"}).json()["id"]
    clock.advance(1)
    for n in range(1, 11):
        edited = api.put(path, json={"roomId": room.id, "markdown": f"*{n}*"})
        assert edited.status_code == 200
    assert (edited.json()["text"], edited.json()["updated"]) == ("10", "2026-03-02T09:15:31.123Z")
    assert api.put(path, json={"roomId": room.id, "text": "11"}).status_code == 400


def test_edits_that_make_no_sense_are_refused(speak: As, world: World, room: Space, ana: Person, bot: Person) -> None:
    api = speak(bot)
    mine = world.post(bot, room, "mine")
    elsewhere = world.direct(ana, bot)
    assert api.put(f"/messages/{mine.id}", json={"roomId": elsewhere.id, "text": "x"}).status_code == 404
    assert api.put(f"/messages/{mine.id}", json={"roomId": room.id}).status_code == 400
    assert api.put(f"/messages/{mine.id}", json={"roomId": room.id, "text": "x", "html": "x"}).status_code == 400
    assert api.put(f"/messages/{mine.id}", json={"text": "x"}).status_code == 400
    anas = world.post(ana, elsewhere, "hers")
    assert api.put(f"/messages/{anas.id}", json={"roomId": elsewhere.id, "text": "x"}).status_code == 403
    with_file = world.post(bot, room, "file", files=1)
    assert api.put(f"/messages/{with_file.id}", json={"roomId": room.id, "text": "x"}).status_code == 400


def test_cards_are_edited_only_when_the_knob_allows_it(speak: As, world: World, room: Space, bot: Person) -> None:
    api = speak(bot)
    path = "/messages/" + api.post("/messages", json={"roomId": room.id, "attachments": [card()]}).json()["id"]
    new = {"roomId": room.id, "text": "new", "attachments": [card(body=[])]}
    assert api.put(path, json=new).status_code == 400
    plain = world.post(bot, room, "plain")
    assert api.put(f"/messages/{plain.id}", json=new).status_code == 400
    world.knobs.card_edits_allowed = True
    assert api.put(path, json=new).json()["attachments"] == [card(body=[])]
    assert api.put(path, json={"roomId": room.id, "text": "words"}).json()["attachments"] == [card(body=[])]


def test_own_messages_are_deleted_for_good(speak: As, world: World, room: Space, ana: Person, bot: Person) -> None:
    mine = world.post(bot, room, "mine")
    hers = world.post(ana, room, "RecBot hers", mention=[bot])
    api = speak(bot)
    assert api.delete(f"/messages/{hers.id}").status_code == 403
    gone = api.delete(f"/messages/{mine.id}")
    assert (gone.status_code, gone.content) == (204, b"")
    assert "Content-Length" not in gone.headers
    assert api.delete(f"/messages/{mine.id}").status_code == 404
    assert [one.id for one in world.messages(room)] == [hers.id]
    assert [one.id for one in world.deleted_messages] == [mine.id]


def test_a_mention_in_markdown_reaches_html_text_and_the_list(
    speak: As, room: Space, ana: Person, bo: Person, bot: Person
) -> None:
    known = f"<@personId:{bot.id}|Rec> show <@personEmail:bo@example.com> <@all>"
    said = f"{known} <@personEmail:no@example.com|No> <@personId:???|Q>"
    shown = speak(ana).post("/messages", json={"roomId": room.id, "markdown": said}).json()
    assert shown["text"] == "Rec show Bo Lindqvist All No Q"
    assert shown["mentionedPeople"] == [bot.id, bo.id]
    assert shown["mentionedGroups"] == ["all"]
    mention = f'<spark-mention data-object-type="person" data-object-id="{bot.id}">Rec</spark-mention>'
    assert mention in shown["html"]
    assert '<spark-mention data-object-type="groupMention" data-group-type="all">All</spark-mention>' in shown["html"]


def test_the_world_posts_mentions_as_clients_do(world: World, room: Space, ana: Person, bot: Person) -> None:
    named = world.post(ana, room, "hey RecBot list 5", mention=[bot])
    assert (named.text, named.markdown, named.mentioned_people) == ("hey RecBot list 5", None, (bot.id,))
    assert named.html is not None
    assert "hey <spark-mention" in named.html
    assert world.post(ana, room, "list", mention=[bot]).text == "RecBot list"
    assert world.post(ana, room, mention=[bot]).text == "RecBot"
    marked = world.post(ana, room, markdown=f"**list** <@personId:{bot.id}>", parent=named)
    assert (marked.parent_id, marked.markdown) == (named.id, f"**list** <@personId:{bot.id}>")


def test_one_file_can_be_uploaded_and_read_again(
    sim: Simulator, speak: As, room: Space, ana: Person, bot: Person, dana: Person
) -> None:
    api = speak(bot)
    upload = {"files": ("notes.txt", b"what was said", "text/plain")}
    shown = api.post("/messages", data={"roomId": room.id}, files=upload).json()
    (url,) = shown["files"]
    assert url.startswith(f"{sim.url}/contents/")
    assert "text" not in shown
    got = speak(ana).get(url)
    assert (got.content, got.headers["Content-Type"]) == (b"what was said", "text/plain; charset=utf-8")
    assert "notes.txt" in got.headers["Content-Disposition"]
    head = speak(ana).head(url)
    assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", "13")
    assert speak(dana).get(url).status_code == 404
    api.delete(f"/messages/{shown['id']}")
    assert speak(ana).get(url).status_code == 404
    two = [("files", ("a", b"a")), ("files", ("b", b"b"))]
    assert api.post("/messages", data={"roomId": room.id}, files=two).status_code == 400


def test_one_file_can_be_fetched_from_a_url(sim: Simulator, speak: As, room: Space, bot: Person) -> None:
    api = speak(bot)
    source = f"{sim.origin}/lib/markdown-it/package.json"
    shown = api.post("/messages", json={"roomId": room.id, "files": [source]}).json()
    got = api.get(shown["files"][0])
    assert got.json()["name"] == "markdown-it"
    assert "package.json" in got.headers["Content-Disposition"]
    for wrong in (f"{sim.origin}/nothing-there", "http://127.0.0.1:1/refused", 7):
        assert api.post("/messages", json={"roomId": room.id, "files": [wrong]}).status_code == 400


def test_files_above_100_megabytes_are_refused(
    speak: As, room: Space, bot: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.api.uploads._MOST_BYTES", 10)
    upload = {"files": ("big.bin", b"x" * 11)}
    assert speak(bot).post("/messages", data={"roomId": room.id}, files=upload).status_code == 400


def test_events_of_messages_tell_where_and_who_but_never_what(
    speak: As, world: World, ear: Ear, room: Space, ana: Person, bot: Person
) -> None:
    made = subscribe(speak(bot), ear.url, "messages")
    world.post(ana, room, "not for the bot")
    asked = world.post(ana, room, "RecBot secret words", mention=[bot])
    world.post(ana, room, "RecBot reply", mention=[bot], parent=asked)
    world.postman.settle(5)
    first, second = ear.events()
    assert first["id"] == made["id"]
    assert (first["resource"], first["event"], first["actorId"], first["createdBy"]) == (
        "messages",
        "created",
        ana.id,
        bot.id,
    )
    assert first["data"] == {
        "id": asked.id,
        "roomId": room.id,
        "roomType": "group",
        "personId": ana.id,
        "personEmail": ana.email,
        "mentionedPeople": [bot.id],
        "created": "2026-03-02T09:15:30.123Z",
    }
    assert second["data"]["parentId"] == asked.id
    assert b"secret words" not in ear.heard[0][1]


def test_a_bot_hears_itself_and_every_word_of_a_direct_room_but_no_edits(
    speak: As, world: World, ear: Ear, room: Space, ana: Person, bot: Person
) -> None:
    api = speak(bot)
    subscribe(api, ear.url, "messages", "all")
    own = api.post("/messages", json={"roomId": room.id, "text": "mine"}).json()
    api.put(f"/messages/{own['id']}", json={"roomId": room.id, "text": "still mine"})
    asked = world.post(ana, world.direct(ana, bot), "help")
    api.delete(f"/messages/{own['id']}")
    world.postman.settle(5)
    heard = [(one["event"], one["data"]["id"]) for one in ear.events()]
    assert heard == [("created", own["id"]), ("created", asked.id), ("deleted", own["id"])]


def test_the_world_lets_only_members_speak(world: World, room: Space, dana: Person) -> None:
    with pytest.raises(Refused, match="404"):
        world.post(dana, room, "hello?")
