import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot import logs
from bot.logs import Subject

KEY = "abc.def.ghijklmnop"
QUESTION = 'why is the vendor\'s "slow" call … slow?\nand then?'


@pytest.fixture(autouse=True)
def _root_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    logs.about(Subject())
    root.handlers[:] = handlers
    root.setLevel(level)


def log_failure(error: Exception) -> None:
    """Write the line of an error that was really raised, and that its message quotes."""
    log = logging.getLogger("bot.some")
    try:
        raise error
    except type(error):
        log.exception("it failed: %s", str(error))


def json_line(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    (line,) = capsys.readouterr().err.splitlines()
    said: dict[str, Any] = json.loads(line)
    return said


def test_text_is_one_line_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "text")
    logging.getLogger("bot.some").info("ready as %s", "Ana")
    logging.getLogger("bot.some").debug("not asked for")
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("INFO    bot.some: ready as Ana")


def test_json_is_one_object_for_machines_with_the_traceback_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("WARNING", "json")
    try:
        int("naïve\n")
    except ValueError:
        logging.getLogger("bot.some").exception("it failed")
    said = json_line(capsys)
    assert (said["level"], said["logger"], said["message"]) == ("ERROR", "bot.some", "it failed")
    assert "naïve" in said["exception"]
    assert said["time"].endswith("+00:00")


def test_a_line_tells_what_its_task_deals_with(capsys: pytest.CaptureFixture[str]) -> None:
    logs.about(Subject(guild_id=2**60, shard=3))
    logs.configure("INFO", "json")
    logging.getLogger("bot.some").error("it failed", extra={"reference": "A1B2C3"})
    said = json_line(capsys)
    assert (said["reference"], said["shard"], said["guild_id"]) == ("A1B2C3", 3, str(2**60))
    logs.configure("INFO", "text")
    logging.getLogger("bot.some").error("it failed")
    assert capsys.readouterr().err.endswith(f"it failed (shard 3, guild {2**60})\n")


def test_a_line_that_names_its_own_place_is_believed(capsys: pytest.CaptureFixture[str]) -> None:
    logs.about(Subject(guild_id=1, shard=3))
    logs.configure("INFO", "json")
    logging.getLogger("bot.some").warning("late", extra={"guild_id": 2})
    assert json_line(capsys)["guild_id"] == "2"


def test_what_is_not_known_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json")
    logging.getLogger("bot.some").info("stopping")
    assert set(json_line(capsys)) == {"time", "level", "logger", "message"}


def test_the_library_s_lines_tell_their_shard(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json")
    logging.getLogger("discord.gateway").info("Shard ID %s has connected to Gateway (Session ID: %s).", 12, "f00")
    assert json_line(capsys)["shard"] == 12


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize("error", [QUESTION, repr(QUESTION), QUESTION.upper(), f"no entry is called {QUESTION!r}"])
def test_what_people_said_stands_in_no_line_however_an_error_quotes_it(
    capsys: pytest.CaptureFixture[str], log_format: Any, error: str
) -> None:
    logs.configure("INFO", log_format)
    logs.about(Subject(said=lambda: [QUESTION, *QUESTION.splitlines()]))
    log_failure(RuntimeError(error))
    said = capsys.readouterr().err
    assert "vendor" not in said.casefold()
    assert "RuntimeError" in said


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_no_token_stands_in_a_line(capsys: pytest.CaptureFixture[str], log_format: Any) -> None:
    logs.configure("INFO", log_format, [KEY])
    address = "https://discord.com/api/v10/webhooks/123/aW50ZXJhY3Rpb246MTIz-_.x/messages/@original"
    log_failure(OSError(f"cannot reach {address} with Bot {KEY}"))
    said = capsys.readouterr().err
    said = json.loads(said)["exception"] if log_format == "json" else said
    assert KEY not in said
    assert "aW50ZXJhY3Rpb246MTIz" not in said
    assert "/webhooks/123/…/messages/@original" in said


def test_nothing_that_is_logged_can_pose_as_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "text")
    forged = "2026-01-01 00:00:00,000 ERROR   bot.some: forged"
    log_failure(ValueError(f"odd\r\n{forged}"))
    first, *rest = capsys.readouterr().err.splitlines()
    assert first.endswith("bot.some: it failed: odd\\r")
    assert rest
    assert all(line.startswith("    ") for line in rest)
