"""The operator's settings: read from the environment and `.env`, and all problems at once."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from core.settings import READ_SCOPES, Settings, SettingsProblem, read_settings, variables

REQUIRED = {
    "WEBEX_BOT_TOKEN": "the-token",
    "WEBEX_CLIENT_ID": "the-client",
    "WEBEX_CLIENT_SECRET": "the-secret",
    "PUBLIC_URL": "https://recbot.example.com",
    "SECRET_KEY": "k" * 32,
}

Read = Callable[[Mapping[str, str]], Settings]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Read:
    """Settings of a process with nothing in its environment but this, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in variables():
        monkeypatch.delenv(name, raising=False)

    def read_with(environment: Mapping[str, str]) -> Settings:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return read_settings()

    return read_with


def problems(read: Read, environment: Mapping[str, str]) -> list[str]:
    with pytest.raises(SettingsProblem) as raised:
        read(environment)
    return raised.value.problems


def test_with_the_required_ones_the_others_have_their_defaults(read: Read) -> None:
    settings = read(REQUIRED)
    assert settings.webex_api_url == "https://webexapis.com/v1"
    assert settings.webex_scopes == READ_SCOPES
    assert settings.database_url == "sqlite:///recordings-bot.db"
    assert settings.allowed_domains == settings.allowed_orgs == ()
    assert (settings.host, settings.port, settings.workers, settings.log_level) == ("127.0.0.1", 8080, 8, "INFO")
    assert settings.webex_webhook_secret is None


def test_addresses_are_made_from_the_public_one(read: Read) -> None:
    settings = read({**REQUIRED, "PUBLIC_URL": " https://recbot.example.com/bot/ "})
    assert settings.webhook_url == "https://recbot.example.com/bot/webhooks/webex"
    assert settings.redirect_uri == "https://recbot.example.com/bot/oauth/callback"


def test_everything_that_is_missing_is_named_at_once(read: Read) -> None:
    assert problems(read, {}) == [f"{name} is missing" for name in variables() if name in REQUIRED]


def test_everything_that_is_wrong_is_named_at_once_without_what_stands_there(read: Read) -> None:
    wrong = {
        "WEBEX_BOT_TOKEN": "two words TELLING",
        "PUBLIC_URL": "ftp://TELLING",
        "SECRET_KEY": "TELLING",
        "WEBEX_API_URL": "TELLING",
        "DATABASE_URL": "mysql://root:TELLING@db/x",
        "PORT": "TELLING",
        "WORKERS": "0",
        "LOG_LEVEL": "TELLING",
    }
    found = problems(read, {"WEBEX_CLIENT_SECRET": "x", **wrong})
    assert {sentence.split()[0] for sentence in found} == {*wrong, "WEBEX_CLIENT_ID"}
    assert "TELLING" not in "\n".join(found)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PUBLIC_URL", "recbot.example.com", "must be an address that begins with https://"),
        ("PUBLIC_URL", "https://", "must be an address that begins with https://"),
        ("PUBLIC_URL", "https://[::1", "must be an address that begins with https://"),
        ("PUBLIC_URL", "https://recbot.example.com:https", "must be an address that begins with https://"),
        ("PUBLIC_URL", "https://recbot.example.com:0", "must be an address that begins with https://"),
        ("PUBLIC_URL", "https://user:pass@recbot.example.com", "must be an address that begins with https://"),
        ("PUBLIC_URL", "https://recbot.example.com/a b", "must be an address that begins with https://"),
        ("PUBLIC_URL", "https://recbot.example.com?x=1", "must have nothing after the path"),
        ("PUBLIC_URL", "https://recbot.example.com/#top", "must have nothing after the path"),
        ("WEBEX_API_URL", "webexapis.com/v1", "must be an address that begins with https://"),
        ("SECRET_KEY", "k" * 31, "must have 32 characters or more"),
        ("SECRET_KEY", ",".join(["k" * 32, "short"]), "must have 32 characters or more"),
        ("SECRET_KEY", " , ,", "must have 32 characters or more"),
        ("DATABASE_URL", "postgresql://db/x", "must begin with sqlite:/// or postgresql+psycopg://"),
        ("DATABASE_URL", "postgresql+psycopg://bot:pass@db:port/x", "must have a number as its port"),
        ("DATABASE_URL", "postgresql+psycopg://bot:pa/ss@db/x", "must have a number as its port"),
        ("LOG_LEVEL", "TRACE", "must be DEBUG, INFO, WARNING or ERROR"),
        ("PORT", "65536", "less than or equal to 65535"),
        ("PORT", "-1", "greater than or equal to 0"),
        ("WORKERS", "0", "greater than or equal to 1"),
        ("WORKERS", "257", "less than or equal to 256"),
        ("WORKERS", "eight", "valid integer"),
        ("WEBEX_BOT_TOKEN", "to ken", "must be one word"),
        ("WEBEX_BOT_TOKEN", "tökén", "must be one word"),
        ("WEBEX_BOT_TOKEN", " ", "must be one word"),
        ("WEBEX_CLIENT_ID", " ", "must be one word"),
        ("WEBEX_CLIENT_SECRET", "a\tb", "must be one word"),
    ],
)
def test_what_can_not_be_is_said_in_a_sentence(read: Read, name: str, value: str, said: str) -> None:
    (sentence,) = problems(read, {**REQUIRED, name: value})
    assert sentence.startswith(f"{name} ")
    assert said in sentence


def test_where_the_driver_of_postgresql_is_not_installed_the_extra_is_named(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)  # as on a machine that lacks it
    (sentence,) = problems(read, {**REQUIRED, "DATABASE_URL": "postgresql+psycopg://bot:TELLING@db/bot"})
    assert sentence == "DATABASE_URL needs psycopg, which the extra `scale` brings: pip install '.[scale]'"


def test_what_an_editor_leaves_around_a_value_does_not_count(read: Read) -> None:
    settings = read({name: f" {value}\n" for name, value in REQUIRED.items()} | {"LOG_LEVEL": " debug "})
    assert settings.webex_bot_token.get_secret_value() == "the-token"
    assert settings.webex_client_secret.get_secret_value() == "the-secret"
    assert settings.webex_client_id == "the-client"
    assert settings.public_url == "https://recbot.example.com"
    assert settings.secret_keys == ("k" * 32,)
    assert settings.log_level == "DEBUG"


def test_several_keys_are_read_newest_first(read: Read) -> None:
    settings = read({**REQUIRED, "SECRET_KEY": f"{'n' * 40}, {'o' * 32} ,"})
    assert settings.secret_keys == ("n" * 40, "o" * 32)


@pytest.mark.parametrize("value", ["a b c", "a,b,c", " a, b,\tc ", "a,,b c"])
def test_lists_take_spaces_and_commas(read: Read, value: str) -> None:
    settings = read({**REQUIRED, "WEBEX_SCOPES": value, "ALLOWED_ORGS": value, "ALLOWED_DOMAINS": value})
    assert settings.webex_scopes == settings.allowed_orgs == settings.allowed_domains == ("a", "b", "c")


def test_domains_may_be_written_with_an_at_and_in_capitals(read: Read) -> None:
    assert read({**REQUIRED, "ALLOWED_DOMAINS": "@Acme.Example corp.example"}).allowed_domains == (
        "acme.example",
        "corp.example",
    )


def test_an_empty_value_counts_as_none(read: Read) -> None:
    optional = {name: "" for name in variables() if name not in REQUIRED}
    assert read({**REQUIRED, **optional}) == read(REQUIRED)
    assert problems(read, {**REQUIRED, "SECRET_KEY": ""}) == ["SECRET_KEY is missing"]


def test_a_file_is_read_and_the_environment_counts_more(read: Read, tmp_path: Path) -> None:
    lines = [f"{name}={value}" for name, value in REQUIRED.items()] + ["PORT=9000", "WORKERS=3", "UNKNOWN=1", "# x"]
    (tmp_path / ".env").write_text("\n".join(lines))
    settings = read({"PORT": "9001", "WORKERS": ""})
    assert (settings.port, settings.workers) == (9001, 3)
    assert settings.webex_client_id == "the-client"


def test_secrets_are_not_printed(read: Read) -> None:
    database = {"DATABASE_URL": "postgresql+psycopg://bot:TELLING@db/bot", "WEBEX_WEBHOOK_SECRET": "hush-hush"}
    settings = read({**REQUIRED, **database})
    for printed in (repr(settings), str(settings)):
        for secret in ("the-token", "the-secret", "k" * 32, "TELLING", "hush-hush"):
            assert secret not in printed


def test_settings_do_not_change_while_the_bot_runs(read: Read) -> None:
    with pytest.raises(ValueError, match="frozen"):
        read(REQUIRED).port = 1


def test_the_names_of_all_settings_are_known() -> None:
    assert set(REQUIRED) <= set(variables())
    assert all(name == name.upper() for name in variables())
