"""Pictures in Discord: attached, told in words to who cannot see them, and never the reason why an answer fails."""

import asyncio
from typing import Any

import pytest

from bot.frontends.discord import answering_in_time
from bot.frontends.discord.client import RoadmapBot
from bot.learn.map_words import alt_text
from bot.learn.mapping import map_of
from bot.learn.pictures import SIGNATURE, NotDrawnError, Pictures
from knowledge.model import Roadmap
from tests.discord_server import Person, Server

GALLERY, BUTTON = 12, 2
SOON = 0.02


def parts(components: Any, kind: int) -> list[dict[str, Any]]:
    """Find every component of a kind in what was sent."""
    found: list[dict[str, Any]] = []
    for part in components:
        found += [part] if part["type"] == kind else []
        found += parts(part.get("components", ()), kind)
    return found


async def test_the_roadmap_comes_with_its_picture_and_with_words_for_it(
    bot: RoadmapBot, ana: Person, roadmap: Roadmap
) -> None:
    answer = await ana.slash("general", "roadmap")
    (picture,) = answer.attachments
    assert picture.content.startswith(SIGNATURE)
    (gallery,) = parts(answer.message.components, GALLERY)
    (item,) = gallery["items"]
    assert item["description"] == alt_text(map_of(roadmap))
    assert item["media"]["url"] == picture.url
    assert len(parts(answer.message.components, BUTTON)) == len(roadmap.groups)
    assert not answer.private


async def test_asking_twice_sends_the_same_picture_and_draws_it_once(bot: RoadmapBot, ana: Person) -> None:
    drawn: list[bytes] = []

    async def draw(content: bytes) -> bytes:
        drawn.append(content)
        return SIGNATURE

    bot.pictures = Pictures(draw)
    for _ in range(2):
        assert len((await ana.slash("general", "roadmap")).attachments) == 1
    assert len(drawn) == 1


async def test_without_a_picture_the_roadmap_is_shown_in_words(
    bot: RoadmapBot, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    async def draw(_content: bytes) -> bytes:
        raise NotDrawnError("no ink")

    bot.pictures = Pictures(draw)
    answer = await ana.slash("general", "roadmap")
    assert answer.attachments == ()
    assert "Modern Infrastructure" in answer.text
    assert "no ink" in caplog.text


async def test_discord_is_asked_to_wait_for_a_slow_picture(
    bot: RoadmapBot, ana: Person, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def draw(_content: bytes) -> bytes:
        await asyncio.sleep(5 * SOON)
        return SIGNATURE

    monkeypatch.setattr(answering_in_time, "PATIENCE", SOON)
    bot.pictures = Pictures(draw)
    answer = await ana.slash("general", "roadmap")
    assert len(answer.attachments) == 1
    assert "Modern Infrastructure" in answer.text
    assert not answer.private
