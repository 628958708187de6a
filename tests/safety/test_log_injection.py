"""Whatever stands in a record, it is one record: to a person at a terminal, and to the machine that collects them."""

import json
import logging
import re
from collections.abc import Iterator

import pytest

from bot import logs
from tests.safety.hostile import ODD

FORGED = "all is well\n2026-11-20 10:00:00,000 ERROR   bot.storage: the database is gone\r\x1b[2J\u2028{}\x85{}"


@pytest.fixture(autouse=True)
def _root_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def fail(text: str) -> None:
    raise ValueError(text)


def logged(text: str) -> None:
    log = logging.getLogger("bot.some")
    log.warning("heard %s", text)
    try:
        fail(text)
    except ValueError:
        log.exception("it failed: %s", text)


@pytest.mark.parametrize("odd", [FORGED, *ODD])
def test_no_line_of_text_can_be_forged(odd: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "text")
    logged(odd)
    said = capsys.readouterr().err
    assert all(line.isprintable() for line in said.split("\n"))
    begins = [line for line in said.splitlines() if not line.startswith("    ")]
    assert len(begins) == 2
    assert all(re.match(r"\d{4}-\d\d-\d\d \S+ (WARNING|ERROR) ", line) for line in begins)


@pytest.mark.parametrize("odd", [FORGED, *ODD])
def test_no_object_can_be_forged(odd: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json")
    logged(odd)
    said = capsys.readouterr().err
    first, second = [json.loads(line) for line in said.splitlines()]
    assert first["message"] == f"heard {odd}"
    assert odd in second["exception"]
    assert said.isascii()
