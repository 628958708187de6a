import math
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.environment import EnvironmentFileError, with_file
from bot.floods.limits import Limit, Limits
from bot.settings import Settings, SettingsError
from knowledge.loader import SHIPPED


def faults(environ: Mapping[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(environ)
    return list(caught.value.faults)


def test_nothing_has_to_be_set() -> None:
    settings = Settings.from_env({})
    assert settings.discord_token is None
    assert settings.database_url.startswith("sqlite+aiosqlite:///")
    assert settings.roadmap == SHIPPED
    assert settings.sentence_model is None
    assert settings.discord_api_url == "https://discord.com/api/v10"
    assert settings.discord_gateway_url is None
    assert not settings.message_content
    assert settings.shard_count is None
    assert settings.shard_ids is None
    assert settings.http_port is None
    assert settings.gateway_timeout == 600
    assert settings.flood_limits == Limits()
    assert (settings.log_level, settings.log_format) == ("INFO", "text")


def test_every_setting_can_be_set(tmp_path: Path) -> None:
    settings = Settings.from_env(
        {
            "DISCORD_TOKEN": "abc.def.ghi",
            "DATABASE_URL": "postgresql://bot:pw@db.example:5432/roadmap",
            "ROADMAP": str(tmp_path),
            "SENTENCE_MODEL": str(tmp_path),
            "DISCORD_API_URL": "http://127.0.0.1:8080/api/v10/",
            "DISCORD_GATEWAY_URL": "ws://127.0.0.1:8081",
            "MESSAGE_CONTENT": "On",
            "SHARD_COUNT": "8",
            "SHARD_IDS": "0-2, 7",
            "HTTP_PORT": "8000",
            "GATEWAY_TIMEOUT": "5",
            "FLOOD_LIMITS": "person 20/1",
            "LOG_LEVEL": "debug",
            "LOG_FORMAT": "json",
        }
    )
    assert settings.discord_token is not None
    assert settings.discord_token.reveal() == "abc.def.ghi"
    assert settings.database_url == "postgresql+asyncpg://bot:pw@db.example:5432/roadmap"
    assert settings.roadmap == tmp_path
    assert settings.sentence_model == tmp_path
    assert settings.discord_api_url == "http://127.0.0.1:8080/api/v10"
    assert settings.discord_gateway_url == "ws://127.0.0.1:8081"
    assert settings.message_content
    assert settings.shard_count == 8
    assert settings.shard_ids == (0, 1, 2, 7)
    assert settings.http_port == 8000
    assert settings.gateway_timeout == 300
    assert settings.flood_limits == Limits(person=Limit(20, 1))
    assert (settings.log_level, settings.log_format) == ("DEBUG", "json")


def test_a_variable_set_to_nothing_counts_as_not_set() -> None:
    empty = dict.fromkeys(("DISCORD_TOKEN", "DATABASE_URL", "ROADMAP", "HTTP_PORT", "LOG_LEVEL", "SHARD_IDS"), " ")
    assert Settings.from_env(empty) == Settings.from_env({})


@pytest.mark.parametrize("written", ["off", "OFF", " Off "])
def test_the_sentence_model_can_be_turned_off(written: str) -> None:
    assert Settings.from_env({"SENTENCE_MODEL": written}).sentence_model == "off"


def test_all_faults_are_named_at_once() -> None:
    wrong = {
        "DISCORD_TOKEN": "two words",
        "DATABASE_URL": "postgres//db",
        "ROADMAP": "/no/such/folder",
        "SENTENCE_MODEL": "/no/such/folder",
        "DISCORD_API_URL": "discord.com",
        "DISCORD_GATEWAY_URL": "https://gateway.example",
        "MESSAGE_CONTENT": "maybe",
        "SHARD_COUNT": "0",
        "SHARD_IDS": "3-1",
        "HTTP_PORT": "70000",
        "GATEWAY_TIMEOUT": "10 s",
        "FLOOD_LIMITS": "on",
        "LOG_LEVEL": "loud",
        "LOG_FORMAT": "xml",
    }
    found = faults(wrong)
    assert sorted(fault.partition(":")[0] for fault in found) == sorted(wrong)
    assert (
        'DATABASE_URL: "postgres//db" is no URL. Write sqlite:///path/to/file or postgresql://user@host/name.' in found
    )


def test_a_gateway_timeout_may_be_off_and_is_never_shorter_than_a_reconnect() -> None:
    assert Settings.from_env({"GATEWAY_TIMEOUT": "Off"}).gateway_timeout == math.inf
    (fault,) = faults({"GATEWAY_TIMEOUT": "1"})
    assert fault == 'GATEWAY_TIMEOUT: "1" is no number of minutes. Write one from 2 to 1440, or off.'


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sqlite:///bot.db", "sqlite+aiosqlite:///bot.db"),
        ("sqlite:////var/lib/bot.db", "sqlite+aiosqlite:////var/lib/bot.db"),
        ("sqlite+aiosqlite:///bot.db", "sqlite+aiosqlite:///bot.db"),
        ("postgres://me@host/name", "postgresql+asyncpg://me@host/name"),
        ("POSTGRESQL://me@host/name", "postgresql+asyncpg://me@host/name"),
    ],
)
def test_database_urls_are_taken_as_people_write_them(written: str, meant: str) -> None:
    assert Settings.from_env({"DATABASE_URL": written}).database_url == meant


@pytest.mark.parametrize(
    "written",
    ["sqlite://", "sqlite:///", "sqlite:///:memory:", "mysql://host/db", "postgresql:///name", "postgresql://host"],
)
def test_a_database_url_without_a_place_is_refused(written: str) -> None:
    (fault,) = faults({"DATABASE_URL": written})
    assert fault.startswith(f'DATABASE_URL: "{written}" ')
    assert " Write " in fault


def test_neither_token_nor_password_is_shown() -> None:
    settings = Settings.from_env({"DISCORD_TOKEN": "abc.def.ghi", "DATABASE_URL": "postgresql://me:hunter2@host/name"})
    shown = f"{settings!r} {settings} {settings.discord_token} {settings.discord_token!r}"
    assert "abc.def" not in shown
    assert "hunter2" not in shown
    assert "hunter2" not in faults({"DATABASE_URL": "mysql://me:hunter2@host/name"})[0]
    assert "hunter2" not in faults({"DATABASE_URL": "mysql://me@host/name?password=hunter2"})[0]
    assert "abc def" not in faults({"DISCORD_TOKEN": "abc def"})[0]


def test_a_token_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("Bot abc.def.ghi\n")
    settings = Settings.from_env({"DISCORD_TOKEN_FILE": str(file)})
    assert settings.discord_token is not None
    assert settings.discord_token.reveal() == "abc.def.ghi"


def test_a_token_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_text("\n")
    assert "is empty" in faults({"DISCORD_TOKEN_FILE": str(empty)})[0]
    assert "No such file" in faults({"DISCORD_TOKEN_FILE": str(tmp_path / "gone")})[0]
    empty.write_bytes(b"\xff\xfe")
    assert "is no text" in faults({"DISCORD_TOKEN_FILE": str(empty)})[0]


def test_two_tokens_are_one_too_many(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("abc.def.ghi")
    assert faults({"DISCORD_TOKEN": "abc.def.ghi", "DISCORD_TOKEN_FILE": str(file)}) == [
        "DISCORD_TOKEN_FILE: DISCORD_TOKEN is set too. Set one of the two."
    ]


def test_shard_ids_belong_to_a_count() -> None:
    assert "Set SHARD_COUNT too" in faults({"SHARD_IDS": "0-3"})[0]
    assert faults({"SHARD_IDS": "0-4", "SHARD_COUNT": "4"}) == ["SHARD_IDS: 4 is not among 4. Write ids from 0 to 3."]
    assert [fault[:12] for fault in faults({"SHARD_IDS": "0-4", "SHARD_COUNT": "x"})] == ["SHARD_COUNT:"]


def test_an_address_with_a_port_that_is_no_number_is_refused() -> None:
    assert faults({"DISCORD_API_URL": "http://host:port/api"})[0].startswith('DISCORD_API_URL: "http://host:port/api"')


def test_a_file_of_variables_lies_under_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "bot.env"
    file.write_text(
        "\ufeff# the bot\n\nLOG_LEVEL=debug\nexport LOG_FORMAT = 'json' # machines\n"
        'NAME="a # b"\nHTTP_PORT=1 # off at home\nTOKEN=a#b\nEMPTY=\n',
        encoding="utf-8",
    )
    assert with_file({"HTTP_PORT": "2"}, file) == {
        "LOG_LEVEL": "debug",
        "LOG_FORMAT": "json",
        "NAME": "a # b",
        "HTTP_PORT": "2",
        "TOKEN": "a#b",
        "EMPTY": "",
    }


def test_faults_in_a_file_of_variables_are_told_by_line_and_never_repeat_it(tmp_path: Path) -> None:
    file = tmp_path / "bot.env"
    file.write_text("LOG_LEVEL=debug\nabc.def.ghi\n1X=2\n")
    with pytest.raises(EnvironmentFileError) as caught:
        with_file({}, file)
    assert str(caught.value).splitlines() == [
        f"{file}:2: this is no variable. Write NAME=value.",
        f"{file}:3: this is no variable. Write NAME=value.",
    ]


def test_a_file_of_variables_that_cannot_be_read_is_explained(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFileError, match="Name a file of NAME=value lines"):
        with_file({}, tmp_path / "gone.env")
    (tmp_path / "latin.env").write_bytes(b"NAME=\xe9\n")
    with pytest.raises(EnvironmentFileError, match="not UTF-8"):
        with_file({}, tmp_path / "latin.env")
