"""A bot that is watched, and who reads its pages. A module of tests takes the fixtures by assignment."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.assistant import Assistant
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.pages import Pages
from bot.frontends.discord.pulse import Pulse
from bot.frontends.discord.vitals import Vitals
from bot.frontends.discord.watchdog import Watchdog
from bot.quiz.running import Running
from tests.bot.frontends.discord.connecting import connected
from tests.bot.frontends.discord.test_process import free_port
from tests.discord_server import Server

LIMIT = 600.0


class Reader:
    """Reads the pages of a process."""

    def __init__(self, port: int, session: aiohttp.ClientSession) -> None:
        self.port = port
        self._session = session

    async def page(self, name: str, **headers: str) -> tuple[int, str]:
        async with self._session.get(f"http://127.0.0.1:{self.port}/{name}", headers=headers) as page:
            return page.status, await page.text()

    async def sign(self, name: str) -> dict[str, Any]:
        status, text = await self.page(name)
        said: dict[str, Any] = json.loads(text)
        assert said["ok"] == (status == 200)
        return said

    async def numbers(self) -> dict[tuple[str, ...], float]:
        """All samples: by name and the values of their labels."""
        _, text = await self.page("metrics")
        return {
            (sample.name.removeprefix("roadmap_bot_"), *sample.labels.values()): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }


@asynccontextmanager
async def reading(bot: RoadmapBot, running: Running, pulse: Pulse | None = None) -> AsyncIterator[Reader]:
    port = free_port()
    vitals = Vitals(bot, running, pulse or Pulse(), Watchdog(bot.gateway, LIMIT))
    async with Pages(vitals, port), aiohttp.ClientSession() as session:
        yield Reader(port, session)


@pytest.fixture
async def bot(server: Server, assistant: Assistant) -> AsyncIterator[RoadmapBot]:
    async with connected(server, assistant, watched=True) as bot:
        await bot.let_in.wait()
        yield bot


@pytest.fixture
async def pages(bot: RoadmapBot, running: Running) -> AsyncIterator[Reader]:
    async with reading(bot, running) as reader:
        yield reader
