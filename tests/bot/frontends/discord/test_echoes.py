"""What the bot says comes back to it as an event; it passes that over."""

import discord
import pytest

from bot.frontends.discord.client import RoadmapBot
from tests.discord_server import Person


async def test_the_bot_takes_in_what_people_say_and_not_what_it_says_itself(
    bot: RoadmapBot, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    listen = bot.on_message

    async def noted(message: discord.Message) -> None:
        heard.append(message.author.name)
        await listen(message)

    monkeypatch.setattr(bot, "on_message", noted)
    await ana.slash("general", "ask", question="what is a saga?")
    answer = await ana.mention("general", "what is a bulkhead?")
    assert "Bulkhead" in answer.text
    await ana.mention("general", "what is a canary?")
    assert heard == ["ana", "ana"]
