import json
import logging
from collections.abc import Iterator

import pytest

from bot import logs


@pytest.fixture(autouse=True)
def _root_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


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
    (line,) = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert (said["level"], said["logger"], said["message"]) == ("ERROR", "bot.some", "it failed")
    assert "naïve" in said["exception"]
    assert said["time"].endswith("+00:00")
