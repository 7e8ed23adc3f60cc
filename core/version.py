"""The version of the bot, as it stands in pyproject.toml; a test keeps the two alike."""

VERSION = "0.1.0"
