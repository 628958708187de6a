"""What is for those who may teach: nobody else gets anywhere, by whatever button."""

from typing import Final, get_args

import pytest

from bot.assistant import Assistant
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.components import custom_id
from bot.layout import written
from bot.people import Member
from bot.scores.exporting import export_guild
from bot.storage.engine import Database
from bot.teach.actions import (
    ConfirmTaught,
    Dismiss,
    GrowAction,
    ListTaught,
    ListUnanswered,
    RemoveTaught,
    ShowVotes,
    Teach,
)
from bot.teach.teaching import Wish
from knowledge.languages import texts_in
from tests.bot.frontends.discord import over_database
from tests.discord_server import Person, Server

assistant, bot, clock = over_database.assistant, over_database.bot, over_database.clock

NOT_TEACHER: Final = texts_in("english")("teachers-only")
FOR_TEACHERS: Final = (
    Teach(1),
    ConfirmTaught(1),
    RemoveTaught(1),
    ListTaught(1),
    ListUnanswered(1),
    Dismiss(1),
    ShowVotes(),
)
FOR_ALL: Final = ("Rate", "GiveReason")
"""Actions that everybody may do, for themselves alone."""


async def kept(database: Database, guild_id: int) -> list[str]:
    async with database.snapshot() as connection:
        return [line async for line in export_guild(connection, guild_id)]


def test_every_button_is_known_to_be_for_teachers_or_for_all() -> None:
    """A new one must be put into one of the two lists, and so be thought about."""
    for_teachers = [type(action).__name__ for action in FOR_TEACHERS]
    assert sorted((*for_teachers, *FOR_ALL)) == sorted(kind.__name__ for kind in get_args(GrowAction))


async def test_no_button_of_teachers_works_for_others(
    server: Server, bot: RoadmapBot, assistant: Assistant, ana: Person
) -> None:
    home = server.home.id
    await assistant.teaching.teach(Member(home, 7, "ada", admin=True), Wish("who is on call?", text="Bob."))
    shown = (await ana.slash("general", "pattern", name="saga")).message
    before = await kept(bot.assistant.database, home)
    for action in FOR_TEACHERS:
        pressed = await ana.click_stale(shown, custom_id(action))
        assert pressed.private
        assert pressed.text == f"### {NOT_TEACHER}", action
    assert await kept(bot.assistant.database, home) == before


async def test_in_a_direct_message_nobody_teaches(bot: RoadmapBot, admin: Person) -> None:
    shown = (await admin.slash(admin.direct, "pattern", name="saga")).message
    for action in FOR_TEACHERS:
        assert (await admin.click_stale(shown, custom_id(action))).text == f"### {NOT_TEACHER}"


@pytest.mark.parametrize("action", [ConfirmTaught(1), RemoveTaught(1), Dismiss(1)], ids=lambda one: type(one).__name__)
async def test_no_button_leads_into_another_guild(assistant: Assistant, action: GrowAction) -> None:
    await assistant.teaching.teach(Member(5, 7, "ada", admin=True), Wish("who is on call?", text="Bob."))
    before = await kept(assistant.database, 5)
    assert "Bob" not in written(await assistant.follow(Member(6, 7, "ada", admin=True), action, 9))
    assert await kept(assistant.database, 5) == before
