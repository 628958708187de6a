"""Boards and one's own page on Discord: what is public, what is private, and names that mean harm."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.frontends.discord.client import RoadmapBot
from bot.storage.engine import Database
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord.connecting import connected
from tests.bot.scores.played import RIGHT, WRONG, played
from tests.discord_server import Person, Server

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest.fixture
async def bot(server: Server, asking: Asking, database: Database) -> AsyncIterator[RoadmapBot]:
    async with connected(server, Assistant(asking, database, SetClock(NOON + timedelta(days=1)))) as bot:
        yield bot


@pytest.fixture
async def scored(server: Server, bot: RoadmapBot, database: Database, ana: Person) -> None:
    """Ana is first, and twenty others follow."""
    others = dict.fromkeys(range(1, 21), WRONG)
    await played(database, NOON, {ana.id: RIGHT, **others}, guild=server.home.id)


@pytest.mark.usefixtures("scored")
async def test_a_board_is_public_and_its_pages_are_private(ana: Person) -> None:
    shown = await ana.slash("general", "leaderboard")
    assert not shown.message.private
    assert "November 2026" in shown.text
    assert "**ana**: 1st of 21, 10 points, 100 %" in shown.text
    second = await ana.click(shown.message, label="Page 2 ▶")
    assert second.message.private
    assert "You: 1st of 21" in second.text
    week = await ana.click(second.message, label="This week")
    assert "Week 46, 2026" in week.text


@pytest.mark.usefixtures("scored")
async def test_a_hidden_person_s_place_appears_in_no_public_message(server: Server, ana: Person) -> None:
    page = await ana.slash("general", "me")
    assert page.message.private
    await ana.click(page.message, label="Hide me")
    shown = await ana.slash("general", "leaderboard")
    assert shown.message.private
    assert "You: 1st of 21" in shown.text
    bo = server.person("bo")
    public = await bo.slash("general", "leaderboard")
    assert not public.message.private
    around = await ana.click(public.message, label="Around me")
    assert around.message.private
    for message in server.messages("general"):
        assert message.private or "1st" not in message.text
        assert message.private or f"Person {ana.id}" not in message.text


@pytest.mark.usefixtures("scored")
async def test_export_is_a_private_file_with_all_of_it(ana: Person) -> None:
    page = await ana.slash("general", "me")
    handed = await ana.click(page.message, label="Export my data")
    assert handed.message.private
    (attachment,) = handed.message.attachments
    assert attachment.filename == "roadmap-bot-my-data.json"
    written = json.loads(attachment.content)
    assert written["user_id"] == ana.id
    assert len(written["answers"]) == 1


@pytest.mark.usefixtures("scored")
async def test_deletion_takes_two_presses(server: Server, ana: Person) -> None:
    page = await ana.slash("general", "me")
    asked = await ana.click(page.message, label="Delete my data")
    assert asked.message.private
    done = await ana.click(asked.message, label="Delete here")
    assert "I keep nothing about you here" in done.text
    board = await server.person("bo").slash("general", "leaderboard")
    assert f"Person {ana.id}" not in board.text
    assert "1 · " in board.text


async def test_seasons_are_for_admins(ana: Person, admin: Person, bot: RoadmapBot) -> None:
    refused = await ana.slash("general", "leaderboard", season="start", name="Mine")
    assert refused.message.private
    assert "for the admins" in refused.text
    begun = await admin.slash("general", "leaderboard", season="start", name="Autumn")
    assert not begun.message.private
    assert "Season 1: Autumn" in begun.text
    board = await ana.click(begun.message, label="Its board")
    assert "Season 1: Autumn" in board.text
    ended = await admin.slash("general", "leaderboard", season="end")
    assert "is over" in ended.text


async def test_names_that_mean_harm_are_only_names(server: Server, bot: RoadmapBot, database: Database) -> None:
    eve = server.person("eve", display_name="**@everyone** \u202e<@1>")
    message = await eve.slash("general", "me")
    await eve.click(message.message, label="Hide me")
    ali = server.person("ali", display_name="علي")
    await played(database, NOON, {eve.id: RIGHT, ali.id: RIGHT}, guild=server.home.id)
    again = await eve.slash("general", "me")
    await eve.click(again.message, label="Show me")
    board = await ali.slash("general", "leaderboard")
    assert "\u202e" not in board.text
    assert "**\u2068علي\u2069**: 1st of 2" in board.text
    assert not board.message.mention_everyone


async def test_a_board_in_a_direct_message_says_where_boards_are(ana: Person, bot: RoadmapBot) -> None:
    shown = await ana.slash(ana.direct, "leaderboard")
    assert "belong to a server" in shown.text
