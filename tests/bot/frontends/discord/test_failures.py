import asyncio
import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.ask.service import Asking, Response
from bot.cards import Action, Card
from bot.frontends.discord import choices, commands
from bot.frontends.discord.tally import Kind, Outcome
from bot.logs import JsonLines
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import Person, Server

ASKED = "our vault's colour is mauve"


class Broken(Asking):
    """A service that fails at whatever it is asked, and says so with the question in its error."""

    def answer(self, message: str) -> Response:
        raise RuntimeError(f"the roof fell in at {message!r}")

    def look_up(self, name: str) -> Card:
        raise RuntimeError(f"the wall leans at {name}")

    def follow(self, action: Action, question: str = "") -> Card:
        raise RuntimeError(f"the floor gave way at {question}")


@pytest.fixture
def broken(asking: Asking) -> Asking:
    return Broken(asking.guide)


class Lines(io.StringIO):
    """The log, as machines read it."""

    def error(self) -> dict[str, Any]:
        """The one error in it."""
        (line,) = [line for line in map(json.loads, self.getvalue().splitlines()) if line["level"] == "ERROR"]
        said: dict[str, Any] = line
        return said


@pytest.fixture
def lines() -> Iterator[Lines]:
    lines = Lines()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


def reference_in(text: str) -> str:
    found = re.search(r"reference (\w+)", text)
    assert found is not None
    return found[1]


async def test_a_broken_command_tells_its_asker_privately_with_the_reference_of_the_log(
    server: Server, broken: Asking, ana: Person, lines: Lines
) -> None:
    async with connected(server, broken):
        answer = await ana.slash("general", "ask", question=ASKED)
    assert answer.private
    assert "roof" not in answer.text
    line = lines.error()
    assert line["reference"] == reference_in(answer.text)
    assert (line["shard"], line["guild_id"]) == (0, str(server.home.id))
    assert "the roof fell in" in line["exception"]
    assert "mauve" not in lines.getvalue()


async def test_a_broken_button_tells_who_pressed_it(
    server: Server, asking: Asking, broken: Asking, ana: Person, lines: Lines
) -> None:
    async with connected(server, asking):
        answer = await ana.slash("general", "pattern", name="saga")
    async with connected(server, broken):
        pressed = await ana.click(answer.message, label="Prerequisites")
    assert pressed.private
    line = lines.error()
    assert line["reference"] == reference_in(pressed.text)
    assert line["guild_id"] == str(server.home.id)


async def test_a_broken_answer_to_a_message_is_owned_up_to(
    server: Server, broken: Asking, ana: Person, lines: Lines
) -> None:
    async with connected(server, broken):
        answer = await ana.mention("general", ASKED)
    line = lines.error()
    assert line["reference"] == reference_in(answer.text)
    assert line["guild_id"] == str(server.home.id)
    assert "the roof fell in" in line["exception"]
    assert "mauve" not in lines.getvalue()


async def test_a_broken_answer_to_a_direct_message_has_no_guild(
    server: Server, broken: Asking, ana: Person, lines: Lines
) -> None:
    async with connected(server, broken):
        direct = await ana.dm(ASKED)
    line = lines.error()
    assert line["reference"] == reference_in(direct.text)
    assert line["shard"] == 0
    assert "guild_id" not in line
    assert "mauve" not in lines.getvalue()


async def test_a_broken_answer_from_the_menu_shows_nothing_of_the_message_in_the_log(
    server: Server, broken: Asking, ana: Person, lines: Lines
) -> None:
    async with connected(server, broken):
        said = await server.person("ben").say("general", ASKED)
        answer = await ana.context_menu("Answer from the roadmap", said.said)
    assert lines.error()["reference"] == reference_in(answer.text)
    assert "mauve" not in lines.getvalue()


async def test_broken_suggestions_leave_a_line_without_what_was_typed(
    server: Server, asking: Asking, ana: Person, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_roadmap: object, typed: str) -> choices.Choices:
        raise RuntimeError(f"nothing is like {typed}")

    monkeypatch.setattr(commands, "problems_like", fail)
    async with connected(server, asking) as bot:
        suggesting = asyncio.create_task(ana.autocomplete("general", "ask", "question", ASKED))
        await server.until(lambda: bot.tally.outcomes[Kind.AUTOCOMPLETE, Outcome.FAILED] == 1)
        suggesting.cancel()
    line = lines.error()
    assert line["guild_id"] == str(server.home.id)
    assert "nothing is like" in line["exception"]
    assert "mauve" not in lines.getvalue()
