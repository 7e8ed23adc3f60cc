"""The operator's settings, from the environment or a `.env` file; all problems are reported together."""

from importlib.util import find_spec
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

READ_SCOPES = (
    "spark:people_read",
    "spark:kms",
    "meeting:recordings_read",
    "meeting:transcripts_read",
    "meeting:schedules_read",
    "meeting:participants_read",
    "meeting:summaries_read",
    "meeting:preferences_read",
    "spark:recordings_read",
)
"""What the first consent asks for: reading only (reference 2.5)."""

WRITE_SCOPES = ("meeting:recordings_write", "meeting:schedules_write", "spark:recordings_write")
"""What a consent asks for besides, once somebody wants something changed; the integration has to allow them."""

_WHO = ("spark:people_read", "spark:kms")
"""What every consent asks for, to see whose it is."""

ADMIN_READ_SCOPES = (
    *_WHO,
    "meeting:admin_recordings_read",
    "meeting:admin_preferences_read",
    "spark-admin:recordings_read",
)
"""What an administrator's first consent asks for: reading only, and a grant of its own (reference 2.5)."""

ADMIN_WRITE_SCOPES = ("meeting:admin_recordings_write", "spark-admin:recordings_write")

COMPLIANCE_READ_SCOPES = (*_WHO, "spark-compliance:meetings_read", "spark-compliance:recordings_read")
"""The same for a compliance officer."""

COMPLIANCE_WRITE_SCOPES = ("spark-compliance:meetings_write", "spark-compliance:recordings_write")

ROLE_SCOPES = (*ADMIN_READ_SCOPES, *ADMIN_WRITE_SCOPES, *COMPLIANCE_READ_SCOPES, *COMPLIANCE_WRITE_SCOPES)
"""All that is ever asked for because of a role."""

SHORTEST_KEY = 32

_Words = Annotated[tuple[str, ...], NoDecode]


class SettingsProblem(Exception):
    """The settings can't be used; `problems` has one sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Settings(BaseSettings):
    """Read once at start. Secrets are `SecretStr`, so that printing the settings doesn't print them."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True, str_strip_whitespace=True
    )

    webex_bot_token: SecretStr
    webex_client_id: str
    webex_client_secret: SecretStr
    public_url: str
    secret_key: SecretStr
    webex_webhook_secret: SecretStr | None = None
    webex_api_url: str = "https://webexapis.com/v1"
    webex_scopes: _Words = READ_SCOPES
    database_url: str = Field(default="sqlite:///recordings-bot.db", repr=False)
    """May hold a password."""
    allowed_domains: _Words = ()
    allowed_orgs: _Words = ()
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    workers: int = Field(default=8, ge=1, le=256)
    log_level: str = "INFO"

    @field_validator("webex_scopes", "allowed_domains", "allowed_orgs", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("allowed_domains")
    @classmethod
    def _bare_domains(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(domain.lower().removeprefix("@") for domain in value)

    @field_validator("webex_bot_token", "webex_client_id", "webex_client_secret", mode="before")
    @classmethod
    def _one_word(cls, value: object) -> str:
        """Without what an editor or `echo` leaves around it: in a header, that would be refused or worse."""
        word = (value.get_secret_value() if isinstance(value, SecretStr) else str(value)).strip()
        if not word or not word.isascii() or not word.isprintable() or " " in word:
            raise ValueError("must be one word, as Webex shows it")
        return word

    @field_validator("public_url", "webex_api_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if not _is_address(value):
            raise ValueError("must be an address that begins with https://")
        parts = urlsplit(value)
        if parts.query or parts.fragment:
            raise ValueError("must have nothing after the path")
        return value.rstrip("/")

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("must begin with sqlite:/// or postgresql+psycopg://")
        try:
            _ = urlsplit(value).port
        except ValueError:  # whose own words quote the address, and with it a password
            raise ValueError("must have a number as its port") from None
        if value.startswith("postgresql") and find_spec("psycopg") is None:
            raise ValueError("needs psycopg, which the extra `scale` brings: pip install '.[scale]'")
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_keys(cls, value: SecretStr) -> SecretStr:
        keys = _keys(value)
        if not keys or any(len(key) < SHORTEST_KEY for key in keys):
            raise ValueError(f"must have {SHORTEST_KEY} characters or more (each key, when there are several)")
        return value

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """The keys, newest first."""
        return _keys(self.secret_key)

    @property
    def webhook_url(self) -> str:
        return f"{self.public_url}/webhooks/webex"

    @property
    def redirect_uri(self) -> str:
        """Must stand in the integration exactly so (reference 2.2)."""
        return f"{self.public_url}/oauth/callback"


def read_settings(env_file: str | None = ".env") -> Settings:
    """The settings of this process. Raises `SettingsProblem` with every problem there is."""
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]  # the fields come from the environment
    except ValidationError as error:
        raise SettingsProblem([_sentence(problem) for problem in error.errors()]) from None


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # half an IPv6 address, or a port that is no number
        return False
    return parts.scheme in ("http", "https") and has_host and "@" not in parts.netloc and " " not in value


def _keys(value: SecretStr) -> tuple[str, ...]:
    return tuple(key.strip() for key in value.get_secret_value().split(",") if key.strip())


def _sentence(problem: object) -> str:
    assert isinstance(problem, dict)  # noqa: S101  # pydantic's own shape
    where = "_".join(str(part) for part in problem["loc"]).upper()
    if problem["type"] == "missing":
        return f"{where} is missing"
    text = str(problem["msg"]).removeprefix("Value error, ")
    text = text[:1].lower() + text[1:] if where else text
    return f"{where} {text}".strip()


def variables() -> list[str]:
    """The names of all settings, as they stand in the environment."""
    return [name.upper() for name in Settings.model_fields]
