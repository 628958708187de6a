import re

import pytest

from bot.ask.service import Asking, Response
from bot.cards import Action, Card
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import Person, Server


class Broken(Asking):
    """A service that fails at whatever it is asked."""

    def answer(self, message: str) -> Response:
        raise RuntimeError("the roof fell in")

    def follow(self, action: Action, question: str = "") -> Card:
        raise RuntimeError("the floor gave way")


@pytest.fixture
def broken(asking: Asking) -> Asking:
    return Broken(asking.guide)


async def test_a_broken_command_tells_its_asker_privately_with_the_reference_of_the_log(
    server: Server, broken: Asking, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(server, broken):
        answer = await ana.slash("general", "ask", question="what is a saga")
    assert answer.private
    reference = re.search(r"reference (\w+)", answer.text)
    assert reference is not None
    assert reference[1] in caplog.text
    assert "roof" in caplog.text
    assert "roof" not in answer.text


async def test_a_broken_button_tells_who_pressed_it(
    server: Server, asking: Asking, broken: Asking, ana: Person
) -> None:
    async with connected(server, asking):
        answer = await ana.slash("general", "pattern", name="saga")
    async with connected(server, broken):
        pressed = await ana.click(answer.message, label="Prerequisites")
    assert pressed.private
    assert "reference" in pressed.text


async def test_a_broken_answer_to_a_message_is_owned_up_to(server: Server, broken: Asking, ana: Person) -> None:
    async with connected(server, broken):
        answer = await ana.mention("general", "what is a saga")
    assert "reference" in answer.text
