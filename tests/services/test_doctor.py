"""What `python bot.py doctor` finds."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.stage import Speaker, Stage, running_bot, staged


def findings(stage: Stage) -> tuple[list[str], list[str]]:
    """What is right, and what is wrong."""
    found = list(stage.bot.doctor.examine())
    return [one.text for one in found if one.is_right], [one.text for one in found if not one.is_right]


def test_a_good_set_up_has_nothing_wrong(stage: Stage) -> None:
    right, wrong = findings(stage)
    assert not wrong
    assert any("RecBot" in text for text in right)
    assert any(stage.bot.settings.redirect_uri in text for text in right)


def test_a_wrong_token_is_named(tmp_path: Path) -> None:
    with staged(tmp_path, webex_bot_token=SecretStr("nonsense")) as stage:
        assert any("WEBEX_BOT_TOKEN" in text for text in findings(stage)[1])


def test_a_persons_token_is_not_a_bots(tmp_path: Path, stage: Stage) -> None:
    person = stage.webex.world.person("Ana Ruiz", email="ana@example.com")
    folder = tmp_path / "other"
    folder.mkdir()
    with running_bot(stage.webex, person, folder) as bot:
        texts = [one.text for one in bot.doctor.examine() if not one.is_right]
    assert any("a person" in text for text in texts)


def test_a_wrong_integration_is_named(tmp_path: Path) -> None:
    with staged(tmp_path, webex_client_secret=SecretStr("wrong")) as stage:
        assert any("WEBEX_CLIENT_ID" in text for text in findings(stage)[1])


def test_an_address_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    with staged(tmp_path, public_url="http://127.0.0.1:9") as stage:
        assert any("PUBLIC_URL" in text for text in findings(stage)[1])


def test_webhooks_that_were_switched_off_are_named(stage: Stage) -> None:
    for webhook in stage.webex.world.webhooks:
        webhook.status = "inactive"
    [text] = findings(stage)[1]
    assert "messages, attachmentActions, memberships" in text


def test_since_when_the_bot_may_be_deaf_is_told_and_what_came_of_it(stage: Stage, ana: Speaker) -> None:
    for webhook in stage.webex.world.webhooks:
        webhook.status = "inactive"
    ana.writes("help")
    stage.clock.advance(60)
    [text] = findings(stage)[1]
    assert "They were last right at 2026-03-12 09:00 UTC." in text
    stage.bot.ticks.reconcile()
    stage.passes(timedelta(minutes=1))
    right, wrong = findings(stage)
    assert not wrong
    assert "From 2026-03-12 09:00 UTC to 2026-03-12 09:01 UTC nothing may have been heard (webhooks were" in right[-1]
    assert "; 1 of the things said meanwhile were looked up." in right[-1]


def test_that_nobody_looks_after_the_webhooks_is_told(stage: Stage) -> None:
    assert findings(stage)[0][-1] == "The webhooks are registered and switched on."
    stage.clock.advance(timedelta(minutes=10))
    assert findings(stage)[0][-1].endswith(
        "No bot has looked after them since 2026-03-12 09:00 UTC. Is one running, with its clock?"
    )


@pytest.mark.parametrize("path", ["/people/me", "/webhooks", "/access_token"])
def test_a_webex_that_does_not_answer_is_named_and_the_rest_is_looked_at(stage: Stage, path: str) -> None:
    stage.webex.world.fault("*", path, status=503, times=None)
    right, wrong = findings(stage)
    assert len(wrong) == 1
    assert "does not answer" in wrong[0]
    assert len(right) == 4
